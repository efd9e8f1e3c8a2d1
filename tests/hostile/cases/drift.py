"""Columns come and go: each is mapped, ignored on purpose, or reported; new personal ones stay out of the answer."""

from __future__ import annotations

from cities.source import FileFeed, Source
from tests.expectations.rows import BUREAU
from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xlsx
from tests.hostile.cases._people import resident
from tests.hostile.cases._table import Cell, Grid, Table, bad, case, good, refused

TABLE = Table("penalty", (good(), bad("R01", doc_no=None), good(), good()))
PHONE, HOME, SOMEONE = "13000000000", "示例路零号零室", resident("19000101", 950)


def with_columns(grid: Grid, **columns: list[Cell]) -> Grid:
    """The table with these columns in front of its own: heading → cells."""
    new = [[heading, *cells] for heading, cells in columns.items()]
    return [[*(column[y] for column in new), *line] for y, line in enumerate(grid)]


def source(**more) -> Source:
    """A source of penalties with words of its own."""
    return Source("check", "示例来源", "check", ("penalty",), "delta", FileFeed(".", "*"), **more)


def personal(make):
    """New columns about persons."""
    four = range(4)
    return lambda grid: make(
        with_columns(
            grid,
            当事人手机=[PHONE for _ in four],
            家庭住址=[HOME for _ in four],
            经办人身份证=[SOMEONE for _ in four],
        )
    )


OWN = Table(
    "penalty",
    (good(), good({"state": "撤销"}, state="作废"), bad("R03", state="其它的"), good()),
    without=("authority", "authority_code"),
    titles={"doc_no": "决定书编号", "remark": "录入人"},
)
CONSTANTS = {"authority": "示例市示例局", "authority_code": BUREAU}
OWN_WORDS = source(
    columns={"决定书编号": "doc_no"}, ignore=("录入人",), constants=CONSTANTS, recode={"state": {"作废": "撤销"}}
)


def under_constants() -> Case:
    """Own words, columns left out on purpose, values that the source states, values put into our words."""
    rows = [row | CONSTANTS | {"remark": None} for row in OWN.accepted(range(2, 6), None)]
    return Case(
        "drift-own-words-of-a-source",
        "处罚.csv",
        csv_file(OWN.grid),
        source=OWN_WORDS,
        accepted=tuple(rows),
        quarantined=tuple(OWN.quarantined(range(2, 6), None)),
    )


CASES: list[Case] = [
    case(
        "drift-new-column-is-reported",
        "处罚.csv",
        lambda grid: csv_file(with_columns(grid, 信用修复标识=["是", "否", None, "是"])),
        TABLE,
        says=("信用修复标识",),
    ),
    case(
        "drift-new-columns-about-persons",
        "处罚.csv",
        personal(csv_file),
        TABLE,
        says=("当事人手机",),
        never=(PHONE, HOME, SOMEONE),
    ),
    case(
        "drift-new-columns-about-persons-xlsx",
        "处罚.xlsx",
        personal(xlsx),
        TABLE,
        sheet=SHEET,
        says=("家庭住址",),
        never=(PHONE, HOME, SOMEONE),
    ),
    case(
        "drift-nameless-column-is-reported",
        "处罚.csv",
        lambda grid: csv_file([[*line, cell] for line, cell in zip(grid, [None, "甲", "乙", "丙", "丁"], strict=True)]),
        TABLE,
        says=("没有表头",),
        never=("丙丁",),
    ),
    case(
        "drift-serial-column",
        "处罚.xlsx",
        lambda grid: xlsx(with_columns(grid, 序号=["1", "2", "3", "4"])),
        TABLE,
        sheet=SHEET,
    ),
    case(
        "drift-columns-gone",
        "处罚.csv",
        csv_file,
        Table(
            "penalty", TABLE.lines, without=("violation_type", "facts", "basis", "tax_no", "source_unit", "valid_to")
        ),
        says=("版式不全", "违法行为类型"),
    ),
    case(
        "drift-field-names-as-headings",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            TABLE.lines,
            titles={
                "party_name": "cf_xdr_mc",
                "doc_no": "CF_WSH",
                "decided_on": "CF_JDRQ",
                "authority": "CF_CFJG",
                "fine_wan": "CF_NR_FK",
            },
        ),
    ),
    refused(
        "drift-required-column-renamed",
        "处罚.csv",
        csv_file(Table("penalty", TABLE.lines, titles={"doc_no": "文书编号乙"}).grid),
        "处罚决定书文号",
    ),
    under_constants(),
]
