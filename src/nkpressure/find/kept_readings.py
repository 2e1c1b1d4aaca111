"""Keeps what was read of words by how they are printed: the same few come again and again."""

from collections.abc import Callable
from typing import TypeVar

Reading = TypeVar("Reading")

_MOST = 65_536
_LONGEST = 60  # characters; what is longer seldom comes again, and may be a file in a text


class KeptReadings(dict[str, Reading]):
    """Reads each printed word once; begins anew when full.

    A dict, since looking into one is several times as fast as calling a cached function.

    >>> lengths = KeptReadings(len)
    >>> lengths["sanctions"], dict(lengths)
    (9, {'sanctions': 9})
    """

    def __init__(self, read: Callable[[str], Reading]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, printed: str) -> Reading:
        reading = self._read(printed)
        if len(printed) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[printed] = reading
        return reading
