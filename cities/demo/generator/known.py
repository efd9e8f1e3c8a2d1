"""What is known on a night: records with their states, subjects with their indexes for exact linking.

Measures-2019 sections 1 and 2, in plain loops. A member is (covered, reason, department, county).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cities.demo.generator.plan import CITY, fold
from cities.demo.generator.receipts import Record, Store

Member = tuple[bool | None, str | None, str | None, str | None]
Members = dict[str, Member]


def day_of(values: Mapping[str, str], name: str) -> date | None:
    """The day in that field, if any."""
    return date.fromisoformat(values[name]) if values.get(name) else None


def in_year(day: date, end: date) -> bool:
    """(C − 365 days, C]."""
    return end - timedelta(days=365) < day <= end


@dataclass
class Known:
    """What is known on a night, with the subjects' indexes for exact linking (section 2)."""

    store: Store
    day: date

    def __post_init__(self) -> None:
        self.subjects = list(self.store.all("subject"))
        self.by: dict[str, dict[str, list[Record]]] = {
            name: defaultdict(list) for name in ("code", "org", "reg", "name")
        }
        for subject in self.subjects:
            values = subject.now
            code = fold(values.get("code", ""))
            for name, text in (("code", code), ("reg", values.get("reg", "")), ("name", values["name"])):
                if text:
                    self.by[name][fold(text)].append(subject)
            for text in {fold(values.get("org", "")), code[8:17] if len(code) == 18 else ""} - {""}:
                self.by["org"][text].append(subject)
        self.pauses: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
        for dataset, start, end in (("abnormal_list", "listed", "removed"), ("lost_contact", "reported", "restored")):
            for record in self.store.all(dataset):
                until = min(filter(None, (day_of(record.now, end), record.closed)), default=None)
                self.pauses[fold(record.now["code"])].append((date.fromisoformat(record.now[start]), until))

    def link(self, values: Mapping[str, str]) -> Record | None:
        """The subject of a row: by code, organisation code, registration number, name; the first given decides."""
        for name in ("code", "org", "reg", "name"):
            if values.get(name):
                found = self.by[name].get(fold(values[name]), [])
                return found[0] if len(found) == 1 else None
        return None


def ended(subject: Record) -> date | None:
    """The earliest 状态日期 of a 注销 or 吊销 version since the last 存续."""
    end = None
    for version in subject.versions:
        if version.values["status"] == "存续":
            end = None
        else:
            day = date.fromisoformat(version.values["status_date"])
            end = min(end, day) if end else day
    return end


def alive(subject: Record, day: date) -> bool:
    """Registered on or before the day and not ended on or before it."""
    end = ended(subject)
    return date.fromisoformat(subject.now["registered"]) <= day and not (end and end <= day)


def operating(known: Known, subject: Record, day: date) -> bool:
    """Alive, not on the abnormal list and not lost on the day."""
    pauses = known.pauses.get(fold(subject.now.get("code", "")), [])
    paused = any(start <= day and not (until and until <= day) for start, until in pauses)
    return alive(subject, day) and not paused


def counts(record: Record, day: date) -> bool:
    """Neither void (撤销, from the start) nor repaired as of the day (已修复: 状态日期, else when first known)."""
    state = record.now.get("state", "")
    if state in ("撤销", "异议成立", "异议成立撤销"):
        return False
    return not (state == "已修复" and repaired_on(record) <= day)


def repaired_on(record: Record) -> date:
    """The day from which 已修复 holds."""
    first = next(version.night for version in record.versions if version.values.get("state") == "已修复")
    return day_of(record.now, "state_date") or first


def removal(record: Record) -> tuple[date | None, str]:
    """When and why a list entry was removed; 已修复 is 整改退出."""
    if record.now.get("state") == "已修复":
        return repaired_on(record), "整改退出"
    return day_of(record.now, "removed"), record.now.get("exit", "")


def listed_on(record: Record, day: date) -> bool:
    """列入日期 ≤ day, no removal ≤ day, 有效期至 > day or empty; never when void or removed as 异议成立."""
    if record.now.get("state") == "撤销" or record.now.get("exit") == "异议成立":
        return False
    removed, _ = removal(record)
    until = day_of(record.now, "until")
    begun = date.fromisoformat(record.now["listed"]) <= day
    return begun and not (removed and removed <= day) and not (until and until <= day)


def is_person(record: Record) -> bool:
    """A natural person: never linked to a subject."""
    return record.now.get("kind") == "自然人" or (
        "kind" not in record.layout.fields and bool(record.now.get("person_id"))
    )


def place(known: Known, unit: str) -> tuple[str, str]:
    """Department (at the successor) and county of a unit."""
    return place_of_id(known, known.store.units.id(unit))


def place_of_id(known: Known, unit: str) -> tuple[str, str]:
    """Department (at the successor) and county of a unit id."""
    units = known.store.units
    county = units.counties.get(unit, CITY)
    while unit in units.successors:
        unit = units.successors[unit]
    return unit, county
