"""What the landing page tells: documents, reports, what was found, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CellStatus(StrEnum):
    """How the run of one notebook on one document ended."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Headline:
    """One finding in a sentence, with the address of its evidence; flagged ones ask for a look."""

    text: str
    href: str | None = None
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One article: what is known of it, how many annotations it has, what stands out."""

    id: str
    text_page: str | None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_basis: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    headlines: tuple[Headline, ...] = ()
    dossier: str | None = None

    def marks_href(self, kind: str) -> str | None:
        """Return where all marks of a kind are shown: the text with them alone, at the first.

        >>> DocumentSummary("note", "text.html", counts={"actor": 3}).marks_href("actor")
        'text.html?kinds=actor#actor-001'
        """
        has_any = self.text_page is not None and self.counts.get(kind, 0)
        return f"{self.text_page}?kinds={kind}#{kind}-001" if has_any else None


Phrase = tuple[str, str | None]  # words on a page, and where they lead


@dataclass(frozen=True, slots=True)
class NotebookSummary:
    """One notebook: its name and the question that it asks."""

    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One notebook on one document, or on the whole corpus where `document` is None.

    `files` are pairs of a label and an address, such as ("actors.csv", "tables/actors.csv").
    """

    document: str | None
    notebook: str
    status: CellStatus
    html: str | None = None
    ipynb: str | None = None
    files: tuple[tuple[str, str], ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file of the corpus that could not be read, with the reason in one sentence."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One annotation that came, went or changed since the last run, with its sentence."""

    turn: str
    document: str
    kind: str
    words: str
    coding: str = ""
    rule: str | None = None
    sentence: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the last run: through which inputs, in which documents, by kind and rule.

    `counts` are rows of kind, rule, and how many came, went and changed; `lines` are the first of
    `total` changes, all of which stand in `file`.
    """

    causes: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    counts: tuple[tuple[str | int, ...], ...] = ()
    total: int = 0
    lines: tuple[ChangeLine, ...] = ()
    file: str | None = None


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """Everything on the landing page. `changes` says what differs from the last run.

    `store` says that the report is about a store, which has no documents with pages.
    """

    documents: tuple[DocumentSummary, ...]
    notebooks: tuple[NotebookSummary, ...]
    cells: tuple[Cell, ...]
    package_version: str
    codebook_version: str
    title: str = "What these articles say about pressure"
    unread: tuple[UnreadFile, ...] = ()
    changes: Changes | None = None
    records: str | None = "records.jsonl"
    run: str | None = "run.json"
    crate: str | None = "ro-crate-metadata.json"
    citation: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    store: str | None = None
