"""The large city: register and lists as in the small one, decisions by the million planned and written in SQL.

Row objects for two and a half million decisions would not fit; their plan is a table of numbers (sql/plan.sql), their
words are put in while a file is written (sql/words.sql, sql/files.sql), and their truth is counted over the plan
(sql/truth.sql), never over the files.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa

from cities.demo.generator.codes import credit_code, resident_id, wrong_check
from cities.demo.generator.decisions import doubled_codes
from cities.demo.generator.files import FORMS, Export, folder
from cities.demo.generator.ledgers import build_responsible, ledger_row
from cities.demo.generator.lists import build_lists, choose
from cities.demo.generator.pauses import build_abnormal, build_lost
from cities.demo.generator.plan import CITY, NIGHTS, Delivery, Row
from cities.demo.generator.register import MARKET, Register, build_register
from cities.demo.generator.story import split, tell_lists
from cities.demo.generator.telling import sha256
from cities.demo.generator.workdays import deadline

SQL = Path(__file__).parent / "sql"
KINDS = {"permit": "许可", "penalty": "处罚"}
UNITS = ("市生态环境局", "市交通运输局", "市人力资源和社会保障局", "市住建局", "市应急管理局", "市安全生产监督管理局")


@dataclass(frozen=True)
class Bulk:
    """A source of decisions at the large scale: its share of all, its file, and the select that writes it."""

    source: str
    dataset: str
    size: int
    query: str
    name: str
    encoding: str
    days: str
    has_state: bool = True


LEDGERS = ("xyb_decision_ledger", "xyzx_publication_feedback", "xyzx_responsible_person")
PLAIN_MEASURES = ("8.2", "10.2", "operating_blacklist", "10.6")
BULKS = (
    Bulk("hb_permit", "permit", 1_000_000, "permit_2018", "许可_{night}.csv", "gb18030", "%Y/%m/%d"),
    Bulk("jtys_permit", "permit", 600_000, "permit_everyday", "行政许可_{night}.csv", "utf-8-sig", "%Y-%m-%d"),
    Bulk("rsj_permit", "permit", 400_000, "permit_2018", "许可_{night}.csv", "utf-8-sig", "%Y/%m/%d"),
    Bulk("yjgl_penalty", "penalty", 300_000, "penalty_2018_state", "行政处罚_{night}.csv", "gb18030", "%Y.%m.%d"),
    Bulk(
        "zjw_double_publicity",
        "penalty",
        200_000,
        "penalty_2018",
        "双公示处罚_{night}.csv",
        "gb18030",
        "%Y-%m-%d",
        False,
    ),
)


def queries(name: str) -> dict[str, str]:
    """The named statements of a file under sql/."""
    parts = (SQL / name).read_text(encoding="utf-8").split("-- name: ")[1:]
    return {head.strip(): body.strip().rstrip(";") for head, _, body in (part.partition("\n") for part in parts)}


def fill(query: str, **values: object) -> str:
    """The statement with its $names written in; values are ours, never data."""
    for name in sorted(values, key=len, reverse=True):
        value = values[name]
        text = f"date '{value}'" if isinstance(value, date) else f"'{value}'" if isinstance(value, str) else str(value)
        query = query.replace(f"${name}", text)
    return query


def build_plain(seed: int, size: int) -> tuple[Register, list[Delivery], list[list[Row]]]:
    """The part that is planned row by row: register, abnormal, lost, lists, and the entries' responsible people."""
    rng = Random(seed)
    register = build_register(rng, size)
    stock = choose(rng, register, size // 85)
    lists = build_lists(rng, register, stock, people=size * 9 // 200, reds=size // 25)
    exports = dict(register.exports)
    exports["scjg_abnormal_list"] = build_abnormal(rng, register, stock)
    exports["scjg_lost_contact"] = build_lost(rng, register, stock)
    exports |= tell_lists(rng, lists)
    content = {source: [split(rows, source) for rows in nights] for source, nights in exports.items()}
    deliveries = [
        delivery
        for n, night in enumerate(NIGHTS)
        for source in sorted(content)
        for delivery in FORMS[source](source, n, night, content[source])
    ]
    entries = [row for rows in lists.first.values() for row in rows if row.dataset == "black_list"]
    return register, deliveries, build_responsible(rng, [], entries)


def open_plan(register: Register, seed: int, sizes: dict[str, int]) -> duckdb.DuckDBPyConnection:
    """A database in memory with the parties and the plan of all decisions."""
    con = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "1500MB"})
    con.execute("set enable_progress_bar = false")
    con.execute("set variable seed = ?", [seed])
    con.register("parties", parties(register))
    con.execute("create table party as from parties")
    strangers = {"place": range(1000), "code": [credit_code("91", "429799", 600_000 + i) for i in range(1000)]}
    people = {"place": range(20_000), "id": [resident_id(i) for i in range(20_000)]}
    units = {"unit": list(UNITS), "code": [credit_code("11", CITY, 900_000 + i) for i in range(len(UNITS))]}
    days = [date(2017, 6, 1) + timedelta(days=i) for i in range(660)]
    lasts = {"day": days, "last": [deadline(day) for day in days]}
    feeds = feed_table(sizes)
    for name, table in (
        ("stranger", strangers),
        ("person", people),
        ("unit_code", units),
        ("deadline", lasts),
        ("feed", feeds),
    ):
        con.register("incoming", pa.table({key: list(values) for key, values in table.items()}))
        con.execute(f"create table {name} as from incoming")
    con.execute((SQL / "plan.sql").read_text(encoding="utf-8"))
    con.execute((SQL / "words.sql").read_text(encoding="utf-8"))
    return con


