"""The ledger as tables: parties by name, every row with its reasons, nothing invented."""

from nkpressure.find.everything import find_everything
from nkpressure.ledger.signals import with_ledger
from nkpressure.model import Document, Interval
from nkpressure.report.ledger_frames import (
    audit_form,
    audit_frame,
    crosswalk_frame,
    ledger_frame,
    series_frame,
)
from nkpressure.report.shown_tables import Table

TEXT = (
    "The US imposed new sanctions on North Korea. China opposed new sanctions on North Korea. "
    "Chinese customs seized coal from North Korea."
)
FINDINGS = with_ledger(find_everything(Document("note", TEXT, Interval.parse("2018-07-23"))))


def test_shows_a_row_a_signal() -> None:
    ledger = ledger_frame(FINDINGS)
    assert ledger["id"].tolist() == ["note#signal-001", "note#signal-002", "note#signal-003"]
    assert ledger["sender"].tolist() == ["United States", "China", "China"]
    assert ledger["to_day"].tolist() == ["2018-07-23"] * 3
    assert ledger["because"].str.contains("because").all()
    assert ledger["sentence"].tolist()[0] == "The US imposed new sanctions on North Korea."


def test_keeps_the_series_apart() -> None:
    series = series_frame(FINDINGS).set_index(["series", "kind"])
    assert series.loc[("sender_pressure", "acts"), "tighten"] == 1
    assert series.loc[("third_party", "acts"), "tighten"] == 1
    assert series.loc[("third_party", "words"), "loosen"] == 1
    assert series.loc[("third_party", "words"), "balance"] == -0.5


def test_crosses_every_row() -> None:
    crossed = crosswalk_frame(FINDINGS)
    assert crossed["cameo"].tolist()[0] == "163"
    assert len(crossed) == 3


def test_a_form_has_the_rows_of_the_audit_and_room_for_verdicts() -> None:
    drawn, form = audit_frame(FINDINGS, 2, 1), audit_form(FINDINGS, 2, 1)
    assert form["id"].tolist() == drawn["id"].tolist()
    assert form["verdict"].tolist() == ["", ""]
    assert drawn["reading"].str.contains("; told by ").all()


def test_an_article_without_signals_has_empty_tables() -> None:
    bare = with_ledger(find_everything(Document("note", "It rained.")))
    for frame in (ledger_frame(bare), crosswalk_frame(bare), series_frame(bare)):
        assert frame.empty
        assert "No rows." in Table(frame, name="bare", caption="Nothing").to_html()
    assert audit_form(bare, 5, 1).empty
