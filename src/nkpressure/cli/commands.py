"""What the commands of the command line do; each takes its arguments and returns its exit code."""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nkpressure.cli.options import shows_progress
from nkpressure.cli.outcome import DONE, SOME_FAILED, complain, note, tell
from nkpressure.errors import WrongUseError

if TYPE_CHECKING:
    from nkpressure.measure.scores import Measure
    from nkpressure.read.corpora import Corpus
    from nkpressure.run.plans import Plan
    from nkpressure.run.steps import Step

_POOLED = ("exact", "overlap", "coded")
_CAUTION = (
    "Say which texts these are: on texts that were read when rules were written, this is a "
    "training score. Gold that no person has checked is a draft."
)


def report(arguments: Namespace) -> int:
    """Run notebooks over a corpus."""
    from nkpressure.run.plans import plan_report
    from nkpressure.run.printing import find_browser, print_report

    browser = find_browser() if arguments.pdf else None
    plan = plan_report(
        arguments.corpus,
        notebooks=arguments.notebooks,
        documents=arguments.documents,
        parameters=_parameters(arguments),
        tables=arguments.tables,
        published=arguments.published,
        columns=arguments.columns,
    )
    code = _carry_out(plan, arguments, jobs=arguments.jobs, cluster=arguments.cluster)
    if browser is None or arguments.dry_run:
        return code
    return max(code, complain(print_report(arguments.to, browser)))


def run(arguments: Namespace) -> int:
    """Run one notebook."""
    from nkpressure.run.plans import plan_notebook

    plan = plan_notebook(
        arguments.notebook,
        parameters=_parameters(arguments),
        tables=arguments.tables,
        published=arguments.published,
        columns=arguments.columns,
    )
    return _carry_out(plan, arguments)


def annotate(arguments: Namespace) -> int:
    """Write the records of a corpus, or a store of them."""
    from nkpressure.cli.stores import annotate_to_store, is_store

    if is_store(arguments):
        return annotate_to_store(arguments)
    from nkpressure.read.corpora import read_corpus
    from nkpressure.run.annotated import annotate as annotate_document
    from nkpressure.run.folders import writable_file, write_whole
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    to = arguments.to if arguments.to != Path("-") else None
    if to is not None:
        writable_file(to)
    corpus = read_corpus(arguments.corpus, arguments.published, tables, arguments.columns)
    _remark(corpus)
    lines = (annotate_document(document, tables).lines() for document in corpus.documents)
    if to is None:
        sys.stdout.writelines(lines)
    else:
        write_whole(to, lines)
    return complain(map(str, corpus.unread))


def score(arguments: Namespace) -> int:
    """Compare records with a gold standard, or say what a filled audit form comes to."""
    if arguments.records.suffix.lower() == ".csv":
        return _audit(arguments.records)
    if not arguments.gold:
        raise WrongUseError(
            "score needs the records that count as right: nkpressure score RECORDS GOLD; "
            "only a filled audit form (.csv) is scored alone"
        )
    from nkpressure.measure.codings import Coding, comparable
    from nkpressure.measure.scores import macro_f1, micro, score_records
    from nkpressure.records import read_records
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    predicted = read_records(arguments.records)
    gold = [record for path in arguments.gold for record in read_records(path)]
    unknown = sorted(set(arguments.kind) - {record["kind"] for record in gold})
    if unknown:
        known = ", ".join(sorted({record["kind"] for record in gold}))
        raise WrongUseError(f"the gold has no records of the kind {unknown[0]!r}; it has {known}")
    comparable(
        [Coding(str(arguments.records), tuple(predicted)), Coding("gold", tuple(gold))], tables
    )
    scores = score_records(predicted, gold, arguments.kind or None)
    lines = []
    for one in scores:
        counts = f"{one.kind:12} gold {one.gold:5} found {one.predicted:5}"
        lines.append(" | ".join([counts, *(_measured(measure) for measure in one.measures)]))
        if arguments.errors:
            lines.append(one.differences(arguments.errors))
    for name in _POOLED:
        pooled = _measured(micro(scores, name))
        lines.append(f"all kinds: macro F1 {macro_f1(scores, name):.3f}, pooled {pooled}")
    lines.append(_CAUTION)
    return tell(line for line in lines if line)


