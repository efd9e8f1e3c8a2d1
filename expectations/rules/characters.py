"""R15 characters that cannot be right, R16 personal data where the public reads (facts 3.6, 3.7)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract
from expectations.rules.rule import REJECT, WARN, Rule, Shape

CONTROL = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{fffd}\x{fffe}\x{ffff}]|锟斤拷|烫烫烫|屯屯屯|ï»¿|Ã[\x{80}-\x{bf}]"
)
BREAK = r"[\t\r\n\x{2028}\x{2029}]"
PRIVATE = r"[\x{e000}-\x{f8ff}\x{f0000}-\x{10ffff}]"
INVISIBLE = r"[\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}]"
MARKUP = r"</?[A-Za-z][^<>]*>|&(?:nbsp|lt|gt|amp|quot|#[0-9]+);"
PHONE_OR_ID = r"(?:\A|[^0-9])(?:1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9Xx])(?:[^0-9]|\z)"
IDENTIFYING = ("name", "number", "unit", "credit_code", "org_code", "reg_no", "id_no", "person_no", "code")


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Per text column: refused characters, a line break in an identifier, odd characters, personal data."""
    for f in contract.fields:
        if not shape.has(f) or f.stamp:
            continue
        refused = f"{CONTROL}|{BREAK}" if f.type in IDENTIFYING else CONTROL
        says = "含控制字符、乱码或不应有的换行；请重新录入该单元格"
        yield Rule("R15", f.name, REJECT, f"regexp_matches({f.name}, '{refused}')", says)
        if f.type in ("text", "name", "number", "unit"):
            odd = f"regexp_matches({f.name}, '{PRIVATE}|{INVISIBLE}|{MARKUP}')"
            yield Rule("R15", f.name, WARN, odd, "含不可见字符、私有区字符或网页标记；请清理")
        if f.type == "text" and f.limit and f.limit >= 500 and f.public:
            fails = f"regexp_matches({f.name}, '{PHONE_OR_ID}')"
            yield Rule("R16", f.name, WARN, fails, "疑含手机号或证件号码，公示前须遮盖；请删除个人信息")
