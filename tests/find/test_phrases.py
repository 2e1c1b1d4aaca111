"""Phrases of a table are found wherever they stand as whole words, and nowhere else."""

import pytest
from brackets import bracketed, marked

from nkpressure.find.phrases import PhraseFinder

FINDER = PhraseFinder(
    [
        ("coal", "coal", False),
        ("coal exports", "exports", False),
        ("Kim Il Sung", "name", True),
        ("Pak", "surname", True),
        ("US", "country", True),
        ("$", "dollar", False),
        ("-led", "led", False),
        ("朝鲜", "north", False),
        ("Straße", "street", False),
    ]
)


@pytest.mark.parametrize(
    "shown",
    [
        "[Coal], charcoal, coals and [COAL].",
        "Of [coal] exporters one asked.",
        "[Coal\u00a0exports] fell, and [coal\nexports] rose.",
        "Give us what the [US] gave; USA and US3 are others.",
        "[Pak] met Paks, atPak, PakSung.",
        "He met at[Kim Il Sung]Square; Comrade[Kim Il Sung]ent word; KIM IL SUNG and kim il sung.",
        "It cost [$]5 in a [US][-led] plan, not a led one.",
        "中[朝鲜]军 and DPRK[朝鲜]x",
        "The [STRAßE] and the [straße], no strasse.",
        "",
    ],
    ids=[
        *("capitals", "a word joined on", "odd spaces", "exact", "one name glued", "lost spaces"),
        *("marks", "signs without spaces", "letters that grow", "empty"),
    ],
)
def test_whole_words_are_found(shown: str) -> None:
    text, _ = marked(shown)
    assert bracketed(text, [match.span for match in FINDER.find(text)]) == shown
