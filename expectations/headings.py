"""Column headings compared: how a heading looks once decoration, bracket styles and traditional characters are gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from expectations.simplified import simplified

# What a template writes into a heading for whoever fills it in: （必填）, （格式：YYYY-MM-DD）, （下拉选择）.
HINT = r"\((?:非?必填|选填|可选|必须|格式|例如|例:|如:|示例|下拉|请|YYYY|文本格式)[^()]*\)"
DECORATION = re.compile(rf"{HINT}|[*★☆※]|\s|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
BRACKETS = str.maketrans("〔〕［］【】[]{}", "()()()()()")
SIMPLIFIED = str.maketrans(simplified())
DASHES = re.compile(r"(?<=[^\d])[-－—–](?=\d)")  # 代码-1 and 代码_1 are one heading


@lru_cache(maxsize=10_000)
def folded_heading(heading: str) -> str:
    """The heading in NFKC, upper case, simplified, round brackets, without white space and marks such as * or （必填）."""
    text = unicodedata.normalize("NFKC", heading).upper().translate(BRACKETS)
    text = DECORATION.sub("", text)
    if not text.isascii():
        text = text.translate(SIMPLIFIED)
    return DASHES.sub("_", text).rstrip(":")
