"""Given values brought to exact ones, or refused with a Chinese sentence.

Exact values: a Fraction, True or False, a tuple of these for lists; None is not known yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.edition import Edition, Indicator
from scoring.inputs import Input
from scoring.rules.box import broken_bounds

DIGITS = 1000  # written out, before and after the point; more is no figure of any city, but could fill the memory


class FactsError(ValueError):
    """Facts that cannot be scored. The sentence names id, policy or key, the input, the value and what is expected."""


class Written(str):
    """A number as it stands in JSON, exponent included; not to be confused with a JSON string."""


def exact_inputs(edition: Edition, inputs: object) -> dict[str, dict[str, object]]:
    """For every row of the edition all its inputs with exact values. FactsError for the first thing that is wrong."""
    if not isinstance(inputs, Mapping):
        raise FactsError(f"inputs：给的是 {shown(inputs)}，应为对象（编号 → 输入项）")
    known = {row.id: row for row in edition.indicators}
    for row in inputs:
        if row not in known:
            raise FactsError(f"inputs：{shown(row)} 不是 {edition.name} 版的指标编号，应为 {'、'.join(known)} 之一")
    return {row.id: exact_row(row, inputs.get(row.id)) for row in edition.indicators}


def exact_row(row: Indicator, given: object) -> dict[str, object]:
    """The inputs of a row with exact values, checked against each other."""
    if given is None:
        given = {}
    if not isinstance(given, Mapping):
        raise FactsError(f"{row.id}：给的是 {shown(given)}，应为对象（输入项 → 值）或 null")
    names = [each.name for each in row.inputs]
    for name in given:
        if name not in names:
            raise FactsError(f"{row.id}：没有输入项 {shown(name)}，应为 {'、'.join(names)}")
    values = {each.name: exact(each, given.get(each.name), f"{row.id} 的 {each.label}") for each in row.inputs}
    for each in row.inputs:
        for expected in broken_bounds(each, values):
            raise FactsError(f"{row.id} 的 {each.label}：给的是 {shown(given[each.name])}，应{expected}")
    return values


def exact_policy(edition: Edition, policy: object) -> dict[str, object]:
    """Every policy of the edition with the option given, else its default."""
    if not isinstance(policy, Mapping):
        raise FactsError(f"policy：给的是 {shown(policy)}，应为对象（口径 → 选项）")
    known = {each.name: each for each in edition.policies}
    for name, option in policy.items():
        if name not in known:
            raise FactsError(f"policy：没有口径 {shown(name)}，应为 {'、'.join(known)} 之一")
        options = known[name].options
        if not any(type(option) is type(each) and option == each for each in options):
            words = " 或 ".join(shown(each) for each in options)
            raise FactsError(f"policy 的 {name}：给的是 {shown(option)}，应为 {words}")
    return {each.name: policy.get(each.name, each.default) for each in edition.policies}


def exact(each: Input, given: object, where: str) -> object:
    """One value by its input's type."""
    if given is None:
        return None
    if each.type == "yes_no":
        return yes_no(given, where)
    if each.type in ("whole", "decimal"):
        return number(each, given, where)
    if not isinstance(given, list | tuple):
        raise FactsError(f"{where}：给的是 {shown(given)}，应为列表")
    if each.type == "decimals":
        return tuple(number(each, value, f"{where}第 {place} 个") for place, value in enumerate(given, 1))
    if len(given) != each.length:
        raise FactsError(f"{where}：给的是 {shown(given)}，应为 {each.length} 个 true、false 或 null")
    return tuple(None if value is None else yes_no(value, where) for value in given)


def yes_no(given: object, where: str) -> bool:
    """true or false; numbers and words are neither."""
    if not isinstance(given, bool):
        raise FactsError(f"{where}：给的是 {shown(given)}，应为 true、false 或 null（未知）")
    return given


def number(each: Input, given: object, where: str) -> Fraction:
    """A number within the input's own bounds; whole is judged by value."""
    value = fraction_of(given)
    top = "" if each.most is None else f"且不大于 {each.most}"
    expected = f"{'整数' if each.type == 'whole' else '数（整数或十进制文本）'}，不小于 {each.least}{top}"
    fits = value is not None and value >= each.least and (each.most is None or value <= each.most)
    if value is None or not fits or (each.type == "whole" and value.denominator != 1):
        raise FactsError(f"{where}：给的是 {shown(given)}，应为{expected}")
    return value


def fraction_of(given: object) -> Fraction | None:
    """The exact number that was given; None when it is none. A binary float is none: it is not what was written."""
    if isinstance(given, Written):
        return fraction_written(given)
    if isinstance(given, str):
        return fraction_written(given) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", given) else None
    if isinstance(given, Decimal):
        return fraction_written(str(given)) if given.is_finite() else None
    return Fraction(given) if isinstance(given, int | Fraction) and not isinstance(given, bool) else None


def fraction_written(text: str) -> Fraction | None:
    """A number from its text; None when it would have more than DIGITS digits."""
    mantissa, _, exponent = text.lower().partition("e")
    if not mantissa.strip("-0."):
        return Fraction(0)
    if len(mantissa) > DIGITS or len(exponent) > DIGITS or abs(int(exponent or 0)) > DIGITS:
        return None
    return Fraction(text)


def shown(given: object) -> str:
    """A value in a message: short, and printable anywhere."""
    if isinstance(given, dict):
        return "一个对象"
    if isinstance(given, list | tuple):
        return f"{len(given)} 项的列表"
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) >= 10**60:
        return "一个 60 位以上的整数"
    plain = given is None or (isinstance(given, str | bool | int) and not isinstance(given, Written))
    text = json.dumps(given, ensure_ascii=False) if plain else str(given)
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= 60 else f"{text[:57]}…"
