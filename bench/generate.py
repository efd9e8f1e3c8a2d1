"""The two files of the bench, GB18030 CSV of permits, and what is planted in them: made from a plan, never by a rule."""

from __future__ import annotations

import codecs
import json
import shutil
from pathlib import Path
from random import Random

import duckdb

from bench.layout import COLUMNS, NIGHTS
from bench.register import subjects, units

SQL = Path(__file__).parent / "sql"
PERMITS_PER_SUBJECT = 5
BLOCK = 1 << 22


def files(folder: Path, rows: int, seed: int = 7) -> Path:
    """The folder with night1.csv, night2.csv, planted.parquet and expected.json for that many rows; made once."""
    made = folder / str(rows)
    if not made.exists():
        aside = folder / f"{rows}.new"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        generate(aside, rows, seed)
        aside.rename(made)
    return made


def generate(folder: Path, rows: int, seed: int) -> None:
    """Plan, write, and count over the plan what must come of it."""
    with duckdb.connect() as con:
        con.register("subject_rows", subjects(max(rows // PERMITS_PER_SUBJECT, 100), Random(seed)))
        con.register("unit_rows", units())
        con.execute("create table subjects as from subject_rows; create table units as from unit_rows")
        con.execute("create table planted (night int, row bigint, floor int, product varchar)")
        for name in ("plan", "words"):
            con.execute(sql(name, rows=rows))
        for night in NIGHTS:
            con.execute(f"create or replace table permits as {sql('permits', rows=rows, night=night)}")
            con.execute(sql("truth", night=night))
            write(con, folder / f"night{night}.csv")
            con.execute(f"create table permits{night} as select row, i, is_changed, gone from permits")
        con.execute(f"copy (from planted order by all) to '{folder / 'planted.parquet'}'")
        cursor = con.execute(sql("expected"))
        names = [column[0] for column in cursor.description]
        (folder / "expected.json").write_text(json.dumps(dict(zip(names, cursor.fetchall()[0], strict=True))))


def sql(name: str, **values: int) -> str:
    """The statements of a file, its values filled in."""
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"${key}", str(value))
    return text


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The permits in order of their rows, as CSV in GB18030."""
    plain = path.with_suffix(".utf8")
    con.execute(f"copy (select {', '.join(COLUMNS)} from permits order by row) to '{plain}' (format csv, header true)")
    decode, encode = codecs.getincrementaldecoder("utf-8")(), codecs.getencoder("gb18030")
    with plain.open("rb") as source, path.open("wb") as target:
        while block := source.read(BLOCK):
            target.write(encode(decode.decode(block))[0])
    plain.unlink()
