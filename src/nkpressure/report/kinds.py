"""How each kind of annotation is called and marked, the same on every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.tables import Tables, read_tables


class Line(StrEnum):
    """The line under the words: the channel that does without colour."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DOUBLE = "double"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind's names, colour and line; `width` is the line's, in pixels."""

    TABLE: ClassVar[str] = "kinds.csv"

    kind: str
    label: str
    plural: str
    short: str
    colour: str
    line: Line
    width: int
    description: str


def kind_named(name: str, tables: Tables | None = None) -> Kind:
    """Return the look of a kind; one that the table lacks is grey and bears its own name.

    >>> kind_named("instrument").plural
    'Instruments'
    >>> kind_named("mood").label
    'Mood'
    """
    known = {kind.kind: kind for kind in (tables or read_tables()).rows(Kind)}
    label = name.replace("_", " ").capitalize()
    return known.get(name) or Kind(name, label, label, name[:3], "#6b6b6b", Line.SOLID, 1, "")


def kinds_in_order(names: Iterable[str], tables: Tables | None = None) -> list[Kind]:
    """Return the kinds once each, in the order of the table, those it lacks last."""
    order = [kind.kind for kind in (tables or read_tables()).rows(Kind)]
    wanted = set(names)
    listed = [name for name in order if name in wanted]
    return [kind_named(name, tables) for name in [*listed, *sorted(wanted.difference(order))]]


def kinds_css(kinds: Iterable[Kind]) -> str:
    """Return the style rules that give each kind its colour and its line.

    >>> kinds_css([kind_named("actor")]).splitlines()[0]
    '.k-actor { --k: #0072b2; --line: solid; --width: 2px; --tint: 13%; }'
    """
    rules = []
    for kind in kinds:
        rules.append(
            f".k-{kind.kind} {{ --k: {kind.colour}; --line: {kind.line}; "
            f"--width: {kind.width}px; --tint: {_tint(kind)}%; }}"
        )
        rules.append(
            f'.nk-marked:has(input[value="{kind.kind}"]:not(:checked)) mark.k-{kind.kind} '
            "{ background: none; border-bottom-color: transparent; }"
        )
        rules.append(
            f'.nk-marked:has(input[value="{kind.kind}"]:not(:checked)) .nk-note.k-{kind.kind},\n'
            f'.nk-marked:has(input[value="{kind.kind}"]:not(:checked)) mark.k-{kind.kind}::before '
            "{ display: none; }"
        )
    return "\n".join(rules)


def _tint(kind: Kind) -> int:
    """A kind with a thin line covers whole sentences: no tint, so that the others stand out."""
    return 13 if kind.width > 1 else 0
