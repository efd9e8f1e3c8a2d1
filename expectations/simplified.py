"""Traditional Han characters and the simplified ones under which they are compared (OpenCC's table of characters)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import groupby

COMMON = range(0x4E00, 0x9FA6)  # the Han characters 一 to 龥
ALWAYS = "後"  # GB 2312 has it, yet nobody writes it for anything but 后


@cache
def simplified() -> dict[str, str]:
    """Traditional → simplified character.

    Left out is what simplified writing has as well, so that it may be meant as it stands: characters of GB 2312
    (乾 於 徵 著), and those for which the table itself names the character among the simplified ones (瞭 祇 藉).
    """
    lines = (resources.files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    table = {line.split("\t")[0]: line.split("\t")[1].split() for line in lines if line.strip()}
    first = {old: new[0] for old, new in table.items() if old not in new and (old in ALWAYS or not in_gb2312(old))}
    return {old: first.get(new, new) for old, new in first.items()}


def in_gb2312(character: str) -> bool:
    """Whether the first Chinese character set, made for simplified writing, has the character."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def simplified_class() -> str:
    """The common Han characters that stay as they are, as the inside of a regular expression's class."""
    stay = [code for code in COMMON if chr(code) not in simplified()]
    runs = (list(run) for _, run in groupby(enumerate(stay), key=lambda pair: pair[1] - pair[0]))
    spans = ((run[0][1], run[-1][1]) for run in runs)
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in spans)
