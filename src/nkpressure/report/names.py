"""The names behind ids and codes, so that a reader meets China rather than CHN."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.codebook import read_codebook
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class _EntityName:
    """What a reader needs of the table of entities."""

    TABLE: ClassVar[str] = "entities.csv"

    id: str
    name: str


@cache
def names_of(tables: Tables) -> Mapping[str, str]:
    """Return the name of each entity id (also as `e:CHN`) and of each code of the codebook."""
    entities = {row.id.removeprefix("e:"): row.name for row in tables.rows(_EntityName)}
    return {
        **entities,
        **{f"e:{entity}": name for entity, name in entities.items()},
        **{code.code: code.name for code in read_codebook(tables).codes if code.name},
    }
