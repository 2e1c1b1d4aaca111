"""The ids that a walk has given, of which there may be more than fit into memory."""

import sqlite3
from dataclasses import dataclass, field

_MOST = 100_000  # that are held in memory, some twenty megabytes


def _opened() -> sqlite3.Connection:
    # A database without a name: its file is gone with the process, however that one ends.
    connection = sqlite3.connect("")
    connection.executescript(
        "PRAGMA journal_mode = OFF;"
        "CREATE TABLE seen (id BLOB PRIMARY KEY, name BLOB) WITHOUT ROWID;"
    )
    return connection


@dataclass(slots=True)
class SeenIds:
    """Each id with the name of the entry that has it; what is too much goes to the disk.

    >>> ids = SeenIds(most=1)
    >>> for id in ("talks", "coal"):
    ...     ids[id] = f"{id}.txt"
    >>> "talks" in ids, "trade" in ids, ids["talks"]
    (True, False, 'talks.txt')
    """

    most: int = _MOST
    _held: dict[str, str] = field(default_factory=dict)
    _kept: sqlite3.Connection | None = None

    def __contains__(self, id: str) -> bool:
        """Say whether an entry has the id."""
        return id in self._held or self._row(id) is not None

    def __getitem__(self, id: str) -> str:
        """Return the name of the entry that has the id."""
        if id in self._held:
            return self._held[id]
        name = self._row(id)
        if name is None:
            raise KeyError(id)
        return name.decode("utf-8", "surrogatepass")

    def __setitem__(self, id: str, name: str) -> None:
        """Note the entry that has the id."""
        if len(self._held) >= self.most:
            self._kept = self._kept or _opened()
            rows = ((_bytes(each), _bytes(own)) for each, own in self._held.items())
            self._kept.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", rows)
            self._held.clear()
        self._held[id] = name

    def _row(self, id: str) -> bytes | None:
        if self._kept is None:
            return None
        query = "SELECT name FROM seen WHERE id = ?"
        row: tuple[bytes] | None = self._kept.execute(query, (_bytes(id),)).fetchone()
        return row[0] if row else None


def _bytes(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")
