"""One file with several datasets: by sheet, by layout, by a column; a row of neither is refused."""

from __future__ import annotations

from cities.source import FileFeed, Source
from tests.hostile.case import Case
from tests.hostile.cases._books import csv_file, xls_of, xlsx_of
from tests.hostile.cases._table import Grid, Table, bad, case, good

COLOURS = ("red_list", "black_list")
DECISIONS = ("permit", "penalty")


def of(*datasets: str) -> Source:
    """A source that delivers these datasets."""
    return Source("check", "示例来源", "check", datasets, "delta", FileFeed(".", "*"))


def rows(table: Table, sheet: str | None, first: int = 2) -> tuple[tuple[dict, ...], tuple[tuple, ...]]:
    """What must load of a table, and what must be quarantined."""
    numbers = range(first, first + len(table.lines))
    return tuple(table.accepted(numbers, sheet)), tuple(table.quarantined(numbers, sheet))


def by_sheet(id: str, file: str, book, tables: dict[str, Table], notes: dict[str, Grid] | None = None, **more) -> Case:
    """A case of a workbook with a table per sheet, perhaps with lines below it."""
    grids = {name: table.grid + (notes or {}).get(name, []) for name, table in tables.items()}
    found = [rows(table, name) for name, table in tables.items()]
    return Case(
        id,
        file,
        book(grids),
        source=of(*dict.fromkeys(table.dataset for table in tables.values())),
        accepted=tuple(row for accepted, _ in found for row in accepted),
        quarantined=tuple(row for _, quarantined in found for row in quarantined),
        **more,
    )


def by_column(id: str, datasets: tuple[str, ...], table: Table, heading: str, words: list[str | None], **more) -> Case:
    """A case of a CSV whose last column says of which dataset each row is."""
    grid = [[*line, word] for line, word in zip(table.grid, [heading, *words], strict=True)]
    accepted, quarantined = rows(table, None)
    return Case(
        id, "数据.csv", csv_file(grid), source=of(*datasets), accepted=accepted, quarantined=quarantined, **more
    )


# Columns that permits and penalties share; either contract may map them.
SHARED = ("party_name", "credit_code", "doc_no", "decided_on", "authority")
EVERYDAY = {
    "party_name": "行政相对人名称",
    "credit_code": "统一社会信用代码",
    "doc_no": "文书号",
    "decided_on": "决定日期",
    "authority": "机关",
}
# Entries whose own column 名单类型 holds the colour.
COLOURED = Table(
    "black_list",
    (
        good(list_type="红名单"),
        good(list_type="黑名单"),
        bad("R04", list_type="黑名单", listed_on="2019-02-30"),
        good(list_type="失信黑名单"),
        bad("R03", list_type="灰名单"),
        bad("R01|R03", list_type=None),
        good(list_type="红名单"),
    ),
)
ONE_LIST = Table(
    "black_list", (good(), good(list_type="黑名单"), bad("R03", list_type="红名单"), good(list_type="失信被执行人"))
)
LIST = Table("black_list", (good(), good(), bad("R04", listed_on="2019-02-30"), good(), bad("R03"), bad("R03")))
MIXED = Table(
    "penalty", (good(), good(), bad("R04", decided_on="昨天"), good(), bad("R03"), good()), only=SHARED, titles=EVERYDAY
)
PERMITS = Table("permit", (good(), bad("R01", doc_no=None), good()))
PENALTIES = Table("penalty", (good(), good(), bad("R04", decided_on="2019-02-29")))
REDS = Table("red_list", (good(), good()))
BLACKS = Table("black_list", (good(), bad("R01", party_name=None), good()))

CASES: list[Case] = [
    by_sheet("several-by-sheet", "双公示.xlsx", xlsx_of, {"行政许可": PERMITS, "行政处罚": PENALTIES}),
    by_sheet(
        "several-by-sheet-xls-with-notes",
        "双公示处罚2018.11.23.xls",
        xls_of,
        {"Sheet1": PERMITS, "Sheet2": PENALTIES},
        {
            "Sheet1": [["表格说明：每月10日前报送。"]],
            "Sheet2": [["表格说明：每月10日前报送。"], ["1、金额单位为万元。"]],
        },
        ignored=3,
    ),
    by_sheet(
        "several-by-layout",
        "双公示.xlsx",
        xlsx_of,
        {
            "许可2015": Table("permit", (good(), good()), "2015"),
            "处罚2018": PENALTIES,
            "许可2018": Table("permit", (good(doc_no="示许〔2019〕91号"), good(doc_no="示许〔2019〕92号"))),
            "处罚2015": Table("penalty", (good(doc_no="示罚〔2019〕91号"), bad("R01", doc_no=None)), "2015"),
        },
    ),
    by_sheet("several-lists-by-sheet-name", "红黑名单.xlsx", xlsx_of, {"红名单": REDS, "黑名单": BLACKS}),
    case("several-lists-by-own-column", "名单.csv", csv_file, COLOURED, source=of(*COLOURS)),
    by_column(
        "several-lists-by-column", COLOURS, LIST, "红黑名单", ["红名单", "黑名单", "红名单", "黑名单", "灰名单", None]
    ),
    by_column(
        "several-decisions-by-column",
        DECISIONS,
        MIXED,
        "类型",
        ["许可", "处罚", "许可", "行政处罚", "奖励", "行政许可"],
    ),
    case("several-one-list-and-a-row-of-the-other", "黑名单.csv", csv_file, ONE_LIST),
]
