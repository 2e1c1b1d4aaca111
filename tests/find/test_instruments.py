"""Instruments: which phrase, which code, in which direction and mode."""

from itertools import pairwise
from pathlib import Path

import pytest
from brackets import bracketed, marked

from nkpressure.codebook import read_codebook
from nkpressure.errors import BadTableError
from nkpressure.find.instruments import InstrumentMention, find_instruments
from nkpressure.model import Document, Span
from nkpressure.read.sentences import Sentence
from nkpressure.tables import read_tables


def found_in(text: str) -> list[InstrumentMention]:
    sentences = [Sentence(Span(0, len(text)), "test")] if text else []
    return find_instruments(Document("test", text), [], sentences)


EXAMPLES = [
    pytest.param(code.code, text, id=f"{code.code}-{number}")
    for code in read_codebook().codes
    for number, text in enumerate(code.positive)
]
COUNTER_EXAMPLES = [
    pytest.param(code.code, text, id=f"{code.code}-{number}")
    for code in read_codebook().codes
    for number, text in enumerate(code.negative)
]


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_finds_each_code_in_its_own_example(code: str, text: str) -> None:
    assert code in [mention.code for mention in found_in(text)]


@pytest.mark.parametrize(("code", "text"), COUNTER_EXAMPLES)
def test_keeps_each_code_out_of_its_counter_example(code: str, text: str) -> None:
    assert code not in [mention.code for mention in found_in(text)]


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("He asked Beijing to [enforce sanctions on North Korea].", id="verb"),
        pytest.param("They want [a new UNSC resolution with more sanctions].", id="complement"),
        pytest.param("We worry about [the smuggling of coal by sea].", id="two complements"),
        pytest.param("He was [smuggling coal into the country].", id="gerund with its object"),
        pytest.param("This ends in [secondary sanctions].", id="adjective"),
        pytest.param("Behold [the ongoing DPRK-U.S. dialogue].", id="pair with points"),
        pytest.param("He defended [the “maximum pressure” policy].", id="quoted"),
        pytest.param("Traders await [a lightening of sanctions].", id="noun of direction"),
        pytest.param("They may [lift sanctions].", id="verb of direction"),
        pytest.param("[The UN sanctions were eased] in May.", id="passive"),
        pytest.param("They [supplied 3,500 tons of diesel to North Korea].", id="thousands"),
        pytest.param("Seoul will get [a sale of attack helicopters].", id="arms sale"),
        pytest.param("[The buildup of troops] along the line goes on.", id="buildup"),
        pytest.param("Both vow to [curb smuggling on the border].", id="evasion prevented"),
        pytest.param("The order [bans exports of coal, lead and iron ore].", id="goods in a row"),
        pytest.param("Guards [inspect all cargo entering or leaving the North].", id="two gerunds"),
        pytest.param("Tehran rejects [US air strikes].", id="US is no pronoun"),
        pytest.param("They watched [the anti-DPRK joint drills].", id="one phrase, not two"),
        pytest.param("They assailed [the U.S.-Japan-ROK joint drills].", id="three with points"),
        pytest.param("Moscow [vetoed the draft resolution].", id="veto of a draft"),
        pytest.param("Seoul [obtained a waiver from the UN] in May.", id="leave granted"),
        pytest.param("Aid groups [sent rice, flour and medicine].", id="relief sent"),
        pytest.param("Seoul may [reopen the mountain resort].", id="joint works"),
        pytest.param("The North [expelled the IAEA inspectors].", id="inspectors sent away"),
        pytest.param("Seoul may [write off the North's debt].", id="debt"),
        pytest.param("Envoys attend [six-way consultations].", id="consultations"),
        pytest.param("He awaits [a raft of sanctions].", id="many at once"),
        pytest.param("Inspectors [turned a blind eye] at the border.", id="laxity"),
        pytest.param("[Three smugglers were arrested] near the Chinese border.", id="arrested"),
        pytest.param("He hopes for [a negotiated settlement of the war].", id="settlement"),
        pytest.param("Envoys spoke on [the talks] on Saturday.", id="no date in the phrase"),
        pytest.param("The minister saw [resolutions 2270 and 2321] pass.", id="numbers"),
        pytest.param("[The quotas established by the United Nations] hold.", id="participle"),
        pytest.param("The North will [meet with Mr. Hill's envoy] in Beijing.", id="Mr."),
    ],
)
def test_marks_the_least_phrase_that_names_the_instrument(shown: str) -> None:
    text, _ = marked(shown)
    assert bracketed(text, [mention.span for mention in found_in(text)]) == shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Air pressure fell over the coast.", id="air pressure"),
        pytest.param("The school held a fire drill.", id="fire drill"),
        pytest.param("He talks about his garden.", id="talks, the verb"),
        pytest.param("Climate talks went on in Bonn.", id="not about the target"),
        pytest.param("The shop has a free trade agreement on its wall.", id="free trade"),
        pytest.param("North Korea launched a missile on Friday.", id="a launch is an event"),
        pytest.param("Coal prices rose in the spring.", id="market"),
        pytest.param("The bank gave the lender a fee waiver.", id="leave in business"),
        pytest.param("Animals stay in quarantine for a month.", id="quarantine of health"),
        pytest.param("The Party sent rice to the province.", id="relief at home"),
        pytest.param("The mayor reopened the ferry service.", id="works at home"),
        pytest.param("", id="nothing"),
    ],
)
def test_leaves_what_is_no_instrument(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "code", "direction"),
    [
        ("The council will tighten sanctions.", "S.GEN", "tighten"),
        ("The council will lift sanctions.", "S.GEN", "loosen"),
        ("The sanctions remain in place.", "S.GEN", "maintain"),
        ("Moscow opposes further sanctions.", "S.GEN", "loosen"),
        ("They ruled out lifting sanctions.", "S.GEN", "maintain"),
        ("They may lift the ban on coal exports.", "S.SECT.X", "loosen"),
        ("Tokyo will stick to sanctions on Pyongyang.", "S.GEN", "maintain"),
        ("The sanctions were not enforced.", "S.ENF", "loosen"),
        ("They called for strict enforcement of sanctions.", "S.ENF", "tighten"),
        ("The firm helped to evade sanctions.", "S.EVADE", "loosen"),
        ("They must crack down on sanctions evasion.", "S.ENF", "tighten"),
        ("Seoul sought a sanctions exemption.", "S.EXEMPT", "loosen"),
        ("The two sides resumed talks.", "N.TALK", "loosen"),
        ("Pyongyang broke off talks.", "N.TALK", "tighten"),
        ("He refused to hold bilateral talks.", "N.TALK", "tighten"),
        ("They will not negotiate with Mr. Kim.", "N.TALK", "tighten"),
        ("Washington suspended the joint drills.", "N.SECASSUR", "loosen"),
        ("The allies began joint military exercises.", "F.POSTURE", "tighten"),
        ("Coercive diplomacy needs more than threats.", "G.COERC", "ambiguous"),
        ("China has taken significant action.", "G.PRESS", "tighten"),
        ("China didn't take additional action.", "G.PRESS", "maintain"),
        ("Envoys broke off the nuclear negotiations.", "N.TALK", "tighten"),
        ("Seoul wants a pause in joint drills.", "N.SECASSUR", "loosen"),
        ("Washington will hold off on new sanctions.", "S.GEN", "loosen"),
        ("Their sanctions have been leaking.", "S.ENF", "loosen"),
        ("They may raise the ceiling on refined oil for the North.", "S.ENERGY", "loosen"),
        ("The committee withheld its approval of rail parts.", "S.EXEMPT", "tighten"),
        ("China watered down the draft statement.", "S.UNSC", "loosen"),
        ("The Treasury walked back the new sanctions.", "S.GEN", "loosen"),
        ("Washington scrapped this year's war games.", "N.SECASSUR", "loosen"),
        ("They would spare rail parts from the sanctions.", "S.EXEMPT", "loosen"),
        ("Pyongyang rejected the text and vowed to take countermeasures.", "G.PRESS", "tighten"),
    ],
)
def test_reads_the_direction(text: str, code: str, direction: str) -> None:
    assert (code, direction) in [(mention.code, mention.direction) for mention in found_in(text)]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("They arrested ten smugglers near the border.", "action_taken"),
        ("The council will tighten sanctions.", "announced"),
        ("He urged China to enforce sanctions.", "demanded"),
        ("They warned of military action.", "threatened"),
        ("Washington is ready to lift sanctions.", "promised"),
        ("Traders expect an easing of sanctions.", "predicted"),
        ("Sanctions evasion is rife.", "assessed"),
        ("Beijing rejected new sanctions.", "denied"),
        ("Such a text could add new sanctions.", "hypothetical"),
        ("He refused to hold bilateral talks.", "denied"),
    ],
)
def test_reads_the_mode(text: str, mode: str) -> None:
    assert [mention.mode for mention in found_in(text)][-1:] == [mode]


