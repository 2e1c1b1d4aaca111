"""Who is named: each case shows its mentions in [brackets], with the entities in order."""

from datetime import date

import pytest
from brackets import bracketed, marked

from nkpressure.errors import BadTableError
from nkpressure.find.actors import ActorForm, ActorMention, entity_name, find_actors
from nkpressure.model import Document, Interval, Span
from nkpressure.read.regions import Region, Role
from nkpressure.tables import read_tables


def mentions_in(text: str, **facts: object) -> list[ActorMention]:
    document = Document("note", text, **facts)
    body = Region(Span(0, len(text)), "whole", Role.BODY, "paragraph")
    return find_actors(document, [body], [])


CASES = [
    # states and their capitals
    ("names of states", "[China] asked [the United States] and [the DPRK] to talk.", "CHN USA PRK"),
    ("no article", "The [US] and the [U.S.] told the [UN] so.", "USA USA UN"),
    ("demonym", "[American] policy on [North Korean] coal", "USA PRK"),
    ("people", "[The Russians] met [the Americans].", "RUS USA"),
    (
        "capital that acts",
        "[Beijing] has not answered; pressure from [Washington] grew.",
        "CHN USA",
    ),
    ("capital as a place", "The envoys met in Beijing and flew to Pyongyang.", ""),
    ("capital in a list of places", "There were gatherings in Shenyang, Dandong, Beijing.", ""),
    ("bare Korea", "[Japan], [Korea] and [the United States] agreed.", "JPN KOR USA"),
    (
        "North and South",
        "[South Korea] wrote to [the North]; [the two Koreas] will meet.",
        "KOR PRK PRK;KOR",
    ),
    ("the South Pacific", "[North Korea] sold it in the South Pacific.", "PRK"),
    ("abbreviation, not a pronoun", "They told us that the [US] agrees.", "USA"),
    ("in capitals", "[CHINA] CUTS TRADE", "CHN"),
    # pairs
    ("pair of names", "the [US-DPRK] dialogue", "USA;PRK"),
    ("pair of demonyms", "the [Chinese-North Korean] border", "CHN;PRK"),
    ("prefix", "[Sino-North Korean] ties", "CHN;PRK"),
    ("dash", "a [China–DPRK] project", "CHN;PRK"),
    ("two persons are no pair", "the [Xi]-[Putin] statement", "xi-jinping vladimir-putin"),
    # what is no actor
    ("sea", "ships in the South China Sea", ""),
    ("peninsula", "peace on the Korean peninsula", ""),
    ("statute", "a North Korean Human Rights Act", ""),
    ("currency", "two million U.S. dollars", ""),
    ("language", "he answered in Chinese.", ""),
    ("tower", "a guard at Trump Tower waved", ""),
    ("month and modal", "In May it may end; Will they wait?", ""),
    ("ship", "the carrier Ronald Reagan sailed", ""),
    # bodies
    ("council", "[the UN Security Council] and [the Security Council]", "UNSC UNSC"),
    ("agency", "[the State Department] and [The White House]", "us-state-department white-house"),
    ("ministry of a state", "[China’s Foreign Ministry] spoke.", "prc-foreign-ministry"),
    (
        "ministry, turned round",
        "[the Foreign Ministry of the DPRK] spoke.",
        "dprk-foreign-ministry",
    ),
    ("media", "according to [Kyodo] and the [Financial Times]", "kyodo-news financial-times"),
    ("unknown body", "a loan of [the Dandong Border Trade Bank]", "dandong-border-trade-bank"),
    ("body with of", "a study by [the University of Sussex]", "university-of-sussex"),
    # persons
    ("title and name", "[US Secretary of State Mike Pompeo] left.", "mike-pompeo"),
    ("former", "[former President Barack Obama] spoke", "barack-obama"),
    ("surname alone", "[Mike Pompeo] left. [Pompeo] came back.", "mike-pompeo mike-pompeo"),
    ("well known by surname", "[Tillerson] outlined it.", "rex-tillerson"),
    (
        "romanisations",
        "[Kim Jong-un], [Kim Jong Un] and [Kim Jong-Un]",
        "kim-jong-un kim-jong-un kim-jong-un",
    ),
    ("last Kim", "[Kim Kye Gwan] sat down. [Kim] smiled.", "kim-kye-gwan kim-kye-gwan"),
    (
        "relative",
        "[Ted Cruz] and [Ted Cruz] again, with [Heidi Cruz]. [Cruz] won.",
        "ted-cruz ted-cruz heidi-cruz ted-cruz",
    ),
    ("unknown given name, known surname", "It was [Zorbella Trump] who called.", "zorbella-trump"),
    ("middle initial", "[House Speaker Paul D. Ryan] and [Ryan]", "paul-ryan paul-ryan"),
    ("unknown, Western", "It was [Jane Doe] who wrote it. [Doe] knew.", "jane-doe jane-doe"),
    ("unknown, Korean", "a paper by [Ryom Chol-min] is out", "ryom-chol-min"),
    ("unknown, Chinese", "a paper by [Zhao Wenlong] is out", "zhao-wenlong"),
    ("told by speech", "So it goes, said [Zorblat Quuxley].", "zorblat-quuxley"),
    ("told by title", "[Rep. Zorblat Quuxley] voted.", "zorblat-quuxley"),
    ("apposition to a title", "the finance minister, [Lou Jiwei], spoke", "lou-jiwei"),
    ("occupation stays out", "the scholar [Adam Cathcart] went", "adam-cathcart"),
    ("native name", "[Ku Bon-tae] ([구본태]) attended.", "ku-bon-tae ku-bon-tae"),
    ("namesake of a state", "[Jim Jordan] spoke of [Jordan].", "jim-jordan jim-jordan"),
    ("city, not a person", "a port near San Diego and Santa Rosa", ""),
    ("epithet", "[the Young General] will go on", "kim-jong-un"),
    ("lost space", "at[Kim Jong Un]Street he spoke", "kim-jong-un"),
    # titles alone
    (
        "title that points back",
        "[Mike Pompeo] came. Critics praised [the Secretary of State].",
        "mike-pompeo mike-pompeo",
    ),
    (
        "spokesman",
        "[a Chinese Foreign Ministry spokesman] said so",
        "prc-foreign-ministry-spokesperson",
    ),
    ("ambassador", "[the U.S. ambassador to the ROK] said so", "us-ambassador-to-rok"),
    # groups
    ("firms", "[Chinese firms doing business with North Korea] paid.", "chinese-firms"),
    ("workers abroad", "[North Korean workers abroad] pay.", "dprk-workers-abroad"),
    ("navy", "[the Iranian navy] took it.", "iranian-navy"),
    ("two states", "[senior Chinese and American officials] met.", "chinese-us-officials"),
    ("based in", "[a Macau-based bank] closed.", "macanese-banks"),
    ("government is the state", "[the North Korean government] agreed.", "PRK"),
    ("telling adjective", "[foreign officials] complained", "foreign-officials"),
    ("speaking group", "[Analysts] say that it failed.", "analysts"),
    ("silent group", "He met analysts there.", ""),
    ("exercises are no actor", "[US] military exercises began.", "USA"),
    ("administration", "[the Bush administration] left.", "bush-administration"),
    ("aides", "[Trump aides] left.", "trump-aides"),
    ("community", "[the international community] watched.", "international-community"),
    ("world that acts", "[The world] watched, around the world.", "world"),
    # words that point back
    ("the country", "[China] grew; [the country] is large.", "CHN CHN"),
    (
        "three countries",
        "[Japan], [South Korea] and the [US] met; [the three countries] agreed.",
        "JPN KOR USA japan-korea-us",
    ),
    ("both sides", "[China] and [Russia] met; [both sides] agreed.", "CHN RUS CHN;RUS"),
    ("nothing to point to", "The country is large.", ""),
    ("whom it goes to", "[Peru] waits. [Laos] sent rice to [the country].", "PER LAO PER"),
    ("their country, of two", "[Laos] and [Peru] spoke; their country is fine.", "LAO PER"),
    (
        "our country, of the speaker",
        "[Laos] said that [Peru] must not threaten [our country].",
        "LAO PER LAO",
    ),
    (
        "his country",
        "[Wang Yi] called [Mike Pompeo] and spoke of [his country].",
        "wang-yi mike-pompeo CHN",
    ),
    (
        "the panel",
        "[The UN Panel of Experts] wrote. [The panel] was brief.",
        "un-panel-of-experts un-panel-of-experts",
    ),
    (
        "initials",
        "[The Northern Maize Council] met. Later [the NMC] voted.",
        "northern-maize-council northern-maize-council",
    ),
    (
        "the title tells",
        "[President Barack Obama] met [Donald Trump]. [The president] left.",
        "barack-obama donald-trump barack-obama",
    ),
    ("three syllables", "a loan to [Huang Wei Ling] failed", "huang-wei-ling"),
    ("and others", "[Japan] and [other countries] agreed.", "JPN other-countries"),
    ("hyphenated", "[the mid-sized banks in Dandong and Shenyang] lent", "mid-sized-banks"),
    ("no determiner", "He says that [foreign officials] lied.", "foreign-officials"),
    ("a condition", "the current state of [the DPRK]", "PRK"),
    ("a day follows", "[the Maize Council] on Tuesday met", "maize-council"),
    ("a lone surname", "Nobody knew, as [Quuxley] said; [Quuxley] smiled.", "quuxley quuxley"),
    ("a state and others", "the [US] and [western countries] met", "USA western-countries"),
    ("where it sits", "[a Pakistan-based group] struck", "pakistani-groups"),
    (
        "the Committee",
        "[The 1718 Committee] met. [The Committee] rose.",
        "1718-committee 1718-committee",
    ),
    ("a party elsewhere", "the Republican People's Party of [Turkey]", "TUR"),
    # handles
    ("handle", "https://twitter.com/[DrKevinGray]/status/1", "kevin-gray"),
]


