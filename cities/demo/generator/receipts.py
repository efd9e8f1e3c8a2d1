"""What the platform must hold after each delivery, worked out from the plan alone (measures-2019 sections 2 and 3).

An independent, slow and plain evaluation: rows in their order, one dictionary of records per dataset.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cities.demo.generator.plan import Delivery, Layout, Row, Table, fold

CLOSING = ("scjg_abnormal_list", "scjg_lost_contact")  # snapshot sources where a missing row ends
COUNTS = ("received", "new", "changed", "unchanged", "duplicate", "quarantined", "ignored")


@dataclass(frozen=True)
class Units:
    """The departments: id of a name or alias, and the successor valid on C."""

    ids: Mapping[str, str]
    successors: Mapping[str, str]
    counties: Mapping[str, str]

    def id(self, name: str) -> str:
        """The id of the unit known by that name, without going to the successor; else the folded text."""
        return self.ids.get(fold(name), fold(name))

    def successor(self, name: str) -> str:
        """The id of the successor of the unit known by that name."""
        unit = self.id(name)
        while unit in self.successors:
            unit = self.successors[unit]
        return unit


def read_units(path: Path) -> Units:
    """The units of a departments.csv."""
    ids, successors, counties = {}, {}, {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], *row["aliases"].split(";")):
                ids[fold(name)] = row["id"]
            counties[row["id"]] = row["county"]
            if row["successor"]:
                successors[row["id"]] = row["successor"]
    return Units(ids, successors, counties)


@dataclass
class Version:
    """One accepted content of a record and the night it was first known."""

    night: date
    values: Mapping[str, str]


@dataclass
class Record:
    """A record with its versions, oldest first; `closed` is the night a snapshot no longer had it."""

    dataset: str
    key: str
    source: str
    layout: Layout
    versions: list[Version]
    closed: date | None = None

    @property
    def now(self) -> Mapping[str, str]:
        """The present values."""
        return self.versions[-1].values

    @property
    def accepted(self) -> date:
        """The night of the first delivery in which it was accepted."""
        return self.versions[0].night


@dataclass
class Store:
    """All records by dataset and key, the quarantine and the receipts so far."""

    units: Units
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    departments: Mapping[str, str] = field(default_factory=dict)  # source → department
    bare: dict[tuple[str, ...], Record] = field(default_factory=dict)  # records without a code, by what continues them
    rows: list[tuple[date, str, Row, str, str | None]] = field(default_factory=list)  # night, source, row, outcome, key

    def all(self, *datasets: str) -> Iterable[Record]:
        """The records of those datasets."""
        for dataset in datasets:
            yield from self.records[dataset].values()


def delivered(row: Row, layout: Layout) -> dict[str, str]:
    """The values of the row that its layout delivers."""
    return {name: row.values[name] for name in layout.fields if row.values.get(name)}


def content(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What must differ for a change: everything but the update stamp."""
    return tuple(sorted((name, text) for name, text in values.items() if name != "stamp"))


def party(values: Mapping[str, str], person: bool) -> str:
    """The party of a key: for people the pseudonym of the id, else the name; else code, org code, number, name."""
    if person:
        return f"pseudonym({values['person_id']})" if values.get("person_id") else fold(values["name"])
    return fold(values.get("code") or values.get("org") or values.get("reg") or values["name"])


def key_of(row: Row, values: Mapping[str, str], units: Units) -> str:
    """`dataset|key parts` of interface.md, parts in the order of measures-2019 section 4."""
    person = row.values.get("kind") == "自然人"
    match row.dataset:
        case "permit" | "penalty":
            parts = [fold(values["no"]), party(values, person), units.id(values["unit"])]
        case "red_list" | "black_list":
            parts = [fold(values["list"]), party(values, person), values["listed"]]
            parts += [fold(values["no"])] if values.get("no") else []
        case "subject":
            parts = [fold(values.get("code") or values["reg"]), units.id(values["registrar"])]
        case "abnormal_list":
            parts = [fold(values["code"]), values["listed"]]
        case "lost_contact":
            parts = [fold(values["code"]), values["reported"]]
        case "decision_ledger":
            parts = [units.id(values["unit"]), values["kind"], values["month"]]
        case "publication_feedback":
            parts = [fold(values["no"]), units.id(values["unit"])]
        case "responsible_person":
            parts = [fold(values["record"]), fold(values["person"])]
        case other:
            raise ValueError(f"no key for dataset {other!r}")
    return "|".join([row.dataset, *parts])


