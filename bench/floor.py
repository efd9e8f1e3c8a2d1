"""The floor F: the same night in DuckDB and SQL written by hand for this one file, and nothing but the work.

Run as a process: `python -m bench.floor NIGHT CSV WORK`. Decodes in two processes, checks the 28 rules in the scan
that reads, lists every failing (row, rule), splits, casts and loads as versions. Prints one JSON line.
"""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path

import duckdb

from bench.layout import COLUMNS, NIGHTS
from bench.watch import Watch

REQUIRED = ("XK_XDR_MC", "XK_XDR_LB", "XK_XKWS", "XK_WSH", "XK_XKLB", "XK_NR", "XK_JDRQ", "XK_XKJG", "XK_XKJGDM")
LONGEST = {"XK_XDR_MC": 200, "XK_WSH": 64, "XK_NR": 4000, "BZ": 512}
DAYS = ("XK_JDRQ", "XK_YXQZ", "XK_YXQZI")
KEY = ("XK_WSH", "XK_XKJGDM")
CODE_ALPHABET, CODE_WEIGHTS = "0123456789ABCDEFGHJKLMNPQRTUWXY", (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # fmt: skip
ORG_ALPHABET, ORG_WEIGHTS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (3, 7, 9, 10, 5, 8, 4, 2)
TYPED = ", ".join(
    f"cast({c} as date) as {c}" if c in DAYS else f"cast({c} as tinyint) as {c}" if c == "XK_ZT" else c for c in COLUMNS
)
BY_SET = {23: "XK_XDR_SHXYM", 26: "XK_XKJGDM"}  # codes repeat: their check digits are worked out once each
SMALL = 8_000_000  # bytes that one process decodes
BLOCK = 1 << 22


def digits(column: str, weights: tuple[int, ...], alphabet: str) -> str:
    return " + ".join(f"(strpos('{alphabet}', substr({column}, {i + 1}, 1)) - 1) * {w}" for i, w in enumerate(weights))


def code_wrong(c: str) -> str:
    """A credit code of another form or with a wrong check digit."""
    total = f"{digits(c, CODE_WEIGHTS, CODE_ALPHABET)} + strpos('{CODE_ALPHABET}', substr({c}, 18, 1)) - 1"
    return f"(length({c}) <> 18 or not regexp_full_match({c}, '[0-9A-HJ-NPQRTUWXY]{{18}}') or ({total}) % 31 <> 0)"


def org_wrong(c: str) -> str:
    """An organisation code of another form or with a wrong check digit."""
    check = f"(11 - ({digits(c, ORG_WEIGHTS, ORG_ALPHABET)}) % 11) % 11"
    return f"(not regexp_full_match({c}, '[0-9A-Z]{{8}}[0-9X]') or {check} <> strpos('0123456789X', substr({c}, 9, 1)) - 1)"


def rules() -> list[str]:
    """Rules 1 to 27 as SQL that is true where they fail; 28, a key that stands twice, needs a grouping."""
    day_wrong = "length({0}) <> 10 or substr({0}, 5, 1) <> '/' or try_cast({0} as date) is null"
    organisation, sole = "XK_XDR_LB = '法人及非法人组织'", "XK_XDR_LB = '个体工商户'"
    is_sole = "XK_XDR_SHXYM like '92%'"
    return [
        *(f"{c} is null" for c in REQUIRED),
        *(f"length({c}) > {most}" for c, most in LONGEST.items()),
        "XK_XDR_LB not in ('法人及非法人组织', '自然人', '个体工商户')",
        "not regexp_full_match(XK_XKLB, '普通|特许|认可|核准|登记|其他-.+')",
        "XK_ZT not in ('1', '2')",
        *(f"{c} is not null and ({day_wrong.format(c)})" for c in DAYS),
        "try_cast(XK_YXQZ as date) > try_cast(XK_YXQZI as date)",
        "try_cast(XK_JDRQ as date) > date '2019-12-31'",
        f"XK_XDR_SHXYM is null and ({organisation} or {sole})",
        f"XK_XDR_SHXYM is not null and {code_wrong('XK_XDR_SHXYM')}",
        f"({sole} and not {is_sole}) or ({organisation} and {is_sole})",
        f"XK_XDR_ZZJG is not null and {org_wrong('XK_XDR_ZZJG')}",
        f"XK_XKJGDM is not null and {code_wrong('XK_XKJGDM')}",
        "XK_XDR_ZJHM is null and XK_XDR_LB = '自然人'",
    ]


def border(path: Path, at: int) -> int:
    """Where a record begins after `at`: our lines with an even number of quotes and all their commas begin records."""
    with path.open("rb") as file:
        file.seek(at)
        file.readline()
        while True:
            here, line = file.tell(), file.readline()
            if line.count(b'"') % 2 == 0 and line.count(b",") >= len(COLUMNS) - 1:
                return here


def recode(source: Path, target: Path, start: int, stop: int) -> None:
    """The bytes from `start` to `stop`, both between records, as UTF-8."""
    decoder, left = codecs.getincrementaldecoder("gb18030")(), stop - start
    with source.open("rb", buffering=0) as read, target.open("wb", buffering=0) as write:
        read.seek(start)
        while left > 0:
            block = read.read(min(BLOCK, left))
            left -= len(block)
            write.write(decoder.decode(block, final=left == 0).encode())


def decode(csv: Path, work: Path) -> list[str]:
    """The file as UTF-8 without its heading, in one piece or two."""
    size = csv.stat().st_size
    with csv.open("rb") as file:
        file.readline()
        head = file.tell()
    pieces = [work / "0.utf8", work / "1.utf8"]
    if size < SMALL:
        recode(csv, pieces[0], head, size)
        return [str(pieces[0])]
    middle = border(csv, size // 2)
    child = os.fork()
    if child == 0:
        recode(csv, pieces[1], middle, size)
        os._exit(0)
    recode(csv, pieces[0], head, middle)
    if os.waitpid(child, 0)[1]:
        sys.exit("recode failed")
    return [str(piece) for piece in pieces]


def scan(con: duckdb.DuckDBPyConnection, pieces: list[str]) -> None:
    """`stage`: text, failing rules as bits, hashes of key and content."""
    types = ", ".join(f"'{c}': 'VARCHAR'" for c in COLUMNS)
    form = "header = false, auto_detect = false, all_varchar = true, delim = ',', quote = '\"', escape = '\"', new_line = '\\n'"
    bits = " + ".join(
        f"(case when {fails} then {1 << i} else 0 end)" for i, fails in enumerate(rules()) if i + 1 not in BY_SET
    )
    has_key = " and ".join(f"{c} is not null" for c in KEY)
    con.execute(f"""create temp table stage as select *, cast({bits} as bigint) as m, hash({", ".join(KEY)}) as kh,
        hash({", ".join(COLUMNS)}) as ch, {has_key} as has_key from read_csv({pieces!r}, {form}, columns = {{{types}}})""")


def list_findings(con: duckdb.DuckDBPyConnection) -> None:
    """`findings`: every failing (row, rule); `refused`: the rows."""
    listed = ", ".join(f"case when m & {1 << i} > 0 then {i + 1} end" for i in range(len(rules())))
    sets = " union all ".join(
        f"select rowid + 1, {rule} from stage where {c} in (select {c} from (select distinct {c} from stage where {c} is not null) where {code_wrong(c)})"
        for rule, c in BY_SET.items()
    )
    con.execute(f"""create temp table findings as
        select rowid + 1 as row, unnest(list_filter([{listed}], lambda x: x is not null)) as rule from stage where m <> 0 union all {sets}
        union all select rowid + 1, 28 from stage where has_key and kh in (select kh from stage where has_key group by kh having count(*) > 1)""")
    con.execute("create temp table refused as select distinct row from findings")


def load(con: duckdb.DuckDBPyConnection, night: int) -> None:
    """Versions in one transaction: what is new or changed comes in, what is gone is closed."""
    known = f"timestamp '{NIGHTS[night]} 02:00:00'"
    con.execute(
        "create temp view accepted as select *, rowid + 1 as source_row from stage where rowid + 1 not in (select row from refused)"
    )
    version = f"select {TYPED}, kh as key_hash, ch as content_hash, {night} as batch, source_row, {known} as known_from, null::timestamp as known_to from accepted"
    con.execute("begin")
    con.execute(f"create table if not exists permit as {version} limit 0")
    con.execute(
        "create temp table present as select rowid as rid, key_hash, content_hash from permit where known_to is null"
    )
    con.execute("""create temp table delta as select a.source_row, p.rid from accepted a left join present p on p.key_hash = a.kh
        where p.rid is null or p.content_hash <> a.ch""")
    con.execute(f"""update permit set known_to = {known} where rowid in (select rid from delta where rid is not null
        union all select rid from present where not exists (select 1 from accepted where kh = present.key_hash))""")
    con.execute(
        f"insert into permit {version} {'where source_row in (select source_row from delta)' if night > 1 else ''}"
    )
    con.execute("commit")


def quarantine(con: duckdb.DuckDBPyConnection, night: int) -> None:
    """The refused rows as they came."""
    rows = f"select {night} as batch, rowid + 1 as source_row, {', '.join(COLUMNS)} from stage"
    con.execute(f"create table if not exists quarantine as {rows} limit 0")
    con.execute(f"insert into quarantine {rows} where rowid + 1 in (select row from refused)")
    con.execute("checkpoint")


def main(night: int, csv: Path, work: Path) -> None:
    """One night in the folder `work`, which keeps the database from the first to the second."""
    watch = Watch()
    with duckdb.connect(str(work / "floor.duckdb"), config={"threads": 2}) as con:
        pieces = decode(csv, work)
        watch.mark("read")
        scan(con, pieces)
        list_findings(con)
        watch.mark("check")
        load(con, night)
        quarantine(con, night)
        watch.mark("load")
        con.execute(f"copy findings to '{work / f'findings{night}.parquet'}'")
        current, total = con.execute(
            "select count(*) filter (where known_to is null), count(*) from permit"
        ).fetchall()[0]
    watch.tell(current=current, total=total)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
