"""The range of every row against brute force: all completions of what is missing, scored one by one.

The range must hold every completion (exactly), and a completion must come as close to each end as makes no difference:
a bound that is only approached counts as reached, so missing numbers may also be enormous.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from scoring.calculator import score
from scoring.edition import load_edition
from tests.scoring.table import CAPS, POINTS

EDITION = load_edition("2019")
ENORMOUS = 10**60
CLOSE = Fraction(1, 10**40)
SITUATIONS = 60
POOLS = {
    "7.1": (0, 1, 2, 3, 4, 5, 50, 100, 200),
    "7.3": tuple(range(7)),
    "8.1": (0, 1, 2, 95, 96, 99, 100),
    "8.2": (0, 1, 2, 3, 10, 9999, 10000, 20000),
    "8.5": (0, 1, 89, 90, 91, 99, 100),
    "9.1": (0, 1, 5, 6, 7, 9, 10),
    "9.4": (0, 1, 50000, 100000, 200000),
    "10.1": (0, 1, 2, 3, 19),
}
MISSING = {"7.3": tuple(range(13))}  # a part may be as much as two wholes together
POLICIES = [
    {"per_percent": "linear", "gov_event_stock": True, "commitment_term_cap": True, "relay_any": "full"},
    {"per_percent": "step", "gov_event_stock": False, "commitment_term_cap": False, "relay_any": "share"},
]


def choices(each, row, missing):
    """The values to try for an input: answers, or numbers up to its maximum, enormous ones when it is missing."""
    if each.type == "yes_no":
        return (True, False)
    if each.type == "yes_nos":
        return tuple(product((True, False) if missing else (True, False, None), repeat=each.length))
    numbers = set(POOLS.get(row, range(8))) | ({ENORMOUS, *MISSING.get(row, ())} if missing else set())
    top = each.most
    fitting = {Fraction(n) for n in numbers if each.least <= n and (top is None or n <= top)}
    return tuple(sorted(fitting | ({top} if top is not None else set())))


def possible(row, values):
    """Whether complete values keep the relations of the published table."""
    v = values
    part_of = {
        "3.1a": ("files_built", "civil_servants"), "3.2": ("window_open", "window_new"),
        "3.3a": ("monitored", "counties"), "7.1": ("npl", "loans"), "7.4": ("recovered", "adjudged"),
        "8.1": ("converted", "stock"), "8.2": ("defects", "codes"), "8.3": ("connected", "halls"),
        "8.4": ("linked", "units"), "8.5": ("published", "due"), "9.1": ("scored", "residents"),
        "9.3": ("tolerant", "approving"), "10.2": ("linked", "unit_records"), "10.6": ("exits", "operating_blacklist"),
        "10.7": ("trained", "operating_blacklist"), "10.8": ("reported", "required"),
    }  # fmt: skip
    if row in part_of:
        part, whole = part_of[row]
        return v[part] <= v[whole]
    if row == "6.1a":
        return v["files"] + v["graded"] - 5 <= v["both"] <= min(v["files"], v["graded"])
    if row == "7.3":
        return v["closed"] <= v["open_before"] + v["received"]
    if row == "10.1":
        return (
            v["committed_subjects"] <= v["new_subjects"]
            and v["tolerance_items"] <= v["approval_items"]
            and v["repair_subjects"] <= v["operating_blacklist"]
        )
    return True


def situation(indicator, chance):
    """Known values (at most three missing at a time in a row of ten inputs) and all their possible completions."""
    inputs = [each for each in indicator.inputs if each.type != "decimals"]
    while True:
        missing = {each.name for each in inputs if chance.random() < 0.45}
        if len(missing) > 3:
            continue
        known = {each.name: chance.choice(choices(each, indicator.id, False)) for each in inputs}
        values = {name: None if name in missing else value for name, value in known.items()}
        found = list(completions(indicator, values))
        if found:
            return values, found


def completions(indicator, values):
    """Every possible completion of the values."""
    open_to = []
    for each in indicator.inputs:
        value = values[each.name]
        if value is None:
            open_to.append(choices(each, indicator.id, True))
        elif isinstance(value, tuple):
            open_to.append(tuple(product(*((True, False) if answer is None else (answer,) for answer in value))))
        else:
            open_to.append((value,))
    for found in product(*open_to):
        complete = dict(zip((each.name for each in indicator.inputs), found, strict=True))
        if possible(indicator.id, complete):
            yield complete


@pytest.mark.parametrize("policy", POLICIES, ids=["default", "other"])
@pytest.mark.parametrize("row", [row for row in POINTS if row != "3.3b"])
def test_range_is_the_least_and_the_most_of_all_completions(row, policy):
    indicator, cap, chance = EDITION.indicator(row), Fraction(CAPS[row]), random.Random(row)
    for _ in range(SITUATIONS):
        values, complete = situation(indicator, chance)
        points = [p for each in complete if (p := POINTS[row](each, policy)) is not None]
        scored = score(indicator, values, policy)
        if not points:
            assert scored.status == "no_data", values
            assert row == "10.1" or (scored.low, scored.high) == (0, cap), values
            continue
        least, most = max(Fraction(0), min(min(points), cap)), min(cap, max(Fraction(0), max(points)))
        assert scored.low <= least and most <= scored.high, values
        assert least - scored.low < CLOSE and scored.high - most < CLOSE, values
        assert scored.status != "no_data", values
        assert (scored.status == "pending") == (scored.low != scored.high), values


def test_every_row_of_the_published_table_is_held_against_it():
    assert {row.id: row.cap for row in EDITION.indicators} == {row: Fraction(cap) for row, cap in CAPS.items()}
    assert POINTS.keys() == CAPS.keys()
