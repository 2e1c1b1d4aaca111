"""Forms of English verbs, so that a table of cues needs to name each verb once."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.tables import Tables

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class IrregularVerb:
    """A verb whose forms the spelling rules do not give; an empty cell leaves it to the rules."""

    TABLE: ClassVar[str] = "irregular_verbs.csv"

    verb: str
    third: str | None
    past: str | None
    participle: str | None
    gerund: str | None


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The forms of one verb."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str

    def all(self) -> tuple[str, ...]:
        """Return each form once."""
        forms = (self.base, self.third, self.past, self.participle, self.gerund)
        return tuple(dict.fromkeys(forms))


def verb_forms(verb: str, tables: Tables) -> VerbForms:
    """Return the forms of a verb; of several words the first is inflected.

    >>> from nkpressure.tables import read_tables
    >>> verb_forms("carry out", read_tables()).all()
    ('carry out', 'carries out', 'carried out', 'carrying out')
    """
    first, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    own = _irregular(tables).get(first)
    past = own.past if own and own.past else _past(first)
    return VerbForms(
        verb,
        (own.third if own and own.third else _third(first)) + tail,
        past + tail,
        (own.participle if own and own.participle else past) + tail,
        (own.gerund if own and own.gerund else _gerund(first)) + tail,
    )


@cache
def past_forms(tables: Tables) -> frozenset[str]:
    """Return the irregular past forms, which do not end in -ed."""
    verbs = _irregular(tables).values()
    return frozenset(form for verb in verbs for form in (verb.past, verb.participle) if form)


@cache
def _irregular(tables: Tables) -> dict[str, IrregularVerb]:
    return {row.verb: row for row in tables.rows(IrregularVerb)}


def _ends_in_consonant_y(verb: str) -> bool:
    return verb.endswith("y") and len(verb) > 2 and verb[-2] not in _VOWELS


def _third(verb: str) -> str:
    if _ends_in_consonant_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(verb: str) -> str:
    if _ends_in_consonant_y(verb):
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return verb[:-1] + "ing"
    return verb + "ing"
