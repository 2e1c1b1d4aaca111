"""What the page of the desk is given: the text, the forms, the marks, all as plain data."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

from nkpressure.codebook import read_codebook
from nkpressure.desk.choices import form_of
from nkpressure.desk.desk import Desk
from nkpressure.desk.steps import OF_THE_STEP
from nkpressure.find.actor_table import entity_rows
from nkpressure.find.places import PlaceRow
from nkpressure.records import Record
from nkpressure.report.kinds import kinds_css, kinds_in_order
from nkpressure.report.printable import printable
from nkpressure.tables import Tables

Plain = dict[str, Any]
_OF_THE_PLACE = frozenset({"id", "document", "kind", "start", "end", "text", "sent", "rule"})


def page_of(desk: Desk) -> Plain:
    """Return what does not change while a document is coded.

    The text has as many code points as the document's: what no screen can show is replaced.
    """
    document = desk.sheet.document
    kinds = kinds_in_order(desk.kinds, desk.tables)
    return {
        "title": printable(document.title or document.id),
        "language": document.language or "",
        "text": printable(document.text),
        "sentences": [span.start for _, span in desk.sheet.sentences],
        "coder": desk.coder,
        "file": str(desk.file.path) if desk.file else "",
        "codebook": read_codebook(desk.tables).version,
        "kinds": [
            {
                "kind": kind.kind,
                "label": kind.label,
                "plural": kind.plural,
                "description": kind.description,
                "form": [asdict(field) for field in form_of(kind.kind, desk.tables)],
            }
            for kind in kinds
        ],
        "css": kinds_css(kinds),
        "names": dict(_names(desk.tables)),
        "notes": list(desk.notes),
    }


@cache
def _names(tables: Tables) -> tuple[tuple[str, str], ...]:
    """Return the ids that actors and places can be coded as, with their names."""
    actors = [(id, row.name) for id, row in entity_rows(tables).items() if id.startswith("e:")]
    places = [(f"p:{row.id}", row.name) for row in tables.rows(PlaceRow)]
    return (*actors, *places)


def marks_of_page(desk: Desk) -> dict[str, Plain]:
    """Return every mark as the page shows it, by its id."""
    return {record["id"]: mark_of_page(record, desk) for record in desk.sheet.shown()}


def mark_of_page(record: Record, desk: Desk) -> Plain:
    """Return a mark as the page shows it; its `decision` is empty while it waits for one."""
    proposed = record.get("proposed")
    return {
        "id": record["id"],
        "kind": record["kind"],
        "start": record["start"],
        "end": record["end"],
        "rule": printable(str(record.get("rule") or "")),
        "decision": str(record.get("decision") or ""),
        "proposal": record["id"] in desk.sheet.proposals,
        "values": dict(_values(record)),
        "proposed": dict(_values(proposed)) if proposed else {},
    }


def _values(record: Record) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if name not in _OF_THE_PLACE and name not in OF_THE_STEP and value not in (None, "", []):
            yield name, printable(value) if isinstance(value, str) else value


def state_of(desk: Desk) -> Plain:
    """Return what stands on the desk's status line."""
    done = desk.sheet.done
    return {
        "undo": bool(done),
        "redo": bool(desk.sheet.undone),
        "counts": desk.sheet.counts(),
        "saved": done[-1].after.get("time", "") if done else "",
    }
