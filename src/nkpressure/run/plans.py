"""What a report is going to do, checked before anything runs."""

import ast
import difflib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.model import Document
from nkpressure.read.corpora import SEEDS, Corpus, read_corpus
from nkpressure.run.digests import corpus_digest
from nkpressure.run.folders import folder_names
from nkpressure.run.notebooks import Notebook, Per, find_notebooks
from nkpressure.run.parameter_files import paths_from
from nkpressure.run.parameters import check_parameters
from nkpressure.run.store_parts import StorePart, read_store_part, readers_of_stores
from nkpressure.run.tasks import MadeReport, NotebookTask, PagesTask, RecordsTask, Warmth
from nkpressure.shipped import shipped_folder
from nkpressure.store.opening import is_store
from nkpressure.tables import read_tables

_OWN_PAGES = frozenset({"index", "text"})
CORPUS_FOLDER = "corpus"  # the reports on several documents together


@dataclass(frozen=True, slots=True)
class Plan:
    """Notebooks with their settings, the documents they run on, and where their kernels work."""

    corpus: Corpus
    corpus_path: Path
    documents: tuple[Document, ...]
    notebooks: tuple[tuple[Notebook, dict[str, Any]], ...]
    kernel_folder: Path
    tables: Path | None
    whole: bool = True  # of the corpus: what earlier runs made of other documents is stale
    store: StorePart | None = None  # in the place of documents

    def corpus_state(self) -> str:
        """Return a checksum of all that the corpus holds."""
        return self.store.state if self.store else corpus_digest(self.corpus.documents)

    def folders(self) -> dict[str, str]:
        """Return each document's folder within the report."""
        return folder_names(document.id for document in self.corpus.documents)

    def records_tasks(self) -> list[RecordsTask]:
        """Return the annotation of each document, in the order of the corpus."""
        folders = self.folders()
        return [RecordsTask(each, self.tables, folders[each.id]) for each in self.documents]

    def notebook_tasks(self, engine: str | None = None) -> list[NotebookTask]:
        """Return the runs of the notebooks, in the order of the report."""
        folders = self.folders()
        return [
            NotebookTask(
                notebook=notebook,
                document=document.id if document else None,
                parameters={**values, "document": document.id} if document else values,
                kernel_folder=self.kernel_folder,
                folders=folders,
                tables=self.tables,
                folder=folders[document.id] if document else CORPUS_FOLDER,
                engine=engine,
            )
            for notebook, values in self.notebooks
            for document in (self.documents if self._is_by_document(notebook) else (None,))
        ]

    def _is_by_document(self, notebook: Notebook) -> bool:
        return notebook.per is Per.DOCUMENT and self.store is None

    def pages_task(self, document: Document, reports: Sequence[MadeReport]) -> PagesTask:
        """Return the writing of a document's own pages, which show of all these reports."""
        return PagesTask(document, self.tables, self.folders()[document.id], tuple(reports))

    def warmth(self, *, forking: bool) -> Warmth:
        """Return what workers load before their first task."""
        articles = shipped_folder(SEEDS) if self.store else self.corpus_path
        return Warmth(articles, self.tables, forking)


def plan_report(
    corpus: str | None = None,
    *,
    notebooks: Sequence[str] = (),
    documents: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    tables: Path | None = None,
    published: str | None = None,
    columns: str | None = None,
) -> Plan:
    """Plan a report of notebooks over a corpus; without a corpus, over the seeds.

    Raises WrongUseError for whatever would go wrong on every document: a notebook, a document or a
    parameter that does not exist, a value of a wrong type, a folder without a readable document.
    """
    parameters = parameters or {}
    tables = tables.resolve() if tables is not None else None
    for name, option in {
        "corpus": "CORPUS",
        "document": "--documents",
        "tables": "--tables",
    }.items():
        if name in parameters:
            raise WrongUseError(f"a report takes the parameter {name} from {option}, not from -p")
    path = _path(corpus) if corpus is not None else None
    # Kernels work beside the corpus and call it by its bare name, so that a report does not
    # depend on the folder in which somebody keeps the project. For our seeds they work where no
    # other folder of that name can lie.
    stored = path is not None and is_store(path)
    home = path.resolve().parent if path is not None else tables or shipped_folder("notebooks")
    home = home.resolve()
    word = _from_beside(path) if path is not None else SEEDS
    options = _options(tables, published, columns, home)
    must_reach = [*options, *(["corpus"] if path is not None else [])]
    settings = {**paths_from(parameters, home), **options, "corpus": word}
    found = find_notebooks(notebooks)
    if stored:
        settings = {"document": "", **settings}
        found = readers_of_stores(found, notebooks, documents)
    _refuse_unknown(found, parameters)
    with_values = tuple((notebook, _values(notebook, settings, must_reach)) for notebook in found)
    return _plan(path, documents, with_values, home, tables, options, whole=True)


