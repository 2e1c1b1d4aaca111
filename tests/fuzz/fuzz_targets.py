"""What must hold for any input whatever: each function takes one and raises where it does not."""

import gzip
import io
import json
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path

from many_formats import docx, zipped

from nkpressure.errors import NkpressureError
from nkpressure.exchange.formats import FORMATS
from nkpressure.exchange.journeys import export_records, import_records
from nkpressure.model import Document, Interval
from nkpressure.read.corpora import read_corpus
from nkpressure.read.formats import to_document
from nkpressure.report.marked import marked_text
from nkpressure.run.annotated import annotate
from nkpressure.tables import read_tables

TABLES = read_tables()
NOTE = Document("note", "\u201cSeoul 서울 agreed,\u201d said 🙂 Tokyo.\r\nIt\u00a0did.\n")
_PUBLISHED = (None, Interval.parse("2018-07-23"), Interval.parse("2017-07-08/2017-07-13"))
_SECONDS = 3.0
_SECONDS_A_CHARACTER = 0.002  # ten times what prose of names and cues needs


def find_in(text: str) -> None:
    """Annotate a text: every mark has its words, every record is JSON, the time is in bounds."""
    started = time.process_time()
    published = _PUBLISHED[len(text) % len(_PUBLISHED)]
    annotated = annotate(Document("fuzz", text, published=published), TABLES)
    took = time.process_time() - started
    assert took < _SECONDS + _SECONDS_A_CHARACTER * len(text), f"{took:.1f} s for {len(text)}"
    ids = [record["id"] for record in annotated.records if record["kind"] != "entity"]
    assert len(ids) == len(set(ids)), "two records bear one id"
    for record in annotated.records:
        if "text" in record:
            assert 0 <= record["start"] <= record["end"] <= len(text), record
            assert text[record["start"] : record["end"]] == record["text"], record
    for line in annotated.lines().rstrip("\n").split("\n"):
        json.loads(line)


def show(text: str) -> None:
    """Show a text with its marks: the page has our own tags alone, and loads nothing."""
    document = Document("fuzz", text, title=text[:80], author=text[-40:], url=text[:60])
    page = marked_text(annotate(document, TABLES).findings).page()
    page.encode("utf-8")
    own, here = _own_tags(), tags_of(page)
    assert set(here) <= {*own, "bdi"}, f"tags that are not ours: {set(here) - set(own)}"
    assert here["script"] == own["script"], "a script that is not ours"
    assert here["style"] == own["style"], "a style that is not ours"


@cache
def _own_tags() -> Counter[str]:
    """Count the tags of the pages of the seeds, which no fuzzer wrote."""
    seeds = read_corpus("seeds", tables=TABLES).documents
    pages = [tags_of(marked_text(annotate(seed, TABLES).findings).page()) for seed in seeds]
    return pages[0] | pages[1]


def tags_of(page: str) -> Counter[str]:
    """Count the tags of a page; none may act on an event or lead into a script."""
    tags = _Tags()
    tags.feed(page)
    return tags.counts


def carry(data: bytes) -> None:
    """Import a file in a format (the first byte says which), and export what came."""
    readable = [format.name for format in FORMATS.values() if format.read]
    name = readable[(data[0] if data else 0) % len(readable)]
    with tempfile.TemporaryDirectory() as folder:
        path = _file_of(Path(folder), name, data[1:])
        try:
            imported = import_records(path, name, [NOTE] if len(data) % 2 else None, TABLES)
        except NkpressureError:
            return
        _export(imported.records)


def _file_of(folder: Path, format: str, content: bytes) -> Path:
    if format == "brat":
        (folder / "note.txt").write_bytes(NOTE.text.encode())
        (folder / "note.ann").write_bytes(content)
        return folder
    path = folder / ("note.qdpx" if format == "refi-qda" else "note")
    path.write_bytes(content)
    return path


def _export(records: tuple[dict[str, object], ...]) -> None:
    for format in FORMATS.values():
        if format.write:
            try:
                list(export_records(records, [NOTE], format.name, TABLES).files)
            except NkpressureError:
                continue


SUFFIXES = (
    ".txt",
    ".html",
    ".pdf",
    ".docx",
    ".jsonl",
    ".csv",
    ".parquet",
    ".zip",
    ".txt.gz",
    ".json",
)
_WORD_SHELL = docx(("", "x"))


def read(data: bytes) -> None:
    """Read a file of a kind (the first byte says which): documents, or the reason why not."""
    place = (data[0] if data else 0) % (len(SUFFIXES) + len(WRAPPED))
    started = time.process_time()
    if place < len(SUFFIXES):
        documents = _documents_of(f"file{SUFFIXES[place]}", data[1:])
    else:
        ending = list(WRAPPED)[place - len(SUFFIXES)]
        documents = WRAPPED[ending](data[1:])
    took = time.process_time() - started
    assert took < _SECONDS + _SECONDS_A_CHARACTER * len(data), f"{took:.1f} s"
    for document in documents:
        _hold(document)


