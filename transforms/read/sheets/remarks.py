"""Remarks on sheets that the readers of workbooks, XML workbooks and web pages have in common."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.read.reading import Limits
from transforms.read.sheets.addresses import letters, listed, runs
from transforms.read.shown import shown


def called(name: str | None) -> str:
    """How a sentence names the sheet."""
    return "表格" if name is None else f"工作表“{shown(name)}”"


def hidden_remarks(name: str | None, rows: Sequence[int], columns: Sequence[int]) -> list[str]:
    """One remark that names hidden rows and columns, counted from zero; or none."""
    parts = []
    if rows:
        named = [f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in runs(rows)]
        parts.append(f"{len(rows)}个隐藏行（第{listed(named, '段')}行）")
    if columns:
        named = [letters(a) if a == b else f"{letters(a)}-{letters(b)}" for a, b in runs(columns)]
        parts.append(f"{len(columns)}个隐藏列（{listed(named, '段')}列）")
    return [f"{called(name)}有{'和'.join(parts)}，已照常读取。"] if parts else []


def hidden_sheet_remarks(name: str | None, is_hidden: bool) -> list[str]:
    """A remark on a hidden sheet that was read."""
    return [f"{called(name)}是隐藏的，已照常读取。"] if is_hidden else []


def merged_remarks(name: str | None, ranges: Sequence[str]) -> list[str]:
    """One remark that names merged ranges whose value was given to further cells, or none."""
    said = "它们的内容已计入所跨的每一行，表头则计入所跨的每一列。"
    return [f"{called(name)}有合并单元格（{listed(ranges, '处')}），{said}"] if ranges else []


def formula_remarks(name: str | None, cells: Sequence[str]) -> list[str]:
    """A remark on formulas that were saved without their result."""
    if not cells:
        return []
    return [
        f"{called(name)}有{len(cells)}个公式没有保存计算结果（{listed(cells, '个')}）；"
        "请用表格软件打开后保存，或粘贴为数值再报送。"
    ]


def far_remarks(name: str | None, cells: Sequence[str]) -> list[str]:
    """A remark on cells far from the table that were left out."""
    if not cells:
        return []
    return [
        f"{called(name)}在离表格很远的地方有{len(cells)}个零散单元格（{listed(cells, '个')}），没有读取；"
        "请删除或移到表格里。"
    ]


def too_wide(name: str | None, columns: int, limits: Limits) -> str:
    """The sentence for a sheet with too many columns."""
    return (
        f"{called(name)}有{columns}列，超过{limits.columns}列的限制（columns={limits.columns}）；"
        "请删除表格右侧多余的内容，只保留需要报送的列。"
    )
