"""What a check of quotations says to its reader, in sentences."""

from collections.abc import Sequence

from nkpressure.check.negations import is_whole_sentences
from nkpressure.check.quotation_differences import Difference, DifferenceKind
from nkpressure.check.usable_sources import UnusableSource
from nkpressure.model import Span

_SHOWN = 90  # characters of a passage within a sentence
_TOLD = 4  # differences that one sentence names
_VERBS = {
    DifferenceKind.OMISSION: "leaves out {said}",
    DifferenceKind.ADDITION: "adds {quoted}",
    DifferenceKind.SUBSTITUTION: "writes {quoted} for {said}",
    DifferenceKind.WORD_FORM: "writes {quoted} for {said}",
    DifferenceKind.CAPITAL: "writes {quoted} for {said}",
    DifferenceKind.PUNCTUATION: "changes punctuation ({quoted} for {said})",
    DifferenceKind.ORDER: "goes on with words that stand earlier, at {said}",
    DifferenceKind.TYPOGRAPHY: "",
}


def shown(words: str) -> str:
    r"""Return words on one line, the middle left out of long ones.

    >>> shown("coal  by\nsea")
    'coal by sea'
    """
    line = " ".join(words.split())
    half = _SHOWN // 2
    return line if len(line) <= _SHOWN else f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


def message_of_unusable(unusable: Sequence[UnusableSource]) -> str:
    """Say why sources could not be used, or that there was none."""
    if not unusable:
        return "No source was given, so that nothing was checked."
    return " ".join(f"“{source.name}” {source.reason}." for source in unusable)


def message_of_not_found(source: str) -> str:
    """Say that a source lacks the words."""
    return f"“{source}” does not hold these words, nor most of them in one place."


def message_of_part(found: int, words: int, source: str, near: str | None) -> str:
    """Say how much of a quotation the source has word for word."""
    return f"{found} of its {words} words stand in “{source}”: “{shown(near or '')}”."


def message_of_paraphrase(shared: int, weighty: int, source: str, near: str) -> str:
    """Say how many of the words that carry meaning stand together in the source."""
    return (
        f"Not as quoted: of the {weighty} words that carry meaning {shared} stand together in "
        f"“{source}”: “{shown(near)}”."
    )


def message_of_changes(
    status: str, differences: Sequence[Difference], article: str, source_text: str, source: str
) -> str:
    """Say in what a quotation differs from the place of the source that it was found in."""
    changes = [d for d in differences if d.kind is not DifferenceKind.TYPOGRAPHY]
    if not differences:
        return f"Word for word as in “{source}”."
    if not changes:
        return f"Word for word as in “{source}”; only quotation marks, dashes or spaces differ."
    parts = [
        f"{_told(change, article, source_text)}{' (marked)' if change.marked else ''}"
        for change in changes[:_TOLD]
    ]
    more = len(changes) - _TOLD
    parts += [f"{more} more"] if more > 0 else []
    lead = {
        "omitted text contains a negation": "A negation is lost",
        "adds a negation": "A negation is put in",
        "altered as marked": "All changes are marked",
    }.get(status, "Differs")
    message = f"{lead}: against “{source}” the quotation {'; '.join(parts)}."
    if status == "omitted text contains a negation" and all(
        change.marked and is_whole_sentences(source_text, change.source)
        for change in changes
        if change.kind is DifferenceKind.OMISSION
    ):
        message += " What was left out are whole sentences, and the author marks it."
    return message


def _told(change: Difference, article: str, source_text: str) -> str:
    quoted, said = change.quoted.of(article), change.source.of(source_text)
    if change.kind is DifferenceKind.ORDER:
        said = f"{source_text[change.source.start : change.source.start + 60].rpartition(' ')[0]} …"
    if change.kind is DifferenceKind.PUNCTUATION:
        quoted, said = with_words(article, change.quoted), with_words(source_text, change.source)
    return _VERBS[change.kind].format(quoted=_in_marks(quoted), said=_in_marks(said))


def with_words(text: str, span: Span) -> str:
    """Return marks with the words that they stand between.

    >>> with_words("by UN member-states", Span(12, 13))
    'member-states'
    """
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _in_marks(words: str) -> str:
    return f"“{shown(words)}”" if words.strip() else "nothing"
