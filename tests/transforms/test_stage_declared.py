"""A sheet that says how many rows it has must have them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.check_file import Answer, check_file, dataset_source
from transforms.stage.declared import numbers

HEADING = "行政相对人名称,许可决定文书号,许可决定日期,许可机关,备注"


def answer(folder: Path, *lines: str, rows: int = 3) -> Answer:
    """The check of permits, `{rows}` of them, with lines above the heading (before `*`) and below."""
    at = lines.index("*")
    permits = [f"示例甲,示例许〔2019〕{n}号,2019-01-07,示例局,无" for n in range(rows)]
    file = folder / "许可.csv"
    file.write_text("\n".join([*lines[:at], HEADING, *permits, *lines[at + 1 :]]) + "\n", encoding="utf-8")
    return check_file(file, dataset_source("permit"), None, date(2019, 3, 15), b"k" * 32)


@pytest.mark.parametrize(
    "lines",
    [
        ("*", "共3条记录,,,,"),
        ("*", "合计,3条,,,"),
        ("示例局行政许可（共 3 条）,,,,", "*"),
        ("*", "本页共20条,,,,"),
        ("*", "第1页 共9页,,,,"),
        ("*", "合计,9,,,"),
        ("*", "总记录数：3,,,,"),
    ],
)
def test_what_agrees_or_says_nothing_of_the_whole_loads(tmp_path: Path, lines: tuple[str, ...]) -> None:
    given = answer(tmp_path, *lines)
    assert (given.outcome, given.receipt["accepted"], given.receipt["ignored"]) == ("loaded", 3, 1)


@pytest.mark.parametrize("line", ["共 4 条记录,,,,", "共计：2户,,,,", "总记录数,4,,,", '合计,"1,000条",,,'])
def test_another_number_rejects_the_file_and_is_said(tmp_path: Path, line: str) -> None:
    given = answer(tmp_path, "*", line)
    assert given.outcome == "rejected" and "实际读到3条" in (given.reason or "")


def test_words_inside_a_row_declare_nothing(tmp_path: Path) -> None:
    file = tmp_path / "许可.csv"
    file.write_text(f"{HEADING}\n示例甲,示例许〔2019〕1号,2019-01-07,示例局,本证共9份\n", encoding="utf-8")
    assert check_file(file, dataset_source("permit"), None, date(2019, 3, 15), b"k" * 32).outcome == "loaded"


def test_numbers_of_a_line() -> None:
    assert numbers("共1,200条") == {1200} and numbers("共3页") == numbers("本页共3条") == set()
