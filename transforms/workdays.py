"""Working days by the State Council's calendar, make-up days included (facts 4.1)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

import chinese_calendar

TERM = 7  # working days from the decision to publication (发改办财金〔2018〕424号); the decision day does not count
BACK = 3 * 366  # days before the day asked for which deadlines are worked out


@cache
def deadlines(day: date) -> dict[date, date]:
    """For each of the last three years' days up to `day`: the 7th working day after it.

    ValueError where the calendar library does not reach (it knows each year once the State Council has announced it).
    """
    first, last = max(day - timedelta(BACK), date(2004, 1, 1)), day + timedelta(40)
    try:
        working = chinese_calendar.get_workdays(first, last)
    except NotImplementedError:
        raise ValueError(f"the working days up to {last} are not known to the calendar library; update it") from None
    return {d: working[bisect_right(working, d) + TERM - 1] for d in days(first, day)}


def days(first: date, last: date) -> list[date]:
    """Every day from first to last."""
    return [first + timedelta(i) for i in range((last - first).days + 1)]
