"""Merged ranges: who gets the value, and who does not."""

from __future__ import annotations

import re

import pytest

from transforms.read.sheets.addresses import address, column_of, letters, listed, names_from, runs
from transforms.read.sheets.spans import Span, Spans

HEADING = ["名称", "代码", "", "机关"]
DATA = ["甲", "1", "2", "局"]


def filled(rows: list[list[str]], *ranges: Span) -> list[list[str]]:
    copied = [list(row) for row in rows]
    Spans(ranges, 4).fill(0, copied)
    return copied


def test_a_title_over_the_whole_width_stays_one_cell() -> None:
    rows = [["标题", "", "", ""], HEADING, DATA]
    assert filled(rows, Span(0, 0, 0, 3)) == rows
    assert filled(rows, Span(0, 0, 0, 9)) == rows


def test_a_title_over_a_part_of_the_width_stays_one_cell() -> None:
    rows = [["标题", "", "", ""], HEADING, DATA]
    assert filled(rows, Span(0, 0, 0, 2)) == rows


def test_only_headings_are_given_to_the_right() -> None:
    rows = [HEADING, ["甲", "1", "", "局"]]
    assert filled(rows, Span(0, 1, 0, 2), Span(1, 1, 1, 2)) == [["名称", "代码", "代码", "机关"], rows[1]]


def test_values_are_given_down_to_rows_with_something_of_their_own() -> None:
    rows = [HEADING, DATA, ["", "3", "4", ""], ["", "", "", ""], ["", "5", " ", ""], ["", "6", "", ""]]
    assert [row[0] for row in filled(rows, Span(1, 0, 4, 0))] == ["名称", "甲", "甲", "", "甲", ""]


def test_what_stands_under_a_merged_range_is_kept() -> None:
    rows = [HEADING, DATA, ["乙", "3", "4", ""]]
    assert filled(rows, Span(1, 0, 2, 0)) == rows


def test_a_range_without_a_value_gives_nothing_and_is_not_told() -> None:
    rows = [HEADING, ["", "1", "2", "局"], ["", "3", "4", ""]]
    spans = Spans([Span(1, 0, 2, 0), Span(1, 9, 2, 9)], 4)
    spans.fill(0, rows)
    assert spans.given == []


def test_values_reach_over_blocks() -> None:
    spans = Spans([Span(1, 3, 5, 3)], 4)
    first, second, third = [HEADING, DATA], [["", "3", "", ""], ["", "4", "", ""]], [["", "5", "", ""]] * 3
    for number, block in ((0, first), (2, second), (4, third := [list(row) for row in third])):
        spans.fill(number, block)
    assert [row[3] for row in (*second, *third)] == ["局", "局", "局", "局", ""]
    assert [str(span) for span in spans.given] == ["D2:D6"]


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_names_of_columns(column: int, name: str) -> None:
    assert (letters(column), column_of(name), column_of(name.lower())) == (name, column, column)
    assert address(6, column) == f"{name}7"


@pytest.mark.parametrize("first", [1, 25, 26, 30, 500, 701, 702, 5_000])
def test_the_expression_for_columns_from_one_on(first: int) -> None:
    expression = re.compile(names_from(first))
    assert [column for column in range(6_000) if expression.fullmatch(letters(column))] == list(range(first, 6_000))


def test_lists_for_remarks() -> None:
    assert runs([5, 1, 2, 3, 9, 8, 2]) == [(1, 3), (5, 5), (8, 9)]
    assert listed(["A", "B"], "个") == "A、B"
    assert listed(list("ABCDEF"), "个") == "A、B、C、D、E等6个"
