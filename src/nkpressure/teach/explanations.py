"""Says in words what is wrong with an answer, with the codebook's rule for the code in question."""

from collections.abc import Mapping, Sequence

from nkpressure.codebook import Code
from nkpressure.teach.answers import GivenMark
from nkpressure.teach.exercises import Field, Question
from nkpressure.teach.keys import KeyCode, KeyMark, KeyNumber, KeyVoice
from nkpressure.teach.verdicts import ErrorType, Mistake

DIRECTION = "direction"


def rule_of(code: Code) -> str:
    """Return the rule of a code in words: its definition, what goes in, what stays out.

    >>> from nkpressure.codebook import read_codebook
    >>> rule_of(read_codebook().code("S.EXEMPT"))[:62]
    'S.EXEMPT (exemption or waiver): Request for, grant of or withd'
    """
    name = f"{code.code} ({code.name})" if code.name else code.code
    said = [f"{name}: {_sentence(code.definition)}"]
    if code.include:
        said.append(f"In it goes: {'; '.join(code.include)}.")
    if code.exclude:
        said.append(f"Out stays: {'; '.join(code.exclude)}.")
    return " ".join(said)


def missed_mark(question: Question, mark: KeyMark) -> Mistake:
    """Explain words that should have been marked."""
    codes = _named(question.fields, mark.values)
    sentence = f"“{mark.words}” should be marked" + (f" as {codes}" if codes else "")
    return Mistake(
        ErrorType.MISSED, mark.words, _with(sentence, mark.why), _rules(question, mark.values)
    )


def spurious_mark(question: Question, given: GivenMark) -> Mistake:
    """Explain words that should not have been marked."""
    codes = _named(question.fields, given.values)
    sentence = (
        f"“{given.words}” is not in the key"
        + (f"; you coded it as {codes}" if codes else "")
        + ". Hold it against the rule, and see what stays out"
        if given.values
        else f"“{given.words}” is not in the key"
    )
    return Mistake(
        ErrorType.SPURIOUS, given.words, _sentence(sentence), _rules(question, given.values)
    )


def boundary(mark: KeyMark, given: GivenMark) -> Mistake:
    """Explain words that are marked too wide, too narrow or shifted."""
    wider = given.span.start <= mark.span.start and given.span.end >= mark.span.end
    narrower = given.span.start >= mark.span.start and given.span.end <= mark.span.end
    how = "more than the key" if wider else "less than the key" if narrower else "other words"
    sentence = f"you marked {how}: “{given.words}” where the key has “{mark.words}”"
    return Mistake(ErrorType.BOUNDARY, mark.words, _with(sentence, mark.why))


def wrong_code(
    field: Field,
    about: str,
    wanted: Mapping[str, str],
    given: Mapping[str, str],
    why: str | None,
) -> Mistake:
    """Explain a code that is not the key's, or that is missing."""
    type = ErrorType.DIRECTION if field.name == DIRECTION else ErrorType.CODE
    right, wrong = wanted[field.name], given.get(field.name)
    said = f"you say {wrong}" if wrong else f"you give no {field.name}"
    sentence = f"“{about}”: {said}; the key has {right}"
    rules = [rule_of(c) for code in (right, wrong) if code and (c := field.choice(code))]
    return Mistake(type, about, _with(sentence, why), tuple(rules))


def missed_code(question: Question, wanted: KeyCode) -> Mistake:
    """Explain an item without an answer."""
    codes = _named(question.fields, wanted.values)
    sentence = f"{wanted.item}, “{question.items[wanted.item]}”, is not answered; it is {codes}"
    return Mistake(
        ErrorType.MISSED, wanted.item, _with(sentence, wanted.why), _rules(question, wanted.values)
    )


def wrong_link(key: Sequence[KeyVoice], number: int, voices: Sequence[str]) -> Mistake:
    """Explain a voice that is missing from a chain, or stands at another place in it."""
    voice = key[number]
    names = {name.casefold() for name in (voice.name, *voice.also)}
    named = any(given.casefold() in names for given in voices)
    if number == 0:
        place = "stands first: it is the origin"
    elif number == len(key) - 1:
        place = "stands last: it is the voice that speaks to the reader"
    else:
        place = f"stands between {key[number - 1].name} and {key[number + 1].name}"
    start = f"{voice.name} is at the wrong place" if named else f"{voice.name} is missing"
    type = ErrorType.LINK if named or voices else ErrorType.MISSED
    return Mistake(type, voice.name, _with(f"{start}; it {place}", voice.why))


def spurious_voice(voice: str) -> Mistake:
    """Explain a voice that does not belong to the chain."""
    return Mistake(
        ErrorType.LINK,
        voice,
        f"“{voice}” is no link of this chain; a link has said it or passed it on.",
    )


def missed_number(question: Question, wanted: KeyNumber) -> Mistake:
    """Explain a number that was not given."""
    sentence = f"{wanted.item}, “{question.items[wanted.item]}”, is not answered; "
    return Mistake(
        ErrorType.MISSED, wanted.item, _with(f"{sentence}it is {wanted.value:g}", wanted.why)
    )


def wrong_number(question: Question, wanted: KeyNumber, given: float) -> Mistake:
    """Explain a wrong number, by the mistake that leads to it where the key knows one."""
    sentence = f"{wanted.item}: you say {given:g}; the key has {wanted.value:g}"
    trap = next(
        (why for value, why in wanted.traps if abs(value - given) <= wanted.within + 1e-9), None
    )
    return Mistake(ErrorType.NUMBER, wanted.item, _with(sentence, trap or wanted.why))


def _rules(question: Question, values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        rule_of(choice)
        for field in question.fields
        if field.name in values and (choice := field.choice(values[field.name]))
    )


def _named(fields: Sequence[Field], values: Mapping[str, str]) -> str:
    words = []
    for field in fields:
        choice = field.choice(values[field.name]) if field.name in values else None
        if choice:
            words.append(f"{choice.code} ({choice.name})" if choice.name else choice.code)
    return ", ".join(words)


def _with(sentence: str, why: str | None) -> str:
    return f"{_sentence(sentence)} {_sentence(why)}" if why else _sentence(sentence)


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."
