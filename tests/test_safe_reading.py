"""What the package reads cannot run code: no pickles, no YAML that makes objects, no eval."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "nkpressure"
MODULES = sorted(PACKAGE.rglob("*.py"))
RUNS_CODE = {
    *("pickle.load", "pickle.loads", "marshal.loads", "shelve.open", "dill.loads"),
    *(
        "cloudpickle.loads",
        "cloudpickle.load",
        "joblib.load",
        "pd.read_pickle",
        "pandas.read_pickle",
    ),
    *("yaml.load", "yaml.unsafe_load", "yaml.full_load", "yaml.load_all", "eval", "os.system"),
    *("numpy.load", "np.load"),
}
FETCHES = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_that_is_read_is_run_or_fetched(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & RUNS_CODE
    names = {alias.name for node in ast.walk(tree) for alias in _aliases(node)}
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not (names | modules) & FETCHES


def _aliases(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, ast.Import) else []
