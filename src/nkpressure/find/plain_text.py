"""The plain form of a text, for comparing only: plain spaces, quotes and hyphens, lower case.

Each character stands for one, so that offsets stay those of the untouched text.
"""

from nkpressure.read.lower_case import in_lower_case

_SPACES = (("\t", " "), ("\n", " "), ("\r", " "))
_SIGNS = (
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2009", " "),
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u02bc", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2012", "-"),
    ("\u2013", "-"),
)


def plain(text: str) -> str:
    r"""Return the text with plain spaces, quotes and hyphens, of the same length.

    >>> plain("China\u2019s\u00a0coal")
    "China's coal"
    """
    # ten times as fast as str.translate
    for sign, usual in _SPACES if text.isascii() else (*_SPACES, *_SIGNS):
        text = text.replace(sign, usual)
    return text


def lowered(text: str) -> str:
    r"""Return the plain text in lower case, of the same length (letters that would grow stay).

    >>> len(lowered("\u0130stanbul"))
    8
    """
    return in_lower_case(plain(text))
