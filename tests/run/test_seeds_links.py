"""That in the report on the seeds every figure leads to its passages, and these lead back."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

# a notebook -> the least number of its figures that have links, in the report on any seed
FIGURES = {
    "01_read_an_article": 1,
    "02_who_is_named": 1,
    "03_three_instruments": 2,
    "05_two_articles_compared": 3,
    "06_when": 1,
    "07_where": 1,  # the wider map; a text may name no place of the border region
    "08_who_says_what": 2,
    "12_pressure_over_time": 2,
}
_LINK = re.compile(r"<a (?P<attributes>[^<>]*)>")
_HREF = re.compile(r"href=\"(?P<address>[^\"]*)\"")


class Anchors:
    """The anchors of the pages that were asked for."""

    def __init__(self) -> None:
        self._read: dict[Path, set[str]] = {}

    def lacking(self, page: Path, address: str) -> list[str]:
        """Return the places that an address on a page names and that do not exist."""
        parts = urlsplit(unescape(address))
        goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if goal not in self._read:
            words = goal.read_text(encoding="utf-8")
            self._read[goal] = set(re.findall(r"\bid=[\"']([^\"']+)", words))
        listed = parts.query.removeprefix("of=").split("+") if parts.query else []
        wanted = [unquote(place) for place in (parts.fragment, *listed)]
        return [place for place in wanted if place not in self._read[goal]]


def marks_on(page: Path) -> list[str]:
    words = page.read_text(encoding="utf-8")
    tags = (match["attributes"] for match in _LINK.finditer(words))
    return [tag for tag in tags if 'class="nk-mark"' in tag]


def address_of(tag: str) -> str:
    match = _HREF.search(tag)
    assert match, tag
    return match["address"]


def test_every_figure_has_links_and_each_has_a_goal_and_a_name(seeds_report: Path) -> None:
    anchors = Anchors()
    for name, least in FIGURES.items():
        pages = sorted(seeds_report.glob(f"*/{name}.html"))
        assert pages, name
        for page in pages:
            tags = marks_on(page)
            figures = set(re.findall(r'id="(figure-\d+)-mark-', " ".join(tags)))
            assert len(figures) >= least, page
            for tag in tags:
                assert anchors.lacking(page, address_of(tag)) == []
                assert re.search(r"aria-label=[\"'][^\"']*\w", tag)


def test_claims_lead_from_the_trade_series(seeds_report: Path) -> None:
    page = seeds_report / "piie-2017-07" / "11_claims_against_data.html"
    assert any("claimed: " in tag and "#quantity-" in tag for tag in marks_on(page))


def test_the_dossier_has_the_links_of_its_figures(seeds_report: Path) -> None:
    anchors = Anchors()
    for page in seeds_report.glob("*/index.html"):
        tags = marks_on(page)
        assert len(tags) > 30
        assert [tag for tag in tags if anchors.lacking(page, address_of(tag))] == []


def test_each_mark_leads_back_to_what_shows_it(seeds_report: Path) -> None:
    anchors, shown = Anchors(), 0
    for page in seeds_report.glob("*/text.html"):
        for uses in re.findall(r'<p class="nk-uses">(.*?)</p>', page.read_text(encoding="utf-8")):
            for address in _HREF.findall(uses):
                shown += 1
                assert anchors.lacking(page, address) == []
    assert shown > 500


def test_numbers_in_words_lead_to_their_marks(seeds_report: Path) -> None:
    page = seeds_report / "index.html"
    words = page.read_text(encoding="utf-8")
    table = words.split('id="marks"', 1)[1].split("</table>", 1)[0]
    addresses = _HREF.findall(table)
    assert any("?kinds=erratum#erratum-001" in address for address in addresses)
    for address in addresses:
        goal = urlsplit(address)
        text = (page.parent / goal.path).read_text(encoding="utf-8")
        assert f'id="{goal.fragment}"' in text
    errata = [
        json.loads(line)
        for line in (seeds_report / "records.jsonl").read_text(encoding="utf-8").splitlines()
        if '"kind": "erratum"' in line
    ]
    assert {"subkind", "severity", "correction", "rule"} <= set(errata[0])
