"""Red and black lists in one sheet: which row belongs where, and what is refused (interface.md, the commands)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cities.source import FileFeed, Source
from flows.check_file import check_file

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
