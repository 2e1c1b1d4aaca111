import pytest

from nkpressure.find.everything import Findings, find_everything
from nkpressure.measure.voices import attribution_chains, count_voices
from nkpressure.model import Document


def read(text: str) -> Findings:
    return find_everything(Document("note", text, author="Ann Lee"))


TEXT = (
    "Trade fell. “The sanctions must perhaps stay,” Mike Pompeo said. "
    "China fears that the sanctions bite."
)


def test_counts_each_word_once():
    voices = count_voices(read(TEXT)).set_index("voice")
    assert voices["words"].to_dict() == {"Ann Lee": 7, "Mike Pompeo": 5, "China": 4}
    assert voices["share"].sum() == pytest.approx(1, abs=0.002)
    assert voices.loc["Mike Pompeo", "quoted"] == 5
    assert voices.loc["China", "ascribed"] == 4
    assert voices.loc["Ann Lee", ["kind", "own"]].tolist() == ["author", 7]


def test_counts_the_hedged_words_of_a_voice():
    voices = count_voices(read(TEXT)).set_index("voice")
    assert voices.loc["Mike Pompeo", "hedges"] == 1
    assert voices.loc["Mike Pompeo", "hedged_share"] == 0.4  # "perhaps stay"
    assert voices.loc["China", "hedged_share"] == 0


def test_leads_back_to_the_first_attribution():
    voices = count_voices(read(TEXT)).set_index("voice")
    assert voices.loc["Mike Pompeo", "id"] == "note#attribution-001"


def test_names_those_who_carry_the_words():
    text = "Kyodo reported on Monday. “Trade will grow,” Lu Chao told Kyodo News."
    chains = attribution_chains(read(text))
    row = chains[chains["said_by"] == "Lu Chao"].iloc[0]
    assert (row["through"], row["author"], row["level"]) == ("Kyodo News", "Ann Lee", "L2")
    assert row["chain"] == "Lu Chao → Kyodo News → Ann Lee"
    assert row["how"] == "quoted, verbatim"
    assert row["cue"]
    assert row["rule"]
    assert row["sentence"].startswith("“Trade")


def test_leaves_the_middle_out_of_long_passages():
    text = f"Mike Pompeo said that {'the sanctions stay and ' * 20}the talks go on."
    [row] = attribution_chains(read(text)).itertuples()
    assert len(row.text) <= 245
    assert " … " in row.text
    assert row.text.endswith("the talks go on")


@pytest.mark.parametrize("text", ["", "…", "Trade fell."])
def test_reads_a_text_in_which_nobody_speaks(text: str):
    findings = read(text)
    assert attribution_chains(findings).empty
    assert len(count_voices(findings)) == (1 if "Trade" in text else 0)
