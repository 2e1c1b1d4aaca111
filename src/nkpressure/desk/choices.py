"""What a coder decides about a mark of each kind, and between what: the codebook as a form."""

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints

from nkpressure.codebook import Code, read_codebook
from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings
from nkpressure.ledger.rows import Signal
from nkpressure.measure.coded_fields import CodedField, FieldLevel, coded_fields
from nkpressure.model import Annotation, Span
from nkpressure.tables import Tables, read_tables

# Kinds that belong to the page, or that describe the document: nobody codes them at the desk
STRUCTURE = frozenset({"document", "entity", "region", "sentence"})
# Stretches of words that are no coded field of their own, since scores take them from the mark
_STRETCHES = ("content", "evidence")
_ENTITIES = frozenset({"entity", "source_entity", "speaker"})


@dataclass(frozen=True, slots=True)
class ValueMeaning:
    """What a value of a closed set means that the codebook does not define."""

    TABLE: ClassVar[str] = "value_meanings.csv"

    kind: str
    field: str
    value: str
    name: str
    meaning: str
    example: str | None


class Control(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    WORDS = "words"
    NUMBER = "number"
    YES_NO = "yes_no"
    ENTITY = "entity"
    ENTITIES = "entities"
    SPAN = "span"
    SPANS = "spans"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a closed set, with what the codebook says of it."""

    value: str
    name: str | None = None
    group: str | None = None
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldForm:
    """A field of a mark as a coder fills it in; `choices` are empty where any words will do.

    `required` is a closed set that a mark of the kind must have a value of; any other field may
    stay empty, where the text does not say.
    """

    field: str
    label: str
    control: Control
    choices: tuple[Choice, ...] = ()
    required: bool = False

    def refuse(self, value: Any) -> str | None:
        """Say in a few words what is wrong with a value; None where it will do."""
        if value is None or value in ([], ""):
            return "is missing" if self.required else None
        if self.choices and value not in [choice.value for choice in self.choices]:
            known = ", ".join(choice.value for choice in self.choices)
            return f"is {value!r}, which the codebook does not have; it has {known}"
        return None if _FITS[self.control](value) else f"is {value!r:.60}, of another form"


def _is_span(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    start, end = value.get("start"), value.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end


def _are_words(value: Any) -> bool:
    return isinstance(value, str)


def _each(value: Any, fits: Any) -> bool:
    return isinstance(value, list) and all(map(fits, value))


_FITS = {
    Control.CHOICE: _are_words,
    Control.WORDS: _are_words,
    Control.NUMBER: lambda value: isinstance(value, int | float | str | list | dict),
    Control.YES_NO: lambda value: isinstance(value, bool),
    Control.ENTITY: _are_words,
    Control.ENTITIES: lambda value: _each(value, _are_words),
    Control.SPAN: _is_span,
    Control.SPANS: lambda value: _each(value, _is_span),
    Control.MARK: _are_words,
}


def form_of(kind: str, tables: Tables | None = None) -> tuple[FieldForm, ...]:
    """Return the fields of a kind as a form, what the kind is coded as first.

    Raises WrongUseError where no such kind is coded.

    >>> [field.field for field in form_of("instrument")][:3]
    ['code', 'direction', 'mode']
    >>> form_of("instrument")[1].choices[0].exclude
    ('restating standing measures',)
    """
    forms = forms_of_kinds(tables or read_tables())
    if kind not in forms:
        raise WrongUseError(f"there is no kind {kind!r} to code; there are {', '.join(forms)}")
    return forms[kind]


@cache
def forms_of_kinds(tables: Tables) -> Mapping[str, tuple[FieldForm, ...]]:
    """Return the form of each kind that is coded."""
    kinds = dict.fromkeys(row.kind for row in tables.rows(CodedField))
    return {kind: tuple(_fields(kind, tables)) for kind in kinds if kind not in STRUCTURE}


def refuse_fields(kind: str, values: Mapping[str, Any], tables: Tables) -> None:
    """Raise WrongUseError where a kind has no such field, or a field takes no such value.

    >>> refuse_fields("instrument", {"code": "S.NONE"}, read_tables())  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    nkpressure.errors.WrongUseError: the code of this instrument is 'S.NONE', which the codebook ...
    """
    form = {field.field: field for field in form_of(kind, tables)}
    for name, value in values.items():
        if name not in form:
            raise WrongUseError(
                f"marks of the kind {kind} have no {name}; they have {', '.join(form)}"
            )
        wrong = form[name].refuse(value)
        if wrong:
            raise WrongUseError(f"the {form[name].label} of this {kind} {wrong}")


def required_fields(kind: str, tables: Tables) -> list[str]:
    """Return the fields without which a mark of a kind says nothing: the code of an instrument."""
    return [field.field for field in form_of(kind, tables) if field.required]


def _fields(kind: str, tables: Tables) -> Iterator[FieldForm]:
    hints = _hints(kind)
    rows = coded_fields(kind, tables)
    for number, row in enumerate(rows):
        hint = hints.get(row.field)
        choices = tuple(_choices(row, hint, tables))
        control = Control.CHOICE if choices else _control(row, hint)
        label = row.field.replace("_", " ")
        yield FieldForm(row.field, label, control, choices, required=number == 0 and bool(choices))
    for name in _STRETCHES:
        if name in hints:
            yield FieldForm(name, name, Control.SPANS)


def _control(row: CodedField, hint: Any) -> Control:
    if row.level is FieldLevel.SPAN:
        return Control.SPAN
    if row.level is FieldLevel.RECORD:
        return Control.MARK
    if row.level is FieldLevel.SET or get_origin(hint) is tuple:
        return Control.ENTITIES
    if row.field in _ENTITIES:
        return Control.ENTITY
    members = _members(hint)
    if bool in members:
        return Control.YES_NO
    return Control.NUMBER if float in members or int in members else Control.WORDS


def _choices(row: CodedField, hint: Any, tables: Tables) -> Iterator[Choice]:
    if row.codebook is not None:
        book = read_codebook(tables)
        families = {family.family: family.name for family in book.families}
        codes: Sequence[Code] = getattr(book, row.codebook)
        for code in codes:
            yield _choice(code, families.get(code.family or ""))
        return
    for member in _members(hint):
        if isinstance(member, type) and issubclass(member, Enum):
            yield from (_plain_choice(row, str(each.value), tables) for each in member)


def _plain_choice(row: CodedField, value: str, tables: Tables) -> Choice:
    said = _meanings(tables).get((row.kind, row.field, value))
    if said is None:
        return Choice(value)
    examples = (said.example,) if said.example else ()
    # "indirect Indirect speech" would say it twice.
    plain = said.name.casefold().startswith(value.casefold())
    name = None if plain else said.name
    return Choice(value, name, definition=said.meaning, positive=examples)


@cache
def _meanings(tables: Tables) -> Mapping[tuple[str, str, str], ValueMeaning]:
    return {(row.kind, row.field, row.value): row for row in tables.rows(ValueMeaning)}


def _choice(code: Code, group: str | None) -> Choice:
    return Choice(
        code.code,
        code.name,
        group,
        code.definition,
        code.include,
        code.exclude,
        code.positive,
        code.negative,
    )


def _members(hint: Any) -> tuple[Any, ...]:
    """Return the types that a hint allows: both of `Mode | None`."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


@cache
def _hints(kind: str) -> Mapping[str, Any]:
    """Return the types of the fields of a kind's annotations; none where no finder makes it."""
    makers: list[Any] = [Signal]
    for hint in get_type_hints(Findings).values():
        makers += [each for each in get_args(hint) if isinstance(each, type)]
    for maker in makers:
        if issubclass(maker, Annotation) and maker.kind == kind:
            hints = get_type_hints(maker)
            spans = {name for name in _STRETCHES if hints.get(name) == tuple[Span, ...]}
            return {n: h for n, h in hints.items() if n not in _STRETCHES or n in spans}
    return {}
