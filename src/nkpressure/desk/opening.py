"""Opens the coder's desk: in JupyterLab to be worked at, elsewhere as a page to be read."""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nkpressure.desk.coding_file import CodingFile
from nkpressure.desk.desk import Desk, default_file
from nkpressure.desk.static_view import StaticView
from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings, find_everything
from nkpressure.model import Document
from nkpressure.read.corpora import SEEDS, Corpus
from nkpressure.records import CODERS, Record
from nkpressure.run.annotated import annotate_findings
from nkpressure.shipped import shipped_folder
from nkpressure.tables import Tables

if TYPE_CHECKING:
    from nkpressure.desk.widget import CodingWidget


_WITHOUT_ANYWIDGET = (
    "This can only be read, since anywidget is not installed: "
    'pip install "nkpressure[widget]", then start JupyterLab anew to code.'
)


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def coding_file(corpus: Corpus, coder: str) -> Path | None:
    """Return where a coder's file of a corpus lies: in the folder `coders` beside the articles.

    There `nkpressure report` and the notebooks about coders find it. The founding articles belong
    to the package, so a file about them lies in the working folder; without a name there is none.

    >>> from nkpressure.read.corpora import read_corpus
    >>> coding_file(read_corpus("seeds"), "ann").name
    'ann.jsonl'
    """
    if not coder.strip():
        return None
    name = default_file(coder.strip())
    shipped = corpus.folder.resolve() == shipped_folder(SEEDS).resolve()
    return name if shipped else corpus.folder / CODERS / name


def code_text(
    what: Document | Findings,
    coder: str = "",
    file: Path | str | None = None,
    kinds: Collection[str] | None = None,
    proposals: Iterable[Record] | None = None,
    tables: Tables | None = None,
    clock: Callable[[], str] = _now,
) -> "CodingWidget | StaticView":
    """Open a document to be coded by hand: the machine's marks are proposals to accept or reject.

    Every step is added to the coder's file at once (`file`, else `<coder>.jsonl` in the working
    folder) and is there again when the document is opened anew. The file is one of records, for
    `nkpressure agree`, `score` and `export`; it may hold several documents. `kinds` narrows what is
    proposed and coded, `proposals` are other records to decide about (`()`: none, to code blind).
    `tables` are for a document; findings bring their own.
    Without a coder's name, or without anywidget (`pip install "nkpressure[widget]"`), the text is
    shown and cannot be coded.

    Raises WrongUseError where the file is another coder's, was coded in another text or with codes
    that the codebook does not have, or cannot be written.

    >>> code_text(Document("note", "Seoul will ease the sanctions."), kinds=["instrument"])
    note, to be coded: 1 open
    """
    if not isinstance(coder, str) or (file is not None and not coder.strip()):
        raise WrongUseError(f"a coder has a name, such as 'ann', and is not {coder!r}")
    if not isinstance(what, Findings):
        what = find_everything(what, tables)
    records = list(annotate_findings(what).records)
    if proposals is not None:
        given = [r for r in records if r["kind"] == "sentence"]
        records = [*given, *(r for r in proposals if r["document"] == what.document.id)]
    coder = coder.strip()
    opened = CodingFile(Path(file) if file else default_file(coder), coder) if coder else None
    desk = Desk(what.document, records, opened, what.tables, clock, kinds)
    if opened is None:
        return StaticView(desk)
    if find_spec("anywidget") is None:
        return StaticView(desk, _WITHOUT_ANYWIDGET)
    from nkpressure.desk.widget import CodingWidget

    return CodingWidget(desk)
