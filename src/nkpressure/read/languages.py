"""Tells the language of a text that is not plainly English, without asking any server."""

import re
from functools import cache
from typing import Any

_LETTERS = re.compile(r"[^\W\d_]")
_OWN_SCRIPT = re.compile(r"[\u0370-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\ud7a3]")
_FEWEST_LETTERS = 200  # of a text in Latin letters; fewer tell too little
_FEWEST_SIGNS = 20  # of a script that few languages share
_LEAST_SURE, _LEAST_SURE_BY_SCRIPT = 0.9, 0.5

# Of the press; rare ones would share out what is sure of a large neighbour (Chinese and Wu).
_LANGUAGES = (
    "ar az be bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko ky lt lv mn "
    "ms my ne nl no pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur uz vi zh"
)


def other_language(text: str) -> str | None:
    """Return the code of the language of a text (ISO 639-1); None where it is too short to tell.

    >>> other_language("북한은 제재 완화를 요구했다. 중국 외교부는 이 보도를 확인하지 않았다.")
    'ko'
    >>> other_language("Beijing objects.") is None
    True
    """
    letters = len(_LETTERS.findall(text))
    signs = len(_OWN_SCRIPT.findall(text))
    by_script = signs >= _FEWEST_SIGNS and signs >= letters / 2
    if letters < _FEWEST_LETTERS and not by_script:
        return None
    language, sure = _identifier().classify(text.encode("utf-8", "replace").decode("utf-8"))
    return str(language) if sure >= (_LEAST_SURE_BY_SCRIPT if by_script else _LEAST_SURE) else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # slow; few documents need it

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
