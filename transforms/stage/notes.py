"""Which lines below the heading are no rows: totals, notes, signatures, page titles, headings that stand again.

A line whose required columns are all filled is a row whatever its first words are, save a total, which a ledger fills
whole, and a line of labels only.
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sheet import first_rows
from transforms.stage.canonical import literal
from transforms.table import Table
from transforms.text import fold

TOTALS = ("合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计")  # as the whole first cell
LITTLE = 3  # cells of a note
# How the folded first cell of a note begins; where names may begin so too, a colon or the end must follow.
NOTE = (
    r"\A(?:(?:表格|填表|填报)?说明|备注|(?:注|注意|注意事项)(?:[:1-9]|\z)|(?:数据|资料)?来源(?::|\z)|"
    r"(?:合计|总计|小计|共计|累计|本页)(?:[:(0-9共合小]|\z)|\(?以下(?:空白|无正文|无数据)|"
    r"(?:总记录数|记录总数|记录数|总条数|总行数)(?:[:0-9]|\z)|"
    r"第.{1,6}页(?:[,/]?共.{1,6}页)?\z|共(?:计|有)?[0-9,一二三四五六七八九十百千万]{1,8}[条页户家件份项](?:记录|数据|信息)?\z|"
    r"(?:本[期月季年周日次]|当[月日]|本单位)?(?:暂无|没有|无)(?:数据|新增|相关(?:数据|信息|记录)|(?:符合条件的)?记录)\z|零报告|"
    r"以上(?:数据|信息|内容|均?为)|本表(?:数据|由|共|一式)|数据截[至止]|截[至止]|统计(?:日期|时间|口径|范围)|.{1,40}\((?:盖章|公章|签章)\)\z|"
    r"(?:制表|填表|填报|审核|复核|审批|经办|报送|联系)人[一-龥·]{2,4}\z|"
    r"(?:(?:单位|部门)?负责人|签字|签名|盖章|签章|"
    r"(?:制表|填表|填报|审核|复核|审批|经办|报送|上报|联系|打印|(?:数据)?导出)(?:人员?|单位|部门|电话|日期|时间)?)(?::|\z))"
)
# Alone on its line: nothing to report, or the day of the sheet.
ALONE = r"\A(?:无|零|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)\z"
# Labels whose answers stand in the next cell, on a line of any length.
LABELS = r"\A(?:制表|填表|填报|审核|复核|审批|经办|报送|联系|单位负责|部门负责|负责)人\z"
NUMBERED = r"\A\(?[0-9]{1,2}[、.)][^0-9]"  # 1、… below 注：, alone on its line
# Every filled cell is a label with a colon, its answer perhaps behind it.
SIGNATURE = r"\A(?:[^|:：0-9]{1,12}[:：][^|]*(?:\||\z))+\z"


def is_row(table: Table, cells: Sequence[str], required: Sequence[str]) -> str:
    """The condition under which a line of trimmed `cells` is a row; `required` are its cells that must be filled."""
    first = f"coalesce({', '.join(cells)}, '')"
    complete = " and ".join(f"{cell} is not null" for cell in required) or "false"
    # Nearly every line is complete: the words of the others alone are looked at.
    return f"""{first} <> '' and not {total(first)} and not {signature(cells, first)} and not {repeated_heading(table)}
    and (({complete}) or not {note(table, cells, first)})"""


def total(first: str) -> str:
    """A total by its first cell alone; a long one is not even folded."""
    word = f"rtrim(x_fold({first}), ':') in ({', '.join(map(literal, TOTALS))})"
    return f"(case when length({first}) <= 12 then {word} else false end)"


def signature(cells: Sequence[str], first: str) -> str:
    """A line of labels; where the first cell has no colon, the others are not looked at."""
    labels = f"regexp_matches(concat_ws('|', {', '.join(cells)}), '{SIGNATURE}')"
    return f"(case when regexp_matches({first}, '[:：]') then {labels} else false end)"


def note(table: Table, cells: Sequence[str], first: str) -> str:
    """A note or a title of the page."""
    filled = "(" + " + ".join(f"({cell} is not null)::int" for cell in cells) + ")"
    kinds = [
        f"{filled} <= {LITTLE} and regexp_matches(x_fold({first}), '{NOTE}')",
        f"{filled} = 1 and regexp_matches(x_fold({first}), '{NUMBERED}|{ALONE}')",
        f"regexp_matches(x_fold({first}), '{LABELS}')",
    ]
    if above := titles(table):
        kinds.append(f"{filled} = 1 and x_fold({first}) in ({', '.join(map(literal, above))})")
    return f"coalesce({' or '.join(kinds)}, false)"


def titles(table: Table) -> list[str]:
    """The folded lines of one cell above the heading; printed pages repeat them."""
    lines = first_rows(table.sheet, table.heading_row - 1) if table.heading_row > 1 else []
    return [fold(*cells.values()) for row_no, cells in lines if row_no < table.heading_row and len(cells) == 1]


def repeated_heading(table: Table) -> str:
    """A heading line that stands again further down, as on every printed page."""
    if len(table.headings) < 2:
        return "false"
    same = (f"coalesce({table.columns[name]} = {literal(text)}, false)" for name, text in table.headings.items())
    return "(" + " and ".join(same) + ")"
