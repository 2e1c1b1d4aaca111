"""Codes in other schemes: the most specific row of the book decides, and losses are named."""

import pytest

from nkpressure.find.everything import find_everything
from nkpressure.ledger.crosswalk import Crossing, cross
from nkpressure.ledger.signals import build_ledger
from nkpressure.model import Document
from nkpressure.tables import read_tables


def crossing_of(text: str) -> Crossing:
    [signal] = build_ledger(find_everything(Document("note", text)))
    return cross(signal, read_tables())


@pytest.mark.parametrize(
    ("text", "cameo", "plover"),
    [
        pytest.param(
            "The US imposed sanctions on North Korea.", "163", "SANCTION/discontinue", id="family"
        ),
        pytest.param(
            "Chinese customs seized coal from North Korea.",
            "173|1711",
            "COERCE/arrest|seize",
            id="a code before its family",
        ),
        pytest.param(
            "North Korea demanded that the US lift sanctions.", "1054", "REQUEST/yield", id="demand"
        ),
    ],
)
def test_takes_the_most_specific_row(text: str, cameo: str, plover: str) -> None:
    crossing = crossing_of(text)
    assert (crossing.cameo, crossing.plover) == (cameo, plover)


def test_names_what_is_lost() -> None:
    losses = dict(crossing_of("Pompeo urged China to enforce sanctions on North Korea.").losses)
    assert {"addressee", "speaker", "series"} <= set(losses["cameo"])
    assert losses["ties"] == ("the whole signal",)


def test_does_not_lose_what_a_row_does_not_have() -> None:
    losses = dict(crossing_of("The US imposed sanctions on North Korea.").losses)
    assert "addressee" not in losses["cameo"]
    assert "speaker" not in losses["cameo"]
