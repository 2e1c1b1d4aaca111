"""Writes articles of our own invention in every format that a corpus may come in."""

import gzip
import io
import json
import zipfile
from pathlib import Path

PROSE = (
    "The ministry of commerce in Beijing said on Tuesday that imports of coal from North Korea "
    "would stop at the end of the month. Traders in Dandong doubted it."
)


def pdf(pages: list[list[str]], *, trailer: str = "") -> bytes:
    """A PDF of pages of lines, in Helvetica, as the format's own book prints one."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        escaped = [line.translate({40: "\\(", 41: "\\)", 92: "\\\\"}) for line in lines]
        shown = " ".join(f"({line}) Tj T*" for line in escaped)
        stream = f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}trailer\n"
    end += f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def docx(*paragraphs: tuple[str, str]) -> bytes:
    """A Word document of (style, words)."""
    import docx as library

    word = library.Document()
    for style, words in paragraphs:
        word.add_paragraph(words, style=style or None)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def parquet(path: Path, rows: list[dict[str, object]]) -> None:
    import pyarrow
    from pyarrow import parquet as library

    library.write_table(pyarrow.Table.from_pylist(rows), path)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def html(title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav>Home</nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>Imprint</footer></body></html>"
    ).encode()


def write_good(folder: Path) -> None:
    """Twenty articles in files of all formats."""
    line = {"id": "wire-1", "text": PROSE, "published": "2017-02-18"}
    files = {
        "plain.txt": PROSE.encode(),
        "western.txt": f"{PROSE} The café – “closed”.".encode("cp1252"),
        "utf16.txt": PROSE.encode("utf-16"),
        "packed.txt.gz": gzip.compress(PROSE.encode()),
        "2017/february/deep.txt": PROSE.encode(),
        "page.html": html("Coal imports end", PROSE, PROSE.replace("coal", "iron ore")),
        "old.htm": html("Iron imports end", PROSE, PROSE.replace("coal", "iron ore")),
        "brief.pdf": pdf([["A note on coal", PROSE[:80], PROSE[80:]]]),
        "letter.docx": docx(("Title", "A letter"), ("", PROSE)),
        "wire.jsonl": f"{json.dumps(line)}\n{json.dumps({**line, 'id': 'wire-2'})}\n".encode(),
        "wire.jsonl.gz": gzip.compress(json.dumps({**line, "id": "wire-3"}).encode()),
        "press.csv": f'Headline,Body,Date\nCoal,"{PROSE}",18/02/2017\nOre,"{PROSE}",\n'.encode(),
        "tabs.tsv": f"text\tsource\n{PROSE}\tHarbor Ledger\n".encode(),
        "bundle.zip": zipped(
            {
                "one.txt": PROSE.encode(),
                "sub/two.html": html("Talks", PROSE, PROSE),
                "rows.csv": f"id,text\nrow,{json.dumps(PROSE)}\n".encode(),
                "three.pdf": pdf([[PROSE[:80], PROSE[80:]]]),
            }
        ),
    }
    write(folder, files)
    parquet(folder / "store.parquet", [{"id": "stored", "text": PROSE, "date": "2017-02-18"}])


def bomb() -> bytes:
    return zipped({"zeros.txt": bytes(64 * 2**20)})


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode()
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + b"]><w:document xmlns:w="
    b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    b"<w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
)


def poisoned_docx() -> bytes:
    """A Word document whose text grows without end when it is read."""
    with zipfile.ZipFile(io.BytesIO(docx(("", "x")))) as good:
        members = {info.filename: good.read(info) for info in good.infolist()}
    return zipped({**members, "word/document.xml": ENTITIES})


def write_bad(folder: Path) -> None:
    """Twenty that cannot be read, each in a file of its own."""
    files = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 20,
        "picture.txt": b"\x89PNG\r\n\x1a\n\x00",
        "blank.html": b"<html><body><script>draw()</script></body></html>",
        "no-markup.html": b"Beijing met Seoul.",
        "scan.pdf": pdf([[]]),
        "broken.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type",
        "not.pdf": b"Beijing met Seoul.",
        "locked.pdf": pdf([[PROSE]], trailer="/Encrypt << /Filter /Standard /V 9 >> "),
        "not.docx": b"Beijing met Seoul.",
        "zip.docx": zipped({"a.txt": b"x"}),
        "entities.docx": poisoned_docx(),
        "old.doc": b"\xd0\xcf\x11\xe0 old",
        "rich.rtf": b"{\\rtf1 Beijing met Seoul.}",
        "broken.zip": b"PK\x03\x04 broken",
        "bomb.zip": bomb(),
        "numbers.csv": b"year,tonnes\n2016,22\n2017,5\n",
        "not.parquet": b"PAR1 not",
        "broken.txt.gz": b"\x1f\x8b broken",
        "line.jsonl": b"{not json}\n",
    }
    assert len(files) == 20
    write(folder, files)


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
