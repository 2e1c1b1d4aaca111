"""The notebooks that can be run: what each asks, on what it runs, what may be set in it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.run.parameters import Parameter, read_parameters
from nkpressure.shipped import shipped_folder


class Per(StrEnum):
    """On what a notebook runs once."""

    DOCUMENT = "document"
    CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook on disk. `name` is its file name without the suffix, `title` its first heading.

    One that `reads_stores` says so in its metadata: its `corpus` may be the folder of a store.
    """

    path: Path
    name: str
    title: str
    per: Per
    parameters: tuple[Parameter, ...]
    sha256: str
    reads_stores: bool = False

    def declares(self, name: str) -> bool:
        """Say whether the notebook has a parameter of that name."""
        return any(parameter.name == name for parameter in self.parameters)


def read_notebook(path: Path) -> Notebook:
    """Read what a notebook says about itself; nothing is run.

    Raises WrongUseError where the file is missing or no notebook.
    """
    try:
        content = path.read_bytes()
        notebook = json.loads(content)
        cells = [(cell, _source(cell)) for cell in notebook["cells"]]
        parameters = next((source for cell, source in cells if _is_parameters(cell)), "")
        declared = read_parameters(parameters)
        title = _title([source for cell, source in cells if cell["cell_type"] == "markdown"])
        return Notebook(
            path=path,
            name=path.stem,
            title=title or path.stem,
            per=_per(notebook.get("metadata", {}), declared),
            parameters=declared,
            sha256=hashlib.sha256(content).hexdigest(),
            reads_stores=notebook.get("metadata", {}).get("nkpressure", {}).get("stores") is True,
        )
    except OSError as error:
        raise WrongUseError(f"{path}: cannot be read ({error.strerror})") from None
    except WrongUseError as error:
        raise WrongUseError(f"{path}: {error}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WrongUseError(f"{path}: this is no Jupyter notebook (format 4)") from None


def list_notebooks(folder: Path | None = None) -> list[Notebook]:
    """List the notebooks of a folder by name, or those that come with the package.

    Raises WrongUseError where the folder holds none.
    """
    folder = folder if folder is not None else shipped_folder("notebooks")
    paths = sorted(path for path in folder.glob("*.ipynb") if path.is_file())
    if not paths:
        raise WrongUseError(f"{folder}: no notebook (*.ipynb) lies in this folder")
    return [read_notebook(path) for path in paths]


def find_notebooks(words: Sequence[str]) -> list[Notebook]:
    """Find notebooks by path, by folder or by the name of a shipped one; none named means all.

    Raises WrongUseError for a word that is none of these, and for two notebooks of one name.
    """
    if not words:
        return list_notebooks()
    found = [notebook for word in words for notebook in _found(word)]
    by_name: dict[str, Notebook] = {}
    for notebook in found:
        other = by_name.setdefault(notebook.name, notebook)
        if other.path.resolve() != notebook.path.resolve():
            raise WrongUseError(
                f"{other.path} and {notebook.path} bear one name, so one report would take the "
                "place of the other; rename one"
            )
    return list(by_name.values())


def _found(word: str) -> list[Notebook]:
    path = Path(word)
    if path.is_dir():
        return list_notebooks(path)
    if path.suffix == ".ipynb" or path.is_file():
        return [read_notebook(path)]
    folder = shipped_folder("notebooks")
    shipped = folder / f"{word}.ipynb"
    # Only a bare name is looked up among ours, so that "../x" cannot wander about.
    if path.name == word and shipped.is_file():
        return [read_notebook(shipped)]
    names = ", ".join(sorted(path.stem for path in folder.glob("*.ipynb")))
    raise WrongUseError(f"there is no notebook {word!r}; name the path of one, or one of: {names}")


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _is_parameters(cell: dict[str, Any]) -> bool:
    tags = cell.get("metadata", {}).get("tags", [])
    return cell["cell_type"] == "code" and "parameters" in tags


def _title(sources: Sequence[str]) -> str | None:
    for source in sources:
        for line in source.splitlines():
            if line.startswith("# "):
                return line[2:].strip()
    return None


def _per(metadata: dict[str, Any], declared: Sequence[Parameter]) -> Per:
    stated = metadata.get("nkpressure", {}).get("per")
    if stated is None:
        takes_document = any(parameter.name == "document" for parameter in declared)
        return Per.DOCUMENT if takes_document else Per.CORPUS
    if stated not in list(Per):
        raise WrongUseError(
            f"its metadata nkpressure.per is {stated!r}; it must be document or corpus"
        )
    return Per(stated)
