"""The conda way and the pip way install the same; the citation names this version."""

import re
import tomllib
from pathlib import Path

import yaml

import nkpressure

ROOT = Path(__file__).parents[1]
OTHER_NAMES = {"matplotlib-base": "matplotlib"}  # conda-forge's name -> PyPI's


def requirement(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"([A-Za-z0-9_.-]+)(.*)", text)
    assert match
    return OTHER_NAMES.get(match[1], match[1]).lower(), match[2]


def test_environment_lists_what_pyproject_lists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    named = dict(requirement(line) for line in conda if isinstance(line, str) and line != "pip")
    assert named.pop("python") == project["requires-python"]
    development = dict(requirement(line) for line in project["optional-dependencies"]["dev"])
    assert named.pop("pytest") == development["pytest"]
    assert named == dict(requirement(line) for line in project["dependencies"])
    assert {"pip": ["-e ."]} in conda


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["version"] == citation["version"] == nkpressure.__version__
    assert citation["license"] == project["license"]


def test_each_dependency_has_its_line_in_contributing() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    for line in [*project["dependencies"], *extras]:
        assert f"| `{requirement(line)[0]}`" in contributing.lower(), line


def test_an_extra_is_named_with_one_bound_and_holds_what_we_ask_for_by_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for each in extras.values() for line in each)]
    assert len(set(lines)) == len(dict(map(requirement, set(lines))))
    assert all(len(each) == len(set(each)) for each in extras.values())
    asked = re.compile(r"\brequire\(\s*\"(\w+)\", \"(\w+)\"")
    sources = (ROOT / "src").rglob("*.py")
    pairs = {pair for path in sources for pair in asked.findall(path.read_text(encoding="utf-8"))}
    assert ("distributed", "cluster") in pairs
    for library, extra in pairs - {("json", "corpora")}:  # the latter is a doctest's
        assert library in dict(map(requirement, extras[extra])), extra
