"""R14 rows that contradict each other, R19 natural and legal fields both filled, R20 shifted columns."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract, Field
from expectations.rules.rule import REJECT, WARN, Rule, Shape

CODE_LIKE = r"\A[0-9A-HJ-NPQRTUWXY]{17}[0-9A-Z]\z|\A[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\z|\A[0-9.]+\z"
HAN = "[一-龥]{2}"
MISFITS = 2  # a single odd cell is an error of its own; two that look like other columns are a shift
# A matter of several rows, found by expectations.check among the rows that no other rule rejects.
CONFLICT = Rule("R14", None, REJECT, "false", "同一文件中同一记录出现内容不同的两行；请核实后只保留正确的一行")


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """At most one rule of each kind per contract."""
    if contract.party and contract.party.category and shape.has(contract.field(contract.party.category)):
        who = contract.party
        codes = [c for c in (who.code, who.org, who.reg, "legal_rep_name") if c and contract.has(c)]
        filled = " or ".join(f"{c} is not null" for c in codes)
        fails = f"{who.category} = '自然人' and ({filled})"
        yield Rule("R19", who.category, WARN, fails, "自然人不应再填单位代码或法定代表人；请核对主体类别")
        if who.id and shape.has(contract.field(who.id)):
            fails = f"{who.category} = '法人及非法人组织' and {who.id} is not null"
            says = "单位不应填自然人的证件号码；请核对主体类别"
            yield Rule("R19", who.category, WARN, fails, says, part="id")
    yield shifted(contract, shape)


def shifted(contract: Contract, shape: Shape) -> Rule:
    """R20: more or fewer cells than the heading has, or two cells whose values look like those of other columns."""
    looks = [m for f in contract.fields if shape.has(f) and (m := misfit(f))]
    count = " + ".join(f"coalesce(({m})::int, 0)" for m in looks) or "0"
    fails = f"({count}) >= {MISFITS}"
    if shape.width is not None:
        fails += f" or fields <> {shape.width}"
    return Rule("R20", None, REJECT, fails, "整行疑似错位（单元格数与表头不符，或内容与所在列不符）；请对齐各列后重报")


def misfit(f: Field) -> str | None:
    """When the cell looks like a value of another kind of column. Han characters and plain ASCII tell by their bytes."""
    han = f"(case when strlen({f.name}) > length({f.name}) then regexp_matches({f.name}, '{HAN}') else false end)"
    code = (
        f"(case when strlen({f.name}) = length({f.name}) then regexp_matches({f.name}, '{CODE_LIKE}') else false end)"
    )
    day = f"{han} and {f.name} <> '长期' or length({f.name}) = 18"
    return {
        "name": code,
        "unit": code,
        "credit_code": han,
        "org_code": han,
        "day": day,
        "end": day,
        "wan": f"{han} and not regexp_matches({f.name}, '[元万亿圆整]')",
    }.get(f.type)
