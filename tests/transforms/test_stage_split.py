"""Several datasets in one sheet: which row belongs where, and what is refused (interface.md, the commands)."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest

from cities.source import FileFeed, Source
from flows.check_file import check_file
from flows.examine import examine, staging
from flows.find import find
from transforms.stage.layers import MARK_LENGTH

HEADING = "主体名称,主体类别,统一社会信用代码,{column},列入日期\n"


def answer(tmp_path: Path, datasets: tuple[str, ...], column: str, *words: str):
    """The check of a CSV with one row per word; the other list column is given by a constant where it is needed."""
    rows = "".join(f"云泽示例{i}有限公司,法人及非法人组织,,{word},2018-11-0{i}\n" for i, word in enumerate(words, 1))
    file = tmp_path / "名单.csv"
    file.write_text(HEADING.format(column=column) + rows, encoding="utf-8")
    constants = {} if column == "名单类型" else {"list_type": "示例名单"}
    source = Source("demo_lists", "示例", "demo", datasets, "delta", FileFeed(".", "*"), constants=constants)
    return check_file(file, source, None, date(2019, 3, 15), b"k" * 32, rows=True)


@pytest.mark.parametrize("column", ["类型", "名单类型"])
def test_a_column_divides_the_rows(tmp_path, column):
    given = answer(tmp_path, ("red_list", "black_list"), column, "红名单", "黑名单", "黑名单")
    assert given.datasets["red_list"]["accepted"] == 1
    assert given.datasets["black_list"]["accepted"] == 2
    assert given.receipt["ignored"] == 0


@pytest.mark.parametrize("word", ["灰名单", ""])
def test_a_row_of_neither_is_refused(tmp_path, word):
    given = answer(tmp_path, ("red_list", "black_list"), "类型", "红名单", word)
    assert given.receipt["received"] == 2
    assert [(row["row"], row["rules"]) for row in given.quarantined] == [(3, ["R03"])]


def test_with_one_dataset_a_row_that_names_the_other_list_is_refused(tmp_path):
    given = answer(tmp_path, ("black_list",), "类型", "黑名单", "红名单")
    assert [(row["row"], row["rules"]) for row in given.quarantined] == [(3, ["R03"])]


def test_with_one_dataset_names_of_lists_stay_lawful_beside_the_word(tmp_path):
    given = answer(tmp_path, ("black_list",), "名单类型", "失信被执行人", "黑名单", "重大税收违法")
    assert given.receipt["accepted"] == 3


BOTH = Source("demo_both", "示例", "demo", ("permit", "penalty"), "delta", FileFeed(".", "*"))
DECISIONS = """示例市双公示,,,,
类型,行政相对人名称,文号,决定日期,机关
许可,示例甲,示例许〔2019〕1号,2019-01-07,示例局
行政处罚,示例甲,示例罚〔2019〕1号,2019-01-07,示例局
,示例乙,示例罚〔2019〕2号,2019-01-07,示例局
处罚,示例丙,示例罚〔2019〕3号,2019-01-08,示例局
合计,4,,,
"""


def test_permits_and_penalties_of_one_sheet_are_divided_and_every_line_is_counted(tmp_path):
    file = tmp_path / "双公示.csv"
    file.write_text(DECISIONS, encoding="utf-8")
    given = check_file(file, BOTH, None, date(2019, 3, 15), b"k" * 32, rows=True)
    assert {(row["dataset"], row["row"]) for row in given.accepted} == {("permit", 2), ("penalty", 3), ("penalty", 5)}
    assert [(row["row"], row["rules"]) for row in given.quarantined] == [(4, ["R03"])]
    assert (given.receipt["received"], given.receipt["ignored"]) == (4, 2)


def test_of_a_divided_sheet_each_dataset_answers_for_its_own_marked_rows(tmp_path):
    file = tmp_path / "双公示.csv"
    file.write_text(DECISIONS, encoding="utf-8")
    marks = marks_of(file, BOTH)
    lines = DECISIONS.splitlines()
    lines[1] += ",核对标记"
    for row in (2, 3, 4, 5):
        lines[row] += f",{marks[row] if row < 4 else ''}"
    file.write_text("\n".join(lines), encoding="utf-8")
    given = check_file(file, BOTH, None, date(2019, 3, 15), b"k" * 32, rows=True)
    assert [row["row"] for row in given.accepted] == [5]
    assert (given.receipt["received"], given.receipt["ignored"]) == (2, 4)


def marks_of(file: Path, source: Source) -> dict[int, str]:
    """Row → the mark that the row would get once it is accepted."""
    marks = {}
    with tempfile.TemporaryDirectory() as folder:
        found = find(file, file.name, source, Path(folder))
        for tables in found.tables.values():
            with staging(None, Path(folder), b"k" * 32) as con:
                examine(con, tables, source, None, date(2019, 3, 15))
                marks |= dict(con.execute(f"select row_no, left(content_hash, {MARK_LENGTH}) from staged").fetchall())
    return marks


def test_a_marked_row_that_was_edited_counts_again(tmp_path):
    file = tmp_path / "双公示.csv"
    file.write_text(DECISIONS, encoding="utf-8")
    mark = marks_of(file, BOTH)[2]
    lines = DECISIONS.splitlines()
    lines[1] += ",核对标记"
    lines[2] = lines[2].replace("2019-01-07", "2019-01-09") + f",{mark}"
    lines[3:6] = [f"{line}," for line in lines[3:6]]
    file.write_text("\n".join(lines), encoding="utf-8")
    given = check_file(file, BOTH, None, date(2019, 3, 15), b"k" * 32, rows=True)
    assert {(row["dataset"], row["row"]) for row in given.accepted} == {("permit", 2), ("penalty", 3), ("penalty", 5)}
