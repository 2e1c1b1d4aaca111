"""Who held which office on the day: each case shows the office's words in [brackets]."""

from pathlib import Path

import pytest
from brackets import bracketed, marked

from nkpressure.check.offices import OfficeCheck, OfficeStatus, check_offices
from nkpressure.find.actors import find_actors
from nkpressure.find.dates import DateMention, Method, TimexType, find_dates
from nkpressure.model import Document, Interval, Span
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences
from nkpressure.tables import Tables, read_tables

SUMMER = "2018-07-23"


def checked(
    text: str, published: str | None = SUMMER, tables: Tables | None = None
) -> list[OfficeCheck]:
    document = Document("note", text, Interval.parse(published) if published else None)
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    actors = find_actors(document, regions, sentences, tables)
    return check_offices(
        document, sentences, actors, find_dates(document, regions, sentences), tables
    )


CASES = [
    # the office is written before the name
    ("no longer", "[Secretary of State] Tillerson warned Pyongyang.", "does_not_hold"),
    ("on a day", "On July 20, US [Secretary of State] Tillerson spoke.", "does_not_hold"),
    ("in office", "[Secretary of State] Pompeo warned Pyongyang.", "holds"),
    ("short title", "[Secretary] Mnuchin signed.", "holds"),
    ("turned round", "[Treasury Secretary] Steven Mnuchin signed.", "holds"),
    ("another's office", "[Secretary of State] Steven Mnuchin signed.", "does_not_hold"),
    ("with a body", "[Chinese Foreign Ministry spokesman] Geng Shuang spoke.", "holds"),
    ("not before 2018", "[Foreign Minister] Choe Son Hui spoke.", "does_not_hold"),
    ("to whom", "[U.S. Ambassador to the United Nations] Nikki Haley spoke.", "holds"),
    ("two offices", "[Foreign Minister] and [State Councilor] Wang Yi spoke.", "holds cannot_tell"),
    # beside it
    ("behind", "Rex Tillerson, the [Secretary of State], spoke.", "does_not_hold"),
    ("behind a native name", "Ri Yong Ho (리용호), [foreign minister], spoke.", "holds"),
    ("in front", "[Japan's prime minister], Shinzo Abe, spoke.", "holds"),
    ("a list", "Trump, the vice president, and Kim met.", ""),
    ("a clause", "Tillerson, who met the foreign minister, spoke.", ""),
    ("an occupation", "Marcus Noland, an economist, spoke.", ""),
    ("says too little", "China's envoy Liu Jieyi spoke.", ""),
    # former, then, elect
    ("former", "[Former Secretary of State] Rex Tillerson spoke.", "held"),
    ("ex-", "[Ex-CIA director] Mike Pompeo spoke.", "held"),
    ("then", "In June 2017, [then-Secretary of State] Rex Tillerson spoke.", "held"),
    ("not yet former", "[Former Secretary of State] Mike Pompeo spoke.", "still_holds"),
    # what the table cannot tell
    ("unknown person", "[Vice Minister] Pak Nam Gil spoke.", "cannot_tell"),
    ("not checked", "[Defense Secretary] Jim Mattis spoke.", "cannot_tell"),
    ("courtesy", "[President] Obama was patient.", "cannot_tell"),
    ("part of the time", "In 2018 [Secretary of State] Tillerson spoke.", "cannot_tell"),
    ("near the edge", "In April 2018 [Secretary of State] Rex Tillerson spoke.", "cannot_tell"),
    ("after death", "In 2016 [Vice-chairman] Jang Song Thaek spoke.", "does_not_hold"),
    # bodies that have another name now
    (
        "merged ministry",
        "[Vice-minister of Foreign Trade] Ku Bon Tae of North Korea spoke.",
        "outdated_name",
    ),
    ("beside", "North Korea's [Minister of Foreign Trade], Kim Yong Jae, spoke.", "outdated_name"),
    ("replaced", "The [National Defence Commission] warned Seoul.", "outdated_name"),
    ("in its time", "The National Defence Commission warned Seoul in 2013.", ""),
    ("said to be old", "The former National Defence Commission warned Seoul.", ""),
    (
        "both names",
        "The State Affairs Commission followed the National Defence Commission in Pyongyang.",
        "",
    ),
    ("another state's", "Vietnam's Ministry of Foreign Trade signed with China.", ""),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_offices_on_the_day(text: str, expected: str) -> None:
    plain, _ = marked(text)
    checks = checked(plain)
    assert bracketed(plain, [_without_state(plain, check) for check in checks]) == text
    assert " ".join(check.status for check in checks) == expected


def _without_state(text: str, check: OfficeCheck) -> Span:
    """The words of "US Secretary of State" may begin with the state."""
    start = check.office.start + 3 * text.startswith("US ", check.office.start)
    return Span(start, check.office.end)


def test_the_message_names_spell_source_day_and_holder() -> None:
    (check,) = checked("On July 20, Secretary of State Tillerson spoke.")
    assert check.message.startswith("Rex Tillerson was Secretary of State from 2017-02-01 to")
    assert "the text speaks of 2018-07-20 ('July 20')" in check.message
    assert "then Mike Pompeo as Secretary of State" in check.message
    assert (check.source or "").startswith("http")
    assert check.day == "2018-07-20"
    assert check.date is not None


def test_the_day_is_the_publication_s_where_the_sentence_has_none() -> None:
    (check,) = checked("Secretary of State Pompeo spoke.")
    assert (check.day, check.date) == (SUMMER, None)
    assert "its publication" in check.message


def test_the_nearest_date_of_the_sentence_counts() -> None:
    text = "In 2009 it began, and by June 2017 Secretary of State Tillerson had stopped it."
    (check,) = checked(text)
    assert (check.day, check.status) == ("2017-06-01/2017-06-30", OfficeStatus.HOLDS)


def test_without_any_day_nothing_can_be_told() -> None:
    (check,) = checked("Secretary of State Tillerson spoke.", published=None)
    assert (check.status, check.day) == (OfficeStatus.CANNOT_TELL, None)


def test_a_date_in_the_paragraph_excuses_an_old_title() -> None:
    text = "They met in June 2017. Secretary of State Tillerson left early."
    (check,) = checked(text)
    assert check.status is OfficeStatus.CANNOT_TELL
    assert "the paragraph also speaks of" in check.message


def test_an_office_alone_is_checked_for_whom_it_was_read_as() -> None:
    text = "Secretary of State Rex Tillerson flew home. The Secretary of State was tired."
    _, alone = checked(text)
    assert alone.status is OfficeStatus.DOES_NOT_HOLD
    assert alone.message.startswith("read as Rex Tillerson: ")


def test_a_hand_made_date_serves_as_well() -> None:
    text = "That day Secretary of State Tillerson spoke."
    document = Document("note", text)
    day = ("2018-07-20", "2018-07-20", TimexType.DATE, "day", Method.RELATIVE)
    found = check_offices(
        document, (), find_actors(document, (), ()), [DateMention(Span(0, 8), "hand", *day)]
    )
    assert [check.status for check in found] == [OfficeStatus.DOES_NOT_HOLD]


def test_two_holders_at_once_and_a_gap_cannot_be_told(tmp_path: Path) -> None:
    rows = [
        "person,office,affiliation,country,start,end,source,checked,note",
        "e:rex-tillerson,Secretary of State,State,USA,2017-02-01,2018-03-31,a list,yes,",
        "e:mike-pompeo,Secretary of State,State,USA,2018-02-01,2018-06-01,a list,yes,",
    ]
    (tmp_path / "offices.csv").write_text("\n".join(rows), encoding="utf-8")
    tables = read_tables(tmp_path)
    (both,) = checked("Secretary of State Tillerson spoke.", "2018-03-01", tables)
    assert "the table has Mike Pompeo" in both.message
    (gap,) = checked("Secretary of State Mike Pompeo spoke.", "2018-09-01", tables)
    assert "a gap" in gap.message
    assert both.status is gap.status is OfficeStatus.CANNOT_TELL


@pytest.mark.parametrize(
    "text", ["", "\ud800 President \x00", "President " * 2000 + "Trump, " * 500]
)
def test_any_text_goes_through(text: str) -> None:
    assert isinstance(checked(text), list)
