"""Where a table begins and ends on its sheet: titles, headings in every dress, notes, totals, signatures, footers."""

from __future__ import annotations

from collections.abc import Sequence

from expectations.contract import Field
from tests.hostile.base import holds
from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, Xml, csv_file, hand_xlsx, html, xlsx, xlsx_of
from tests.hostile.cases._table import Cell, Grid, Make, Table, bad, case, good, refused

LINES = (good(), good(), bad("R01", party_name=None), good())
TABLE = Table("penalty", LINES)
WIDTH = len(TABLE.fields)
TITLE = "示例市示例局行政处罚信息公示表（2019年第一季度）"

# A short table of everyday headings.
EVERYDAY = Table(
    "penalty",
    LINES,
    only=("party_name", "credit_code", "doc_no", "decided_on", "authority", "fine_wan"),
    titles={
        "credit_code": "统一社会信用代码",
        "doc_no": "文号",
        "fine_wan": "罚款金额（万元）",
        "party_name": "行政相对人名称",
    },
    order=lambda fields: sorted(fields, key=lambda f: f.name),
)
DECORATED = {
    "party_name": "* 行政相对人名称（必填）",
    "party_category": "行政相对人\n类别",
    "credit_code": "行政相对人代码＿1（统一社会信用代码）",
    "reg_no": "行政相对人代码-2(工商注册号)",
    "org_code": "行政相对人代码＿３〔组织机构代码〕",
    "doc_no": "★处罚决定书文号",
    "fine_wan": "罚款金额 （万元）（选填）",
    "decided_on": "处罚决定日期：",
    "authority": "处 罚 机 关",
}


def reverse(fields: list[Field]) -> list[Field]:
    """The columns from right to left."""
    return fields[::-1]


def between(table: Table, *, above: Sequence = (), after: Sequence = (), inside: Sequence = ()) -> Grid:
    """The table with lines above its heading, in its middle and below it."""
    return [*above, *table.grid[:3], *inside, *table.grid[3:], *after]


def one(text: str) -> list[Cell]:
    """A line of one cell."""
    return [text]


def merged_title(grid: Grid) -> Make:
    """A title over the whole width, and the day of the export below it."""

    def finish(book, sheets) -> None:
        sheets[SHEET].merge_range(0, 0, 0, WIDTH - 1, TITLE)

    return xlsx_of({SHEET: [[], ["数据导出时间：2019-03-01"], *grid]}, finish)


def two_lines(grid: Grid) -> Make:
    """A heading of two lines: groups above, columns below; columns outside a group span both lines."""
    party = [f.name.startswith(("credit_code", "reg_no", "org_code", "tax_no")) for f in TABLE.fields]
    start, end = party.index(True), WIDTH - 1 - party[::-1].index(True)

    def finish(book, sheets) -> None:
        sheet = sheets[SHEET]
        sheet.merge_range(0, start, 0, end, "行政相对人代码")
        for x, heading in enumerate(grid[0]):
            if not start <= x <= end:
                sheet.merge_range(0, x, 1, x, heading)

    lower = [heading if start <= x <= end else None for x, heading in enumerate(grid[0])]
    return xlsx_of({SHEET: [[], lower, *grid[1:]]}, finish)


def merged_authority(grid: Grid) -> Make:
    """One 处罚机关 written once over all rows, as people do."""
    place = TABLE.column("authority")

    def finish(book, sheets) -> None:
        sheets[SHEET].merge_range(1, place, len(LINES), place, grid[1][place])

    bare = [[None if x == place else cell for x, cell in enumerate(line)] for line in grid[1:]]
    return xlsx_of({SHEET: [grid[0], *bare]}, finish)


def merged_in_html(grid: Grid) -> Make:
    """The same in a page: the cell spans the rows below it."""
    place = TABLE.column("authority")
    spanning = Xml(f'<td rowspan="{len(LINES)}">{grid[1][place]}</td>')
    lines = [[spanning if x == place else cell for x, cell in enumerate(grid[1])]]
    return html([grid[0], *lines, *[line[:place] + line[place + 1 :] for line in grid[2:]]])


def away_from_the_corner(grid: Grid) -> Make:
    """The table begins at C5."""
    return xlsx([[]] * 4 + [[None, None, *line] for line in grid])


def renamed(table: Table, name: str, heading: str) -> Grid:
    """The grid with another heading for one field."""
    place = table.column(name)
    return [[heading if x == place else text for x, text in enumerate(table.heading)], *table.body]


def doubled(name: str, heading: str, cells: list[Cell]) -> Grid:
    """The table with one more column at its right end."""
    return [line + [cell] for line, cell in zip(TABLE.grid, [heading, *cells], strict=True)]


OTHERS = [f"另〔2019〕{n}号" for n in range(4)]
DOC_NOS = [cells["doc_no"] for cells in TABLE.rows]
SIGNATURES = [one("填表人：示例人甲"), ["审核人：", None, None, "日期：2019-03-01"], one("单位（盖章）：")]
NOTES = [one("表格说明：本表由各单位按月填报。"), one("1、金额单位为万元。"), one("注：日期写作YYYY-MM-DD")]


def in_sheet(id: str, make, table: Table = TABLE, **more) -> Case:
    return case(id, "处罚.xlsx", make, table, sheet=SHEET, **more)


