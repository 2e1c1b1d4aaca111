"""Reads a store back: whole tables where they are small, batches where they are not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkpressure.errors import WrongUseError
from nkpressure.measure.document_draws import draw_ids
from nkpressure.store.extras import require
from nkpressure.store.opening import why_not

if TYPE_CHECKING:
    import pandas as pd

    from nkpressure.measure.corpus_signals import CorpusLedger
    from nkpressure.tables import Tables

_ROWS = 65_536  # of a batch
_FEW = 4_096  # of a batch whose rows are taken apart, or hold texts
_SAID = ("documents", "unread", "records", "parts")
_NO_MONTH = "undated"
_DUPLICATE = "duplicate_of"


def open_store(folder: Path | str) -> "Store":
    """Open a store that `nkpressure annotate CORPUS --to FOLDER` has made.

    Raises WrongUseError where there is none, or it is not finished.
    """
    require("pyarrow", "corpora", "a store")
    from nkpressure.store.folders import StoreFolder

    path = Path(folder)
    manifest = StoreFolder(path).manifest()
    if manifest is None:
        raise WrongUseError(why_not(path))
    lacking = [name for name in _SAID if name not in manifest]
    if lacking:
        raise WrongUseError(
            f"{path / 'manifest.json'}: does not say {', '.join(lacking)}; somebody has "
            "changed it, so run nkpressure annotate again"
        )
    return Store(path, manifest)


@dataclass(frozen=True)
class Store:
    """The records of a corpus, in files that are read as they are needed.

    Rows come in the order of the corpus. `where` names columns with the value that is wanted, or
    with several; of a column of lists (sender, target, entity) one member is enough; None wants
    what is empty. `published` is a day or an interval (EDTF) that the documents' date must touch.
    """

    folder: Path
    manifest: Mapping[str, Any]

    def __len__(self) -> int:
        """Return the number of documents."""
        return int(self.manifest["documents"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records."""
        return tuple(self.manifest["records"])

    def documents(
        self,
        columns: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        *,
        published: str | None = None,
    ) -> "pd.DataFrame":
        """Return a row a document; `duplicate_of` names an earlier one of the same words.

        Without `columns`, all but the text, for which there is `texts`.
        """
        from nkpressure.store.schemas import DOCUMENTS, schema_of

        wanted = list(columns or [*schema_of(DOCUMENTS).names[:-2], _DUPLICATE])
        read = [name for name in wanted if name != _DUPLICATE]
        if _DUPLICATE in wanted and "id" not in read:
            read.append("id")
        frame = self._frame(DOCUMENTS, read, where, published)
        if _DUPLICATE in wanted:
            frame[_DUPLICATE] = frame["id"].map(self._duplicates)
        return frame[wanted]

    def records(
        self,
        kind: str,
        columns: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        *,
        published: str | None = None,
    ) -> "pd.DataFrame":
        """Return a row a record of a kind: `records("signal", where={"target": "e:PRK"})`."""
        return self._frame(kind, columns, where, published)

    def batches(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        *,
        published: str | None = None,
    ) -> "Iterator[pd.DataFrame]":
        """Give the rows of a kind, or of "documents", in frames of at most 65,536 rows."""
        for batch in self._batches(table, columns, where, published):
            if batch.num_rows:
                yield batch.to_pandas()

    def rows(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        *,
        published: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Give the rows one by one, as Python has them: None, lists, days."""
        for batch in self._batches(table, columns, where, published, _FEW):
            yield from batch.to_pylist()

    def texts(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """Give the texts of some documents, or of all, each with the document's id."""
        where = None if ids is None else {"id": list(ids)}
        for batch in self._batches("documents", ("id", "text"), where, None, _FEW):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def sample(self, number: int, seed: int = 1) -> list[str]:
        """Draw documents; the draw depends on the seed and the documents' ids alone.

        Returns their ids in the order of the corpus.
        """
        ids = (
            id
            for batch in self._batches("documents", ("id",), None, None)
            for id in batch.column("id").to_pylist()
        )
        return draw_ids(ids, number, seed) if number > 0 else []

    def ledger(
        self,
        *,
        sample: int = 0,
        seed: int = 1,
        published: str | None = None,
        tables: "Tables | None" = None,
    ) -> "CorpusLedger":
        """Return the ledger of the store's documents, as `ledger_of_corpus` makes it of texts.

        It is held whole: of a large store take a `sample` or the documents `published` in a time.
        """
        from nkpressure.store.ledgers import ledger_of_store

        return ledger_of_store(self, sample, seed, published, tables)

    def count_by_month(
        self, table: str, by: Sequence[str] = (), where: Mapping[str, Any] | None = None
    ) -> "pd.DataFrame":
        """Count the rows of a kind, or of "documents", by month of publication and by columns.

        Columns: month ("2018-07", or "undated"), those of `by`, rows. A document that appeared on
        any of several days counts in the month of the first. A row whose list has several members
        counts for each of them, one without any for none.
        """
        import pandas as pd

        counts = []
        for frame in self.batches(table, ["published_from", *by], where):
            for name in by:
                frame = frame.explode(name)
            days = pd.to_datetime(frame["published_from"]).dt.strftime("%Y-%m")
            frame = frame.assign(month=days.fillna(_NO_MONTH)).dropna(subset=list(by))
            counts.append(frame.groupby(["month", *by]).size())
        if not counts:
            return pd.DataFrame(columns=["month", *by, "rows"])
        whole = pd.concat(counts).groupby(level=list(range(len(by) + 1))).sum()
        return whole.sort_index().rename("rows").reset_index()

    def duplicates(self, first: int | None = None) -> "pd.DataFrame":
        """Return the documents of the same words as an earlier one: document, duplicate_of.

        With a number, the first of them alone.
        """
        return self._single("duplicates.parquet", first)

    def count_duplicates(self) -> int:
        """Return how many documents have the same words as an earlier one."""
        from nkpressure.store.parts import count_rows

        return count_rows(self.folder / "duplicates.parquet")

    def unread(self) -> "pd.DataFrame":
        """Return what could not be read, and why: file, id, reason."""
        return self._single("unread.parquet")

    def _frame(
        self,
        table: str,
        columns: Sequence[str] | None,
        where: Mapping[str, Any] | None,
        published: str | None,
    ) -> "pd.DataFrame":
        import pyarrow as pa

        from nkpressure.store.schemas import schema_of

        batches = list(self._batches(table, columns, where, published))
        schema = schema_of(table)
        if columns is not None:
            schema = pa.schema([schema.field(name) for name in columns])
        frame: pd.DataFrame = pa.Table.from_batches(batches, schema).to_pandas()
        return frame

    def _batches(
        self,
        table: str,
        columns: Sequence[str] | None,
        where: Mapping[str, Any] | None,
        published: str | None,
        most: int = _ROWS,
    ) -> Iterator[Any]:
        from nkpressure.store.filters import check_columns, expression, keep, lists_asked
        from nkpressure.store.folders import StoreFolder
        from nkpressure.store.parts import opened_part
        from nkpressure.store.schemas import schema_of

        if table not in ("documents", *self.kinds):
            raise WrongUseError(
                f"{self.folder}: there is no kind {table!r}; there are {', '.join(self.kinds)}"
            )
        wanted = list(columns if columns is not None else schema_of(table).names)
        check_columns(table, wanted)
        asked, lists = expression(table, where, published), lists_asked(table, where)
        read = list(dict.fromkeys([*wanted, *lists]))
        for part in self.manifest["parts"]:
            path = StoreFolder(self.folder).part(table, part["part"])
            # Without threads rows come in their order, and no more of them than are looked at
            for batch in opened_part(path, table, read).to_batches(
                *(read, asked, most), batch_readahead=1, use_threads=False
            ):
                yield keep(batch, lists).select(wanted)

    @cached_property
    def _duplicates(self) -> "pd.Series[str]":
        return self.duplicates().set_index("document")[_DUPLICATE]

    def _single(self, name: str, first: int | None = None) -> "pd.DataFrame":
        from nkpressure.store.parts import whole_table

        frame: pd.DataFrame = whole_table(self.folder / name, first).to_pandas()
        return frame