def feed_table(sizes: dict[str, int]) -> dict[str, list]:
    """The feeds with the numbers that their decisions bear: no number is borne twice."""
    first = 1
    table: dict[str, list] = {"source": [], "dataset": [], "has_state": [], "first": [], "size": []}
    for bulk in BULKS:
        row = (bulk.source, bulk.dataset, bulk.has_state, first, sizes[bulk.source])
        for column, value in zip(table.values(), row, strict=True):
            column.append(value)
        first += sizes[bulk.source]
    return table


def parties(register: Register) -> pa.Table:
    """Living market subjects with a sound code of their own."""
    doubled = doubled_codes(register)
    rows = [
        r.values for r in register.of(*MARKET) if r.values["code"] and not r.warns and r.values["code"] not in doubled
    ]
    category = ["个体工商户" if row["kind"] == "个体工商户" else "法人及非法人组织" for row in rows]
    codes = [row["code"] for row in rows]
    return pa.table({
        "place": pa.array(range(len(rows)), pa.int64()), "name": [row["name"] for row in rows], "category": category,
        "code": codes, "wrong_code": [wrong_check(code) for code in codes],
    })  # fmt: skip


def write_csv(con: duckdb.DuckDBPyConnection, query: str, path: Path, encoding: str) -> None:
    """The rows of a query as CSV in the source's encoding."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = path.with_suffix(".part")
    con.execute(f"copy ({query}) to '{plain}' (format csv, header true)")
    decoder = codecs.getincrementaldecoder("utf-8")()
    with plain.open("rb") as source, path.open("wb") as target:
        target.write(b"\xef\xbb\xbf" if encoding == "utf-8-sig" else b"")
        while block := source.read(1 << 22):
            target.write(decoder.decode(block).encode("utf-8" if encoding == "utf-8-sig" else encoding))
    plain.unlink()


def write_bulk(con: duckdb.DuckDBPyConnection, target: Path, n: int, night: date) -> dict[str, list[dict]]:
    """Write the night's files of decisions, feedback and responsible people; what truth says of each, by source."""
    selects, told = queries("files.sql"), {}
    for bulk in BULKS:
        path = target / folder(bulk.source, night) / bulk.name.format(night=night)
        write_csv(con, fill(selects[bulk.query], source=bulk.source, night=n, days=bulk.days), path, bulk.encoding)
        told[bulk.source] = [told_of(con, target, path, bulk.source, n)]
    for source, name, query in (
        ("xyzx_publication_feedback", f"信用中国反馈_{night}.csv", "feedback"),
        ("xyzx_responsible_person", f"责任人_处罚_{night}.csv", "responsible"),
    ):
        path, select = target / folder(source, night) / name, fill(selects[query], night=n)
        write_csv(con, select, path, "utf-8-sig")
        (count,) = con.execute(f"select count(*) from ({select})").fetchone() or (0,)
        counts = {
            "received": count,
            "new": count,
            "changed": 0,
            "unchanged": 0,
            "duplicate": 0,
            "quarantined": 0,
            "ignored": 0,
        }
        told[source] = [file_of(target, path, {source.split("_", 1)[1]: counts}, {})]
    return told


