"""The parameters that a notebook declares, and values checked against them.

A cell tagged `parameters` declares one a line, `name: type = default  # help`. papermill runs a
notebook with a misspelt parameter as if nothing had been given, and a mistyped one until the cell
that trips over it; here both are refused before anything runs.
"""

import ast
import difflib
import io
import json
import tokenize
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nkpressure.errors import WrongUseError


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of a parameters cell: what a reader may set, and to what kind of value."""

    name: str
    type: str
    default: str
    help: str


def read_parameters(source: str) -> tuple[Parameter, ...]:
    """Read the source of a parameters cell.

    Raises WrongUseError where the cell is no Python.

    >>> read_parameters("top: int = 12  # rows to show")
    (Parameter(name='top', type='int', default='12', help='rows to show'),)
    """
    try:
        statements = ast.parse(source).body
        comments = _comments(source)
    except (SyntaxError, tokenize.TokenError) as error:
        raise WrongUseError(f"the parameters cell is no Python ({error})") from None
    parameters = []
    for statement in statements:
        match statement:
            case ast.AnnAssign(ast.Name(name), annotation, ast.expr() as default):
                declared = ast.unparse(annotation)
            case ast.Assign([ast.Name(name)], default):
                declared = _type_of(default)
            case _:
                continue
        text = comments.get(statement.end_lineno or 0, "")
        parameters.append(Parameter(name, declared, ast.unparse(default), text))
    return tuple(parameters)


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _type_of(value: ast.expr) -> str:
    try:
        return type(ast.literal_eval(value)).__name__
    except ValueError:
        return "str"


def check_parameters(
    notebook: str, declared: Sequence[Parameter], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the given values, each of the type that the notebook declares.

    Words from a command line are converted ("30" to 30, "yes" to True, "a,b" to a list). Raises
    WrongUseError for a name that the notebook does not declare or a value of another type.

    >>> check_parameters("01_coal", read_parameters("top: int = 12"), {"top": "30"})
    {'top': 30}
    """
    by_name = {parameter.name: parameter for parameter in declared}
    values = {}
    for name, value in given.items():
        if name not in by_name:
            raise WrongUseError(f"{notebook} has no parameter {name!r}; {_wish(name, by_name)}")
        try:
            values[name] = _converted(value, by_name[name].type)
        except ValueError as error:
            raise WrongUseError(f"{notebook}: the parameter {name} {error}") from None
    return values


def _wish(name: str, by_name: Mapping[str, Parameter]) -> str:
    if not by_name:
        return "it takes none"
    near = difflib.get_close_matches(name, by_name, n=1)
    guess = f"did you mean {near[0]!r}? " if near else ""
    return f"{guess}It has {', '.join(sorted(by_name))}"


def _converted(value: Any, declared: str) -> Any:
    """Return the value as the declared type; ValueError says what is wrong with it."""
    base = declared.removesuffix(" | None")
    if value is None and base != declared:
        return None
    kind, _, member = base.removesuffix("]").partition("[")
    if kind not in _READERS:
        raise ValueError(f"is declared as {declared}, which cannot be set from outside")
    wanted, read = _READERS[kind]
    if isinstance(value, str) and wanted is not str:
        value = _read(value, read, declared)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        raise ValueError(f"is of type {declared}, and {value!r} is not")
    if isinstance(value, list) and member:
        return [_converted(element, member) for element in value]
    return value


def _read(words: str, read: Callable[[str], Any], declared: str) -> Any:
    try:
        return read(words)
    except (KeyError, ValueError):
        raise ValueError(f"is of type {declared}, and {words!r} is not") from None


def _read_bool(words: str) -> bool:
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[
        words.strip().lower()
    ]


def _read_list(words: str) -> list[Any]:
    if words.lstrip().startswith("["):
        elements = json.loads(words)
        return list(elements)
    return [element.strip() for element in words.split(",") if element.strip()]


_READERS: dict[str, tuple[type, Callable[[str], Any]]] = {
    "str": (str, str),
    "int": (int, int),
    "float": (float, float),
    "bool": (bool, _read_bool),
    "list": (list, _read_list),
}
