"""What an answer is worth, and what is wrong with it: errors by type, each with its reason."""

import itertools
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from nkpressure.model import Span
from nkpressure.report.printable import html_text
from nkpressure.teach.exercises import Question

_STYLE = (
    "<style>.nk-verdict{border-left:4px solid #5a564f;padding:.2em .9em;margin:.4em 0;"
    "max-width:52em;line-height:1.5}.nk-verdict ul{margin:.4em 0;padding-left:1.3em}"
    ".nk-verdict li{margin:.35em 0}.nk-verdict .nk-type{font-weight:700}"
    ".nk-verdict details{margin:.1em 0 .2em;font-size:.92em}.nk-verdict summary{cursor:pointer}"
    ".nk-verdict blockquote{margin:.5em 0;padding:.4em .8em;border-left:1px solid #999;"
    "white-space:pre-wrap;line-height:1.9}.nk-verdict mark{background:none;color:inherit;"
    "padding:0 .1em}.nk-verdict .nk-right{border-bottom:3px solid #1b7a43}"
    ".nk-verdict .nk-partly{border-bottom:3px dashed #b36b00}"
    ".nk-verdict .nk-extra{border-bottom:3px dotted #c0271c}"
    ".nk-verdict .nk-missed{outline:1px solid #777;outline-offset:1px}"
    ".nk-verdict .nk-key{font-size:.88em}</style>"
)
_LEGEND = (
    '<p class="nk-key"><mark class="nk-right">right</mark>, <mark class="nk-partly">partly '
    'right</mark>, <mark class="nk-extra">not in the key</mark>, <mark class="nk-missed">missed'
    "</mark></p>"
)


class ErrorType(StrEnum):
    """In what an answer differs from the key."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    BOUNDARY = "boundary"
    CODE = "code"
    DIRECTION = "direction"
    LINK = "wrong link"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: about which words or item, what is wrong, and the rules of the codebook."""

    type: ErrorType
    about: str
    sentence: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """How far one thing that the key asks for was met, from 0 to 1; a mark has its place."""

    about: str
    credit: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of the passage, and how it fared: right, partly, extra or missed."""

    span: Span
    look: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is worth. `share` goes from 0 to 1; `unclear` asks back."""

    question: Question
    share: float
    mistakes: tuple[Mistake, ...] = ()
    parts: tuple[Part, ...] = ()
    unclear: tuple[str, ...] = ()
    shades: tuple[Shade, ...] = ()
    empty: bool = False

    @property
    def points(self) -> float:
        """The points won, to two decimals."""
        return round(self.share * self.question.points, 2)

    @property
    def headline(self) -> str:
        """The result in a sentence."""
        of = f"{self.points:g} of {self.question.points:g} points"
        if self.empty:
            return f"{self.question.id}: nothing is answered yet."
        if self.share == 1 and not self.unclear:
            return f"{self.question.id}: {of}. All right."
        met = sum(part.credit == 1 for part in self.parts)
        return f"{self.question.id}: {of}; {met} of {len(self.parts)} wholly right."

    def __str__(self) -> str:
        if self.empty:  # what nobody has tried is not told yet
            return self.headline
        lines = [self.headline, *(f"  not understood: {question}" for question in self.unclear)]
        for mistake in self.mistakes:
            lines.append(f"  {mistake.type.value}: {mistake.sentence}")
            lines += [f"      {rule}" for rule in mistake.rules]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        if self.empty:
            return f'{_STYLE}<div class="nk-verdict"><p><b>{html_text(str(self))}</b></p></div>'
        return f"{_STYLE}{self.to_html()}"

    def to_html(self) -> str:
        """Return the whole verdict as HTML without its style, also of what was left empty."""
        passage = f"<blockquote>{self._shaded()}</blockquote>{_LEGEND}" if self.shades else ""
        return (
            f'<div class="nk-verdict"><p><b>{html_text(self.headline)}</b></p>'
            f"{_listed(self.unclear)}{passage}{self._mistakes()}</div>"
        )

    def _mistakes(self) -> str:
        items = []
        for mistake in self.mistakes:
            rules = "".join(f"<p>{html_text(rule)}</p>" for rule in mistake.rules)
            folded = f"<details><summary>The rule</summary>{rules}</details>" if rules else ""
            items.append(
                f'<li><span class="nk-type">{escape(mistake.type.value.capitalize())}:</span> '
                f"{html_text(mistake.sentence)}{folded}</li>"
            )
        return f"<ul>{''.join(items)}</ul>" if items else ""

    def _shaded(self) -> str:
        text = self.question.passage.text if self.question.passage else ""
        edges = sorted(
            {0, len(text), *(e for s in self.shades for e in (s.span.start, s.span.end))}
        )
        pieces = []
        for start, end in itertools.pairwise(edges):
            looks = [s.look for s in self.shades if s.span.start <= start < s.span.end]
            words = html_text(text[start:end])
            classes = " ".join(f"nk-{look}" for look in dict.fromkeys(looks))
            pieces.append(f'<mark class="{classes}">{words}</mark>' if looks else words)
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An answer to a graded question where no key is at hand: what was understood of it."""

    question: Question
    understood: int
    unclear: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """What becomes of the answer, in a sentence."""
        if not self.understood and not self.unclear:
            return f"{self.question.id}: nothing is answered yet."
        noun = "thing" if self.understood == 1 else "things"
        return (
            f"{self.question.id}: {self.understood} {noun} understood; this question is graded "
            "later, when you have handed in the notebook."
        )

    def __str__(self) -> str:
        return "\n".join(
            [self.headline, *(f"  not understood: {question}" for question in self.unclear)]
        )

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        words = html_text(self.headline)
        return f'{_STYLE}<div class="nk-verdict"><p><b>{words}</b></p>{_listed(self.unclear)}</div>'


@dataclass(frozen=True, slots=True)
class Hint:
    """One step of help, and how many there are."""

    question: str
    step: int
    steps: int
    words: str

    def __str__(self) -> str:
        more = (
            f' For more: hint("{self.question}", {self.step + 1}).'
            if self.step < self.steps
            else ""
        )
        return f"Hint {self.step} of {self.steps}: {self.words}{more}"

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f'{_STYLE}<div class="nk-verdict"><p>{html_text(str(self))}</p></div>'


def verdict_style() -> str:
    """Return the style of verdicts, for a page that shows several."""
    return _STYLE


def _listed(unclear: tuple[str, ...]) -> str:
    label = '<span class="nk-type">Not understood:</span>'
    items = "".join(f"<li>{label} {html_text(question)}.</li>" for question in unclear)
    return f"<ul>{items}</ul>" if items else ""
