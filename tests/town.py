"""A tiny warehouse for tests: rows go through the real stage, check and load, measures through the real SQL.

`town.deliver("penalty", penalty(doc_no="甲1"), night=…)` gives the receipt, `town.members("8.5")` what the measure
says of each member. Rows are those of tests/expectations/rows.py: valid but for what the test is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import duckdb

from cities.city import City, Department
from cities.demo.generator.codes import credit_code
from cities.source import FileFeed, Source
from expectations import check as checks
from expectations.contract import contracts
from expectations.template import heading_in
from flows.examine import examine
from scoring.asked import Asked, prepare
from scoring.measure import measure, measures
from tests.expectations.rows import Row, sheet_of
from transforms import text
from transforms.table import find_tables
from warehouse.batch import Batch, Receipt
from warehouse.load import load
from warehouse.schema import make_tables
from warehouse.snapshot import close_missing, remember_file

B, C = date(2018, 12, 15), date(2019, 3, 15)  # the days of the 2019 edition
LATER = date(2019, 4, 1)  # a night from which everything around C can be known
KEY = b"a key of the tests, 32 bytes long"
BUREAU = "示例市示例局"  # the unit of tests/expectations/rows.py

DEPARTMENTS = (
    Department("bureau", BUREAU, aliases=("示例局",), county="429700"),
    Department("old", "示例市旧局", county="429702", successor="new"),
    Department("new", "示例市新局", county="429700", valid_from=C),
    Department("present", "示例市现局", county="429703", successor="coming"),
    Department("coming", "示例市后局", county="429700", valid_from=C + timedelta(1)),
    Department("merged", "示例市并局", valid_to=date(2019, 1, 31), successor="bureau"),
)


@cache
def city() -> City:
    """Six units and one source of the bureau per dataset."""
    sources = tuple(
        Source(f"bureau_{name}", name, "bureau", (name,), "delta", FileFeed("{date}", "*.csv")) for name in contracts()
    )
    here = Path(__file__).parent
    return City(here, "示例市（合成数据）", "429700", "2019", here, DEPARTMENTS, (), sources)


def day(text_or_day: str | date, days: int = 0) -> str:
    """A day some days on, as it stands in a cell."""
    start = date.fromisoformat(text_or_day) if isinstance(text_or_day, str) else text_or_day
    return (start + timedelta(days)).isoformat()


def firm(n: int, kind: str = "91") -> str:
    """The n-th credit code of a kind; from 100 on they do not meet those of rows.py."""
    return credit_code(kind, "429700", 100 + n)


@dataclass
class Town:
    """A warehouse in memory; `batches` counts the deliveries."""

    con: duckdb.DuckDBPyConnection
    folder: Path
    batches: int = field(default=0)

    def deliver(
        self,
        dataset: str,
        *rows: Row,
        night: date = LATER,
        layout: str | None = None,
        without: Sequence[str] = (),
        snapshot: bool = False,
    ) -> Receipt:
        """Stage, check and load one file with these rows under the official headings."""
        batch = self.stage(dataset, rows, night, layout, without)
        if snapshot:
            remember_file(self.con, batch.source, batch.sha256)
        return load(self.con, contracts()[dataset], batch, 0, snapshot=snapshot)

    def stage(
        self,
        dataset: str,
        rows: Sequence[Row],
        night: date = LATER,
        layout: str | None = None,
        without: Sequence[str] = (),
    ) -> Batch:
        """Stage and check the rows into `incoming`, ready to be loaded as the batch given."""
        contract = contracts()[dataset]
        layout = layout or contract.layout_names[0]
        fields = [f for f in contract.fields_in(layout) if f.name not in without]
        lines = [
            [heading_in(contract, f, layout) for f in fields],
            *([row.get(f.name) for f in fields] for row in rows),
        ]
        source = city().source(f"bureau_{dataset}")
        tables = find_tables(sheet_of(self.folder, lines), [contract], source)
        assert isinstance(tables, list)
        self.con.execute("use incoming; set disabled_optimizers = 'filter_pushdown'")  # as flows.examine.staging has it
        examine(self.con, tables, source, city(), night)
        self.con.execute("use memory; set disabled_optimizers = ''")
        self.batches += 1
        name = f"{dataset}_{self.batches}.csv"
        return Batch(
            name, self.batches, night, source.id, dataset, name, f"{self.batches:064d}", tables[0].layout, "bureau"
        )

    def close_missing(self, dataset: str, night: date, *batches: int) -> int:
        """Close what the snapshot of these deliveries (by their numbers) no longer holds."""
        delivered = [f"{number:064d}" for number in batches]
        return close_missing(self.con, contracts()[dataset], f"bureau_{dataset}", night, delivered)

    def ask(self, as_of: date = C, known: date = LATER) -> None:
        """Make the relations that measures stand on."""
        prepare(self.con, contracts(), city(), Asked(as_of, known, B))

    def members(self, name: str, as_of: date = C, known: date = LATER) -> dict[str, tuple[bool | None, str | None]]:
        """Member → (covered, reason)."""
        self.ask(as_of, known)
        measure(self.con, measures()[name])
        rows = self.con.execute(f"select member, covered, reason from {measures()[name].relation}").fetchall()
        return {member: (covered, reason) for member, covered, reason in rows}

    def units(self, name: str) -> dict[str, tuple[str, str]]:
        """Member → (department, county) of a measure that was worked out."""
        rows = self.con.execute(f"select member, department, county from {measures()[name].relation}").fetchall()
        return {member: (department, county) for member, department, county in rows}

    def rows(self, sql: str) -> list[tuple]:
        """What a query gives."""
        return self.con.execute(sql).fetchall()


@contextmanager
def town_in(folder: Path) -> Iterator[Town]:
    """An empty town whose cells lie in the folder."""
    con = duckdb.connect()
    text.install(con, KEY)
    checks.install(con)
    make_tables(con, contracts().values())
    con.execute("attach ':memory:' as incoming")
    try:
        yield Town(con, folder)
    finally:
        text.uninstall(con)
        con.close()
