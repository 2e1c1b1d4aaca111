"""A working copy of the notebooks and the seeds, for a project of one's own."""

import shutil
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.shipped import shipped_folder

LAB_CONFIG = Path(__file__).parent / "lab_config"  # JupyterLab's own settings, read before others


def copy_shipped(folder: Path) -> Path:
    """Copy the shipped notebooks and seeds to a folder that is new or empty.

    Raises WrongUseError where something lies in it already, or where it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise WrongUseError(f"{folder}: this is a file; a working copy needs a folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongUseError(f"{folder}: this folder is not empty; name a new one")
    try:
        for name in ("notebooks", "seeds"):
            shutil.copytree(
                shipped_folder(name),
                folder / name,
                # Exercises have copies of their own, without what is for teachers.
                ignore=shutil.ignore_patterns(".*", "__pycache__", "exercises"),
                # The originals may be read-only in an installation; the copy is for writing.
                copy_function=shutil.copyfile,
            )
    except OSError as error:
        raise WrongUseError(f"{folder}: cannot be written ({error})") from None
    return folder
