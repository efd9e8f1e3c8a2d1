"""Cutting text into records agrees with Python's strict CSV reader, wherever the blocks end."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.read.text.marks import Malformed
from transforms.read.text.records import Records, count_with, cut

DELIMITERS = (",", ";", "\t", "，")


def rows(records: Records) -> list[list[str]]:
    cells = [bytes(records.data[a:b]).decode() for a, b in zip(records.offsets, records.offsets[1:], strict=False)]
    assert records.fields.sum() == len(cells)
    taken = iter(cells)
    return [[next(taken) for _ in range(fields)] for fields in records.fields]


def cut_in_blocks(text: str, delimiter: str, size: int) -> list[list[str]] | None:
    """The records of a text that comes in pieces of `size` characters; None if a quote is malformed or open."""
    found: list[list[str]] = []
    rest = b""
    try:
        for start in range(0, len(text), size):
            rest += text[start : start + size].encode()
            records = cut(rest, delimiter.encode())
            found += rows(records)
            rest = rest[records.used :]
        if rest:
            records = cut(rest + b"\n", delimiter.encode())
            found += rows(records)
            if records.used <= len(rest):
                return None
    except Malformed:
        return None
    return found


def python_rows(text: str, delimiter: str) -> list[list[str]] | None:
    try:
        return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error:
        return None


@settings(max_examples=1500, deadline=None)
@given(st.text(alphabet='a,"\n\r，;\t中', max_size=25), st.sampled_from(DELIMITERS), st.integers(1, 26))
def test_records_are_those_of_the_strict_csv_reader(text: str, delimiter: str, size: int) -> None:
    assert cut_in_blocks(text, delimiter, size) == python_rows(text, delimiter)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(st.text(alphabet='ab中𠮷,，;\t"\n\r ', max_size=6), min_size=1, max_size=5), max_size=8),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 40),
)
def test_what_was_written_is_read(table: list[list[str]], delimiter: str, line_end: str, size: int) -> None:
    text = "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + line_end for row in table)
    assert cut_in_blocks(text, delimiter, size) == table


@pytest.mark.parametrize(
    ("before", "faulty"),
    [("", '"a"b,c\n'), ("a,b\n", '"x\ny","a"b\n'), ('a,b\n5"管,c\n\n', '"甲"乙,c\n'), ("a,b\r\n", 'x,"y"z\r\n')],
)
def test_text_after_a_closing_quote_tells_where_its_record_begins(before: str, faulty: str) -> None:
    with pytest.raises(Malformed) as caught:
        cut((before + faulty).encode(), b",")
    assert caught.value.start == len(before.encode())


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ('甲",1\n乙,2\n丙,"3"\n', [0]),
        ('甲,5"\n乙,2\n丙"丁,x\n', []),  # inches; a quote inside
        ('甲,="x"\n"乙""",2\n', []),
        ('甲,1\n\n"a\nb",x\n乙,丙"\n', [3]),
        ('甲,1\n乙,丙"', []),  # its record is not whole
    ],
)
def test_a_quote_that_closes_what_was_never_opened_is_doubtful(text: str, doubtful: list[int]) -> None:
    assert cut(text.encode(), b",").doubtful.tolist() == doubtful


def test_records_with_a_sign_are_counted_once_each() -> None:
    records = cut(b",?\n?,?\na,b\n\nx,?y" + b"\n", b",")
    assert count_with(records, b"?") == 3
    assert count_with(records, b"!") == 0


def test_the_unfinished_record_is_described() -> None:
    records = cut('a,b\n中,"未\n完'.encode(), b",")
    assert (records.used, records.tail_fields, records.tail_cell, records.tail_quoted) == (4, 2, 8, True)


def test_a_carriage_return_at_the_end_waits_for_its_line_feed() -> None:
    assert cut(b"a\rb\r", b",").used == 2
    assert rows(cut(b"a\rb\r\n", b",")) == [["a"], ["b"]]
