"""Exercises: what a student answers, how it is scored, and why it is right or wrong.

In a notebook, `check` says what an answer is worth and explains each error, `hint` helps in steps.
"""

from nkpressure.teach.checking import check, hint, points

__all__ = ["check", "hint", "points"]
