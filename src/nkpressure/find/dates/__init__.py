"""Finds dates: expressions of time, their values, and the day each is counted from."""

from nkpressure.find.dates.finder import find_dates
from nkpressure.find.dates.mentions import Bound, DateMention, Method, TimexType
from nkpressure.find.dates.tenses import Tense

__all__ = ["Bound", "DateMention", "Method", "Tense", "TimexType", "find_dates"]
