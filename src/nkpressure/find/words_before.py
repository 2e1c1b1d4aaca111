"""Reads the word that stands right before a place, without a search from farther left."""

import re


class Before:
    r"""What a word before a place must look like; the pattern is written backwards.

    A search for a pattern at the end of a stretch begins anew at each letter of it. Matched from
    the place leftwards, the word is found at once.

    >>> Before(r"\s(?P<word>\w+)", reach=20).word("the carrier Ronald Reagan", 12)
    'carrier'
    """

    def __init__(self, backwards: str, reach: int) -> None:
        self._pattern = re.compile(backwards)
        self._reach = reach

    def match(self, text: str, place: int) -> tuple[str, int] | None:
        """Return the word and where it begins; None where no such word stands there."""
        left = text[max(0, place - self._reach) : place]
        found = self._pattern.match(left[::-1])
        return (found["word"][::-1], place - found.end()) if found else None

    def word(self, text: str, place: int) -> str:
        """Return the word alone; an empty string where no such word stands there."""
        found = self.match(text, place)
        return found[0] if found else ""
