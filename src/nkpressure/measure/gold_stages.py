"""Puts coded records in the place of what a finder found, one stage at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from nkpressure.find.actors import ActorForm, ActorMention
from nkpressure.find.attributions import Attribution, AttributionKind
from nkpressure.find.chains import Fidelity, Level
from nkpressure.find.dates import DateMention
from nkpressure.find.dates.mentions import Method, TimexType
from nkpressure.find.directions import Direction
from nkpressure.find.everything import Findings
from nkpressure.find.factuality import Evidentiality, Factuality
from nkpressure.find.instruments import InstrumentMention, Mode
from nkpressure.model import Span
from nkpressure.read.sentences import Sentence
from nkpressure.records import Record

CODED = "coded"  # the rule of an annotation that comes from a record


class Stage(StrEnum):
    """A stage before the ledger whose finds a coder's records can replace."""

    SENTENCES = "sentence"
    ACTORS = "actor"
    INSTRUMENTS = "instrument"
    ATTRIBUTIONS = "attribution"
    DATES = "date"


def with_gold(findings: Findings, records: Sequence[Record], stage: Stage) -> Findings:
    """Return the findings with one stage as a coder coded it; unchanged where none was coded."""
    coded = [r for r in records if r["kind"] == stage and r["document"] == findings.document.id]
    if not coded:
        return findings
    made = [_MAKERS[stage](record) for record in coded]
    if stage is Stage.ATTRIBUTIONS:
        made = [_with_link(attribution, findings) for attribution in made]
    made.sort(key=lambda annotation: (annotation.span.start, -annotation.span.end))
    changed: dict[str, Any] = {f"{stage.value}s": tuple(made)}
    return replace(findings, **changed)


def _span(record: Mapping[str, Any]) -> Span:
    return Span(record["start"], record["end"])


def _optional(record: Record | None) -> Span | None:
    return _span(record) if record else None


def _sentence(record: Record) -> Sentence:
    return Sentence(_span(record), CODED, record.get("subkind") or "sentence")


def _actor(record: Record) -> ActorMention:
    form = ActorForm(record.get("form") or ActorForm.NAME)
    return ActorMention(_span(record), CODED, tuple(record["entity"]), form)


def _instrument(record: Record) -> InstrumentMention:
    mode = Mode(record["mode"]) if record.get("mode") else None
    direction = Direction(record["direction"])
    return InstrumentMention(
        _span(record), CODED, record["code"], direction, mode, record.get("polarity")
    )


def _date(record: Record) -> DateMention:
    known = {method.value for method in Method}
    method = record.get("method")
    return DateMention(
        _span(record),
        CODED,
        record.get("value"),
        record.get("timex"),
        TimexType(record.get("timex_type") or TimexType.DATE),
        record.get("precision") or "day",
        Method(method) if method in known else Method.EXPLICIT,
        record.get("anchor"),
    )


def _attribution(record: Record) -> Attribution:
    chain = tuple(record.get("chain") or ("unnamed",))
    source = record.get("source_entity")
    content = tuple(_span(piece) for piece in record.get("content") or ())
    return Attribution(
        span=_span(record),
        rule=CODED,
        subkind=AttributionKind(record.get("subkind") or AttributionKind.INDIRECT),
        source=_optional(record.get("source")),
        source_entity=source[0] if isinstance(source, list) and source else source or None,
        source_rule="the coder",
        cue=_optional(record.get("cue")) or _span(record),
        content=content,
        chain=chain,
        chain_spans=(None,) * len(chain),
        chain_types=("says",) * len(chain),
        chain_named=(True,) * len(chain),
        weakest=chain[0],
        attribution_level=Level(record.get("attribution_level") or Level.L1),
        relay=None,
        nested_in=None,
        fidelity=Fidelity.PARAPHRASE,
        verbatim=None,
        elision=(),
        alterations=(),
        translation=None,
        evidentiality=Evidentiality(record.get("evidentiality") or Evidentiality.SPEAKER),
        evidentiality_cue=None,
        factuality=Factuality(record.get("factuality") or Factuality.CERTAIN),
        factuality_cue=None,
    )


def _with_link(coded: Attribution, findings: Findings) -> Attribution:
    """Take over what the cue does (says, demands), which a coder does not write down."""
    link = next((a.chain_types[0] for a in findings.attributions if a.cue.overlaps(coded.cue)), "")
    types = (link or coded.chain_types[0], *coded.chain_types[1:])
    return replace(coded, chain_types=types)


_MAKERS: Mapping[Stage, Callable[[Record], Any]] = {
    Stage.SENTENCES: _sentence,
    Stage.ACTORS: _actor,
    Stage.INSTRUMENTS: _instrument,
    Stage.ATTRIBUTIONS: _attribution,
    Stage.DATES: _date,
}
