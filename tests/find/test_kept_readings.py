"""What was read of a word is kept, and the memory that takes has an end."""

from nkpressure.find.kept_readings import KeptReadings


def test_a_word_is_read_once() -> None:
    read: list[str] = []

    def reading(printed: str) -> int:
        read.append(printed)
        return len(printed)

    lengths = KeptReadings(reading)
    assert [lengths["coal"], lengths["iron"], lengths["coal"]] == [4, 4, 4]
    assert read == ["coal", "iron"]


def test_a_file_in_the_text_is_read_but_not_kept() -> None:
    lengths = KeptReadings(len)
    assert lengths["iVBORw0KGgo" * 1_000] == 11_000
    assert not lengths


def test_it_begins_anew_when_full() -> None:
    lengths = KeptReadings(len)
    most = 0
    for number in range(70_000):
        lengths[str(number)]
        most = max(most, len(lengths))
    assert most < 70_000
    assert 0 < len(lengths) < most
