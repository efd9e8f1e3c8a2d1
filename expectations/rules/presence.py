"""R01 required cells, R10 codes that only hold a place (measures-2019 section 3, facts 3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract, Field
from expectations.rules.rule import REJECT, WARN, NoRows, NotNull, Rule, Shape


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """One rule per cell that must be filled, and one per code that may hold a place only."""
    for f in contract.fields:
        if f.required:
            yield Rule("R01", f.name, REJECT, f"{f.name} is null", "必填；请补填后重报", NotNull(f.name))
        elif f.due and (f.due_always or shape.has(f)):
            yield due(f, shape)
        if f.type == "credit_code" and shape.has(f):
            yield from placeholder(f, shape)
    if contract.party and not contract.field(contract.party.code).required and contract.party.name is None:
        fields = "、".join(contract.field(n).title for n in (contract.party.code, contract.party.reg) if n)
        yield Rule("R01", None, REJECT, "party is null", f"{fields}至少填一项；请补填后重报", NotNull("party"))


def due(f: Field, shape: Shape) -> Rule:
    """A cell that must be filled under the contract's condition."""
    when = shape.condition(f.due or "")
    if when == "true":
        return Rule("R01", f.name, REJECT, f"{f.name} is null", f"{f.due_says}必填；请补填后重报", NotNull(f.name))
    fails = f"({when}) and {f.name} is null"
    return Rule("R01", f.name, REJECT, fails, f"{f.due_says}必填；请补填后重报", NoRows(fails))


def placeholder(f: Field, shape: Shape) -> Iterator[Rule]:
    """A placeholder where a value is required is refused, elsewhere a warning."""
    says = "这是占位代码，不是真实代码；请填真实的统一社会信用代码"
    needed = "true" if f.required else shape.condition(f.due) if f.due else "false"
    if needed != "false":
        yield Rule("R10", f.name, REJECT, f"x_placeholder({f.name}) and ({needed})", says)
    if needed != "true":
        yield Rule("R10", f.name, WARN, f"x_placeholder({f.name}) and not coalesce({needed}, false)", says)
