"""R02: identifiers, names and numbers are refused one character beyond their limit, free text beyond 10,000."""

import pytest

from expectations.contract import contracts
from tests.expectations.rows import LAYOUTS, assert_fails, penalty, permit, row, rules_failed


@pytest.mark.slow
@pytest.mark.parametrize("dataset, layout", LAYOUTS)
def test_every_limit_holds_at_and_breaks_beyond(at, dataset, layout):
    limited = [f for f in contracts()[dataset].fields_in(layout) if f.limit and not f.codes]
    at_limit = rules_failed(at, dataset, [row(dataset, **{f.name: "字" * f.limit}) for f in limited], layout=layout)
    beyond = rules_failed(at, dataset, [row(dataset, **{f.name: "字" * (f.limit + 1)}) for f in limited], layout=layout)
    for f, first, second in zip(limited, at_limit, beyond, strict=True):
        name = f"R02:{f.name}:warn" if f.type == "text" and f.limit < 10_000 else f"R02:{f.name}"
        assert name not in first, f.name
        assert {rule for rule in second if rule.startswith("R02")} == {name}, f.name


def test_free_text_is_warned_of_up_to_ten_thousand_characters(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(content="字" * 4_000), ""),
            (permit(content="字" * 4_001), "R02:content:warn"),
            (permit(content="字" * 10_000), "R02:content:warn"),
            (permit(content="字" * 10_001), "R02:content"),
            (permit(content="𠮷" * 4_000), ""),
            (permit(doc_no="字" * 64), ""),
            (permit(doc_no="字" * 65), "R02:doc_no"),
            (permit(party_name="字" * 201), "R02:party_name"),
        ],
    )
    assert_fails(
        at,
        "penalty",
        [
            (penalty(facts="字" * 5_000), ""),
            (penalty(facts="字" * 5_001), "R02:facts:warn"),
            (penalty(doc_no="字" * 128), ""),
            (penalty(doc_no="字" * 129), "R02:doc_no"),
        ],
    )
