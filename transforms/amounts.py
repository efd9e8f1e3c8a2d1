"""Amounts of money in every clear spelling (facts 3.3): 2,000元, 0.2万元, 2千元, 贰仟元整, RMB 2000元.

Exact or not at all: what may be more than one amount stays as it came, for R11 to refuse. A sign such as ¥ names the
currency and no unit, so that under a heading in 万元 it is unclear.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from transforms import numerals
from transforms.folding import tidy

WAN = 10_000
LONGEST, LONGEST_TEXT = 64, 10_000  # characters of a cell and of a text (R02) that are worth reading
MOST, PLACES = 10**12, Decimal("0.000001")  # decimal(18, 6), in 万元
UNITS = {"亿元": 10**8, "亿": 10**8, "千万元": 10**7, "百万元": 10**6, "万元": WAN, "万": WAN,
         "千元": 1000, "百元": 100, "元": 1, "圆": 1}  # fmt: skip
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,12})?"
UNIT = "|".join(UNITS)
HAN = rf"[{numerals.NUMERALS}]{{1,{numerals.LONGEST}}}"
HAN_SUM = rf"{HAN}(?:元|圆)(?:零?[{numerals.NUMERALS}]角)?(?:零?[{numerals.NUMERALS}]分)?|{HAN}(?<=[万亿])"
SIGN = r"(?:\(?(?:人民币|RMB|CNY|大写|小写)\)?:?|¥)"
CELL = re.compile(rf"(?P<sign>{SIGN}{{0,4}})(?:(?P<number>{NUMBER})(?P<unit>{UNIT})?|(?P<han>{HAN_SUM}))[整正]?")
HAN_CELL = re.compile(rf"(?P<whole>{HAN})(?:元|圆)?(?:零?(?P<jiao>.)角)?(?:零?(?P<fen>.)分)?")
BY_THREES = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])")

# What stands between 罚款 and its sum, and what may follow a sum that 罚款 follows.
OF = r"(?:金额|数额|总额)?(?:共计|合计|总计|计|为)?:?"
SUM = rf"{SIGN}{{0,4}}(?:(?<![0-9,.])(?<![0-9]\s){NUMBER}(?:{UNIT})|{HAN_SUM})"
LIMIT = r"(?!元|圆|[整正]?(?:以[上下内]|至|-))"  # 2000元以上 is no fine but a range that a law gives
FINE = re.compile(rf"罚款{OF}(?P<after>{SUM}){LIMIT}|(?P<before>{SUM})[整正]?(?:人民币)?的?(?:行政)?罚款(?!{OF}{SUM})")


class Amount(NamedTuple):
    """An amount in 元, and the unit that its text names, if it names one."""

    yuan: Decimal
    unit: str | None


def read(text: str, heading_unit: int) -> Amount | None:
    """The amount of a tidy text; a number without a unit is one of the heading's (1 for 元, 10000 for 万元)."""
    found = CELL.fullmatch(text)
    if found is None:
        return None
    if found["han"]:
        return read_han(found["han"])
    unit = found["unit"]
    if unit is None and (text[-1] in "整正" or (found["sign"] and heading_unit != 1)):
        return None
    value = Decimal(found["number"].replace(",", ""))
    return Amount(value * (UNITS[unit] if unit else heading_unit), named(unit))


def read_han(text: str) -> Amount | None:
    """The amount of 贰仟叁佰元伍角."""
    found = HAN_CELL.fullmatch(text)
    value = numerals.whole(found["whole"]) if found else None
    if found is None or value is None:
        return None
    cents = 0
    for part, worth in ((found["jiao"], 10), (found["fen"], 1)):
        if part is not None:
            if (digit := numerals.DIGITS.get(part)) is None:
                return None
            cents += digit * worth
    return Amount(value + Decimal(cents) / 100, named(text.rstrip("元圆")[-1:] if not cents else None) or "元")


def named(unit: str | None) -> str | None:
    """The unit in one of three words: 千元 and 百元 count in 元, 千万元 in 万元."""
    if unit is None:
        return None
    return "亿元" if "亿" in unit else "万元" if "万" in unit else "元" if unit[-1:] in "元圆" else None


def amount(text: str, heading_unit: int) -> str:
    """The amount in 万元 as a plain decimal with at most six places; the text as it came where that is not exact."""
    found = read(cell(text), heading_unit)
    if found is None:
        return text
    value = found.yuan / WAN
    if value == value.quantize(PLACES) and value < MOST:
        return decimal(value)
    # A bare number that cannot be converted must not pass for one in 万元.
    return text if heading_unit == WAN or found.unit else f"{text}元"


def unit(text: str) -> str:
    """The unit that the cell names (元, 万元, 亿元); empty where it names none or is no amount."""
    found = read(cell(text), WAN)
    return (found.unit if found else None) or ""


def count(text: str) -> str:
    """A whole number without grouping and leading zeros, else the text as it came."""
    tidied = cell(text)
    if re.fullmatch(NUMBER, tidied) is None or (value := Decimal(tidied.replace(",", ""))) % 1 or value >= 10**15:
        return text
    return str(int(value))


def cell(text: str) -> str:
    """The cell tidied, without blanks that group digits in threes; empty where it is too long for an amount."""
    if len(text) > LONGEST:
        return ""
    return BY_THREES.sub(lambda found: found[0].replace(" ", ""), tidy(text))


def fines(text: str) -> str:
    """The sums that a text gives as fines, and their total, in 元 with | around each; empty where it gives none."""
    stated = FINE.finditer(tidy(text)) if len(text) <= LONGEST_TEXT else ()
    sums = [read(found["after"] or found["before"], WAN) for found in stated]
    values = [found.yuan for found in sums if found and found.yuan > 0]
    if not values:
        return ""
    return "|" + "|".join(dict.fromkeys(decimal(value) for value in [*values, sum(values, Decimal(0))])) + "|"


def decimal(value: Decimal) -> str:
    """Plain digits without superfluous zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
