"""Dates: which words make one, and what each comes to."""

import pytest
from brackets import bracketed, marked

from nkpressure.find.dates import Bound, DateMention, TimexType, find_dates
from nkpressure.find.events import find_events
from nkpressure.find.quotations import find_quotations
from nkpressure.model import Document, Interval
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences

MONDAY = "2018-07-23"


def dates_in(text: str, published: str | None = MONDAY) -> list[DateMention]:
    document = Document("note", text, Interval.parse(published) if published else None)
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    quotations = find_quotations(document, regions, sentences)
    events = find_events(document, regions, sentences)
    return find_dates(document, regions, sentences, quotations, events)


def values_in(text: str, published: str | None = MONDAY) -> list[str | None]:
    return [mention.value for mention in dates_in(text, published)]


def timex_in(text: str, published: str | None = MONDAY) -> list[str | None]:
    return [mention.timex for mention in dates_in(text, published)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The talks began on [July 20, 2018] in New York.", id="month day year"),
        pytest.param("The talks began on [20 July 2018] in New York.", id="day month year"),
        pytest.param("It rose from [the first quarter of 2016] on.", id="quarter with its article"),
        pytest.param("The policy has been missing since [late 2017].", id="late of a year"),
        pytest.param(
            "They spoke in [early July] and in [mid-2016].", id="parts of months and years"
        ),
        pytest.param("Envoys met on [Friday, July 20], and left.", id="weekday with its date"),
        pytest.param("He kept promises made there [this past April].", id="this past April"),
        pytest.param("The fair opened [earlier this month] in Dandong.", id="earlier this month"),
        pytest.param(
            "Trade fell for [nearly two years] and [a four-day] visit.", id="a determiner"
        ),
        pytest.param("It was a three-way deal by a 43-year-old envoy.", id="an age is no date"),
        pytest.param(
            "Trade grew in [the past two months] only.", id="past months with the article"
        ),
        pytest.param("The deal of [the 1990s] failed in [the late 1990s].", id="decades"),
        pytest.param("They meet [every March] and [each Thursday].", id="sets"),
        pytest.param("He called at [10:35 a.m.] and left on [Friday night].", id="times"),
        pytest.param("The drill ran on [June 17-20] off the coast.", id="a run of days"),
        pytest.param("It ended on [April 24] and [25] in Geneva.", id="a further day"),
        pytest.param("That was [a decade ago], or [several years ago].", id="ago"),
        pytest.param("He said it on [Jan. 31] and on [2 Feb 2018].", id="short months"),
        pytest.param("[Juche 106 (2017)] was the year.", id="Juche year"),
        pytest.param("It was dated [2018-07-02] and [7/23/2018].", id="numeric dates"),
        pytest.param(
            "Exports fell in [fiscal 2017] and in [Q3 2017].", id="fiscal year, short quarter"
        ),
    ],
)
def test_marks_each_expression_of_time(text: str) -> None:
    text = text.replace("[a four-day]", "a [four-day]")
    plain, spans = marked(text)
    found = [mention.span for mention in dates_in(plain)]
    assert bracketed(plain, found) == bracketed(plain, spans)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("as resolutions 2270 and 1874 finally did", id="resolution numbers"),
        pytest.param(
            "under UNSC Resolution 1718 and resolution 2017", id="a resolution like a year"
        ),
        pytest.param("trade grew by almost 40% and by 12 percent", id="percentages"),
        pytest.param("if one exists (which it may not), we may wait", id="may as verb"),
        pytest.param("we and the others held a march to the bridge", id="we, march"),
        pytest.param("May we ask? March with us.", id="capital verbs at the head"),
        pytest.param("a second test and a second term", id="second as ordinal"),
        pytest.param("Theresa May spoke; Prime Minister May left.", id="a name"),
        pytest.param("some 2000 troops and 1800 tons of coal", id="quantities"),
        pytest.param("it paid $2016 for S/RES/2017 and No. 1950", id="money and codes"),
        pytest.param("three-quarters of its food comes by sea", id="fractions"),
        pytest.param("it fell apart in the sun", id="fall and sun"),
        pytest.param("https://example.org/2018/07/23/1021232222903328769", id="an address"),
    ],
)
def test_leaves_what_is_no_date(text: str) -> None:
    assert [mention.span.of(text) for mention in dates_in(text)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It came on July 20, 2018.", "2018-07-20"),
        ("It came on 17 July.", "2018-07-17"),
        ("It came on the 2nd of July, 2018.", "2018-07-02"),
        ("It came in March 2017.", "2017-03"),
        ("It grew in the first quarter of 2016.", "2016-01-01/2016-03-31"),
        ("It grew in the second half of 2017.", "2017-07-01/2017-12-31"),
        ("It came in late 2017.", "2017-10/2017-12"),
        ("It came in mid-2016.", "2016-05/2016-08"),
        ("It came in early July.", "2018-07-01/2018-07-10"),
        ("It came in the spring of 2018.", "2018-21"),
        ("It came in the 1990s.", "199X"),
        ("It came in the early 1990s.", "1990/1993"),
        ("It came in 2016-17.", "2016/2017"),
        ("It came in Juche 106.", "2017"),
        ("It lasted June 17-20.", "2018-06-17/2018-06-20"),
        ("A four-day visit ended.", "P4D"),
        ("It lasted two and a half years.", "P2Y6M"),
        ("It met annually.", "P1Y"),
        ("It began in the last quarter.", "2018-04-01/2018-06-30"),
        ("It came on Thanksgiving 2017.", "2017-11-23"),
        ("It came on the Day of the Sun.", "2018-04-15"),
    ],
)
def test_gives_each_expression_its_edtf_value(text: str, value: str) -> None:
    assert values_in(text)[0] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met yesterday.", "2018-07-22"),
        ("They will meet tomorrow.", "2018-07-24"),
        ("They met this past April.", "2018-04"),
        ("They met last April.", "2018-04"),
        ("They met in April last year.", "2017-04"),
        ("They met last week.", "2018-07-16/2018-07-22"),
        ("They met earlier this month.", "2018-07-01/2018-07-22"),
        ("They met two years ago.", "2016"),
        ("They met ten days ago.", "2018-07-13"),
        ("Right now they meet.", "2018-07-23"),
        ("They met in last week to 10 days.", "2018-07-13/2018-07-23"),
        ("They met over the past two months.", "2018-05-23/2018-07-23"),
        ("They met a decade ago.", "2008"),
    ],
)
def test_counts_deictic_words_from_publication(text: str, value: str) -> None:
    assert values_in(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("They met on Friday.", "2018-07-20", id="a past verb looks back"),
        pytest.param("They will meet on Friday.", "2018-07-27", id="a future verb looks ahead"),
        pytest.param(
            'It released the statement "We will respond" on Friday.',
            "2018-07-20",
            id="a verb within a quotation says nothing of what stands outside",
        ),
        pytest.param("Talks are expected on Friday.", "2018-07-27", id="expected"),
        pytest.param("They met on December 3.", "2017-12-03", id="a past day of the last year"),
        pytest.param("They will meet in December.", "2018-12", id="a coming month"),
        pytest.param("They met last Friday.", "2018-07-20", id="last Friday"),
        pytest.param("They met last Monday.", "2018-07-16", id="last Monday is not today"),
    ],
)
def test_lets_the_tense_choose_the_side(text: str, value: str) -> None:
    assert values_in(text) == [value]


