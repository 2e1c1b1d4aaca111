"""A document on the coder's desk: what the machine proposes, what the coder has decided so far.

Everything here is plain data that never changes: a line of the coding file leads from one sheet to
the next, so that reading the file again gives the sheet that was there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from nkpressure.model import Document, Span
from nkpressure.records import Decision, Record

_COUNTED = (Decision.ACCEPTED, Decision.CHANGED, Decision.OWN)


class Verb(StrEnum):
    """What a coder does; it stands as `step` on the line."""

    OPEN = "open"
    ACCEPT = "accept"
    CHANGE = "change"
    REJECT = "reject"
    MARK = "mark"
    REMOVE = "remove"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be undone: the lines of a mark before it (None: there was none) and after."""

    mark: str
    before: Record | None
    after: Record


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with the machine's proposals, by their ids, and the last line of each mark.

    >>> sheet = Sheet(Document("note", "Seoul agreed."))
    >>> seoul = {"id": "note#actor-ann-1", "document": "note", "kind": "actor", "start": 0,
    ...          "end": 5, "decision": "own", "step": "mark"}
    >>> sheet.after(seoul).counts()
    {'own': 1}
    """

    document: Document
    sentences: tuple[tuple[str, Span], ...] = ()
    proposals: Mapping[str, Record] = field(default_factory=dict)
    lines: Mapping[str, Record] = field(default_factory=dict)
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def after(self, line: Record) -> "Sheet":
        """Return the sheet after the step that a line of the coding file tells of."""
        mark = line["id"]
        lines = {**self.lines, mark: line}
        if line["step"] == Verb.UNDO and self.done:
            return replace(
                self, lines=lines, done=self.done[:-1], undone=(*self.undone, self.done[-1])
            )
        if line["step"] == Verb.REDO and self.undone:
            return replace(
                self, lines=lines, done=(*self.done, self.undone[-1]), undone=self.undone[:-1]
            )
        step = Step(mark, self.lines.get(mark), line)
        return replace(self, lines=lines, done=(*self.done, step), undone=())

    def after_all(self, lines: Iterable[Record]) -> "Sheet":
        """Return the sheet after several steps."""
        sheet = self
        for line in lines:
            sheet = sheet.after(line)
        return sheet

    def decided(self, mark: str) -> Record | None:
        """Return the line of a mark where a decision stands; None where it is open or gone."""
        line = self.lines.get(mark)
        return None if line is None or line["decision"] == Decision.WITHDRAWN else line

    def shown(self) -> list[Record]:
        """Return every mark as the coder sees it, in text order; what is open has no `decision`.

        Rejected proposals are among them, own marks that were removed are not.
        """
        ids = dict.fromkeys([*self.proposals, *self.lines])
        held = (self.decided(mark) or self.proposals.get(mark) for mark in ids)
        return sorted(filter(None, held), key=lambda r: (r["start"], -r["end"], r["kind"], r["id"]))

    def open_proposals(self) -> list[str]:
        """Return the ids of the proposals that wait for a decision."""
        return [mark for mark in self.proposals if self.decided(mark) is None]

    def counts(self) -> dict[str, int]:
        """Return how many marks there are by decision: accepted, changed, rejected, own, open."""
        found: dict[str, int] = {}
        for record in self.shown():
            decision = str(record.get("decision") or "open")
            found[decision] = found.get(decision, 0) + 1
        return found

    def records(self) -> list[Record]:
        """Return what counts as a mark of this coder."""
        return [record for record in self.shown() if record.get("decision") in _COUNTED]

    def touched(self, span: Span) -> list[str]:
        """Return the ids of the sentences that a stretch of the text touches."""
        return [id for id, sentence in self.sentences if sentence.overlaps(span)]
