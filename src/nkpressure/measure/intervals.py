"""How sure a share is when it was counted on few cases: the Wilson score interval."""

from math import sqrt

_Z_95 = 1.959963984540054  # the standard normal deviate that leaves 2.5 per cent on either side


def wilson_interval(successes: int, trials: int, z: float = _Z_95) -> tuple[float, float]:
    """Return the interval in which a share lies with 95 per cent confidence (Wilson 1927).

    Without trials nothing is known: 0 to 1.

    >>> low, high = wilson_interval(8, 10)
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    """
    if trials == 0:
        return 0.0, 1.0
    share = successes / trials
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    centre = share + z * z / (2 * trials)
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
