"""Libraries that only some users need: asked for by name, and missed in one sentence."""

from importlib.util import find_spec

from nkpressure.errors import WrongUseError


def require(library: str, extra: str, purpose: str) -> None:
    """Raise WrongUseError with the pip command where a library is not installed.

    >>> require("json", "corpora", "a store")
    """
    if find_spec(library) is None:
        raise WrongUseError(
            f'{purpose} needs {library}; install it with: pip install "nkpressure[{extra}]"'
        )
