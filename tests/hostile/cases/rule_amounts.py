"""R11 amounts in every spelling, R12 元 and 万元: never a factor of 10,000 in silence."""

from __future__ import annotations

from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xlsx
from tests.hostile.cases._table import Line, Table, bad, case, good

FINE = "罚款"
IN_YUAN = {"fine_wan": "罚款金额（元）"}


def fine(spelling: object, loads: str | None = None, content: str = "示例内容") -> Line:
    """A fine that is clear."""
    return good({"fine_wan": loads or str(spelling)}, category=FINE, fine_wan=spelling, content=content)


def no_fine(rules: str, spelling: object, content: str = "示例内容") -> Line:
    """A fine that is refused."""
    return bad(rules, category=FINE, fine_wan=spelling, content=content)


PLAIN = (
    fine("0.2"),
    fine("0"),
    fine("0.20", "0.2"),
    fine("1,234.5", "1234.5"),
    fine("1，234.5", "1234.5"),
    fine("２．５", "2.5"),
    fine(" 2.5 ", "2.5"),
    fine("0.000001"),
    fine("999999999999"),
    fine("0.2万元", "0.2"),
    fine("0.2 万", "0.2"),
)
UNREADABLE = (
    "2E3", "约2000元", "2000元以下", "1-2", "2000~3000", "1.2.3", "1,23.5", "-0.5", "免", "罚款", "0.2万5", "#", "0x10",
    "1234567890123", "0.0000001", "NaN", "Infinity", "½",
)  # fmt: skip

CASES: list[Case] = [
    case("amounts-plain", "处罚.csv", csv_file, Table("penalty", PLAIN)),
    case(
        "amounts-unreadable",
        "处罚.csv",
        csv_file,
        Table("penalty", (*(no_fine("R11", text) for text in UNREADABLE), *(fine("0.2") for _ in UNREADABLE))),
    ),
    case(
        "amounts-with-their-unit",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                fine("2000元", "0.2"),
                fine("2,000.00元", "0.2"),
                fine("人民币2000元整", "0.2"),
                fine("2000圆", "0.2"),
                fine("2千元", "0.2"),
                fine("0.01元", "0.000001"),
                fine("1亿元", "10000"),
                fine("贰仟元整", "0.2"),
                fine("人民币贰仟元整", "0.2"),
                fine("壹万贰仟叁佰元整", "1.23"),
                fine("壹万贰仟叁佰元伍角", "1.23005"),
                fine("伍拾万元整", "50"),
                fine("二千元", "0.2"),
                fine("十万元", "10"),
                fine("0.2"),
                no_fine("R11", "0.001元"),
            ),
        ),
        says=("元",),
    ),
    case(
        "amounts-heading-in-yuan",
        "处罚.xlsx",
        xlsx,
        Table(
            "penalty",
            (
                fine("2000", "0.2"),
                fine(2000, "0.2"),
                fine("2,000.00", "0.2"),
                fine("￥2,000.00", "0.2"),
                fine("0.01", "0.000001"),
                fine("2000元", "0.2"),
                fine("贰仟元整", "0.2"),
                fine("0.2万元", "0.2"),  # the cell says so itself
                no_fine("R11", "0.001"),
                no_fine("R11", "2000.12345"),
                no_fine("R12", "0.2", "罚款2000元"),  # the heading is wrong about this cell
                fine("2000", "0.2", "罚款2000元"),
                fine("2000", "0.2", "罚款0.2万元"),
            ),
            titles=IN_YUAN,
        ),
        sheet=SHEET,
    ),
    case(
        "amounts-against-the-text",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                fine("0.2", content="罚款2000元"),
                fine("0.2", content="处2000元罚款"),
                fine("0.2", content="罚款人民币 2,000 元"),
                fine("0.2", content="罚款贰仟元整"),
                fine("0.2", content="罚款０．２万元"),
                fine("0.2", content="罚款2千元"),
                fine("0.3", content="没收违法所得500元，罚款1000元；另处罚款2000元"),
                fine("0.1", content="罚款1000元；另处罚款2000元"),
                fine("2000", content="责令改正"),
                fine("0.2元", "0.00002"),
                no_fine("R12", "2000", "罚款2000元"),
                no_fine("R12", "2000", "处2000元罚款"),
                no_fine("R12", "2000", "罚款人民币 2,000 元"),
                no_fine("R12", "2000", "罚款贰仟元整"),
                no_fine("R12", "2000", "处以罚款0.2万元"),
                no_fine("R12", "3000", "罚款1000元；另处罚款2000元"),
                no_fine("R12", "0.00002", "罚款2000元"),
                no_fine("R12", "2000万元", "罚款2000元"),
                fine("2000元", "0.2", "罚款2000元"),
            ),
        ),
    ),
    case(
        "amounts-other-than-the-text-are-warned-of",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (fine("0.3", content="罚款2000元"), fine("0", content="罚款2000元"), fine("0.2", content="罚款2000元")),
        ),
        says=("不一致",),
    ),
    case(
        "amounts-due-by-category",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                no_fine("R11", None),
                no_fine("R11", "无"),
                bad("R11", category="没收违法所得", confiscated_wan=None),
                good({"category": "警告"}, category="警告", fine_wan=None, confiscated_wan=None),
                good(
                    {"category": "没收违法所得、没收非法财物", "confiscated_wan": "0.05"},
                    category="没收违法所得",
                    confiscated_wan="500元",
                ),
                fine("0"),
            ),
        ),
    ),
    case(
        "amounts-2015",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                fine("0.2", content="罚款2000元"),
                no_fine("R12", "2000", "罚款2000元"),
                no_fine("R11", "两千多"),
                fine("2000元", "0.2"),
            ),
            "2015",
        ),
    ),
    case(
        "amounts-counts",
        "台账.csv",
        csv_file,
        Table(
            "decision_ledger",
            (
                good(month="2018-11", made="0"),
                good({"month": "2018-12", "made": "12"}, month="2018年12月", made="12.0"),
                good({"made": "7"}, month="2019-01", made="007"),
                bad("R11", month="2018-09", made="-1"),
                bad("R11", month="2018-08", made="1.5"),
                bad("R11", month="2018-07", made="十二"),
                bad("R04", month="2018-13"),
                bad("R04", month="18-11"),
            ),
        ),
    ),
]