def side_deliveries(ledger: list[Row], people: list[list[Row]]) -> list[Delivery]:
    """The ledger of the first night and the responsible people of list entries, in files of their own."""
    source = "xyzx_responsible_person"
    export = Export("责任人_名单_{day}.csv")
    deliveries = FORMS["xyb_decision_ledger"]("xyb_decision_ledger", 0, NIGHTS[0], [{"decision_ledger": ledger}])
    for night, rows in zip(NIGHTS, people, strict=True):
        if rows:
            deliveries.append(export.file(source, night, [("responsible_person", rows)]))
    return deliveries


def merge(told: dict, files: dict[str, list[dict]], counts: dict[str, tuple[int, int]]) -> None:
    """Add the bulk files and counts to a night's truth; members are left out at this scale."""
    for source, added in files.items():
        found = told["sources"][source]
        found["files"] = sorted(found["files"] + added, key=lambda file: file["path"])
        found["state"] = "ok"
    for name, found in told["measures"].items():
        del found["members"]
        numerator, denominator = counts.get(name, (0, 0))
        found["numerator"] += numerator
        found["denominator"] += denominator
    for name in ("8.5", "on_time"):
        told["measures"][name] = dict(zip(("numerator", "denominator"), counts[name], strict=True))


def told_of(con: duckdb.DuckDBPyConnection, target: Path, path: Path, source: str, n: int) -> dict:
    """The receipt and the rejecting rules of one file of decisions."""
    truth = queries("truth.sql")
    (_, dataset, *counts), *_ = con.execute(fill(truth["receipts"], source=source, night=n)).fetchall()
    names = ("received", "new", "changed", "unchanged", "duplicate", "quarantined", "ignored")
    rules = dict(con.execute(fill(truth["rules"], source=source, night=n)).fetchall())
    return file_of(target, path, {dataset: dict(zip(names, counts, strict=True))}, rules)


def file_of(target: Path, path: Path, receipts: dict, rules: dict[str, int]) -> dict:
    """A file as truth.json tells it at this scale: rules with the number of rows, no single rows."""
    return {"file": path.name, "path": path.relative_to(target).as_posix(), "receipts": receipts, "rules": rules,
            "repeat": False, "failed": False, "sha256": sha256(path)}  # fmt: skip


def ledger_rows(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The monthly ledger over the plan; every ninth month counts two more than anybody delivers."""
    rows, made = [], []
    for place, (unit, department, dataset, month, count) in enumerate(
        con.execute(queries("truth.sql")["made"]).fetchall()
    ):
        total = count + 2 * (place % 9 == 0)
        rows.append(ledger_row(unit, KINDS[dataset], month, total, 0, "", []))
        made.append((department, dataset, month, total))
    con.execute("create table ledger (department varchar, dataset varchar, month varchar, made integer)")
    con.executemany("insert into ledger values (?, ?, ?, ?)", made)
    return rows


def measure_bulk(con: duckdb.DuckDBPyConnection, n: int, night: date) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of 8.5, on time, and the penalties' part of 10.2."""
    truth = queries("truth.sql")

    def row(name: str) -> tuple:
        return con.execute(fill(truth[name], night=n, night_day=night)).fetchone() or ()

    con.execute(fill(truth["members"], night=n, night_day=night))
    shown, members, on_time = row("published")
    (nameless,) = row("nameless")
    return {"8.5": (shown, members + int(nameless)), "on_time": (on_time, members), "10.2": row("penetration")}
