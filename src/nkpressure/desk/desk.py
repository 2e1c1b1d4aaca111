"""A coder's desk for one document: the sheet, the file, and each step on its way to both."""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from nkpressure.codebook import read_codebook
from nkpressure.desk.choices import FieldForm, forms_of_kinds
from nkpressure.desk.coding_file import CodingFile, refuse_other_text
from nkpressure.desk.proposals import by_id, proposals_among
from nkpressure.desk.sheet import Sheet, Verb
from nkpressure.desk.steps import take_step
from nkpressure.errors import WrongUseError
from nkpressure.model import Document, Span
from nkpressure.records import Decision, Record, document_record
from nkpressure.tables import Tables

Clock = Callable[[], str]


class Desk:
    """What one coder has decided about the marks of one document, step by step.

    Without a file nothing can be decided: the text is only shown.
    """

    def __init__(
        self,
        document: Document,
        records: Iterable[Record],
        file: CodingFile | None,
        tables: Tables,
        clock: Clock,
        kinds: Collection[str] | None = None,
    ) -> None:
        records = list(records)
        self.file = file
        self.tables = tables
        self.kinds = tuple(forms_of_kinds(tables) if kinds is None else kinds)
        self._clock = clock
        sentences = [record for record in records if record["kind"] == "sentence"]
        self._given = [document_record(document), *sentences]
        proposals = proposals_among(records, kinds, tables)
        steps = self._steps(document)
        last = {line["id"]: line for line in steps}
        places = tuple((str(s["id"]), Span(s["start"], s["end"])) for s in sentences)
        sheet = Sheet(document, places, by_id(proposals, last, tables))
        self.sheet = sheet.after_all(steps)

    @property
    def coder(self) -> str:
        """Who codes; empty where nobody does."""
        return self.file.coder if self.file else ""

    def form(self, kind: str) -> tuple[FieldForm, ...]:
        """Return the fields of a kind; none of a kind that nobody codes."""
        return forms_of_kinds(self.tables).get(kind, ())

    @property
    def notes(self) -> tuple[str, ...]:
        """What the coder should know before going on."""
        return (*(self.file.notes if self.file else ()), *self._note_on_codebook())

    def take(self, wish: Mapping[str, Any]) -> Record:
        """Take a step: its line is on the disk before the sheet changes. Return the line.

        Raises WrongUseError, and nothing has changed, where the step makes no sense or cannot be
        saved.
        """
        if self.file is None:
            raise WrongUseError("name a coder to code: code_text(findings, coder='...')")
        line = self._stamped(take_step(self.sheet, wish, self.coder, self.tables))
        known = self.file.lines_of(self.sheet.document.id)
        given = [] if known else [self._stamped_given(record) for record in self._given]
        self.file.add([*given, line])
        self.sheet = self.sheet.after(line)
        return line

    def _steps(self, document: Document) -> list[Record]:
        if self.file is None:
            return []
        lines = self.file.lines_of(document.id)
        refuse_other_text(self.file.path, lines, document.text)
        steps = [(n, line) for n, line in lines if line["decision"] != Decision.GIVEN]
        for number, line in steps:
            self._refuse_unknown_codes(f"{self.file.path}, line {number}", line)
        return [line for _, line in steps]

    def _refuse_unknown_codes(self, place: str, line: Record) -> None:
        for field in self.form(line["kind"]):
            value = line.get(field.field)
            if field.choices and value is not None and field.refuse(value):
                raise WrongUseError(
                    f"{place}: the {field.label} of this {line['kind']} {field.refuse(value)}; "
                    "correct the line, or open it with the codebook that it was coded with"
                )

    def _note_on_codebook(self) -> list[str]:
        version = read_codebook(self.tables).version
        used = {str(step.after.get("codebook")) for step in self.sheet.done}
        return [
            f"some of this was coded with codebook {old}; it is {version} now"
            for old in sorted(used - {version})
        ]

    def _stamped(self, line: Record) -> Record:
        version = read_codebook(self.tables).version
        return {**line, "coder": self.coder, "time": self._clock(), "codebook": version}

    def _stamped_given(self, record: Record) -> Record:
        return self._stamped({**record, "decision": Decision.GIVEN, "step": Verb.OPEN})


def default_file(coder: str) -> Path:
    """Return the file that a coder's steps go to where none is named.

    >>> default_file("Ann Lee").name
    'Ann Lee.jsonl'
    """
    if any(sign in coder for sign in '/\\\0:*?"<>|') or coder.startswith("."):
        raise WrongUseError(
            f"a coder's file is called after the coder, and {coder!r} is no name of "
            "a file; name the file, too: file='...'"
        )
    return Path(f"{coder}.jsonl")