CASES: list[Case] = [
    in_sheet("head-merged-title-and-export-day", merged_title, first=4, ignored=2),
    in_sheet("head-two-lines-merged", two_lines, first=3, ignored=1),
    in_sheet("head-decorated", xlsx, Table("penalty", LINES, titles=DECORATED)),
    in_sheet("head-columns-reversed", xlsx, Table("penalty", LINES, order=reverse)),
    in_sheet("head-2015-columns-reversed", xlsx, Table("penalty", LINES, "2015", order=reverse)),
    in_sheet("head-permit-2015-reversed", xlsx, Table("permit", LINES, "2015", order=reverse)),
    case("head-everyday-csv", "处罚.csv", csv_file, EVERYDAY, says=("版式不全",)),
    in_sheet("head-away-from-the-corner", away_from_the_corner, first=6, ignored=4),
    in_sheet("head-merged-data-cells", merged_authority, says=("合并",)),
    case("head-merged-data-cells-html", "处罚.xls", merged_in_html, TABLE),
    in_sheet(
        "head-thirty-lines-of-instructions",
        lambda grid: xlsx([one(f"填报须知第{n}条：请如实填报。") for n in range(1, 31)] + grid),
        first=32,
        ignored=30,
    ),
    in_sheet(
        "head-repeated-on-every-page",
        lambda grid: xlsx(between(TABLE, above=[one(TITLE)], inside=[one("第1页，共2页"), one(TITLE), TABLE.heading])),
        numbers=[3, 4, 8, 9],
        ignored=4,
    ),
    in_sheet(
        "head-notes-totals-signatures",
        lambda grid: xlsx(between(TABLE, above=[one(TITLE), []], after=[["合计", None, "4"], [], *NOTES, *SIGNATURES])),
        first=4,
        ignored=2 + 2 + len(NOTES) + len(SIGNATURES),
    ),
    in_sheet(
        "head-blank-lines-inside",
        lambda grid: xlsx(between(TABLE, inside=[[], [" ", "　"], []])),
        numbers=[2, 3, 7, 8],
        ignored=3,
    ),
    in_sheet(
        "head-rows-without-cells-inside",
        lambda grid: hand_xlsx(between(TABLE, inside=[[], [None, None]])),
        numbers=[2, 3, 6, 7],
        ignored=2,
    ),
    case("foot-count-agrees", "处罚.csv", lambda grid: csv_file([*grid, one("共 4 条")]), TABLE, ignored=1),
    refused("foot-count-disagrees", "处罚.csv", csv_file([*TABLE.grid, one("共 5 条")]), "5"),
    refused("foot-count-disagrees-xlsx", "处罚.xlsx", xlsx([*TABLE.grid, one("合计：7条")]), "7"),
    refused("foot-count-of-a-cut-download", "处罚.csv", csv_file([*TABLE.grid[:3], one("共4条记录")]), "4"),
    in_sheet(
        "head-twice-same-content",
        lambda grid: xlsx(doubled("doc_no", "处罚决定书文号", DOC_NOS)),
        says=("处罚决定书文号",),
    ),
    refused(
        "head-twice-different-content",
        "处罚.xlsx",
        xlsx(doubled("doc_no", "处罚决定书文号", OTHERS)),
        "处罚决定书文号",
    ),
    # The official heading is the one that counts, wherever it stands; the other column is reported.
    case(
        "head-synonyms-different-content",
        "处罚.csv",
        lambda grid: csv_file([[text, *line] for text, line in zip(["文书号", *OTHERS], grid, strict=True)]),
        TABLE,
        says=("文书号",),
    ),
    refused("head-missing-column", "处罚.xlsx", xlsx(renamed(TABLE, "authority", "列26")), "处罚机关"),
    refused("head-missing-heading-line", "处罚.csv", csv_file(TABLE.body), "表头"),
    refused("head-of-another-dataset", "处罚.xlsx", xlsx(Table("subject", (good(),)).grid), "行政处罚"),
    Case("head-zero-report", "处罚.xlsx", xlsx([one(TITLE), TABLE.heading]), ignored=1, says=("零报告",)),
    Case("head-zero-report-csv", "处罚.csv", csv_file([TABLE.heading]), says=("零报告",)),
    Case(
        "head-zero-report-with-note",
        "处罚.csv",
        csv_file([TABLE.heading, one("本期无数据")]),
        ignored=1,
        says=("零报告",),
    ),
    # A name that begins like a note or a total is a row.
    in_sheet(
        "head-names-like-notes",
        xlsx,
        Table(
            "penalty",
            (
                good(party_name="合计划示例商贸有限公司"),
                good(party_name="说明书印刷示例厂"),
                good(party_name="注册示例代理有限公司"),
                good(party_name="备注示例文具店"),
                good(party_name="共青示例合作社"),
                bad("R04", party_name="总计示例钟表行", decided_on="昨天"),
            ),
        ),
    ),
    # The leading cells may all be empty: the line is a row, and a wrong one.
    case(
        "head-row-without-first-cells",
        "处罚.csv",
        csv_file,
        Table("penalty", (good(), bad("R01", party_name=None, party_category=None, credit_code=None), good())),
    ),
    refused("head-only-blank-lines", "处罚.csv", holds("\r\n \r\n\t\r\n"), "空"),
]
