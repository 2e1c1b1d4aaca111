"""Signals: who does what to whom, in whose voice, and in which series."""

from dataclasses import dataclass

import pytest

from nkpressure.find.everything import find_everything
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.signals import build_ledger, with_ledger
from nkpressure.model import Document, Interval
from nkpressure.records import to_records

PUBLISHED = Interval.parse("2018-07-23")


def ledger_of(text: str) -> tuple[Signal, ...]:
    return build_ledger(find_everything(Document("note", text, PUBLISHED, author="Ann Lee")))


@dataclass(frozen=True)
class Row:
    """The fields of a signal that a test names, parties without their prefix."""

    sender: str
    addressee: str
    target: str
    coding: str
    series: str


def row_of(signal: Signal) -> Row:
    def plain(parties: tuple[str, ...]) -> str:
        return " ".join(party.removeprefix("e:") for party in parties)

    coding = f"{signal.instrument} {signal.direction.value} {signal.mode.value}"
    series = signal.series.value if signal.series else ""
    return Row(plain(signal.sender), plain(signal.addressee), plain(signal.target), coding, series)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param(
            "The US imposed new sanctions on North Korea in March.",
            Row("USA", "", "PRK", "S.GEN tighten action_taken", "sender_pressure"),
            id="sender and target",
        ),
        pytest.param(
            "Pompeo urged China and Russia to enforce sanctions on North Korea.",
            Row("USA", "CHN RUS", "PRK", "S.ENF tighten demanded", "sender_pressure"),
            id="three parties",
        ),
        pytest.param(
            "Beijing's trade with North Korea has grown.",
            Row("CHN", "", "PRK", "N.TRADE loosen assessed", "third_party"),
            id="owner of a noun",
        ),
        pytest.param(
            "Russia blocked a new resolution against North Korea.",
            Row("RUS", "", "PRK", "S.UNSC loosen denied", "third_party"),
            id="who blocks, not the council",
        ),
        pytest.param(
            "North Korea smuggled coal to a Chinese port.",
            Row("PRK", "", "PRK", "S.EVADE loosen action_taken", "target_response"),
            id="the target evades",
        ),
        pytest.param(
            "“We must crack down on sanctions evasion by North Korea,” Haley said.",
            Row("USA", "", "PRK", "S.ENF tighten demanded", "sender_pressure"),
            id="the speaker's we",
        ),
        pytest.param(
            "Washington should resume talks with Pyongyang.",
            Row("USA", "", "PRK", "N.TALK loosen demanded", "commentary"),
            id="the author's advice",
        ),
        pytest.param(
            "Seoul asked the Security Council for an exemption from the sanctions on North Korea.",
            Row("KOR", "UNSC", "PRK", "S.EXEMPT loosen demanded", "third_party"),
            id="a partner asks for a waiver",
        ),
        pytest.param(
            "Chinese customs seized a shipment of North Korean coal.",
            Row("CHN", "", "PRK", "S.ENF tighten action_taken", "third_party"),
            id="an agency acts for its state",
        ),
        pytest.param(
            "If Pyongyang tests again, the US will impose secondary sanctions on Chinese banks.",
            Row("USA", "CHN", "PRK", "S.SEC tighten threatened", "sender_pressure"),
            id="secondary sanctions press through a third country",
        ),
        pytest.param(
            "North Korea demanded that the United States lift sanctions.",
            Row("PRK", "USA", "PRK", "S.GEN loosen demanded", "target_response"),
            id="the target demands relief",
        ),
        pytest.param(
            "The sanctions on North Korea were eased by China.",
            Row("CHN", "", "PRK", "S.GEN loosen action_taken", "third_party"),
            id="agent of a passive",
        ),
        pytest.param(
            "On May 16, American bombers staged a drill near North Korea.",
            Row("USA", "", "PRK", "F.POSTURE tighten action_taken", "sender_pressure"),
            id="a month is no modal",
        ),
    ],
)
def test_reads_the_roles(text: str, row: Row) -> None:
    assert [row_of(signal) for signal in ledger_of(text)] == [row]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Talks are the only way out of the North Korean conundrum.", id="no party"),
        pytest.param("If sanctions on them fail, what then for North Korea?", id="bare condition"),
        pytest.param("The weather in Dandong was fine.", id="no instrument"),
        pytest.param("", id="empty"),
    ],
)
def test_a_mention_in_passing_is_no_signal(text: str) -> None:
    assert ledger_of(text) == ()


def test_what_the_text_does_not_say_is_none() -> None:
    [signal] = ledger_of("New sanctions on North Korea were imposed.")
    assert signal.sender == ()
    assert signal.addressee == ()
    assert signal.speaker is None
    assert signal.confidence.value == "low"
    assert signal.confidence_reason == "no sender is named"


