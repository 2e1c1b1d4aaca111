"""On what a piece of a report rests, each part as a checksum: one that changed is a reason."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import nkpressure
from nkpressure.model import Document, Interval

_PACKAGE = Path(nkpressure.__file__).parent
_CODE = (".py", ".j2", ".css", ".js", ".json")


def digest(value: Any) -> str:
    """Return a short checksum of a value that JSON can hold.

    >>> digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    True
    """
    words = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def file_digest(content: bytes) -> str:
    """Return the checksum of a file's content."""
    return hashlib.sha256(content).hexdigest()


def document_digest(document: Document) -> str:
    """Return a checksum of a document: its text and all that is known of it."""
    return digest([_plain(getattr(document, field.name)) for field in fields(document)])


def corpus_digest(documents: Iterable[Document]) -> str:
    """Return a checksum of documents in their order."""
    return digest([document_digest(document) for document in documents])


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    return value.edtf if isinstance(value, Interval) else str(value)


@cache
def package_digest() -> str:
    """Return a checksum of the package's code and templates; the tables have one of their own."""
    found = (path for path in _PACKAGE.rglob("*") if path.suffix in _CODE)
    state = hashlib.sha256()
    for path in sorted(found):
        state.update(path.relative_to(_PACKAGE).as_posix().encode())
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def reason_for(before: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    """Say in words which inputs differ; None where all are the same.

    >>> reason_for({"tables": "a", "document": "x"}, {"tables": "b", "document": "x"})
    'the tables changed'
    """
    changed = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    return f"the {' and the '.join(changed)} changed" if changed else None
