"""Counts mentions: actors, instruments, kinds; each row names a first place to look."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import pandas as pd

from nkpressure.find.actor_table import entity_rows
from nkpressure.find.everything import Findings
from nkpressure.records import annotation_ids


def count_actors(findings: Findings) -> pd.DataFrame:
    """Count how often each actor is mentioned, the most mentioned first.

    One row an actor: name, entity, subkind, country, mentions, forms (how it is named), in_table
    (whether the table of entities knows it), the id of the first mention and the ids of all. A
    mention of two actors at once counts for both.
    """
    ids = annotation_ids(findings.document, findings.annotations())
    known = entity_rows(findings.tables)
    rows: dict[str, dict[str, object]] = {}
    forms: dict[str, Counter[str]] = {}
    mentioned: dict[str, list[str]] = {}
    for actor in findings.actors:
        for entity in actor.entity:
            named = known.get(entity)
            row = rows.setdefault(
                entity,
                {
                    "name": named.name if named else _words_of(entity),
                    "entity": entity,
                    "subkind": named.subkind.value if named else None,
                    "country": named.country if named else None,
                    "in_table": "yes" if named else "no",
                    "id": ids[id(actor)],
                },
            )
            forms.setdefault(entity, Counter())[actor.form.value] += 1
            mentioned.setdefault(entity, []).append(ids[id(actor)])
            row["mentions"] = len(mentioned[entity])
    for entity, row in rows.items():
        row["forms"] = ", ".join(f"{form} {n}" for form, n in sorted(forms[entity].items()))
        row["ids"] = tuple(mentioned[entity])
    columns = ["name", "subkind", "country", "mentions", "forms", "in_table", "entity", "id", "ids"]
    counts = pd.DataFrame(list(rows.values()), columns=columns)
    return counts.sort_values(["mentions", "name"], ascending=[False, True], ignore_index=True)


def _words_of(entity: str) -> str:
    """Return a readable name for an actor that the table does not know: its id in words."""
    return entity.removeprefix("e:").replace("-", " ")


def count_instruments(findings: Findings) -> pd.DataFrame:
    """Count the mentions of each instrument by code and direction.

    One row a pair: family, code, direction, mentions, the id of the first mention, the ids of all.
    """
    ids = annotation_ids(findings.document, findings.annotations())
    rows: dict[tuple[str, str], dict[str, object]] = {}
    mentioned: dict[tuple[str, str], list[str]] = {}
    for instrument in findings.instruments:
        key = (instrument.code, instrument.direction.value)
        mentioned.setdefault(key, []).append(ids[id(instrument)])
        rows.setdefault(
            key,
            {
                "family": instrument.code.split(".")[0],
                "code": instrument.code,
                "direction": instrument.direction.value,
                "id": ids[id(instrument)],
            },
        )
    columns = ["family", "code", "direction", "mentions", "id", "ids"]
    counted = [
        {**row, "mentions": len(mentioned[key]), "ids": tuple(mentioned[key])}
        for key, row in rows.items()
    ]
    table = pd.DataFrame(counted, columns=columns)
    return table.sort_values(
        ["mentions", "code", "direction"], ascending=[False, True, True], ignore_index=True
    )


def count_kinds(findings: Findings) -> pd.DataFrame:
    """Count the annotations of each kind and the rules behind: kind, annotations, rules."""
    counts: Counter[str] = Counter()
    rules: dict[str, set[str]] = {}
    for annotation in findings.annotations():
        counts[annotation.kind] += 1
        rules.setdefault(annotation.kind, set()).add(annotation.rule)
    return pd.DataFrame(
        [(kind, n, len(rules[kind])) for kind, n in sorted(counts.items())],
        columns=["kind", "annotations", "rules"],
    )


def compare_documents(articles: Sequence[Findings], by: str = "family") -> pd.DataFrame:
    """Set articles side by side: the share of each family, direction or code among the mentions.

    `by` is family, direction or code. One row a document and category: document, category,
    mentions, share (0 to 1, of the document's instrument mentions), id and ids (of the mentions).
    """
    if by not in ("family", "direction", "code"):
        raise ValueError(f"by is family, direction or code, not {by!r}")
    counts = {article.document.id: count_instruments(article) for article in articles}
    categories = sorted({category for table in counts.values() for category in table[by]})
    rows = [
        (document, category, sorted(chain.from_iterable(table.loc[table[by] == category, "ids"])))
        for document, table in counts.items()
        for category in categories
    ]
    compared = pd.DataFrame(rows, columns=["document", "category", "ids"])
    compared["mentions"] = compared["ids"].map(len)
    compared["ids"] = compared["ids"].map(tuple)
    totals = compared.groupby("document")["mentions"].transform("sum")
    compared["share"] = (compared["mentions"] / totals.where(totals > 0)).round(3)
    compared["id"] = [next(iter(ids), None) for ids in compared["ids"]]
    return compared[["document", "category", "mentions", "share", "id", "ids"]]


def shared_actors(articles: Iterable[Findings]) -> pd.DataFrame:
    """List the actors that more than one article names: name, entity, and mentions by document."""
    columns = {
        article.document.id: count_actors(article).set_index("entity")["mentions"]
        for article in articles
    }
    names = pd.concat(
        [count_actors(article).set_index("entity")["name"] for article in articles]
        or [pd.Series(dtype=str)]
    )
    together = pd.DataFrame(columns).fillna(0).astype(int)
    together = together[(together > 0).sum(axis=1) > 1]
    together.insert(0, "name", names[~names.index.duplicated()])
    ordered = together.assign(total=together.drop(columns="name").sum(axis=1))
    ordered = ordered.sort_values(["total", "name"], ascending=[False, True])
    return ordered.drop(columns="total").reset_index(names="entity")
