"""What a command comes to: lines on stdout, sentences on stderr, an exit code."""

import sys
from collections.abc import Iterable, Sequence

DONE, SOME_FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
_MOST_NAMED = 20


def tell(lines: Iterable[str]) -> int:
    """Write the lines that were asked for on stdout, and return the exit code of what is done."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return DONE


def note(words: str) -> None:
    """Say a sentence on stderr, where it is no part of what the command writes."""
    sys.stderr.write(f"nkpressure: {words}\n")


def complain(problems: Iterable[str]) -> int:
    """Say on stderr what failed, and return the exit code that this comes to."""
    code = DONE
    for problem in problems:
        note(problem)
        code = SOME_FAILED
    return code


def complain_briefly(problems: Sequence[str]) -> int:
    """Say what failed, of many only the first, and return the exit code."""
    code = complain(problems[:_MOST_NAMED])
    if len(problems) > _MOST_NAMED:
        note(f"... and {len(problems) - _MOST_NAMED} more")
    return code
