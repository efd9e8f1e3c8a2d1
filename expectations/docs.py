"""The pages that are made from contracts and rules: `python -m expectations.docs FOLDER` (called by `make docs`)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from expectations.contract import Contract, contracts
from expectations.dictionary import dictionary_page
from expectations.rules import TITLES, catalogue

SEVERITIES = {"reject": "拒收", "warn": "提醒"}


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    known = [contracts()[name] for name in sorted(contracts())]
    return {"dictionary.md": dictionary_page(known), "rules.md": rules_page(known)}


def rules_page(known: Iterable[Contract]) -> str:
    """docs/rules.md: every rule with its words, its severity and the columns it holds for."""
    known = list(known)
    titles = {contract.name: contract.title for contract in known}
    entries = [entry for contract in known for entry in catalogue(contract)]
    parts = [
        "# 校验规则",
        "由数据集合约与规则生成（`make docs`），请勿手工修改。",
        "拒收：该行不入库，退回报送单位。提醒：该行照常入库，问题随行反馈。",
    ]
    for rule in sorted({entry["id"] or "" for entry in entries}):
        parts.append(f"## {rule} {TITLES[rule]}")
        parts.append("\n".join(lines([entry for entry in entries if entry["id"] == rule], titles)))
    return "\n\n".join(parts) + "\n"


def lines(entries: Iterable[Mapping[str, str | None]], titles: Mapping[str, str]) -> list[str]:
    """One line per wording, with the datasets and columns that share it."""
    where: dict[tuple[str, str], dict[str, list[str]]] = {}
    for entry in entries:
        column, words = split_words(entry["words"] or "")
        datasets = where.setdefault((entry["severity"] or "", words), {})
        columns = datasets.setdefault(titles[entry["dataset"] or ""], [])
        if column and column not in columns:
            columns.append(column)
    return [
        f"- **{SEVERITIES[severity]}** {words}。\n  {'；'.join(place(*item) for item in datasets.items())}"
        for (severity, words), datasets in where.items()
    ]


def split_words(words: str) -> tuple[str, str]:
    """(column, what is expected) of a catalogue's words `title：〔column〕what is expected`."""
    says = words.partition("：")[2]
    if not says.startswith("〔"):
        return "", says
    column, _, expected = says[1:].partition("〕")
    return column, expected


def place(dataset: str, columns: list[str]) -> str:
    """A dataset with the columns concerned."""
    return f"{dataset}：{'、'.join(columns)}" if columns else dataset


def main(folder: Path) -> None:
    """Write the pages into the folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
