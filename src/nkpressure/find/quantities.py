"""Finds quantities: counts, shares, growth, durations, money, and claims that figures could test.

Whether a figure is right is a question for `nkpressure.check.trade_claims`.
"""

from bisect import bisect_left
from collections.abc import Sequence

from nkpressure.find.amounts import Amount, ContextRole, context_words, find_amounts, low
from nkpressure.find.approximators import Approximated, NearbyApproximators, nearby_approximators
from nkpressure.find.bare_numbers import counts_alone
from nkpressure.find.citation_kinds import Citation
from nkpressure.find.claims import find_claims
from nkpressure.find.counted_nouns import counted_noun
from nkpressure.find.dates import DateMention, TimexType
from nkpressure.find.definitions import find_definition, with_definition
from nkpressure.find.number_tokens import Token, number_tokens
from nkpressure.find.quantity_kinds import Number, Quantity, QuantityKind
from nkpressure.find.quantity_places import QuantityPlaces
from nkpressure.find.stated_bases import with_basis
from nkpressure.find.worded_counts import find_worded_counts
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

__all__ = ["Quantity", "QuantityKind", "find_quantities"]

_UNREAD = frozenset({Role.BOILERPLATE, Role.EMBED, Role.DATELINE})
_LONGEST = 4000  # characters; what is longer is a list or a table that lost its line ends
_FREE = 0  # a character that no other annotation has taken
_REACH = 40  # characters between a verb of change and its amount
_MEASURED = frozenset({"percent", "points", "money", "mass", "volume", "persons", "length", "area"})


def find_quantities(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention] = (),
    citations: Sequence[Citation] = (),
    tables: Tables | None = None,
) -> list[Quantity]:
    """Find each number with its unit, its approximator and its basis, and the claims without one.

    Dates and the numbers of cited resolutions are no quantities, nor are labels such as Unit 8200.

    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "Trade rose by almost 40% and more than ten men were held.")
    >>> parts = find_regions(note)
    >>> found = find_quantities(note, parts, find_sentences(note, parts))
    >>> [(quantity.span.of(note.text), quantity.value) for quantity in found]
    [('almost 40%', 40), ('more than ten men', 10)]
    """
    tables = tables or read_tables()
    text = document.text
    taken = _taken(text, regions, dates, citations)
    places = QuantityPlaces(text, tables)
    date_starts = [date.start for date in dates]
    found: list[Quantity] = []
    for sentence in sentences:
        for span in _pieces(text, sentence.span):
            if taken.find(_FREE, span.start, span.end) < 0:
                continue
            first = bisect_left(date_starts, span.start)
            own = dates[first : bisect_left(date_starts, span.end, first)]
            amounts: list[Quantity] = []
            if len(own) > 1 or places.may_hold_count(span.start, span.end):
                amounts = _amounts(text, span, own, taken, tables)
            found += amounts
            if places.may_hold_claim(span.start, span.end):
                found += _claims(text, span, amounts, tables)
    return sorted(with_definition(found, sentences), key=lambda quantity: quantity.span)


def _taken(
    text: str,
    regions: Sequence[Region],
    dates: Sequence[DateMention],
    citations: Sequence[Citation],
) -> bytearray:
    """Mark the characters that hold no quantity: furniture, calendar dates, cited numbers."""
    taken = bytearray(len(text) + 1)
    spans = [region.span for region in regions if region.role in _UNREAD]
    spans += [date.span for date in dates if date.timex_type in (TimexType.DATE, TimexType.TIME)]
    spans += [citation.span for citation in citations if citation.number is not None]
    for span in spans:
        taken[span.start : span.end] = b"\1" * len(span)
    return taken


def _pieces(text: str, sentence: Span) -> list[Span]:
    """Cut what is too long for a sentence at its spaces, so that a giant line takes no longer."""
    pieces: list[Span] = []
    start = sentence.start
    while sentence.end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        end = space if space > start else start + _LONGEST
        pieces.append(Span(start, end))
        start = end
    pieces.append(Span(start, sentence.end) if pieces else sentence)
    return pieces


def _claims(
    text: str, sentence: Span, amounts: Sequence[Quantity], tables: Tables
) -> list[Quantity]:
    """Return the claims of a sentence that none of its amounts tells."""
    return [
        claim
        for claim in find_claims(text, sentence, tables)
        if not any(_tells(claim, quantity) for quantity in amounts)
    ]


def _amounts(
    text: str, sentence: Span, own: Sequence[DateMention], taken: bytearray, tables: Tables
) -> list[Quantity]:
    """Return the quantities of a sentence that numbers, words of number or two periods tell."""
    tokens = number_tokens(text, sentence.start, sentence.end)
    near = nearby_approximators(text, sentence, tables)
    found = []
    for amount in find_amounts(tokens, tables):
        number = tokens[amount.last - 1] if amount.unit is None else tokens[amount.first]
        if taken[number.start] or taken[tokens[amount.last - 1].end - 1]:
            continue
        quantity = _quantity(text, sentence, tokens, amount, near, tables)
        if quantity is not None:
            found.append(with_basis(text, sentence, tokens, amount, quantity, own, tables))
    found += find_worded_counts(text, sentence, tokens, taken, tables)
    definition = find_definition(text, sentence, tokens, own, tables)
    if definition is not None and not any(q.span.overlaps(definition.span) for q in found):
        found.append(definition)
    return found


