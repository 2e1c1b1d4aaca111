"""Checks quotations against what was really said: word for word, altered, cut, or not there.

A check corrects nobody. It never calls words verbatim where more than typography differs, and it
says of every quotation what it could not tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nkpressure.check.alignment import Block, align
from nkpressure.check.negations import negations_in, sentence_before
from nkpressure.check.passages import Passage, find_passages
from nkpressure.check.quotation_differences import Difference, DifferenceKind, find_differences
from nkpressure.check.quoted_words import QuotedText, find_quoted_words
from nkpressure.check.usable_sources import UnusableSource, UsableSource, sort_sources
from nkpressure.check.words_of_checks import (
    message_of_changes,
    message_of_not_found,
    message_of_paraphrase,
    message_of_part,
    message_of_unusable,
    shown,
)
from nkpressure.find.alterations import find_alterations
from nkpressure.find.everything import Findings
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.documents import StopWordRow
from nkpressure.tables import Tables

__all__ = ["Difference", "DifferenceKind", "QuotationCheck", "QuotationStatus", "check_quotations"]


class QuotationStatus(StrEnum):
    """What the check found, from the best to the worst; the last says that nothing was checked."""

    VERBATIM = "verbatim"
    VERBATIM_BUT_TYPOGRAPHY = "verbatim but for typography"
    ALTERED_AS_MARKED = "altered as marked"  # "[T]he", "[…]": all changes are shown
    ALTERED_UNMARKED = "altered without a mark"
    OMITS_NEGATION = "omitted text contains a negation"
    ADDS_NEGATION = "adds a negation"
    OUT_OF_ORDER = "fragments out of order"
    PARTLY_FOUND = "partly found"
    PARAPHRASE = "paraphrase"
    NOT_FOUND = "not found"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """What the sources say of a quotation.

    `speaker` is whom the article names; `source` names the source that fits best. `in_article` and
    `in_source` hold the stretches that stand in both texts, in the quotation's order; `passage` is
    the stretch of the source that holds them. `omitted` are the source's words that were left out.
    """

    quotation: Annotation
    status: QuotationStatus
    message: str
    speaker: str | None
    source: str | None = None
    in_article: tuple[Span, ...] = ()
    in_source: tuple[Span, ...] = ()
    passage: str | None = None
    omitted: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


_NEARLY_WHOLE = 0.8  # of a quotation's words, found in one place: altered, not another text
_HALF = 0.5  # of its weighty words, standing together: a paraphrase
_WEIGHTY = 3  # words at least that a paraphrase must share
_TELLING = 5  # words in a row that show that a part is quoted
_FEW = 3  # words; fewer may stand anywhere by chance


def check_quotations(findings: Findings, sources: Sequence[Document]) -> list[QuotationCheck]:
    """Check each quotation of an article against the texts of what was really said.

    With several sources the one that fits best counts. A quotation that no source could show
    anything of is "not checked", with the reason; without any source, all are.

    >>> from nkpressure.find.everything import find_everything
    >>> note = find_everything(Document("note", "He said: “[S]anctions will […] be lifted.”"))
    >>> said = Document("remarks", "Again: sanctions will not be lifted.")
    >>> [check] = check_quotations(note, [said])
    >>> check.status.value, check.omitted
    ('omitted text contains a negation', ('not',))
    """
    passages = find_passages(findings)
    usable, unusable = sort_sources(findings.document, passages, sources, findings.tables)
    checker = _Checker(findings.document, findings.tables)
    return [checker.best(passage, usable, unusable) for passage in passages]


class _Checker:
    """Checks the passages of one article."""

    def __init__(self, article: Document, tables: Tables) -> None:
        self._article = article
        self._tables = tables
        self._small = {row.word for row in tables.rows(StopWordRow)}

    def best(
        self,
        passage: Passage,
        usable: Sequence[UsableSource],
        unusable: Sequence[UnusableSource],
    ) -> QuotationCheck:
        changes = find_alterations(self._article, passage.content)
        quoted = find_quoted_words(self._article.text, passage.content, changes)
        if not usable or not quoted.words:
            reason = message_of_unusable(unusable) if quoted.words else "It holds no words."
            return QuotationCheck(
                passage.annotation, QuotationStatus.NOT_CHECKED, reason, passage.speaker
            )
        checks = [self._against(passage, quoted, source) for source in usable]
        order = list(QuotationStatus)
        best = min(checks, key=lambda check: (order.index(check.status), -_extent(check)))
        if unusable and best.status in (QuotationStatus.NOT_FOUND, QuotationStatus.PARAPHRASE):
            return replace(best, message=f"{best.message} {message_of_unusable(unusable)}")
        return best

    def _against(
        self, passage: Passage, quoted: QuotedText, source: UsableSource
    ) -> QuotationCheck:
        check = QuotationCheck(
            passage.annotation, QuotationStatus.NOT_FOUND, "", passage.speaker, source.name
        )
        weighty = {word.key for word in quoted.words} - self._small
        blocks = align(_pieces(quoted), source.index, weighty)
        found = sum(block.length for block in blocks)
        part = found < _NEARLY_WHOLE * len(quoted.words)
        if part and max((block.length for block in blocks), default=0) < _TELLING:
            return _paraphrased(check, quoted, source, weighty)
        differences = find_differences(
            quoted, source.index.words, blocks, self._article.text, source.text
        )
        status = QuotationStatus.PARTLY_FOUND if part else self._status(differences, source)
        check = _placed(replace(check, status=status), quoted, blocks, differences, source)
        return replace(check, message=self._message(check, quoted, blocks, source))

    def _status(self, differences: Sequence[Difference], source: UsableSource) -> QuotationStatus:
        for difference in differences:
            turned = self._turned(difference, source)
            if turned is not None:
                return turned
        return _status_of_changes(differences)

    def _turned(self, difference: Difference, source: UsableSource) -> QuotationStatus | None:
        """Say whether a difference takes a negation away or puts one in."""
        if difference.kind in (DifferenceKind.ORDER, DifferenceKind.TYPOGRAPHY):
            return None
        quoted = negations_in(difference.quoted.of(self._article.text), self._tables)
        said = negations_in(difference.source.of(source.text), self._tables)
        if len(said) > len(quoted):
            return QuotationStatus.OMITS_NEGATION
        return QuotationStatus.ADDS_NEGATION if len(quoted) > len(said) else None

    def _message(
        self,
        check: QuotationCheck,
        quoted: QuotedText,
        blocks: Sequence[Block],
        source: UsableSource,
    ) -> str:
        if check.status is QuotationStatus.PARTLY_FOUND:
            found = sum(block.length for block in blocks)
            message = message_of_part(found, len(quoted.words), source.name, check.passage)
            turned = any(self._turned(change, source) for change in check.differences)
            return f"{message} What differs holds a negation." if turned else message
        message = message_of_changes(
            check.status.value, check.differences, self._article.text, source.text, source.name
        )
        if check.status is QuotationStatus.OMITS_NEGATION:
            lost = (negations_in(words, self._tables) for words in check.omitted)
            told = "”, “".join(dict.fromkeys(word for words in lost for word in words))
            message += f" Left out with it: “{told}”." if told else ""
        if len(quoted.words) < _FEW:
            message += " So few words can stand anywhere by chance."
        before = sentence_before(source.index.words, source.text, blocks[0].source)
        cut = negations_in(before, self._tables)
        if cut:
            message += (
                f" The source's sentence begins before the quotation, with “{cut[-1]}”: "
                f"“{shown(before)}”."
            )
        return message


def _pieces(quoted: QuotedText) -> list[list[str]]:
    """Return the keys of the words, divided where the author marks an omission."""
    pieces: list[list[str]] = [[]]
    for word, gap in zip(quoted.words, quoted.gaps, strict=False):
        if gap.elision is not None and pieces[-1]:
            pieces.append([])
        pieces[-1].append(word.key)
    return pieces


def _paraphrased(
    check: QuotationCheck, quoted: QuotedText, source: UsableSource, weighty: set[str]
) -> QuotationCheck:
    """Say whether the quotation's weighty words stand together somewhere, in whatever order."""
    index = source.index
    window = index.window([word.key for word in quoted.words], weighty)
    places = [at for at in range(*window or (0, 0)) if index.keys[at] in weighty]
    shared = {index.keys[at] for at in places}
    if len(shared) < max(_WEIGHTY, _HALF * len(weighty)):
        return replace(check, message=message_of_not_found(source.name))
    span = Span(index.words[places[0]].span.start, index.words[places[-1]].span.end)
    passage = span.of(source.text)
    return replace(
        check,
        status=QuotationStatus.PARAPHRASE,
        message=message_of_paraphrase(len(shared), len(weighty), source.name, passage),
        in_article=(Span(quoted.words[0].span.start, quoted.words[-1].span.end),),
        in_source=(span,),
        passage=passage,
    )


