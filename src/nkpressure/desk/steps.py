"""What a coder can do with a mark. Each step gives the line that the coding file is to hold next.

A line is a whole record, so that any reader of records understands it. `decision` says what the
coder decided, `step` what was done, `proposal` which of the machine's marks it is about, and
`proposed` what the machine had said in the fields that the coder changed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from nkpressure.desk.choices import STRUCTURE, refuse_fields, required_fields
from nkpressure.desk.sheet import Sheet, Verb
from nkpressure.errors import WrongUseError
from nkpressure.model import Span
from nkpressure.records import Decision, Record
from nkpressure.tables import Tables

OF_THE_STEP = ("proposal", "proposed", "decision", "step", "coder", "time", "codebook")
_PLACE = ("kind", "start", "end")
_OWN_RULE = "a coder's own mark"


def accept(sheet: Sheet, mark: str) -> Record:
    """Accept a proposal as it is."""
    proposal = _proposal(sheet, mark)
    return {**proposal, "proposal": mark, "decision": Decision.ACCEPTED, "step": Verb.ACCEPT}


def reject(sheet: Sheet, mark: str) -> Record:
    """Reject a proposal: it stays in the file as rejected, and counts as no mark."""
    proposal = _proposal(sheet, mark)
    return {**proposal, "proposal": mark, "decision": Decision.REJECTED, "step": Verb.REJECT}


def change(sheet: Sheet, mark: str, values: Mapping[str, Any], tables: Tables) -> Record:
    """Change a proposal or an own mark: its kind, its place (start, end) or what it is coded as.

    A proposal that is changed back into what the machine had said counts as accepted.
    """
    held = sheet.decided(mark) or _proposal(sheet, mark)
    kind = str(values.get("kind", held["kind"]))
    coding = {name: value for name, value in values.items() if name not in _PLACE}
    refuse_fields(kind, coding, tables)
    kept = held if kind == held["kind"] else _without_coding(held)
    record = {name: value for name, value in kept.items() if name not in OF_THE_STEP}
    record |= {"kind": kind, **_placed(sheet, {**held, **values}), **coding}
    _refuse_lacking(record, tables)
    _refuse_outside(sheet, coding)
    proposal = sheet.proposals.get(mark)
    if proposal is None:
        return {**record, **_about_proposal(held), "step": Verb.CHANGE}
    proposed = {n: v for n, v in proposal.items() if record.get(n) != v}
    about = {"proposal": mark, "proposed": proposed, "decision": Decision.CHANGED}
    if not proposed and not any(record[name] for name in record if name not in proposal):
        about = {"proposal": mark, "decision": Decision.ACCEPTED}
    return {**record, **about, "step": Verb.CHANGE}


def mark(
    sheet: Sheet, kind: str, span: Span, values: Mapping[str, Any], coder: str, tables: Tables
) -> Record:
    """Mark words that the machine did not propose.

    Raises WrongUseError where the text has no such place, where a value is none of the codebook's,
    and where what the kind needs is missing.
    """
    if kind in STRUCTURE:
        raise WrongUseError(f"a {kind} is no kind to code; name another")
    refuse_fields(kind, values, tables)
    _refuse_outside(sheet, values)
    record = {
        "id": _free_id(sheet, kind, coder),
        "document": sheet.document.id,
        "kind": kind,
        **_placed(sheet, {"start": span.start, "end": span.end}),
        "rule": _OWN_RULE,
        **values,
    }
    if kind == "attribution" and not record.get("content"):
        record["content"] = [{"start": span.start, "end": span.end}]
    _refuse_lacking(record, tables)
    return {**record, "decision": Decision.OWN, "step": Verb.MARK}


def remove(sheet: Sheet, mark: str) -> Record:
    """Take a decision back: a proposal is open again, an own mark is gone."""
    line = sheet.decided(mark)
    if line is None:
        raise WrongUseError("nothing has been decided about this mark, so nothing can be removed")
    return {**line, "decision": Decision.WITHDRAWN, "step": Verb.REMOVE}


def undo(sheet: Sheet) -> Record:
    """Take the last step back."""
    if not sheet.done:
        raise WrongUseError("there is no step to undo")
    step = sheet.done[-1]
    before = step.before or {**step.after, "decision": Decision.WITHDRAWN}
    return {**before, "step": Verb.UNDO}


def redo(sheet: Sheet) -> Record:
    """Take the step again that was undone last."""
    if not sheet.undone:
        raise WrongUseError("there is no step to take again")
    return {**sheet.undone[-1].after, "step": Verb.REDO}


def take_step(sheet: Sheet, wish: Mapping[str, Any], coder: str, tables: Tables) -> Record:
    """Return the line for what the page asks for: `verb`, and as needed `mark`, `kind`, `values`.

    >>> from nkpressure.model import Document
    >>> from nkpressure.tables import read_tables
    >>> wish = {"verb": "mark", "kind": "actor", "start": 0, "end": 5, "values": {}}
    >>> line = take_step(Sheet(Document("note", "Seoul agreed.")), wish, "ann", read_tables())
    >>> line["id"], line["text"]
    ('note#actor-ann-001', 'Seoul')
    """
    verbs: dict[str, Callable[[], Record]] = {
        Verb.ACCEPT: lambda: accept(sheet, str(wish.get("mark"))),
        Verb.REJECT: lambda: reject(sheet, str(wish.get("mark"))),
        Verb.REMOVE: lambda: remove(sheet, str(wish.get("mark"))),
        Verb.CHANGE: lambda: change(sheet, str(wish.get("mark")), wish.get("values") or {}, tables),
        Verb.MARK: lambda: mark(
            sheet, str(wish.get("kind")), _span(wish), wish.get("values") or {}, coder, tables
        ),
        Verb.UNDO: lambda: undo(sheet),
        Verb.REDO: lambda: redo(sheet),
    }
    verb = str(wish.get("verb"))
    if verb not in verbs:
        raise WrongUseError(f"there is no step {verb!r}; there are {', '.join(verbs)}")
    return verbs[verb]()


def _proposal(sheet: Sheet, mark: str) -> Record:
    if mark not in sheet.proposals:
        raise WrongUseError(f"{mark} is no proposal of the machine")
    return sheet.proposals[mark]


def _about_proposal(held: Record) -> Record:
    about: Record = {name: held[name] for name in ("proposal", "proposed") if name in held}
    # A proposal that the machine no longer makes, but that this coder has accepted
    old = "proposal" in held
    return {**about, "decision": Decision.CHANGED if old else Decision.OWN}


def _without_coding(held: Record) -> Record:
    """What is left of a mark that becomes one of another kind."""
    return {name: held[name] for name in ("id", "document", "rule") if name in held}


def _span(wish: Mapping[str, Any]) -> Span:
    start, end = wish.get("start"), wish.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise WrongUseError(f"the text has no place {start!r}-{end!r}; select some words")
    return Span(start, end)


def _placed(sheet: Sheet, values: Mapping[str, Any]) -> Record:
    span = _span(values)
    _refuse_beyond(sheet, span.end)
    return {
        "start": span.start,
        "end": span.end,
        "text": span.of(sheet.document.text),
        "sent": sheet.touched(span),
    }


def _refuse_outside(sheet: Sheet, values: Mapping[str, Any]) -> None:
    for value in values.values():
        for member in value if isinstance(value, list) else [value]:
            if isinstance(member, dict) and isinstance(member.get("end"), int):
                _refuse_beyond(sheet, member["end"])


def _refuse_beyond(sheet: Sheet, end: int) -> None:
    if end > len(sheet.document.text):
        raise WrongUseError(
            f"{sheet.document.id} has {len(sheet.document.text)} characters and no place {end}"
        )


def _refuse_lacking(record: Record, tables: Tables) -> None:
    for name in required_fields(record["kind"], tables):
        if record.get(name) in (None, "", []):
            raise WrongUseError(f"choose the {name} of this {record['kind']} first")


def _free_id(sheet: Sheet, kind: str, coder: str) -> str:
    name = re.sub(r"\W+", "-", coder)
    stem = f"{sheet.document.id}#{kind}-{name}-"
    taken = [id.removeprefix(stem) for id in sheet.lines if id.startswith(stem)]
    number = 1 + max((int(each) for each in taken if each.isdecimal()), default=0)
    return f"{stem}{number:03d}"
