"""Understands what a student typed: marks, codes, voices or numbers, and asks back where it cannot.

The forms are those that are quick to type; nothing is guessed where two readings are possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from nkpressure.model import Span
from nkpressure.teach.exercises import Field, Question, QuestionKind
from nkpressure.teach.quoted_words import find_quotes

_MOST = 500  # of one answer; nobody types more, and a loop that does is no answer
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class GivenMark:
    """Words that a student marked, with the codes given to them."""

    span: Span
    words: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was understood; `unclear` are sentences that ask back."""

    marks: tuple[GivenMark, ...] = ()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    voices: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was answered, not even something unclear."""
        return not (self.marks or self.codes or self.voices or self.numbers or self.unclear)

    @property
    def size(self) -> int:
        """How many things were understood."""
        return len(self.marks) + len(self.codes) + len(self.voices) + len(self.numbers)


def understand(question: Question, answer: Any) -> Answer:
    """Understand an answer, as `recordable` gives it; whatever it is, nothing is raised."""
    if _is_nothing(answer):
        return Answer()
    if too_much := _too_much(answer):
        return Answer(unclear=(too_much,))
    return _KINDS[question.kind](question, answer)


def recordable(question: Question, answer: Any) -> Any:
    """Return an answer as JSON can hold it, so that it can be handed in and scored elsewhere."""
    if question.kind is QuestionKind.MARKS and question.fields and isinstance(answer, tuple):
        answer = [answer]  # one pair of words and code, typed without a list around it
    return _plain(answer)


def _plain(answer: Any, depth: int = 5) -> Any:
    """Turn what JSON does not know into its name in words."""
    if answer is None or answer is ...:
        return None
    if isinstance(answer, str | bool | int | float):
        return answer
    if isinstance(answer, Real):
        return float(answer)
    if depth and isinstance(answer, Mapping):
        return {str(name): _plain(value, depth - 1) for name, value in answer.items()}
    if depth and isinstance(answer, list | tuple | set | frozenset):
        members = sorted(answer, key=str) if isinstance(answer, set | frozenset) else answer
        return [_plain(member, depth - 1) for member in members]
    if isinstance(answer, Span):
        return {"start": answer.start, "end": answer.end}
    return f"<{type(answer).__name__}>"


def _is_nothing(answer: Any) -> bool:
    if answer is None:
        return True
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, Mapping):
        return all(_is_nothing(value) for value in answer.values())
    if isinstance(answer, list):
        return all(_is_nothing(member) for member in answer)
    return False


def _too_much(answer: Any) -> str | None:
    members = [answer]
    if isinstance(answer, Mapping):
        members = [*answer, *answer.values()]
    elif isinstance(answer, list):
        members = answer
    if len(members) > _MOST:
        return f"the answer has {len(members)} members; at most {_MOST} are read"
    if any(isinstance(member, str) and len(member) > _LONGEST for member in members):
        return f"the answer is longer than {_LONGEST} characters"
    return None


def _marks(question: Question, answer: Any) -> Answer:
    if question.passage is None:
        return Answer()
    text = question.passage.text
    unclear: list[str] = []
    quoted: list[tuple[str, Mapping[str, str]]] = []
    for member in _members(answer):
        words, values, problem = _words_and_values(question, member, text)
        if problem:
            unclear.append(problem)
        elif words is not None:
            quoted.append((words, values))
    marks = []
    for (_, values), found in zip(
        quoted, find_quotes([words for words, _ in quoted], text), strict=True
    ):
        if found.question:
            unclear.append(found.question)
        marks += [GivenMark(span, span.of(text), values) for span in found.spans]
    return Answer(marks=tuple(_each_once(marks)), unclear=tuple(unclear))


def _each_once(marks: Sequence[GivenMark]) -> list[GivenMark]:
    by_span = {mark.span: mark for mark in marks}
    return [by_span[span] for span in sorted(by_span)]


def _members(answer: Any) -> list[Any]:
    if isinstance(answer, Mapping):
        if {"words", "text", "start"} & set(answer):
            return [answer]
        return [[words, code] for words, code in answer.items()]  # {"oil cap": "S.ENERGY"}
    return answer if isinstance(answer, list) else [answer]


def _words_and_values(
    question: Question, member: Any, text: str
) -> tuple[str | None, Mapping[str, str], str | None]:
    if isinstance(member, Mapping):
        words = member.get("words", member.get("text"))
        if words is None and isinstance(member.get("start"), int):
            words = _in_place(text, member["start"], member.get("end"))
        words = words or repr(member)  # which asks back, since no passage holds it
        given = [member[f.name] for f in question.fields if f.name in member]
    elif isinstance(member, list):
        words, given = (member[0] if member else None), _flat(member[1:])
    else:
        words, given = member, []
    if _is_nothing(words):
        return None, {}, None
    if not isinstance(words, str):
        return None, {}, f"{words!r:.40} is no words of the passage; type them in quotes"
    values, problem = _values(question, given, f"“{words:.40}”")
    return words, values, problem


def _in_place(text: str, start: int, end: Any) -> str | None:
    """Type a place as the whole passage with brackets, so that it is one even if words repeat."""
    if not isinstance(end, int) or not 0 <= start < end <= len(text):
        return None
    return f"{text[:start]}[{text[start:end]}]{text[end:]}"


def _flat(members: Any) -> list[Any]:
    """Take ("words", ("S.ENF", "tighten")) as ("words", "S.ENF", "tighten")."""
    flat: list[Any] = []
    for member in members:
        flat += member if isinstance(member, list) else [member]
    return flat


def _values(
    question: Question, given: Sequence[Any], of: str
) -> tuple[Mapping[str, str], str | None]:
    """Give each code to the field whose choice it is."""
    values: dict[str, str] = {}
    for code in given:
        if _is_nothing(code):
            continue
        named = next(((f, c) for f in question.fields if (c := _chosen(f, code))), None)
        if named is None:
            return {}, _unknown_code(question, code, of)
        values[named[0].name] = named[1]
    return values, None


def _chosen(field: Field, code: Any) -> str | None:
    wanted = str(code).strip().casefold()
    return next((c.code for c in field.choices if wanted == c.code.casefold()), None)


def _unknown_code(question: Question, code: Any, of: str) -> str:
    if not question.fields:
        return f"{of}: only words are asked for here, not {code!r:.40}"
    known = "; ".join(
        f"{field.name}: {', '.join(choice.code for choice in field.choices)}"
        for field in question.fields
    )
    return f"{of}: {code!r:.40} is no code to choose here; there are {known}"


def _codes(question: Question, answer: Any) -> Answer:
    by_item = _by_item(question, answer)
    if by_item is None:
        return _asked_back(question, "answer each item by its letter")
    codes: dict[str, Mapping[str, str]] = {}
    unclear = []
    for item, given in by_item.items():
        values, problem = _values(question, _flat([given]), str(item))
        if problem := problem or _unknown_item(question, item):
            unclear.append(problem)
        elif values:
            codes[str(item)] = values
    return Answer(codes=codes, unclear=tuple(unclear))


def _by_item(question: Question, answer: Any) -> Mapping[Any, Any] | None:
    """Return what is given for each item; None where nobody can tell for which one it is."""
    if isinstance(answer, Mapping):
        return answer
    return {next(iter(question.items)): answer} if len(question.items) <= 1 else None


def _asked_back(question: Question, wish: str) -> Answer:
    example = ", ".join(f'"{item}": ...' for item in list(question.items)[:2])
    return Answer(unclear=(f"{wish}, as in {{{example}}}",))


def _unknown_item(question: Question, item: Any) -> str | None:
    if str(item) in question.items:
        return None
    return (
        f"there is no item {str(item)!r:.40} in this question; it has {', '.join(question.items)}"
    )


def _chain(question: Question, answer: Any) -> Answer:
    if isinstance(answer, str):
        answer = answer.replace("<-", ">").replace("->", ">").split(">")
    if not isinstance(answer, list):
        return Answer(unclear=('type the voices in a list, the origin first: ["...", "..."]',))
    voices = tuple(
        " ".join(str(voice).split()) for voice in answer if isinstance(voice, str) and voice.strip()
    )
    odd = [voice for voice in answer if voice is not None and not isinstance(voice, str)]
    return Answer(
        voices=voices, unclear=tuple(f"{voice!r:.40} is no name of a voice" for voice in odd)
    )


def _numbers(question: Question, answer: Any) -> Answer:
    by_item = _by_item(question, answer)
    if by_item is None:
        return _asked_back(question, "give each number by its name")
    numbers: dict[str, float] = {}
    unclear = []
    for item, given in by_item.items():
        if _is_nothing(given):
            continue
        number = _number(given)
        if number is None:
            unclear.append(f"{item}: {given!r:.40} is no number; type it as in 12.5")
        elif problem := _unknown_item(question, item):
            unclear.append(problem)
        else:
            numbers[str(item)] = number
    return Answer(numbers=numbers, unclear=tuple(unclear))


def _number(given: Any) -> float | None:
    if isinstance(given, bool):
        return None
    try:
        number = float(str(given).strip().rstrip("%").replace("\u2212", "-"))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None  # nan is no number either: it compares false


_KINDS = {
    QuestionKind.MARKS: _marks,
    QuestionKind.CODES: _codes,
    QuestionKind.CHAIN: _chain,
    QuestionKind.NUMBERS: _numbers,
}
