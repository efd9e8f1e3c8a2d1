"""`credit trace`: the way of a row, a record or a batch from bytes to figures."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli import _options
from flows.cli._group import InputError

if TYPE_CHECKING:
    import duckdb

    from warehouse.home import Home


@click.command(short_help="Follow a record, a batch or a file from bytes to figures.")
@click.argument("thing")
@_options.home
@_options.as_json
def command(thing: str, home: Path, as_json: bool) -> None:
    """Show the way of THING: a member key (dataset|key…), a batch id, a sha256 or at least 8 digits of one, or a file's
    name. Which bytes landed, what the batches made of them, every version of the record with sheet and row, rows of it
    that were refused, and in which measures of the last night it is a member.

    credit trace "penalty|环罚(2019)3号|hb|91420200…" | credit trace 许可_1.csv | credit trace 9fb461c358d5
    """
    from flows.cli._print import print_json
    from warehouse.home import Home

    found = traced(Home(home), thing)
    if not any(found[part] for part in found if part != "asked"):
        raise InputError(f"nothing is known of {thing!r}; expected a member key, a batch id, a sha256 or a file's name")
    if as_json:
        print_json(found)
    else:
        show(found)


def traced(home: Home, thing: str) -> dict:
    """{asked, files, deliveries, batches, versions, quarantine, measures}, days as texts."""
    from flows.asking import asked, scored
    from flows.warehouse import warehouse

    if "|" in thing:
        with scored(home) as (_, _, _, con):
            return {"asked": thing, **way(con, home, thing), "measures": memberships(con, thing)}
    with warehouse(asked(home).home, read_only=True) as con:
        return {"asked": thing, **way(con, home, thing), "measures": []}


def way(con: duckdb.DuckDBPyConnection, home: Home, thing: str) -> dict[str, list[dict]]:
    """The parts of a trace as plain data."""
    from expectations.contract import contracts
    from warehouse.ledger import Ledger
    from warehouse.trace import trace

    with closing(Ledger(home.ledger_url)) as ledger:
        parts = asdict(trace(con, ledger, home.landing, contracts(), thing))
    return {
        name: [{key: text(value) for key, value in line.items()} for line in lines] for name, lines in parts.items()
    }


def memberships(con: duckdb.DuckDBPyConnection, member: str) -> list[dict]:
    """The measures of the last night that count the member: {id, title, covered, reason, department, county}."""
    from scoring.measure import measures

    found = []
    for which in measures().values():
        sql = f"select covered, reason, department, county from {which.relation} where member = ?"
        for row in con.execute(sql, [member]).fetchall():
            said = dict(zip(("covered", "reason", "department", "county"), row, strict=True))
            found.append({"id": which.id, "title": which.title, **said})
    return found


def text(value: object) -> object:
    """A day as its text, anything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def show(found: dict) -> None:
    """The way, stage by stage."""
    from flows.cli._print import console, print_table
    from flows.cli._screen import COUNTS

    console().print(found["asked"])
    table = [[f["sha256"], f["size"], f["path"] or "落地库中没有"] for f in found["files"]]
    print_table("落地的文件", ["sha256", "字节", "位置"], table, right=(1,))
    states = {"loaded": "已入库", "repeat": "重复报送", "rejected": "未入库", "failed": "未入库"}
    print_table(
        "报送",
        ["编号", "日期", "来源", "文件", "结果", "说明"],
        [[d["id"], d["night"], d["source"], d["file"], states[d["state"]], d["message"]] for d in found["deliveries"]],
    )
    print_table(
        "批次",
        ["批次", "日期", "来源", "数据集", "文件", *COUNTS.values()],
        [
            [b["id"], b["night"], b["source"], b["dataset"], b["file"], *(b[c] for c in COUNTS)]
            for b in found["batches"]
        ],
        right=range(5, 12),
    )
    if found["versions"]:
        print_table(
            "记录的版本",
            ["得知", "失效", "批次", "工作表", "行", "提示"],
            [
                [v["known_from"], v["known_to"], v["batch"], v["sheet"], v["row"], v["warnings"]]
                for v in found["versions"]
            ],
        )
    if found["quarantine"]:
        print_table(
            "退回的行",
            ["日期", "文件", "工作表", "行", "规则", "记录"],
            [
                [q["night"], q["file"], q["sheet"], q["row"], "、".join(q["rules"]), q["key"]]
                for q in found["quarantine"]
            ],
        )
    if "|" in found["asked"]:
        words = {True: "计入分子", False: "未计入分子", None: "未知"}
        rows = [[m["id"], m["title"], words[m["covered"]], m["reason"], m["department"]] for m in found["measures"]]
        print_table("最近一夜计入的指标", ["指标", "名称", "结果", "原因", "单位"], rows)
