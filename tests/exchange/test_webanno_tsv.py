"""WebAnno TSV 3: several layers, stacked and long annotations, parts of words, UTF-16 units."""

import re

import pytest

from nkpressure.exchange.journeys import import_records
from nkpressure.model import Document

TEXT = "🙂 Seoul [and] Tokyo met.\nPyongyang's envoys left."

# What a tool writes: a stacked pair on Seoul, a long instrument over three words, a part of a word,
# a relation layer in between, escaped brackets, and offsets in UTF-16 units (the face counts two).
FILE = r"""#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Actor|entity|form
#T_RL=webanno.custom.Tie|label|BT_webanno.custom.Actor
#T_SP=webanno.custom.Instrument|code
#T_SP=webanno.custom.Remark


#Text=🙂 Seoul [and] Tokyo met.
1-1	0-2	🙂	_	_	_	_	_	_
1-2	3-8	Seoul	e:KOR|e:ROK\_old	name|*	_	_	N.TALK[1]	*[3]|*
1-3	9-14	\[and\]	_	_	_	_	N.TALK[1]	_
1-4	15-20	Tokyo	e:JPN	*	tied	1-2	N.TALK[1]	_
1-5	21-24	met	_	_	_	_	*	*[3]
1-6	24-25	.	_	_	_	_	_	_

#Text=Pyongyang's envoys left.
2-1	26-37	Pyongyang's	_	_	_	_	_	_
2-1.1	26-35	Pyongyang	e:PRK	metonym	_	_	_	_
2-2	38-44	envoys	_	_	_	_	_	_
2-3	45-49	left	_	_	_	_	_	_
2-4	49-50	.	_	_	_	_	_	_
"""
# Each line of a word ends with a tab.
LINES = re.sub(r"^(\d.*)$", r"\1\t", FILE, flags=re.MULTILINE)


@pytest.fixture
def imported(tmp_path):
    (tmp_path / "news.tsv").write_bytes(LINES.encode())
    return import_records(tmp_path, "webanno-tsv", [Document("news", TEXT)])


def test_finds_each_annotation_with_its_words(imported):
    assert imported.orphans == ()
    found = [(r["kind"], r["text"]) for r in imported.records]
    assert sorted(found) == sorted(
        [
            ("actor", "Seoul"),
            ("actor", "Seoul"),
            ("actor", "Tokyo"),
            ("actor", "Pyongyang"),
            ("instrument", "Seoul [and] Tokyo"),
            ("instrument", "met"),
            ("Remark", "Seoul [and] Tokyo met"),
            ("Remark", "Seoul"),
        ]
    )


def test_reads_features_and_leaves_empty_ones_out(imported):
    actors = [r for r in imported.records if r["kind"] == "actor"]
    assert [(r["entity"], r.get("form")) for r in actors] == [
        (["e:KOR"], "name"),
        (["e:ROK_old"], None),
        (["e:JPN"], None),
        (["e:PRK"], "metonym"),
    ]
    talks = next(r for r in imported.records if r["text"] == "Seoul [and] Tokyo")
    assert talks["code"] == "N.TALK"


def test_words_that_moved_are_orphans(tmp_path):
    (tmp_path / "news.tsv").write_bytes(LINES.encode())
    moved = Document("news", TEXT.replace("🙂 ", ""))
    imported = import_records(tmp_path, "webanno-tsv", [moved])
    assert (len(imported.records), len(imported.orphans)) == (0, 8)
