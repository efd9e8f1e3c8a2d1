"""A workbook's cell as text: what the sender sees, without a guess. Dates in ISO form, numbers without an exponent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

_DIGITS = 15  # what a spreadsheet keeps and shows of a number


def cell_text(value: object) -> str | None:
    """The text of a cell, null if it is empty."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return number_text(float(value))
    if isinstance(value, datetime):
        return _instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        return _duration_text(value)
    return None if value is None else str(value)


def number_text(number: float) -> str:
    """20181123.0 is `20181123`, 0.2 is `0.2`; a fraction is shown with 15 digits, without the noise of binary sums."""
    if number == 0:
        return "0"
    if number.is_integer():
        return format(Decimal(repr(number)), "f").removesuffix(".0")
    return format(Decimal(f"{number:.{_DIGITS}g}"), "f")


def is_imprecise(value: object) -> bool:
    """Whether a number has more digits than a spreadsheet keeps, so that the last ones are lost or noise."""
    if not isinstance(value, float | int) or isinstance(value, bool):
        return False
    return abs(value) >= 2**53 or float(f"{value:.{_DIGITS}g}") != value


def _instant_text(value: datetime) -> str:
    rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)  # a serial holds seconds inexactly
    return rounded.date().isoformat() if rounded.time() == time() else rounded.isoformat(" ")


def _duration_text(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
