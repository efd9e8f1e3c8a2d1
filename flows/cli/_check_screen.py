"""What a check found, as a clerk reads it: the outcome, the counts, the problems by rule, the rows, what to do next."""

from __future__ import annotations

from pathlib import Path

from flows.answer import Answer
from flows.cli._print import console, print_table

FIRST = 20  # findings that are listed
COUNTS = {"received": "收到", "accepted": "可入库", "duplicate": "重复", "quarantined": "退回", "ignored": "忽略"}
HANDLING = {"reject": "退回", "warn": "提醒"}
FORMATS = {"csv": "文本表格"}


def show_check(answer: Answer, out: Path | None) -> None:
    """Print the answer; `out` is the returned workbook, if one was written."""
    say(*headline(answer))
    say(described(answer), "dim")
    for remark in answer.warnings:
        say(f"· {remark}")
    if answer.outcome == "loaded":
        show_counts(answer)
        show_problems(answer)
        show_findings(answer)
    show_gate(answer)
    say(following(answer, out))


def say(text: str, style: str = "") -> None:
    """One line, whatever stands in it printed as text."""
    console().print(plain(text), style=style, soft_wrap=True)


def plain(text: object) -> str:
    """The text without characters that steer a terminal or turn the reading direction."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "·" for c in str(text))


def headline(answer: Answer) -> tuple[str, str]:
    """The outcome in one line, and its colour."""
    if answer.outcome == "rejected":
        return f"{answer.file}：不能接收。{answer.reason}", "bold red"
    open_rows = answer.receipt["quarantined"]
    if open_rows:
        return f"{answer.file}：有{open_rows}行需要改正。", "bold yellow"
    if not answer.receipt["received"]:
        return f"{answer.file}：没有要入库的行（零报告，或各行先前都已通过）。", "bold green"
    return f"{answer.file}：全部通过，可以报送。", "bold green"


def described(answer: Answer) -> str:
    """What the file is: format, encoding, sheets."""
    if answer.format is None:
        return "未能识别文件的内容。"
    parts = [f"格式 {FORMATS.get(answer.format, answer.format)}"]
    parts += [f"编码 {answer.encoding}"] if answer.encoding else []
    named = [f"{s['name']}{'（隐藏）' if s['hidden'] else ''}" for s in answer.sheets if s["name"] is not None]
    parts += [f"工作表 {'、'.join(dict.fromkeys(named))}"] if named else []
    return "　".join(parts)


def show_counts(answer: Answer) -> None:
    """The receipt, one line per dataset, and that it balances."""
    rows = [[name, *(counts[c] for c in COUNTS)] for name, counts in answer.datasets.items()]
    print_table("回执", ["数据集", *COUNTS.values()], rows, right=range(1, 6))
    c = answer.receipt
    say(
        f"收到 {c['received']} = 可入库 {c['accepted']} + 重复 {c['duplicate']} + 退回 {c['quarantined']}；"
        f"另有 {c['ignored']} 行标题、说明、合计和空行未计入。"
    )


def show_problems(answer: Answer) -> None:
    """How many rows failed which rule."""
    rows = [
        [HANDLING[p.severity], p.rule, p.title, plain(p.heading or "整行"), p.rows, p.words] for p in answer.problems
    ]
    if rows:
        print_table("发现的问题（按规则）", ["处理", "规则", "情况", "列", "行数", "怎样改"], rows, right=(4,))


def show_findings(answer: Answer) -> None:
    """The first findings, those that send a row back before the warnings."""
    ordered = sorted(answer.findings, key=lambda finding: finding["severity"] != "reject")
    for finding in ordered[:FIRST]:
        refused = finding["severity"] == "reject"
        say(f"{'✗' if refused else '!'} {finding['message']}", "red" if refused else "yellow")
    if len(ordered) > FIRST:
        say(f"……还有 {len(ordered) - FIRST} 条；全部见 --json 或 --return 写出的工作簿。")


def show_gate(answer: Answer) -> None:
    """What the second opinion says, where it was asked for."""
    if answer.gate and answer.gate["agrees"]:
        say(f"复核一致（{answer.gate['expectations']} 项）。", "green")


def following(answer: Answer, out: Path | None) -> str:
    """What to do next."""
    if answer.outcome == "rejected":
        return "请按上述原因处理后重新核对。" + (f"原因也写在工作簿里：{out}。" if out else "")
    if out:
        return f"已写出标注好的工作簿：{out}。改正标红的单元格后直接报送它；已通过的行不会重复计算。"
    if answer.receipt["quarantined"]:
        return "请修改后重新核对；用 --return OUT.xlsx 取回标注好的工作簿。"
    return "没有需要修改的行。"
