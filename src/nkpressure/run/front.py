"""The files that speak of a whole report: its first page, its records, on what it rests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nkpressure.run.crates import CRATE, to_crate
from nkpressure.run.front_page import front_page
from nkpressure.run.plans import Plan
from nkpressure.run.provenance import to_json
from nkpressure.run.results import Result
from nkpressure.run.what_changed import CHANGES, what_changed


def front_files(
    plan: Plan, report: Path, results: Sequence[Result], facts: Mapping[str, Any], records: bytes
) -> dict[str, bytes]:
    """Return the files by name, in the order in which they are to be written.

    The records stand last: as long as those of the last run are there, what changed since then can
    be told, even after a run that was broken off.
    """
    unread = list(map(str, plan.corpus.unread))
    changed = what_changed(report, records, facts["rests_on"])
    own = {} if plan.store else {"records.jsonl": records}  # a store holds its records itself
    files = {CHANGES: to_json(changed)} if changed else {}
    index = front_page(plan, results, facts, changed)
    others = [*files, "index.html", "run.json", *own]
    notebooks = [notebook for notebook, _ in plan.notebooks]
    crate = to_crate("What these articles say", facts, plan.documents, notebooks, results, others)
    runs = {"unread": unread, "runs": [result.facts() for result in results]}
    words = {
        **files,
        "index.html": index,
        CRATE: crate,
        "run.json": to_json({**facts, **runs}),
    }
    encoded = {name: text.encode("utf-8", "backslashreplace") for name, text in words.items()}
    return {**encoded, **own}
