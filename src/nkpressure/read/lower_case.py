"""The lower case of a text, of the same length, so that a place in one is a place in the other."""


def in_lower_case(text: str) -> str:
    r"""Return the text in lower case; letters that would grow stay as they are.

    >>> in_lower_case("ANKARA"), len(in_lower_case("\u0130stanbul"))
    ('ankara', 8)
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
