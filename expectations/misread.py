"""Text that was read in a wrong encoding once: what it looks like, as regular expressions.

A Han character is three bytes in UTF-8, E2–E9 or EF and two of 80–BF. Read as GBK, two of them become three characters:
the first holds bytes 1 and 2, the second bytes 3 and 4, the third bytes 5 and 6 (统一 → 缁熶竴). Characters of the first
kind are rare, and one of them followed by one of the second kind, twice in five, is no name of anybody: of a hundred
thousand ordinary names none is so. A cell of just two Han characters is told by its length.
"""

from __future__ import annotations

LEADS = (*range(0xE2, 0xEA), 0xEF)  # first bytes of Han characters, kana, full-width forms and punctuation in UTF-8
REST = range(0x80, 0xC0)


def gbk(first: int, second: int) -> str:
    """The character of two bytes in GBK; empty where there is none."""
    try:
        text = bytes([first, second]).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""


OPENS = "".join(gbk(lead, rest) for lead in LEADS for rest in REST)
JOINS = "".join(gbk(rest, lead) for rest in REST for lead in LEADS) + r"\x{e000}-\x{f8ff}"
SURNAMES = "琚璩宓濮洹"  # of the first kind, and yet how a name of three characters may begin
PAIR = f"[{OPENS}][{JOINS}]"
ANY = r"[^\x00-\x7f]"
SHORT = rf"\A[{''.join(c for c in OPENS if c not in SURNAMES)}][{JOINS}]{ANY}\z"
UTF8_AS_GBK = rf"{PAIR}{ANY}{PAIR}|{SHORT}|[{OPENS}]€"

HIGH = r"[\x{80}-\x{bf}]"
HIGH_1252 = r"[\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
UTF8_AS_LATIN = rf"[â-éï]{HIGH}{{2}}|(?:[â-éï]{HIGH_1252}{{2}}){{2}}|â€|Ã{HIGH}|Â[\x{{a0}}-\x{{bf}}]"

LETTER, ODD = (
    "[À-ÖØ-öø-þ]",
    r"[\x{a1}-\x{af}\x{b2}-\x{b6}\x{b8}-\x{fe}]",
)  # without ·, ° and ±, which Chinese texts have
GBK_AS_LATIN = "|".join(ODD * i + LETTER + ODD * (3 - i) for i in range(4))

ROUND_TRIPS = "锟斤拷|烫烫烫|屯屯屯"  # what U+FFFD and unset memory become
MISREAD = f"{ROUND_TRIPS}|{UTF8_AS_GBK}|{UTF8_AS_LATIN}|{GBK_AS_LATIN}"
# What every text of the kinds above has, in fewer steps.
LIKELY = (
    rf"锟斤拷|烫烫烫|屯屯屯|{PAIR}|[{OPENS}]€|[\x{{a1}}-\x{{af}}\x{{b2}}-\x{{b6}}\x{{b8}}-\x{{d6}}\x{{d8}}-\x{{ff}}]"
)
