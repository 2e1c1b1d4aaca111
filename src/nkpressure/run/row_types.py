"""Knows every row type of the package, so that an own folder can be read as the finders do."""

import inspect
import pkgutil
from collections import defaultdict
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import cast

import nkpressure
from nkpressure.tables import Row


@cache
def every_row_type() -> dict[str, tuple[type[Row], ...]]:
    """Return the row types that read each table, by the table's file name.

    >>> [row_type.__name__ for row_type in every_row_type()["mode_cues.csv"]]
    ['ModeCue']
    """
    found: dict[str, dict[str, type[Row]]] = defaultdict(dict)
    for module in _modules():
        for name, member in inspect.getmembers(module, inspect.isclass):
            table = getattr(member, "TABLE", None)
            if isinstance(table, str) and member.__module__ == module.__name__:
                found[table][f"{module.__name__}.{name}"] = cast(type[Row], member)
    return {table: tuple(types.values()) for table, types in sorted(found.items())}


def _modules() -> list[ModuleType]:
    names = [
        module.name
        for module in pkgutil.walk_packages(nkpressure.__path__, f"{nkpressure.__name__}.")
        if not module.name.endswith("__main__")
    ]
    return [import_module(name) for name in names]
