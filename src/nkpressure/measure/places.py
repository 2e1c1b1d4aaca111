"""Compares the characters that two annotations cover; each may cover several stretches."""

Stretches = tuple[tuple[int, int], ...]


def shared_characters(left: Stretches, right: Stretches) -> int:
    """Count the characters that both cover; a stretch that is listed twice counts twice.

    >>> shared_characters(((0, 4), (10, 12)), ((2, 11),))
    3
    """
    return sum(
        max(0, min(last, end) - max(first, start)) for first, last in left for start, end in right
    )


def iou(left: Stretches, right: Stretches) -> float:
    """Return the intersection over the union of the characters; 0 where nothing is common.

    >>> iou(((0, 4),), ((2, 6),))
    0.3333333333333333
    """
    both = shared_characters(left, right)
    return both / (_size(left) + _size(right) - both) if both else 0.0


def _size(stretches: Stretches) -> int:
    return sum(end - start for start, end in stretches)
