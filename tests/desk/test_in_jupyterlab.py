"""The desk in a real JupyterLab: select, code, link, reject; the kernel dies; all is there."""

import json
from pathlib import Path
from typing import Any

from lab_browser import (
    kill,
    notebook,
    open_notebook,
    opened_lab,
    opened_page,
    run_all,
    wait_for_kernel,
)

# Hangul, flags, a joined emoji, a combining accent, a no-break space, and both kinds of line ends.
TEXT = (
    "평양 👩\u200d🚀🇰🇷 talks\r\nIn the cafe\u0301, Wang Yi 王毅 said that "
    "서울 would ease the 😀 sanctions.\n"
    "Washington\u00a0will tighten sanctions on North Korea.\r\n"
)
CELLS = (
    "import os\nfrom pathlib import Path\nfrom nkpressure import Document, code_text\n"
    "Path('kernel.pid').write_text(str(os.getpid()))",
    "note = Document('note', Path('note.txt').read_bytes().decode())\n"
    "code_text(note, coder='ann', file='ann.jsonl')",
)
# Where some words lie on the screen: the middle of their first and last characters.
_ENDS = """words => {
  const nodes = [], walk = document.createTreeWalker(document.querySelector('.nkc-text'), 4);
  while (walk.nextNode()) nodes.push(walk.currentNode);
  let at = nodes.map(node => node.data).join('').indexOf(words);
  const place = units => {
    for (const node of nodes) {
      if (units < node.length) return [node, units];
      units -= node.length;
    }
  };
  const box = units => {
    const range = document.createRange(), [node, offset] = place(units);
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    return range.getBoundingClientRect();
  };
  const first = box(at), last = box(at + words.length - 1);
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""


def select(page: Any, words: str) -> None:
    """Draw the mouse over the words."""
    left, top, right, bottom = page.evaluate(_ENDS, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, bottom)
    page.mouse.move(right, bottom)
    page.mouse.up()
    page.evaluate("new Promise(done => setTimeout(done))")  # the page reads the selection then


def status(page: Any, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('.nkc-status')?.textContent.includes(words)", arg=words
    )


def place(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def steps_in(file: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["step"] != "open"]


def test_all_is_there_after_the_kernel_was_killed(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(TEXT.encode())
    (tmp_path / "code.ipynb").write_text(notebook(*CELLS), encoding="utf-8")
    words = "서울 would ease the 😀 sanctions"
    with opened_page() as page, opened_lab(tmp_path) as address:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        open_notebook(page, address, "code.ipynb")
        run_all(page)
        page.wait_for_selector(".nkc-seg")
        page.evaluate("document.querySelector('.nkc').scrollIntoView()")

        select(page, words)
        page.select_option("[data-key=kind]", "attribution")
        page.check("[data-key=field-subkind-indirect]")
        page.click("[data-key=fold-source]")
        page.click("[data-key=pick-source]")
        select(page, "Wang Yi 王毅")
        page.click("[data-key=save]")
        status(page, "1 own")

        page.focus(".nkc-text")
        page.keyboard.press("n")
        page.keyboard.press("r")
        status(page, "1 rejected")
        page.keyboard.press("a")
        status(page, "1 accepted")
        page.keyboard.press("u")
        status(page, "0 accepted")

        first = int((tmp_path / "kernel.pid").read_text())
        kill(first)
        page.click('.jp-Dialog:has-text("restart") button:has-text("Ok")')  # JupyterLab says so
        page.wait_for_selector(".jp-Dialog", state="detached")
        wait_for_kernel(page)
        page.evaluate("document.querySelector('.nkc').remove()")  # so that only a new one is met
        run_all(page)
        page.wait_for_selector(".nkc-seg")
        status(page, "0 accepted, 0 changed, 1 rejected, 1 own")
        assert int((tmp_path / "kernel.pid").read_text()) != first
        shown = page.eval_on_selector_all(
            ".nkc-own", "marks => marks.map(m => m.textContent).join('')"
        )
        assert shown == words
        assert not page.is_disabled("[data-key=redo]")
        assert complaints == []

    own, rejected, accepted, undone = steps_in(tmp_path / "ann.jsonl")
    assert {name: own[name] for name in ("start", "end")} == place(words)
    assert own["text"] == words
    assert own["source"] == place("Wang Yi 王毅")
    assert own["content"] == [place(words)]
    assert (own["decision"], rejected["decision"]) == ("own", "rejected")
    assert (accepted["step"], undone["step"], undone["decision"]) == ("accept", "undo", "withdrawn")
    for line in (rejected, accepted):
        assert line["text"] == TEXT[line["start"] : line["end"]]
        assert line["proposal"] == line["id"]
