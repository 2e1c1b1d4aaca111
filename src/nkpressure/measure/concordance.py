"""Keyword in context: each place of a word with the words around it, within its sentence."""

import re
from bisect import bisect_right
from collections.abc import Sequence

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings
from nkpressure.find.plain_text import lowered
from nkpressure.measure.document_draws import draw_ids
from nkpressure.measure.layers import divide_by_voice
from nkpressure.measure.text_words import Within, each_with
from nkpressure.measure.voice_names import VoiceNames
from nkpressure.model import Span
from nkpressure.read.sentences import Sentence
from nkpressure.records import annotation_ids

_COLUMNS = ["id", "voice", "layer", "left", "text", "right", "sentence_number", "start"]


def concordance(
    findings: Findings | Sequence[Findings],
    word: str,
    within: Sequence[Span] | Sequence[Sequence[Span]] | None = None,
    *,
    reach: int = 8,
) -> pd.DataFrame:
    """List each place of a word or phrase with up to `reach` words to either side.

    The context ends with the sentence. Capitals do not matter; a star stands for any letters, as
    in "sanction*". `within` keeps the places inside these stretches, such as `layer_spans` gives.
    Columns: id (of the sentence), voice, layer, left, text, right, sentence_number, start; where
    there are several articles, document too.
    Raises WrongUseError where there is no word to look for.
    """
    pattern = word_pattern(word)
    pairs = each_with(findings, within)
    rows = [row for each, spans in pairs for row in _rows(each, pattern, spans, reach)]
    columns = _COLUMNS if len(pairs) == 1 else [*_COLUMNS, "document"]
    return pd.DataFrame(rows, columns=columns)


def _rows(
    findings: Findings, pattern: re.Pattern[str], within: Sequence[Span] | None, reach: int
) -> list[dict[str, object]]:
    names = VoiceNames(findings)
    stretches = divide_by_voice(findings)
    starts = [stretch.span.start for stretch in stretches]
    ids = annotation_ids(findings.document, findings.annotations())
    text = findings.document.text
    rows: list[dict[str, object]] = []
    for number, sentence, place in places_of(findings, pattern, within):
        left, right = _around(text, sentence.span, place, reach)
        at = bisect_right(starts, place.start) - 1
        holding = stretches[at] if at >= 0 and place.start < stretches[at].span.end else None
        rows.append(
            {
                "id": ids[id(sentence)],
                "left": left,
                "text": place.of(text),
                "right": right,
                "layer": holding.layer.value if holding else "title",
                "voice": names.name(holding.voice) if holding else None,
                "sentence_number": number,
                "start": place.start,
                "document": findings.document.id,
            }
        )
    return rows


def draw_lines(places: pd.DataFrame, lines: int, seed: int) -> pd.DataFrame:
    """Draw so many lines of a concordance, in its order; 0 and fewer lines than that keep all.

    The draw depends on the seed and the places alone.
    """
    if not 0 < lines < len(places):
        return places
    keys = [
        f"{record} {start}" for record, start in zip(places["id"], places["start"], strict=True)
    ]
    drawn = set(draw_ids(keys, lines, seed))
    return places[[key in drawn for key in keys]].reset_index(drop=True)


def word_pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word or phrase in lowered text, a star for any letters.

    >>> word_pattern("maximum pressur*").findall("a maximum pressure, maximum  pressures")
    ['maximum pressure', 'maximum  pressures']
    """
    parts = lowered(word).split()
    if not "".join(parts).strip("*"):
        raise WrongUseError("there is no word to look for; give one, such as sanction*")
    shapes = (r"\w*".join(re.escape(bit) for bit in part.split("*")) for part in parts)
    # Chinese puts no space between words, so that a word there has no edge.
    before = r"(?<!\w)" if parts[0][0] < "\u2e80" else ""
    after = r"(?!\w)" if parts[-1][-1] < "\u2e80" else ""
    return re.compile(before + r"\s+".join(shapes) + after)


def places_of(
    findings: Findings, pattern: re.Pattern[str], within: Sequence[Span] | None
) -> list[tuple[int, Sentence, Span]]:
    """Return each place of a pattern with its sentence and that one's number, in text order."""
    text = lowered(findings.document.text)
    allowed = Within(within)
    return [
        (number, sentence, place)
        for number, sentence in enumerate(sorted(findings.sentences, key=lambda s: s.span), 1)
        for match in pattern.finditer(text, sentence.start, sentence.end)
        if allowed.holds(place := Span(*match.span()))
    ]


def _around(text: str, sentence: Span, place: Span, reach: int) -> tuple[str, str]:
    left = text[sentence.start : place.start].split()
    right = text[place.end : sentence.end].split()
    return " ".join(left[max(0, len(left) - reach) :]), " ".join(right[:reach])
