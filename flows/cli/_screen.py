"""A night as a person reads it: what arrived, what was refused, the figures, where the page lies."""

from __future__ import annotations

from flows.cli._print import console, print_table

STATES = {"ok": "正常", "stale": "陈旧", "failed": "失败", "silent": "无文件"}
GATES = {"passed": "通过", "failed": "未通过", "unknown": "未知"}
COUNTS = {
    "received": "收到",
    "new": "新增",
    "changed": "变更",
    "unchanged": "未变",
    "duplicate": "重复",
    "quarantined": "退回",
    "ignored": "忽略",
}


def show_night(result: dict) -> None:
    """Print the result of a night."""
    print_table(
        f"{result['date']} 各来源",
        ["来源", "状态", "文件", "数据集", *COUNTS.values()],
        [row for source in result["sources"] for row in source_rows(source)],
        right=range(4, 11),
    )
    for source in result["sources"]:
        if source["message"]:
            console().print(f"· {source['id']}：{source['message']}")
    show_score(result)
    if result.get("release"):
        console().print(f"页面：{result['release']}/index.html")
    elif result.get("stopped"):
        console().print(result["stopped"])


def source_rows(source: dict) -> list[list]:
    """One line per file and dataset, or one that says there was none."""
    state = STATES[source["state"]]
    if not source["files"]:
        return [[source["id"], state]]
    return [
        [
            source["id"],
            state,
            entry["file"] + ("（重复报送）" if entry["repeat"] else ""),
            entry["dataset"] or "未入库",
            *(entry["receipt"][c] for c in COUNTS),
        ]
        for entry in source["files"]
    ]


def show_score(result: dict) -> None:
    """Print total, gates and the rows that are settled or have something known."""
    total = result["total"]
    console().print(
        f"\n总分 {total['low']}–{total['high']} / {total['cap']}　附加 {result['bonus']['low']}–{result['bonus']['high']} / {result['bonus']['cap']}"
    )
    inputs = result.get("inputs", {}).get("inputs", {})
    rows = [
        [row, r["status"], r["low"], r["high"], r["cap"]] for row, r in result["indicators"].items() if row in inputs
    ]
    print_table("已有数据的指标（其余待定）", ["指标", "状态", "最低", "最高", "满分"], rows, right=(2, 3, 4))
    known = [
        [g["no"], g["indicator"], GATES[g["state"]], g["reason"]] for g in result["gates"] if g["state"] != "unknown"
    ]
    print_table("硬指标", ["序号", "指标", "状态", "原因"], known)


def show_explained(answer: dict) -> None:
    """Print where a row's points come from."""
    say = console().print
    if "rule" in answer:
        say(
            f"{answer['id']} {answer['title']}（{answer['clause']}）：{answer['low']}–{answer['high']} / {answer['cap']} 分"
        )
        say(f"规则：{answer['rule']}")
        for note in answer["notes"]:
            say(f"· {note}")
        for name, value in answer["inputs"].items():
            say(f"输入 {name} = {value}")
        if answer["missing"]:
            say(f"尚缺：{'、'.join(answer['missing'])}")
        for gate in answer["gates"]:
            say(f"硬指标 {gate['no']}：{GATES[gate['state']]}。{gate['reason'] or ''}")
    for measure in answer.get("measures", [answer] if "says" in answer else []):
        say(f"\n{measure['id']} {measure['title']}：{measure['numerator']} / {measure['denominator']}")
        say(f"口径：{measure['says']}")
        for reason, count in measure["reasons"].items():
            say(f"  {reason}：{count}")
        rows = [
            [d["department"], d["members"], d["covered"], d["members"] - d["covered"]] for d in measure["departments"]
        ]
        print_table("按单位", ["单位", "应计", "已计", "缺口"], rows, right=(1, 2, 3))


def show_member(answer: dict) -> None:
    """Print why one member is counted or not, and its source rows."""
    words = {True: "计入", False: "未计入", None: "无法判定"}
    console().print(
        f"{answer['member']}：{words[answer['covered']]}{'，' + answer['reason'] if answer['reason'] else ''}"
    )
    rows = [
        [
            r["known_from"],
            r["known_to"],
            r["source"],
            r["file"],
            r["sheet"],
            r["row"],
            (r["sha256"] or "")[:12],
            r["warnings"],
        ]
        for r in answer["rows"]
    ]
    print_table("来源行（各版本）", ["自", "至", "来源", "文件", "工作表", "行", "sha256", "提醒"], rows, right=(5,))
