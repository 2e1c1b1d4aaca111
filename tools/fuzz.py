"""Looks for inputs that break a target, led by what of the code they reach (with atheris).

    python tools/fuzz.py finders --minutes 10 --to FOLDER

What breaks is written to FOLDER; mend it, and put the input into tests/fuzz/kept/, which
the tests run through the same target.
"""

import argparse
import importlib
import io
import sys
import tempfile
import traceback
import zipfile
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1] / "tests"
KEPT = TESTS / "fuzz" / "kept"
_LARGEST_SEED = 40_000  # bytes
sys.path[:0] = [str(TESTS), str(TESTS / "fuzz")]

with atheris.instrument_imports(include=["nkpressure", "pypdf"]):
    import fuzz_targets
    import many_formats

    importlib.import_module("pypdf")  # else it is imported, and not followed, with the first PDF


def main() -> None:
    """Fuzz one target for some minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(fuzz_targets.TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--to", type=Path, default=Path(tempfile.gettempdir()) / "nkpressure-fuzz")
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    seeds = tempfile.mkdtemp()
    write_seeds(arguments.target, Path(seeds))
    words = fuzz_targets.vocabulary()
    check = fuzz_targets.TARGETS[arguments.target]
    on_text = arguments.target in fuzz_targets.ON_TEXT
    seen: set[str] = set()

    def one(data: bytes) -> None:
        given = fuzz_targets.text_of(data, words) if on_text else data
        try:
            check(given)
        except Exception as error:  # every kind: each is a find
            where = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}"
            if name not in seen:
                seen.add(name)
                kept = arguments.to / f"{arguments.target}-{name}"
                raw = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
                kept.write_bytes(raw)
                kept.with_suffix(".trace").write_text(traceback.format_exc(), encoding="utf-8")
                sys.stderr.write(f"\nfound: {kept}: {error!r}"[:500] + "\n")

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={int(arguments.minutes * 60)}",
            "-max_len=600" if on_text else f"-max_len={_LARGEST_SEED}",
            "-timeout=60",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={arguments.to}/",
            seeds,
        ],
        one,
    )
    atheris.Fuzz()


def write_seeds(target: str, folder: Path) -> None:
    """Write inputs to start from: of each format a file that is right."""
    for number, (name, data) in enumerate(sorted(starts(target).items())):
        (folder / f"{number:03d}-{name}").write_bytes(data)


def starts(target: str) -> dict[str, bytes]:
    """Return right inputs of a target by name; for texts, some bytes."""
    if target in fuzz_targets.ON_TEXT:
        return {f"bytes-{n}": bytes((n * 37 + i * 11) % 256 for i in range(200)) for n in range(8)}
    if target == "exchange":
        return _exports()
    return _files()


def _exports() -> dict[str, bytes]:
    from nkpressure.exchange.formats import FORMATS
    from nkpressure.exchange.journeys import export_records
    from nkpressure.run.annotated import annotate

    note = fuzz_targets.NOTE
    records = annotate(note, fuzz_targets.TABLES).records
    readable = [format.name for format in FORMATS.values() if format.read]
    files = {}
    for place, name in enumerate(readable):
        if FORMATS[name].write:
            for file, content in export_records(records, [note], name, fuzz_targets.TABLES).files:
                files[f"{name}-{Path(file).name}"] = bytes([place]) + content
    return files


def _files() -> dict[str, bytes]:
    """Return right files of all formats, whole and as the ways of the target that wrap them."""
    with tempfile.TemporaryDirectory() as folder:
        many_formats.write_good(Path(folder))
        many_formats.write_bad(Path(folder) / "bad")
        right = {p.name: p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}
    places = {suffix: place for place, suffix in enumerate(fuzz_targets.SUFFIXES)}
    files = {
        f"file-{name}": bytes([place]) + data
        for name, data in right.items()
        for suffix, place in places.items()
        if name.endswith(suffix) and len(data) < _LARGEST_SEED
    }
    pages = sorted((TESTS / "read" / "pages").rglob("*.html"))
    wrapped = {
        "page": [page.read_bytes()[:_LARGEST_SEED] for page in pages],
        "pdf": [right["brief.pdf"], right["locked.pdf"], right["scan.pdf"]],
        "word": [_text_of_word(right["letter.docx"]), many_formats.ENTITIES],
        "member": [b"a/b.csv\n" + right["press.csv"], b"../a.html\n" + right["page.html"]],
        "packed": [right["western.txt"], right["utf16.txt"]],
        "list": [b"id,file,text,published\na,,Seoul agreed.,2018-07-23\nb,../b.txt,,\n"],
    }
    for at, (way, starts) in enumerate(wrapped.items(), len(places)):
        assert list(fuzz_targets.WRAPPED)[at - len(places)] == way, way
        files |= {f"{way}-{n}": bytes([at]) + data for n, data in enumerate(starts)}
    for kept in sorted((KEPT / "readers").glob("*")):
        files[kept.name] = kept.read_bytes()
    return files


def _text_of_word(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read("word/document.xml")


if __name__ == "__main__":
    main()
