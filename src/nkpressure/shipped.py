"""Where the notebooks and the seeds lie that come with the package.

A wheel carries them inside the package; in a checkout they stand beside `src/`.
"""

from pathlib import Path

from nkpressure.errors import WrongUseError

_PACKAGE = Path(__file__).resolve().parent


def shipped_folder(name: str) -> Path:
    """Return the shipped folder of that name: "notebooks", "seeds"; in a checkout "teaching", too.

    Raises WrongUseError where the installation lacks it.

    >>> shipped_folder("seeds").name
    'seeds'
    """
    for home in (_PACKAGE, _PACKAGE.parent.parent):
        if (home / name).is_dir():
            return home / name
    raise WrongUseError(f"this installation of nkpressure came without its {name}; install it anew")
