"""Delimited text: quotes, breaks, ragged lines, headings of every kind, files that are none."""

from __future__ import annotations

import random

from tests.hostile.base import Base, csv_bytes, csv_text, holds
from tests.hostile.case import Case

B = Base()
WIDTH = len(B.headings)


def loads(id: str, content: bytes | str, **more) -> Case:
    """All four rows load."""
    more = {"accepted": B.truths()} | more
    return Case(f"text_{id}", "处罚.csv", holds(content), **more)


def refused(id: str, content: bytes | str, word: str, file: str = "处罚.csv", **more) -> Case:
    return Case(f"text_{id}", file, holds(content), rejected=word, **more)


def second(id: str, content: bytes | str, rule: str, **more) -> Case:
    """The second row comes back, the others load."""
    return Case(f"text_{id}", "处罚.csv", holds(content), accepted=B.truths(1), quarantined=((3, rule),), **more)


def lines() -> list[str]:
    """The table as lines without ends."""
    return csv_text(B.table, end="\n").splitlines()


def with_line(at: int, change) -> str:
    """The table with one line changed; 0 is the heading."""
    found = lines()
    found[at] = change(found[at])
    return "\r\n".join(found) + "\r\n"


def shuffled() -> bytes:
    """All columns of the layout, in another order."""
    table = Base(wide=True).table
    order = list(range(len(table[0])))
    random.Random("columns").shuffle(order)
    return csv_bytes([[line[i] for i in order] for line in table])


def decorated(heading: str, n: int) -> str:
    return (f"*{heading}", f"{heading}（必填）", f" {heading}\u3000", f"{heading}*", f"★{heading}")[n % 5]


def beside(*columns: list[str]) -> bytes:
    """The table with further columns at its right: heading, then four cells."""
    return csv_bytes([[*line, *(column[n] for column in columns)] for n, line in enumerate(B.table)])


def free(text: str) -> tuple[bytes, tuple]:
    """The table with this free text in the second row, and its truth."""
    truths = (B.truth(0), B.truth(1, content=text), B.truth(2), B.truth(3))
    return csv_bytes(B.spoiled(1, content=text)), truths


def free_text(id: str, text: str, **more) -> Case:
    content, truths = free(text)
    return Case(f"text_{id}", "处罚.csv", holds(content), accepted=truths, **more)


def kept(id: str, field: str, text: str) -> Case:
    """A text in a column that has no form of its own is kept character for character."""
    truths = (B.truth(0), B.truth(1, **{field: text}), B.truth(2), B.truth(3))
    return Case(f"text_{id}", "处罚.csv", holds(csv_bytes(B.spoiled(1, **{field: text}))), accepted=truths)


LOGIN = "<!DOCTYPE html><html><head><title>登录</title></head><body><form>请输入密码</form></body></html>"
BLANK = "," * (WIDTH - 1) + "\r\n"

