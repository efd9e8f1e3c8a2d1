"""Walking over JSON text that comes in pieces: where they end makes no difference."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.read.records.json_text import NotJson, nested_text
from transforms.read.records.json_window import Window
from transforms.read.records.record_lists import Scan

NUMBERS = st.integers(-(10**20), 10**20)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.text('a"\\\n甲𠮷', max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("ab甲", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


def window(text: str, size: int) -> Window:
    return Window(text[start : start + size] for start in range(0, len(text), size))


@settings(max_examples=300, deadline=None)
@given(VALUES, st.integers(1, 30), st.booleans(), st.sampled_from([None, 1]))
def test_a_value_is_taken_whole(value: Any, size: int, plain: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=plain, indent=indent)
    found = window(text + " ,", size)
    taken = found.take()
    assert (taken if isinstance(value, str) else json.loads(nested_text(taken))) == value
    assert found.peek() == ","
    assert found.line == 1 + text.count("\n")


@pytest.mark.parametrize("size", range(1, 12))
def test_numbers_words_and_lists_over_the_ends_of_pieces(size: int) -> None:
    scan = Scan(window('\ufeff{"total": 12345, "ok": true, "data": [ {"a": -1.5E+10}, {"a": 67} ] }', size))
    assert [record for _, record in scan.records()] == [{"a": "-1.5E+10"}, {"a": "67"}]
    assert scan.objects == {(): {"total": "12345", "ok": True}}
    assert scan.lists == {("data",): 2}


@pytest.mark.parametrize("size", range(1, 12))
@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ('[{"a":1},\n{"a":"x', "截断", 2),
        ('[{"a":1},\n{"a":tr', "截断", 2),
        ('[{"a":1},\n{"a":1', "截断", 2),
        ('[{"a":1},\n', "截断", 2),
        ('[{"a":1}\n\n{"a":1}]', "语法", 3),
        ('[{"a":1},\n{"a":"\\q"}]', "语法", 2),
        ('[{"a":1},\n{"a":1,"a":2}]', "重复", 2),
        ('[{"a":NaN}]', "NaN", 1),
    ],
)
def test_mistakes_are_found_where_they_are(text: str, why: str, line: int, size: int) -> None:
    found = window(text, size)
    with pytest.raises(NotJson) as caught:
        list(Scan(found).records())
    assert (why in caught.value.why, found.line) == (True, line)
