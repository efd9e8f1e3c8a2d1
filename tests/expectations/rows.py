"""Valid synthetic rows of every dataset, derived from its contract, plus what a test is about.

`permit(decided_on="2019-03-16")` is a valid permit but for its day; `None` empties a cell. `desk(…)` gives a connection
with the macros, `table_of` a table of such rows, `check_rows` what the check says of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from cities.demo.generator.codes import credit_code, org_code, reg_no, resident_id
from expectations import check as checking
from expectations.check import Checked, check
from expectations.codes import code_table
from expectations.contract import Contract, Field, contracts
from expectations.rules import Rule, Shape, rules_for
from expectations.template import heading_in
from transforms import text
from transforms.read import Sheet
from transforms.stage import Receipt, stage
from transforms.table import Table, find_tables

NIGHT = date(2019, 3, 15)
FIRM = credit_code("91", "429700", 1)
SOLE = credit_code("92", "429700", 2)
BUREAU = credit_code("11", "429700", 3)
PERSON = resident_id(1)

LAYOUTS = [(name, layout) for name, contract in contracts().items() for layout in contract.layout_names]

Row = dict[str, str | None]
BEYOND = "beyond"  # under this name a row may have a cell more than the heading

VALID = {
    "name": "示例甲有限公司",
    "unit": "示例市示例局",
    "text": "示例内容",
    "credit_code": FIRM,
    "org_code": org_code(1),
    "reg_no": reg_no("429700", 1),
    "day": "2019-01-07",
    "end": "2019-12-31",
    "month": "2019-01",
    "wan": "1.5",
    "count": "3",
    "numbers": "示例〔2019〕1号、示例〔2019〕2号",
    "person_no": PERSON,
}
# What a type alone does not say: cells that another cell rules out.
EMPTY = {"id_type", "id_no", "legal_rep_id_type", "legal_rep_id_no"}
EMPTY_IN = {
    "subject": {"state_date"},
    "red_list": {"removed_on", "removal_reason", "state_date", "state"},
    "black_list": {"removed_on", "removal_reason", "state_date", "state"},
    "abnormal_list": {"removed_on"},
    "lost_contact": {"restored_on"},
    "publication_feedback": {"offline_on"},
}


def row(dataset: str, n: int = 1, **cells: str | None) -> Row:
    """A valid row of the dataset by field name; `n` makes the document number, and so the key, another one."""
    contract = contracts()[dataset]
    blank = EMPTY | EMPTY_IN.get(dataset, set())
    valid = {f.name: None if f.name in blank else value(contract, f, n) for f in contract.fields}
    unknown = set(cells) - set(valid) - {BEYOND}
    if unknown:
        raise ValueError(f"{dataset} has no field {sorted(unknown)[0]!r}")
    return valid | cells


def value(contract: Contract, f: Field, n: int) -> str:
    """A valid cell."""
    if f.type == "code":
        return code_table(f.codes or "").values[0]
    if f.type == "number":
        return f"示例许字〔2019〕{n}号"
    if f.official:
        return BUREAU
    return VALID[f.type]


permit, penalty, subject = partial(row, "permit"), partial(row, "penalty"), partial(row, "subject")
black_list, red_list = partial(row, "black_list"), partial(row, "red_list")
decision_ledger, publication_feedback = partial(row, "decision_ledger"), partial(row, "publication_feedback")
abnormal_list, lost_contact = partial(row, "abnormal_list"), partial(row, "lost_contact")
responsible_person = partial(row, "responsible_person")


def person(build: partial, **cells: str | None) -> Row:
    """A valid row about a natural person."""
    blank = dict.fromkeys(("credit_code", "org_code", "reg_no", "legal_rep_name"))
    known = build()
    who = {"party_category": "自然人", "party_name": "示例人", "id_type": "身份证", "id_no": PERSON}
    return build(**{k: v for k, v in (blank | who).items() if k in known} | cells)


@dataclass(frozen=True)
class Desk:
    """A connection that stages and checks, and a folder for the cells."""

    con: duckdb.DuckDBPyConnection
    folder: Path


@contextmanager
def desk(folder: Path):
    """A Desk for one test."""
    con = duckdb.connect()
    text.install(con, b"a key of the tests, 32 bytes long")
    checking.install(con)
    yield Desk(con, folder)
    text.uninstall(con)
    con.close()


def sheet_of(folder: Path, lines: Sequence[Sequence[str | None]], width: int | None = None) -> Sheet:
    """Lines of cells as the reader leaves them; cells beyond `width` only count."""
    width = width or max(map(len, lines))
    columns = {
        "row_no": pa.array(range(1, len(lines) + 1), pa.int64()),
        "fields": pa.array([len(line) for line in lines], pa.int32()),
    }
    for i in range(width):
        columns[f"c{i}"] = pa.array([line[i] if i < len(line) else None for line in lines], pa.string())
    cells = pa.table(columns)
    file = folder / f"cells_{len(list(folder.iterdir()))}.arrow"
    with pa.ipc.new_stream(file, cells.schema) as stream:
        stream.write_table(cells)
    return Sheet(None, False, None, len(lines), width, file, "record")


def table_of(
    at: Desk, dataset: str, rows: Sequence[Row], layout: str | None = None, without: Sequence[str] = ()
) -> Table:
    """A table of these rows under the official headings of the layout (the first one), found by its headings."""
    contract = contracts()[dataset]
    layout = layout or contract.layout_names[0]
    fields = [f for f in contract.fields_in(layout) if f.name not in without]
    heading = [heading_in(contract, f, layout) for f in fields]
    lines = [[r.get(f.name) for f in fields] + ([r[BEYOND]] if BEYOND in r else []) for r in rows]
    found = find_tables(sheet_of(at.folder, [heading, *lines], len(heading)), [contract], None)
    assert isinstance(found, list) and found[0].layout == layout
    return found[0]


def stage_rows(
    at: Desk, dataset: str, rows: Sequence[Row], late_before: date | None = None, **how
) -> tuple[Table, tuple[Rule, ...], Receipt]:
    """Stage the rows; the table, the rules for it and where its lines went."""
    table = table_of(at, dataset, rows, **how)
    receipt = stage(at.con, [table], None, {})
    shape = Shape(table.layout, frozenset(table.columns), NIGHT, table.sheet.width, late_before)
    return table, rules_for(table.contract, shape), receipt


def check_rows(at: Desk, dataset: str, rows: Sequence[Row], **how) -> Checked:
    """What the check says of these rows."""
    table, rules, _ = stage_rows(at, dataset, rows, **how)
    return check(at.con, table.contract, rules, table.headings)


def failed(checked: Checked) -> Mapping[str, int]:
    """The rules that failed at all, by name."""
    return {name: count for name, count in checked.failures.items() if count}


def rules_failed(at: Desk, dataset: str, rows: Sequence[Row], **how) -> list[set[str]]:
    """For every row the rules it fails, as `R04:decided_on` or, for a warning, `R16:content:warn`."""
    check_rows(at, dataset, rows, **how)
    found = at.con.execute(
        "select row, concat_ws(':', rule, field, case severity when 'warn' then 'warn' end) from finding"
    ).fetchall()
    return [{name for row_id, name in found if row_id == i} for i in range(len(rows))]


def assert_fails(at: Desk, dataset: str, cases: Sequence[tuple[Row, str]], **how) -> None:
    """Each row fails exactly the rules named beside it (separated by blanks; none for an empty text).

    What several rows say together, R09 and R14, is left aside.
    """
    valid = row(dataset)
    for (case, wanted), found in zip(cases, rules_failed(at, dataset, [case for case, _ in cases], **how), strict=True):
        odd = {name: cell for name, cell in case.items() if name not in valid or valid[name] != cell}
        alone = {name for name in found if not name.startswith(("R09", "R14"))}
        assert alone == set(wanted.split()), f"{dataset} {odd}"


def messages(at: Desk, rule: str) -> list[str]:
    """The sentences of the last check's findings of one rule, in order of the rows."""
    sql = "select message from finding where rule = ? order by row, field"
    return [message for (message,) in at.con.execute(sql, [rule]).fetchall()]