def test_reads_an_interval_from_both_of_its_ends() -> None:
    assert values_in("Yesterday, I argued.", "2017-07-08/2017-07-13") == ["2017-07-07/2017-07-12"]
    assert timex_in("Yesterday, I argued.", "2017-07-08/2017-07-13") == [None]


@pytest.mark.parametrize(
    "text", ["Yesterday, I argued.", "It came on Friday.", "It came on 17 July.", "Two years ago."]
)
def test_leaves_undated_words_unresolved_with_the_reason(text: str) -> None:
    (mention,) = dates_in(text, None)
    assert mention.value is None
    assert "publication date" in (mention.reason or "")


def test_says_why_a_vague_time_has_no_value() -> None:
    (mention,) = dates_in("Sanctions were recently relaxed.")
    assert (mention.value, mention.timex) == (None, "PAST_REF")
    assert mention.reason


def test_counts_a_quoted_today_from_the_speech() -> None:
    said = dates_in("“We will sign it tomorrow,” the minister said on Friday.")
    assert [mention.value for mention in said] == ["2018-07-21", "2018-07-20"]
    assert said[0].anchor == "speech of 2018-07-20"


def test_says_where_the_day_of_a_speech_is_not_told() -> None:
    (mention,) = dates_in("“We will sign it tomorrow,” the minister said.")
    assert mention.value == "2018-07-24"
    assert "not told" in (mention.anchor or "")


