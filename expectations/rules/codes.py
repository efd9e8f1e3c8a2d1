"""R03 code tables, R05–R08 and R13 codes and numbers of organisations and persons (facts 3.4, 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from expectations.codes import code_table
from expectations.contract import Contract, Field
from expectations.rules.rule import REJECT, WARN, Among, Matching, NoRows, Rule, Shape, present_fields

SCIENTIFIC = r"\A[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,2}\z"
SEPARATORS = "[;；、,，]"


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """The rules of every code and number column that the file has."""
    for f in present_fields(contract, shape, ("code",)):
        yield known_value(f)
    if contract.split_by:
        yield other_list(contract)
    for f in present_fields(contract, shape, ("credit_code",)):
        yield official_code(f) if f.official else credit_code(contract, f)
    for f in present_fields(contract, shape, ("org_code",)):
        yield from org_code(f)
    for f in present_fields(contract, shape, ("reg_no",)):
        yield Rule("R07", f.name, WARN, f"not x_reg_no_ok({f.name})", "15位注册号的校验位不符；请核对")
    for f in present_fields(contract, shape, ("id_no",)):
        yield resident_id(contract, f)
    for f in present_fields(contract, shape, ("credit_code", "org_code", "reg_no")):
        says = "疑为居民身份证号，填错了列；请移到证件号码列"
        yield Rule("R08", f.name, REJECT, f"x_misplaced_id({f.name})", says, part="misplaced")
    for f in present_fields(contract, shape, ("reg_no", "number", "person_no", "org_code")):
        fails = f"regexp_matches({f.name}, '{SCIENTIFIC}')"
        yield Rule("R08", f.name, REJECT, fails, "数字被表格软件改成科学计数法，精度已丢失；请把该列设为文本后重填")


def known_value(f: Field) -> Rule:
    """R03: the cell is a value of the code table, or begins like one that goes on freely."""
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


def other_list(contract: Contract) -> Rule:
    """R03: a row that names another list, or none where a column must name one."""
    fails = f"colour <> '{contract.name}'"
    return Rule("R03", contract.split_by, REJECT, fails, f"应为{contract.title}；请核对该行属于哪类名单")


def credit_code(contract: Contract, f: Field) -> Rule:
    """R05: full check of GB 32100 and the class against the category; a warning where defects are what is counted."""
    wrong = f"{f.name} is not null and not x_placeholder({f.name}) and not x_credit_code_ok({f.name})"
    category = contract.party.category if contract.party else None
    if category and contract.party and contract.party.code == f.name:
        wrong = (
            f"({wrong}) or ({category} = '个体工商户' and not starts_with({f.name}, '92')"
            f" and not x_placeholder({f.name})) or ({category} = '法人及非法人组织' and starts_with({f.name}, '92'))"
        )
    says = (
        "应为18位统一社会信用代码，校验位正确，且92开头的仅用于个体工商户；"
        "请按证照核对，若为早期赋码确属有效，请由登记机关确认"
    )
    return Rule("R05", f.name, WARN if contract.code_defects_warn else REJECT, wrong, says)


def org_code(f: Field) -> Iterator[Rule]:
    """R06: the check digit, and credit codes that stand in this column."""
    misplaced = f"x_credit_code_ok({f.name})"
    says = "这是统一社会信用代码，放错了列；请移到统一社会信用代码列"
    yield Rule("R06", f.name, WARN, misplaced, says, part="credit code")
    fails = f"{f.name} is not null and not x_org_code_ok({f.name}) and not {misplaced}"
    yield Rule("R06", f.name, WARN, fails, "应为9位组织机构代码（GB 11714）；请核对")


def official_code(f: Field) -> Rule:
    """R13: the code of a public body."""
    fails = (
        f"{f.name} is not null and not x_placeholder({f.name})"
        f" and not (x_credit_code_ok({f.name}) and substr({f.name}, 1, 1) = '1')"
    )
    return Rule("R13", f.name, WARN, fails, "应为机关或事业单位的统一社会信用代码；请核对")


def resident_id(contract: Contract, f: Field) -> Rule:
    """R08: a resident id, where the kind of document is not another one."""
    kind = {"id_no": "id_type", "legal_rep_id_no": "legal_rep_id_type"}.get(f.name)
    when = f"coalesce({kind}, '身份证') = '身份证' and " if kind and contract.has(kind) else ""
    fails = f"{when}{f.name} is not null and not x_id_ok({f.name})"
    return Rule(
        "R08", f.name, REJECT, fails, "应为校验位正确的18位居民身份证号码；请按证件核对，单元格须为文本", NoRows(fails)
    )
