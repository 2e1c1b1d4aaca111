"""What the machine proposes to a coder, and which of it a coding file has decided already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from nkpressure.desk.choices import STRUCTURE, forms_of_kinds
from nkpressure.desk.steps import OF_THE_STEP
from nkpressure.errors import WrongUseError
from nkpressure.exchange.marks import codes_of, has_place
from nkpressure.records import Record
from nkpressure.tables import Tables


def proposals_among(
    records: Iterable[Record], kinds: Collection[str] | None, tables: Tables
) -> list[Record]:
    """Return the records that a coder can decide about: all kinds, or only those named.

    Raises WrongUseError where a kind is named that nobody codes.

    >>> from nkpressure.tables import read_tables
    >>> proposals_among([], ["moods"], read_tables())  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    nkpressure.errors.WrongUseError: there is no kind 'moods' to code; there are actor, place, ...
    """
    known = forms_of_kinds(tables)
    for kind in kinds or ():
        if kind not in known:
            raise WrongUseError(f"there is no kind {kind!r} to code; there are {', '.join(known)}")
    wanted = known if kinds is None else kinds
    # What another coder decided about a mark is no decision of this one.
    return [
        {name: value for name, value in record.items() if name not in OF_THE_STEP}
        for record in records
        if record["kind"] in wanted and record["kind"] not in STRUCTURE and has_place(record)
    ]


def by_id(
    proposals: Iterable[Record], lines: Mapping[str, Record], tables: Tables
) -> dict[str, Record]:
    """Return the proposals by the ids that a coding file knows them by.

    A later version of the finders may number its marks anew. So a line of the file is about the
    proposal of the same kind, place and coding, whatever its number; a proposal of which the file
    does not know gets a number that the file has not used.
    """
    waiting: dict[Any, list[Record]] = defaultdict(list)
    for proposal in proposals:
        waiting[_identity(proposal, tables)].append(proposal)
    known: dict[str, Record] = {}
    for mark, line in lines.items():
        same = waiting.get(_identity({**line, **line.get("proposed", {})}, tables), [])
        if "proposal" in line and same:
            named_so = [each for each in same if each["id"] == mark]
            known[mark] = (named_so or same)[0]
            same.remove(known[mark])
    for proposal in (each for same in waiting.values() for each in same):
        known[_unused(proposal["id"], {*known, *lines})] = proposal
    renamed = {proposal["id"]: mark for mark, proposal in known.items()}
    return {mark: _renamed(proposal, renamed) for mark, proposal in known.items()}


def _identity(record: Record, tables: Tables) -> Any:
    codes = tuple(sorted(codes_of(record, tables).items()))
    return record["kind"], record["start"], record["end"], codes


def _unused(id: str, taken: Collection[str]) -> str:
    candidate, number = id, 1
    while candidate in taken:
        number += 1
        candidate = f"{id}-{number}"
    return candidate


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    """Let a record, and what it says of other records, speak of them by their ids in the file."""
    return {n: names.get(v, v) if isinstance(v, str) and "#" in v else v for n, v in record.items()}
