"""The marked text of an article shows its furniture faded, and where each page of a PDF begins."""

from many_formats import html, pdf, write

from nkpressure.find.everything import find_everything
from nkpressure.read.corpora import read_corpus
from nkpressure.records import document_record
from nkpressure.report.marked import marked_text


def test_pages_and_furniture_show_in_the_marked_text(tmp_path):
    lines = ["Beijing tightened the sanctions on North Korea,", "and traders in Dandong noticed."]
    more = ["The council met in New York on the coal trade.", "Nobody was named."]
    story = "Beijing tightened the sanctions on North Korea in August, and traders noticed it."
    files = {"brief.pdf": pdf([lines, more]), "page.html": html("A page", story, story[:60])}
    write(tmp_path, files)
    brief, page = read_corpus(tmp_path).documents
    shown = marked_text(find_everything(brief)).fragment()
    assert [shown.count(f'data-page="{number}"') for number in (1, 2, 3)] == [1, 1, 0]
    assert shown.index('data-page="2"') < shown.index("council")
    pages = document_record(brief)["pages"]
    assert [brief.text[each["start"] :][:3] for each in pages] == ["Bei", "The"]
    shown = marked_text(find_everything(page)).fragment()
    assert '<span class="nk-label">not read: navigation</span> Home' in shown
