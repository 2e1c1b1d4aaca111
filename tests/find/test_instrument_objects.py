"""The goods that an instrument is about."""

import pytest

from nkpressure.find.everything import find_everything
from nkpressure.model import Document


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("They were caught at the smuggling of coal by sea.", ["coal"]),
        ("They banned coal and textile exports.", ["coal; textiles"]),
        ("The council will tighten sanctions.", [None]),
        ("Coal is black. The council will tighten sanctions.", [None]),
    ],
)
def test_names_the_goods_within_the_phrase(text: str, objects: list[str | None]) -> None:
    found = find_everything(Document("test", text)).instruments
    assert [mention.object for mention in found] == objects
