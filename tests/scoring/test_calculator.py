"""The result object as a whole: sums, rounding, gates together."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.calculator import calculate
from scoring.edition import load_edition
from scoring.points import rounded, shortest

EDITION = load_edition("2019")
BLACKLIST = {"operating_blacklist": 100}
PASSING = {
    "3.2": {"stock_open": 0, "window_new": 0, "window_open": 0},
    "3.3a": {"counties": 6, "monitored": 6, "plan": True, "rank": 35},
    "8.1": {"converted": 10, "stock": 10},
    "8.2": {"defects": 0, "codes": 10},
    "8.3": {"docked": True, "halls": 7, "connected": 7},
    "8.5": {"due": 10, "published": 10},
    "10.1": {
        "voluntary": 9,
        "industry": 1,
        "new_subjects": 10,
        "committed_subjects": 9,
        "substitution_items": 19,
        "tolerance_items": 5,
        "approval_items": 5,
        "repair_commitments": 100,
        "repair_subjects": 100,
    }
    | BLACKLIST,
    "10.6": {"exits": 30} | BLACKLIST,
    "10.7": {"trained": 50} | BLACKLIST,
    "10.8": {"reported": 80, "required": 100},
}


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("1/3", 4, "0.3333"), ("2/3", 4, "0.6667"), ("0.00005", 4, "0.0001"), ("0.00004999", 4, "0.0000"),
     ("0.125", 2, "0.13"), ("0.135", 2, "0.14"), ("99.995", 2, "100.00"), ("0", 2, "0.00"), ("12.8", 2, "12.80")],
)  # fmt: skip
def test_rounding_is_half_up_from_the_exact_value(value, places, text):
    assert rounded(Fraction(value), places) == text


@pytest.mark.parametrize(("value", "text"), [("2", "2"), ("1.8", "1.8"), ("100", "100"), ("0", "0"), ("0.25", "0.25")])
def test_caps_are_shortest_decimals(value, text):
    assert shortest(Fraction(value)) == text


def test_sums_are_rounded_from_exact_values_never_from_rounded_parts():
    third = {"files_built": 1, "civil_servants": 3}
    given = {"3.1a": third, "8.5": {"due": 1000, "published": 999}, "9.3": {"tolerant": 1, "approving": 3}}
    given |= {row: {"points": 0} for row in ("1.1", "3.1b", "8.8")}
    result = calculate(EDITION, given)
    rows = result["indicators"]
    assert [rows[row]["low"] for row in ("3.1a", "9.3", "8.5")] == ["0.3333", "0.6667", "1.9800"]
    assert [result["items"][item]["low"] for item in ("3", "9", "8")] == ["0.33", "0.67", "1.98"]
    assert result["total"]["low"] == "2.98"


def test_what_each_item_rounds_away_is_not_lost_in_the_total():
    given = {"1.1": {"points": "0.004"}, "3.1b": {"points": "0.004"}, "8.8": {"points": "0.004"}}
    result = calculate(EDITION, given)
    assert [result["items"][item]["low"] for item in ("1", "3", "8")] == ["0.00", "0.00", "0.00"]
    assert result["total"]["low"] == "0.01"


def test_every_row_item_and_gate_is_there():
    result = calculate(EDITION, {})
    assert list(result["indicators"]) == [row.id for row in EDITION.indicators]
    assert len(result["indicators"]) == 54
    assert list(result["items"]) == [str(no) for no in range(1, 12)]
    assert [gate["no"] for gate in result["gates"]] == list(range(1, 11))
    assert {gate["state"] for gate in result["gates"]} == {"unknown"}
    assert result["items"]["6"] == {"low": "0.00", "high": "6.00", "cap": "6"}


def test_bonus_is_beside_the_total():
    result = calculate(EDITION, {"12.1": {"points": "6.5"}})
    assert result["bonus"] == {"low": "6.50", "high": "6.50", "cap": "10"}
    assert result["total"] == {"low": "0.00", "high": "100.00", "cap": "100"}


def test_all_gates_passed_is_eligible_whatever_the_points():
    result = calculate(EDITION, PASSING)
    assert {gate["state"] for gate in result["gates"]} == {"passed"}
    assert result["eligible"] is True
    assert result["indicators"]["10.6"]["low"] == "1.5000"


@pytest.mark.parametrize("row", PASSING)
def test_one_unknown_gate_leaves_it_open_and_one_failed_settles_it(row):
    missing = {key: value for key, value in PASSING.items() if key != row}
    assert calculate(EDITION, missing)["eligible"] is None
    failing = {"10.6": {"exits": 29} | BLACKLIST} if row != "10.6" else {"10.7": {"trained": 49} | BLACKLIST}
    assert calculate(EDITION, missing | failing)["eligible"] is False
    assert calculate(EDITION, PASSING | failing)["eligible"] is False


@pytest.mark.parametrize(
    ("row", "known", "state"),
    [
        ("3.2", {"window_open": 1}, "failed"),
        ("3.2", {"window_new": 0, "stock_open": 0}, "unknown"),
        ("8.2", {"defects": 0}, "unknown"),
        ("10.6", {"exits": 0}, "unknown"),
        ("10.1", {"substitution_items": 18}, "failed"),
        ("10.1", {"tolerance_items": 0, "approval_items": 0, "substitution_items": 18}, "failed"),
        ("10.1", {"new_subjects": 1000, "committed_subjects": 899}, "failed"),
        ("3.3a", {"plan": False}, "failed"),
        ("3.3a", {"rank": 101}, "failed"),
        ("8.3", {"docked": False}, "failed"),
        ("8.3", {"halls": 3, "connected": 2}, "failed"),
    ],
)
def test_a_gate_is_failed_by_one_known_part_and_deduces_nothing(row, known, state):
    gate = next(gate for gate in calculate(EDITION, {row: known})["gates"] if gate["indicator"] == row)
    assert gate["state"] == state
    assert gate["reason"].startswith({"failed": "未达到：", "unknown": "尚不能判断："}[state])


def test_only_rank_in_gate_touches_a_gate():
    other = {"per_percent": "step", "gov_event_stock": False, "commitment_term_cap": False, "relay_any": "share"}
    failing = PASSING | {"3.2": {"stock_open": 1, "window_new": 0, "window_open": 0}}
    assert calculate(EDITION, failing, other)["gates"] == calculate(EDITION, failing)["gates"]
    unranked = PASSING | {"3.3a": {"counties": 6, "monitored": 6, "plan": True}}
    assert calculate(EDITION, unranked)["eligible"] is None
    assert calculate(EDITION, unranked, {"rank_in_gate": False})["eligible"] is True


def test_notes_say_what_is_missing_and_nothing_more():
    rows = calculate(EDITION, {"3.3a": {"counties": 6, "plan": True}, "7.5": {"cases_before": 0, "cases_now": 2}})
    assert rows["indicators"]["3.3a"]["notes"] == ["尚缺：已纳入监测的县（市）区数（monitored）"]
    assert "增长率无法计算" in rows["indicators"]["7.5"]["notes"][0]
