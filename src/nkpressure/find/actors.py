"""Finds the actors that a text names: people, states, agencies, media, groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.model import Annotation, Document
from nkpressure.read.regions import Region
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables


class ActorForm(StrEnum):
    """How an actor is named."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    EPITHET = "epithet"
    TITLE = "title"
    NAME_PAIR = "name_pair"
    DEMONYM_PAIR = "demonym_pair"
    NAME_NATIVE = "name_native"
    HANDLE = "handle"
    PRONOUN_AUTHOR = "pronoun_author"


@dataclass(frozen=True, slots=True)
class ActorMention(Annotation):
    """A mention of one actor, or of two at once ("US-DPRK"); entity ids as in the table."""

    kind: ClassVar[str] = "actor"

    entity: tuple[str, ...]
    form: ActorForm


def find_actors(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[ActorMention]:
    """STUB."""
    return []
