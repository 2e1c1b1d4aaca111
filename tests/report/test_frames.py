from dataclasses import dataclass

import pandas as pd
from small_findings import Mood, actor, article, findings_of

from nkpressure.find.actors import ActorMention
from nkpressure.model import Document, Span
from nkpressure.report.frames import checks_frame, to_frame


def test_gives_each_annotation_its_words_coding_rule_and_sentence():
    findings = article()
    actors = to_frame(findings, findings.actors)
    assert list(actors.columns) == [
        *("id", "text", "entity", "form", "rule", "sentence", "start", "end")
    ]
    assert actors.iloc[1].tolist() == [
        *("note#actor-002", "Japan", "e:JPN; e:USA", "name", "name in the table"),
        *("China resumed pressure on Japan.", 26, 31),
    ]


def test_numbers_a_subset_as_the_records_do():
    findings = article()
    assert to_frame(findings, findings.actors[1:])["id"].tolist() == ["note#actor-002"]


def test_knows_an_annotation_again_that_was_made_anew():
    findings = article()
    again = actor(Span(0, 5), "e:CHN")
    assert to_frame(findings, [again])["id"].tolist() == ["note#actor-001"]


def test_gives_several_kinds_all_their_fields():
    findings = article()
    mixed = to_frame(findings, [*findings.actors, *findings.instruments])
    assert mixed["kind"].tolist() == ["actor", "actor", "instrument"]
    assert mixed["code"].tolist()[-1] == "G.PRESS"
    assert pd.isna(mixed["code"].tolist()[0])


def test_shows_the_words_of_spans_and_keeps_whole_numbers_whole():
    text = "Beijing fears a collapse."
    beijing = actor(Span(0, 7))
    moods = (
        Mood(Span(8, 13), "verb", Span(8, 13), beijing, (Span(14, 15), Span(16, 24)), 2),
        Mood(Span(0, 7), "verb"),
    )
    findings = findings_of(Document("note", text), actors=(beijing,), citations=moods)
    frame = to_frame(findings, moods)
    assert frame[["cue", "holder", "words"]].iloc[0].tolist() == ["fears", "Beijing", "a; collapse"]
    assert frame.to_csv(index=False, columns=["strength"]).split() == ["strength", "2", '""']


def test_gives_an_empty_list_the_columns_of_its_kind():
    findings = article()
    assert "sentence" in to_frame(findings, []).columns
    assert "entity" in to_frame(findings, [], ActorMention).columns


@dataclass(frozen=True)
class NameCheck:
    actor: ActorMention
    message: str
    intended: tuple[int, ...]


def test_leads_a_check_back_to_the_words_that_it_checked():
    findings = article()
    checks = [NameCheck(findings.actors[0], "ambiguous", (2321, 2371))]
    frame = checks_frame(findings, checks)
    assert frame.to_dict("records") == [
        {
            "id": "note#actor-001",
            "text": "China",
            "message": "ambiguous",
            "intended": "2321; 2371",
            "sentence": "China resumed pressure on Japan.",
        }
    ]
    assert "message" in checks_frame(findings, [], NameCheck).columns
