"""A figure as a reader meets it: an image, a name for its file, and its finding in words.

The plots live beside this module, one a file: actor_bars, instrument_bars, comparison_bars,
position_strip. They use matplotlib's objects and no global state, so that no figure leaks.
"""

import base64
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from textwrap import fill
from typing import Any, ClassVar

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine

from nkpressure.report.figure_links import Mark, placed_links
from nkpressure.report.printable import printable
from nkpressure.tables import Tables, read_tables

_DPI = 144
_WIDTH = 9.0  # inches: labels of 13 points stay legible from the back of a lecture hall
_LABEL_WIDTH = 30  # characters; a longer label is set in lines
_FONT = "DejaVu Sans"  # matplotlib brings it along, so that every machine draws the same
_INK = "#1c1b1a"
_STYLE: dict[Any, Any] = {
    "font.family": [_FONT],
    "font.size": 13,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#8a857c",
    "axes.labelcolor": _INK,
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "hatch.linewidth": 0.8,
    "hatch.color": _INK,
    "text.parse_math": False,  # "$40 million" is money
    "axes.unicode_minus": False,
}


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A drawn figure with its name and with its finding in words, which is obligatory.

    `marks` say which bars and points stand for which passages; a report links them.
    Raises ValueError where `alt` says nothing.

    >>> Figure(Canvas(), "empty", alt=" ")
    Traceback (most recent call last):
        ...
    ValueError: the figure 'empty' needs an alt text: one sentence that states what it shows
    """

    figure: Canvas
    name: str
    alt: str
    marks: Sequence[Mark] = ()

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(
                f"the figure {self.name!r} needs an alt text: "
                "one sentence that states what it shows"
            )

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        image = base64.b64encode(self.to_png()).decode("ascii")
        alt, links = printable(self.alt), self._links()
        return {"image/png": image, "text/plain": alt}, {
            "image/png": {"alt": alt, "name": self.name, **({"links": links} if links else {})}
        }

    def __str__(self) -> str:
        return self.alt

    def to_png(self) -> bytes:
        """Return the image: the same bytes for the same figure, with no date in them."""
        with _style(), io.BytesIO() as file:
            FigureCanvasAgg(self.figure)
            self.figure.savefig(file, format="png", dpi=_DPI, metadata={"Software": None})
            return file.getvalue()

    def _links(self) -> list[dict[str, Any]]:
        """Return the links of the marks; the artists have their places once the image is drawn."""
        with _style():
            return placed_links(self.figure, self.marks)


@dataclass(frozen=True, slots=True)
class Look:
    """How one value is drawn: an Okabe-Ito colour, and a hatch and a marker that need none."""

    TABLE: ClassVar[str] = "looks.csv"

    scale: str
    value: str
    label: str
    colour: str
    hatch: str
    marker: str


def looks(scale: str, tables: Tables | None = None) -> dict[str, Look]:
    """Return how the values of a scale are drawn, in the order in which a reader meets them.

    >>> list(looks("direction"))
    ['tighten', 'loosen', 'maintain', 'ambiguous']
    """
    return {
        look.value: look for look in (tables or read_tables()).rows(Look) if look.scale == scale
    }


def plain_look(value: str) -> Look:
    """Return the look of a value that no table knows: light grey under its own name."""
    return Look("", value, drawable(value), "#DDDDDD", "", "o")


def series_look(number: int) -> Look:
    """Return the look of the n-th of some documents, counted from 0."""
    eight = list(looks("series").values())
    return eight[number % len(eight)]


@contextmanager
def drawing(
    title: str, height: float, columns: int = 1, ratios: list[float] | None = None
) -> Iterator[tuple[Canvas, list[Axes]]]:
    """Open an empty figure in the house style, whatever style the user has set."""
    with _style():
        layout = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1)
        size = (_WIDTH, height)
        canvas = Canvas(figsize=size, dpi=_DPI, facecolor="white", layout=layout)
        canvas.suptitle(drawable(title), x=0.013, ha="left", weight="bold", size=15)
        axes = canvas.subplots(1, columns, squeeze=False, width_ratios=ratios, sharey=True)
        yield canvas, list(axes[0])


@contextmanager
def _style() -> Iterator[None]:
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


def drawable(text: str) -> str:
    """Return the text without the letters that the figures' font lacks, such as Hangul.

    >>> drawable("Ku Bon-tae (구본태)")
    'Ku Bon-tae'
    """
    glyphs = _glyphs()
    kept = "".join(letter for letter in text if ord(letter) in glyphs and letter.isprintable())
    kept = " ".join(kept.replace("()", "").split())
    return kept or "(name in another script)"


@cache
def _glyphs() -> frozenset[int]:
    path = font_manager.findfont(FontProperties(family=_FONT))
    return frozenset(font_manager.get_font(path).get_charmap())


def label_axis(axes: Axes, labels: list[str]) -> None:
    """Write one label a row, the first on top, and take away what carries no information."""
    drawn = [fill(drawable(label), _LABEL_WIDTH, break_long_words=False) for label in labels]
    axes.set_yticks(range(len(labels)), drawn)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def empty_figure(title: str, name: str, finding: str) -> Figure:
    """Return a figure that says that there is nothing to draw."""
    with drawing(title, 1.3) as (canvas, [axes]):
        axes.set_axis_off()
        axes.text(0, 0.5, finding, transform=axes.transAxes, va="center")
    return Figure(canvas, name, f"{title}: {finding}")


def counted(number: int, one: str, several: str | None = None) -> str:
    """Return the number with its noun.

    >>> counted(1, "mention"), counted(12, "mention")
    ('1 mention', '12 mentions')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"
