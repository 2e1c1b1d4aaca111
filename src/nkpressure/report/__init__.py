"""Annotations -> frames, figures, marked text and pages. It shows; it computes nothing."""

# It says how pandas keeps strings, before any table is made.
from nkpressure import measure as measure
