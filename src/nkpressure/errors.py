"""What can go wrong, said in one sentence a user can act on.

* NkpressureError
  x WrongUseError            a wrong call, such as an unknown parameter (exit code 2)
  x UnreadableDocumentError  one file cannot be read; the others go on (exit code 1)
  x BadTableError            a row of a table or of the codebook is wrong (exit code 2)
"""


class NkpressureError(Exception):
    """A mistake in the input or the call, with a message that says how to mend it."""


class WrongUseError(NkpressureError):
    """The call itself is wrong: nothing was done."""


class UnreadableDocumentError(NkpressureError):
    """One document cannot be read; the rest of the work goes on."""


class BadTableError(NkpressureError):
    """A table or the codebook has a wrong row."""
