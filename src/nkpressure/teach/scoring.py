"""Scores an answer against its key, with credit for what is nearly right.

Marks are matched as records are matched with gold: the best overlap first, each once. The share is
a soft F1: a mark is worth the overlap of its words times the share of its codes that are right,
and marks that the key does not have count in the denominator.
"""

from collections.abc import Iterator, Mapping, Sequence

from nkpressure.measure.matching import Pair, best_pairs, touching_pairs
from nkpressure.measure.places import iou
from nkpressure.model import Span
from nkpressure.teach import explanations as explain
from nkpressure.teach.answers import Answer, GivenMark
from nkpressure.teach.exercises import Question
from nkpressure.teach.keys import Key, KeyCode, KeyMark, KeyNumber, KeyVoice
from nkpressure.teach.verdicts import Mistake, Part, Shade, Verdict

_EDGES = " \t\n\u00a0\"'\u2018\u2019\u201c\u201d.,;:()"  # a matter of taste at the edge of a mark
_ARTICLES = ("the ", "a ", "an ")
_CODED = 0.5  # of a mark's worth where codes are asked for; the other half is its place
_SAME_FAMILY = 0.5  # of a code's worth where only the family of instruments is right


def score(question: Question, key: Key, answer: Answer) -> Verdict:
    """Score an answer: full marks where it is the key, none where it is empty."""
    match key[0]:
        case KeyMark():
            marks = [each for each in key if isinstance(each, KeyMark)]
            return _Marks(question, marks, answer).verdict()
        case KeyCode():
            return _codes(question, [each for each in key if isinstance(each, KeyCode)], answer)
        case KeyVoice():
            return _chain(question, [each for each in key if isinstance(each, KeyVoice)], answer)
        case KeyNumber():
            numbers = [each for each in key if isinstance(each, KeyNumber)]
            return _numbers(question, numbers, answer)


class _Marks:
    """A key of marks against the marks of an answer."""

    def __init__(self, question: Question, key: Sequence[KeyMark], answer: Answer) -> None:
        self.question, self.key, self.answer = question, key, answer
        self.text = question.passage.text if question.passage else ""
        self.given = answer.marks
        wanted = [((s.start, s.end),) for s in (_trimmed(self.text, k.span) for k in key)]
        places = [((s.start, s.end),) for s in (_trimmed(self.text, g.span) for g in self.given)]
        self.overlaps = {
            (g, k): iou(places[g], wanted[k]) for g, k in touching_pairs(places, wanted)
        }
        self.pairs = {
            k: g for g, k in best_pairs(Pair(o, g, k) for (g, k), o in self.overlaps.items())
        }

    def verdict(self) -> Verdict:
        parts, mistakes, shades = [], [], []
        won = 0.0
        counted = 0
        for number, mark in enumerate(self.key):
            if number not in self.pairs:
                if not mark.optional:
                    counted += 1
                    parts.append(Part(mark.words, 0.0, mark.span))
                    mistakes.append(explain.missed_mark(self.question, mark))
                    shades.append(Shade(mark.span, "missed"))
                continue
            given = self.given[self.pairs[number]]
            overlap = self.overlaps[self.pairs[number], number]
            found = list(self._differences(mark, given, overlap))
            credit = overlap * _coded_share(self.question, mark, given)
            counted += 1
            won += credit
            parts.append(Part(mark.words, credit, mark.span))
            mistakes += found
            shades += [Shade(given.span, "partly" if found else "right")]
            if overlap < 1:
                shades.append(Shade(mark.span, "missed"))
        spurious = [g for n, g in enumerate(self.given) if n not in self.pairs.values()]
        for given in spurious:
            mistakes.append(explain.spurious_mark(self.question, given))
            shades.append(Shade(given.span, "extra"))
        both = counted + len(self.given)
        return Verdict(
            self.question,
            min(1.0, 2 * won / both) if both else 0.0,
            tuple(mistakes),
            tuple(parts),
            self.answer.unclear,
            tuple(shades),
            self.answer.is_empty,
        )

    def _differences(self, mark: KeyMark, given: GivenMark, overlap: float) -> Iterator[Mistake]:
        why = mark.why  # is told once
        if overlap < 1:
            yield explain.boundary(mark, given)
            why = None
        for field in self.question.fields:
            if given.values.get(field.name) != mark.values[field.name]:
                yield explain.wrong_code(field, mark.words, mark.values, given.values, why)
                why = None


def _coded_share(question: Question, mark: KeyMark, given: GivenMark) -> float:
    if not question.fields:
        return 1.0
    right = _right_share(question, mark.values, given.values)
    return (1 - _CODED) + _CODED * right


