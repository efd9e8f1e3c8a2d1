"""A workbook's cell as text: what the sender sees, without a guess. Dates in ISO form, numbers as they are shown."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

_DIGITS = 15  # what a spreadsheet keeps and shows of a number
_BEFORE_DAYS = date(1899, 12, 31)
_LAST_SECOND = datetime(9999, 12, 31, 23, 59, 59)
_SURE_DAYS = date(1900, 3, 1)  # a spreadsheet counts a 29 February 1900, so that the days before have no sure number


@lru_cache(maxsize=1 << 16, typed=True)
def cell_text(value: object) -> str | None:
    """The text of a cell, null if it is empty."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return number_text(float(value))
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        return _duration_text(value)
    return None if value is None else str(value)


def number_text(number: float) -> str:
    """20181123.0 is `20181123`, 0.2 is `0.2`; fractions without the noise of binary sums.

    With more than 15 digits before the point it is `4.20202199901011E+17`: the last digits are lost.
    """
    if number == 0:
        return "0"
    if abs(number) >= 10**_DIGITS:
        return f"{number:.{_DIGITS}G}"
    if number.is_integer():
        return str(int(number))
    shortest = repr(number)
    if len(shortest) <= _DIGITS and "e" not in shortest:
        return shortest
    return format(Decimal(f"{number:.{_DIGITS}g}"), "f")


def day_text(day: date) -> str:
    """The ISO day; before 1 March 1900 the serial number, which is no day to anyone."""
    if day >= _SURE_DAYS:
        return day.isoformat()
    serial = (day - _BEFORE_DAYS).days
    return "59/60" if serial == 59 else str(serial)


def instant_text(value: datetime) -> str:
    """`2018-11-23 08:30:00`, at midnight the day alone."""
    nearly = value.microsecond >= 500_000 and value < _LAST_SECOND  # a serial holds seconds inexactly
    rounded = value.replace(microsecond=0) + timedelta(seconds=nearly)
    if rounded.date() <= _BEFORE_DAYS:
        return rounded.strftime("%H:%M:%S")
    day = day_text(rounded.date())
    return day if rounded.time() == time() else f"{day} {rounded:%H:%M:%S}"


def _duration_text(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
