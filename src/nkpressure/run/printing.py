"""Prints the pages of a finished report as PDF, by the Chromium that the machine has.

A PDF holds the time of its making, so PDFs are no part of what a second run gives byte for byte.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from nkpressure.errors import WrongUseError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_SECONDS = 120  # for one page


def find_browser() -> Path:
    """Return the Chromium of this machine.

    Raises WrongUseError that says how to come by one.
    """
    for name in _NAMES:
        place = shutil.which(name)
        if place:
            return Path(place)
    raise WrongUseError(
        "there is no Chromium or Chrome to print with; install one, or print from the open pages"
    )


def print_report(folder: Path, browser: Path) -> list[str]:
    """Print each page that is newer than its PDF; return what went wrong, a line each."""
    problems = []
    for page in sorted(folder.rglob("*.html")):
        target = page.with_suffix(".pdf")
        if not target.is_file() or target.stat().st_mtime < page.stat().st_mtime:
            problem = _print(page, target, browser)
            if problem:
                problems.append(f"{page.relative_to(folder)}: no PDF ({problem})")
    return problems


def _print(page: Path, target: Path, browser: Path) -> str | None:
    with tempfile.TemporaryDirectory() as profile:
        made = Path(profile) / "page.pdf"
        call = [str(browser), "--headless", "--disable-gpu", "--no-sandbox", "--no-first-run"]
        call += ["--disable-background-networking", f"--user-data-dir={profile}"]
        call += ["--no-pdf-header-footer", f"--print-to-pdf={made}", page.resolve().as_uri()]
        try:
            subprocess.run(call, capture_output=True, timeout=_SECONDS, check=True)
            shutil.move(made, target)
        except subprocess.TimeoutExpired:
            return f"Chromium took more than {_SECONDS} seconds"
        except (OSError, subprocess.CalledProcessError):
            return "Chromium could not print it"
    return None