def _right_share(question: Question, wanted: Mapping[str, str], given: Mapping[str, str]) -> float:
    worth = [_code_worth(wanted[f.name], given.get(f.name)) for f in question.fields]
    return sum(worth) / len(worth)


def _code_worth(wanted: str, given: str | None) -> float:
    if wanted == given:
        return 1.0
    if given is None or "." not in wanted or "." not in given:
        return 0.0
    return _SAME_FAMILY if wanted.split(".")[0] == given.split(".")[0] else 0.0


def _trimmed(text: str, span: Span) -> Span:
    """Leave out marks of punctuation and an article at the edges: both are a matter of taste."""
    start, end = span.start, span.end
    while start + 1 < end and text[start] in _EDGES:
        start += 1
    while start + 1 < end and text[end - 1] in _EDGES:
        end -= 1
    for article in _ARTICLES:
        if text[start : start + len(article)].lower() == article and start + len(article) < end:
            start += len(article)
            break
    return Span(start, end)


def _codes(question: Question, key: Sequence[KeyCode], answer: Answer) -> Verdict:
    parts, mistakes = [], []
    for wanted in key:
        given = answer.codes.get(wanted.item)
        about = f"{wanted.item}, {question.items[wanted.item]}"
        if given is None:
            parts.append(Part(about, 0.0))
            mistakes.append(explain.missed_code(question, wanted))
            continue
        parts.append(Part(about, _right_share(question, wanted.values, given)))
        mistakes += [
            explain.wrong_code(field, about, wanted.values, given, wanted.why)
            for field in question.fields
            if given.get(field.name) != wanted.values[field.name]
        ]
    return _verdict(question, answer, parts, mistakes)


def _chain(question: Question, key: Sequence[KeyVoice], answer: Answer) -> Verdict:
    """Score a chain by its longest run of voices in the right order, as a soft F1."""
    met = _in_order(key, answer.voices)
    parts = [Part(voice.name, float(n in met)) for n, voice in enumerate(key)]
    mistakes = [
        explain.wrong_link(key, number, answer.voices)
        for number in range(len(key))
        if number not in met
    ]
    extra = [voice for n, voice in enumerate(answer.voices) if n not in met.values()]
    known = [voice for voice in extra if not any(_is_voice(k, voice) for k in key)]
    mistakes += [explain.spurious_voice(voice) for voice in known]
    both = len(key) + len(answer.voices)
    share = 2 * len(met) / both
    return Verdict(
        question, share, tuple(mistakes), tuple(parts), answer.unclear, empty=answer.is_empty
    )


def _in_order(key: Sequence[KeyVoice], voices: Sequence[str]) -> dict[int, int]:
    """Match as many links as stand in the order of the key: the longest common subsequence."""
    best: dict[tuple[int, int], dict[int, int]] = {}

    def longest(k: int, v: int) -> dict[int, int]:
        return best.get((k, v), {})

    for k in reversed(range(len(key))):
        for v in reversed(range(len(voices))):
            skipped = max(longest(k + 1, v), longest(k, v + 1), key=len)
            if _is_voice(key[k], voices[v]):
                taken = {k: v, **longest(k + 1, v + 1)}
                skipped = max(taken, skipped, key=len)
            best[k, v] = skipped
    return longest(0, 0)


def _is_voice(wanted: KeyVoice, given: str) -> bool:
    names = {_bare(name) for name in (wanted.name, *wanted.also)}
    return _bare(given) in names


def _bare(name: str) -> str:
    words = " ".join(name.casefold().replace("’", "'").strip(" .,").split())
    return words.removeprefix("the ")


def _numbers(question: Question, key: Sequence[KeyNumber], answer: Answer) -> Verdict:
    parts, mistakes = [], []
    for wanted in key:
        given = answer.numbers.get(wanted.item)
        right = given is not None and abs(given - wanted.value) <= wanted.within + 1e-9
        parts.append(Part(f"{wanted.item}, {question.items[wanted.item]}", float(right)))
        if given is None:
            mistakes.append(explain.missed_number(question, wanted))
        elif not right:
            mistakes.append(explain.wrong_number(question, wanted, given))
    return _verdict(question, answer, parts, mistakes)


def _verdict(
    question: Question, answer: Answer, parts: Sequence[Part], mistakes: Sequence[Mistake]
) -> Verdict:
    share = sum(part.credit for part in parts) / len(parts)
    return Verdict(
        question, share, tuple(mistakes), tuple(parts), answer.unclear, empty=answer.is_empty
    )