def budget(arguments: Namespace) -> int:
    """Print what each stage before the ledger costs it."""
    from nkpressure.find.everything import find_everything
    from nkpressure.measure.error_budget import budget_frame, error_budget
    from nkpressure.read.corpora import read_corpus
    from nkpressure.records import read_records
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    corpus = read_corpus(arguments.corpus, arguments.published, tables)
    gold = [record for path in arguments.gold for record in read_records(path)]
    coded = {record["document"] for record in gold if record["kind"] == "signal"}
    found = [find_everything(d, tables) for d in corpus.documents if d.id in coded]
    if not found:
        raise WrongUseError("the gold codes no signal of any article of this corpus")
    steps = budget_frame(error_budget(found, gold)).to_string(index=False, na_rep="")
    sys.stdout.write(f"{steps}\n{_CAUTION}\n")
    return complain(map(str, corpus.unread))


def _audit(form: Path) -> int:
    from nkpressure.measure.audits import read_verdicts

    sys.stdout.write(f"{read_verdicts(form).sentence}\n")
    return DONE


def _measured(measure: "Measure") -> str:
    return f"{measure.name} P {measure.precision:.3f} R {measure.recall:.3f} F1 {measure.f1:.3f}"


def diff(arguments: Namespace) -> int:
    """Compare two files of records; the exit code is 0 whether or not they differ."""
    from nkpressure.cli.told_changes import told_changes
    from nkpressure.measure.changes import documents_of, find_changes
    from nkpressure.records import read_records

    old, new = read_records(arguments.old), read_records(arguments.new)
    changes = find_changes(old, new)
    if arguments.kind:
        changes = [change for change in changes if change.kind in arguments.kind]
    lines = []
    for word, some, others in (("went", old, new), ("came", new, old)):
        for document in sorted(documents_of(some) - documents_of(others)):
            lines.append(f"the document {document} {word}")
    lines += told_changes(changes, summary=arguments.summary)
    return tell(lines)


def lint(arguments: Namespace) -> int:
    """Name what is wrong in an own folder of tables."""
    from nkpressure.check.folder_lint import check_folder
    from nkpressure.run.row_types import every_row_type

    problems = check_folder(arguments.folder, every_row_type())
    lines = [str(problem) for problem in problems] or ["nothing to mend"]
    tell(lines)
    return SOME_FAILED if problems else DONE


def new(arguments: Namespace) -> int:
    """Make a working copy, with the exercises as students get them."""
    from nkpressure.run.working_copies import copy_shipped
    from nkpressure.teach.releases import release_exercises

    folder = copy_shipped(arguments.folder)
    release_exercises(folder / "exercises")
    sys.stdout.write(f"{folder}\n")
    return DONE


def lab(arguments: Namespace) -> int:
    """Open JupyterLab in a folder, and wait until it is closed."""
    if not arguments.folder.is_dir():
        raise WrongUseError(
            f"{arguments.folder}: there is no such folder; `nkpressure new FOLDER` makes one"
        )
    return subprocess.call(lab_call(arguments.folder), env=lab_surroundings())


def lab_call(folder: Path) -> list[str]:
    """Return the call that opens JupyterLab in a folder.

    >>> lab_call(Path("mine"))[1:]
    ['-m', 'jupyterlab', 'mine']
    """
    return [sys.executable, "-m", "jupyterlab", str(folder)]


def lab_surroundings() -> dict[str, str]:
    """Return the environment in which JupyterLab asks no server for news or updates."""
    from nkpressure.run.working_copies import LAB_CONFIG

    paths = [str(LAB_CONFIG), *os.environ.get("JUPYTER_CONFIG_PATH", "").split(os.pathsep)]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}


def _carry_out(
    plan: "Plan", arguments: Namespace, *, jobs: int | None = None, cluster: str | None = None
) -> int:
    from nkpressure.run.reports import foresee_report, write_report

    how = {"engine": arguments.engine, "force": arguments.force}
    _remark(plan.corpus)
    if arguments.dry_run:
        return _tell(foresee_report(plan, arguments.to, **how))
    progress = shows_progress(arguments)
    written = write_report(plan, arguments.to, jobs=jobs, progress=progress, cluster=cluster, **how)
    for words in written.notes:
        note(words)
    code = complain(written.problems)
    sys.stdout.write(f"{written.index}\n")
    return code


def _tell(steps: "Sequence[Step]") -> int:
    due = [step for step in steps if step.reason is not None]
    lines = [f"{step.job.task.piece}: {step.reason}" for step in due]
    lines.append(f"{len(due)} of {len(steps)} pieces would be made; the others stand as they are")
    return tell(lines)


def _parameters(arguments: Namespace) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in arguments.parameters:
        if name in values:
            raise WrongUseError(f"the parameter {name} is given twice: {values[name]!r}, {value!r}")
        values[name] = value
    return values


def _remark(corpus: "Corpus") -> None:
    for remark in (*corpus.remarks, *corpus.remarks_on_texts()):
        note(f"{remark.file}: {remark.words}")
