"""Divides a corpus into shards and parts that stay the same when documents come and go.

A shard is annotated in one go, a part has one file of each table. Both end where a document's id
says so, by its checksum: so a document that is added or taken away changes the shard that it is
in, and no other. Blocks of a fixed number would all shift behind it. The price is that shards
differ in size, as the gaps between rare events do.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nkpressure.read.entries import Entry
from nkpressure.run.digests import digest


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many documents a shard and a part have on average, and at most four times as many.

    A shard is what a killed run loses, and what keeps one process busy for a moment. A part
    is large enough that ten million documents make some hundreds of files of each table.
    """

    shard: int = 32
    part: int = 16_384


_MOST = 4  # times the average, where no document of a long row ends the shard


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that are annotated in one go; `key` tells what its result rests on."""

    key: str
    entries: tuple[Entry, ...]
    ends_part: bool


def shards_of(entries: Iterable[tuple[Entry, str]], basis: str, sizes: Sizes) -> Iterator[Shard]:
    """Divide entries, each with its digest, in their order.

    `basis` is a checksum of all else on which a record rests: tables, program, software.
    """
    held: list[Entry] = []
    digests: list[str] = []
    in_part = 0
    for entry, received in entries:
        held.append(entry)
        digests.append(received)
        number = _number(entry.id)
        in_part += 1
        # What ends a part must end a shard too, so the one is a multiple of the other.
        ends_part = number % (sizes.shard * max(1, sizes.part // sizes.shard)) == 0
        ends_part = ends_part or in_part >= _MOST * sizes.part
        if ends_part or number % sizes.shard == 0 or len(held) >= _MOST * sizes.shard:
            yield Shard(digest([basis, digests]), tuple(held), ends_part)
            held, digests = [], []
            in_part = 0 if ends_part else in_part
    if held:
        yield Shard(digest([basis, digests]), tuple(held), ends_part=True)


def entry_digest(entry: Entry) -> str:
    """Return a checksum of what was received of a document, without its place in a file.

    A line more in a list must not change the documents behind it.
    Raises UnreadableDocumentError where there are no bytes.
    """
    given = entry.published.edtf if entry.published else ""
    name = file_of(entry.name)
    head = f"{entry.id}\n{name}\n{given}\n".encode("utf-8", "surrogatepass")
    return hashlib.sha256(head + entry.content.received()).hexdigest()


def file_of(name: str) -> str:
    """Return the file of an entry's name, without the line in it.

    >>> file_of("news.jsonl, line 12"), file_of("notes, line by line.txt")
    ('news.jsonl', 'notes, line by line.txt')
    """
    file, _, place = name.rpartition(", ")
    word, _, number = place.partition(" ")
    return file if file and word in ("line", "row") and number.isdecimal() else name


def _number(id: str) -> int:
    return int.from_bytes(hashlib.sha256(id.encode("utf-8", "surrogatepass")).digest()[:8], "big")