def _tells(claim: Quantity, quantity: Quantity) -> bool:
    """A claim that a measured amount follows is that amount's claim: "trade rose by 40%"."""
    measured = quantity.subkind in (QuantityKind.GROWTH, QuantityKind.DEFINITION)
    reach = Span(claim.start, claim.end + _REACH)
    return measured and reach.overlaps(quantity.span)


def _quantity(
    text: str,
    sentence: Span,
    tokens: Sequence[Token],
    amount: Amount,
    near: NearbyApproximators,
    tables: Tables,
) -> Quantity | None:
    """Return the quantity that an amount makes; None where it is a bare number or a label."""
    span = Span(tokens[amount.first].start, tokens[amount.last - 1].end)
    about = near.around(span)
    unit: str | None = amount.unit.name if amount.unit else None
    rule = f"{amount.rule} and unit"
    if amount.unit is None:
        noun = _counted(text, sentence, tokens, amount, about, tables)
        if noun is None and not counts_alone(text, tokens, amount, about, tables):
            return None
        rule = f"{amount.rule} and noun" if noun else amount.rule
        unit = noun[1] if noun else None
        span = Span(span.start, noun[0].end) if noun else span
    elif _compound_is_no_count(tokens, amount, tables) or _is_some_day(tokens, amount, tables):
        return None
    about = near.around(span) if about is None else about
    whole = (
        Span(min(span.start, about.span.start), max(span.end, about.span.end)) if about else span
    )
    whole = _with_determiner(tokens, amount, whole, about, unit, tables)
    values = tuple(_plain_number(value) for value in amount.values)
    return Quantity(
        whole,
        rule,
        _subkind(amount),
        values if len(values) > 1 else (values[0] if values else None),
        unit,
        about.words if about else (_vague_words(text, tokens, amount) if not values else None),
        about.row.relation if about else None,
        currency=amount.unit.unit.currency if amount.unit else None,
        checkable=bool(amount.unit and amount.unit.unit.kind in _MEASURED),
        step=amount.step if values else None,
    )


def _plain_number(value: float) -> Number:
    return int(value) if value == int(value) else value


def _vague_words(text: str, tokens: Sequence[Token], amount: Amount) -> str:
    last = amount.unit.first if amount.unit and amount.unit.first > amount.first else amount.last
    return text[tokens[amount.first].start : tokens[last - 1].end].lower()


def _subkind(amount: Amount) -> QuantityKind:
    unit = amount.unit.unit if amount.unit else None
    return (
        QuantityKind.DURATION
        if unit and unit.kind == "time" and unit.unit != "term"
        else (QuantityKind.COUNT)
    )


def _counted(
    text: str,
    sentence: Span,
    tokens: Sequence[Token],
    amount: Amount,
    about: Approximated | None,
    tables: Tables,
) -> tuple[Span, str] | None:
    """Return the noun phrase that the number counts; a bare "one" counts only with "just one"."""
    end = tokens[amount.last - 1].end
    if amount.values == (1.0,) and amount.in_words:
        return None
    if amount.last >= len(tokens) or not _may_count(tokens[amount.last]):
        return None
    if not amount.values and low(tokens, amount.last) == "of":
        end = tokens[amount.last].end  # "dozens of officials"
    noun = counted_noun(text, end, sentence.end, tables)
    if noun is None:
        more = amount.last < len(tokens) and tokens[amount.last].low == "more"
        if not amount.values and more:  # "a few more"
            return Span(tokens[amount.last].start, tokens[amount.last].end), "more"
        return None
    return noun.span, noun.noun


def _is_some_day(tokens: Sequence[Token], amount: Amount, tables: Tables) -> bool:
    """Tell "one day in June", which measures nothing, from "for one day"."""
    one = amount.values == (1.0,) and amount.in_words and not amount.joined
    day = amount.unit is not None and amount.unit.unit.unit == "day"
    led = context_words(tables, ContextRole.SPAN_LED)
    return one and day and low(tokens, amount.first - 1) not in led


def _may_count(token: Token) -> bool:
    """Say whether a noun phrase can begin with the token."""
    return token.kind == "word" or token.text in ("“", "‘", '"', "'")


def _compound_is_no_count(tokens: Sequence[Token], amount: Amount, tables: Tables) -> bool:
    """Say whether a compound names and does not count: "six-party talks", "two-way trade"."""
    at = amount.last
    return low(tokens, at) == "-" and low(tokens, at + 1) in context_words(
        tables, ContextRole.NOT_COUNTED
    )


def _with_determiner(
    tokens: Sequence[Token],
    amount: Amount,
    span: Span,
    about: Approximated | None,
    unit: str | None,
    tables: Tables,
) -> Span:
    """Take the article along: "the three countries", "the two Koreas"."""
    counts = about is None and amount.unit is None and unit is not None
    if counts and low(tokens, amount.first - 1) in context_words(tables, ContextRole.DETERMINER):
        return Span(tokens[amount.first - 1].start, span.end)
    return span
