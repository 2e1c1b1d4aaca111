"""A report as a Research Object Crate: inputs, software, runs and outputs, for other programs.

The file follows RO-Crate and its profile for process runs, so that archives and catalogues read
it. What would differ from run to run, such as the time of a run, is not in it.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from nkpressure.model import Document
from nkpressure.run.notebooks import Notebook
from nkpressure.run.results import Result, ordered_files
from nkpressure.run.tasks import NotebookTask

CRATE = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_FORMATS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".png": "image/png",
}
_RIGHTS = (
    "The articles belong to their authors and publishers; who shares this report answers for the "
    "passages that it shows."
)


def to_crate(
    title: str,
    facts: Mapping[str, Any],
    documents: Sequence[Document],
    notebooks: Sequence[Notebook],
    results: Sequence[Result],
    others: Sequence[str],
) -> str:
    """Return the text of ro-crate-metadata.json for a report with these results.

    `facts` are those of run.json, `others` the files that belong to no result. The crate is dated
    by the newest article, since the day of the run would make each run another crate.
    """
    crate = ROCrate(version="1.1")  # what the profile for process runs builds upon
    crate.name = title
    crate.description = (
        "Annotations of articles by rules, and reports on them. No person checked them."
    )
    crate.license = _RIGHTS
    _date(crate, documents)
    crate.root_dataset["conformsTo"] = crate.add(
        ContextEntity(crate, _PROFILE, {"@type": "CreativeWork", "name": "Process Run Crate"})
    )
    software = _software(crate, facts["software"])
    texts = {each.id: _text(crate, each) for each in documents}
    sources = {each.name: _notebook(crate, each) for each in notebooks}
    for name in others:
        _file(crate, name, None)
    for result in results:
        outputs = [
            _file(crate, name, result.kept.files[name]) for name in ordered_files(result.kept)
        ]
        made_by = sources.get(result.notebook or "", software)
        inputs = [texts[result.document]] if result.document in texts else list(texts.values())
        _run(
            crate, result, made_by, [*inputs, software] if made_by != software else inputs, outputs
        )
    return json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1) + "\n"


def _date(crate: ROCrate, documents: Sequence[Document]) -> None:
    days = [each.published.last.isoformat() for each in documents if each.published is not None]
    if days:
        crate.root_dataset["datePublished"] = max(days)
    else:
        del crate.root_dataset["datePublished"]


def _software(crate: ROCrate, versions: Mapping[str, str | None]) -> ContextEntity:
    needed = [
        _entity(
            crate, f"#software-{name}", "SoftwareApplication", name=name, softwareVersion=version
        )
        for name, version in versions.items()
        if name != "nkpressure"
    ]
    return _entity(
        crate,
        "#software-nkpressure",
        "SoftwareApplication",
        name="nkpressure",
        softwareVersion=versions["nkpressure"],
        softwareRequirements=needed,
    )


def _text(crate: ROCrate, document: Document) -> ContextEntity:
    return _entity(
        crate,
        f"#text-{quote(document.id, safe='')}",
        "CreativeWork",
        name=document.title or document.id,
        author=document.author,
        publisher=document.outlet,
        datePublished=document.published.edtf if document.published else None,
        inLanguage=document.language,
        url=document.url,
        sha256=document.sha256,
        identifier=document.id,
    )


def _notebook(crate: ROCrate, notebook: Notebook) -> ContextEntity:
    return _entity(
        crate,
        f"#notebook-{quote(notebook.name, safe='')}",
        ["SoftwareSourceCode", "SoftwareApplication"],
        name=notebook.name,
        description=notebook.title,
        programmingLanguage="Python (Jupyter notebook)",
        sha256=notebook.sha256,
    )


def _run(
    crate: ROCrate,
    result: Result,
    instrument: ContextEntity,
    inputs: Sequence[ContextEntity],
    outputs: Sequence[ContextEntity],
) -> None:
    name = quote(result.task.piece, safe="")
    settings = result.task.parameters if isinstance(result.task, NotebookTask) else {}
    parameters = [
        _entity(crate, f"#run-{name}-{key}", "PropertyValue", name=key, value=_said(value))
        for key, value in sorted(settings.items())
    ]
    failed = result.kept.failure is not None
    run = _entity(
        crate,
        f"#run-{name}",
        "CreateAction",
        name=f"{result.what}, {result.document or 'the corpus'}",
        instrument=instrument,
        object=[*inputs, *parameters],
        result=list(outputs),
        actionStatus=f"http://schema.org/{'Failed' if failed else 'Completed'}ActionStatus",
        error=result.kept.failure,
    )
    crate.root_dataset.append_to("mentions", run)


def _said(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else json.dumps(value)


def _file(crate: ROCrate, name: str, sha256: str | None) -> ContextEntity:
    format_ = _FORMATS.get(PurePosixPath(name).suffix)
    known = {"name": name, "encodingFormat": format_, "sha256": sha256}
    properties = {key: value for key, value in known.items() if value is not None}
    file: ContextEntity = crate.add_file(dest_path=name, properties=properties)
    return file


def _entity(crate: ROCrate, place: str, kind: str | list[str], **properties: Any) -> ContextEntity:
    entity: ContextEntity = crate.add(ContextEntity(crate, place, {"@type": kind}))
    for name, value in properties.items():
        if value not in (None, []):
            entity[name] = value
    return entity
