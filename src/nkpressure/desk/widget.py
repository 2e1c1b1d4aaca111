"""The desk in JupyterLab: passes what the page asks for to the desk, and the answer back.

The page holds no truth of its own. A step shows on it only when its line is on the disk.
"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from nkpressure.desk.desk import Desk
from nkpressure.desk.page import mark_of_page, marks_of_page, page_of, state_of
from nkpressure.desk.static_view import StaticView
from nkpressure.errors import NkpressureError

_HERE = Path(__file__).parent


class CodingWidget(anywidget.AnyWidget):
    """A document to code by mouse or keyboard; `desk` holds what has been decided."""

    _esm = (_HERE / "coder.js").read_text(encoding="utf-8")
    _css = (_HERE / "coder.css").read_text(encoding="utf-8")
    page = traitlets.Dict().tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        super().__init__(page=page_of(desk), marks=marks_of_page(desk), state=state_of(desk))
        self.desk = desk
        self.on_msg(self._answer)

    def _answer(self, _: object, wish: dict[str, Any], __: object) -> None:
        """Take the step that the page asks for, and send back the mark that it changed."""
        number = wish.get("number")
        try:
            mark = self.desk.take(wish)["id"]
        except (NkpressureError, OSError) as error:
            self.send({"number": number, "problem": str(error)})
            return
        shown = {record["id"]: record for record in self.desk.sheet.shown()}
        item = mark_of_page(shown[mark], self.desk) if mark in shown else None
        # Changed in place, so that only the one mark is sent; a page that opens later reads all.
        if item is None:
            self.marks.pop(mark, None)
        else:
            self.marks[mark] = item
        state = state_of(self.desk)
        self.state.update(state)
        self.send({"number": number, "mark": mark, "item": item, "state": state})

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Add the static view, for pages in which no kernel answers."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle or {},)
        still = StaticView(self.desk)
        data = {**data, "text/html": still._repr_html_(), "text/plain": repr(still)}
        return (data, *metadata) if metadata else data
