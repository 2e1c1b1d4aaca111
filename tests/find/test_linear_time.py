"""Time grows with the text, not with its square, and not with the size of a user's tables."""

from collections.abc import Callable
from pathlib import Path

import pytest
from taken_time import keeps_within, seconds_of

from nkpressure.find.actors import find_actors
from nkpressure.find.everything import find_everything
from nkpressure.find.instruments import find_instruments
from nkpressure.ledger.signals import with_ledger
from nkpressure.model import Document
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences
from nkpressure.tables import Tables, read_tables

TIMES_LONGER = 8
SLACK = 3.0  # a square would give 8; a machine that does much else may give 2
CUES = 5_000


def find_in(text: str, tables: Tables) -> None:
    with_ledger(find_everything(Document("note", text), tables))


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param('"', id="marks only"),
        pytest.param("if it may ", id="conditions without a stop"),
        pytest.param("Kim said that the US imposed sanctions on Iran and ", id="one sentence"),
        pytest.param("Foreign Minister Ann Lee met the president.\n\n", id="many paragraphs"),
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    tables = read_tables()
    short = piece * (1_000 // len(piece))
    find_in(short[:200], tables)  # tables are read, cues compiled
    once = min(seconds_of(lambda: find_in(short, tables)) for _ in range(2))
    bound = SLACK * TIMES_LONGER * max(once, 0.02)
    assert keeps_within(bound, lambda: find_in(short * TIMES_LONGER, tables))


@pytest.mark.parametrize("piece", ["Trump ", "TRUMP, "], ids=["one run", "many runs"])
def test_time_grows_with_a_page_of_names(piece: str) -> None:
    def find(names: int) -> object:
        return find_actors(Document("note", piece * names), (), ())

    find(100)
    once = min(seconds_of(lambda: find(2_000)) for _ in range(2))
    assert keeps_within(SLACK * TIMES_LONGER * once, lambda: find(2_000 * TIMES_LONGER))


def test_thousands_of_own_cues_with_one_beginning_cost_no_more(tmp_path: Path) -> None:
    text = "They raised the duty 17 and imposed sanctions. " * 60

    def finding(cues: int) -> Callable[[], object]:
        tables = read_tables(_own_cues(tmp_path / str(cues), cues))
        note = Document("note", text)
        regions = find_regions(note, tables)
        sentences = find_sentences(note, regions, tables)
        found = find_instruments(note, regions, sentences, tables)
        assert {mention.code for mention in found} >= {"S.GEN"}
        return lambda: find_instruments(note, regions, sentences, tables)

    few = finding(20)
    bound = 2.5 * min(seconds_of(few) for _ in range(3))
    assert keeps_within(bound, finding(CUES))


def _own_cues(folder: Path, cues: int) -> Path:
    """Write a table of cues that begin alike, of which the text has one."""
    rows = [f"they ... duty {number},S.GEN,noun,,,,," for number in range(cues)]
    header = "cue,code,grow,direction,mode,include,exclude,note"
    folder.mkdir()
    (folder / "more_instrument_cues.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    return folder