@pytest.mark.parametrize(
    ("shown", "entities"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_marks_each_mention_with_its_entity(shown: str, entities: str) -> None:
    text, _ = marked(shown)
    mentions = mentions_in(text)
    assert bracketed(text, [mention.span for mention in mentions]) == shown
    found = [";".join(e.removeprefix("e:") for e in mention.entity) for mention in mentions]
    assert found == entities.split()


def test_reads_bare_korea_as_the_north_in_its_own_press() -> None:
    (_, korea) = mentions_in("Pyongyang, May 2 (KCNA) -- Korea will win.")
    assert korea.entity == ("e:PRK",)


@pytest.mark.parametrize(
    ("day", "entity"),
    [(date(2005, 5, 1), "e:kim-jong-il"), (date(2018, 5, 1), "e:kim-jong-un")],
    ids=["2005", "2018"],
)
def test_lets_the_date_decide_between_leaders(day: date, entity: str) -> None:
    (mention,) = mentions_in("Nobody asked Kim.", published=Interval(day, day))
    assert mention.entity == (entity,)


def test_reads_an_office_by_its_date() -> None:
    day = Interval(date(2018, 7, 23), date(2018, 7, 23))
    (mention,) = mentions_in("Then the South Korean president spoke.", published=day)
    assert mention.entity == ("e:moon-jae-in",)
    assert mention.form is ActorForm.TITLE


@pytest.mark.parametrize(
    ("year", "entity"),
    [(2016, "e:president"), (2018, "e:donald-trump")],
    ids=["candidate", "in office"],
)
def test_takes_no_candidate_for_the_holder(year: int, entity: str) -> None:
    day = Interval(date(year, 9, 1), date(year, 9, 1))
    _, office = mentions_in("Donald Trump spoke. The president was silent.", published=day)
    assert office.entity == (entity,)


def test_marks_the_author_outside_quotations_only() -> None:
    text = 'Yesterday, I argued so. "I think not," he said. But I do.'
    mentions = mentions_in(text, author="Stephan Haggard")
    assert [mention.start for mention in mentions] == [11, text.index("I do")]
    assert {mention.entity for mention in mentions} == {("e:stephan-haggard",)}
    assert mentions[0].form is ActorForm.PRONOUN_AUTHOR


def test_names_an_unnamed_author_after_the_document() -> None:
    (mention,) = mentions_in("Here I stand.")
    assert mention.entity == ("e:author-note",)


def test_leaves_furniture_and_block_quotations_alone() -> None:
    text = "Share on China Daily\nI count."
    regions = [
        Region(Span(0, 20), "furniture", Role.BOILERPLATE),
        Region(Span(21, 29), "quotation", Role.BODY, "blockquote"),
    ]
    assert find_actors(Document("note", text), regions, []) == []


@pytest.mark.parametrize(
    "text",
    ["", "\x00\ud800 China", "(" * 50, "“the ‘US", "Kim " * 3000, "A" * 5000, "US-" * 3000],
    ids=["empty", "surrogate", "brackets", "quotes", "many names", "one word", "hyphens"],
)
def test_never_fails_on_odd_text(text: str) -> None:
    assert all(mention.span.of(text) for mention in mentions_in(text))


def test_takes_a_name_from_the_users_own_table(tmp_path) -> None:
    (tmp_path / "more_names.csv").write_text(
        "entity,name,form,article,needs,beside,since,until\ne:PRK,Norkland,name,no,,,,\n",
        encoding="utf-8",
    )
    document = Document("note", "Norkland replied.")
    (mention,) = find_actors(document, (), (), read_tables(tmp_path))
    assert mention.entity == ("e:PRK",)


def test_says_which_line_of_a_table_is_wrong(tmp_path) -> None:
    (tmp_path / "more_names.csv").write_text(
        "entity,name,form,article,needs,beside,since,until\ne:PRK,Norkland,nickname,no,,,,\n",
        encoding="utf-8",
    )
    with pytest.raises(BadTableError, match="line 2, column form"):
        find_actors(Document("note", "Norkland"), (), (), read_tables(tmp_path))


def test_says_the_names_of_entities() -> None:
    tables = read_tables()
    assert entity_name(tables, "e:UNSC") == "UN Security Council"
    assert entity_name(tables, "e:jane-doe") is None