def test_ends_a_scope_with_the_clause() -> None:
    urged, standing = found_in("He urged China to enforce sanctions; the talks go on.")
    assert (urged.mode, standing.mode) == ("demanded", "action_taken")


def test_marks_what_is_said_not_to_be() -> None:
    (mention,) = found_in("I wouldn't count on the ability to get a new UN resolution.")
    assert (mention.polarity, mention.mode) == ("neg", "predicted")


def test_mentions_never_overlap_and_stand_in_order() -> None:
    text = "Talks on lifting the sanctions on North Korea and suspending joint drills. " * 40
    spans = [mention.span for mention in found_in(text)]
    assert len(spans) >= 80
    assert all(left.end <= right.start for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    ["\ud800\x00 sanctions “ ” )", "“" * 50 + "sanctions", "talks and " * 3000, "not " * 9000],
    ids=["odd characters", "open quotes", "long chain", "many cues"],
)
def test_bears_odd_text(text: str) -> None:
    assert all(mention.end <= len(text) for mention in found_in(text))


HEAD = "cue,code,grow,direction,mode,include,exclude,note\n"


def test_a_user_adds_cues_of_an_own(tmp_path: Path) -> None:
    (tmp_path / "more_instrument_cues.csv").write_text(
        HEAD + "rice for peace,N.AID,noun,,,,,\n", encoding="utf-8"
    )
    text = "They revived rice for peace."
    sentence = Sentence(Span(0, len(text)), "test")
    tables = read_tables(tmp_path)
    (mention,) = find_instruments(Document("own", text), [], [sentence], tables)
    assert (mention.code, mention.direction) == ("N.AID", "loosen")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param("trade,X.NONE,noun,,,,,\n", "X.NONE, which is not in the codebook", id="code"),
        pytest.param("{nowhere} ban,S.GEN,noun,,,,,\n", "the list nowhere", id="list"),
        pytest.param("...,S.GEN,noun,,,,,\n", "a cue of S.GEN is empty", id="empty"),
    ],
)
def test_names_the_cue_that_is_wrong(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "more_instrument_cues.csv").write_text(HEAD + row, encoding="utf-8")
    document = Document("own", "Sanctions.")
    with pytest.raises(BadTableError, match=message):
        find_instruments(document, [], [], read_tables(tmp_path))
