"""The demo as a person reads it: what arrived, what was refused and why, how the figures moved, what to try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cli._print import console, print_table
from flows.cli._screen import COUNTS, GATES, STATES

if TYPE_CHECKING:
    from flows.demo import Reason

FIGURES = ("8.5", "on_time", "10.2", "8.2", "10.6", "list_publication")
REASONS = 3  # told per night
SAME = "不变"


def show_demo(nights: Sequence[dict], reasons: Mapping[str, Sequence[Reason]], page: str | None, home: Path) -> None:
    """Print the three nights."""
    from expectations.rules import TITLES

    say = plain
    say("云梦泽市（合成数据：单位、主体、人员均为虚构）连续三夜的归集、校验、计分与发布\n")
    print_table(
        "一、收到了什么（行）", ["日期", "来源", "文件", *COUNTS.values()], map(arrived, nights), right=range(1, 10)
    )
    say("\n二、哪些来源没有正常报送")
    for night in nights:
        for line in troubles(night):
            say(f"· {night['date']} {line}")
    say("\n三、退回了哪些行，为什么（每夜最多的三类，各举一例）")
    for date, found in reasons.items():
        for reason in found[:REASONS]:
            say(f"· {date} {TITLES[reason.rule]}（{reason.rule}）{reason.rows} 行。例：{reason.example}")
    say("")
    show_figures(nights)
    show_gates(nights[-1])
    show_next(page, home)


def plain(line: str) -> None:
    """A line that only the terminal breaks."""
    console().print(line, soft_wrap=True)


def arrived(night: dict) -> list[object]:
    """How many sources delivered how many files, and what became of the rows."""
    entries = [entry for source in night["sources"] for entry in source["files"]]
    delivering = sum(bool(source["files"]) for source in night["sources"])
    files = {(source["id"], entry["file"]) for source in night["sources"] for entry in source["files"]}
    sums = [sum(entry["receipt"][count] for entry in entries) for count in COUNTS]
    return [night["date"], f"{delivering}/{len(night['sources'])}", len(files), *sums]


def troubles(night: dict) -> list[str]:
    """A line for each source that failed or is stale, one for all the silent ones, one for what came a second time."""
    bad = [s for s in night["sources"] if s["state"] in ("failed", "stale")]
    lines = [f"{STATES[s['state']]} {s['id']}：{s['message']}" for s in bad]
    silent = [s["id"] for s in night["sources"] if s["state"] == "silent"]
    if silent:
        lines.append(f"无文件 {'、'.join(silent)}：增量来源，本日没有新数据属正常。")
    again = sorted({entry["file"] for s in night["sources"] for entry in s["files"] if entry["repeat"]})
    if again:
        lines.append(f"重复报送 {'、'.join(again)}：与此前收到的文件逐字节相同，不再入库。")
    return lines or ["全部正常。"]


def show_figures(nights: Sequence[dict]) -> None:
    """The figures of the nights side by side, and how the last differs from the first."""
    from scoring.measure import measures

    rows = [
        [label(name, measures()[name].title), *(figure(night, name) for night in nights), moved(nights, name)]
        for name in FIGURES
    ]
    total = [f"{night['total']['low']}–{night['total']['high']}" for night in nights]
    rows.append(
        ["总分（未定的行按最低–最高）", *total, signed(points(nights[-1]["total"]) - points(nights[0]["total"]), "分")]
    )
    print_table("四、数字及其变化", ["指标", *(night["date"] for night in nights), "三夜变化"], rows, right=(1, 2, 3))


def label(name: str, title: str) -> str:
    """The measure's title, with its number where it is a row of the table."""
    return f"{name} {title}" if name[0].isdigit() else title


def rate(night: dict, name: str) -> Fraction | None:
    """The rate of a measure; None without members."""
    counts = night["measures"][name]
    return Fraction(counts["numerator"], counts["denominator"]) if counts["denominator"] else None


def figure(night: dict, name: str) -> str:
    """Rate, counts, and the points where the measure is a row of the table."""
    share, counts = rate(night, name), night["measures"][name]
    said = "无数据" if share is None else f"{percent(share)}%（{counts['numerator']}/{counts['denominator']}）"
    row = night["indicators"].get(name)
    return f"{said} {row['low']} 分" if row and row["low"] == row["high"] else said


def moved(nights: Sequence[dict], name: str) -> str:
    """How rate and points went from the first night to the last."""
    first, last = rate(nights[0], name), rate(nights[-1], name)
    parts = [] if first is None or last is None else [signed(percent(last) - percent(first), "个百分点")]
    rows = [night["indicators"].get(name) for night in (nights[0], nights[-1])]
    if all(rows):
        parts.append(signed(points(rows[1]) - points(rows[0]), "分"))
    return "，".join(part for part in parts if part != SAME) or SAME


def percent(share: Fraction) -> Decimal:
    """A rate in percent with two decimals, half up."""
    return Decimal(int(share * 10000 + Fraction(1, 2))).scaleb(-2)


def points(row: dict) -> Decimal:
    """The points that are certain."""
    return Decimal(row["low"])


def signed(change: Decimal, unit: str) -> str:
    """A change with its sign and unit."""
    return f"{change:+.2f} {unit}" if change else SAME


def show_gates(night: dict) -> None:
    """The gates that can be judged, and how many cannot yet."""
    known = [g for g in night["gates"] if g["state"] != "unknown"]
    rows = [[g["no"], g["indicator"], g["title"], GATES[g["state"]], g["reason"]] for g in known]
    print_table("五、硬指标（最后一夜）", ["序号", "指标", "内容", "状态", "原因"], rows)
    plain(f"其余 {len(night['gates']) - len(known)} 项缺数据，尚不能判断。")


def show_next(page: str | None, home: Path) -> None:
    """Where the page lies and what can be tried."""
    say = plain
    say(f"\n页面：{page}" if page else "\n页面没有发布：最后一夜的发布被拦下，上一次发布仍有效。")
    say("接着可以试：")
    for command, what in (
        ("explain 8.5", "这个分数从何而来"),
        ("members 10.6", "哪些主体还没有退出"),
        ("quarantine", "退回的每一行和原因"),
        ("receipts", "每个文件的回执"),
    ):
        say(f"  ./credit {command} --home {home}    # {what}")