def plan_notebook(
    notebook: str,
    *,
    parameters: Mapping[str, Any] | None = None,
    tables: Path | None = None,
    published: str | None = None,
    columns: str | None = None,
) -> Plan:
    """Plan the run of one notebook with the given parameters; its own defaults hold for the others.

    Its kernel works in the current folder, so that a path in a parameter means what it says there.
    """
    tables = tables.resolve() if tables is not None else None
    found = find_notebooks([notebook])
    if len(found) != 1:
        raise WrongUseError(f"{notebook} is a folder; name one notebook, or use nkpressure report")
    options = _options(tables, published, columns, Path.cwd())
    (chosen,) = found
    given = {**(parameters or {}), **options}
    values = check_parameters(chosen.name, chosen.parameters, given)
    effective = {**_defaults(chosen), **values}
    corpus = effective.get("corpus", SEEDS)
    path = _path(corpus)
    documents = [effective["document"]] if chosen.per is Per.DOCUMENT else []
    if path is not None and is_store(path):
        readers_of_stores([chosen], [notebook])
        values = {**({"document": ""} if chosen.declares("document") else {}), **values}
        documents = []
    only = ((chosen, values),)
    return _plan(path, documents, only, Path.cwd(), tables, options, whole=False)


def _plan(
    corpus: Path | None,
    ids: Sequence[str],
    notebooks: tuple[tuple[Notebook, dict[str, Any]], ...],
    kernel_folder: Path,
    tables: Path | None,
    options: Mapping[str, str],
    *,
    whole: bool,
) -> Plan:
    _refuse_own_names(notebook for notebook, _ in notebooks)
    path = (corpus if corpus is not None else shipped_folder(SEEDS)).resolve()
    given = options.get("published"), read_tables(tables), options.get("columns")
    if is_store(path):
        read, store = read_store_part(path, *given)
        return Plan(read, path, (), notebooks, kernel_folder, tables, whole, store)
    read = read_corpus(path, *given)
    return Plan(read, path, _chosen(read, ids), notebooks, kernel_folder, tables, whole)


def _refuse_own_names(notebooks: Iterable[Notebook]) -> None:
    for notebook in notebooks:
        if notebook.name.lower() in _OWN_PAGES:
            raise WrongUseError(
                f"{notebook.path}: each document has a page of the name {notebook.name} already; "
                "rename the notebook"
            )


def _path(corpus: str) -> Path | None:
    """The word `seeds` stands for the package's own, unless a folder here bears that name."""
    path = Path(corpus)
    return None if corpus == SEEDS and not path.exists() else path


def _chosen(corpus: Corpus, ids: Sequence[str]) -> tuple[Document, ...]:
    by_id = {document.id: document for document in corpus.documents}
    for each in ids:
        if each not in by_id:
            near = difflib.get_close_matches(each, by_id, n=3) or list(by_id)[:5]
            raise WrongUseError(f"the corpus has no document {each!r}; near it: {', '.join(near)}")
    chosen = [by_id[each] for each in dict.fromkeys(ids)] if ids else list(by_id.values())
    return tuple(chosen)


def _from_beside(corpus: Path) -> str:
    name = corpus.resolve().name
    # In a notebook, the bare word stands for the package's own seeds.
    return f"./{name}" if name == SEEDS else name


def _options(
    tables: Path | None, published: str | None, columns: str | None, kernel_folder: Path
) -> dict[str, str]:
    options = {}
    if tables is not None:
        try:
            options["tables"] = Path(os.path.relpath(tables.resolve(), kernel_folder)).as_posix()
        except ValueError:  # on another drive, which has no relative path
            options["tables"] = str(tables.resolve())
    if published is not None:
        options["published"] = published
    if columns is not None:
        options["columns"] = columns
    return options


def _refuse_unknown(notebooks: Sequence[Notebook], parameters: Mapping[str, Any]) -> None:
    declared = [parameter for notebook in notebooks for parameter in notebook.parameters]
    names = {parameter.name for parameter in declared}
    unknown = {name: value for name, value in parameters.items() if name not in names}
    check_parameters("the set of notebooks", declared, unknown)


def _values(
    notebook: Notebook, settings: Mapping[str, Any], must_reach: Sequence[str]
) -> dict[str, Any]:
    """Return those settings that the notebook declares; some must reach every notebook."""
    per = ["document"] if notebook.per is Per.DOCUMENT else []
    for name in sorted([*must_reach, *per]):
        if not notebook.declares(name):
            raise WrongUseError(
                f"{notebook.path}: declares no parameter {name!r}, so that the report's {name} "
                f'cannot reach it; add `{name}: str = ""` to its parameters cell'
            )
    own = {name: value for name, value in settings.items() if notebook.declares(name)}
    return check_parameters(notebook.name, notebook.parameters, own)


def _defaults(notebook: Notebook) -> dict[str, Any]:
    defaults = {}
    for parameter in notebook.parameters:
        try:
            defaults[parameter.name] = ast.literal_eval(parameter.default)
        except ValueError:
            continue
    return defaults
