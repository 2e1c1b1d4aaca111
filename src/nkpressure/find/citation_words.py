"""The words around a citation: what may stand before its noun, and who made it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.plain_text import lowered
from nkpressure.tables import Tables


class WordRole(StrEnum):
    """What a word does near a citation."""

    DETERMINER = "determiner"
    INDEFINITE = "indefinite"
    QUANTIFIER = "quantifier"
    MODIFIER = "modifier"
    REFUSED_MODIFIER = "refused_modifier"  # "a press statement" is no document of state
    STOP = "stop"  # ends the noun phrase to the left
    COUNCIL = "council"
    COUNCIL_SENDER = "council_sender"  # the United Nations, for what only the Council makes
    OTHER_BODY = "other_body"  # another body that adopts resolutions
    OTHER_SENSE = "other_sense"  # "conflict resolution", "screen resolution"
    UNIT = "unit"  # "2,270 tons"
    MADE = "made"  # "issued by", "established by"
    REPORTING_BODY = "reporting_body"


@dataclass(frozen=True, slots=True)
class CitationWord:
    """A word or phrase with its role, and the status that it gives to what is cited."""

    TABLE: ClassVar[str] = "citation_words.csv"

    phrase: str
    role: WordRole
    status: str | None


class CitationWords:
    """The words of the table by role; `phrases` finds those that name bodies in running text."""

    def __init__(self, rows: tuple[CitationWord, ...]) -> None:
        self._roles: dict[str, set[WordRole]] = {}
        self._statuses: dict[str, str] = {}
        for row in rows:
            phrase = lowered(row.phrase)
            self._roles.setdefault(phrase, set()).add(row.role)
            if row.status:
                self._statuses[phrase] = row.status
        self.phrases: PhraseFinder[WordRole] = PhraseFinder(
            (row.phrase, row.role, False) for row in rows if row.role in _BODIES
        )

    def has(self, phrase: str, role: WordRole) -> bool:
        """Say whether the phrase plays the role; it is compared in lower case."""
        return role in self._roles.get(lowered(phrase), ())

    def status(self, phrase: str) -> str | None:
        """Return the status that the word gives, such as prospective for "new"."""
        return self._statuses.get(lowered(phrase))

    def of(self, role: WordRole) -> list[str]:
        """Return the phrases of a role, the longest first."""
        phrases = (phrase for phrase, roles in self._roles.items() if role in roles)
        return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))

    def bodies(self, text: str) -> set[WordRole]:
        """Return the roles of the bodies that a stretch of text names."""
        return {role for match in self.phrases.find(text) for role in match.entries}


_BODIES = (
    WordRole.COUNCIL,
    WordRole.COUNCIL_SENDER,
    WordRole.OTHER_BODY,
    WordRole.REPORTING_BODY,
)


@cache
def citation_words(tables: Tables) -> CitationWords:
    """Return the words of the tables in use.

    >>> from nkpressure.tables import read_tables
    >>> citation_words(read_tables()).status("fresh")
    'prospective'
    """
    return CitationWords(tables.rows(CitationWord))
