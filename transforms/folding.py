"""Text made comparable: signs, widths, brackets and old characters that mean the same become the same."""

from __future__ import annotations

import re
import unicodedata

from transforms.simplified import simplified

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e01ef]"
)
LONE = re.compile("(?<![0-9]) | (?![0-9])")  # a blank that is not between two digits
BRACKETS = dict(zip("〔〕［］【】｛｝[]{}〈〉《》「」『』", "()" * 10, strict=True))
DASHES = dict.fromkeys("‐‑‒–—―−─━⁃", "-")
DOTS = dict.fromkeys("・•‧∙⋅", "·")  # in names that are not Chinese
ALIKE = str.maketrans(BRACKETS | DASHES | DOTS | simplified())
DOT = re.compile(r"(?<=[^\x00-\x7f])\.(?=[^\x00-\x7f])")  # a full stop between two Han characters is such a dot


def fold(text: str) -> str:
    """The folded form (measures-2019 section 2): NFKC, round brackets, no white space, upper case, zeros kept.

    Dashes become -, middle dots ·, traditional characters simplified.
    """
    seen = UNSEEN.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", text))).upper()
    # Once more: what was apart may now be one letter.
    return DOT.sub("·", unicodedata.normalize("NFKC", seen).translate(ALIKE))


def tidy(text: str) -> str:
    """As folded, but for blanks between two digits, which are made one: 1 5 is not 15."""
    seen = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(ALIKE)
    return LONE.sub("", re.sub(r"\s+", " ", seen.strip()))
