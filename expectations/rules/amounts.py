"""R11 amounts, R12 万元 and 元 (facts 3.3: amounts are in 万元; writing yuan there is the commonest error)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract
from expectations.rules.rule import REJECT, WARN, Matching, Rule, Shape, present_fields

AMOUNT = r"\A[0-9]{1,12}(?:\.[0-9]{1,6})?\z"
COUNT = r"\A(?:0|[1-9][0-9]{0,14})\z"


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Readable amounts and counts, amounts that the category asks for, units, and the factor of 10,000."""
    for f in present_fields(contract, shape, ("wan",)):
        fails = f"not regexp_matches({f.name}, '{AMOUNT}')"
        says = "应为以万元计、不小于0、至多6位小数的数字，或写明单位的金额（如2000元）；请改正"
        yield Rule("R11", f.name, REJECT, fails, says, Matching(f.name, AMOUNT))
        other = f"regexp_matches({f.name}, '{AMOUNT}') and {f.name}_unit is not null"
        says = "单元格写明的单位与表头不同，已按单元格的单位换算为万元；请核对，并统一以万元填写"
        yield Rule("R12", f.name, WARN, other, says, part="unit")
    for f in present_fields(contract, shape, ("count",)):
        fails = f"not regexp_matches({f.name}, '{COUNT}')"
        yield Rule("R11", f.name, REJECT, fails, "应为不小于0的整数；请改正", Matching(f.name, COUNT))
    for amount, category, word in contract.amounts:
        if {amount, category} <= shape.present:
            fails = f"contains({category}, '{word}') and {amount} is null"
            yield Rule("R11", amount, REJECT, fails, f"处罚类别含“{word}”时必填（万元）；请补填", part="due")
    if contract.text_amount and set(contract.text_amount) <= shape.present:
        yield from factor(contract, *contract.text_amount)


def factor(contract: Contract, amount: str, text: str) -> Iterator[Rule]:
    """The amount against the sums that the text of the decision states, each and in total.

    It is refused only where the factor is proven: it is no such sum, and a ten-thousandth or ten thousand times it is.
    """
    readable = f"{amount}_stated is not null and regexp_matches({amount}, '{AMOUNT}')"
    same, less, more = (states(amount, times) for times in ("10000", "1", "100000000"))
    where = contract.field(text).title
    says = f"与〔{where}〕所写罚款金额相差一万倍；本列以万元计，请改正"
    yield Rule("R12", amount, REJECT, f"{readable} and not {same} and ({less} or {more})", says)
    fails = f"{readable} and not {same} and not {less} and not {more}"
    yield Rule("R12", amount, WARN, fails, f"与〔{where}〕所写罚款金额不一致；请核对")


def states(amount: str, times: str) -> str:
    """Whether the amount times a factor is among the sums stated, which are in 元 with | around each."""
    product = f"cast(try_cast({amount} as decimal(18, 6)) * {times} as decimal(38, 6))"
    return f"contains({amount}_stated, '|' || regexp_replace(cast({product} as varchar), '\\.?0+\\z', '', 'g') || '|')"
