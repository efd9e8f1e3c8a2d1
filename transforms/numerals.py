"""Chinese numerals, everyday ones (二千零三) and those of cheques (贰仟零叁), read strictly."""

from __future__ import annotations

import re

DIGITS = {c: value for value, cs in enumerate(("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}  # fmt: skip
UNITS = str.maketrans("拾佰仟", "十百千")
NUMERALS = "".join(DIGITS) + "十百千万亿拾佰仟"
LONGEST = 40  # characters of a numeral that is worth reading

D = "[一二三四五六七八九]"
# Up to 千. A last digit alone needs 零 or 十 before it, or nothing at all: 二千五 may be 2500 or 2005.
SECTION = rf"(?:(?:{D}千)?零?(?:{D}百)?零?(?:{D}?十{D}?|零{D})?)"
NUMBER = re.compile(rf"(?:({SECTION}|{D})亿)?零?(?:({SECTION}|{D})万)?零?({SECTION}|{D})")
SMALL = {"千": 1000, "百": 100, "十": 10}


def plain(text: str) -> str:
    """The numeral in everyday characters; others stay."""
    return "".join("零一二三四五六七八九"[DIGITS[c]] if c in DIGITS else c for c in text).translate(UNITS)


def positional(text: str) -> str | None:
    """The digits of 二〇一八; None where a character is no digit."""
    return "".join(str(DIGITS[c]) for c in text) if text and all(c in DIGITS for c in text) else None


def whole(text: str) -> int | None:
    """The number that a numeral stands for; None where it is none, or may be more than one."""
    if len(text) > LONGEST or not text:
        return None
    everyday = plain(text)
    if everyday == "零":
        return 0
    found = NUMBER.fullmatch(everyday)
    if found is None or everyday[0] == "零" or everyday[-1] == "零" or "零零" in everyday:
        return None
    hundred_millions, ten_thousands, rest = found.groups()
    if any(part is not None and section(part) == 0 for part in (hundred_millions, ten_thousands)):
        return None  # 万, or 一亿零万
    if (hundred_millions or ten_thousands) and len(rest) == 1 and rest != "十" and not everyday.endswith("零" + rest):
        return None  # 一万二
    return (section(hundred_millions) * 10_000 + section(ten_thousands)) * 10_000 + section(rest)


def section(text: str | None) -> int:
    """The value of a numeral below 万."""
    total, digit = 0, 0
    for c in text or "":
        if c in SMALL:
            total += (digit or 1) * SMALL[c]
            digit = 0
        else:
            digit = DIGITS[c]
    return total + digit
