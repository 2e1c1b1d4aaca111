"""Each exercise: full marks by its key, none for nothing, and each error is told by its name."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from nkpressure.codebook import read_codebook
from nkpressure.find.resolutions import resolutions
from nkpressure.measure.kappas import cohen_kappa, percent_agreement
from nkpressure.records import read_records
from nkpressure.shipped import shipped_folder
from nkpressure.tables import read_tables
from nkpressure.teach.answers import recordable, understand
from nkpressure.teach.exercises import Question, QuestionKind, read_exercises
from nkpressure.teach.explanations import rule_of
from nkpressure.teach.keys import KeyMark, keys_folder, needed_key
from nkpressure.teach.releases import shipped_exercises, solution_answer
from nkpressure.teach.scoring import score
from nkpressure.teach.verdicts import ErrorType, Mistake, Verdict

EXERCISES = read_exercises(shipped_exercises())
QUESTIONS = list(EXERCISES.questions)
GOLD = shipped_folder("seeds") / "coders" / "first.jsonl"
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def key_of(question: Question) -> Any:
    return needed_key(question, EXERCISES, keys_folder(EXERCISES))


def verdict_on(question: Question, typed: Any) -> Verdict:
    return score(question, key_of(question), understand(question, recordable(question, typed)))


def test_the_eight_exercises_are_there() -> None:
    assert [exercise.name for exercise in EXERCISES.exercises] == [
        *("mark", "quotation", "instrument", "voices"),
        *("resolution", "percent", "coders", "index"),
    ]
    for exercise in EXERCISES.exercises:
        assert {q.practice for q in exercise.questions} == {True, False}
        assert exercise.goal.startswith("You ")
        assert 15 <= exercise.minutes <= 45


@each_question
def test_the_key_wins_full_marks(question: Question) -> None:
    verdict = verdict_on(question, solution_answer(key_of(question)))
    assert verdict.unclear == ()
    assert verdict.mistakes == ()
    assert (verdict.share, verdict.points) == (1.0, question.points)
    assert "All right." in str(verdict)


@each_question
@pytest.mark.parametrize("nothing", [None, [], {}, ""], ids=repr)
def test_nothing_wins_nothing(question: Question, nothing: object) -> None:
    verdict = verdict_on(question, nothing)
    assert (verdict.share, verdict.points, verdict.empty) == (0.0, 0.0, True)
    assert "nothing is answered yet" in str(verdict)
    for mistake in verdict.mistakes:
        assert mistake.sentence not in str(verdict) + verdict._repr_html_()


@each_question
def test_a_wrong_key_changes_the_points(question: Question) -> None:
    """What is right comes from the key alone: half an answer wins something, and not all."""
    answer = solution_answer(key_of(question))
    half = answer[1:] if isinstance(answer, list) else dict(list(answer.items())[1:])
    if half:
        assert 0 < verdict_on(question, half).share < 1


def spoilt(question: Question) -> Iterator[tuple[ErrorType, Any, str]]:
    """Give answers with one error each, and what the error is about."""
    key = key_of(question)
    right = solution_answer(key)
    if question.kind is QuestionKind.MARKS:
        yield from spoilt_marks(question, key, right)
    elif question.kind is QuestionKind.CODES:
        yield from spoilt_codes(question, key, right)
    elif question.kind is QuestionKind.CHAIN:
        yield ErrorType.LINK, [right[1], right[0], *right[2:]], right[0]
        yield ErrorType.LINK, [*right[:-2], right[-1]], right[-2]
        yield ErrorType.LINK, [*right[:1], "the weather", *right[1:]], "the weather"
    else:
        item, value = next(iter(right.items()))
        yield ErrorType.NUMBER, {**right, item: value + 1000}, item
        yield ErrorType.MISSED, {**right, item: None}, item


def spoilt_marks(question: Question, key: Any, right: Any) -> Iterator[tuple[ErrorType, Any, str]]:
    assert question.passage is not None
    wanted = next(mark for mark in key if not mark.optional)
    at = key.index(wanted)
    others = [*right[:at], *right[at + 1 :]]
    yield ErrorType.MISSED, others, wanted.words
    values = tuple(wanted.values.values())
    free = free_words(question.passage.text, key)
    yield ErrorType.SPURIOUS, [*right, (free, *values) if values else free], free
    wide = max(key, key=lambda mark: len(mark.words))
    at = key.index(wide)
    cut = wide.words.rsplit(" ", 1)[0] if " " in wide.words else None
    if cut and question.passage.text.count(cut) == 1:
        given = (cut, *wide.values.values()) if wide.values else cut
        yield ErrorType.BOUNDARY, [*right[:at], given, *right[at + 1 :]], wide.words
    for number, field in enumerate(question.fields):
        codes = list(values)
        other = next(c.code for c in field.choices if c.code != codes[number])
        codes[number] = other
        type = ErrorType.DIRECTION if field.name == "direction" else ErrorType.CODE
        at = key.index(wanted)
        yield type, [*right[:at], (wanted.typed, *codes), *right[at + 1 :]], wanted.words


def free_words(text: str, key: tuple[KeyMark, ...]) -> str:
    """Two neighbouring words that no mark of the key touches."""
    words = text.split(" ")
    for one, two in pairwise(words):
        place = text.find(f"{one} {two}")
        end = place + len(f"{one} {two}")
        clear = all(end <= mark.span.start or place >= mark.span.end for mark in key)
        if clear and text.count(f"{one} {two}") == 1 and (one + two).isalpha():
            return f"{one} {two}"
    raise AssertionError("this passage is all key")


def spoilt_codes(question: Question, key: Any, right: Any) -> Iterator[tuple[ErrorType, Any, str]]:
    item = key[0].item
    yield ErrorType.MISSED, {**right, item: None}, item
    for number, field in enumerate(question.fields):
        codes = list(key[0].values.values())
        codes[number] = next(c.code for c in field.choices if c.code != codes[number])
        type = ErrorType.DIRECTION if field.name == "direction" else ErrorType.CODE
        yield type, {**right, item: tuple(codes)}, item


SPOILT = [
    pytest.param(question, *case, id=f"{question.id}-{number}-{case[0].name.lower()}")
    for question in QUESTIONS
    for number, case in enumerate(spoilt(question))
]


@pytest.mark.parametrize(("question", "type", "typed", "about"), SPOILT)
def test_an_error_is_named_and_explained(
    question: Question, type: ErrorType, typed: Any, about: str
) -> None:
    verdict = verdict_on(question, typed)
    assert verdict.share < 1
    assert verdict.unclear == ()
    told = [each for each in verdict.mistakes if each.type is type or verdict.empty]
    assert any(about in each.sentence for each in told), str(verdict)
    assert verdict.empty or told[0].sentence in str(verdict)
    assert all(each.sentence[-1] in ".!?" for each in told)
    page = verdict.to_html()
    assert f"{told[0].type.value.capitalize()}:" in page or verdict.empty
    if type in (ErrorType.CODE, ErrorType.DIRECTION) and not verdict.empty:
        assert_rules_are_told(question, told)


def assert_rules_are_told(question: Question, told: list[Mistake]) -> None:
    """Both codes, the one that was given and the one of the key, with all of their rules."""
    rules = {rule_of(choice) for field in question.fields for choice in field.choices}
    assert len(told[0].rules) == 2
    assert set(told[0].rules) <= rules


def test_every_type_of_error_is_tried() -> None:
    tried = {case.values[1] for case in SPOILT}
    assert tried == set(ErrorType)


def test_a_rule_tells_what_goes_in_and_what_stays_out() -> None:
    code = read_codebook().code("S.SEC")
    told = rule_of(code)
    for words in (code.definition.rstrip("."), *code.include, *code.exclude):
        assert words in told


def test_nearly_right_is_worth_something() -> None:
    question = EXERCISES.question("instrument/arrests")
    right = solution_answer(key_of(question))
    whole = verdict_on(question, right).share
    narrow = verdict_on(question, [("more than ten entrepreneurs", *right[1][1:]), right[0]])
    family = verdict_on(question, [(right[0][0], "S.SEC", "tighten"), *right[1:]])
    other = verdict_on(question, [(right[0][0], "N.TALK", "tighten"), *right[1:]])
    assert 0 < narrow.share < whole
    assert other.share < family.share < whole


def test_punctuation_and_articles_at_the_edge_are_a_matter_of_taste() -> None:
    question = EXERCISES.question("mark/warm-up")
    right = solution_answer(key_of(question))
    typed = [("freeze on port calls.", "S"), *right[1:3], ("blockade,", "F"), right[4]]
    assert verdict_on(question, typed).share == 1


def test_everything_marked_wins_little() -> None:
    question = EXERCISES.question("mark/instruments")
    assert question.passage is not None
    words = sorted({word.strip("“”.,;:()") for word in question.passage.text.split()})
    typed = [(w, "S") for w in words if question.passage.text.count(w) == 1 and w]
    assert verdict_on(question, typed).share < 0.25
    assert verdict_on(question, [(question.passage.text, "S")]).share < 0.1


@each_question
def test_hints_lead_in_steps_and_do_not_begin_with_the_answer(question: Question) -> None:
    assert question.hints
    for part in key_of(question):
        words = getattr(part, "words", None)
        assert words is None or len(words) < 8 or words not in question.hints[0]


# The keys against the project's gold, and against what the package itself computes.


def gold(document: str, kind: str) -> list[dict[str, Any]]:
    records = read_records(GOLD)
    return [r for r in records if r["document"] == document and r["kind"] == kind]


def seed_of(question: Question) -> tuple[str, str, int]:
    """Return a passage's seed, the seed's text, and where the passage begins in it."""
    assert question.passage is not None
    seed = question.passage.source.removeprefix("seed ")
    with (shipped_folder("seeds") / f"{seed}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    assert text.count(question.passage.text) == 1
    return seed, text, text.index(question.passage.text)


FROM_SEEDS = [q for q in QUESTIONS if q.passage and q.passage.source.startswith("seed ")]


@pytest.mark.parametrize("question", FROM_SEEDS, ids=lambda question: question.id)
def test_a_passage_of_a_seed_stands_in_it_word_for_word(question: Question) -> None:
    seed_of(question)


def test_all_other_passages_are_marked_as_invented() -> None:
    others = {q.passage.source for q in QUESTIONS if q.passage and q not in FROM_SEEDS}
    assert others == {"invented for this exercise"}


@pytest.mark.parametrize(
    ("id", "kind", "fields"),
    [
        pytest.param("mark/actors", "actor", {}, id="actors"),
        pytest.param("mark/instruments", "instrument", {"code": "code"}, id="families"),
        pytest.param(
            "instrument/crack-down",
            "instrument",
            {"code": "code", "direction": "direction"},
            id="crack down",
        ),
        pytest.param(
            "instrument/arrests",
            "instrument",
            {"code": "code", "direction": "direction"},
            id="arrests",
        ),
        pytest.param("percent/figures", "quantity", {}, id="figures"),
    ],
)
def test_marks_agree_with_the_gold(id: str, kind: str, fields: dict[str, str]) -> None:
    question = EXERCISES.question(id)
    seed, _, first = seed_of(question)
    assert question.passage is not None
    last = first + len(question.passage.text)
    wanted = {
        (r["start"] - first, r["end"] - first, *(r[field] for field in fields.values()))
        for r in gold(seed, kind)
        if first <= r["start"] and r["end"] <= last
    }
    if id == "mark/instruments":  # the exercise asks for families only
        wanted = {(start, end, code.split(".")[0]) for start, end, code in wanted}
    keyed = {(m.span.start, m.span.end, *m.values.values()) for m in key_of(question)}
    assert keyed == wanted


def test_cited_resolutions_agree_with_gold_and_table() -> None:
    question = EXERCISES.question("resolution/cited")
    seed, _, _ = seed_of(question)
    numbered = {
        r["number"]: r["valid"] for r in gold(seed, "citation") if r.get("number") is not None
    }
    keyed = {m.words: m.values["status"] == "fits" for m in key_of(question)}
    assert keyed == numbered
    slip = next(r for r in gold(seed, "citation") if r.get("intended"))
    assert key_of(EXERCISES.question("resolution/meant"))[0].value == float(slip["intended"])


@pytest.mark.parametrize("id", ["resolution/looked-up", "resolution/cited"])
def test_what_resolutions_are_agrees_with_the_table(id: str) -> None:
    question = EXERCISES.question(id)
    table = resolutions(read_tables())
    for part in key_of(question):
        number = int(part.words if isinstance(part, KeyMark) else question.items[part.item])
        row = table[number]
        status = "other" if "e:PRK" not in row.concerns else "fits"
        if status == "fits" and row.adopted.isoformat() > "2017-07-13":
            status = "later"
        assert part.values["status"] == status
        if part.why and "Adopted on" in part.why:
            assert f"{row.adopted.day} {row.adopted:%B %Y}" in part.why


def test_quotations_agree_with_the_gold() -> None:
    question = EXERCISES.question("quotation/statement")
    seed, text, _ = seed_of(question)
    for part in key_of(question):
        words = question.items[part.item]
        kinds = {
            record["subkind"]
            for record in gold(seed, "attribution")
            for content in record["content"]
            if words in text[content["start"] : content["end"]]
            and len(words) > 0.4 * (content["end"] - content["start"])
        }
        assert part.values["kind"] in kinds, words
    verbatim = EXERCISES.question("quotation/verbatim")
    seed, text, first = seed_of(verbatim)
    direct = [r for r in gold(seed, "attribution") if r["subkind"] == "direct"]
    spans = [(c["start"], c["end"]) for r in direct for c in r["content"]]
    assert [text[start:end].strip("“”.") for start, end in spans if start >= first] == [
        key_of(verbatim)[0].words
    ]


def test_voices_agree_with_the_gold() -> None:
    question = EXERCISES.question("voices/wang")
    seed, _, _ = seed_of(question)
    block = next(
        r
        for r in gold(seed, "attribution")
        if r["subkind"] == "block" and "e:wang-enbin" in r["chain"]
    )
    names = {"e:wang-enbin": "Wang Enbin", "e:kyodo-news": "Kyodo"}
    chain = [names.get(voice, "the author") for voice in block["chain"]]
    assert [voice.name for voice in key_of(question)] == chain


@pytest.mark.parametrize(
    ("item", "seed", "words"),
    [
        ("a", "piie-2017-07", "there are three building blocks"),
        ("b", "piie-2017-07", "negotiations are ultimately the route out"),
        ("c", "piie-2017-07", "returning North Korean workers abroad"),
        ("d", "sino-nk-2018-07", "just back from a four-day visit"),
    ],
)
def test_levels_agree_with_the_gold(item: str, seed: str, words: str) -> None:
    question = EXERCISES.question("voices/counted")
    assert words in question.items[item]
    levels = {
        record["attribution_level"]
        for record in gold(seed, "attribution")
        if record["subkind"] == "indirect" and words in record["text"]
    }
    assert {key.values["level"] for key in key_of(question) if key.item == item} == levels


def test_measures_agree_with_the_gold() -> None:
    question = EXERCISES.question("percent/basis")
    seed, _, _ = seed_of(question)
    for part in key_of(question):
        words = question.items[part.item]
        records = [r for r in gold(seed, "quantity") if words in r["text"]]
        assert [r.get("measure", "none") for r in records] == [part.values["measure"]]


def test_agreement_figures_are_those_of_the_package() -> None:
    notebook = (shipped_exercises() / "07_two_coders.ipynb").read_text(encoding="utf-8")
    cells = ["".join(cell["source"]) for cell in json.loads(notebook)["cells"]]
    table = next(cell for cell in cells if "| signal | 1 |" in cell).splitlines()
    ann, ben = (
        next(line for line in table if line.startswith(f"| {coder} |")).strip("|").split("|")[1:]
        for coder in ("Ann", "Ben")
    )
    units = [(a.strip(), b.strip()) for a, b in zip(ann, ben, strict=True)]
    values = {part.item: part.value for part in key_of(EXERCISES.question("coders/agreement"))}
    assert values["percent"] == percent_agreement(units)
    assert values["kappa"] == pytest.approx(cohen_kappa(units), abs=0.0005)