def continuing(dataset: str, values: Mapping[str, str], units: Units) -> tuple[str, ...] | None:
    """By what a row with a code continues a stored row without one (section 2): 注册号, or 文书号, 机关 and name."""
    if dataset == "subject" and values.get("reg"):
        return dataset, values["reg"]
    if dataset in ("permit", "penalty"):
        return dataset, fold(values["no"]), fold(values["name"]), units.id(values["unit"])
    return None


def accept(store: Store, delivery: Delivery, row: Row, layout: Layout, seen: dict[str, object]) -> tuple[str, str]:
    """Store an acceptable row; its outcome and key."""
    values = delivered(row, layout)
    key = key_of(row, values, store.units)
    if key in seen:
        if seen[key] != content(values):
            raise AssertionError(f"{delivery.path}: an unplanned conflict about {key}")
        return "duplicate", key
    seen[key] = content(values)
    known = store.records[row.dataset]
    sign = continuing(row.dataset, values, store.units)
    record = known.get(key) or (store.bare.pop(sign, None) if sign and values.get("code") else None)
    if record is None:
        known[key] = Record(row.dataset, key, delivery.source, layout, [Version(delivery.night, values)])
        if sign and not values.get("code"):
            store.bare[sign] = known[key]
        return "new", key
    if record.key != key:
        del known[record.key]
        record.key = key
        known[key] = record
    if any(content(version.values) == content(values) for version in record.versions):
        return "unchanged", key
    record.versions.append(Version(delivery.night, values))
    return "changed", key


def take_table(store: Store, delivery: Delivery, table: Table, result: dict) -> None:
    """The rows of one table, in order, into the store and into the file's result."""
    seen = result.setdefault("_seen", {})
    for number, row in enumerate(table.rows, start=first_row(delivery, table)):
        receipt = result["receipts"].setdefault(row.dataset, dict.fromkeys(COUNTS, 0))
        receipt["received"] += 1
        if row.rules:
            key = None if row.keyless else key_of(row, delivered(row, table.layout), store.units)
            outcome = "quarantined"
            result["quarantined"].append({
                "dataset": row.dataset, "sheet": table.sheet if delivery.form in ("xls", "xlsx", "broken") else None,
                "row": number, "rules": list(row.rules), "free": list(row.free), "key": key,
            })  # fmt: skip
        else:
            outcome, key = accept(store, delivery, row, table.layout, seen)
        receipt[outcome] += 1
        store.rows.append((delivery.night, delivery.source, row, outcome, key))
    if table.title or table.footer:
        only = {row.dataset for row in table.rows} or {delivery.source.split("_", 1)[1]}
        (dataset,) = only
        receipt = result["receipts"].setdefault(dataset, dict.fromkeys(COUNTS, 0))
        receipt["ignored"] += len(table.title) + len(table.footer)


def first_row(delivery: Delivery, table: Table) -> int:
    """Row number of the first row: as a spreadsheet shows it, or 1 for records that are pulled."""
    return 1 if delivery.form in ("api", "database") else table.first_row


def take(store: Store, delivery: Delivery) -> dict:
    """One delivery into the store: {file, receipts by dataset, quarantined rows, repeat, failed}."""
    pulled = delivery.form in ("api", "database")
    result: dict = {
        "file": None if pulled else Path(delivery.path).name, "path": delivery.path, "receipts": {}, "quarantined": [],
        "repeat": delivery.form == "copy", "failed": delivery.form == "broken",
    }  # fmt: skip
    if delivery.form not in ("copy", "broken"):
        for table in delivery.tables:
            take_table(store, delivery, table, result)
        if not any(table.rows for table in delivery.tables):  # a heading alone is a zero report
            result["zero"] = True
    if delivery.source in CLOSING and not result["failed"]:
        close_missing(store, delivery, set(result.get("_seen", {})))
    result.pop("_seen", None)
    return result


def close_missing(store: Store, delivery: Delivery, present: set[str]) -> None:
    """Records of a closing snapshot that are not in it end this night; those that are in it are open."""
    for dataset in {row.dataset for table in delivery.tables for row in table.rows}:
        for record in store.records[dataset].values():
            if record.source == delivery.source:
                record.closed = None if record.key in present else record.closed or delivery.night
