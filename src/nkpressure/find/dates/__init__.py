"""Finds dates: expressions of time, their values, and the day each is counted from."""

from nkpressure.find.dates.finder import find_dates
from nkpressure.find.dates.mentions import Bound, DateMention, Method, TimexType

__all__ = ["Bound", "DateMention", "Method", "TimexType", "find_dates"]
