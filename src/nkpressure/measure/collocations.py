"""Collocations: which words stand near a word more often than chance would have it.

Co-occurrence on the surface, within a sentence (Evert 2008): each word counts once if it stands
within reach of the node. NLTK gives the log-likelihood of the fourfold table; log Dice (Rychlý
2008) says how strong the bond is, at most 14, and does not grow with the length of the text.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log2

import pandas as pd
from nltk.metrics.association import BigramAssocMeasures

from nkpressure.find.everything import Findings
from nkpressure.find.plain_text import lowered
from nkpressure.measure.concordance import word_pattern
from nkpressure.measure.text_words import each_with, key_of, stop_words, words_by_sentence
from nkpressure.model import Span
from nkpressure.records import annotation_ids

_likelihood: Callable[[int, tuple[int, int], int], float] = BigramAssocMeasures.likelihood_ratio
_COLUMNS = ["word", "together", "left", "right", "count", "log_likelihood", "log_dice", "id"]


def collocations(
    findings: Findings | Sequence[Findings],
    word: str,
    within: Sequence[Span] | Sequence[Sequence[Span]] | None = None,
    *,
    reach: int = 5,
    least: int = 2,
) -> pd.DataFrame:
    """List the words that stand within `reach` words of a word, the most surely bound first.

    Columns: word, together (how often near), left and right of it, count (in all), log_likelihood,
    log_dice, and the id of the first sentence with both. Left out are small words, words found near
    fewer than `least` times, and those that are near no more often than chance would have it.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> note = find_everything(Document("n", "Coal sanctions bite. Coal sanctions end. Talk on."))
    >>> collocations(note, "sanctions")[["word", "together", "left"]].values.tolist()
    [['coal', 2, 2]]
    """
    pairs = each_with(findings, within)
    small = stop_words(pairs[0][0].tables) if pairs else frozenset()
    pattern = word_pattern(word)
    near = _Near(reach)
    for article, spans in pairs:
        ids = annotation_ids(article.document, article.annotations())
        text = article.document.text
        low = lowered(text)
        for sentence, words in words_by_sentence(article, spans):
            nodes = [match.span() for match in pattern.finditer(low, sentence.start, sentence.end)]
            near.read([(word, key_of(text, word)) for word in words], nodes, ids[id(sentence)])
    rows = [
        near.row(key)
        for key, together in near.together.items()
        if key not in small and together >= least
    ]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table = table[table["log_likelihood"] > 0]
    return table.sort_values(["log_likelihood", "word"], ascending=[False, True], ignore_index=True)


class _Near:
    """Counts the words that stand near a node, and all words but the node."""

    def __init__(self, reach: int) -> None:
        self._reach = reach
        self._counts: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._nodes = 0
        self._first: dict[str, str] = {}
        self.together: Counter[str] = Counter()

    def read(
        self, words: Sequence[tuple[Span, str]], nodes: Sequence[tuple[int, int]], sentence: str
    ) -> None:
        """Count the words of one sentence, in which the nodes stand at given places."""
        held = [any(n[0] < w.end and w.start < n[1] for n in nodes) for w, _ in words]
        places = [at for at, is_node in enumerate(held) if is_node]
        self._nodes += len(nodes)
        for at, (_, key) in enumerate(words):
            if held[at]:
                continue
            self._counts[key] += 1
            near = [place - at for place in places if abs(place - at) <= self._reach]
            if near:
                self.together[key] += 1
                self._left[key] += min(near, key=abs) > 0
                self._first.setdefault(key, sentence)

    def row(self, key: str) -> dict[str, object]:
        """Return a word's row: its counts, and how surely and how closely it is bound."""
        together, count = self.together[key], self._counts[key]
        windows, total = sum(self.together.values()), sum(self._counts.values())
        more = together * total > count * windows
        sure = _likelihood(together, (windows, count), total)
        return {
            "word": key,
            "together": together,
            "left": self._left[key],
            "right": together - self._left[key],
            "count": count,
            "log_likelihood": round(float(sure), 2) if more else 0.0,
            "log_dice": round(14 + log2(2 * together / (self._nodes + count)), 2),
            "id": self._first[key],
        }
