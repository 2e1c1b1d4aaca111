"""Which software is at work, by its versions."""

import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

import nkpressure


def versions_of(packages: Iterable[str]) -> dict[str, str | None]:
    """Return the versions of this program, of Python and of some packages, None for one not here.

    >>> versions_of(["no-such-package"])["no-such-package"] is None
    True
    """
    return {
        "nkpressure": nkpressure.__version__,
        "python": platform.python_version(),
        **{name: _version(name) for name in packages},
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
