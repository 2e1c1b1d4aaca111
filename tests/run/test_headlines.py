"""What the landing page says first of the seeds: what a careful reader would flag."""

import pytest

from nkpressure.check.resolutions import check_resolutions
from nkpressure.find.everything import find_everything
from nkpressure.read.corpora import read_corpus
from nkpressure.run.headlines import headlines


@pytest.mark.parametrize(
    ("document", "begins", "flagged"),
    [
        pytest.param("piie-2017-07", "2231 exists and concerns Iran", True, id="resolution"),
        pytest.param("piie-2017-07", "“almost 40%”: Holds", False, id="claim that holds"),
        pytest.param("sino-nk-2018-07", "sea cucumber: full ban", False, id="banned good"),
        pytest.param("sino-nk-2018-07", "“Ku Bon-tae”: the Ministry", True, id="old office"),
    ],
)
def test_tells_what_the_checks_found(document: str, begins: str, flagged: bool) -> None:
    findings = find_everything(read_corpus("seeds")[document])
    resolutions = check_resolutions(findings.document, findings.citations, findings.tables)
    found = headlines(findings, resolutions, "text.html")
    told = [headline for headline in found if headline.text.startswith(begins)]
    assert [headline.flagged for headline in told] == [flagged]
    assert told[0].href is not None
    assert told[0].href.startswith("text.html#")
