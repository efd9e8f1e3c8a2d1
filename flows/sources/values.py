"""A database value as exact text, the same on every database."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

SHANGHAI = timezone(timedelta(hours=8))


class Unwritable(Exception):
    """A value without an exact text; `kind` is the Chinese word for what it is, never the value."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def as_text(value: object) -> str | None:
    """Text as it is, null as None, numbers in plain decimals, days as YYYY-MM-DD, instants in Shanghai time."""
    if value is None or type(value) is str:
        return value
    write = WRITERS.get(type(value))
    if write is None:
        binary = isinstance(value, bytes | bytearray | memoryview)
        raise Unwritable("二进制数据" if binary else "复合类型")
    return write(value)


def decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise Unwritable("非数值（NaN 或无穷大）")
    return format(value, "f")


def floating(value: float) -> str:
    """The shortest decimals that mean this float, without the `.0` of whole ones."""
    if not math.isfinite(value):
        raise Unwritable("非数值（NaN 或无穷大）")
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def instant(value: datetime) -> str:
    """A day when there is no time of day."""
    if value.tzinfo:
        value = value.astimezone(SHANGHAI).replace(tzinfo=None)
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")


WRITERS: dict[type, Callable] = {
    bool: lambda value: "TRUE" if value else "FALSE",
    int: str,
    float: floating,
    Decimal: decimal,
    date: date.isoformat,
    datetime: instant,
    time: time.isoformat,
    UUID: str,
}
