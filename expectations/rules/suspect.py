"""What is looked for in cells, and the glance at a whole row that tells whether to look at its cells at all."""

from __future__ import annotations

from typing import get_args

from expectations.contract import Contract, Field, Type
from expectations.misread import LIKELY
from expectations.person_numbers import KINDS
from expectations.rules.rule import Shape, present_fields

REPLACEMENT = r"\x{fffd}"  # stands where bytes are no text
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{fdd0}-\x{fdef}\x{fffe}\x{ffff}]"
BREAK = r"[\t\r\n\x{2028}\x{2029}]"
LOST = r"\?{2,}"  # characters that an encoding did not have
PRIVATE = r"[\x{e000}-\x{f8ff}\x{f0000}-\x{10ffff}]"
INVISIBLE = (
    r"[\x{ad}\x{34f}\x{61c}\x{115f}\x{1160}\x{180b}-\x{180f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{3164}"
    r"\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{e0000}-\x{e01ef}]"
)
MARKUP = r"</?[A-Za-z!][^<>]*>|&(?:nbsp|lt|gt|amp|quot|apos|#x?[0-9A-Fa-f]+);"
GAP = r"(?:\A|[^?E])\?(?:[^?]|\z)|[□〓]"  # in names: stands for a character that was not at hand (#NAME? is no gap)
# What a spreadsheet shows instead of a value; #### is a column too narrow.
ERROR_VALUE = (
    r"\A\s*(?:#(?:N/A|N/A!|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|"
    r"PYTHON!|EXTERNAL!|GETTING_DATA|公式未计算!)|#{3,})\s*\z"
)
NESTED = r"\A\s*(?:\{.*:.*\}|\[.*[,\x22].*\])\s*\z"  # JSON: a value that is itself an object or a list
SCIENTIFIC = r"\A\s*[-+]?[0-9０-９]+(?:[.．][0-9０-９]*)?[EeＥｅ][+＋][0-9０-９]{1,3}\s*\z"

# Something of all that stands in the cell.
SUSPECT = (
    rf"{REPLACEMENT}|{CONTROL}|{BREAK}|\?|[□〓]|{PRIVATE}|{INVISIBLE}|</?[A-Za-z!]|&[a-z#]|#[A-Z#公]|[{{\[][^|]*[,:\x22]"
    rf"|[0-9０-９.．][EeＥｅ][+＋]|{LIKELY}"
)
WORDS = ("text", "name", "unit", "number", "numbers")
NUMBER_LENGTH = 64  # a text column as short as this may hold a number


def glance(contract: Contract, shape: Shape, f: Field) -> str:
    """SQL for the glance that the field's cell stands behind: at all columns of words, or at all others, at once."""
    among = WORDS if f.type in WORDS else tuple(t for t in get_args(Type) if t not in WORDS)
    pattern = "|".join([SUSPECT, *KINDS]) if f.type in WORDS else SUSPECT
    cells = ", ".join(other.name for other in present_fields(contract, shape, among) if not other.stamp)
    return f"regexp_matches(concat_ws('|', {cells}), '{pattern}')"
