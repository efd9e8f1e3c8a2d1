"""What takes a subject out of operation for a while: the abnormal list and lost contact, each with its three nights."""

from __future__ import annotations

from datetime import date
from random import Random

from cities.demo.generator.lists import Stock
from cities.demo.generator.plan import NIGHTS, Row
from cities.demo.generator.register import MARKET, Register, change, day_between


def bystanders(register: Register, stock: Stock) -> list[Row]:
    """Living market subjects with a sound code that no story of the lists is about."""
    told = stock.operating + stock.abnormal + stock.lost + stock.later + stock.healthy
    codes = {row.values["code"] for row in told}
    rows = [row for row in register.of(*MARKET) if row.values["code"] and not row.warns]
    return [row for row in rows[100:] if row.values["code"] not in codes]


def build_abnormal(rng: Random, register: Register, stock: Stock) -> list[list[Row]]:
    """The abnormal list of three nights, with the blacklisted subjects that stand on it on the stock day.

    On night two one of those vanishes from the export, which closes it that night and changes nothing on the stock day.
    """
    rows = [stay(rng, row, "2018-05-10", "") for row in stock.abnormal]
    others = bystanders(register, stock)
    for row in rng.sample(others[10:], len(others) // 24):
        start = day_between(rng, max(date(2016, 1, 1), date.fromisoformat(row.values["registered"])), date(2019, 3, 8))
        end = day_between(rng, date.fromisoformat(start), date(2019, 3, 11)) if rng.random() < 0.3 else ""
        rows.append(stay(rng, row, start, end))
    second = change(rows[1:], 5, removed="2019-03-13")
    third = second[:-1] + [stay(rng, others[3], "2019-03-14", "")]
    return [rows, second, third]


def stay(rng: Random, row: Row, start: str, end: str) -> Row:
    """One stay on the abnormal list."""
    reason = rng.choice(("未按规定期限公示年度报告", "通过登记的住所无法联系", "公示信息隐瞒真实情况"))
    return Row("abnormal_list", {
        "name": row.values["name"], "code": row.values["code"], "listed": start, "reason": reason,
        "removed": end, "unit": "市市场监督管理局",
    })  # fmt: skip


def build_lost(rng: Random, register: Register, stock: Stock) -> list[list[Row]]:
    """Lost contact of nights one and three (no export on night two: the source is stale)."""
    rows = [loss(row, "2018-10-15", "") for row in stock.lost]
    others = bystanders(register, stock)
    for row in rng.sample(others[10:], len(others) // 64):
        start = day_between(rng, max(date(2017, 1, 1), date.fromisoformat(row.values["registered"])), date(2019, 3, 8))
        rows.append(
            loss(row, start, day_between(rng, date.fromisoformat(start), NIGHTS[0]) if rng.random() < 0.3 else "")
        )
    third = change(rows, 10, restored="2019-03-14")
    return [rows, [], third[:-1]]


def loss(row: Row, start: str, end: str) -> Row:
    """One report that a subject cannot be reached."""
    values = {"name": row.values["name"], "code": row.values["code"], "reported": start, "restored": end}
    return Row("lost_contact", {**values, "unit": "市市场监督管理局"})
