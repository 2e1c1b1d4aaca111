"""What stands out in the texts of a store: other languages than English, word for word copies."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nkpressure.store.folders import DUPLICATES, StoreFolder
from nkpressure.store.parts import count_rows, opened_part
from nkpressure.store.schemas import DOCUMENTS

_LANGUAGE, _ENGLISH = "language", "en"


def remarks_on_texts(store: Path) -> list[str]:
    """Count the documents that are not in English, and those that repeat another one.

    One column of each part is read, batch by batch; a text whose language cannot be told is not
    counted. Raises WrongUseError where a file of the store is missing or damaged.
    """
    others = Counter(language for language in _languages(store) if language not in (None, _ENGLISH))
    copies = count_rows(store / DUPLICATES)
    remarks = []
    if others:
        each = ", ".join(f"{language} {number:,}" for language, number in others.most_common())
        remarks.append(
            f"documents not in English: {others.total():,} ({each}); names, dates and numbers may "
            "be found, what is said in words is not"
        )
    if copies:
        remarks.append(
            f"documents that say word for word what an earlier one says: {copies:,}; "
            f"{DUPLICATES} in the store names them"
        )
    return remarks


def _languages(store: Path) -> Iterator[str | None]:
    folder = StoreFolder(store)
    for part in (folder.manifest() or {"parts": ()})["parts"]:
        path = folder.part(DOCUMENTS, part["part"])
        for batch in opened_part(path, DOCUMENTS, [_LANGUAGE]).to_batches([_LANGUAGE]):
            yield from batch.column(_LANGUAGE).to_pylist()
