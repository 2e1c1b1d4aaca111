"""Finds which blocks of a web page are the article: trafilatura decides, the page is kept whole."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from nkpressure.read.page_text import Block, PageText

_WORD = re.compile(r"[^\W\u2e80-\ud7ff]+|[\u2e80-\ud7ff]")  # a sign each of Chinese and Korean
_RUN = 3  # words
_SHARE = 0.7  # of a block's runs of words that the article must have
# The latest day is a fixed one, since else a page's date would depend on today's.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}


@dataclass(frozen=True, slots=True)
class Extract:
    """What trafilatura takes from a page: the article's lines, and the facts of its metadata."""

    lines: tuple[str, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


def reader_name() -> str:
    """Return the library that reads web pages, with its version."""
    return f"trafilatura {version('trafilatura')}"


def extract(source: bytes, *, vast: bool = False) -> Extract:
    """Take the article and its metadata from a page in UTF-8; nothing is fetched.

    Where trafilatura finds no article, the lines are empty; of a vast page it is not asked.
    """
    import trafilatura  # here, since a folder of texts needs it not
    from trafilatura.metadata import extract_metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = None
    with suppress(Exception):  # whatever a broken page breaks in it, the page's text is read
        if vast:
            found = extract_metadata(source.decode(), date_config=dict(_DATES))
        else:
            found = trafilatura.bare_extraction(
                source,
                include_comments=False,
                with_metadata=True,
                date_extraction_params=dict(_DATES),
            )
    if found is None:
        return Extract(())
    return Extract(
        tuple(line for line in (found.text or "").split("\n") if line.strip()),
        title=_shown(found.title),
        author=_shown(found.author),
        published=_shown(found.date),
        outlet=_shown(found.sitename),
        url=_shown(found.url),
    )


def _shown(words: str | None) -> str | None:
    return (" ".join(words.split()) or None) if words else None


def article_shares(page: PageText, lines: Sequence[str]) -> list[bool]:
    """Say of each block whether it is among the lines of the article.

    trafilatura may join or divide paragraphs; so words count, three in a row, and not line ends.
    """
    whole = Counter(words_of(line) for line in lines)
    runs = {run for line in lines for run in _runs(words_of(line))}
    return [_is_among(block, whole, runs) for block in page.blocks]


def _is_among(block: Block, whole: Counter[tuple[str, ...]], runs: set[tuple[str, ...]]) -> bool:
    words = words_of(block.words)
    if whole[words]:
        return True
    own = list(_runs(words))
    return bool(own) and sum(run in runs for run in own) >= _SHARE * len(own)


def words_of(line: str) -> tuple[str, ...]:
    """Return the words of a line in small letters, without marks.

    >>> words_of("- “Talks” in 중국")
    ('talks', 'in', '중', '국')
    """
    return tuple(_WORD.findall(line.lower()))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - _RUN + 1):
        yield tuple(words[start : start + _RUN])
