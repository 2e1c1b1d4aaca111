"""What the check says of a cited number; the expected answers are worked out from the table."""

import pytest

from nkpressure.check.near_misses import Slip, slip_between
from nkpressure.check.resolutions import (
    ResolutionCheck,
    ResolutionStatus,
    check_resolutions,
    citation_fields,
)
from nkpressure.find.citations import find_citations
from nkpressure.model import Document, Interval


def _checked(text: str, published: str | None) -> list[ResolutionCheck]:
    interval = Interval.parse(published) if published else None
    document = Document("test", text, interval)
    return check_resolutions(document, find_citations(document))


def test_the_seed_s_2231_may_be_2321_by_a_transposition() -> None:
    text = "as resolutions 2270 and 2231 finally did with respect to the coal trade"
    right, odd = _checked(text, "2017-07-08/2017-07-13")
    assert (right.valid, right.status, right.intended) == (True, ResolutionStatus.FITS, ())
    assert (odd.valid, odd.status) == (False, ResolutionStatus.OTHER_SUBJECT)
    assert odd.citation.number == "2231"
    assert odd.message.startswith(
        "2231 exists and concerns Iran (JCPOA), not the DPRK; 2321 differs"
    )
    assert [(miss.number, miss.slip) for miss in odd.intended] == [(2321, Slip.TRANSPOSITION)]
    assert odd.intended[0].topics == ("coal",)


@pytest.mark.parametrize(
    ("text", "published", "valid", "status"),
    [
        ("Resolution 2375 bans textiles.", "2018-01", True, ResolutionStatus.FITS),
        ("Resolution 2375 bans textiles.", None, None, ResolutionStatus.UNDATED),
        ("Resolution 2375 bans textiles.", "2017-07-01", False, ResolutionStatus.AFTER_DOCUMENT),
        # adopted on 11 September 2017
        ("Resolution 2375 it is.", "2017-09", None, ResolutionStatus.PERHAPS_AFTER_DOCUMENT),
        ("Resolution 2375 it is.", "2017-09-11", True, ResolutionStatus.FITS),
        ("Resolution 2375 (2016)", "2018-01", False, ResolutionStatus.OTHER_YEAR),
        ("Resolution 1540 on weapons", "2018-01", True, ResolutionStatus.FITS),
        (
            "Resolution 2231 ended sanctions on Iran.",
            "2018-01",
            True,
            ResolutionStatus.OTHER_SUBJECT_NAMED,
        ),
        ("Resolution 2400 is unknown here.", "2018-05", None, ResolutionStatus.NOT_IN_TABLE),
        ("Resolution 2400 is too new.", "2017-12", False, ResolutionStatus.AFTER_DOCUMENT),
        ("Resolution 2400 (2016)", "2019-01", False, ResolutionStatus.OTHER_YEAR),
        ("Resolution 9321 cannot be.", "2018-01", False, ResolutionStatus.NO_SUCH_NUMBER),
        ("Resolution 3100 may come.", "2031-01", None, ResolutionStatus.BEYOND_TABLE),
    ],
)
def test_status(
    text: str, published: str | None, valid: bool | None, status: ResolutionStatus
) -> None:
    (check,) = _checked(text, published)
    assert (check.valid, check.status) == (valid, status)
    assert check.message.endswith(".")


@pytest.mark.parametrize(
    ("printed", "meant", "slip"),
    [
        (2231, 2321, Slip.TRANSPOSITION),
        (2317, 2371, Slip.TRANSPOSITION),
        (2720, 2270, Slip.TRANSPOSITION),
        (2370, 2371, Slip.SUBSTITUTION),
        (2321, 2321, None),
        (2123, 2321, None),  # the digits change places, but are no neighbours
        (825, 2825, None),
        (2213, 2321, None),
    ],
)
def test_slips(printed: int, meant: int, slip: Slip | None) -> None:
    assert slip_between(printed, meant) is slip


def test_a_transposition_comes_before_a_wrong_digit() -> None:
    # 2357: transposed 2375 (September 2017); one digit off 2356 (June 2017) and 2397
    (check,) = _checked("Resolution 2357 banned textile exports.", "2018-01")
    assert [miss.number for miss in check.intended][:2] == [2375, 2356]


def test_words_of_the_measures_decide_within_a_year() -> None:
    # 2376 is one digit off 2371, 2375 and 2356, all of 2017; textiles are a matter of 2375
    text = "Resolution 2376 banned {} exports."
    textile, seafood = (
        [miss.number for miss in _checked(text.format(goods), "2018-01")[0].intended]
        for goods in ("textile", "seafood")
    )
    assert textile[0] == 2375
    assert seafood[0] == 2371


def test_nothing_adopted_after_the_document_is_meant() -> None:
    (check,) = _checked("Resolution 2379 cut oil.", "2017-12-21")
    assert 2397 not in [miss.number for miss in check.intended]  # of 22 December 2017
    (later,) = _checked("Resolution 2379 cut oil.", "2017-12-22")
    assert later.intended[0].number == 2397


def test_the_citation_is_never_changed() -> None:
    document = Document("test", "Resolution 2231 cut coal.", Interval.parse("2018"))
    citations = find_citations(document)
    (check,) = check_resolutions(document, citations)
    assert check.citation is citations[0]
    fields = citation_fields(check)
    assert (fields["valid"], fields["intended"], fields["adopted"]) == (False, "2321", "2015-07-20")
    assert fields["concerns_target"] is False


def test_only_numbered_resolutions_are_checked() -> None:
    assert _checked("Executive Order 13810 and a new UNSC resolution", "2018") == []
