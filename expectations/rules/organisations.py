"""R05 credit codes, R06 organisation codes, R07 registration numbers, R13 codes of public bodies (facts 3.4, 6)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract, Field
from expectations.rules.lookalike import lookalikes
from expectations.rules.rule import REJECT, WARN, Rule, Shape, first_of, present_fields
from expectations.rules.suspect import SCIENTIFIC


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """The rules of every code and number of organisations that the file has."""
    for f in present_fields(contract, shape, ("credit_code",)):
        yield official_code(f) if f.official else credit_code(contract, f)
    for f in present_fields(contract, shape, ("org_code",)):
        yield from org_code(f)
    for f in present_fields(contract, shape, ("reg_no",)):
        yield Rule("R07", f.name, WARN, f"not x_reg_no_ok({f.name})", "15位注册号的校验位不符；请核对")


def unexplained(f: Field) -> str:
    """SQL: no other rule says what is wrong with the cell (a placeholder, lost precision, a person's id)."""
    return (
        f"not x_placeholder({f.name}) and not regexp_matches({f.name}, '{SCIENTIFIC}')"
        f" and not x_misplaced_id({f.name}) and not x_misplaced_old_id({f.name})"
    )


def credit_code(contract: Contract, f: Field) -> Rule:
    """R05: full check of GB 32100 and the class against the category; a warning where defects are what is counted."""
    category = contract.party.category if contract.party and contract.party.code == f.name else None
    sole = f"{category} = '个体工商户' and not starts_with({f.name}, '92')" if category else "false"
    firm = f"{category} = '法人及非法人组织' and starts_with({f.name}, '92')" if category else "false"
    fails = (
        f"case when {f.name} is null then false when x_credit_code_ok({f.name}) or x_confirmed({f.name})"
        f" then ({sole}) or ({firm}) else {unexplained(f)} end"
    )
    detail = first_of(
        *lookalikes(f.name, "x_credit_code_ok", "IOSVZ"),
        (f"length({f.name}) = 9 and x_org_code_ok({f.name})", "这是组织机构代码"),
        (f"length({f.name}) = 15", "只有15位，疑为工商注册号或税务登记号"),
        (f"length({f.name}) <> 18", f"'有' || length({f.name}) || '位'"),
        (f"regexp_matches({f.name}, '\\A[0-9]+000\\z')", "末三位为0，疑被表格软件截去了尾数"),
        (f"x_credit_code_ok({f.name}) and {firm}", "92开头的代码属于个体工商户，与主体类别不符"),
        (f"x_credit_code_ok({f.name}) and {sole}", "个体工商户的代码应以92开头，与主体类别不符"),
        (f"not regexp_matches({f.name}, '\\A[0-9A-HJ-NPQRTUWXY]+\\z')", "含代码中不用的字符"),
        (f"not x_credit_code_shape({f.name})", "开头两位或行政区划码不存在"),
        (f"not x_credit_code_ok({f.name})", "校验位不符"),
    )
    says = (
        "应为18位统一社会信用代码，校验位正确，且92开头的仅用于个体工商户；"
        "请按证照核对，若为早期赋码确属有效，请由登记机关确认"
    )
    return Rule("R05", f.name, WARN if contract.code_defects_warn else REJECT, fails, says, detail=detail)


def org_code(f: Field) -> Iterator[Rule]:
    """R06: the check digit, and credit codes that stand in this column."""
    misplaced = f"x_credit_code_ok({f.name})"
    says = "这是统一社会信用代码，放错了列；请移到统一社会信用代码列"
    yield Rule("R06", f.name, WARN, misplaced, says, part="credit code")
    detail = first_of(
        *lookalikes(f.name, "x_org_code_ok", ""),
        (f"length({f.name}) <> 9", f"'有' || length({f.name}) || '位'"),
        ("true", "校验位不符"),
    )
    fails = f"case when {f.name} is null or x_org_code_ok({f.name}) or {misplaced} then false else {unexplained(f)} end"
    yield Rule("R06", f.name, WARN, fails, "应为9位组织机构代码（GB 11714）；请核对", detail=detail)


def official_code(f: Field) -> Rule:
    """R13: the code of a public body."""
    body = f"substr({f.name}, 1, 1) = '1' and (x_credit_code_ok({f.name}) or x_confirmed({f.name}))"
    fails = f"case when {f.name} is null or {body} then false else {unexplained(f)} end"
    detail = first_of(
        *lookalikes(f.name, "x_credit_code_ok", "IOSVZ"),
        (f"length({f.name}) <> 18", f"'有' || length({f.name}) || '位'"),
        (f"x_credit_code_ok({f.name})", "这不是机关或事业单位的代码"),
        ("true", "校验位不符"),
    )
    return Rule("R13", f.name, WARN, fails, "应为机关或事业单位的统一社会信用代码；请核对", detail=detail)
