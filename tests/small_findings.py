"""Findings built by hand, so that the report's tests lean on no finder."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from brackets import marked

from nkpressure.find.actors import ActorForm, ActorMention
from nkpressure.find.everything import Findings
from nkpressure.find.instruments import Direction, InstrumentMention
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import read_tables


@dataclass(frozen=True, slots=True)
class Mood(Annotation):
    """A kind that no table of the package knows, with fields of every sort."""

    kind: ClassVar[str] = "mood"

    cue: Span | None = None
    holder: Annotation | None = None
    words: tuple[Span, ...] = ()
    strength: int | None = None


def findings_of(document: Document, **kinds: Any) -> Findings:
    """Return findings with just these annotations; any kind may stand in any place."""
    values: dict[str, Any] = {field.name: () for field in fields(Findings)}
    return Findings(**{**values, "document": document, "tables": read_tables(), **kinds})


def actor(span: Span, *entities: str) -> ActorMention:
    return ActorMention(span, "name in the table", entities or ("e:CHN",), ActorForm.NAME)


def instrument(span: Span, code: str = "S.GEN", direction: str = "tighten") -> InstrumentMention:
    return InstrumentMention(span, "cue of the table", code, Direction(direction))


def body(text: str) -> tuple[Region, ...]:
    """Return one paragraph for each line of the text."""
    regions, start = [], 0
    for line in text.split("\n"):
        if line:
            regions.append(Region(Span(start, start + len(line)), "line", Role.BODY, "paragraph"))
        start += len(line) + 1
    return tuple(regions)


def article() -> Findings:
    """Return two sentences with two actors, of which one lies within an instrument."""
    text, spans = marked("[[China] resumed [pressure on [Japan]].] [Nobody objects.]")
    china, first, pressure, japan, second = spans
    return findings_of(
        Document("note", text),
        regions=body(text),
        sentences=(Sentence(first, "stop"), Sentence(second, "stop")),
        actors=(actor(china, "e:CHN"), actor(japan, "e:JPN", "e:USA")),
        instruments=(instrument(pressure, "G.PRESS"),),
    )
