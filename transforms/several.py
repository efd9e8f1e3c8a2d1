"""Cells that hold several values of a code table: 警告;罚款, 1；2, 没收违法所得、没收非法财物."""

from __future__ import annotations

import re
from functools import cache

from expectations.codes import code_table
from transforms.folding import fold

SEPARATOR = re.compile("([;；、,，])")
BETWEEN = "；"  # how several values stand in a canonical cell
ENDS_TEXT = ";；"  # free text of a value such as 其他-… goes on until one of these
LONGEST = 2000  # characters of a cell that is worth reading


@cache
def spellings(table: str, layout: str | None) -> dict[str, str]:
    """Folded spelling → value, the layout's own spelling first; a value spells itself unless it is a digit."""
    known = code_table(table)
    return {fold(s): v for s, v in known.exact(layout).items()} | {fold(v): v for v in known.values if not v.isdigit()}


@cache
def beginnings(table: str) -> tuple[str, ...]:
    """What spellings with a free ending begin with, folded."""
    return tuple(map(fold, code_table(table).beginnings()))


def values(table: str, layout: str, text: str) -> str:
    """The cell's values with ； between them, each once and in order; the text as it came if one is unknown.

    A spelling with a free ending (其他-…) stays as written. An empty `layout` is none.
    """
    known, free = spellings(table, layout or None), beginnings(table)
    pieces = SEPARATOR.split(text) if len(text) <= LONGEST else [""]  # texts, and between them their separators
    found: list[str] = []
    place = 0
    while place < len(pieces):
        after = next_place(pieces, place, known, free)
        spelling = "".join(pieces[place : after - 1]).strip() if after else pieces[place]
        if after is None:
            return text
        if fold(spelling):
            found.append(known.get(fold(spelling), spelling))
        place = after
    return BETWEEN.join(dict.fromkeys(found)) or text


def next_place(pieces: list[str], place: int, known: dict[str, str], free: tuple[str, ...]) -> int | None:
    """Where the piece after the spelling at `place` begins; None where no spelling stands there.

    A spelling may itself have one separator (没收违法所得、没收非法财物), the longer one is meant.
    """
    if not fold(pieces[place]):
        return place + 2
    for after in (place + 4, place + 2):
        if after <= len(pieces) + 1 and fold("".join(pieces[place : after - 1])) in known:
            return after
    if not fold(pieces[place]).startswith(free or ("\0",)):
        return None
    after = place + 2
    while after <= len(pieces) and pieces[after - 1] not in ENDS_TEXT:
        after += 2
    return after
