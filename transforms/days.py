"""Days and months in every clear spelling (facts 3.6): 2018年11月23号, 二〇一八年…, ISO instants, epoch milliseconds.

Exact or not at all: 03/04/2024, 2018-1123 and a 30th of February stay as they came, for R04 to refuse.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from transforms import numerals
from transforms.folding import tidy

WITHOUT_END = "长期"
ENDLESS = {WITHOUT_END, "长期有效", "永久", "永久有效", "无期限", "无固定期限"}
WITHOUT_END_DAY = date(9999, 12, 31)
LAST = date(2099, 12, 31)  # an end on this day or after it is none (facts 3.3)

LONGEST = 64  # characters of a cell that is worth reading

YEAR, ONE_OR_TWO, TWO = "([1-9][0-9]{3})", "([0-9]{1,2})", "([0-9]{2})"
DAY = re.compile(
    rf"{YEAR}(?:[-/.]{ONE_OR_TWO}[-/.]{ONE_OR_TWO}|年{ONE_OR_TWO}月{ONE_OR_TWO}(?P<sign>[日号])?"
    rf"| {ONE_OR_TWO} {ONE_OR_TWO}|{TWO}{TWO})(?P<time>[ T]?[0-9]{{1,2}}.*)?"
)
TIME = re.compile(
    rf"(?P<apart>[ T]?)(?:{ONE_OR_TWO}[:时]{ONE_OR_TWO}(?:[:分]{ONE_OR_TWO}?(?:\.[0-9]{{1,9}})?秒?)?|{TWO}{TWO}{TWO})"
    r"(?P<zone>Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)?"
)
HAN = rf"[{numerals.NUMERALS}]"
HAN_DAY = re.compile(rf"({HAN}{{4}})年零?({HAN}{{1,3}})月零?({HAN}{{1,4}})[日号]")
MONTH = re.compile(rf"{YEAR}(?:[-/.]{ONE_OR_TWO}|年{ONE_OR_TWO}月?|{TWO})")
HAN_MONTH = re.compile(rf"({HAN}{{4}})年零?({HAN}{{1,3}})月")
MILLISECONDS = re.compile("[1-9][0-9]{11,12}|2534021[0-9]{8}")  # from 1973 on; and 9999-12-31, when its day begins
MINUTES = re.compile("(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9]")

EPOCH = datetime(1970, 1, 1)
# Summer time in China, from two o'clock to two o'clock on the spot (IANA, rules PRC), as instants in UTC.
SUMMERS = tuple(
    (datetime(year, *first, 2) - timedelta(hours=8), datetime(year, *last, 2) - timedelta(hours=9))
    for year, first, last in (
        (1986, (5, 4), (9, 14)), (1987, (4, 12), (9, 13)), (1988, (4, 17), (9, 11)),
        (1989, (4, 16), (9, 17)), (1990, (4, 15), (9, 16)), (1991, (4, 14), (9, 15)),
    )
)  # fmt: skip


def day(text: str) -> str:
    """The day as YYYY-MM-DD, else the text as it came."""
    found = read(cell(text))
    return found.isoformat() if found else text


def end(text: str) -> str:
    """As `day`, or 长期 for every spelling of "without end"."""
    tidied = cell(text)
    found = read(tidied)
    if tidied in ENDLESS or (found and found >= LAST):
        return WITHOUT_END
    return found.isoformat() if found else text


def month(text: str) -> str:
    """The month as YYYY-MM, else the text as it came; the first of a month is what a spreadsheet makes of it."""
    tidied = cell(text)
    if found := MONTH.fullmatch(tidied):
        year, number = (int(part) for part in found.groups() if part)
    elif han := HAN_MONTH.fullmatch(tidied):
        year, number = han_year(han[1]), numerals.whole(han[2]) or 0
    elif (first := read(tidied)) and first.day == 1:
        year, number = first.year, first.month
    else:
        return text
    return f"{year:04}-{number:02}" if year and 1 <= number <= 12 else text


def cell(text: str) -> str:
    """The cell tidied; empty where it is too long for a day."""
    return tidy(text) if len(text) <= LONGEST else ""


def read(text: str) -> date | None:
    """The day of a tidy text; None where it is unclear or no day of the calendar."""
    if MILLISECONDS.fullmatch(text):
        return None if MINUTES.fullmatch(text) else of_instant(EPOCH + timedelta(milliseconds=int(text)))
    if found := DAY.fullmatch(text):
        return spelt(found)
    if found := HAN_DAY.fullmatch(text):
        return real(han_year(found[1]), numerals.whole(found[2]) or 0, numerals.whole(found[3]) or 0)
    return None


def spelt(found: re.Match[str]) -> date | None:
    """The day of a match of DAY: as written, or in Shanghai where the time says its zone."""
    year, month, day = (int(part) for part in found.groups()[:-1] if part and part not in "日号")
    written, time = real(year, month, day), found["time"]
    if written is None or time is None:
        return written
    clock = TIME.fullmatch(time)
    if clock is None or not (clock["apart"] or found["sign"] or is_compact(found, clock)):
        return None
    hour, minute, second = ([int(part) for part in clock.groups()[1:-1] if part] + [0])[:3]
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = clock["zone"]
    if zone is None or zone[:3] == "+08" or year == 9999:
        return written
    away = timedelta(0) if zone == "Z" else timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].lstrip(":") or 0))
    instant = datetime(year, month, day, hour, minute) - (-away if zone[0] == "-" else away)
    return of_instant(instant)


def is_compact(day: re.Match[str], clock: re.Match[str]) -> bool:
    """Whether day and time are fourteen digits in a row."""
    return re.fullmatch("[0-9]{8}", day[0][:8]) is not None and re.fullmatch("[0-9]{6}", clock[0]) is not None


def of_instant(instant: datetime) -> date | None:
    """The day in Shanghai of an instant in UTC; None where it lies beyond what anybody means."""
    summer = any(first <= instant < last for first, last in SUMMERS)
    local = (instant + timedelta(hours=9 if summer else 8)).date()
    return local if local <= LAST or local == WITHOUT_END_DAY else None


def han_year(text: str) -> int:
    """The year of 二〇一八; 0 where it is none."""
    return int(numerals.positional(text) or 0)


def real(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
