"""States of decisions and list entries in both layouts: each known one, none by default, an unknown one refused."""

from __future__ import annotations

from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xls
from tests.hostile.cases._table import Line, Table, bad, case, good

WORDS = {
    "正常": "正常", "有效": "正常", "撤销": "撤销", "无效": "撤销", "已修复": "已修复", "异议": "异议",
    "异议处理中": "异议", "异议成立": "异议成立", "异议成立撤销": "异议成立",
}  # fmt: skip
OF_2018 = {"1": "正常", "2": "撤销"}
OF_2015 = {"0": "正常", "1": "撤销", "2": "异议", "3": "其他"}
UNKNOWN = ("9", "暂停", "已注销", "-1", "正常？")
REMOVED = "2019-02-01"


def states(spellings: dict[str, str]) -> tuple[Line, ...]:
    """A row for each spelling of a state."""
    return tuple(
        good({"state": loads}, state=spelling, state_date="2019-02-01") for spelling, loads in spellings.items()
    )


def unknown(*spellings: str) -> tuple[Line, ...]:
    """A row for each state that is none."""
    return tuple(bad("R03", state=spelling) for spelling in spellings)


CASES: list[Case] = [
    case(
        "states-penalty-2018",
        "处罚.csv",
        csv_file,
        Table("penalty", (*states(WORDS | OF_2018), good(state=None), *unknown("0", "3", *UNKNOWN))),
    ),
    case(
        "states-penalty-2015",
        "处罚.xls",
        xls,
        Table("penalty", (*states(WORDS | OF_2015), good(state=None), *unknown("4", *UNKNOWN)), "2015"),
        sheet=SHEET,
    ),
    case(
        "states-permit-2018",
        "许可.csv",
        csv_file,
        Table("permit", (*states(WORDS | OF_2018), *unknown("0", "3", *UNKNOWN), bad("R01", state=None))),
    ),
    case(
        "states-permit-2015",
        "许可.csv",
        csv_file,
        Table("permit", (*states(WORDS | OF_2015), good(state=None), *unknown("4", *UNKNOWN)), "2015"),
    ),
    case(
        "states-folded",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good({"state": "正常"}, state="１"),
                good({"state": "撤销"}, state=" 无 效 "),
                good({"state": "异议"}, state="異議處理中"),
            ),
        ),
    ),
    case(
        "states-black-list",
        "黑名单.csv",
        csv_file,
        Table(
            "black_list",
            (
                good(state="正常"),
                good({"state": "正常"}, state="有效"),
                good(state="异议"),
                good({"state": "异议"}, state="异议处理中"),
                good(state="撤销"),
                good({"state": "撤销"}, state="异议成立撤销"),
                good(state="已修复", state_date=REMOVED),
                good(state=None),
                good(state="已移出", removed_on=REMOVED, removal_reason="整改退出"),
                good(removed_on=REMOVED, removal_reason="异议成立"),
                bad("R01", state="已移出", removed_on=None),
                bad("R03", removed_on=REMOVED, removal_reason="自行退出"),
                *unknown("0", "1", *UNKNOWN),
            ),
        ),
    ),
    case(
        "states-subject",
        "主体.csv",
        csv_file,
        Table(
            "subject",
            (
                good(),
                good({"state": "存续"}, state="在业"),
                good({"state": "吊销"}, state="吊销未注销", state_date=REMOVED),
                good(state="注销", state_date=REMOVED),
                bad("R03", state="迁出"),
                bad("R03", state="1"),
            ),
        ),
    ),
]
