"""Which signals tell of the same thing twice, and which belong to one act or speech.

Within a document the same tuple counts once, in its best evidenced mention, where one speech or
the same words tell it again; across documents the same tuple is one signal where the days lie
within three days of each other.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from nkpressure.find.factuality import Evidentiality
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.times import Days

NEAR = timedelta(days=3)  # between two reports of one signal
# The order of the codebook's ranks: a record, a speaker, an outlet, hearsay, inference, nothing
_RANKS = ("E1", "E2", "E3", "E4", "E5", "E6", "E0")
_UNDATED = ("publication", "before publication")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A signal of one document that another document had told before."""

    document: str
    signal: Signal
    first_document: str
    first: Signal


def same_signal(left: Signal, right: Signal) -> bool:
    """Say whether two signals are one tuple: sender, target, instrument, direction, mode."""
    return _tuple(left) == _tuple(right)


def _tuple(signal: Signal) -> tuple[Hashable, ...]:
    return (
        *(signal.sender, signal.target, signal.instrument),
        *(signal.direction, signal.mode, signal.series),
    )


def _part(signal: Signal) -> Hashable:
    """Coordinated measures are told apart by what they name: coal, labour."""
    return signal.named_by.span if len(signal.evidence) > 1 else None


def near_in_time(left: Days | None, right: Days | None) -> bool:
    """Say whether two intervals overlap or lie within three days; an undated one is near to all.

    >>> from datetime import date
    >>> july, august = (date(2018, 7, 20), date(2018, 7, 20)), (date(2018, 8, 1), None)
    >>> near_in_time(july, august)
    False
    """
    if left is None or right is None:
        return True
    return _before(left, right) and _before(right, left)


def _before(left: Days, right: Days) -> bool:
    """Say whether the left interval begins before the right one has long ended."""
    return left[0] is None or right[1] is None or left[0] - right[1] <= NEAR


def _rank(evidentiality: Evidentiality) -> int:
    return _RANKS.index(evidentiality.value)


def without_repeats(signals: Sequence[Signal]) -> list[Signal]:
    """Let the best evidenced mention of each tuple count, and the others point to it."""
    groups: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for place, signal in enumerate(signals):
        told = signal.episode if signal.speaker and signal.episode else signal.named_by.rule
        groups[(*_tuple(signal), told, _part(signal))].append(place)
    kept = list(signals)
    for places in groups.values():
        for first, others in _same_days(places, signals):
            for place in others:
                kept[place] = replace(
                    signals[place],
                    dedup_of=signals[first],
                    counts=False,
                    rules=(*signals[place].rules, "repeat: the same tuple in this document"),
                )
    return kept


def _same_days(places: Sequence[int], signals: Sequence[Signal]) -> Iterable[tuple[int, list[int]]]:
    """Return the best evidenced of those whose days agree, with the others."""
    left = sorted(places, key=lambda p: (not signals[p].counts, _rank(signals[p].evidentiality), p))
    while left:
        first, *rest = left
        others = [p for p in rest if near_in_time(signals[first].date, signals[p].date)]
        yield first, others
        left = [place for place in rest if place not in others]


def with_episodes(signals: Sequence[Signal]) -> list[Signal]:
    """Name the episodes: the signals of one speaker on one day, the acts of one sender on it."""
    members: dict[str, list[int]] = defaultdict(list)
    for place, signal in enumerate(signals):
        name = _episode(signal)
        if name is not None:
            members[name].append(place)
    named = {p: name for name, places in members.items() if len(places) > 1 for p in places}
    return [
        replace(signal, episode=named[place]) if place in named else signal
        for place, signal in enumerate(signals)
    ]


def _episode(signal: Signal) -> str | None:
    if signal.date is None or signal.date_basis in _UNDATED:
        return None
    who = signal.speaker or "-".join(party.removeprefix("e:").lower() for party in signal.sender)
    if not who:
        return None
    day = signal.date[0] or signal.date[1]
    return f"ep:{who.removeprefix('e:')}-{day.isoformat()}" if day else None


def find_repeats(ledgers: Mapping[str, Sequence[Signal]]) -> list[Repeat]:
    """Return the counted signals that an earlier document of the mapping has told already."""
    known: dict[tuple[Hashable, ...], list[tuple[str, Signal]]] = defaultdict(list)
    repeats = []
    for document, signals in ledgers.items():
        fresh = []
        for signal in signals:
            if not signal.counts:
                continue
            earlier = next(
                (
                    (name, other)
                    for name, other in known[_tuple(signal)]
                    if near_in_time(signal.date, other.date)
                ),
                None,
            )
            if earlier is not None:
                repeats.append(Repeat(document, signal, *earlier))
            else:
                fresh.append(signal)
        for signal in fresh:
            known[_tuple(signal)].append((document, signal))
    return repeats