def test_undated_where_nothing_dates_it() -> None:
    findings = find_everything(Document("note", "The US imposed sanctions on North Korea."))
    assert [(signal.date, signal.date_basis) for signal in build_ledger(findings)] == [(None, None)]


def test_coordinated_measures_share_their_demand() -> None:
    text = (
        "“We must crack down on sanctions evasion, including the smuggling of coal by sea "
        "and the presence of North Korean guest workers abroad,” Pompeo said."
    )
    signals = ledger_of(text)
    assert [signal.instrument for signal in signals] == ["S.ENF", "S.ENF"]
    assert [signal.evidence[-1].of(text)[:12] for signal in signals] == [
        "the smugglin",
        "the presence",
    ]
    assert len({signal.evidence[0] for signal in signals}) == 1


def test_says_in_whose_voice() -> None:
    [told] = ledger_of("Police said that customs had seized coal from North Korea in China.")
    [own] = ledger_of("Chinese customs seized coal from North Korea.")
    assert (own.level.value, own.speaker, own.chain) == ("L0", None, ("e:ann-lee",))
    assert told.level.value != "L0"
    assert told.chain[-1] == "e:ann-lee"


def test_a_repeat_points_to_the_row_that_counts() -> None:
    text = (
        "The US imposed new sanctions on North Korea in March. "
        "It was said that the US imposed new sanctions on North Korea in March."
    )
    own, told = ledger_of(text)
    assert told.evidentiality.value == "E4"  # hearsay is a ground, a bare assertion has none
    assert told.counts
    assert own.dedup_of == told
    assert not own.counts


def test_rows_have_ids_in_the_records_and_point_to_each_other() -> None:
    text = "The US imposed sanctions on North Korea. The US imposed sanctions on North Korea."
    findings = with_ledger(find_everything(Document("note", text, PUBLISHED)))
    records = to_records(findings.document, findings.annotations())
    rows = [record for record in records if record["kind"] == "signal"]
    assert [row["id"] for row in rows] == ["note#signal-001", "note#signal-002"]
    assert [row["dedup_of"] for row in rows] == [None, "note#signal-001"]
    assert rows[0]["evidence"] == [{"start": 0, "end": 39}]
    assert rows[0]["date"] == [None, "2018-07-23"]


@pytest.mark.parametrize("text", ["\ud800 sanctions", "“" * 500, "sanctions \x00 on, and, but"])
def test_takes_any_text(text: str) -> None:
    for signal in ledger_of(text):
        assert signal.evidence


SENTENCES = [
    "China blocked new sanctions on North Korea.",
    "Pompeo urged China to enforce sanctions on North Korea.",
    "China's trade with North Korea has grown.",
    "China's police arrested smugglers who had sold coal from North Korea.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_another_country_in_the_same_place_changes_only_that_party(text: str) -> None:
    before = [row_of(signal) for signal in ledger_of(text)]
    after = [row_of(signal) for signal in ledger_of(text.replace("China", "Russia"))]
    assert before
    assert after == [
        Row(
            row.sender.replace("CHN", "RUS"),
            row.addressee.replace("CHN", "RUS"),
            row.target,
            row.coding,
            row.series,
        )
        for row in before
    ]


@pytest.mark.parametrize("text", SENTENCES)
def test_said_by_another_changes_the_voice_and_not_the_act(text: str) -> None:
    said = f"Kishida said that {text}"
    own, told = ledger_of(text), ledger_of(said)
    assert [(s.sender, s.target, s.instrument, s.direction) for s in own] == [
        (s.sender, s.target, s.instrument, s.direction) for s in told
    ]
    assert {s.level.value for s in told} != {"L0"}


def test_stays_quick_on_a_long_text() -> None:
    text = "China blocked new sanctions on North Korea. " * 500
    assert len(ledger_of(text)) == 500


@pytest.mark.parametrize(
    ("text", "days", "basis"),
    [
        pytest.param(
            "The US imposed sanctions on North Korea on 2 March 2018.",
            ["2018-03-02", "2018-03-02"],
            "text",
            id="the day of the act",
        ),
        pytest.param(
            "Pompeo said on July 20 that he will meet North Korean officials on August 2.",
            ["2018-07-20", "2018-07-20"],
            "speech",
            id="an announcement is dated by its saying",
        ),
        pytest.param(
            "The US imposed sanctions on North Korea.",
            [None, "2018-07-23"],
            "before publication",
            id="done at some time before",
        ),
        pytest.param(
            "The US is holding talks with North Korea.",
            ["2018-07-23", "2018-07-23"],
            "publication",
            id="under way",
        ),
    ],
)
def test_dates_by_the_text_the_speech_or_the_publication(
    text: str, days: list[str | None], basis: str
) -> None:
    [signal] = ledger_of(text)
    assert signal.date is not None
    assert [day.isoformat() if day else None for day in signal.date] == days
    assert signal.date_basis == basis
