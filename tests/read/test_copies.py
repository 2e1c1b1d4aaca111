"""Copies are found and linked to the first of them, exact or with another head and tail."""

import pytest

from nkpressure.cli import main
from nkpressure.model import Document, GivenPart, Role, Span
from nkpressure.read.copies import Copy, find_copies, find_exact_copies

WIRE = " ".join(
    f"In the {number} month traders at the bridge counted {number} lorries with coal and {other} "
    f"with seafood, the customs office of the {other} district said."
    for number, other in zip(
        ("first", "second", "third", "fourth", "fifth"),
        ("northern", "southern", "eastern", "western", "central"),
        strict=True,
    )
)
OTHER = " ".join(
    f"The {word} envoy spoke of {word} talks in Stockholm, where nobody had hoped for a {word} end."
    for word in ("patient", "weary", "hopeful", "silent", "curt")
)
SHORTENED = f"SEOUL (Wire) -- {WIRE[: int(len(WIRE) * 0.8)]} Read more."


def test_copies_are_linked_to_the_first() -> None:
    documents = [
        Document("wire", WIRE),
        Document("other", OTHER),
        Document("again", f"  {WIRE.replace(' ', chr(10))}"),
        Document("paper", SHORTENED),
        Document("blog", f"{SHORTENED} What do you think?"),
    ]
    found = find_copies(documents)
    assert [(copy.document, copy.copy_of) for copy in found] == [
        ("again", "wire"),
        ("paper", "wire"),
        ("blog", "wire"),
    ]
    assert found[0].likeness == 1.0
    assert all(0.5 <= copy.likeness < 1 for copy in found[1:])
    assert find_exact_copies(documents) == [Copy("again", "wire", 1.0)]


def test_the_furniture_of_a_page_does_not_count() -> None:
    menu = "Home News Sport Weather Contact " * 20

    def page(id: str, article: str) -> Document:
        text = menu + article
        parts = (
            GivenPart(Span(0, len(menu)), Role.BOILERPLATE, "navigation", "markup of the page"),
            GivenPart(Span(len(menu), len(text)), Role.BODY, "paragraph", "article of the page"),
        )
        return Document(id, text, parts=parts)

    assert find_copies([page("a", WIRE), page("b", OTHER)]) == []
    assert [copy.document for copy in find_copies([page("a", WIRE), page("b", WIRE)])] == ["b"]


@pytest.mark.parametrize("text", ["", "Talks failed.", "???"])
def test_short_texts_are_no_near_copies(text: str) -> None:
    assert find_copies([Document("a", text), Document("b", f"{text} So.")]) == []


def test_the_command_lists_them(tmp_path, capsys) -> None:
    for name, text in {"a": WIRE, "b": SHORTENED, "c": OTHER, "d": WIRE}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["copies", str(tmp_path)]) == 0
    head, near, exact = capsys.readouterr().out.splitlines()
    assert head == "document,copy_of,likeness"
    assert near.startswith("b,a,0.")
    assert exact == "d,a,1.0"
