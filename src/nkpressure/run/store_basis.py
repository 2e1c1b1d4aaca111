"""On what the records of a store rest besides the texts: tables, the rules' code, software."""

import hashlib
from functools import cache
from pathlib import Path

import nkpressure
from nkpressure.run.digests import digest
from nkpressure.run.software import versions_of
from nkpressure.tables import Tables

_PACKAGE = Path(nkpressure.__file__).parent
# The code between a text and its records. What only reports or people who code need is not here:
# ten million documents must not be annotated anew because a figure has got another colour.
_RULES = (
    *("errors.py", "model.py", "tables.py", "codebook.py", "records.py", "run/annotated.py"),
    *("run/shard_tasks.py", "read", "find", "ledger", "check", "store/rows.py", "store/schemas.py"),
)
_AT_WORK = ("charset-normalizer", "nltk", "pyahocorasick")


def store_basis(tables: Tables) -> dict[str, str]:
    """Return checksums of all on which each record of a store rests, apart from its text."""
    return {"rules": rules_digest(), "tables": tables.digest, "software": digest(software())}


@cache
def rules_digest() -> str:
    """Return a checksum of the code that turns a text into records."""
    state = hashlib.sha256()
    for path in sorted(path for name in _RULES for path in _code(_PACKAGE / name)):
        state.update(path.relative_to(_PACKAGE).as_posix().encode())
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _code(path: Path) -> list[Path]:
    return [path] if path.is_file() else list(path.rglob("*.py"))


def software() -> dict[str, str | None]:
    """Return the versions of the software that can change a record."""
    return versions_of(_AT_WORK)
