"""JupyterLab in a browser without a window, for the few tests that must see the page itself."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nkpressure.cli.commands import lab_surroundings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
_PATIENCE = 60_000  # milliseconds; other work may share the machine


def browser_place() -> str:
    """The browser, or a skipped test that says what is missing."""
    pytest.importorskip("anywidget", reason="anywidget is not installed")
    pytest.importorskip("playwright", reason="the browser's driver, playwright, is not installed")
    place = next(filter(None, map(shutil.which, BROWSERS)), None)
    if place is None:
        pytest.skip("there is no Chromium on this machine")
    return place


@contextmanager
def opened_page(width: int = 1400, height: int = 1000) -> Iterator[Any]:
    """A page of the browser."""
    place = browser_place()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=place, args=list(_QUIET))
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(_PATIENCE)
        yield page
        browser.close()


@contextmanager
def opened_lab(folder: Path) -> Iterator[str]:
    """A JupyterLab that works in a folder; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    call += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    own = {name: str(folder / ".jupyter" / name) for name in ("JUPYTER_DATA_DIR", "IPYTHONDIR")}
    surroundings = {**lab_surroundings(), **own, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")}
    lab = subprocess.Popen(
        call, cwd=folder, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status")
        yield address
    finally:
        lab.terminate()  # which ends its kernels, too
        lab.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not answer at {address}")


def notebook(*cells: str) -> str:
    """A notebook of code cells, as the text of its file."""
    made = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": cell,
            "outputs": [],
            "execution_count": None,
        }
        for number, cell in enumerate(cells, 1)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": made}
    )


def open_notebook(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/lab/tree/{name}", wait_until="domcontentloaded")
    wait_for_kernel(page)


def wait_for_kernel(page: Any) -> None:
    page.wait_for_selector('#jp-bottom-panel >> text="Python 3 (ipykernel) | Idle"')


def run_all(page: Any) -> None:
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')


def kill(process: int) -> None:
    os.kill(process, 9)
