"""Counts the places that a text names, and apart from them the capitals that stand for states."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import pandas as pd

from nkpressure.find.actors import ActorForm, ActorMention
from nkpressure.find.everything import Findings
from nkpressure.find.places import PlaceMention
from nkpressure.records import annotation_ids
from nkpressure.tables import Tables

_COLUMNS = [
    "name",
    "subkind",
    "country",
    "mentions",
    "metonyms",
    "lat",
    "lon",
    "entity",
    "id",
    "ids",
]
_Row = dict[str, object]
_Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a count of places needs of the gazetteer."""

    TABLE: ClassVar[str] = "places.csv"

    id: str
    name: str
    country: tuple[str, ...]
    subkind: str
    lat: float | None
    lon: float | None
    aliases: tuple[str, ...]


def count_places(findings: Findings) -> pd.DataFrame:
    """Count how often each place is named, the most named first.

    One row a place: name, subkind, country, mentions, metonyms, lat, lon, entity, the id of the
    first mention, and the ids of all with the metonyms among them. `metonyms` counts apart how
    often the place stands for a government ("Beijing agreed"); those are mentions of an actor and
    not in `mentions`. A border that two states name is a row of its own beside "the border", of
    which the text does not say which it is.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> findings = find_everything(Document("note", "The hotel in Dandong is full."))
    >>> count_places(findings)[["name", "country", "mentions"]].values.tolist()
    [['Dandong', 'CHN', 1]]
    """
    ids = annotation_ids(findings.document, findings.annotations())
    known = {f"p:{row.id}": row for row in findings.tables.rows(PlaceName)}
    rows: dict[_Key, _Row] = {}
    for mention in findings.places:
        for entity in mention.entity:
            start = _named(findings, mention, known.get(entity), entity, ids[id(mention)])
            row = rows.setdefault((entity, mention.country), start)
            row["mentions"] = int(str(row["mentions"])) + 1
            row["ids"] = (*_ids(row), ids[id(mention)])
    for actor in findings.actors:
        if actor.form is ActorForm.METONYM:
            key, start = _seat(findings, actor, ids[id(actor)])
            row = rows.setdefault(key, start)
            row["metonyms"] = int(str(row["metonyms"])) + 1
            row["ids"] = (*_ids(row), ids[id(actor)])
    counts = pd.DataFrame(list(rows.values()), columns=_COLUMNS)
    counts = counts.astype({"mentions": int, "metonyms": int, "lat": float, "lon": float})
    return counts.sort_values(
        ["mentions", "metonyms", "name"], ascending=[False, False, True], ignore_index=True
    )


def _named(
    findings: Findings, mention: PlaceMention, row: PlaceName | None, entity: str, record: str
) -> _Row:
    name = row.name if row else _plain(mention.span.of(findings.document.text))
    return _row(name, entity, record) | {
        "subkind": row.subkind if row else mention.subkind,
        "country": mention.country,
        "lat": mention.lat,
        "lon": mention.lon,
    }


def _seat(findings: Findings, actor: ActorMention, record: str) -> tuple[_Key, _Row]:
    """Return the row of the city in which the actor that it stands for sits.

    "the Beltway" is no place of the gazetteer: it has a row without a point on the map.
    """
    words = _plain(actor.span.of(findings.document.text))
    states = {entity.removeprefix("e:") for entity in actor.entity}
    namesakes = _by_name(findings.tables).get(words.lower(), ())
    seats = [place for place in namesakes if states & set(place.country)] or list(namesakes)
    if not seats:
        entity = "; ".join(actor.entity)
        return (f"{entity} {words.lower()}", None), _row(words, entity, record)
    seat, country = seats[0], "|".join(seats[0].country) or None
    row = _row(seat.name, f"p:{seat.id}", record) | {
        "subkind": seat.subkind,
        "country": country,
        "lat": seat.lat,
        "lon": seat.lon,
    }
    return (f"p:{seat.id}", country), row


@cache
def _by_name(tables: Tables) -> Mapping[str, tuple[PlaceName, ...]]:
    names: dict[str, tuple[PlaceName, ...]] = {}
    for row in tables.rows(PlaceName):
        for name in (row.name, *row.aliases):
            names[name.lower()] = (*names.get(name.lower(), ()), row)
    return names


def _row(name: str, entity: str, record: str) -> _Row:
    start = dict.fromkeys(_COLUMNS, None)
    return start | {"name": name, "entity": entity, "id": record, "mentions": 0, "metonyms": 0}


def _ids(row: _Row) -> tuple[object, ...]:
    ids = row["ids"]
    return ids if isinstance(ids, tuple) else ()


def _plain(words: str) -> str:
    """Return the words in one line, without the article: "the border" is listed as "border"."""
    line = " ".join(words.split())
    return line[4:] if line.lower().startswith("the ") and len(line) > 4 else line
