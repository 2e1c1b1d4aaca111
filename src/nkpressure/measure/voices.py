"""Counts who speaks in an article: the share of its words by voice, and how much is hedged."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from nkpressure.find.everything import Findings
from nkpressure.find.hedges import Hedge, Polarity
from nkpressure.measure.layers import Layer, Stretch, divide_by_voice, layer_of
from nkpressure.measure.text_words import words_within
from nkpressure.measure.voice_names import VoiceNames
from nkpressure.model import Span
from nkpressure.records import annotation_ids

_COLUMNS = [
    "voice",
    "kind",
    "country",
    "words",
    "share",
    "hedged_share",
    *Layer,
    "hedges",
    "boosters",
    "entity",
    "id",
    "ids",
    "hedged_ids",
]
_LONGEST_TEXT = 240  # characters of an attributed passage in a table
_LONGEST_CUE = 56


def count_voices(findings: Findings) -> pd.DataFrame:
    """Count the words that each voice has in the body, the longest-spoken first.

    One row a voice: voice, kind and country (of the table of entities), words, share (of all words
    of the body, 0 to 1), hedged_share (of the voice's words, those in the scope of a hedge), own,
    quoted, reported and ascribed (words in each layer), hedges, boosters, entity, the id of its
    first attribution, ids (its attributions; sentences where the author speaks), and hedged_ids
    (the hedges that bear on its words).
    """
    ids = annotation_ids(findings.document, findings.annotations())
    names = VoiceNames(findings)
    marks = _Marks(findings.hedges)
    spans = sorted(sentence.span for sentence in findings.sentences)
    spoken_in = {sentence.span: ids[id(sentence)] for sentence in findings.sentences}
    counts: dict[str, _Count] = {}
    stretches = divide_by_voice(findings)
    words = words_within(findings, [stretch.span for stretch in stretches])
    for stretch, spoken in zip(stretches, words, strict=True):
        if spoken:
            count = counts.setdefault(stretch.voice, _Count())
            count.add(stretch, spoken, marks)
            count.hedged_ids.update((ids[id(h)], None) for h in marks.bearing_on(stretch.span))
            if stretch.attribution is not None:
                count.ids[ids[id(stretch.attribution)]] = None
            else:
                around = _touched(spans, stretch.span)
                count.sentences.update((spoken_in[span], None) for span in around)
    total = sum(count.words for count in counts.values())
    rows = [
        {
            "voice": names.name(voice),
            "kind": "author" if voice == names.author else names.kind(voice),
            "country": names.country(voice),
            "words": count.words,
            "share": round(count.words / total, 3),
            **{layer: count.layers.get(layer, 0) for layer in Layer},
            "hedges": count.hedges,
            "boosters": count.boosters,
            "hedged_share": round(count.hedged / count.words, 3),
            "entity": voice,
            "id": next(iter(count.ids), None),
            "ids": (*count.ids, *count.sentences),
            "hedged_ids": tuple(count.hedged_ids),
        }
        for voice, count in counts.items()
    ]
    table = pd.DataFrame(rows, columns=[str(column) for column in _COLUMNS])
    return table.sort_values(["words", "voice"], ascending=[False, True], ignore_index=True)


def attribution_chains(findings: Findings) -> pd.DataFrame:
    """Return the attributions, one row each, with their chains in names, in text order.

    Columns: id, text (what is attributed, the middle left out of long passages), chain (all voices,
    the origin first), said_by, through (those between origin and author, "; " between them),
    author, layer, level, given (how near to the words said), how (the layer, of quotations also the
    last), subkind, cue, weakest (the link that carries least), rule (how the report was found),
    source_rule (how its source was), sentence.
    """
    ids = annotation_ids(findings.document, findings.annotations())
    text = findings.document.text
    names = VoiceNames(findings)
    sentences = sorted(sentence.span for sentence in findings.sentences)
    rows = []
    for found in findings.attributions:
        said = [span.of(text) for span in found.content] or [found.cue.of(text)]
        origin, *through = [names.name(voice) for voice in found.chain]
        layer = Layer.OWN if found.chain[0] == names.author else layer_of(found)
        given = found.fidelity.value
        rows.append(
            {
                "id": ids[id(found)],
                "text": _shortened(" … ".join(said), _LONGEST_TEXT),
                "chain": " → ".join(dict.fromkeys([origin, *through])),
                "said_by": origin,
                "through": "; ".join(through[:-1]),
                "author": names.name(found.chain[-1]),
                "layer": layer.value,
                "level": found.attribution_level.value,
                "given": given,
                "how": f"{layer.value}, {given}" if layer is Layer.QUOTED else layer.value,
                "subkind": found.subkind.value,
                "cue": _shortened(found.cue.of(text), _LONGEST_CUE),
                "weakest": names.name(found.weakest),
                "rule": found.rule,
                "source_rule": found.source_rule,
                "sentence": _sentence(sentences, found.cue, text),
            }
        )
    columns = [
        "id",
        "text",
        "chain",
        "said_by",
        "through",
        "author",
        "layer",
        "level",
        "given",
        "how",
    ]
    columns += ["subkind", "cue", "weakest", "rule", "source_rule", "sentence"]
    return pd.DataFrame(rows, columns=columns)


def _shortened(words: str, longest: int) -> str:
    """Return words on one line, without the middle of what is longer; a link leads to the whole."""
    line = " ".join(words.split())
    half = longest // 2 - 1
    if len(line) <= longest:
        return line
    start, end = line[:half].rpartition(" "), line[-half:].partition(" ")
    return f"{start[0] or start[2]} … {end[2] or end[0]}"


def _touched(sentences: Sequence[Span], span: Span) -> Iterator[Span]:
    """Return the sentences, of sorted ones without overlap, that a span reaches into."""
    first = max(bisect_right(sentences, span.start, key=lambda each: each.start) - 1, 0)
    last = bisect_left(sentences, span.end, key=lambda each: each.start)
    return (each for each in sentences[first:last] if each.overlaps(span))


def _sentence(sentences: Sequence[Span], cue: Span, text: str) -> str | None:
    at = bisect_right(sentences, cue.start, key=lambda span: span.start) - 1
    holds = at >= 0 and sentences[at].end >= cue.start
    return sentences[at].of(text) if holds else None


class _Marks:
    """The hedges and boosters of an article, in the order in which their scopes begin."""

    def __init__(self, hedges: Sequence[Hedge]) -> None:
        self._all = sorted(hedges, key=lambda hedge: hedge.span)
        self._starts = [hedge.span.start for hedge in self._all]
        bearing = (hedge for hedge in hedges if hedge.polarity is Polarity.HEDGE)
        self._bearing = sorted(bearing, key=lambda hedge: hedge.scope)
        self._scopes = [hedge.scope for hedge in self._bearing]
        self._scope_starts = [scope.start for scope in self._scopes]
        self._longest = max((len(scope) for scope in self._scopes), default=0)

    def bearing_on(self, span: Span) -> Iterator[Hedge]:
        """Return the hedges whose scope reaches into a span."""
        low = bisect_left(self._scope_starts, span.start - self._longest)
        high = bisect_left(self._scope_starts, span.end)
        return (hedge for hedge in self._bearing[low:high] if hedge.scope.overlaps(span))

    def within(self, span: Span, polarity: Polarity) -> int:
        low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return sum(hedge.polarity is polarity for hedge in self._all[low:high])

    def hedged(self, words: Sequence[Span]) -> int:
        return sum(self._is_hedged(word) for word in words)

    def _is_hedged(self, word: Span) -> bool:
        low = bisect_left(self._scope_starts, word.start - self._longest)
        high = bisect_right(self._scope_starts, word.start)
        return any(scope.end > word.start for scope in self._scopes[low:high])


@dataclass(slots=True)
class _Count:
    """What one voice says."""

    words: int = 0
    hedged: int = 0
    hedges: int = 0
    boosters: int = 0
    layers: dict[str, int] = field(default_factory=dict)
    ids: dict[str, None] = field(default_factory=dict)
    sentences: dict[str, None] = field(default_factory=dict)
    hedged_ids: dict[str, None] = field(default_factory=dict)

    def add(self, stretch: Stretch, spoken: Sequence[Span], marks: _Marks) -> None:
        self.words += len(spoken)
        self.layers[stretch.layer] = self.layers.get(stretch.layer, 0) + len(spoken)
        self.hedges += marks.within(stretch.span, Polarity.HEDGE)
        self.boosters += marks.within(stretch.span, Polarity.BOOSTER)
        self.hedged += marks.hedged(spoken)