def _hold(document: Document) -> None:
    """Whatever the file, a document has words, and what is told of it lies in its text in order."""
    assert document.text.strip(), "a document without words"
    for spans in ([part.span for part in document.parts], [p.span for p in document.pages]):
        assert spans == sorted(spans), "parts out of order"
        assert all(0 <= span.start <= span.end <= len(document.text) for span in spans)
    for said in (document.title, document.author, document.outlet, document.url):
        assert said is None or said.strip(), "a fact without words"


def _documents_of(name: str, data: bytes) -> tuple[Document, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            corpus = read_corpus(path, tables=TABLES)
        except NkpressureError as error:
            _one_line(str(error))
            return ()
    for unread in corpus.unread:
        _one_line(unread.reason)
    return corpus.documents


def _one_line(reason: str) -> None:
    assert reason.strip(), "no reason"
    assert len(reason.splitlines()) == 1, reason


def _alone(name: str, data: bytes) -> tuple[Document, ...]:
    """Read bytes without a file around them, as they come out of an archive."""
    try:
        return (to_document("fuzz", data, name, TABLES),)
    except NkpressureError as error:
        _one_line(str(error))
        return ()


def _word(xml: bytes) -> tuple[Document, ...]:
    """Read a Word document whose text is given, in a package that is right otherwise."""
    with zipfile.ZipFile(io.BytesIO(_WORD_SHELL)) as shell:
        parts = {info.filename: shell.read(info) for info in shell.infolist()}
    return _alone("a.docx", zipped({**parts, "word/document.xml": xml}))


def _member(data: bytes) -> tuple[Document, ...]:
    """Read an archive of a member whose name stands before the first line feed."""
    name, _, content = data.partition(b"\n")
    shown = name.decode("utf-8", "replace").partition("\0")[0] or "a.txt"
    return _documents_of("a.zip", zipped({shown: content}))


# What a mutation would only break is put around the bytes: checksums and packing.
WRAPPED: dict[str, Callable[[bytes], tuple[Document, ...]]] = {
    "page": partial(_alone, "a.html"),
    "pdf": partial(_alone, "a.pdf"),
    "word": _word,
    "member": _member,
    "packed": lambda data: _documents_of("a.txt.gz", gzip.compress(data, mtime=0)),
    "list": lambda data: _documents_of("documents.csv", data),
}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] += 1
        for name, value in attrs:
            assert not name.startswith("on"), f"an event handler {name} in <{tag}>"
            if name in {"href", "src", "action"}:
                address = (value or "").strip().lower()
                assert not address.startswith(("javascript:", "data:text", "vbscript:")), address


def vocabulary() -> list[str]:
    """Return words and signs that lead into the finders: of every table of cues, and odd ones."""
    words = {
        cell
        for path in sorted((Path(__file__).parents[2] / "src/nkpressure/tables").glob("*.csv"))
        if not path.name.startswith(("maps", "outlines", "looks", "columns", "losses"))
        for line in path.read_text(encoding="utf-8").splitlines()[1:400]
        for cell in line.split(",")[:3]
        if 0 < len(cell) < 40
    }
    return [*_ODD, *sorted(words)]


_ODD = [
    *" \n\t.,;:!?\"'()[]-\u2013\u2014\u2026\u201c\u201d\u2018\u2019\u00ab\u00bb%$&/",
    "\r\n",
    "\n\n",
    "\u00a0",
    "\u202e",
    "\u200b",
    "\x00",
    "\ud800",
    "🙂",
    "서울",
    "王恩濱",
    "e\u0301",
    "\x85",
    "\u2028",
    "\u0661\u0662",
    "²",
    "Ⅻ",
    "½",
    "1,000",
    "2,5",
    "1e9",
    "9" * 40,
    "0",
    "3.5",
    "2270",
    "2231",
    "1718 (2006)",
    "S/RES/",
    "$1.2",
    "30 February 2018",
    "2018-13-45",
    "July",
    "said",
    "U.S.",
    "[\u2026]",
    "<b>",
    "</style>",
    "{{ 7*7 }}",
    "https://example.org/a?b=c",
    "@who",
    "#tag",
]


def text_of(data: bytes, words: list[str]) -> str:
    """Turn bytes into a text: two bytes a word of the list, or a character as it stands."""
    pairs = (data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2))
    return "".join(
        chr(number & 0x3FFF)
        if number >= 0xC000
        else words[number % len(words)] + (" " if number & 0x2000 else "")
        for number in pairs
    )


TARGETS: dict[str, Callable[[str], None] | Callable[[bytes], None]] = {
    "finders": find_in,
    "report": show,
    "exchange": carry,
    "readers": read,
}
ON_TEXT = frozenset({"finders", "report"})
