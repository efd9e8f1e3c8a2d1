"""Characters that deceive: invisible, turned round, private, look-alikes; and the widths and brackets that do not matter."""

from __future__ import annotations

from tests.hostile.base import Base, csv_bytes, holds
from tests.hostile.case import Case

B = Base()
CODE = B.rows[1]["credit_code"] or ""


def spoiled(id: str, rule: str, **cells: str) -> Case:
    """The second row comes back."""
    content = csv_bytes(B.spoiled(1, **cells))
    return Case(f"characters_{id}", "处罚.csv", holds(content), accepted=B.truths(1), quarantined=((3, rule),))


def remarked(id: str, word: str, **cells: str) -> Case:
    """All rows load, the second as it was written, with a remark."""
    content = csv_bytes(B.spoiled(1, **cells))
    accepted = (B.truth(0), B.truth(1, **cells), B.truth(2), B.truth(3))
    return Case(f"characters_{id}", "处罚.csv", holds(content), accepted=accepted, says=(word,) if word else ())


def wide(text: str) -> str:
    """Full-width forms."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def loads(id: str, **cells: str) -> Case:
    """The cells are other spellings of the good ones, and load as those."""
    content = csv_bytes(B.spoiled(1, **cells))
    return Case(f"characters_{id}", "处罚.csv", holds(content), accepted=B.truths())


def same_number(id: str, number: str) -> Case:
    """A line that is the second one again, with its number spelled another way: one key, told as repeated."""
    again = B.spoiled(1, doc_no=number)[2]
    truths = B.truths()
    return Case(f"characters_{id}", "处罚.csv", holds(csv_bytes([*B.table, again])), accepted=truths, duplicate=1)


CASES = [
    remarked("zero_width_in_name", "不可见", party_name="示例\u200b丙2号有限公司"),
    remarked("soft_hyphen_in_free_text", "不可见", content="示例\u00ad内容"),
    remarked("bidi_override_in_name", "不可见", party_name="示例\u202e司公限有\u202c"),
    remarked("private_use_in_name", "私有区", party_name="示例\ue863有限公司"),
    remarked("markup_in_free_text", "网页标记", content="<p>示例内容</p>&nbsp;"),
    remarked("line_separator_in_free_text", "", content="示例\u2028内容"),
    remarked("emoji_in_free_text", "", content="示例😀内容👨‍👩‍👧"[:4] + "内容"),
    spoiled("cyrillic_in_code", "R05", credit_code=CODE.replace("H", "Н", 1)),
    spoiled("cyrillic_a_in_code", "R05", credit_code="91429700МА" + CODE[10:]),
    spoiled("letter_o_in_code", "R05", credit_code=CODE.replace("0", "O", 1)),
    spoiled("letter_l_in_code", "R05", credit_code="9l" + CODE[2:]),
    spoiled("line_break_in_name", "R15", party_name="示例丙\n有限公司"),
    spoiled("line_break_in_number", "R15", doc_no="示例〔2019〕\r\n2号"),
    loads("full_width_code", credit_code=wide(CODE)),
    loads("lower_case_code", credit_code=CODE.lower()),
    loads("code_with_blanks_and_tab", credit_code=f" {CODE[:8]} {CODE[8:]}\t"),
    loads("ideographic_blanks_around", party_name=f"\u3000{B.rows[1]['party_name']}\u3000 "),
    loads("no_break_blank_around", party_name=f"\u00a0{B.rows[1]['party_name']}\u00a0"),
    loads("full_width_date", decided_on=wide(B.rows[1]["decided_on"] or "")),
    loads("full_width_amount", fine_wan=wide(B.rows[1]["fine_wan"] or "")),
    same_number("number_in_square_brackets", "示例许字[2019]2号"),
    same_number("number_in_full_width_brackets", "示例许字（２０１９）２号"),
    same_number("number_in_lenticular_brackets", "示例许字【2019】2号"),
    same_number("number_with_blanks", "示例许字 〔2019〕 2 号"),
    same_number("number_with_zero_width", "示例许字〔2019〕\u200b2号"),
    same_number("number_in_traditional_characters", "示例許字〔2019〕2號"),
]
