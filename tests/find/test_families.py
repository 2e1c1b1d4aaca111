"""The event that a sentence tells, and its family of instruments."""

from pathlib import Path

import pytest

from nkpressure.codebook import read_codebook
from nkpressure.errors import BadTableError
from nkpressure.find.families import EventFamily, SentenceEvent, find_sentence_events
from nkpressure.model import Document, Span
from nkpressure.read.sentences import Sentence
from nkpressure.tables import read_tables


def told_in(text: str) -> list[SentenceEvent]:
    return find_sentence_events(Document("test", text), [Sentence(Span(0, len(text)), "test")])


@pytest.mark.parametrize(
    ("text", "event", "family"),
    [
        ("The two ministers met in Vienna on Monday.", "CONSULT", "N"),
        ("Norway donated tents to the victims.", "AID", "N"),
        ("The junta freed the editor.", "RETREAT", "N"),
        ("Oslo promised to shelter the families.", "AGREE", "N"),
        ("The premier urged Athens to wait.", "REQUEST", "G"),
        ("Lima accused Quito of spying.", "ACCUSE", "G"),
        ("Quito rejected the charge.", "REJECT", "G"),
        ("Miners went on strike in the south.", "PROTEST", "G"),
        ("Ghana broke off relations with its neighbour.", "SANCTION", "S"),
        ("The general threatened to march on the capital.", "THREATEN", "F"),
        ("Police detained four editors.", "COERCE", "F"),
        ("Gunmen ambushed a bus.", "ASSAULT", "F"),
        ("Tanks shelled the harbour.", "FIGHT", "F"),
        ("The navy deployed two frigates.", "MOBILIZE", "F"),
    ],
)
def test_tells_the_event_and_its_family(text: str, event: str, family: str) -> None:
    assert [(told.event, told.family) for told in told_in(text)] == [(event, family)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        pytest.param("Oslo will donate tents.", "AGREE", id="good to come is a promise"),
        pytest.param("Oslo would expel the two envoys.", "THREATEN", id="ill to come is a threat"),
        pytest.param("Oslo expelled two envoys.", "SANCTION", id="done is done"),
    ],
)
def test_tells_what_is_announced_from_what_is_done(text: str, event: str) -> None:
    assert [told.event for told in told_in(text)] == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        pytest.param("After police arrested him, the poets met.", "CONSULT", id="after, comma"),
        pytest.param("The poets met after police arrested him.", "CONSULT", id="after"),
        pytest.param("The men, who attacked the bus, surrendered.", "RETREAT", id="who"),
        pytest.param("At a meeting the envoys rejected it.", "REJECT", id="a noun counts less"),
        pytest.param("The proposed visit divided them and he resigned.", "RETREAT", id="a noun"),
    ],
)
def test_reads_the_main_clause_first(text: str, event: str) -> None:
    assert [told.event for told in told_in(text)] == [event]


@pytest.mark.parametrize("text", ["", "The hills are green.", "\ud800\x00 of of of"])
def test_is_silent_where_nothing_is_told(text: str) -> None:
    assert told_in(text) == []


def test_each_family_is_one_of_the_codebook() -> None:
    known = {family.family for family in read_codebook().families}
    assert {row.family for row in read_tables().rows(EventFamily)} == known


def test_names_an_event_that_has_no_family(tmp_path: Path) -> None:
    (tmp_path / "more_event_cues.csv").write_text(
        "event,verb,rank,words,note\nDANCE,yes,plain,waltz,\n", encoding="utf-8"
    )
    with pytest.raises(BadTableError, match=r"DANCE has no row in event_families\.csv"):
        find_sentence_events(Document("own", "They waltzed."), [], read_tables(tmp_path))