def test_counts_from_an_event_that_an_earlier_sentence_dates() -> None:
    text = (
        "On 17 July, officials held a press conference in Shenyang. The day after the Shenyang "
        "press conference, police arrested ten traders."
    )
    assert values_in(text) == ["2018-07-17", "2018-07-18"]


def test_counts_from_an_event_of_the_table() -> None:
    (mention,) = dates_in("Two days before the Singapore summit they met.")
    assert (mention.value, mention.anchor) == ("2018-06-10", "summit-2018-06-12 - P2D")


def test_counts_from_the_date_spoken_of() -> None:
    assert values_in("It flew on July 4, 2017. A week later it fell.")[1] == (
        "2017-07-10/2017-07-16"
    )
    assert values_in("It flew on July 4, 2017. Three days later it fell.")[1] == "2017-07-07"
    assert values_in("It flew in August 2016 and in May the following year.")[1] == "2017-05"
    assert values_in("The day before July 20 they met.") == ["2018-07-19"]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("It is missing since late 2017.", [(Bound.FROM, "2017-10/..")]),
        ("It grew through March 2017.", [(Bound.UNTIL, "../2017-03")]),
        (
            "It grew between 2013 and 2015.",
            [(Bound.FROM, "2013/2015"), (Bound.UNTIL, "2013/2015")],
        ),
        ("It grew in 2013 and in 2015.", [(None, None), (None, None)]),
    ],
)
def test_tells_what_a_range_opens_and_closes(
    text: str, bounds: list[tuple[Bound | None, str | None]]
) -> None:
    assert [(mention.bound, mention.span_of_time) for mention in dates_in(text)] == bounds


def test_opens_a_range_with_an_event() -> None:
    (mention,) = dates_in("Little happened since the Singapore summit.")
    assert mention.value == "2018-06-12/.."


@pytest.mark.parametrize(
    ("text", "timex", "kind"),
    [
        ("They meet every Thursday.", "XXXX-WXX-4", TimexType.SET),
        ("They meet every two weeks.", "P2W", TimexType.SET),
        ("They met in the third quarter.", "2018-Q3", TimexType.DATE),
        ("They met last week.", "2018-W29", TimexType.DATE),
        ("They met over the weekend.", "2018-W29-WE", TimexType.DATE),
        ("They met on Friday night.", "2018-07-20TNI", TimexType.TIME),
        ("They met at noon Thursday.", "2018-07-19T12:00", TimexType.TIME),
        ("They met at 10 p.m. Wednesday.", "2018-07-18T22:00", TimexType.TIME),
        ("They waited for several weeks.", "PXW", TimexType.DURATION),
        ("They waited for two decades.", "P20Y", TimexType.DURATION),
        ("They met in the summer of 2017.", "2017-SU", TimexType.DATE),
        ("They met in nineteen ninety-six.", "1996", TimexType.DATE),
    ],
)
def test_gives_timex_values_as_timeml_does(text: str, timex: str, kind: TimexType) -> None:
    (mention,) = dates_in(text)
    assert (mention.timex, mention.timex_type) == (timex, kind)


def test_takes_the_year_before_of_the_quarter_spoken_of() -> None:
    text = "It earned more in the third quarter of 2017 than a year earlier."
    assert timex_in(text) == ["2017-Q3", "2016-Q3"]


def test_marks_nothing_in_boilerplate() -> None:
    text = "Pompeo spoke on July 20.\n\nLeave a Reply\n\nPosted on March 3, 2016"
    assert values_in(text)[0] == "2018-07-20"
    assert len(values_in(text)) == 1
