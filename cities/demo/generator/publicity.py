"""Row 8.5 and the on-time measure: decisions due, what the ledger adds, and what 信用中国 shows."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta

from cities.demo.generator.known import Known, Members, counts, day_of, in_year, place, place_of_id
from cities.demo.generator.plan import fold
from cities.demo.generator.receipts import Record
from cities.demo.generator.workdays import deadline

KIND = {"permit": "许可", "penalty": "处罚"}


def online(known: Known) -> dict[tuple[str, str, str], Record]:
    """Feedback by folded number, kind and unit."""
    units = known.store.units
    return {
        (fold(record.now["no"]), record.now["kind"], units.id(record.now["unit"])): record
        for record in known.store.all("publication_feedback")
    }


def shown(record: Record | None, day: date) -> tuple[bool, str | None]:
    """On 信用中国 on the day: 上网日期 ≤ day and no 下网日期 ≤ day."""
    if record is None or (day_of(record.now, "online") or date.max) > day:
        return False, "未上网"
    offline = day_of(record.now, "offline")
    return (False, "已下网") if offline and offline <= day else (True, None)


def due_records(known: Known) -> list[Record]:
    """Valid decisions of the year whose deadline has come and that were not lawfully taken down."""
    found = []
    for record in known.store.all("permit", "penalty"):
        decided = date.fromisoformat(record.now["decided"])
        if not in_year(decided, known.day) or deadline(decided) > known.day or not counts(record, known.day):
            continue
        shown_until = day_of(record.now, "shown_until") if record.dataset == "penalty" else None
        if not (shown_until and shown_until <= known.day):
            found.append(record)
    return found


def month_end(month: str) -> date:
    """The last day of YYYY-MM."""
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


def compared(month: str, day: date) -> bool:
    """The ledger month lies wholly inside: first day > C − 365 days, deadline of its last day ≤ C."""
    first = date.fromisoformat(f"{month}-01")
    return first > day - timedelta(days=365) and deadline(month_end(month)) <= day


def ledger_members(known: Known) -> tuple[dict[str, tuple[str, str, str]], dict[str, str]]:
    """Numbers that only the ledger names (key → number, kind, unit), and nameless ones (key → department)."""
    units = known.store.units
    arrived = set()
    loaded: dict[tuple[str, str, str], int] = defaultdict(int)
    for record in known.store.all("permit", "penalty"):
        kind, unit = KIND[record.dataset], record.now["unit"]
        arrived.add((fold(record.now["no"]), kind, units.id(unit)))
        loaded[units.successor(unit), kind, record.now["decided"][:7]] += 1
    named: dict[str, tuple[str, str, str]] = {}
    named_count: dict[tuple[str, str, str], int] = defaultdict(int)
    made: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in known.store.all("decision_ledger"):
        values = row.now
        if not compared(values["month"], known.day):
            continue
        unit, group = units.id(values["unit"]), (units.successor(values["unit"]), values["kind"], values["month"])
        made[group] += int(values["made"]) - int(values["exempt"])
        for number in filter(None, values.get("numbers", "").split("、")):
            if (fold(number), values["kind"], unit) not in arrived:
                named[f"ledger|{values['kind']}|{fold(number)}|{unit}"] = (fold(number), values["kind"], unit)
                named_count[group] += 1
    nameless = {
        f"nameless|{kind}|{department}|{month}|{n}": department
        for (department, kind, month), count in sorted(made.items())
        for n in range(1, count - loaded[department, kind, month] - named_count[department, kind, month] + 1)
    }
    return named, nameless


def double_publicity(known: Known) -> Members:
    """Row 8.5: every decision due, and whether 信用中国 shows it; a nameless one is shown nowhere."""
    units, site = known.store.units, online(known)
    members: Members = {}
    for record in due_records(known):
        unit = units.id(record.now["unit"])
        found = site.get((fold(record.now["no"]), KIND[record.dataset], unit))
        members[record.key] = (*shown(found, known.day), *place(known, record.now["unit"]))
    named, nameless = ledger_members(known)
    for key, (number, kind, unit) in named.items():
        members[key] = (*shown(site.get((number, kind, unit)), known.day), *place_of_id(known, unit))
    for key, department in nameless.items():
        members[key] = (False, "台账有数未见明细", department, known.store.units.counties.get(department))
    return members


def on_time(known: Known) -> Members:
    """The named members of 8.5: accepted on or before the deadline; ledger-only ones null."""
    members: Members = {}
    for record in due_records(known):
        good = record.accepted <= deadline(date.fromisoformat(record.now["decided"]))
        members[record.key] = (good, None if good else "迟报", *place(known, record.now["unit"]))
    for key, (_, _, unit) in ledger_members(known)[0].items():
        members[key] = (None, "未到", *place_of_id(known, unit))
    return members
