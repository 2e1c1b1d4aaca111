"""What a run that makes a store has to remember of its corpus, on the disk and not in memory.

A corpus may have ten million documents and a hundred thousand shards. So what has to be known of
all of them together stands in a database that SQLite keeps in a file without a name: it is gone
with the process, however that one ends.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nkpressure.run.digests import digest
from nkpressure.run.shard_tasks import Origin, UnreadEntry

_TABLES = """
PRAGMA journal_mode = OFF;
CREATE TABLE made (shard TEXT PRIMARY KEY, part TEXT) WITHOUT ROWID;
CREATE TABLE planned (part INTEGER, shard TEXT);
CREATE INDEX of_part ON planned (part);
CREATE TABLE unread (file TEXT, id TEXT, reason TEXT);
CREATE TABLE words (digest BLOB PRIMARY KEY, document TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part as the corpus has it now: its key, and where the rows of its shards are."""

    key: str
    origins: tuple[Origin, ...]


def _opened() -> sqlite3.Connection:
    connection = sqlite3.connect("")
    connection.executescript(_TABLES)
    return connection


@dataclass(frozen=True, slots=True)
class StoreRegister:
    """The shards that earlier runs have made, those that the corpus has now, what is unread."""

    database: sqlite3.Connection = field(default_factory=_opened)

    def add_made(self, part: str, shards: Iterable[str]) -> None:
        """Note that a part holds these shards."""
        rows = ((shard, part) for shard in shards)
        self.database.executemany("INSERT OR IGNORE INTO made VALUES (?, ?)", rows)

    def part_with(self, shard: str) -> str | None:
        """Return a part that holds the shard, None where none does."""
        return self._one("SELECT part FROM made WHERE shard = ?", shard)

    def forget_plan(self) -> None:
        """Forget what the corpus has, before it is walked once more."""
        self.database.executescript("DELETE FROM planned; DELETE FROM unread;")

    def plan(self, part: int, shard: str) -> None:
        """Note that the corpus's part of this number has the shard, behind those noted before."""
        self.database.execute("INSERT INTO planned VALUES (?, ?)", (part, shard))

    def planned(self) -> Iterator[PlannedPart]:
        """Give the parts of the corpus in their order."""
        numbers = self.database.execute("SELECT DISTINCT part FROM planned ORDER BY part")
        for (number,) in numbers.fetchall():
            shards = self.database.execute(
                "SELECT planned.shard, made.part FROM planned LEFT JOIN made USING (shard) "
                "WHERE planned.part = ? ORDER BY planned.rowid",
                (number,),
            )
            origins = tuple(Origin(shard, part) for shard, part in shards)
            yield PlannedPart(digest([origin.shard for origin in origins]), origins)

    def add_unread(self, entries: Iterable[UnreadEntry]) -> None:
        """Note what could not be read."""
        rows = ((each.file, each.id, each.reason) for each in entries)
        self.database.executemany("INSERT INTO unread VALUES (?, ?, ?)", rows)

    def count_unread(self) -> int:
        """Return how many could not be read."""
        return int(self.database.execute("SELECT count(*) FROM unread").fetchone()[0])

    def unread(self) -> Iterator[UnreadEntry]:
        """Give what could not be read, in the order in which it was noted."""
        rows = self.database.execute("SELECT file, id, reason FROM unread ORDER BY rowid")
        return (UnreadEntry(*row) for row in rows)

    def first_with(self, words: bytes, document: str) -> str:
        """Return the first document with a text of this checksum: this one where none came."""
        first = self._one("SELECT document FROM words WHERE digest = ?", words)
        if first is None:
            self.database.execute("INSERT INTO words VALUES (?, ?)", (words, document))
        return first or document

    def _one(self, query: str, value: str | bytes) -> str | None:
        row = self.database.execute(query, (value,)).fetchone()
        return row[0] if row else None
