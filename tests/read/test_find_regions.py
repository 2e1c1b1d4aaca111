"""The page is divided as its reader saw it, and block quotations are found without their marks."""

from itertools import pairwise

import pytest

from nkpressure.model import Document
from nkpressure.read.regions import Region, Role, find_regions

AUTHOR = "The trade in coal came to an end that spring, as the ministry of commerce had announced."


def regions_of(*paragraphs: str, between: str = "\n\n") -> tuple[str, list[Region]]:
    text = between.join(paragraphs)
    return text, find_regions(Document("d", text))


def quoted(*paragraphs: str, between: str = "\n\n") -> list[str]:
    """Return each paragraph's group, or "-" where it is the author's."""
    _, regions = regions_of(*paragraphs, between=between)
    return [region.quote_group or "-" for region in regions if region.role is Role.BODY]


@pytest.mark.parametrize(
    ("line", "role", "subkind"),
    [
        pytest.param("3 Comments", Role.BOILERPLATE, "comment_count", id="counter"),
        pytest.param("Leave a Reply", Role.BOILERPLATE, "comment_form", id="form"),
        pytest.param("1,204 shares", Role.BOILERPLATE, "share_count", id="shares"),
        pytest.param("Photo: A. Reader", Role.BOILERPLATE, "photo_credit", id="credit"),
        pytest.param("© 2018 The Outlet", Role.BOILERPLATE, "copyright_notice", id="copyright"),
        pytest.param("Related: More on Coal", Role.BOILERPLATE, "related_links", id="related"),
        pytest.param("###", Role.BOILERPLATE, "end_mark", id="end mark"),
        pytest.param("https://twitter.com/a/status/1", Role.EMBED, "tweet_url", id="tweet"),
        pytest.param("https://example.org/a?b=c", Role.EMBED, "url", id="link"),
        pytest.param("The Border in Winter", Role.TITLE, "heading", id="heading"),
        pytest.param("Share prices fell in Seoul.", Role.BODY, "paragraph", id="prose"),
    ],
)
def test_tells_furniture_from_prose(line: str, role: Role, subkind: str) -> None:
    text, regions = regions_of(AUTHOR, line, AUTHOR)
    found = next(region for region in regions if region.span.of(text) == line)
    assert (found.role, found.subkind) == (role, subkind)


def test_marks_what_stands_above_the_article() -> None:
    text, regions = regions_of(
        "Body",
        "Coal and Iron: The Border Today",
        "By Jane Doe | March 5, 2019 | 2 Comments",
        AUTHOR,
    )
    assert [(region.role, region.subkind) for region in regions] == [
        (Role.BOILERPLATE, "field_label"),
        (Role.TITLE, None),
        (Role.DATELINE, None),
        (Role.BODY, "paragraph"),
    ]
    assert regions[1].span.of(text) == "Coal and Iron: The Border Today"


@pytest.mark.parametrize(
    "dateline",
    [
        "Pyongyang, March 5 (KCNA) --",
        "BEIJING, March 5 (Xinhua) --",
        "NAIROBI, Kenya (AP) _",
        "SEOUL —",
        "Tokyo, 5 March (Agency) –",
    ],
)
def test_a_wire_has_its_dateline_before_its_first_words(dateline: str) -> None:
    text, regions = regions_of(f"{dateline} {AUTHOR} -0-")
    assert [(region.role, region.span.of(text)) for region in regions] == [
        (Role.DATELINE, dateline),
        (Role.BODY, AUTHOR),
        (Role.BOILERPLATE, "-0-"),
    ]


def test_a_dash_in_prose_is_no_dateline() -> None:
    _, regions = regions_of(AUTHOR, "China (and Russia) -- both of them -- abstained.")
    assert {region.role for region in regions} == {Role.BODY}


def test_readers_comments_are_not_the_author() -> None:
    _, regions = regions_of(AUTHOR, AUTHOR, "2 Comments", "I beg to differ.", "So do I.")
    assert [region.subkind for region in regions[-2:]] == ["reader_comment"] * 2


CUE = "Minister Hong Il-su spoke in the assembly. As he put it:"
QUOTE = "We shall not trade our arsenal for a sack of rice, and our neighbours know it."


@pytest.mark.parametrize(
    ("paragraphs", "groups"),
    [
        pytest.param([CUE, QUOTE, AUTHOR], ["-", "d-bq1", "-"], id="one paragraph"),
        pytest.param(
            [CUE, QUOTE, "Our coal is ours.", "But Hong did not say what he would accept."],
            ["-", "d-bq1", "d-bq1", "-"],
            id="while the speaker says we",
        ),
        pytest.param(
            [CUE, QUOTE, "Rice has a price.", "We will pay it.", "These words were new."],
            ["-", "d-bq1", "d-bq1", "d-bq1", "-"],
            id="a paragraph between",
        ),
        pytest.param(
            ["One paper wrote:", "Trade has stopped.", "[T]he mines are still.", AUTHOR],
            ["-", "d-bq1", "d-bq1", "-"],
            id="taken up in brackets",
        ),
        pytest.param(
            ["He is worth quoting at length:", "“It was late.", "We left.”", AUTHOR],
            ["-", "d-bq1", "d-bq1", "-"],
            id="marks over two paragraphs",
        ),
        pytest.param(
            ["He was asked about it and said:", "“No,” he said, and left.", AUTHOR],
            ["-", "-", "-"],
            id="mere speech in marks",
        ),
        pytest.param(
            ["The resolution names these goods:", "Coal and iron ore.", AUTHOR],
            ["-", "-", "-"],
            id="no word of saying",
        ),
        pytest.param(
            ["The statement names the following:", "- coal", "- iron ore", AUTHOR],
            ["-", "-", "-", "-"],
            id="a list",
        ),
        pytest.param(
            ["As the first put it:", "Trade fell.", "The second wrote:", "Trade rose.", AUTHOR],
            ["-", "d-bq1", "-", "d-bq2", "-"],
            id="two quotations",
        ),
    ],
)
def test_finds_block_quotations(paragraphs: list[str], groups: list[str]) -> None:
    assert quoted(AUTHOR, *paragraphs)[1:] == groups


def test_a_statement_that_a_wire_carries_runs_to_its_end() -> None:
    groups = quoted(
        "Pyongyang, March 5 (KCNA) -- The ministry issued the following press statement:",
        "Shortly ago, two carriers called at Pusan.",
        "It is a provocation.",
        "The DPRK will watch this. -0-",
        between="\n",
    )
    assert groups == ["-", "d-bq1", "d-bq1", "d-bq1"]


def test_an_indent_shows_a_quotation() -> None:
    lines = [AUTHOR, AUTHOR, "    It was late.", "    We left.", AUTHOR]
    assert quoted(*lines) == ["-", "-", "d-bq1", "d-bq1", "-"]


def test_a_reply_mark_shows_a_quotation() -> None:
    assert quoted(AUTHOR, "> It was late.", AUTHOR) == ["-", "d-bq1", "-"]


def test_a_post_stands_above_its_signature() -> None:
    _, regions = regions_of(AUTHOR, "Trade is up!", "— A Reader (@reader) July 5, 2017", AUTHOR)
    assert [region.subkind for region in regions] == [
        "paragraph",
        "blockquote",
        "post_signature",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "\ud800:\n\x00", "said:", ":\n" * 50, "“" * 99, "By", "1.", "- ", ">\n>\n"],
)
def test_no_page_is_too_odd(text: str) -> None:
    spans = [region.span for region in find_regions(Document("d", text))]
    assert all(span.of(text).strip() for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
