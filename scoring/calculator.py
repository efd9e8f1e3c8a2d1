"""The calculator: inputs in, points out. It needs an edition and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from scoring.edition import Edition, Indicator
from scoring.inputs import Values
from scoring.points import rounded, shortest
from scoring.rules import Box
from scoring.values import exact_inputs, exact_policy

DEFAULTS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Scored:
    """A row with its exact range. Status: no_data, judged, scored (one value), pending (a range)."""

    indicator: Indicator
    status: str
    low: Fraction
    high: Fraction
    notes: tuple[str, ...]


def calculate(
    edition: Edition,
    inputs: Mapping[str, Mapping[str, object] | None],
    policy: Mapping[str, object] = DEFAULTS,
) -> dict[str, object]:
    """The result object: every row and gate of the edition, items, total and bonus; points as rounded texts.

    inputs: row id → input → value (int, decimal text, Decimal, Fraction, bool, list; None or absent: not known yet).
    Raises FactsError for anything that the edition does not allow.
    """
    policies, values = exact_policy(edition, policy), exact_inputs(edition, inputs)
    rows = [score(row, values[row.id], policies) for row in edition.indicators]
    gates = judged_gates(edition, values, policies)
    bonus = {item.no for item in edition.items if item.bonus}
    return {
        "edition": edition.name,
        "eligible": eligible([gate["state"] for gate in gates]),
        "total": added((row for row in rows if row.indicator.item not in bonus), edition.cap),
        "bonus": added((row for row in rows if row.indicator.item in bonus), edition.bonus),
        "items": {
            str(item.no): added((row for row in rows if row.indicator.item == item.no), item.cap)
            for item in edition.items
            if not item.bonus
        },
        "indicators": {row.indicator.id: result(row) for row in rows},
        "gates": gates,
    }


def score(row: Indicator, values: Values, policies: Mapping[str, object]) -> Scored:
    """A row's exact range for exact values under these policies."""
    rule = row.rule_under(policies)
    outcome = rule.outcome(Box(row.inputs, values), row.cap)
    if outcome.no_data:
        return Scored(row, "no_data", outcome.low, outcome.high, outcome.no_data + outcome.notes)
    if outcome.low != outcome.high:
        missing = [each.label for each in row.inputs if each.name in rule.inputs and lacks(values[each.name])]
        return Scored(row, "pending", outcome.low, outcome.high, (f"尚缺：{'、'.join(missing)}", *outcome.notes))
    return Scored(row, "judged" if row.kind == "judged" else "scored", outcome.low, outcome.high, outcome.notes)


def lacks(value: object) -> bool:
    """Whether a value, or one of its list, is not known yet."""
    return value is None or (isinstance(value, tuple) and None in value)


def judged_gates(
    edition: Edition, values: Mapping[str, Values], policies: Mapping[str, object]
) -> list[dict[str, object]]:
    """Every gate with its state and the reason."""
    found = []
    for gate in edition.gates:
        row = edition.indicator(gate.indicator)
        state, reason = gate.judge(row.inputs, values[row.id], policies)
        found.append({"no": gate.no, "state": state, "indicator": row.id, "title": gate.title, "reason": reason})
    return found


def eligible(states: list[object]) -> bool | None:
    """False once a gate is failed, None while one is unknown, else True."""
    if "failed" in states:
        return False
    return None if "unknown" in states else True


def added(rows: Iterable[Scored], cap: Fraction) -> dict[str, str]:
    """The sum of exact ranges, rounded once."""
    found = list(rows)
    low = sum((row.low for row in found), Fraction(0))
    high = sum((row.high for row in found), Fraction(0))
    return {"low": rounded(low, 2), "high": rounded(high, 2), "cap": shortest(cap)}


def result(row: Scored) -> dict[str, object]:
    """A row of the result object."""
    return {
        "status": row.status,
        "low": rounded(row.low, 4),
        "high": rounded(row.high, 4),
        "cap": shortest(row.indicator.cap),
        "notes": list(row.notes),
    }
