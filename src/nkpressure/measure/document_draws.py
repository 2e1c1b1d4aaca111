"""Draws documents by their ids, so that everybody who names the same seed gets the same ones."""

import heapq
from collections.abc import Iterable
from hashlib import sha256


def draw_ids(ids: Iterable[str], number: int, seed: int) -> list[str]:
    """Draw so many ids, in the order in which they come; 0 draws all.

    The draw depends on the seed and the ids alone, and no more than the drawn ones are held.

    >>> draw_ids(["a", "b", "c", "d"], 2, 1) == draw_ids(iter("abcd"), 2, 1)
    True
    """
    if number <= 0:
        return list(ids)
    marked = (
        (sha256(f"{seed}:{id}".encode("utf-8", "surrogatepass")).digest(), place, id)
        for place, id in enumerate(ids)
    )
    drawn = heapq.nsmallest(number, marked)
    return [id for _, _, id in sorted(drawn, key=lambda one: one[1])]
