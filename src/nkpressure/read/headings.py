"""Tells titles, headings and bylines from paragraphs, by their place and their letters."""

import re
from collections.abc import Iterator, Sequence

from nkpressure.model import Span
from nkpressure.read.datelines import field_label, is_byline, states_date
from nkpressure.read.paragraphs import is_list_item
from nkpressure.read.parts import Part, Role
from nkpressure.tables import Tables

_LONGEST_TITLE = 200  # characters
_LONGEST_PLAIN_TITLE = 100  # of a title in the letters of a sentence
_LONGEST_HEADING = 100
_LONGEST_SENTENCE_TITLE = 90  # of a title that ends in a full stop
_HEAD_PARTS = 12  # a head runs no further
_SENTENCE_END = re.compile(r"[.!?:;,…]['\"”’)\]]*$")
_TITLE_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SENTENCES_WITHIN = re.compile(r"[.!?]['\"”’]?\s+['\"“‘]?[A-Z]")

# Words that begin a sentence of an essay but hardly ever a headline ending in a full stop.
_SENTENCE_OPENER = re.compile(
    r"(?:the|a|an|this|that|these|those|it|there|he|she|they|we|i|but|and|so|in|on|at|as|if|yet"
    r"|yesterday|today|last|since|for|however)\b",
    re.IGNORECASE,
)


def mark_head(text: str, parts: Sequence[Part], tables: Tables) -> list[Part]:
    """Mark the title, the byline and the stray field labels that stand above the first prose."""
    marked: list[Part] = []
    head = _has_prose(text, parts)
    has_title = any(part.given and part.role is Role.TITLE for part in parts)
    furniture = 0  # that the page itself marks
    for number, part in enumerate(parts):
        furniture += part.given and not part.is_prose
        # What follows a wire's dateline is the article, however short its first line.
        head = head and part.rule != "wire dateline"
        if not head or not part.is_prose:
            marked.append(part)
            continue
        pieces = _head_pieces(text, part, parts[number + 1 : number + 2], has_title, tables)
        has_title = has_title or any(piece.role is Role.TITLE for piece in pieces)
        head = number - furniture < _HEAD_PARTS and not any(piece.is_prose for piece in pieces)
        marked += pieces
    return marked


def _has_prose(text: str, parts: Sequence[Part]) -> bool:
    """Say whether anything follows that a head could stand above."""
    prose = [part for part in parts if part.is_prose]
    return any(
        _SENTENCE_END.search(part.span.of(text)) or len(part.span) > _LONGEST_TITLE
        for part in prose[1:]
    )


def _head_pieces(
    text: str, part: Part, following: Sequence[Part], has_title: bool, tables: Tables
) -> list[Part]:
    words = part.span.of(text)
    label = field_label(words, tables)
    if label is not None:
        return list(_labelled(text, part, *label))
    # "By Any Means Necessary" may be a title: without a date a byline has a title above it.
    if is_byline(words, tables) and (has_title or states_date(words) or "|" in words):
        return [part._replace(role=Role.DATELINE, subkind=None, rule="byline")]
    if _is_title(words, has_title, following):
        subkind = "subtitle" if has_title else None
        return [part._replace(role=Role.TITLE, subkind=subkind, rule="title above the text")]
    return [part]


def _labelled(text: str, part: Part, end: int, opens: str) -> Iterator[Part]:
    label = Span(part.span.start, part.span.start + end)
    value = Span(part.span.end - len(text[label.end : part.span.end].lstrip()), part.span.end)
    if opens == "dateline" and len(value):
        yield part._replace(role=Role.DATELINE, subkind=None, rule="field of a date or name")
        return
    yield part._replace(
        span=label, role=Role.BOILERPLATE, subkind="field_label", rule="field label"
    )
    if len(value):
        title = part._replace(span=value, role=Role.TITLE, subkind=None, rule="field of a title")
        yield title if opens == "title" else part._replace(span=value)


def _is_title(words: str, has_title: bool, following: Sequence[Part]) -> bool:
    longest = _LONGEST_TITLE if _is_title_case(words) else _LONGEST_PLAIN_TITLE
    if len(words) > longest or "\n" in words.strip() or is_list_item(words):
        return False
    if words.endswith((":", ",", "”", '"')) and not _is_title_case(words):
        return False
    if not _SENTENCE_END.search(words):
        return words[0].isupper() or not words[0].isalpha()
    if has_title or _SENTENCES_WITHIN.search(words):
        return False
    return _is_title_case(words) or _is_short_above_long(words, following)


def _is_title_case(words: str) -> bool:
    """Say whether the long words have capitals, as in "Biden Aims Insult at Trump"."""
    long_words = [word for word in _TITLE_WORD.findall(words) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    return len(long_words) >= 3 and capitals >= 0.8 * len(long_words)


def _is_short_above_long(words: str, following: Sequence[Part]) -> bool:
    """Say whether a first line could be a headline in the letters of a sentence."""
    if len(words) > _LONGEST_SENTENCE_TITLE or _SENTENCE_OPENER.match(words):
        return False
    return any(part.after_blank and len(part.span) > 2 * len(words) for part in following)


def mark_headings(text: str, parts: Sequence[Part]) -> list[Part]:
    """Mark the short lines without a full stop that stand between paragraphs."""
    marked: list[Part] = []
    for number, part in enumerate(parts):
        before, after = parts[max(number - 1, 0)], parts[number + 1 : number + 2]
        # Where a page has its headings marked, a short line is the item of a list.
        if part.is_prose and not part.given and after and _is_heading(text, part, before, after[0]):
            part = part._replace(role=Role.TITLE, subkind="heading", rule="heading between")
        marked.append(part)
    return marked


def _is_heading(text: str, part: Part, before: Part, after: Part) -> bool:
    words = part.span.of(text)
    if len(words) > _LONGEST_HEADING or "\n" in words or is_list_item(words):
        return False
    if not words[0].isupper() or not after.is_prose:
        return False
    if _SENTENCE_END.search(words):
        return words.endswith(("?", "!")) and _is_title_case(words) and before.is_prose
    # A line that leads into a list of short lines is no heading, nor is a member of one.
    return len(after.span) > len(words) and _ends_sentence(text, after)


def _ends_sentence(text: str, part: Part) -> bool:
    end = text[max(part.span.start, part.span.end - 10) : part.span.end]
    return _SENTENCE_END.search(end) is not None
