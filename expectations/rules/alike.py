"""Rows of one file that agree too far to differ: R09 one code under two names, R14 near duplicates. The contract says which."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Alike, Contract
from expectations.rules.rule import WARN, NoRows, Rule, Shape


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """One rule per pair of agreeing and differing columns that the file has."""
    for alike in contract.alike:
        named = {name for name in (*alike.same, alike.differs) if name != "party"}
        if named <= shape.present:
            yield alike_rows(contract, alike)


def alike_rows(contract: Contract, alike: Alike) -> Rule:
    """Every row whose like says something else in the column that differs."""
    same = [contract.compared(name) for name in alike.same]
    differs = contract.compared(alike.differs)
    key = same[0] if len(same) == 1 else f"({', '.join(same)})"
    one_by_one = ", ".join(same)
    filled = " and ".join(f"{column} is not null" for column in same)
    among = f"from staged where {filled} and {alike.among} group by {one_by_one} having"
    fails = f"{alike.among} and {key} in (select {key} {among} min({differs}) <> max({differs}))"
    # The second opinion counts the different ones instead of comparing the first with the last.
    counted = f"{alike.among} and {key} in (select {key} {among} count(distinct {differs}) > 1)"
    field = contract.party.code if contract.party and alike.differs == "party" else alike.differs
    return Rule(alike.rule, field, WARN, fails, alike.says, NoRows(counted), part="-".join(alike.same))