def _status_of_changes(differences: Sequence[Difference]) -> QuotationStatus:
    kinds = {difference.kind for difference in differences}
    changes = [d for d in differences if d.kind is not DifferenceKind.TYPOGRAPHY]
    if DifferenceKind.ORDER in kinds:
        return QuotationStatus.OUT_OF_ORDER
    if any(not difference.marked for difference in changes):
        return QuotationStatus.ALTERED_UNMARKED
    if changes:
        return QuotationStatus.ALTERED_AS_MARKED
    return QuotationStatus.VERBATIM_BUT_TYPOGRAPHY if kinds else QuotationStatus.VERBATIM


def _extent(check: QuotationCheck) -> int:
    return sum(len(span) for span in check.in_article)


def _placed(
    check: QuotationCheck,
    quoted: QuotedText,
    blocks: Sequence[Block],
    differences: Sequence[Difference],
    source: UsableSource,
) -> QuotationCheck:
    if not blocks:
        return check
    words, said = quoted.words, source.index.words
    in_source = tuple(
        Span(said[b.source].span.start, said[b.source_end - 1].span.end) for b in blocks
    )
    passage = Span(min(s.start for s in in_source), max(s.end for s in in_source))
    left_out = (d for d in differences if d.kind is DifferenceKind.OMISSION)
    return replace(
        check,
        in_article=tuple(
            Span(words[b.quoted].span.start, words[b.quoted_end - 1].span.end) for b in blocks
        ),
        in_source=in_source,
        passage=passage.of(source.text),
        omitted=tuple(difference.source.of(source.text) for difference in left_out),
        differences=tuple(differences),
    )
