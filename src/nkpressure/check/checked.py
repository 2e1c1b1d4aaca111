"""How far a row of a fact table has been checked against its source."""

from enum import StrEnum
from urllib.parse import urlsplit


class Checked(StrEnum):
    """Whether somebody has seen the source of a row."""

    YES = "yes"
    PARTIAL = "partial"
    NO = "no"


_SAID = {
    Checked.YES: "checked",
    Checked.PARTIAL: "partly checked",
    Checked.NO: "not checked",
}


def source_words(source: str, checked: Checked) -> str:
    """Return where a row comes from, short enough for a sentence.

    >>> source_words("https://www.nknews.org/2014/06/merged/; http://kbs.co.kr/x", Checked.YES)
    'www.nknews.org, checked'
    """
    first = source.partition(";")[0].strip()
    return f"{urlsplit(first).netloc or first or 'no source'}, {_SAID[checked]}"
