"""Row 10.2, the operating blacklist of the stock day, and row 10.6."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from cities.demo.generator.known import (
    Known,
    Members,
    counts,
    in_year,
    is_person,
    listed_on,
    operating,
    place,
    removal,
)
from cities.demo.generator.plan import STOCK_DAY, fold
from cities.demo.generator.receipts import Record


def about_organisation(record: Record, subject: Record | None) -> bool:
    """By the linked subject's kind; unlinked by the category, in the 2015 layout by the numbers that are given."""
    if subject is not None:
        return subject.now["kind"] != "个体工商户"
    if "kind" in record.layout.fields:
        return record.now.get("kind") == "法人及非法人组织"
    code = fold(record.now.get("code", ""))
    return (not record.now.get("person_id") and not code.startswith("92")) or bool(record.now.get("org"))


def penetration(known: Known) -> Members:
    """Row 10.2: unit dishonesty records and whether a responsible person with a record of his own is named."""
    units = known.store.units
    records = [
        record
        for record in known.store.all("penalty")
        if in_year(date.fromisoformat(record.now["decided"]), known.day) and counts(record, known.day)
    ]
    records += [record for record in known.store.all("black_list") if listed_on(record, known.day)]
    people: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in known.store.all("responsible_person"):
        people[row.now["kind"], fold(row.now["record"])].append(row)
    members: Members = {}
    for record in records:
        subject = None if is_person(record) else known.link(record.now)
        if not about_organisation(record, subject):
            continue
        kind, unit = ("处罚" if record.dataset == "penalty" else "黑名单"), units.id(record.now["unit"])
        named = [
            row
            for row in people.get((kind, fold(record.now.get("no", ""))), [])
            if not row.now.get("unit") or units.id(row.now["unit"]) == unit
        ]
        members[record.key] = (*named_person(subject, named), *place(known, record.now["unit"]))
    return members


def named_person(subject: Record | None, named: list[Record]) -> tuple[bool | None, str | None]:
    """Covered and reason of one unit record."""
    if subject is None:
        return None, "主体未关联"
    if not named:
        return False, "无责任人"
    return (True, None) if any(row.now.get("personal_record") for row in named) else (False, "无个人记录")


def stock_entries(known: Known) -> dict[str, list[Record]]:
    """Black-list entries listed on B of subjects operating on B, by the subject's key."""
    entries: dict[str, list[Record]] = defaultdict(list)
    subjects: dict[str, Record] = {}
    for record in known.store.all("black_list"):
        subject = None if is_person(record) else known.link(record.now)
        if subject is not None and listed_on(record, STOCK_DAY):
            entries[subject.key].append(record)
            subjects[subject.key] = subject
    return {key: found for key, found in entries.items() if operating(known, subjects[key], STOCK_DAY)}


def operating_blacklist(known: Known) -> Members:
    """The frozen stock: subjects listed in any black list on B and operating on B."""
    return dict.fromkeys(stock_entries(known), (True, None, None, None))


def exits(known: Known) -> Members:
    """Row 10.6: all entries of B removed in (B, C], those removed last by 整改退出."""
    return {key: (*left(found, known.day), None, None) for key, found in stock_entries(known).items()}


def left(entries: Iterable[Record], day: date) -> tuple[bool, str | None]:
    """Whether a subject left every list after rectification."""
    removals = [removal(record) for record in entries]
    gone = [(removed, why) for removed, why in removals if removed and removed <= day]
    if not gone:
        return False, "仍在列"
    if len(gone) < len(removals):
        return False, "部分移出"
    last = max(removed for removed, _ in gone)
    good = all(why == "整改退出" for removed, why in gone if removed == last)
    return (True, None) if good else (False, "非整改退出")
