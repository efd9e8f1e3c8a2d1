"""R08 numbers of persons, and such numbers where a code of an organisation should stand (facts 3.6, 6.5)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract, Field
from expectations.rules.lookalike import MASKED, lookalikes
from expectations.rules.rule import REJECT, NoRows, Rule, Shape, first_of, present_fields
from expectations.rules.suspect import SCIENTIFIC

OLDEST = 120  # years
RESIDENT = "身份证"


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Resident ids that cannot be right, numbers that are masked, ids in columns of organisations."""
    for f in present_fields(contract, shape, ("id_no",)):
        yield resident_id(contract, f, shape)
    for f in present_fields(contract, shape, ("person_no",)):
        fails = f"regexp_matches({f.name}, '{MASKED}')"
        yield Rule("R08", f.name, REJECT, fails, "号码被遮盖；请填完整号码")
    for f in present_fields(contract, shape, ("credit_code", "org_code", "reg_no")):
        # A registration number of 15 digits may look like an old resident id by chance.
        also = "" if f.type == "reg_no" else f" or x_misplaced_old_id({f.name})"
        says = "疑为居民身份证号，填错了列；请移到证件号码列"
        yield Rule("R08", f.name, REJECT, f"x_misplaced_id({f.name}){also}", says, part="misplaced")


def resident_id(contract: Contract, f: Field, shape: Shape) -> Rule:
    """A resident id, where the kind of document is not another one; masked numbers of any kind."""
    night = shape.night
    born, last = f"substr({f.name}, 7, 8)", f"{night:%Y%m%d}"
    first = f"{night.year - OLDEST}{night:%m%d}"
    kind = f.name.removesuffix("_no") + "_type"
    resident = f"coalesce({kind}, '{RESIDENT}') = '{RESIDENT}'" if contract.has(kind) else "true"
    wrong = f"(not x_id_ok({f.name}) or {born} > '{last}' or {born} < '{first}')"
    masked = f"regexp_matches({f.name}, '{MASKED}')"
    fails = f"{f.name} is not null and ({resident} and {wrong} and not regexp_matches({f.name}, '{SCIENTIFIC}') or {masked})"
    shaped = f"regexp_matches({f.name}, '\\A[0-9]{{17}}[0-9X]\\z')"
    detail = first_of(
        *lookalikes(f.name, "x_id_ok", ""),
        (f"length({f.name}) <> 18", f"'有' || length({f.name}) || '位'"),
        (f"not {shaped}", "含数字以外的字符"),
        (f"regexp_matches({f.name}, '000\\z')", "末三位为0，疑被表格软件截去了尾数"),
        (f"not x_id_place({f.name})", "前两位不是省级行政区划代码"),
        (f"not x_id_born({f.name})", "出生日期不是真实存在的日期"),
        (f"not x_id_ok({f.name})", "校验位不符"),
        (f"{born} > '{last}'", f"出生日期晚于{night.isoformat()}"),
        (f"{born} < '{first}'", f"出生日期早于{OLDEST}年前"),
    )
    says = "应为校验位正确的18位居民身份证号码；请按证件核对，单元格须为文本"
    return Rule("R08", f.name, REJECT, fails, says, NoRows(fails), detail=detail)
