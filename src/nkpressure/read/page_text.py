"""A web page -> the text that a reader sees, block after block, as the page orders it.

Nothing that is shown is left out: menus, notices and comments are part of the text. What is hidden
(scripts, styles, elements that are not displayed) is not.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from nkpressure.model import Span

_BLOCK_TAGS = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label
    legend li listing main menu nav ol optgroup option p pre search section summary table tbody
    td tfoot th thead tr ul xmp
"""
_UNSEEN_TAGS = """
    applet area audio base canvas datalist embed head iframe input link map meta noembed noframes
    noscript object param script select source style svg template textarea title track video
"""
BLOCKS, _UNSEEN = frozenset(_BLOCK_TAGS.split()), frozenset(_UNSEEN_TAGS.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BETWEEN = {"li": "\n", "dt": "\n", "dd": "\n", "tr": "\n", "td": "\t", "th": "\t"}
_DEEPEST = 24  # ancestors that are remembered of a block


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page: its place in the text, its words, and the elements around it.

    `around` holds the numbers of the elements, the outermost first, the block's own last.
    `linked` says that nothing but links stands in it.
    """

    span: Span
    words: str
    around: tuple[int, ...]
    linked: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """The visible text of a page, its blocks, and its elements by number."""

    text: str
    blocks: tuple[Block, ...]
    elements: tuple[html.HtmlElement, ...]


def visible_text(tree: html.HtmlElement) -> PageText:
    r"""Return the text that a reader of the page sees.

    >>> page = "<nav>Home</nav><p>Beijing <b>met</b>\n Seoul.</p><p hidden>No.</p>"
    >>> visible_text(html.document_fromstring(page)).text
    'Home\n\nBeijing met Seoul.'
    """
    collected, unseen = _Collected(), None
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and _is_unseen(element):
            walk.skip_subtree()
            unseen = element
        elif event == "start":
            collected.open(element)
        elif event == "end" and unseen is not None and element is unseen:
            collected.add(element.tail)
        elif event == "end":
            collected.close(element)
        else:
            collected.add(element.tail)
    collected.flush()
    return collected.page()


def _is_unseen(element: html.HtmlElement) -> bool:
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    return element.tag == "dialog" and element.get("open") is None


@dataclass
class _Collected:
    """What the walk has seen so far."""

    elements: list[html.HtmlElement] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    pieces: list[str | None] = field(default_factory=list)  # None is a line break
    links: int = 0  # how many <a> are open
    unlinked: list[int] = field(default_factory=list)  # after how many pieces words stand in none
    kept_as_set: int = 0  # how many <pre> are open
    separator: str = ""
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def open(self, element: html.HtmlElement) -> None:
        if element.tag in BLOCKS:
            self.flush()
            self._separate(_BETWEEN.get(element.tag, "\n\n"))
            self.stack.append(len(self.elements))
            self.elements.append(element)
            self.kept_as_set += element.tag == "pre"
        elif element.tag == "br":
            self.pieces.append(None)
        self.links += element.tag == "a"
        self.add(element.text)

    def close(self, element: html.HtmlElement) -> None:
        if element.tag in BLOCKS:
            self.flush()
            self.stack.pop()
            self.kept_as_set -= element.tag == "pre"
            self._separate(_BETWEEN.get(element.tag, "\n\n"))
        self.links -= element.tag == "a"
        self.add(element.tail)

    def add(self, words: str | None) -> None:
        if words:
            self.pieces.append(words)
            if not self.links and any(character.isalnum() for character in words):
                self.unlinked.append(len(self.pieces))

    def flush(self) -> None:
        """End the block that is open; two line breaks in a row divide it."""
        for number, (words, linked) in enumerate(self._divided()):
            self._separate("\n\n" if number else "")
            self._emit(words, linked)
        self.pieces.clear()
        self.unlinked.clear()

    def _divided(self) -> Iterator[tuple[str, bool]]:
        """Give the paragraphs of the block, and of each whether it is nothing but links."""
        if self.kept_as_set:
            whole = "".join("\n" if piece is None else piece for piece in self.pieces)
            parts = (part.strip("\r\n") for part in re.split(r"\n\s*\n", whole))
            yield from ((part, False) for part in parts if part.strip())
            return
        paragraph: list[str] = []
        first = 0
        for line, last in self._lines():
            if line:
                paragraph.append(line)
            elif paragraph:
                unlinked = bisect_right(self.unlinked, last) - bisect_right(self.unlinked, first)
                yield "\n".join(paragraph), not unlinked
                paragraph, first = [], last

    def _lines(self) -> Iterator[tuple[str, int]]:
        """Give each line and how many pieces lie before its end; at last an empty one."""
        line: list[str] = []
        for number, piece in enumerate([*self.pieces, None]):
            if piece is None:
                yield _SPACE.sub(" ", "".join(line)).strip(" "), number
                line = []
            else:
                line.append(piece)
        yield "", len(self.pieces)

    def _separate(self, separator: str) -> None:
        # Between two cells stands a tab, unless a larger block begins or ends there too.
        self.separator = max(self.separator, separator, key=_weight)

    def _emit(self, words: str, linked: bool) -> None:
        between = (self.separator or "\n\n") if self.blocks else ""
        start = self.length + len(between)
        self.parts += [between, words]
        self.length = start + len(words)
        around = self.stack if len(self.stack) <= _DEEPEST else _ends(self.stack)
        span = Span(start, self.length)
        self.blocks.append(Block(span, words, tuple(around), linked))
        self.separator = ""

    def page(self) -> PageText:
        return PageText("".join(self.parts), tuple(self.blocks), tuple(self.elements))


def _weight(separator: str) -> int:
    return ("", "\t", "\n", "\n\n").index(separator)


def _ends(stack: list[int]) -> list[int]:
    """Return the outermost and the innermost elements of a stack that is very deep."""
    return [*stack[: _DEEPEST // 2], *stack[-_DEEPEST // 2 :]]
