"""`credit rules`: what is checked, with ids and words."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="List the rules that rows are checked by.")
@click.argument("dataset", required=False)
@_options.home
@_options.as_json
def command(dataset: str | None, home: Path, as_json: bool) -> None:
    """List every rule of a DATASET, or of all of them: id, field, severity (reject or warn) and its words."""
    from expectations.rules import catalogue
    from flows.cli._datasets import chosen
    from flows.cli._print import print_json, print_table

    rules = [rule for contract in chosen(dataset) for rule in catalogue(contract)]
    if as_json:
        print_json(rules)
        return
    severities = {"reject": "退回", "warn": "提示"}
    print_table(
        "校验规则",
        ["规则", "数据集", "字段", "结果", "内容"],
        [[r["id"], r["dataset"], r["field"], severities[str(r["severity"])], r["words"]] for r in rules],
    )
