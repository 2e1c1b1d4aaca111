from math import log

import pandas as pd
import pytest

from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings, find_everything
from nkpressure.measure.collocations import collocations
from nkpressure.measure.concordance import concordance
from nkpressure.measure.keyness import count_words, keyness, log_likelihood, log_ratio
from nkpressure.measure.layers import layer_spans
from nkpressure.model import Document


def read(text: str) -> Findings:
    return find_everything(Document("note", text, author="Ann Lee"))


@pytest.mark.parametrize(
    ("word", "found"),
    [
        pytest.param("sanctions", ["Sanctions", "sanctions"], id="capitals"),
        pytest.param("sanction*", ["Sanctions", "sanctions", "sanctioned"], id="star"),
        pytest.param("coal  sanctions", ["coal sanctions"], id="phrase"),
        pytest.param("us", [], id="no part of a word"),
        pytest.param("dprk", ["DPRK"], id="part of a compound"),
        pytest.param("制裁", ["制裁"], id="Chinese"),
        pytest.param("a.c", [], id="no pattern of another kind"),
    ],
)
def test_finds_a_word_or_phrase(word: str, found: list[str]):
    note = read(
        "Sanctions hold. The coal sanctions bite. He sanctioned US-DPRK talks (对朝制裁). abc"
    )
    assert concordance(note, word)["text"].tolist() == ([*found] if word != "us" else ["US"])


def test_ends_the_context_with_the_sentence():
    note = read(
        "Trade fell.  Then coal,  iron and ore sanctions were set by Beijing. Talks failed."
    )
    [row] = concordance(note, "sanctions", reach=3).itertuples()
    assert (row.left, row.right) == ("iron and ore", "were set by")
    [row] = concordance(note, "sanctions", reach=30).itertuples()
    assert row.left == "Then coal, iron and ore"
    assert row.right == "were set by Beijing."
    assert row.id == "note#sentence-002"


def test_keeps_to_a_layer_and_says_whose_words_they_are():
    note = read("Sanctions bite. Xi Jinping said that the sanctions must go.")
    [row] = concordance(note, "sanctions", layer_spans(note, "reported")).itertuples()
    assert (row.voice, row.layer, row.right) == ("Xi Jinping", "reported", "must go.")
    assert concordance(note, "sanctions")["layer"].tolist() == ["own", "reported"]


@pytest.mark.parametrize("word", ["", "  ", "*", "**"])
def test_asks_for_a_word(word: str):
    with pytest.raises(WrongUseError, match="no word to look for"):
        concordance(read("Trade fell."), word)


def test_reckons_log_likelihood_as_by_hand():
    # Rayson and Garside: E1 = 1000 * (12 + 6) / 4000 = 4.5, E2 = 3000 * 18 / 4000 = 13.5;
    # G2 = 2 * (12 ln(12 / 4.5) + 6 ln(6 / 13.5)) = 2 * (11.7699 - 4.8656) = 13.809
    assert log_likelihood(12, 6, 1000, 3000) == pytest.approx(13.809, abs=0.001)
    assert log_likelihood(0, 5, 100, 100) == pytest.approx(2 * 5 * log(2))
    assert log_likelihood(10, 30, 1000, 3000) == pytest.approx(0)


def test_reckons_the_log_ratio_as_by_hand():
    assert log_ratio(12, 6, 1000, 3000) == pytest.approx(2.585, abs=0.001)  # log2 of 12 / 2
    assert log_ratio(4, 0, 1000, 1000) == 3  # 4 against a half that was not seen
    assert log_ratio(0, 4, 1000, 1000) == -3


def counts(total: int, **words: int) -> pd.DataFrame:
    table = pd.DataFrame(
        [(w, n, f"{w}-id") for w, n in words.items()], columns=["word", "count", "id"]
    )
    table.attrs["total"] = total
    return table


def test_ranks_words_by_how_surely_they_differ():
    table = keyness(counts(1000, coal=12, trade=10, once=1), counts(3000, coal=6, trade=30, oil=9))
    by_word = table.set_index("word")
    assert "once" not in by_word.index
    assert by_word.index[0] == "coal"
    assert by_word.loc["coal", "log_likelihood"] == 13.81
    assert by_word.loc["coal", "chance"] == "p < 0.001"
    assert by_word.loc["trade", ["log_likelihood", "log_ratio"]].tolist() == [0, 0]
    assert by_word.loc["oil", "log_ratio"] < 0
    assert by_word.loc["oil", "id"] == "oil-id"


def test_compares_nothing_with_an_empty_layer():
    note = read("Trade fell.")
    assert keyness(count_words(note), count_words(note, [])).empty


def test_counts_the_words_of_a_layer():
    note = read("Coal is sold. Xi Jinping said that coal must go.")
    table = count_words(note, layer_spans(note, "reported"))
    assert table["word"].tolist() == ["coal", "go", "must"]
    assert table.attrs["total"] == 4


def test_reckons_collocations_from_the_fourfold_table():
    note = read("Coal sanctions bite. Coal sanctions end. Coal is cheap. Talks go on and on.")
    [row] = collocations(note, "sanctions", reach=1).itertuples()
    # 12 words are no node; 4 stand beside one; of 3 times coal, 2 do
    seen = [(2, 4 * 3 / 12), (2, 4 * 9 / 12), (1, 8 * 3 / 12), (7, 8 * 9 / 12)]
    by_hand = 2 * sum(n * log(n / expected) for n, expected in seen)
    assert (row.word, row.together, row.left, row.right, row.count) == ("coal", 2, 2, 0, 3)
    assert row.log_likelihood == pytest.approx(by_hand, abs=0.005)
    assert row.log_dice == pytest.approx(14 + log(2 * 2 / (2 + 3), 2), abs=0.005)


def test_bounds_collocations_by_the_sentence():
    note = read("The sanctions bite. Coal rose. The sanctions end. Coal fell.")
    assert "coal" not in collocations(note, "sanctions", least=1)["word"].tolist()
