"""The command line: `nkpressure COMMAND ...`.

Everything that takes time to import is imported by the command that needs it, so that the command
line answers at once.
"""

import os
import sys
from collections.abc import Sequence

from nkpressure.cli import commands
from nkpressure.cli.arguments import argument_parser
from nkpressure.cli.outcome import DONE, INTERRUPTED, SOME_FAILED, WRONG_USE, note
from nkpressure.errors import NkpressureError, UnreadableDocumentError
from nkpressure.tables import refuse_no_tables


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0: done; 1: done, but something failed and is named on stderr; 2: the call is wrong and nothing
    was done; 130: interrupted.
    """
    _speak_utf8()
    parsed = argument_parser().parse_args(arguments)
    try:
        if getattr(parsed, "tables", None) is not None:
            refuse_no_tables(parsed.tables)
        # "import" is no name that a function can have, so those commands bring theirs along.
        carry_out = getattr(parsed, "carry_out", None) or getattr(commands, parsed.command)
        code: int = carry_out(parsed)
        sys.stdout.flush()
        return code
    except NkpressureError as error:
        note(str(error))
        return SOME_FAILED if isinstance(error, UnreadableDocumentError) else WRONG_USE
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does. What Python still holds for it must
        # go nowhere, or the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:  # a full disk, a folder that somebody took away
        note(f"{error}; what is done is kept, so run it again")
        return SOME_FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _speak_utf8() -> None:
    """Write UTF-8 whatever the system's habit: names here are Korean, and records are UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
