import pytest

from nkpressure.report.kinds import Kind, Line, kind_named, kinds_in_order
from nkpressure.tables import read_tables

MARKED = [kind for kind in read_tables().rows(Kind) if kind.line is not Line.NONE]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paper", ["#fdfcf9", "#15171a"], ids=["light", "dark"])
@pytest.mark.parametrize("kind", MARKED, ids=lambda kind: kind.kind)
def test_draws_each_line_so_that_it_is_seen(kind: Kind, paper: str):
    assert contrast(kind.colour, paper) >= 3


def test_has_a_look_for_every_kind_of_the_record_format():
    known = {kind.kind for kind in read_tables().rows(Kind)}
    assert known >= {
        *("document", "entity", "region", "sentence", "actor", "place", "date", "event"),
        *("attribution", "instrument", "citation", "quantity", "commodity", "hedge"),
        *("signal", "erratum"),
    }


def test_puts_unknown_kinds_last_under_their_own_name():
    kinds = kinds_in_order(["mood_swing", "citation", "actor"])
    assert [kind.label for kind in kinds] == ["Actor", "Citation", "Mood swing"]
    assert kind_named("mood_swing").line is Line.SOLID
