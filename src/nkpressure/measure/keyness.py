"""Keyness: which words one text or layer uses more than another, with how much more.

The test is the log-likelihood ratio (Dunning 1993) in the form for two corpora of Rayson and
Garside (2000): over the two observed counts alone, each against its share of the sum. It says how
surely there is a difference; the log ratio (Hardie 2014) says how large it is: 1 is twice as
often, 2 four times.
"""

from collections import Counter
from collections.abc import Sequence
from math import log, log2

import pandas as pd

from nkpressure.find.everything import Findings
from nkpressure.measure.text_words import each_with, key_of, stop_words, words_by_sentence
from nkpressure.model import Span
from nkpressure.records import annotation_ids

# Critical values of chi-square with one degree of freedom (Rayson, Berridge and Francis 2004).
_CRITICAL = ((15.13, "p < 0.0001"), (10.83, "p < 0.001"), (6.63, "p < 0.01"), (3.84, "p < 0.05"))
_UNSEEN = 0.5  # what a word counts that one side lacks, so that its ratio is finite


def count_words(
    findings: Findings | Sequence[Findings],
    within: Sequence[Span] | Sequence[Sequence[Span]] | None = None,
    *,
    small_words: bool = False,
) -> pd.DataFrame:
    """Count the words of articles, or those within some stretches, the most frequent first.

    Columns: word, count, and the id of the first sentence that holds it. The counts of the small
    words, such as "the", are left out of the rows; the attribute `total` counts all words.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> counts = count_words(find_everything(Document("n", "Coal is the trade. The coal trade.")))
    >>> counts[["word", "count"]].values.tolist(), counts.attrs["total"]
    ([['coal', 2], ['trade', 2]], 7)
    """
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    total = 0
    for article, spans in each_with(findings, within):
        ids = annotation_ids(article.document, article.annotations())
        small = frozenset() if small_words else stop_words(article.tables)
        for sentence, words in words_by_sentence(article, spans):
            total += len(words)
            for word in words:
                key = key_of(article.document.text, word)
                if key not in small:
                    counts[key] += 1
                    first.setdefault(key, ids[id(sentence)])
    rows = [(word, count, first[word]) for word, count in counts.items()]
    table = pd.DataFrame(rows, columns=["word", "count", "id"])
    table = table.sort_values(["count", "word"], ascending=[False, True], ignore_index=True)
    table.attrs["total"] = total
    return table


def keyness(counts: pd.DataFrame, reference: pd.DataFrame, *, least: int = 2) -> pd.DataFrame:
    """Compare two counts of words: what the first has more of, or less, the surest first.

    Both come from `count_words`. Words that the two have fewer than `least` times together are left
    out. Columns: word, count, reference_count, per_1000, reference_per_1000, log_likelihood,
    log_ratio (positive: more often in the first), chance (the level of p that is reached), id.
    """
    size, other_size = counts.attrs["total"], reference.attrs["total"]
    columns = ["word", "count", "reference_count", "per_1000", "reference_per_1000"]
    columns += ["log_likelihood", "log_ratio", "chance", "id"]
    if not size or not other_size:
        return pd.DataFrame(columns=columns)
    joined = counts.merge(reference, on="word", how="outer", suffixes=("", "_other"))
    joined["id"] = joined["id"].where(joined["id"].notna(), joined["id_other"])
    joined = joined.fillna({"count": 0, "count_other": 0})
    joined = joined[joined["count"] + joined["count_other"] >= least]
    rows = []
    for word, count, other, place in joined[["word", "count", "count_other", "id"]].itertuples(
        index=False
    ):
        surely = log_likelihood(int(count), int(other), size, other_size)
        rows.append(
            {
                "word": word,
                "count": int(count),
                "reference_count": int(other),
                "per_1000": round(1000 * count / size, 1),
                "reference_per_1000": round(1000 * other / other_size, 1),
                "log_likelihood": round(surely, 2),
                "log_ratio": round(log_ratio(int(count), int(other), size, other_size), 2),
                "chance": next((told for limit, told in _CRITICAL if surely >= limit), None),
                "id": place,
            }
        )
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["log_likelihood", "word"], ascending=[False, True], ignore_index=True)


def log_likelihood(count: int, other: int, size: int, other_size: int) -> float:
    """Return G2 of a word's counts in two texts of given sizes.

    >>> round(log_likelihood(10, 5, 1000, 2000), 3)  # 2 (10 ln 10/5 + 5 ln 5/10)
    6.931
    """
    share = (count + other) / (size + other_size)
    pairs = ((count, size * share), (other, other_size * share))
    return 2 * sum(seen * log(seen / expected) for seen, expected in pairs if seen)


def log_ratio(count: int, other: int, size: int, other_size: int) -> float:
    """Return how often the first share contains the second, as a power of two.

    >>> log_ratio(10, 5, 1000, 2000)
    2.0
    """
    return log2((count or _UNSEEN) * other_size / ((other or _UNSEEN) * size))
