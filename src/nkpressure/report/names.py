"""The names behind ids and codes, so that a reader meets China rather than CHN."""

from collections.abc import Mapping
from functools import cache

from nkpressure.codebook import read_codebook
from nkpressure.find.actor_table import entity_rows
from nkpressure.tables import Tables


@cache
def names_of(tables: Tables) -> Mapping[str, str]:
    """Return the name of each entity id (also as `e:CHN`) and of each code of the codebook."""
    entities = {entity.removeprefix("e:"): row.name for entity, row in entity_rows(tables).items()}
    return {
        **entities,
        **{f"e:{entity}": name for entity, name in entities.items()},
        **{code.code: code.name for code in read_codebook(tables).codes if code.name},
    }
