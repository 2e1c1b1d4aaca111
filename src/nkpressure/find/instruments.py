"""Finds the instruments of pressure that a text names, with their code, direction and mode.

What counts as an instrument is the codebook's to say; the words for each code lie in
instrument_cues.csv. Who applies it to whom is a question for the ledger.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import ClassVar, TypeVar

from nkpressure.find.chunks import (
    INSIDE,
    complements_end,
    compound_end,
    object_end,
    phrase_start,
    with_closing_quote,
    with_partner,
)
from nkpressure.find.cues import CueMatch, list_words
from nkpressure.find.directions import (
    Direction,
    Effect,
    Found,
    Place,
    Turn,
    direction_of,
    find_turns,
)
from nkpressure.find.inflections import past_forms
from nkpressure.find.instrument_cues import (
    Clues,
    CueBook,
    Grow,
    InstrumentCue,
    clues_of,
    cues_of,
    read_cues,
)
from nkpressure.find.phrases import PhraseMatch
from nkpressure.find.scopes import Mode, Scoped, governing, prevailing
from nkpressure.find.word_classes import Words, read_words
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

__all__ = ["Direction", "InstrumentMention", "Mode", "find_instruments"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InstrumentMention(Annotation):
    """A phrase that names a means of pressure or inducement; `code` is one of the codebook.

    `polarity` is "neg" where the text says that it is not so; `object` names the goods that it is
    about, where it names some (`nkpressure.find.instrument_objects`).
    """

    kind: ClassVar[str] = "instrument"

    code: str
    direction: Direction
    mode: Mode | None = None
    polarity: str | None = None
    object: str | None = None


def find_instruments(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[InstrumentMention]:
    """Find each phrase that names an instrument of pressure or inducement.

    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "He was pressing China to enforce sanctions on North Korea.")
    >>> regions = find_regions(note)
    >>> [(m.span.of(note.text), m.code, m.direction.value, m.mode.value)
    ...  for m in find_instruments(note, regions, find_sentences(note, regions))]
    [('enforce sanctions on North Korea', 'S.ENF', 'tighten', 'demanded')]
    """
    tables = tables or read_tables()
    book = read_cues(tables)
    parts = book.parts.find_all(document.text)
    around = book.around.find_all(document.text)
    mentions: list[InstrumentMention] = []
    for unit in _units(regions, sentences):
        found = cues_of(document.text, unit, _begun_in(unit, parts), book)
        if not found:
            continue
        clues = clues_of(document.text, unit, found, _begun_in(unit, around), book)
        if clues is not None:
            mentions.extend(_in_unit(document.text, unit, clues, book, tables))
    return mentions


_start = itemgetter(0)


def _begun_in(unit: Span, matches: Sequence[PhraseMatch[T]]) -> Sequence[PhraseMatch[T]]:
    first = bisect_left(matches, unit.start, key=_start)
    return matches[first : bisect_left(matches, unit.end, first, key=_start)]


def _units(regions: Sequence[Region], sentences: Sequence[Sentence]) -> list[Span]:
    """The sentences, and the titles, which are none ("Maximum Pressure")."""
    spans = {sentence.span for sentence in sentences}
    first_of = sorted(span.start for span in spans)
    for region in regions:
        if region.role is Role.TITLE:
            at = bisect_left(first_of, region.start)
            if at == len(first_of) or first_of[at] >= region.end:
                spans.add(region.span)
    return sorted(spans)


def _in_unit(
    text: str, unit: Span, clues: Clues, book: CueBook, tables: Tables
) -> list[InstrumentMention]:
    words = read_words(text, unit, tables)
    mentions: list[InstrumentMention] = []
    for match in clues.instruments:
        if book.cues[match.cue].code is None:
            continue
        if mentions and match.span.end <= mentions[-1].end:
            continue  # a complement of the one before: "talks on sanctions relief"
        mention = _mention(words, match, clues, book, tables)
        if mentions and mention.start <= mentions[-1].start and mention.end > mentions[-1].end:
            mentions.pop()  # a word within the phrase: "anti-regime joint drills"
        if mentions and mention.start < mentions[-1].end:
            mention = replace(mention, span=_beyond(words, mentions[-1].end, mention.span))
        mentions.append(mention)
    return mentions


def _beyond(words: Words, place: int, span: Span) -> Span:
    """Leave to the mention before what it already covers."""
    number = words.first_from(place)
    start = words.all[number].start if number < len(words.all) else place
    return Span(min(start, span.end), span.end)


def _mention(
    words: Words, match: CueMatch, clues: Clues, book: CueBook, tables: Tables
) -> InstrumentMention:
    cue = book.cues[match.cue]
    own = cue.code or ""
    grown = _grown(words, match, cue, list_words(tables))
    turns = find_turns(words, grown, match.span, own, _near(clues.directions, grown))
    turn = next((turn for turn in turns if turn.place in _REACHED), None)
    span = _with_turn(words, grown, turn)
    code = turn.cue.code if turn and turn.cue.code else own
    base = book.bases[code]
    standing = (cue.direction or base) if code == own else base
    direction = direction_of(base, standing, turns)
    scopes = governing(words, span, clues.modes)
    mode = _mode(words, match, cue, turn, scopes, past_forms(tables))
    if mode is Mode.THREATENED and direction is Direction.LOOSEN:
        mode = Mode.PROMISED  # "ready to lift sanctions"
    return InstrumentMention(
        span,
        rule=cue.cue,
        code=code,
        direction=direction,
        mode=mode,
        polarity="neg" if _denied(scopes) else None,
    )


_REACHED = (Place.OBJECT, Place.NOUN, Place.SUBJECT)
NEIGHBOURS = 12  # direction cues that are looked at on either side of a mention


def _near(found: Sequence[Found], span: Span) -> Sequence[Found]:
    at = bisect_left(found, span.start, key=lambda one: one[0].start)
    return found[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]


def _grown(
    words: Words, match: CueMatch, cue: InstrumentCue, lists: Mapping[str, Sequence[str]]
) -> Span:
    first, last = words.after(match.span.start), words.after(match.span.end - 1)
    grow = Grow.VERB if _takes_object(words, last, cue) else cue.grow
    complements = lists.get("complement", ()), lists.get("postnominal", ())
    match grow:
        case Grow.NOUN:
            first = phrase_start(words, first)
            if words.name(last) == "preposition":
                last -= 1  # "smuggling of" opens its own complement
            else:
                last = _with_second_object(words, first, last)
            last = complements_end(words, compound_end(words, last), *complements)
        case Grow.VERB:
            first = _with_adverb(words, first)
            end = object_end(words, last + 1)
            last = with_partner(words, last) if end is None else end
            last = complements_end(words, last, *complements)
        case Grow.CLAUSE:
            first = phrase_start(words, first)
            if words.name(last) == "preposition":
                last = object_end(words, last + 1) or last
    last = with_closing_quote(words, first, last)
    return Span(words.all[first].start, words.all[last].end)


def _with_second_object(words: Words, first: int, last: int) -> int:
    """Take in "and iron" after "a ban on coal", but not "and sanctions" after "talks"."""
    governed = any(words.name(at) == "preposition" for at in range(first, last))
    return with_partner(words, last) if governed else last


def _takes_object(words: Words, last: int, cue: InstrumentCue) -> bool:
    """Tell "was smuggling coal" from "the smuggling of coal" and "smuggling networks"."""
    follows = words.name(last + 1)
    gerund = cue.grow is Grow.NOUN and words.text(last).endswith("ing")
    return gerund and follows in INSIDE and follows != "tail"


def _with_adverb(words: Words, verb: int) -> int:
    """Take in "fully enforce", "illegally smuggling"."""
    before = words.text(verb - 1)
    return verb - 1 if words.name(verb - 1) == "adverb" and before.endswith("ly") else verb


def _with_turn(words: Words, span: Span, turn: Turn | None) -> Span:
    """Let the mention reach over the word that turns it: "lift sanctions", "a lightening of"."""
    if turn is None or turn.span.start < span.start <= turn.span.end - 1:
        return span
    if turn.place is Place.SUBJECT:
        return span if turn.effect is Effect.SAME else Span(span.start, turn.span.end)
    first = words.after(turn.span.start)
    grow = phrase_start if turn.place is Place.NOUN else _with_adverb
    return Span(min(span.start, words.all[grow(words, first)].start), span.end)


def _mode(
    words: Words,
    match: CueMatch,
    cue: InstrumentCue,
    turn: Turn | None,
    scopes: Sequence[Scoped],
    past: frozenset[str],
) -> Mode:
    governed = prevailing(scopes)
    if governed is not None:
        return governed
    if turn is None and (cue.mode is not None or cue.grow is Grow.NOUN):
        return cue.mode or Mode.ASSESSED
    starts = [turn.span.start] if turn else [part.start for part in match.parts]
    done = any(_done(words, words.after(start), past) for start in starts)
    return Mode.ACTION_TAKEN if done else Mode.ASSESSED


def _done(words: Words, verb: int, past: frozenset[str]) -> bool:
    """Say whether a verb tells of something done or under way: "arrested", "is holding"."""
    shown = words.text(verb).split("-")[-1]
    under_way = shown.endswith("ing") and words.text(verb - 1) in _UNDER_WAY
    return shown.endswith("ed") or shown in past or under_way


_UNDER_WAY = frozenset(("is", "are", "was", "were", "been", "again"))


def _denied(scopes: Sequence[Scoped]) -> bool:
    return any(scoped.cue.polarity == "neg" for scoped in scopes)
