"""Column headings compared: how a heading looks once decoration and bracket styles are gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DECORATION = re.compile(r"\((?:必填|选填|必填项|选填项|可选|必须)\)|[*★☆※]|\s|[\u200b-\u200f\u2060\ufeff]")
BRACKETS = str.maketrans("〔〕［］【】[]{}", "()()()()()")
DASHES = re.compile(r"(?<=[^\d])[-－—–](?=\d)")  # 代码-1 and 代码_1 are one heading


@lru_cache(maxsize=10_000)
def folded_heading(heading: str) -> str:
    """The heading in NFKC, upper case, round brackets, without white space and marks such as * or （必填）."""
    text = unicodedata.normalize("NFKC", heading).upper().translate(BRACKETS)
    text = DECORATION.sub("", text)
    return DASHES.sub("_", text).rstrip(":")
