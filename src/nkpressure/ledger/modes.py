"""The speech act of a signal: what its mention says, set right by the clause that it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.codebook import read_codebook
from nkpressure.find.directions import Direction
from nkpressure.find.factuality import Evidentiality, Factuality
from nkpressure.find.inflections import verb_forms
from nkpressure.find.instruments import Mode
from nkpressure.find.phrases import PhraseFinder
from nkpressure.ledger.assertions import Assertion
from nkpressure.ledger.subjects import Cast, Heard, asked_party
from nkpressure.ledger.voices import Voice
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class DenialVerb:
    """A verb that says in which way something is denied."""

    TABLE: ClassVar[str] = "denial_verbs.csv"

    verb: str
    sub: str


_NEGATED: Mapping[Factuality, Factuality] = {
    Factuality.CERTAIN: Factuality.CERTAINLY_NOT,
    Factuality.PROBABLE: Factuality.PROBABLY_NOT,
    Factuality.POSSIBLE: Factuality.POSSIBLY_NOT,
}


@cache
def _denials(tables: Tables) -> PhraseFinder[str]:
    phrases = []
    for row in tables.rows(DenialVerb):
        first, _, rest = row.verb.partition(" ")
        for form in verb_forms(first, tables).all():
            phrases.append((f"{form} {rest}".strip(), row.sub, False))
    return PhraseFinder(phrases)


@cache
def default_factuality(tables: Tables) -> Mapping[Mode, Factuality]:
    """Return how certain each mode is, after the codebook, where nothing else is said."""
    return {
        Mode(code.code): Factuality(code.factuality_default)
        for code in read_codebook(tables).modes
        if code.factuality_default
    }


def mode_of(assertion: Assertion, heard: Heard, voice: Voice, cast: Cast) -> Mode:
    """Return the speech act of an assertion, its clause taken into account.

    What the author says that another will do is a forecast; what a past verb has a party do with
    the instrument ("released a report") is done.
    """
    mode = assertion.coded.mode or Mode.ASSESSED
    words = [word.low for word in assertion.clause.words]
    if mode is Mode.ANNOUNCED and set(words) & _WILL:
        if set(words) & _CONDITIONS:
            loosens = assertion.coded.direction is Direction.LOOSEN
            return Mode.PROMISED if loosens else Mode.THREATENED
        return Mode.PREDICTED if voice.attribution is None else mode
    if (
        mode is Mode.ASSESSED
        and asked_party(assertion.clause, assertion.mention.span, cast).parties
    ):
        return Mode.DEMANDED
    if mode is Mode.ASSESSED and heard.subject.parties and _is_done(assertion, heard):
        return Mode.ACTION_TAKEN
    return mode


def _is_done(assertion: Assertion, heard: Heard) -> bool:
    """Say whether the verb right before the instrument is one of the past: "passed a law"."""
    start = assertion.mention.span.start
    between = [w for w in assertion.clause.words if heard.verb <= w.start < start]
    verbs = [word for word in between if word.forms and not word.has("auxiliary")]
    near = len(between) <= _NEAR and len(verbs) == 1
    return near and "past" in verbs[0].forms and not verbs[0].has("be")


_CONDITIONS = frozenset({"if", "unless", "once"})
_WILL = frozenset({"will", "'ll", "won't"})
_NEAR = 3  # words from the verb to its object


def denial_of(text: str, assertion: Assertion, tables: Tables) -> str | None:
    """Say in which way a signal denies: it refuses, contests a fact, or protests."""
    for match in _denials(tables).find(assertion.clause.span.of(text)):
        return match.entries[0]
    return None


def ground_of(mode: Mode, advised: bool, voice: Voice) -> Evidentiality:
    """Return the ground of a signal: what an author foresees or advises is inferred."""
    own = voice.attribution is None and voice.evidentiality is Evidentiality.BARE
    if own and (advised or mode in (Mode.PREDICTED, Mode.HYPOTHETICAL)):
        return Evidentiality.INFERENCE
    return voice.evidentiality


def factuality_of(mode: Mode, negated: bool, voice: Voice, tables: Tables) -> Factuality:
    """Return how certain the signal is made: by its mode, its polarity, and hearsay.

    >>> from nkpressure.find.chains import Level
    >>> from nkpressure.tables import read_tables
    >>> author = Voice(None, None, Level.L0, (), Evidentiality.BARE, None, "author")
    >>> factuality_of(Mode.PREDICTED, True, author, read_tables()).value
    'PR-'
    """
    value = default_factuality(tables).get(mode, Factuality.CERTAIN)
    if value is Factuality.CERTAIN and voice.evidentiality is Evidentiality.HEARSAY:
        value = Factuality.PROBABLE
    said = voice.factuality
    if mode in (Mode.ACTION_TAKEN, Mode.ASSESSED) and said in (
        Factuality.PROBABLE,
        Factuality.POSSIBLE,
    ):
        value = said
    return _NEGATED.get(value, value) if negated else value
