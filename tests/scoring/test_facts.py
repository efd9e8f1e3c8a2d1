"""The facts file: what is read, and what is refused with which words."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.calculator import calculate
from scoring.edition import load_edition
from scoring.facts import Facts, FactsError, parse_facts

EDITION = load_edition("2019")


def facts(row, **inputs):
    """A facts file with one row, its values as JSON writes them."""
    return f'{{"edition": "2019", "inputs": {{"{row}": {json.dumps(inputs, ensure_ascii=False)}}}}}'


def raw(row, text):
    return f'{{"edition": "2019", "inputs": {{"{row}": {text}}}}}'


def points(text):
    """The points of the one row of a facts file."""
    found = parse_facts(text)
    row = next(iter(found.inputs))
    return calculate(EDITION, found.inputs, found.policy)["indicators"][row]["low"]


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        ("8.5", '{"due": 1000, "published": 990}', "1.8000"),
        ("8.5", '{"due": "1000.00", "published": 9.9E+2}', "1.8000"),
        ("8.5", '{"due": 1e400, "published": 1e400}', "2.0000"),
        ("8.5", '{"due": 10.0, "published": "010"}', "2.0000"),
        ("1.1", '{"points": 0.1}', "0.1000"),
        ("1.1", '{"points": 0.00005}', "0.0001"),
        ("1.1", '{"points": 0.000049999999999999999999999999}', "0.0000"),
        ("1.1", '{"points": -0}', "0.0000"),
        ("1.1", '{"points": "-0.0"}', "0.0000"),
        ("1.1", '{"points": 0e99999999999}', "0.0000"),
        ("10.4", '{"embedded": 20000000000000000000000000000000000000001}', "2.0000"),
        ("3.3b", '{"scores": [80.68, "80.68", 8068e-2, 80.68, 80.68, 80.68]}', "0.8068"),
    ],
)
def test_numbers_are_exact_however_they_are_written(row, text, expected):
    assert points(raw(row, text)) == expected


def test_floats_come_out_as_plain_decimal_text():
    found = parse_facts(raw("3.3b", '{"scores": [8.05e1, 1E-3, 90, "7.50", -0.0]}'))
    assert found == Facts("2019", {}, {"3.3b": {"scores": ["80.5", "0.001", 90, "7.50", "0"]}})
    assert parse_facts(json.dumps({"edition": "2019", "inputs": found.inputs})) == found


@pytest.mark.parametrize("text", ['{"edition": "2019"}', '{"edition": "2019", "inputs": {"8.5": null}}'])
def test_everything_but_the_edition_may_be_left_out(text):
    found = parse_facts(text)
    result = calculate(EDITION, found.inputs, found.policy)
    assert result["total"] == {"low": "0.00", "high": "100.00", "cap": "100"}
    assert result["bonus"] == {"low": "0.00", "high": "10.00", "cap": "10"}
    assert result["eligible"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["JSON", "第 1 行"]),
        ("[]", ["事实文件", "对象"]),
        ('"2019"', ["事实文件", "2019"]),
        ("{}", ["edition", "null", "2019"]),
        ('{"edition": 2019}', ["edition", "2019"]),
        ('{"edition": 2019.0}', ["edition", "2019.0"]),
        ('{"edition": "../2019"}', ["edition", "../2019"]),
        ('{"edition": "2020"}', ["edition", "2020", "2019"]),
        ('{"edition": "2019", "facts": 1}', ["facts", "inputs"]),
        ('{"edition": "2019", "policy": null}', ["policy", "null"]),
        ('{"edition": "2019", "inputs": null}', ["inputs", "null"]),
        ('{"edition": "2019", "inputs": []}', ["inputs", "列表"]),
        ('{"edition": "2019", "edition": "2019"}', ["edition", "2 次"]),
        ('{"edition": "2019", "inputs": {"8.5": {"due": 1, "due": 1}}}', ["due", "2 次"]),
        ('{"edition": "2019", "inputs": {"8.9": null}}', ["8.9", "8.5"]),
        ('{"edition": "2019", "inputs": {"8.5": 3}}', ["8.5", "3"]),
        ('{"edition": "2019", "inputs": {"8.5": {"dues": 1}}}', ["8.5", "dues", "published"]),
        ('{"edition": "2019", "policy": {"per_cent": "step"}}', ["policy", "per_cent", "per_percent"]),
        ('{"edition": "2019", "policy": {"per_percent": "steps"}}', ["per_percent", "steps", "linear"]),
        ('{"edition": "2019", "policy": {"per_percent": null}}', ["per_percent", "null"]),
        ('{"edition": "2019", "policy": {"gov_event_stock": 1}}', ["gov_event_stock", "1", "true"]),
        ('{"edition": "2019", "policy": {"gov_event_stock": "true"}}', ["gov_event_stock", "true"]),
        ('{"edition": "2019", "policy": {"rank_in_gate": 0.0}}', ["rank_in_gate", "0.0"]),
        ('{"edition": "2019", "policy": {"natural_persons": true}}', ["natural_persons"]),
        ('{"edition": "2019", "policy": []}', ["policy", "列表"]),
        (raw("1.1", '{"points": NaN}'), ["NaN"]),
        (raw("1.1", '{"points": -Infinity}'), ["Infinity"]),
        (raw("1.1", '{"points": 1e999999999999999999999}'), ["1.1", "points", "1e9999"]),
        (raw("10.4", '{"embedded": ' + "9" * 5000 + "}"), ["10.4", "embedded", "9999"]),
        (raw("9.4", '{"amount_yuan": 1e-99999999}'), ["9.4", "amount_yuan"]),
        (raw("8.5", '{"due": 1.5}'), ["8.5", "due", "1.5", "整数"]),
        (raw("8.5", '{"due": 10, "published": 11}'), ["8.5", "published", "11", "due", "10"]),
        (raw("7.3", '{"closed": 9, "open_before": 5, "received": 3}'), ["7.3", "closed", "9", "8"]),
        (raw("6.1a", '{"files": 5, "graded": 4, "both": 3}'), ["6.1a", "both", "3"]),
        (raw("8.5", '{"due": "\\ud800"}'), ["8.5", "due"]),
        ("[" * 100000, ["嵌套"]),
        ("\ufeff{}", ["JSON"]),
    ],
)
def test_what_is_wrong_is_named(text, words):
    with pytest.raises(FactsError) as refused:
        parse_facts(text)
    message = str(refused.value)
    message.encode("utf-8")
    assert all(word in message for word in words), message
    assert len(message) < 600


@pytest.mark.parametrize(
    "value", ["1e3", "+1", " 1", "1 ", "1\n", "1.", ".5", "1,0", "", "１", "٣", "0x1", "1/2", "NaN"]
)
def test_a_text_is_a_number_only_as_plain_decimal(value):
    with pytest.raises(FactsError, match=r"^1\.1 的 .*points"):
        parse_facts(facts("1.1", points=value))


@pytest.mark.parametrize("value", [True, False, [], {}, "是"])
def test_what_is_no_number_is_none(value):
    with pytest.raises(FactsError, match=r"^10\.4 的 .*embedded"):
        parse_facts(facts("10.4", embedded=value))


@pytest.mark.parametrize("value", [0, 1, "true", "1.0", [True]])
def test_yes_and_no_are_only_true_and_false(value):
    with pytest.raises(FactsError, match=r"^7\.2 的 .*risk"):
        parse_facts(facts("7.2", risk=value))


def test_the_calculator_checks_by_itself():
    with pytest.raises(FactsError, match=r"^8\.5 的 .*published.*11.*due.*10"):
        calculate(EDITION, {"8.5": {"due": 10, "published": 11}})
    with pytest.raises(FactsError, match="per_percent"):
        calculate(EDITION, {}, {"per_percent": True})
    with pytest.raises(FactsError, match="points"):
        calculate(EDITION, {"1.1": {"points": 0.1}})


def test_the_calculator_takes_exact_numbers_of_python():
    given = {"1.1": {"points": Decimal("1.5")}, "3.1b": {"points": Fraction(1, 3)}, "7.6": {"findings": (False,) * 3}}
    rows = calculate(EDITION, given)["indicators"]
    assert [rows[row]["low"] for row in given] == ["1.5000", "0.3333", "1.0000"]
