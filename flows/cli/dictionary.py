"""`credit dictionary`: the fields of the datasets."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="List the datasets and their fields.")
@click.argument("dataset", required=False)
@_options.home
@_options.as_json
def command(dataset: str | None, home: Path, as_json: bool) -> None:
    """List the fields of a DATASET, or of all of them: name, title, headings that are recognised, type, and whether a
    field is required, personal, public."""
    from expectations.dictionary import dictionary
    from flows.cli._datasets import chosen
    from flows.cli._print import print_json

    described = [dictionary(contract) for contract in chosen(dataset)]
    if as_json:
        print_json({"datasets": described})
        return
    for each in described:
        show(each)


def show(described: dict) -> None:
    """One dataset as a table."""
    from flows.cli._print import print_table

    print_table(
        f"{described['name']} {described['title']}",
        ["字段", "标准列名", "类型", "必填", "个人信息", "可公开", "也认得的列名"],
        [
            [f["name"], f["title"], f["type"], *(mark(f[flag]) for flag in ("required", "personal", "public")),
             "、".join(f["aliases"])]
            for f in described["fields"]
        ],
    )  # fmt: skip


def mark(flag: bool) -> str:
    return "是" if flag else ""
