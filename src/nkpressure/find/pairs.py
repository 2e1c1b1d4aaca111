"""Joins two states that a hyphen joins: "US-DPRK", "Sino-North Korean"."""

from collections.abc import Iterator, Sequence

from nkpressure.find.actor_marks import Mark, with_article
from nkpressure.find.actor_table import ActorForm

_HYPHENS = ("-", "–", "‑", "‐", "—", "/")


def find_pairs(
    text: str, marks: Sequence[Mark]
) -> Iterator[tuple[int, int, tuple[str, ...], ActorForm]]:
    """Give each pair's start, end, states and form; three states in a row are one mention too."""
    states = [mark for mark in marks if mark.is_state]
    index = 0
    while index < len(states):
        last = index
        while last + 1 < len(states) and _joined(text, states[last], states[last + 1]):
            last += 1
        if last > index:
            members = states[index : last + 1]
            entities = [e for mark in members if mark.name for e in mark.name.entity]
            demonyms = any(m.name and m.name.form is ActorForm.DEMONYM for m in members)
            form = ActorForm.DEMONYM_PAIR if demonyms else ActorForm.NAME_PAIR
            # "the ROK-U.S. alliance": the article belongs to the noun that follows
            yield members[0].start, members[-1].end, tuple(dict.fromkeys(entities)), form
        index = last + 1


def _joined(text: str, left: Mark, right: Mark) -> bool:
    return (
        right.start - left.end == 1
        and text[left.end] in _HYPHENS
        and with_article(text, right) == right.start
    )
