"""What is read once for all finders must be what each would read by itself."""

import pickle
from pathlib import Path

import pytest
from taken_time import keeps_within

from nkpressure.find.everything import find_everything
from nkpressure.find.grammar import words_of
from nkpressure.find.numbers import find_numbers, may_hold_number
from nkpressure.find.phrase_search import PhraseMatch, PhraseSearch
from nkpressure.find.phrases import PhraseFinder, SharedSearch
from nkpressure.find.plain_text import plain
from nkpressure.model import Document
from nkpressure.tables import read_tables

SEEDS = Path(__file__).parents[2] / "seeds"

FINDER = PhraseFinder([("talks", "N", False), ("The talks", "T", True), ("Kim Il Sung", "K", True)])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Trade fell. The talks ended, and talks began.", 12, 45),
        ("ReplyThe talks ended there.", 5, 27),  # furniture glued before the stretch
        ("The talksShare and more", 0, 9),  # and behind it
        ("met atKim Il SungSquare today", 0, 29),
        ("the talks and the tal", 4, 7),  # a stretch that ends within a phrase
    ],
    ids=["within", "glued before", "glued behind", "lost spaces", "cut off"],
)
def test_a_stretch_holds_what_its_words_alone_hold(text: str, start: int, end: int) -> None:
    alone = [
        (match.start + start, match.end + start, match.entries)
        for match in FINDER.find(text[start:end])
    ]
    assert [tuple(match) for match in FINDER.find_in(text, start, end)] == alone


@pytest.mark.parametrize(
    "text",
    [
        "The talks with Kim Il Sung ended; KIM IL SUNG and kim il sung, the talks.",
        "met atKim Il SungSquare, talksKim Il Sungent",
        "China\u2019s\ntalks, 朝鲜talks, talks朝鲜, Étalks, talks\u0130, \u0130 talks",
        "",
    ],
    ids=["capitals", "lost spaces", "other letters", "empty"],
)
def test_a_search_shared_by_finders_gives_each_its_own(text: str) -> None:
    phrases = [("talks", "T", False), ("Kim Il Sung", "K", True), ("il sung", "I", False)]
    odd = [("China's talks", "C", True), ("\u0130 talks", "O", False), ("Il Sung", "S", True)]
    tables = [phrases, odd, [], phrases[1:]]
    alone = [PhraseFinder(table).find_all(text) for table in tables]
    finders = [PhraseFinder(table) for table in tables]
    SharedSearch(finders).read(text)
    assert [finder.find_all(text) for finder in finders] == alone
    stretch = (0, min(12, len(text)))
    assert finders[0].find_in(plain(text), *stretch) == PhraseFinder(phrases).find_in(
        text, *stretch
    )


def test_a_shared_search_is_left_behind_by_the_next_text() -> None:
    finder = PhraseFinder([("talks", "N", False)])
    shared = SharedSearch([finder])
    shared.read("talks ended")
    shared.read("no more talks")
    assert [match.start for match in finder.find("talks ended")] == [0]
    assert [match.start for match in finder.find("no more talks")] == [8]


def test_a_document_is_searched_once_for_the_phrases_of_all_finders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    text = "\n\n".join([*texts, "Nobody has read this before."])
    searched: list[int] = []
    search = PhraseSearch.find

    def counted(self: PhraseSearch, shown: str) -> list[list[PhraseMatch[object]]]:
        if plain(shown) == plain(text):
            searched.append(len(shown))
        return search(self, shown)

    monkeypatch.setattr(PhraseSearch, "find", counted)
    find_everything(Document("note", text))
    # a finder that looks through whole texts has its line in `phrase_tables`
    assert len(searched) == 1


def test_a_plain_text_made_anew_is_not_compared_for_each_stretch() -> None:
    finder = PhraseFinder([("talks", "N", False)])
    text = "no more\ntalks " + "x" * 4_000_000
    SharedSearch([finder]).read(text)
    anew = plain(text)
    assert [match.start for match in finder.find_in(anew, 0, 13)] == [8]
    assert keeps_within(0.2, lambda: [finder.find_in(anew, 0, 13) for _ in range(4_000)])


def test_words_of_a_stretch_are_read_once() -> None:
    text, tables = "China's envoy left. It said so.", read_tables()
    assert words_of(text, 0, 19, tables) is words_of(text, 0, 19, read_tables())
    assert [word.low for word in words_of(text, 20, 31, tables)] == ["it", "said", "so", "."]


def test_tables_stay_one_object_when_a_worker_receives_them() -> None:
    tables = read_tables()
    assert pickle.loads(pickle.dumps(tables)) is tables


@pytest.mark.parametrize(
    "text",
    ["a half of it", "dozens left", "an hundred", "5,000 tons", "half a million", "two-thirds"],
)
def test_every_number_passes_the_quick_question(text: str) -> None:
    assert find_numbers(text)
    assert may_hold_number(text, 0, len(text), read_tables())


def test_plain_characters_stand_one_for_one() -> None:
    odd = "a\tb\u00a0\u2018c\u2019 \u201cd\u201d\u2013e\r\n"
    assert plain(odd) == "a b 'c' \"d\"-e  "
