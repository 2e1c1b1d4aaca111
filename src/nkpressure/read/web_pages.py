"""A saved web page -> a document: all that a reader sees is its text, the furniture is marked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree, html

from nkpressure.errors import UnreadableDocumentError, WrongUseError
from nkpressure.model import DateBasis, Document, GivenPart, Interval, Role
from nkpressure.read.page_article import Extract, article_shares, extract, reader_name, words_of
from nkpressure.read.page_furniture import BYLINE, block_cues
from nkpressure.read.page_text import Block, PageText, visible_text
from nkpressure.read.texts import to_text
from nkpressure.tables import Tables

_LARGEST = 50 * 1024 * 1024  # bytes; saved pages hold their pictures in files of their own
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|div|p|article|table|a|span)\b", re.IGNORECASE)
# All tags but those whose content is not shown, or shown above all else.
_TAG = re.compile(
    rb"</?(?!(?:html|head|title|meta|body|script|style|template|textarea|h[1-6])\b)"
    rb"(?P<name>[a-z][a-z0-9]*)[^<>]*>",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(rb"<p>(?:\s*<p>)+")
_INLINE = frozenset(
    b"a abbr b big cite code em font i mark q s small span strong sub sup u".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONGEST_BYLINE = 200  # characters
_LONGEST_HEADING = 100
_MOST_ELEMENTS, _MOST_CHILDREN = 40_000, 2_500
_SHARE_OF_ARTICLE = 0.9  # that the element holds which is taken for the article's


def to_web_page(id: str, data: bytes, name: str, tables: Tables) -> Document:
    """Read a saved web page; its title, author, date and outlet are those of its metadata.

    Raises UnreadableDocumentError for what is no web page and for a page that shows no text.
    """
    if len(data) > _LARGEST:
        raise UnreadableDocumentError(
            f"{name}: a web page of more than {_LARGEST // 2**20} MB is none; check the file"
        )
    stated = _CHARSET.search(data[:4096])
    file = to_text(data, name, stated[1].decode("ascii") if stated else None)
    if _MARKUP.search(file.text[:100_000]) is None:
        raise UnreadableDocumentError(
            f"{name}: there is no markup in it; if it is plain text, name it .txt"
        )
    tree, source = _tree(file.text, name)
    page = visible_text(tree)
    if not page.blocks:
        raise UnreadableDocumentError(
            f"{name}: the page shows no text; it may be drawn by a script, so save the page "
            "from a browser once more or copy its text into a .txt file"
        )
    found = extract(source, vast=_is_vast(tree))
    article = _Article(page, found, tables)
    published, basis = _published(found)
    return Document(
        id,
        page.text,
        published=published,
        published_basis=basis,
        title=article.title,
        author=found.author,
        outlet=found.outlet,
        url=found.url,
        file=name,
        sha256=file.sha256,
        encoding=file.encoding,
        reader=reader_name(),
        parts=tuple(article.parts()),
    )


def _tree(text: str, name: str) -> tuple[html.HtmlElement, bytes]:
    plain = _DECLARATION.sub("", text).replace("\0", " ")
    source = plain.encode("utf-8", "replace")
    try:
        return _parsed(source)
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableDocumentError(
            f"{name}: this is no web page that can be read; save it from a browser once more"
        ) from None


def _parsed(source: bytes) -> tuple[html.HtmlElement, bytes]:
    """Parse a page; one that is nested too deeply for the parser is laid flat, so none is lost."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    tree = html.document_fromstring(source, parser=parser)
    if all(error.type_name != "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return tree, source
    flat = _TAG.sub(lambda tag: b"" if tag["name"].lower() in _INLINE else b"<p>", source)
    flat = _PARAGRAPHS.sub(b"<p>", flat)
    return html.document_fromstring(flat, parser=parser), flat


def _is_vast(tree: html.HtmlElement) -> bool:
    """Say whether a page has elements as no article has them; its reading would take for ever."""
    for number, element in enumerate(tree.iter()):
        if number > _MOST_ELEMENTS or len(element) > _MOST_CHILDREN:
            return True
    return False


def _is_bold(element: html.HtmlElement, words: str) -> bool:
    """Say whether a short line is set in bold, as old pages set their headings."""
    if len(element) != 1 or element[0].tag not in ("b", "strong") or len(words) > _LONGEST_HEADING:
        return False
    beside = f"{element.text or ''}{element[0].tail or ''}"
    return not beside.strip() and not words.endswith((".", ",", ":", ";"))


def _published(found: Extract) -> tuple[Interval | None, DateBasis | None]:
    try:
        return (
            (Interval.parse(found.published), DateBasis.STATED) if found.published else (None,) * 2
        )
    except WrongUseError:
        return None, None


@dataclass(frozen=True)
class _Article:
    """The page held against what was taken from it."""

    page: PageText
    found: Extract
    tables: Tables

    def parts(self) -> Iterator[GivenPart]:
        """Give each block of the page its role."""
        for number, block in enumerate(self.page.blocks):
            yield GivenPart(block.span, *self._role(number, block))

    @property
    def title(self) -> str | None:
        """The title as the page shows it, without the outlet's name behind it; else as stated."""
        if self._title_block is None:
            return self.found.title
        return " ".join(self.page.blocks[self._title_block].words.split())

    def _role(self, number: int, block: Block) -> tuple[Role, str | None, str]:
        cue = self._cues[number]
        if number == self._title_block:
            return Role.TITLE, None, "title of the page"
        if number in self._body:
            return self._role_in_article(block)
        if self._is_byline(number, block):
            return Role.DATELINE, None, "byline of the page"
        if cue is None:
            return Role.BOILERPLATE, "outside_article", "outside the article"
        return Role.BOILERPLATE, cue, "markup of the page"

    def _role_in_article(self, block: Block) -> tuple[Role, str | None, str]:
        tags = [self.page.elements[number].tag for number in block.around]
        if tags[-1] in _HEADINGS:
            first = block.span.start < self._first_paragraph
            return Role.TITLE, "subtitle" if first else "heading", "heading of the page"
        if _is_bold(self.page.elements[block.around[-1]], block.words):
            return Role.TITLE, "heading", "line in bold"
        if "blockquote" in tags:
            return Role.BODY, "blockquote", "markup of a quotation"
        return Role.BODY, "paragraph", "article of the page"

    @cached_property
    def _first_paragraph(self) -> int:
        """Return where the first block of the article stands that is no heading."""
        blocks = (self.page.blocks[number] for number in sorted(self._body))
        return next((b.span.start for b in blocks if self._tag(b) not in _HEADINGS), 0)

    def _tag(self, block: Block) -> str:
        return str(self.page.elements[block.around[-1]].tag) if block.around else ""

    def _is_byline(self, number: int, block: Block) -> bool:
        """Say whether the block stands by the title and holds a name or a date."""
        first = min(self._body, default=0)
        above = self._title_block if self._title_block is not None else first - 5
        if not above < number < max(first, above + 5) or len(block.words) > _LONGEST_BYLINE:
            return False
        if self._cues[number] == BYLINE:
            return True
        names = (self.found.author or "").split(";")
        return any(name.strip().lower() in block.words.lower() for name in names if name.strip())

    @cached_property
    def _title_block(self) -> int | None:
        """Return the block that bears the title: a heading that the page's metadata begin with."""
        stated = words_of(self.found.title or "")
        heads = [
            (number, words_of(block.words))
            for number, block in enumerate(self.page.blocks)
            if self._is_heading(block)
        ]
        for number, words in heads:
            if words and (words == stated[: len(words)] or stated == words[: len(stated)] != ()):
                return number
        for number, block in enumerate(self.page.blocks):
            if stated and words_of(block.words) == stated and self._cues[number] is None:
                return number
        return None

    def _is_heading(self, block: Block) -> bool:
        return self._tag(block) in ("h1", "h2")

    @cached_property
    def _among(self) -> list[bool]:
        return article_shares(self.page, self.found.lines)

    @cached_property
    def _cues(self) -> list[str | None]:
        pairs = zip(self.page.blocks, self._among, strict=True)
        return block_cues(
            self.page, [len(b.words) if among else 0 for b, among in pairs], self.tables
        )

    @cached_property
    def _body(self) -> frozenset[int]:
        """Return the blocks that trafilatura took, where they stand together."""
        if not self.found.lines:
            return frozenset(n for n, cue in enumerate(self._cues) if cue is None)
        taken = list(self._taken())
        if not taken:
            return frozenset()
        element = self._article_element(taken)
        within = [n for n in taken if element in self.page.blocks[n].around]
        title = self._title_block
        lede = [n for n in taken if title is not None and title < n < within[0]]
        return frozenset([*within, *lede])

    def _taken(self) -> Iterator[int]:
        """Give the blocks of trafilatura's lines; one that repeats a line is a teaser of it."""
        left = Counter(words_of(line) for line in self.found.lines)
        for number, block in enumerate(self.page.blocks):
            if not (self._among[number] and self._may_be_body(number)):
                continue
            words = words_of(block.words)
            if words in left:
                left[words] -= 1
            if words not in left or left[words] >= 0:
                yield number

    def _may_be_body(self, number: int) -> bool:
        words, cue = self.page.blocks[number].words, self._cues[number]
        if self._title_block is not None and number < self._title_block:
            return False
        if self.page.blocks[number].linked and not words.endswith((".", "”", '"', "?", "!")):
            return False
        return cue is None or (cue == BYLINE and len(words) > _LONGEST_BYLINE)

    def _article_element(self, taken: Sequence[int]) -> int:
        """Return the innermost element that holds nearly all that was taken.

        Outside it stand teasers that repeat the article's first words.
        """
        inside: dict[int, int] = defaultdict(int)
        for number in taken:
            block = self.page.blocks[number]
            for element in block.around:
                inside[element] += len(block.words)
        least = _SHARE_OF_ARTICLE * sum(len(self.page.blocks[number].words) for number in taken)
        return max(element for element, characters in inside.items() if characters >= least)