CASES = [
    free_text("line_breaks_in_quotes", "第一行\r\n第二行\n第三行"),
    free_text("quotes_in_quotes", '责令停止"示例"行为，罚款'),
    free_text("commas_in_quotes", "一,二,三，四；五;六\t七"),
    free_text("line_like_a_row_in_quotes", "见下：\r\n" + lines()[1].replace('"', "") + "\r\n止"),
    loads("all_quoted", "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in B.table)),
    loads(
        "quote_inside_unquoted",
        with_line(2, lambda line: line.replace("示例丙2号", '示例丙2"号')),
        accepted=(B.truth(0), B.truth(1, party_name='示例丙2"号有限公司'), B.truth(2), B.truth(3)),
    ),
    refused("quote_never_closed", with_line(2, lambda line: line.replace("示例丙", '"示例丙', 1)), "第3"),
    refused("quote_never_closed_in_first_cell_of_heading", '"' + csv_text(B.table), "引号"),
    second("row_too_short", with_line(2, lambda line: line.rsplit(",", 3)[0]), "R20"),
    second("row_too_long", with_line(2, lambda line: line + ",多出的单元格"), "R20"),
    second("row_shifted_right", with_line(2, lambda line: "," + line.rsplit(",", 1)[0]), "R20|R01"),
    second("row_shifted_by_a_comma_in_name", with_line(2, lambda line: line.replace("示例丙", "示例,丙", 1)), "R20"),
    loads("row_with_empty_cells_too_many", with_line(2, lambda line: line + ",,,")),
    loads("columns_in_any_order", shuffled()),
    loads("headings_decorated", csv_bytes([[decorated(h, n) for n, h in enumerate(B.headings)], *B.lines])),
    loads("headings_with_line_breaks", csv_bytes([[h[:4] + "\n" + h[4:] for h in B.headings], *B.lines])),
    loads(
        "headings_full_width",
        csv_bytes([[h.replace("(", "（").replace(")", "）").replace("_", "＿") for h in B.headings], *B.lines]),
    ),
    loads("heading_twice_same_content", beside(["处罚机关", *["示例市示例局"] * 4]), says=("处罚机关",)),
    refused(
        "heading_twice_other_content",
        beside(["处罚机关", "示例市示例局", "示例市另一局", "示例市示例局", "示例市示例局"]),
        "处罚机关",
    ),
    loads("column_without_heading", beside(["", "甲", "乙", "丙", "丁"])),
    loads("columns_beyond_empty", beside(["", "", "", "", ""], ["", "", "", "", ""])),
    loads("column_new", beside(["示例新列", "甲", "乙", "丙", "丁"]), says=("示例新列",)),
    loads(
        "column_new_personal",
        beside(["经办人手机", *["13900000000"] * 4]),
        says=("经办人手机",),
        never=("13900000000",),
    ),
    refused(
        "required_heading_missing",
        csv_bytes([[c for i, c in enumerate(line) if i != B.at("doc_no")] for line in B.table]),
        "文号",
    ),
    loads("semicolons", csv_bytes(B.table, delimiter=";")),
    loads("tabs", csv_bytes(B.table, delimiter="\t")),
    loads("full_width_commas", "\r\n".join("，".join(line) for line in B.table)),
    loads("pipes", csv_bytes(B.table, delimiter="|")),
    loads("carriage_returns_only", csv_bytes(B.table, end="\r")),
    loads("line_feeds_only", csv_bytes(B.table, end="\n")),
    loads(
        "line_ends_mixed",
        "".join(line + end for line, end in zip(lines(), ("\r\n", "\n", "\r", "\n", ""), strict=True)),
    ),
    loads("no_line_end_at_the_end", csv_bytes(B.table).rstrip()),
    loads("dos_end_of_file", csv_bytes(B.table) + b"\x1a"),
    loads("sep_line_of_excel", "sep=;\r\n" + csv_text(B.table, ";"), ignored=1),
    loads(
        "blank_lines_between",
        "\r\n" + "\r\n\r\n".join(lines()) + "\r\n\r\n",
        ignored=6,
        accepted=tuple(B.truth(n, row=3 + 2 * n) for n in range(4)),
    ),
    loads("lines_of_commas_only", csv_text(B.table) + BLANK * 3, ignored=3),
    loads("title_above", "示例市行政处罚信息公示表\r\n" + csv_text(B.table), ignored=1),
    loads(
        "title_and_unit_above",
        "示例市行政处罚信息公示表" + BLANK + "填报单位：示例局" + BLANK + csv_text(B.table),
        ignored=2,
    ),
    loads("notes_below", csv_text(B.table) + "备注：以上数据截至三月\r\n制表人：示例\r\n", ignored=2),
    loads("total_below", csv_text(B.table) + "合计" + BLANK, ignored=1),
    loads(
        "heading_again",
        csv_text(B.table[:3]) + csv_text(B.table[:1]) + csv_text(B.table[3:]),
        ignored=1,
        accepted=(B.truth(0), B.truth(1), B.truth(2, row=5), B.truth(3, row=6)),
    ),
    loads(
        "two_exports_in_one",
        csv_bytes(B.table[:3], "utf-8-sig") + csv_bytes([B.table[0], *B.table[3:]], "utf-8-sig"),
        ignored=1,
        accepted=(B.truth(0), B.truth(1), B.truth(2, row=5), B.truth(3, row=6)),
    ),
    loads("declared_count_right", csv_text(B.table) + "共4条记录\r\n", ignored=1),
    refused("declared_count_wrong", csv_text(B.table) + "共5条记录\r\n", "5"),
    loads("heading_only", csv_bytes(B.table[:1]), accepted=()),
    refused("empty", b"", "空"),
    refused("mark_only", b"\xef\xbb\xbf", "空"),
    refused("blanks_only", b" \r\n\t\r\n  \r\n", "空"),
    refused("one_word", "无", ""),
    refused("login_page", LOGIN, "网页"),
    refused("login_page_in_gbk_named_csv", LOGIN.encode("gbk"), "网页"),
    refused("error_answer", '{"code": 50001, "msg": "系统繁忙", "data": null}', "50001"),
    refused("php_warning_before_table", "<br />\n<b>Warning</b>: mysql_connect() in index.php\n" + LOGIN, ""),
    refused("no_heading", csv_bytes(B.lines), "表头"),
    refused("other_dataset", csv_bytes(Base("black_list").table), ""),
    refused("pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    refused("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "图片"),
    refused("random_bytes", random.Random("bytes").randbytes(5000), ""),
    Case(
        "text_cut_in_last_line",
        "处罚.csv",
        holds(csv_text(B.table).rsplit(",", 5)[0]),
        accepted=B.truths(3),
        quarantined=((5, "R20|R01"),),
    ),
    Case(
        "text_cut_in_last_quotes",
        "处罚.csv",
        holds(csv_text(B.spoiled(3, content="一,二,三")).partition("一,二")[0]),
        accepted=B.truths(3),
        quarantined=((5, "R20"),),
    ),
    kept("leading_zeros", "tax_no", "000123456789012"),
    kept("like_an_exponent", "remark", "1E5"),
    kept("none_as_text", "remark", "None"),
    kept("na_as_name", "legal_rep_name", "NA"),
    kept("number_with_point", "tax_no", "1.10"),
    kept("true_as_text", "remark", "TRUE"),
    kept("very_long_digits", "remark", "12345678901234567890.000"),
]
