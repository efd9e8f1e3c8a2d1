"""R11 amounts, R12 万元 and 元 (facts 3.3: amounts are in 万元; writing yuan there is the commonest error)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract
from expectations.rules.rule import REJECT, WARN, Matching, Rule, Shape, present_fields

AMOUNT = r"\A[0-9]{1,12}(?:\.[0-9]{1,6})?\z"
COUNT = r"\A(?:0|[1-9][0-9]{0,14})\z"
TEXT_AMOUNT = r"罚款(?:人民币)?[:：]?([0-9][0-9,]*(?:\.[0-9]+)?)万?元"
TEXT_IN_WAN = r"罚款(?:人民币)?[:：]?[0-9][0-9,]*(?:\.[0-9]+)?万元"


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Readable amounts and counts, amounts that the category asks for, and the factor of 10,000."""
    for f in present_fields(contract, shape, ("wan",)):
        fails = f"not regexp_matches({f.name}, '{AMOUNT}')"
        yield Rule("R11", f.name, REJECT, fails, "应为以万元计的数字；请改正", Matching(f.name, AMOUNT))
    for f in present_fields(contract, shape, ("count",)):
        fails = f"not regexp_matches({f.name}, '{COUNT}')"
        yield Rule("R11", f.name, REJECT, fails, "应为不小于0的整数；请改正", Matching(f.name, COUNT))
    for amount, category, word in contract.amounts:
        if {amount, category} <= shape.present:
            fails = f"contains({category}, '{word}') and {amount} is null"
            yield Rule("R11", amount, REJECT, fails, f"处罚类别含“{word}”时必填（万元）；请补填", part="due")
    if contract.text_amount and set(contract.text_amount) <= shape.present:
        yield from factor(*contract.text_amount)


def factor(amount: str, text: str) -> Iterator[Rule]:
    """The amount against the sum that the text of the decision states."""
    stated = f"try_cast(replace(regexp_extract({text}, '{TEXT_AMOUNT}', 1), ',', '') as decimal(24, 6))"
    yuan = f"({stated} * (case when regexp_matches({text}, '{TEXT_IN_WAN}') then 10000 else 1 end))"
    readable = f"contains({text}, '罚款') and regexp_matches({amount}, '{AMOUNT}') and {stated} > 0"
    value = f"try_cast({amount} as decimal(24, 6))"
    tenfold = f"({value} = {yuan} or {value} * 100000000 = {yuan})"
    says = "与处罚内容所写金额相差一万倍；本列以万元计，请改正"
    yield Rule("R12", amount, REJECT, f"{readable} and {tenfold}", says)
    other = f"{readable} and not {tenfold} and {value} * 10000 <> {yuan}"
    yield Rule("R12", amount, WARN, other, "与处罚内容所写金额不一致；请核对")
