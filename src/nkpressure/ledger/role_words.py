"""Little words that show the role of the party beside them: "against", "by", "he", "must"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.grammar import Word
from nkpressure.tables import Tables


class Use(StrEnum):
    """What a little word says of the party beside it."""

    AGAINST = "against"
    AGENT = "agent"
    OWNER = "owner"
    SPEAKER = "speaker"
    EARLIER = "earlier"
    PERSON = "person"  # "he": the speaker where somebody speaks
    ITSELF = "itself"  # "it": the speaker where a state or a body speaks
    DUTY = "duty"
    CAUSE = "cause"  # "getting China to act": China is asked, not acting


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A preposition, pronoun or modal that shows a party's role."""

    TABLE: ClassVar[str] = "role_words.csv"

    word: str
    use: Use


@cache
def role_words(tables: Tables) -> dict[str, Use]:
    """Return the use of each listed word."""
    return {row.word: row.use for row in tables.rows(RoleWord)}


def has_duty(words: Sequence[Word], tables: Tables) -> bool:
    """Say whether words say what somebody must do: "should", "would have to"."""
    said = f" {' '.join([word.low for word in words])} "
    return any(duty in said for duty in _duties(tables))


@cache
def _duties(tables: Tables) -> tuple[str, ...]:
    return tuple(f" {word} " for word, use in role_words(tables).items() if use is Use.DUTY)
