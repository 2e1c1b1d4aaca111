"""The parts of a page, before they are given out as regions."""

from dataclasses import dataclass
from enum import StrEnum

from nkpressure.model import Span


class Role(StrEnum):
    """What a region is in the article."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"
    EMBED = "embed"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a piece of one, with what is known of its layout and its role so far."""

    span: Span
    role: Role = Role.BODY
    subkind: str | None = "paragraph"
    rule: str = "paragraph"
    quote_group: str | None = None
    indent: int = 0
    after_blank: bool = True
    replied: bool = False

    @property
    def is_prose(self) -> bool:
        """Say whether nothing but a paragraph of the article has been seen in it yet."""
        return self.role is Role.BODY and self.subkind == "paragraph"
