"""All rules of a contract. Families are found: every module here with a function `rules(contract, shape)`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date

from expectations.contract import Contract
from expectations.rules.rows import CONFLICT
from expectations.rules.rule import REJECT, WARN, Rule, Shape

__all__ = ["CONFLICT", "REJECT", "WARN", "Rule", "Shape", "catalogue", "rules_for"]

TITLES = {
    "R01": "必填项缺失",
    "R02": "超长",
    "R03": "代码值未知",
    "R04": "日期错误",
    "R05": "统一社会信用代码错误",
    "R06": "组织机构代码校验不符",
    "R07": "工商注册号校验不符",
    "R08": "证件号码错误或精度丢失",
    "R09": "同一代码不同名称",
    "R10": "占位代码",
    "R11": "金额缺失或无法识别",
    "R12": "万元与元混淆",
    "R13": "机关代码异常",
    "R14": "同一文件内重复或矛盾",
    "R15": "非法字符",
    "R16": "公开字段含个人信息",
    "R17": "迟报",
    "R18": "公示截止期异常",
    "R19": "自然人与单位字段同时填写",
    "R20": "列错位",
}

SOME_NIGHT = date(2019, 3, 15)


def rules_for(contract: Contract, shape: Shape) -> tuple[Rule, ...]:
    """Every rule of the contract for a file of this shape, in order of their ids."""
    found = sorted(families(contract, shape), key=lambda rule: (rule.id, rule.severity))
    names = [rule.name for rule in found]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"contract {contract.name}: rule {name} is made twice")
    return tuple(found)


def families(contract: Contract, shape: Shape) -> Iterator[Rule]:
    for module in pkgutil.iter_modules(__path__):
        family = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(family, "rules"):
            yield from family.rules(contract, shape)


def catalogue(contract: Contract) -> list[dict[str, str | None]]:
    """The contract's rules as data for readers: {id, dataset, field, severity, words}, in order of their ids."""
    seen: dict[str, Rule] = {}
    for layout in contract.layout_names:
        everything = frozenset(f.name for f in contract.fields_in(layout))
        for rule in rules_for(contract, Shape(layout, everything, SOME_NIGHT, 0, SOME_NIGHT)):
            seen.setdefault(rule.name, rule)
    seen[CONFLICT.name] = CONFLICT
    return [described(contract, rule) for rule in sorted(seen.values(), key=lambda rule: (rule.id, rule.severity))]


def described(contract: Contract, rule: Rule) -> dict[str, str | None]:
    """One rule as data for readers."""
    title = f"〔{contract.field(rule.field).title}〕" if rule.field else ""
    return {
        "id": rule.id,
        "dataset": contract.name,
        "field": rule.field,
        "severity": rule.severity,
        "words": f"{TITLES[rule.id]}：{title}{rule.says}",
    }
