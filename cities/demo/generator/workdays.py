"""Working days of the State Council calendar, make-up days included."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar


@cache
def deadline(decided: date) -> date:
    """The seventh working day after the decision day, which itself does not count (facts 4.1)."""
    day, left = decided, 7
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day
