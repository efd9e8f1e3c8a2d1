"""What a deployed night leaves for people in Prefect: its receipts as a table, its score, gates and gaps as a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from flows.cli._screen import COUNTS, GATES, STATES

GAPS = ("failed", "stale")


def receipts(result: Mapping) -> list[dict]:
    """One row per source, file and dataset, zeros for a source without a file."""
    return [row for source in result["sources"] for row in rows(source)]


def rows(source: Mapping) -> list[dict]:
    """The rows of one source."""
    head = {"来源": source["id"], "状态": STATES[source["state"]]}
    entries = source["files"] or [{"file": "", "dataset": "", "repeat": False, "receipt": {}}]
    return [
        head
        | {"文件": entry["file"], "数据集": entry["dataset"] or "", "重复报送": "是" if entry["repeat"] else ""}
        | {word: entry["receipt"].get(count, 0) for count, word in COUNTS.items()}
        for entry in entries
    ]


def page(result: Mapping, city: str) -> str:
    """Markdown: the range of the total and the gates; of a night also its failed and stale sources and its release."""
    parts = [f"# {city} {result['date']}", span("总分", result["total"]), span("附加", result["bonus"])]
    if "sources" in result:
        gaps = [source for source in result["sources"] if source["state"] in GAPS]
        lines = [(source["id"], STATES[source["state"]], source["message"]) for source in gaps]
        parts += [f"## 失败或陈旧的来源（{len(gaps)}）", table(("来源", "状态", "说明"), lines) if gaps else "无。"]
    gates = [(g["no"], f"{g['indicator']} {g['title']}", GATES[g["state"]], g["reason"]) for g in result["gates"]]
    parts += ["## 硬指标", table(("序号", "指标", "状态", "原因"), gates)]
    if "release" in result:
        parts.append(f"发布：`{result['release']}`" if result["release"] else f"未发布：{result['stopped']}")
    return "\n\n".join(parts)


def span(word: str, points: Mapping) -> str:
    """A range of points and its cap."""
    return f"{word} **{points['low']}–{points['high']}** / {points['cap']}"


def table(headings: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A Markdown table; a cell stays in its cell whatever it holds."""
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in [list(headings), ["---"] * len(headings), *cells])


def key(kind: str, code: str) -> str:
    """An artifact's key (a-z, 0-9, dashes): one per city, so that Prefect shows its nights one after another."""
    return re.sub(r"[^a-z0-9]+", "-", f"{kind}-{code}".lower()).strip("-")
