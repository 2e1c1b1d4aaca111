"""Reads from a text which office it gives to whom: before the name, beside it, or for the name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nkpressure.check.office_words import OfficeWords, Use, office_words, words_of
from nkpressure.find.actor_table import ActorForm, EntityRow, Subkind, entity_rows
from nkpressure.find.actor_words import TitleKind, TitleRow
from nkpressure.find.actor_words import Use as ActorUse
from nkpressure.find.actor_words import words as actor_words
from nkpressure.find.actors import ActorMention
from nkpressure.find.phrases import PhraseFinder, PhraseMatch
from nkpressure.find.plain_text import lowered
from nkpressure.model import Span
from nkpressure.tables import Tables

__all__ = ["OfficeClaim", "find_office_claims"]

_COMMON_OFFICES = 4096


@dataclass(frozen=True, slots=True)
class OfficeClaim:
    """An office that a text gives to a person, with the words that give it."""

    mention: ActorMention
    person: str
    span: Span  # of the office's words
    office: OfficeWords
    named: bool  # the person's name stands with it: "the minister" alone has none


def find_office_claims(
    text: str, actors: Sequence[ActorMention], tables: Tables
) -> list[OfficeClaim]:
    """Return the offices that a text gives to persons, in text order; occupations are none.

    >>> from nkpressure.find.actors import find_actors
    >>> from nkpressure.model import Document
    >>> from nkpressure.tables import read_tables
    >>> note = Document("note", "Rex Tillerson, the Secretary of State, agreed.")
    >>> claims = find_office_claims(note.text, find_actors(note, (), ()), read_tables())
    >>> [(claim.person, claim.span.of(note.text)) for claim in claims]
    [('e:rex-tillerson', 'Secretary of State')]
    """
    known = entity_rows(tables)
    people = [mention for mention in actors if _is_person(known, mention)]
    if not people:
        return []
    taken = bytearray(len(text))  # 1 where words belong to a person or an office already
    for mention in people:
        _take(taken, mention.start, mention.end)
    claims: list[OfficeClaim] = []
    for mention in people:
        for start, end in _places(text, mention, taken, tables):
            claims += _claims(text, mention, start, end, tables)
            _take(taken, start, end)
    return claims


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _is_person(known: Mapping[str, EntityRow], mention: ActorMention) -> bool:
    if mention.form not in _NAMING or len(mention.entity) != 1:
        return False
    row = known.get(mention.entity[0])
    if row is None:
        return mention.form is ActorForm.NAME and mention.rule in _OF_PERSONS
    return row.subkind is Subkind.PERSON


_NAMING = (ActorForm.NAME, ActorForm.TITLE)
_OF_PERSONS = ("title and name", "shape of a name")


def _places(
    text: str, mention: ActorMention, taken: bytearray, tables: Tables
) -> Iterator[tuple[int, int]]:
    """Yield where the offices stand that go with a mention."""
    if mention.form is ActorForm.TITLE:
        yield mention.start, mention.end
        return
    inside = _titles_within(mention.span.of(text), tables)
    if inside and inside[-1].span.end < len(mention.span):
        yield mention.start, mention.start + inside[-1].span.end
        return
    for found in (
        _after(text, mention.end, tables),
        _before(text, mention.start, mention.end, tables),
    ):
        if found is not None and 1 not in taken[found[0] : found[1]]:
            yield found
            return


def _titles_within(name: str, tables: Tables) -> list[PhraseMatch[TitleRow]]:
    """Return the titles in a name; most names have no word in them that begins one."""
    words = _WORD.findall(name.lower())
    if name.isascii() and _first_words(tables).isdisjoint(words):
        return []
    return _titles(tables).find(name)


_WORD = re.compile(r"[^\W_]+")


@cache
def _first_words(tables: Tables) -> frozenset[str]:
    titles = (row.title for row in tables.rows(TitleRow) if row.kind is TitleKind.OFFICE)
    return frozenset(word for title in titles for word in _WORD.findall(lowered(title))[:1])


# "(구본태), the vice-chair of foreign trade in Liaoning": up to the next comma or point; the points
# of "U.S." end nothing
_OFFICE = r"(?P<office>(?:\b[A-Z]\.|[^,;:.\n()（）“”\"–—]){3,110})"
_AFTER = re.compile(rf"(?:\s?[(（][^()（）\n]{{1,40}}[)）])?,\s{_OFFICE}(?P<close>.?)", re.DOTALL)
_BEFORE = re.compile(rf"(?:^|[\s,;:.\n(“\"–—]){_OFFICE},\s$")
_CLOSES = re.compile(r"[,.;]|\s?[(（]")
_LISTED = re.compile(r"\s(?:and|or)\b")
_COMPLEMENT = re.compile(r"\s(?:of|for|to|at|in|on)\s(?!which|whom)[\w.'’& -]{2,70}")
_REACH = 130


def _after(text: str, end: int, tables: Tables) -> tuple[int, int] | None:
    """Find an office behind the name: "Ku Bon-tae, the vice minister of trade, said"."""
    match = _AFTER.match(text, end, end + 2 * _REACH)
    if match is None or (match["close"] and match["close"] not in ",.;:)\n"):
        return None
    if match["close"] == "," and _LISTED.match(text, match.end()):
        return None  # "Trump, the vice president, and Tillerson": a list
    start, office = match.start("office"), match["office"]
    title = next(iter(_titles(tables).find(office)), None)
    if title is None or not _opens(office[: title.span.start], tables):
        return None
    rest = office[title.span.end :]
    whole = not rest or _COMPLEMENT.fullmatch(rest) or _titles(tables).find(rest)
    if not whole and (rest[:2].strip()[:1].isupper() or _LISTED.match(rest)):
        return None
    last = len(office) if whole else title.span.end
    return start + _first(office, title.span.start, tables), start + last


_ARTICLE = re.compile(r"(?:now\s)?(?:[Tt]he|[Aa]n?)\s")


def _opens(words: str, tables: Tables) -> bool:
    """Say whether words may stand before a title: "then the Chinese", not "who met the"."""
    allowed = _before_title(tables)
    return all(w[0].isupper() or w in allowed for w in _WORD.findall(words))


def _first(office: str, title: int, tables: Tables) -> int:
    """Return where an office begins, without its article."""
    article = _ARTICLE.match(office[:title])
    return article.end() if article else 0


@cache
def _before_title(tables: Tables) -> frozenset[str]:
    uses = (Use.PAST, Use.THEN, Use.COMING, Use.FILLER, Use.RANK)
    own = frozenset(word for use in uses for word in words_of(tables, use))
    return own | actor_words(tables, ActorUse.BEFORE_TITLE) | {"s"}


# "Special Representative for North Korea Policy Joseph Yun"
_DIRECT = re.compile(
    r"\s(?:of|for|to)\s(?:the\s)?(?:[A-Z][\w.'’&-]*\s(?:(?:of|and)\s(?:the\s)?)?){1,6}"
)
_DIRECT_LAST = re.compile(rf"{_DIRECT.pattern}\Z")


def _before(text: str, start: int, end: int, tables: Tables) -> tuple[int, int] | None:
    """Find an office before the name and a comma: "Japan's prime minister, Shinzo Abe, said"."""
    offset = max(0, start - _REACH)
    before = text[offset:start]
    closed = "," in before[-3:] and _CLOSES.match(text, end) is not None
    match = _BEFORE.search(before) if closed else None
    if match is not None:
        return offset + match.start("office"), offset + match.end("office")
    if _DIRECT_LAST.search(before) is None:
        return None
    title = next(reversed(_titles(tables).find(before)), None)
    if title is not None and _DIRECT.fullmatch(before, title.span.end):
        return offset + _left(before, 0, title.span.start, tables), start - 1
    return None


def _claims(
    text: str, mention: ActorMention, start: int, end: int, tables: Tables
) -> Iterator[OfficeClaim]:
    """Yield a claim for each office of "vice premier and foreign minister"."""
    for first, last, office in _offices_of(text[start:end], tables):
        named = mention.form is not ActorForm.TITLE
        span = Span(start + first, start + last)
        yield OfficeClaim(mention, mention.entity[0], span, office, named)


@lru_cache(maxsize=_COMMON_OFFICES)
def _offices_of(words: str, tables: Tables) -> tuple[tuple[int, int, OfficeWords], ...]:
    """Return where each office in a title begins and ends, with its words; no loose ones."""
    offices = [
        (first, last, office_words(tables, words[first:last]))
        for first, last in _parts(words, tables)
        if not _is_loose(tables, words[first:last])
    ]
    return tuple(office for office in offices if office[2].words)


def _parts(office: str, tables: Tables) -> Iterator[tuple[int, int]]:
    titles = _titles(tables).find(office)
    starts = [
        _left(office, titles[n - 1].span.end if n else 0, match.start, tables)
        for n, match in enumerate(titles)
    ]
    for number, match in enumerate(titles):
        last = starts[number + 1] if number + 1 < len(titles) else len(office)
        end = match.end
        complement = _COMPLEMENT.match(office, end, last)
        close = complement.end() if complement else end
        closing = re.search(r"\s(?:and|or)\s*$", office[end:close])
        yield starts[number], end + closing.start() if closing else close


def _left(office: str, floor: int, title: int, tables: Tables) -> int:
    """Go left from a title over what belongs to it: "North Korea's", "former", "CIA"."""
    start = title
    for match in reversed(list(re.finditer(r"[^\s]+", office[floor:title]))):
        word = match.group().removesuffix("'s").removesuffix("’s").rstrip("-")
        parts = re.split(r"[-‑]", word)
        if word in ("and", "or") or not all(
            p[:1].isupper() or p in _before_title(tables) for p in parts
        ):
            break
        start = floor + match.start()
    article = _ARTICLE.match(office[start:title])
    return start + (article.end() if article else 0)


@cache
def _titles(tables: Tables) -> PhraseFinder[TitleRow]:
    return PhraseFinder(
        (row.title, row, False) for row in tables.rows(TitleRow) if row.kind is TitleKind.OFFICE
    )


def _is_loose(tables: Tables, office: str) -> bool:
    titles = [lowered(match.span.of(office)) for match in _titles(tables).find(office)]
    return all(title in words_of(tables, Use.LOOSE) for title in titles)
