"""Guessing what an unknown table holds: sure only where heading and values leave no doubt."""

from __future__ import annotations

from pathlib import Path

from expectations.contract import contracts
from tests.expectations.rows import FIRM, sheet_of
from transforms.profile import Profile, profile


def profiled(folder: Path, *lines: list) -> Profile:
    """The profile of a sheet of these lines."""
    found = profile(sheet_of(folder, lines, len(lines[0])), contracts().values())
    assert found is not None
    return found


def sure(found: Profile) -> dict[str, str | None]:
    """Heading → field of what is sure."""
    return {column.heading: column.field for column in found.columns if column.sure}


def test_known_headings_are_sure_whatever_stands_below(tmp_path: Path) -> None:
    found = profiled(tmp_path, ["主体名称", "主体类别", "名单类型", "列入日期"], ["甲", "乙", "丙", "丁"])
    assert found.contract.name in ("black_list", "red_list") and len(sure(found)) == 4 and not found.missing


def test_a_like_heading_over_other_values_is_no_proposal(tmp_path: Path) -> None:
    heading = ["主体名称", "主体类别", "名单类型", "列入的日期"]
    rows = [["示例甲", "法人", "示例名单", "很久以前"]] * 3
    found = profiled(tmp_path, heading, *rows)
    assert "列入的日期" not in sure(found) and "列入日期" in found.missing


def test_two_columns_that_may_be_one_field_are_asked_about(tmp_path: Path) -> None:
    heading = ["主体名称", "主体类别", "名单类型", "列入的日期", "列入日期项", "信用统一代码"]
    rows = [["示例甲", "法人", "示例名单", "2019-01-07", "2019-01-08", FIRM]] * 3
    found = profiled(tmp_path, heading, *rows)
    assert not {"列入的日期", "列入日期项"} & set(sure(found))


def test_nothing_like_a_heading_is_none(tmp_path: Path) -> None:
    assert profile(sheet_of(tmp_path, [["1", "2", "3"]], 3), contracts().values()) is None
