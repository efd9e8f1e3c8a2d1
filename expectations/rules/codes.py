"""R03 values of code tables (facts 3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from expectations.codes import code_table
from expectations.contract import Contract, Field
from expectations.rules.rule import REJECT, WARN, Among, Matching, Rule, Shape, present_fields

SEPARATORS = "[;；、,，]"


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Known values, values that hold in a period only, and rows that say they are of another dataset."""
    for f in present_fields(contract, shape, ("code",)):
        yield known_value(f)
        if contract.day and contract.day in shape.present:
            yield from out_of_date(f, contract.day)
    if contract.split:
        yield other_dataset(contract)


def known_value(f: Field) -> Rule:
    """The cell is a value of the code table, or begins like one that goes on freely."""
    table = code_table(f.codes or "")
    words = "、".join(table.values)
    free = [b for b in table.beginnings() if b]
    if not free and not f.several:
        values = ", ".join(f"'{v}'" for v in table.values)
        expectation = Among(f.name, table.values)
        return Rule(
            "R03", f.name, REJECT, f"{f.name} not in ({values})", f"应为：{words}；请改用代码表中的值", expectation
        )
    spelt = sorted(set(table.values) | set(table.exact(None)), key=len, reverse=True)
    one = "(?:" + "|".join([*map(re.escape, spelt), *(f"{re.escape(b)}[^;；]*" for b in free)]) + ")"
    regex = rf"\A{one}(?:{SEPARATORS}\s*{one})*{SEPARATORS}?\z" if f.several else rf"\A{one}\z"
    more = "，多项用；分隔" if f.several else ""
    fails = f"not regexp_matches({f.name}, '{regex}')"
    return Rule("R03", f.name, REJECT, fails, f"应为：{words}{more}；请改用代码表中的值", Matching(f.name, regex))


def out_of_date(f: Field, day: str) -> Iterator[Rule]:
    """A value on a day before there was such a value, or after."""
    table = code_table(f.codes or "")
    for value, (first, last) in table.valid.items():
        bounds = [f"{day} < '{first}'"] * bool(first) + [f"{day} > '{last}'"] * bool(last)
        says = (
            f"“{value}”"
            + (f"自{first}起" if first else "")
            + (f"至{last}止" if last else "")
            + "使用，与该行日期不符；请核对"
        )
        fails = f"{has_value(f, value)} and ({' or '.join(bounds)}) and x_is_day({day})"
        yield Rule("R03", f.name, WARN, fails, says, part=f"period {table.values.index(value)}")


def has_value(f: Field, value: str) -> str:
    """SQL: the cell is the value, or one of its several values is."""
    if not f.several:
        return f"{f.name} = '{value}'"
    return rf"regexp_matches({f.name}, '(?:\A|{SEPARATORS}\s*){re.escape(value)}(?:\s*{SEPARATORS}|\z)')"


def other_dataset(contract: Contract) -> Rule:
    """A row that says it is of another dataset, or of none where it must say one."""
    says = f"应为{contract.title}；请核对该行属于哪一类"
    return Rule("R03", None, REJECT, f"kind_of <> '{contract.name}'", says, part="kind")
