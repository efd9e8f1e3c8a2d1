"""How a clean row is spoiled so that exactly one rejecting rule of facts 3.7 holds (measures-2019 section 3).

A spoiler changes how cells are written, never what the row means; the repaired row is the same row written plainly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from cities.demo.generator.codes import wrong_check
from cities.demo.generator.plan import Row

NULLS = ("", "/", "无", "null", "NULL", "-", "— —", "无数据")
WRONG_DAYS = ("2018-13-45", "2018-02-30", "03/04/2018", "2019-11-30", "1899-12-30", "2018年")
KEYS = {
    "permit": ("no", "unit", "code"), "penalty": ("no", "unit", "code"), "red_list": ("list", "code", "listed"),
    "black_list": ("list", "code", "listed", "person_id"), "subject": ("code", "registrar"),
    "publication_feedback": ("no", "unit"), "decision_ledger": ("unit", "kind", "month"),
    "responsible_person": ("record", "person"),
}  # fmt: skip


@dataclass(frozen=True)
class Spoiler:
    """A way to break a rule: the field it writes, the texts to choose from, and what must hold before."""

    field: str
    texts: tuple[str, ...]
    only: tuple[str, ...] = ()  # values of `when` for which it is wrong
    when: str = ""
    free: tuple[str, ...] = ()
    empty: bool = False  # may be used where the cell is empty


LONG = "长" * 620
SPOILERS: Mapping[str, Mapping[str, tuple[Spoiler, ...]]] = {
    "permit": {
        "R01": (Spoiler("no", NULLS), Spoiler("name", NULLS), Spoiler("decided", NULLS), Spoiler("unit", NULLS)),
        "R02": (Spoiler("no", ("云许〔2018〕" + "9" * 300 + "号",)), Spoiler("name", (LONG,))),
        "R03": (Spoiler("state", ("9", "未知", "在办")),),
        "R04": (Spoiler("decided", WRONG_DAYS),),
        "R05": (Spoiler("code", ("wrong",)),),
        "R08": (Spoiler("person_id", ("wrong", "4.29797E+17"), free=("R15",)),),
        "R10": (Spoiler("code", ("00000000000000000X",), ("法人及非法人组织",), "kind", free=("R05", "R01")),),
        "R15": (
            Spoiler("name", ("测\x01试有限公司", "测\ufffd试有限公司", "锟斤拷锟斤拷有限公司", "云泽\n测试有限公司")),
        ),
    },
    "penalty": {
        "R11": (Spoiler("fine", ("", "若干", "/"), ("罚款",), "cls", free=("R01",)),),
        "R12": (Spoiler("fine", ("yuan",), ("罚款",), "cls"),),
    },
    "subject": {
        "R01": (Spoiler("registered", NULLS), Spoiler("kind", NULLS), Spoiler("name", NULLS)),
        "R02": (Spoiler("name", (LONG,)),),
        "R03": (Spoiler("status", ("歇业中", "不明"), free=("R01",)),),
        "R04": (Spoiler("registered", ("2018-13-45", "2018-02-30", "2019-11-30", "1899-12-30")),),
        "R15": (Spoiler("name", ("测\ufffd试有限公司", "测\x01试有限公司")),),
    },
    "black_list": {
        "R01": (Spoiler("name", NULLS), Spoiler("kind", NULLS), Spoiler("list", NULLS)),
        "R02": (Spoiler("name", (LONG,)),),
        "R03": (Spoiler("state", ("不明", "9"), empty=True), Spoiler("kind", ("其他主体",))),
        "R04": (Spoiler("listed", ("2018-13-45", "2018-02-30", "2019-11-30", "1899-12-30")),),
        "R05": (Spoiler("code", ("wrong",)),),
        "R08": (Spoiler("person_id", ("wrong", "4.29797E+17"), free=("R15",)),),
        "R15": (Spoiler("name", ("测\ufffd试有限公司", "锟斤拷锟斤拷")),),
    },
    "publication_feedback": {
        "R01": (Spoiler("no", NULLS), Spoiler("unit", NULLS)),
        "R04": (Spoiler("online", ("2018-13-45", "2018-02-30")),),
    },
}
SPOILERS = {**SPOILERS, "penalty": {**SPOILERS["permit"], **SPOILERS["penalty"]}, "red_list": SPOILERS["black_list"]}


def fits(spoiler: Spoiler, row: Row, fields: frozenset[str] | None) -> bool:
    """The spoiler makes sense on this row in a layout that delivers these fields."""
    if fields is not None and spoiler.field not in fields:
        return False
    if not row.values.get(spoiler.field) and not spoiler.empty:
        return False
    if spoiler.when and fields is not None and spoiler.when not in fields:
        return False
    return not spoiler.only or any(word in row.values.get(spoiler.when, "") for word in spoiler.only)


def spoil(rng: Random, row: Row, rule: str, fields: frozenset[str] | None = None) -> Row | None:
    """The row written so that `rule` rejects it; None when that rule cannot be broken on this row."""
    if rule == "R20":
        return replace(row, shifted=True, rules=("R20",), free=("*",), keyless=True)
    if rule == "R04e":  # end before start
        if not row.values.get("from"):
            return None
        return replace(row, written={**row.written, "until": "2001-01-01"}, rules=("R04",))
    fitting = [spoiler for spoiler in SPOILERS[row.dataset].get(rule, ()) if fits(spoiler, row, fields)]
    if not fitting:
        return None
    chosen = rng.choice(fitting)
    text = rng.choice(chosen.texts)
    if text == "wrong":
        text = wrong_check(row.values[chosen.field])
    if text == "yuan":
        text = str(round(float(row.values["fine"]) * 10_000))
        if f"罚款{text}元" not in row.values["text"]:
            return None
    marks = ("code", "org", "reg", "person_id") if chosen.field == "name" else ("code",)
    keyless = chosen.field in KEYS[row.dataset] or (
        chosen.field in ("name", "person_id") and not any(row.values.get(mark) for mark in marks)
    )
    return replace(row, written={**row.written, chosen.field: text}, rules=(rule,), free=chosen.free, keyless=keyless)
