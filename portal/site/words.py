"""How figures and states are said in Chinese on a page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from scoring.points import rounded

STATUS = {"scored": "已计分", "judged": "已评定", "pending": "待定", "no_data": "无数据"}
VERDICT = {"passed": "通过", "failed": "未通过", "unknown": "未知"}
STATE = {"ok": "正常", "stale": "过期", "failed": "失败", "silent": "无新增"}
ELIGIBLE = {
    True: "十项硬指标全部通过，具备参评资格",
    False: "有硬指标未通过，暂不具备参评资格",
    None: "硬指标尚不能全部判断",
}
KIND = {"computed": "系统计算", "reported": "统计填报", "attested": "佐证认定", "judged": "专家评定"}


def day(iso: str) -> str:
    """2018-12-15 → 2018年12月15日."""
    found = date.fromisoformat(iso)
    return f"{found.year}年{found.month}月{found.day}日"


def number(value: int) -> str:
    """A count with its thousands apart."""
    return f"{value:,}"


def figure(value: object) -> str:
    """An input as people read it."""
    if value is None:
        return "未知"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(figure(each) for each in value)
    return number(value) if isinstance(value, int) else grouped(str(value))


def grouped(text: str) -> str:
    """A decimal text with its thousands apart."""
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def percent(part: int, whole: int) -> str:
    """A share with two decimals. Only a whole is called 100 %, and only nothing 0 %."""
    if not whole:
        return "无数据"
    share = Fraction(part, whole) * 100
    text = rounded(share, 2)
    if text == "100.00" and part < whole:
        return ">99.99%"
    return "<0.01%" if text == "0.00" and part else f"{text}%"


def minus(more: str, less: str) -> str:
    """The difference of two rounded numbers of points."""
    return f"{Decimal(more) - Decimal(less):.2f}"


def plain(text: str) -> str:
    """A sentence without the English names of inputs: 存量主体数（stock） → 存量主体数."""
    return re.sub(r"（[a-z_0-9]+）", "", text)


def change(value: int) -> str:
    """A change with its sign."""
    return f"{value:+,}" if value else "未变"


def departments_shown(shown: dict) -> list[str]:
    """The departments that have a source, a row of quality or a member, in the order of their names."""
    found = {source["department"] for source in shown["index"]["sources"]}
    found |= {row["department"] for row in shown["quality"]["rows"]}
    found |= {row["department"] for measure in shown["measures"].values() for row in measure["departments"]}
    names = shown["index"]["departments"]
    return sorted(found & names.keys(), key=lambda id: (names[id], id))


FILTERS = {
    "day": day,
    "number": number,
    "figure": figure,
    "percent": percent,
    "minus": minus,
    "change": change,
    "plain": plain,
    "status": STATUS.__getitem__,
    "verdict": VERDICT.__getitem__,
    "state": STATE.__getitem__,
    "eligible": ELIGIBLE.__getitem__,
    "kind": KIND.__getitem__,
}
