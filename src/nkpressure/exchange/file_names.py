"""File names from document ids, and back."""

import hashlib
import re
from urllib.parse import quote, unquote

_LONGEST = 150
# Characters that XML 1.0 cannot hold
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_file_name(id: str) -> str:
    """Return a name that is safe on every disk and can be read back.

    >>> to_file_name("piie-2017-07"), to_file_name("../a b")
    ('piie-2017-07', '..%2Fa%20b')
    """
    name = quote(id, safe="-_.", errors="backslashreplace") or "%"
    if len(name) <= _LONGEST:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"{name[: _LONGEST - 13].rpartition('%')[0] or name[: _LONGEST - 13]}-{digest}"


def id_of_file(name: str) -> str:
    """Return the id from which a file's name was made.

    >>> id_of_file("..%2Fa%20b")
    '../a b'
    """
    return unquote(name) if name != "%" else ""
