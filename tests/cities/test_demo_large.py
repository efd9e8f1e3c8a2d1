"""The large city in miniature: what its SQL says is true must equal the plain evaluation of what its files say."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cities.demo.generator import NIGHTS, copy_configuration, write_city
from cities.demo.generator.codes import is_credit_code
from cities.demo.generator.large import BULKS, Bulk, build_plain
from cities.demo.generator.layouts import FEEDBACK, LAYOUTS, LEDGER, RESPONSIBLE
from cities.demo.generator.plan import DAY_FIELDS, Delivery, Layout, Row, Table
from cities.demo.generator.receipts import Store, take
from cities.demo.generator.truth import measure

SEED, SUBJECTS, SHARE = 5, 3000, Fraction(1, 500)
STATES = {"1": "正常", "有效": "正常", "正常": "正常", "2": "撤销", "无效": "撤销", "撤销": "撤销"}
SIDE = {  # files written beside the decisions: source → dataset, layout
    "xyzx_publication_feedback": ("publication_feedback", FEEDBACK),
    "xyzx_responsible_person": ("responsible_person", RESPONSIBLE),
}


def read(path: Path, dataset: str, layout: Layout, days: str, encoding: str) -> Iterator[Row]:
    """The rows of a delivered CSV as the plan would have them; the four kinds of dirt are recognised."""
    fields = dict(layout.columns)
    with path.open(encoding=encoding, newline="") as file:
        for line in csv.DictReader(file):
            values = {fields[heading]: text for heading, text in line.items() if fields[heading] and text}
            rule = broken(values)
            if rule:
                yield Row(dataset, values, rules=(rule,), keyless=True)
                continue
            for name in DAY_FIELDS & values.keys():
                values[name] = (
                    datetime.strptime(values[name], "%Y-%m-%d" if name == "state_date" else days).date().isoformat()
                )
            if "state" in values:
                values["state"] = STATES[values["state"]]
            yield Row(dataset, values)


def broken(values: dict[str, str]) -> str | None:
    """Which rule a line of decisions breaks, judged by the written cells alone."""
    if values.get("decided") == "2018-02-30":
        return "R04"
    if values.get("name") == "无":
        return "R01"
    if "state" in values and values["state"] not in STATES:
        return "R03"
    return "R05" if "code" in values and not is_credit_code(values["code"]) else None


def of_bulk(folder: Path, bulk: Bulk, night: date) -> Delivery:
    """The night's file of a bulk source, read back."""
    (path,) = (folder / f"deliveries/{night}/{bulk.source.split('_')[0]}").glob(bulk.name.format(night=night))
    layout = LAYOUTS[bulk.source][bulk.dataset]
    rows = tuple(read(path, bulk.dataset, layout, bulk.days, bulk.encoding))
    return Delivery(night, bulk.source, path.name, "csv", (Table(layout, rows),))


def side(folder: Path, night: date) -> Iterator[Delivery]:
    """Feedback, responsible people and the ledger of a night, read back."""
    for source, (dataset, layout) in SIDE.items():
        for path in sorted((folder / f"deliveries/{night}/xyzx").glob("*.csv")):
            if path.name.startswith("信用中国") == (source == "xyzx_publication_feedback"):
                rows = tuple(read(path, dataset, layout, "%Y-%m-%d", "utf-8-sig"))
                yield Delivery(night, source, path.name, "csv", (Table(layout, rows),))
    for path in (folder / f"deliveries/{night}/xyb").glob("*.xlsx"):
        sheet = openpyxl.load_workbook(path).active
        names = [name for _, name in LEDGER.columns]
        rows = []
        for cells in list(sheet.iter_rows(values_only=True))[2:]:
            values = {str(name): str(cell or "") for name, cell in zip(names, cells, strict=True)}
            if "年" in values["month"]:
                values["month"] = f"{datetime.strptime(values['month'], '%Y年%m月'):%Y-%m}"
            rows.append(Row("decision_ledger", values))
        yield Delivery(night, "xyb_decision_ledger", path.name, "csv", (Table(LEDGER, tuple(rows)),))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """The miniature and what it says of itself."""
    folder = tmp_path_factory.mktemp("large") / "city"
    return folder, write_city(folder, SEED, SUBJECTS, SHARE)


def test_sql_and_plain_evaluation_agree(told: tuple[Path, dict], tmp_path: Path) -> None:
    folder, nights = told
    _, plain, _ = build_plain(SEED, SUBJECTS)
    store: Store = copy_configuration(tmp_path / "copy")
    for night in NIGHTS:
        for delivery in sorted((d for d in plain if d.night == night), key=lambda d: d.path):
            take(store, delivery)
        for delivery in side(folder, night):
            take(store, delivery)
        for bulk in BULKS:
            found = take(store, of_bulk(folder, bulk, night))
            (file,) = nights[str(night)]["sources"][bulk.source]["files"]
            assert found["receipts"] == file["receipts"], (night, bulk.source)
            rules = [rule for row in found["quarantined"] for rule in row["rules"]]
            assert {rule: rules.count(rule) for rule in rules} == file["rules"]
        for name, counts in measure(store, night).items():
            assert {"numerator": counts["numerator"], "denominator": counts["denominator"]} == nights[str(night)][
                "measures"
            ][name], (night, name)


def test_every_outcome_and_rule_occurs(told: tuple[Path, dict]) -> None:
    _, nights = told
    files = [f for night in nights.values() for bulk in BULKS for f in night["sources"][bulk.source]["files"]]
    assert {rule for file in files for rule in file["rules"]} == {"R01", "R03", "R04", "R05"}
    receipts = [receipt for file in files for receipt in file["receipts"].values()]
    for part in ("new", "changed", "unchanged", "duplicate", "quarantined"):
        assert sum(receipt[part] for receipt in receipts) > 0
    for receipt in receipts:
        parts = ("new", "changed", "unchanged", "duplicate", "quarantined")
        assert receipt["received"] == sum(receipt[part] for part in parts)


def test_only_sources_that_deliver_are_configured(told: tuple[Path, dict]) -> None:
    folder, nights = told
    configured = {path.stem for path in (folder / "sources").glob("*.toml")}
    assert configured == set(nights[str(NIGHTS[0])]["sources"])
    assert all(source["state"] == "ok" for source in nights[str(NIGHTS[0])]["sources"].values())
