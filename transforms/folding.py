"""Text made comparable: signs, widths, brackets and old characters that mean the same become the same."""

from __future__ import annotations

import re
import unicodedata

from expectations.simplified import simplified

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e01ef]"
)
LONE = re.compile("(?<![0-9]) | (?![0-9])")  # a blank that is not between two digits
BRACKETS = dict(zip("〔〕［］【】｛｝[]{}〈〉《》「」『』", "()" * 10, strict=True))
DASHES = dict.fromkeys("‐‑‒–—―−─━⁃", "-")
ALIKE = str.maketrans(BRACKETS | simplified())
IN_NUMBERS = str.maketrans(BRACKETS | DASHES | simplified())


# What NFKC makes digits of though it is no wide form of one: 1² is not 12.
NO_DIGITS = re.compile(
    r"[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215f\u2189\u2460-\u249b\u24ea\u3251-\u325f"
    r"\u32b1-\u32cb\u3358-\u3370\u3378\u3379\u339f-\u33a6\u33a8\u33af\u33e0-\u33fe\U0001d7ce-\U0001d7ff\U0001f100-\U0001f10a"
    r"\U0001fbf0-\U0001fbf9]"
)


def fold(text: str) -> str:
    """The folded form (measures-2019 section 2): NFKC, round brackets, no white space, upper case, zeros kept.

    And traditional characters simplified: a decision is the same in either writing.
    """
    seen = UNSEEN.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", text))).upper()
    # Once more: what was apart may now be one letter.
    return unicodedata.normalize("NFKC", seen).translate(ALIKE)


def fold_code(text: str) -> str:
    """A code folded; the text as it came where a sign is no digit and would become one."""
    return text if NO_DIGITS.search(text) else fold(text)


def tidy(text: str) -> str:
    """As folded, dashes made -, but for blanks between two digits, which are made one: 1 5 is not 15.

    Empty where a sign is no digit and would become one.
    """
    if NO_DIGITS.search(text):
        return ""
    seen = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(IN_NUMBERS)
    return LONE.sub("", re.sub(r"\s+", " ", seen.strip()))
