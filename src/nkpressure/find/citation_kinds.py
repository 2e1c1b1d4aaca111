"""What a citation is: a document of state that a text names, and which sort it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.model import Annotation


class CitedKind(StrEnum):
    """The sorts of documents of state."""

    UNSC_RESOLUTION = "unsc_resolution"
    UNSC_RESOLUTION_SET = "unsc_resolution_set"  # several at once: "all UNSC resolutions"
    UNSC_STATEMENT = "unsc_statement"
    UNSC_MEASURE = "unsc_measure"  # "the quotas established by the United Nations"
    PRESIDENTIAL_STATEMENT = "presidential_statement"
    JOINT_STATEMENT = "joint_statement"
    DECLARATION = "declaration"
    AGREEMENT = "agreement"
    CHARTER = "charter"
    CONSTITUTION = "constitution"
    US_STATUTE = "us_statute"
    US_BILL = "us_bill"
    STATUTE = "statute"  # an Act whose country the text does not say
    EXECUTIVE_ORDER = "executive_order"
    REGULATION = "regulation"
    REPORT = "report"
    REGIME = "regime"
    DESIGNATION = "designation"


@dataclass(frozen=True, slots=True)
class Citation(Annotation):
    """A cited resolution, statement, statute or agreement, as the author printed it.

    `number` and `year` are those that the text prints; `name` is the table's name of a document
    that the text names; `status` says how it is cited (prospective, draft, in force, coreferent).
    """

    kind: ClassVar[str] = "citation"

    subkind: CitedKind
    number: str | None = None
    year: int | None = None
    name: str | None = None
    status: str | None = None
