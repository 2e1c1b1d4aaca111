"""The worked example of a second project: another target, another codebook, the same package."""

from pathlib import Path

import pytest

from nkpressure.check.folder_lint import check_folder
from nkpressure.check.resolutions import check_resolutions
from nkpressure.codebook import read_codebook
from nkpressure.find.everything import Findings, find_everything
from nkpressure.ledger.signals import Signal, with_ledger
from nkpressure.model import Document
from nkpressure.read.corpora import Corpus, read_corpus
from nkpressure.run.row_types import every_row_type
from nkpressure.tables import Tables, read_tables

IRAN = Path(__file__).parents[1] / "examples" / "iran"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(IRAN / "tables")


@pytest.fixture(scope="module")
def corpus(tables: Tables) -> Corpus:
    return read_corpus(IRAN / "articles", tables=tables)


@pytest.fixture(scope="module")
def snapback(corpus: Corpus, tables: Tables) -> Findings:
    return find_everything(corpus["snapback-2025-09"], tables)


def test_has_nothing_to_mend() -> None:
    assert check_folder(IRAN / "tables", every_row_type()) == []


def test_has_its_own_codes_and_our_closed_sets(tables: Tables) -> None:
    book, ours = read_codebook(tables), read_codebook()
    assert (book.version, book.target.entity, len(book.codes)) == ("0.2.0", "e:IRN", 12)
    assert {"S.SNAP", "S.OIL", "N.DEAL"} <= {code.code for code in book.codes}
    assert (book.modes, book.roles) == (ours.modes, ours.roles)


@pytest.mark.parametrize(
    ("document", "code", "direction", "words"),
    [
        ("oil-2018-11", "S.OIL", "tighten", "restored its sanctions on Iranian oil"),
        ("oil-2018-11", "S.OIL", "loosen", "The oil waivers"),
        ("oil-2018-11", "S.EVADE", "loosen", "switched off their transponders"),
        ("oil-2018-11", "N.DEAL", "loosen", "the nuclear deal"),
        ("snapback-2025-09", "S.FIN", "tighten", "the financial sanctions"),
        ("snapback-2025-09", "F.STRIKE", "tighten", "struck the plant"),
    ],
)
def test_codes_with_its_own_codebook(
    corpus: Corpus, tables: Tables, document: str, code: str, direction: str, words: str
) -> None:
    findings = find_everything(corpus[document], tables)
    text = findings.document.text
    found = [(m.code, m.direction.value, m.span.of(text)) for m in findings.instruments]
    assert (code, direction, words) in found


def test_knows_its_own_actors(snapback: Findings) -> None:
    text = snapback.document.text
    named = {actor.span.of(text): actor.entity for actor in snapback.actors}
    assert named["the E3"] == ("e:E3",)
    assert named["Foreign Minister Abbas Araghchi"] == ("e:abbas-araghchi",)


def test_2231_fits_and_2321_is_another_state_s(snapback: Findings, tables: Tables) -> None:
    checks = check_resolutions(snapback.document, snapback.citations, tables)
    verdicts = {check.citation.number: check for check in checks}
    assert [number for number, check in verdicts.items() if not check.valid] == ["2321"]
    assert verdicts["2231"].concerns_target is True
    assert [miss.number for miss in verdicts["2321"].intended] == [2231]
    assert "not Iran; 2231 differs by a transposition" in verdicts["2321"].message


def test_the_other_target_turns_the_check_round(snapback: Findings) -> None:
    """With our own tables, the same citations are the other way about."""
    bare = Document("bare", "Resolutions 2231 and 2321.", snapback.document.published)
    checks = check_resolutions(bare, find_everything(bare).citations)
    assert [check.valid for check in checks] == [False, True]


def test_the_ledger_aims_at_the_target(snapback: Findings) -> None:
    signals = [one for one in with_ledger(snapback).signals if isinstance(one, Signal)]
    shown = [(signal.sender, signal.target, signal.instrument) for signal in signals]
    assert (("e:DEU", "e:FRA", "e:GBR"), ("e:IRN",), "S.SNAP") in shown
    assert (("e:USA",), ("e:IRN",), "F.STRIKE") in shown
    assert not any("e:PRK" in (*signal.sender, *signal.target) for signal in signals)
