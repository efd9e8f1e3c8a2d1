"""R02 over-long texts: identifiers, names and numbers are refused, free text warned of up to 10,000 characters."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract
from expectations.rules.rule import REJECT, WARN, AtMost, Rule, Shape

FREE_TEXT_MOST = 10_000


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """One rule per field with a limit; two for free text."""
    for f in contract.fields:
        if f.limit is None or not shape.has(f):
            continue
        if f.type == "text":
            most = max(f.limit, FREE_TEXT_MOST)
            yield Rule(
                "R02", f.name, REJECT, f"length({f.name}) > {most}", f"至多{most}个字；请精简", AtMost(f.name, most)
            )
            if f.limit < most:
                fails = f"length({f.name}) > {f.limit} and length({f.name}) <= {most}"
                yield Rule("R02", f.name, WARN, fails, f"标准长度为{f.limit}个字")
        else:
            yield Rule(
                "R02",
                f.name,
                REJECT,
                f"length({f.name}) > {f.limit}",
                f"至多{f.limit}个字；请核对是否错列或误填",
                AtMost(f.name, f.limit),
            )
