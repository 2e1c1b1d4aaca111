"""The lines in which commands tell how two sets of annotations differ."""

from collections.abc import Sequence

from nkpressure.measure.changes import Change, tally


def told_changes(changes: Sequence[Change], *, summary: bool = False) -> list[str]:
    """Tell each change, then how many there are by kind and rule; a summary tells only these.

    >>> told_changes([])
    ['0 annotations differ']
    """
    each = [] if summary else [f"{change.record or change.document} {change}" for change in changes]
    counted = [
        f"{kind}, rule {rule or '(none)'}: "
        + ", ".join(f"{number} {turn}" for turn, number in counts.items())
        for kind, rule, counts in tally(changes)
    ]
    return [*each, *counted, f"{len(changes)} annotations differ"]
