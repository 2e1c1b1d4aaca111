"""Pages as PDF: only what changed, and a clear word where there is no browser."""

import os
from pathlib import Path

import pytest

from nkpressure.errors import WrongUseError
from nkpressure.run.printing import find_browser, print_report


def _browser(folder: Path, script: str) -> Path:
    """Make a stand-in for Chromium that writes what it was asked to print."""
    browser = folder / "chromium"
    browser.write_text(f"#!/bin/sh\n{script}\n")
    browser.chmod(0o755)
    return browser


_PRINTS = 'for a in "$@"; do case $a in --print-to-pdf=*) echo pdf > "${a#*=}";; esac; done'


def test_prints_each_page_beside_it_and_only_once(tmp_path: Path) -> None:
    report = tmp_path / "report"
    report.mkdir()
    page = report / "index.html"
    page.write_text("<p>")
    browser = _browser(tmp_path, _PRINTS)
    assert print_report(report, browser) == []
    printed = report / "index.pdf"
    assert printed.read_text() == "pdf\n"
    printed.write_text("kept")
    assert print_report(report, browser) == []
    assert printed.read_text() == "kept"
    os.utime(page, (printed.stat().st_mtime + 10,) * 2)
    assert print_report(report, browser) == []
    assert printed.read_text() == "pdf\n"


def test_says_which_page_could_not_be_printed(tmp_path: Path) -> None:
    (tmp_path / "text.html").write_text("<p>")
    told = print_report(tmp_path, _browser(tmp_path, "exit 1"))
    assert told == ["text.html: no PDF (Chromium could not print it)"]
    assert not (tmp_path / "text.pdf").exists()


def test_says_how_to_come_by_a_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WrongUseError, match="install one"):
        find_browser()
