"""A small invented publication for the tests of the portal. 合成数据：单位和数字均为虚构。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pyarrow as pa

from portal.publication import MeasureTable, Publication
from scoring.calculator import calculate
from scoring.edition import load_edition

cached_edition = cache(load_edition)
DEPARTMENTS = {"hb": "市生态环境局", "jt": "市交通运输局", "sj": "市市场监督管理局", "xy": "市文化和旅游局"}
COUNTIES = {"429700": "市本级", "429701": "云湖区", "429702": "东陵县"}
SHARES = ("total", "covered", "not_covered", "unknown")
QUALITY = (
    "dataset", "department", "list_type", "received", "loaded", "keys_received", "keys_accepted", "cells_due",
    "cells_filled", "rows_linkable", "rows_linked", "late", "on_time",
)  # fmt: skip


def shares(unit: str, rows: list[tuple]) -> pa.Table:
    """by_department or by_county of a measure from rows (id, total, covered, not_covered, unknown)."""
    return table((unit, *SHARES), rows)


def table(columns: tuple[str, ...], rows: list[tuple]) -> pa.Table:
    """A table from rows."""
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(columns)})


def double_publicity() -> MeasureTable:
    """A measure with a gap in every department."""
    return MeasureTable(
        id="8.5",
        title="行政许可、行政处罚公示",
        says="窗口期内已过公示期限的有效决定中，计分日可在“信用中国”网站查到的比例。",
        numerator=1180,
        denominator=1240,
        unknown=0,
        by_department=shares("department", [("hb", 640, 620, 20, 0), ("jt", 600, 560, 40, 0)]),
        by_county=shares("county", [("429700", 1000, 960, 40, 0), ("429702", 240, 220, 20, 0)]),
        reasons=table(("reason", "members"), [("未上网", 41), ("台账有数未见明细", 12), ("已下网", 7)]),
    )


def penetration() -> MeasureTable:
    """A measure with members that are not known."""
    return MeasureTable(
        id="10.2",
        title="失信记录穿透",
        says="单位失信记录中，已关联到主要负责人或直接责任人失信记录的比例。",
        numerator=60,
        denominator=100,
        unknown=15,
        by_department=shares("department", [("sj", 100, 60, 25, 15)]),
        by_county=shares("county", [("429700", 100, 60, 25, 15)]),
        reasons=table(("reason", "members"), [("无责任人", 25), ("主体未关联", 15)]),
    )


def receipt(**counts: int) -> dict:
    """A receipt with zeros where nothing is said."""
    names = ("received", "new", "changed", "unchanged", "duplicate", "quarantined", "ignored")
    return {name: counts.get(name, 0) for name in names}


def file(sha: str, dataset: str | None, receipt: dict, repeat: bool = False) -> dict:
    """A file of the night."""
    return {"file": f"{dataset}.CSV", "sha256": sha * 64, "dataset": dataset, "repeat": repeat, "receipt": receipt}


def sources() -> list[dict]:
    """Four sources, one in every state."""
    good = receipt(received=640, new=600, changed=10, unchanged=20, duplicate=3, quarantined=7, ignored=2)
    return [
        source("hb_permit", "行政许可", "hb", "ok", "2018-12-15", [file("a", "permit", good)]),
        source("jt_penalty", "行政处罚", "jt", "failed", "2018-12-14", []),
        source("sj_subject", "主体登记", "sj", "stale", None, []),
        source("hb_penalty", "行政处罚", "hb", "silent", "2018-12-13", [file("b", "penalty", receipt(), repeat=True)]),
    ]


def source(id: str, title: str, department: str, state: str, since: str | None, files: list[dict]) -> dict:
    """A source as the night lists it."""
    return {
        "id": id, "state": state, "message": "列“张三”无法识别", "files": files,
        "title": f"{DEPARTMENTS[department]} {title}", "department": department, "since": since,
    }  # fmt: skip


def publication(**changes: object) -> Publication:
    """A whole publication, with the changes that a test is about."""
    edition = cached_edition("2019")
    inputs = {
        "8.2": {"codes": 3000, "defects": 1},
        "8.5": {"due": 1240, "published": 1180},
        "10.2": {"unit_records": 100, "linked": 60},
        "9.4": {"amount_yuan": "13800138000", "operating_subjects": 3000},
    }
    rows = [
        ("permit", "hb", None, 637, 630, 630, 628, 9000, 8800, 600, 590, 12, 600),
        ("black_list", "sj", "重大税收违法", 40, 40, 40, 40, 0, 0, 40, 38, 0, 0),
    ]
    base = Publication(
        city="云梦泽市（合成数据）",
        code="429700",
        night=date(2018, 12, 15),
        as_of=date(2018, 12, 15),
        run="2018-12-15-0f1e2d3c4b5a",
        edition=edition,
        result=calculate(edition, inputs) | {"inputs": inputs},
        sources=sources(),
        measures={measure.id: measure for measure in (penetration(), double_publicity())},
        quality=table(QUALITY, rows),
        refused=table(
            ("source", "dataset", "rule", "title", "rows"), [("hb_permit", "permit", "R05", "日期不是有效日期", 7)]
        ),
        departments=DEPARTMENTS,
        counties=COUNTIES,
        previous=None,
    )
    return replace(base, **changes)
