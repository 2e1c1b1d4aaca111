"""Builds the chain of voices between a claim and its reader: origin first, author last."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.speakers import Speaker
from nkpressure.model import Span
from nkpressure.tables import Tables


class Level(StrEnum):
    """How many voices stand between the reader and the claim."""

    L0 = "L0"  # the author's own voice
    L1 = "L1"  # the author cites the origin directly
    L2 = "L2"  # one relay between author and origin
    L3 = "L3"  # two or more relays
    LX = "LX"  # origin unnamed or collective


class Fidelity(StrEnum):
    """How near the given words are to those that were said, from nearest to farthest."""

    VERBATIM = "verbatim"
    TRANSLATED = "translated"
    APPROXIMATE = "approximate"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that a relay may have used."""

    TABLE: ClassVar[str] = "languages.csv"

    language: str
    code: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One voice of a chain, where it is named, and what it does with the words."""

    voice: str
    span: Span | None
    type: str  # says, reports, relays, translates, alleges, acknowledges, thinks, ...
    named: bool = True


@dataclass(frozen=True, slots=True)
class Relay:
    """Who carried the words, where that is said, and from which language if that is said."""

    speaker: Speaker
    span: Span
    language: str | None = None


# How far the word of a link can be trusted, from best to worst; an unnamed voice is worst of all.
_TRUST = (
    "writes",
    "acknowledges",
    "says",
    "denies",
    "demands",
    "asks",
    "intends",
    "refuses",
    "judges",
    "reports",
    "relays",
    "translates",
    "alleges",
    "wants",
    "thinks",
)
_DOUBT = {link: place for place, link in enumerate(_TRUST)}
# A state of mind that an author ascribes: nobody was heard to say it.
_MINDS = frozenset({"thinks", "wants", "refuses"})
_LANGUAGE = re.compile(r"\bin ([A-Z][a-z]+)\b|\btranslated from (?:the )?([A-Z][a-z]+)\b")


@cache
def _languages(tables: Tables) -> Mapping[str, str]:
    return {row.language: row.code for row in tables.rows(Language)}


def language_in(text: str, tables: Tables) -> str | None:
    """Return the code of the language that a cue names: "as relayed by Kyodo in Chinese"."""
    for match in _LANGUAGE.finditer(text):
        code = _languages(tables).get(match[1] or match[2])
        if code is not None:
            return code
    return None


def build_chain(
    origin: ChainLink,
    document_link: ChainLink | None,
    relay: ChainLink | None,
    outer: Sequence[ChainLink],
) -> tuple[ChainLink, ...]:
    """Put the voices in order: origin, the document it stands in, relay, and the outer voices."""
    links = [origin]
    links += [link for link in (document_link, relay) if link is not None]
    links += [link for link in outer if link.voice != links[-1].voice]
    return tuple(links)


def level_of(
    origin: Speaker, link: str, relay: Relay | None, nested: Level | None, own: bool
) -> Level:
    """Return the level of an attribution; `nested` is that of the voice around it.

    `own` says that origin and outer voice are the same: the author, or a quoted speaker's "I".
    """
    if own:
        return nested or Level.L0
    if nested is not None:
        return Level.L2 if origin.named else Level.L3
    if not origin.named or link in _MINDS:
        return Level.LX
    return Level.L2 if relay is not None else Level.L1


def weakest_link(chain: Sequence[ChainLink]) -> int:
    """Return the place of the link that carries least: an unnamed voice, else the loosest act."""
    weights = [(not link.named, _DOUBT.get(link.type, len(_DOUBT))) for link in chain]
    return weights.index(max(weights))
