# make report   sets everything up, reads the two seed articles, leaves reports/index.html
# make test     sets everything up and runs the tests
# make lab      sets everything up and opens JupyterLab on the notebooks
# make check    ruff and mypy
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: report test lab check clean

report: $(VENV)/installed
	$(BIN)/nkpressure report seeds --to reports

test: $(VENV)/installed
	$(BIN)/pytest --numprocesses 2 --dist worksteal

lab: $(VENV)/installed
	$(BIN)/nkpressure lab notebooks

check: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Out of date means older than the list of what is needed.
$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) reports .mypy_cache .pytest_cache .ruff_cache .hypothesis
