"""Lets `python -m nkpressure` do what `nkpressure` does."""

import sys

from nkpressure.cli import main

if __name__ == "__main__":
    sys.exit(main())
