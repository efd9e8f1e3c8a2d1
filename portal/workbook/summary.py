"""The summary sheet: what became of the file, which rules its rows failed, what to do. None of its lines is a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import xlsxwriter

from expectations.rules import REJECT
from portal.workbook.cells import Looks, TextSheet, fitted, sheet_name
from portal.workbook.judged import Judged, Problem
from transforms.match import MARK, REASON
from transforms.read import Sheet
from transforms.sheet import first_rows

SUMMARY = "核对摘要"
COLUMNS = {"处理": 10, "规则": 8, "情况": 26, "涉及的列": 26, "行数": 10, "怎样改": 80}
HANDLING = {True: "退回", False: "提醒"}


@dataclass
class Summary:
    """What the summary says; `notes` grow while the sheets are written."""

    file: str
    judged: Sequence[Judged]
    remarks: Sequence[str]
    reason: str | None
    notes: list[str] = field(default_factory=list)

    def note(self, sheet: Sheet, names: list[str], cut: int, days: int) -> None:
        """What happened to a sheet on its way into the workbook."""
        if sheet.name is not None and names[0] != sheet.name:
            self.notes.append(f"工作表“{sheet.name}”的名称表格不允许，改名为“{names[0]}”。")
        if len(names) > 1:
            self.notes.append(f"行数超过一张工作表的上限，分写在：{'、'.join(names)}。")
        if cut:
            self.notes.append(f"工作表“{names[0]}”有{cut}个单元格超过32767字，已截断，请对照原文件。")
        if days:
            self.notes.append(f"工作表“{names[0]}”有{days}个单元格原为日期的序列号，已写成日期。")


def is_summary(sheet: Sheet) -> bool:
    """Whether the sheet is the summary of a workbook that was returned before."""
    if sheet.name is None or not sheet.name.startswith(SUMMARY):
        return False
    return any(cells.get("c0", "").startswith(f"{SUMMARY}：") for _, cells in first_rows(sheet, 1))


def write_summary(book: xlsxwriter.Workbook, looks: Looks, summary: Summary) -> str:
    """Write the sheet; its name."""
    page = book.add_worksheet(sheet_name(SUMMARY, book.sheetnames), TextSheet)
    at = 0
    for line in said(summary):
        page.write_text(at, 0, fitted(line), looks.of("plain", line))
        at += 1
    problems = [problem for each in summary.judged for problem in each.problems]
    if problems:
        for column, heading in enumerate(COLUMNS):
            page.write_text(at, column, heading, looks.of("heading"))
        for problem in problems:
            at += 1
            for column, text in enumerate(problem_cells(problem)):
                page.write_text(at, column, text, looks.of("plain", text))
    for column, width in enumerate(COLUMNS.values()):
        page.set_column(column, column, width, looks.of("plain"))
    return page.name


def said(summary: Summary) -> Iterator[str]:
    """The lines above the table of problems."""
    yield f"{SUMMARY}：{summary.file}"
    yield outcome(summary)
    for each in summary.judged:
        counts = each.checked
        yield (
            f"{each.title}：收到{counts.received}行，可入库{counts.accepted}行，重复{counts.duplicate}行，"
            f"退回{counts.quarantined}行；另有{each.ignored}行标题、说明、已通过的行和空行未计入。"
        )
    if any(each.checked.quarantined for each in summary.judged):
        yield f"请按“{REASON}”改正标红的单元格（浅红的行为待改的行，黄色为提醒），保存后把整个工作簿再次报送。"
    if summary.judged:
        yield f"“{MARK}”列请保留原样：已通过的行凭它不再计入，排序、移动列、另存都不影响；改动过的行会重新核对。"
    yield from (f"提示：{remark}" for remark in [*summary.remarks, *summary.notes])


def outcome(summary: Summary) -> str:
    """The outcome in one sentence."""
    if summary.reason is not None:
        return f"结论：文件不能接收。{summary.reason}"
    open_rows = sum(each.checked.quarantined for each in summary.judged)
    if not any(each.checked.received for each in summary.judged):
        return "结论：没有要入库的行（零报告，或各行先前都已通过）。"
    return f"结论：有{open_rows}行需要改正后再报。" if open_rows else "结论：全部通过，可以报送。"


def problem_cells(problem: Problem) -> list[str]:
    """One line of the table of problems, in the order of COLUMNS."""
    where = f"“{problem.heading}”" if problem.heading else "整行"
    handling = HANDLING[problem.severity == REJECT]
    return [handling, problem.rule, problem.title, where, f"{problem.rows}行", problem.words]
