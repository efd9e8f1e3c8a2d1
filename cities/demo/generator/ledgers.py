"""What stands against the decisions: the monthly ledger, what 信用中国 shows, and the responsible people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from cities.demo.generator.plan import CITY, NIGHTS, Row

MONTHS = tuple(
    f"{year}-{month:02d}" for year, months in ((2018, range(4, 13)), (2019, range(1, 3))) for month in months
)
KINDS = {"permit": "许可", "penalty": "处罚"}


def build_ledger(rng: Random, decided: list[Row]) -> list[list[Row]]:
    """The monthly ledger of every unit, kind and month with decisions; night two corrects one month.

    Months are complete, or name one or two numbers that nobody delivers, or count a few decisions more than exist in
    any file, or exempt some lawfully, or count one too few (a discrepancy).
    """
    numbers: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in decided:
        month = row.values["decided"][:7]
        if month in MONTHS and row.values["no"] not in numbers[row.values["unit"], KINDS[row.dataset], month]:
            numbers[row.values["unit"], KINDS[row.dataset], month].append(row.values["no"])
    parties: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in decided:
        parties[row.values["unit"], KINDS[row.dataset], row.values["decided"][:7]].add(
            (row.values["no"], row.values["name"])
        )
    rows = [month_row(rng, key, numbers[key], len(parties[key])) for key in sorted(numbers) if numbers[key]]
    rows += [
        ledger_row("市质量技术监督局", "处罚", month, 2, 0, "", []) for month in MONTHS[:3]
    ]  # merged since, no detail
    first = rows + dirt_rows()
    place = next(i for i, row in enumerate(rows) if int(row.values["made"]) > 5)
    second = [rows[place].but(made=str(int(rows[place].values["made"]) + 2)), rows[place + 1]]
    return [first, second, []]


def month_row(rng: Random, key: tuple[str, str, str], numbers: list[str], count: int) -> Row:
    """One month of a unit, of one of the five sorts."""
    unit, kind, month = key
    die = rng.random()
    if die < 0.08:  # names numbers that never arrive
        ghosts = [
            f"{numbers[0].split('〔')[0]}〔{month[:4]}〕{9000 + int(month[5:]) * 10 + i}号"
            for i in range(rng.choice((1, 2)))
        ]
        return ledger_row(unit, kind, month, count + len(ghosts), 0, "", numbers + ghosts)
    if die < 0.14:  # a few more than anybody delivers
        return ledger_row(unit, kind, month, count + rng.choice((1, 2)), 0, "", [])
    if die < 0.24:
        exempt = rng.choice((1, 2))
        return ledger_row(unit, kind, month, count + exempt, exempt, "涉及国家秘密或简易程序", [])
    if die < 0.28 and count > 1:
        return ledger_row(unit, kind, month, count - 1, 0, "", [])
    return ledger_row(unit, kind, month, count, 0, "", numbers if die > 0.9 else [])


def ledger_row(unit: str, kind: str, month: str, made: int, exempt: int, basis: str, numbers: list[str]) -> Row:
    """One line of the ledger; some months are written 2018年11月."""
    values = {
        "unit": unit, "county": CITY, "kind": kind, "month": month, "made": str(made), "exempt": str(exempt),
        "basis": basis, "numbers": "、".join(numbers),
    }  # fmt: skip
    written = {"month": f"{month[:4]}年{int(month[5:])}月"} if month.endswith(("05", "11")) else {}
    return Row("decision_ledger", values, written)


def dirt_rows() -> list[Row]:
    """Ledger lines that must be quarantined, of a unit without decisions."""
    row = ledger_row("市教育局", "许可", "2018-06", 3, 0, "", [])
    return [
        replace(row, written={"kind": "其它"}, rules=("R03",), keyless=True),
        replace(row.but(month="2018-07"), written={"month": "2018-13"}, rules=("R04",), keyless=True),
        replace(row.but(month="2018-08"), written={"unit": "无"}, rules=("R01",), keyless=True),
    ]


def build_feedback(rng: Random, decided: list[Row], shown: dict[str, float]) -> list[list[Row]]:
    """What 信用中国 shows, per source with its own share; a few taken down, misfiled, or under another unit's name."""
    seen: dict[tuple[str, str], Row] = {}
    for row in decided:
        seen.setdefault((row.values["no"], row.values["unit"]), row)
    nights: list[list[Row]] = [[], [], []]
    for place, row in enumerate(seen.values()):
        if rng.random() > shown.get(row.values["unit"], 0.992):
            continue
        decided_on = date.fromisoformat(row.values["decided"])
        online = decided_on + timedelta(days=rng.randrange(2, 9))
        lawful = row.values.get("short") == "1"
        offline = row.values["shown_until"] if lawful else ""
        if not lawful and place % 331 == 7 and online < date(2019, 2, 1):
            offline = "2019-02-15"
        line = feedback_row(row, online.isoformat(), offline)
        if place % 401 == 11:
            line = line.but(kind="许可" if line.values["kind"] == "处罚" else "处罚")
        if place % 367 == 13 and line.values["unit"] == "市工商行政管理局":
            line = line.but(unit="市市场监督管理局")  # the successor's name matches nothing
        night = 0 if online <= NIGHTS[0] else 1 if online <= NIGHTS[1] else 2
        if online <= NIGHTS[2]:
            nights[night].append(line)
    ghosts = [row for row in nights[0] if row.values["offline"] == ""]
    nights[1] += [row.but(offline="2019-03-13") for row in ghosts[50:53]] + ghosts[60:64]
    nights[2] += [row.but(offline="2019-03-14") for row in ghosts[70:72]]
    return nights


def feedback_row(row: Row, online: str, offline: str) -> Row:
    """One decision seen online; units are sometimes written by their short names."""
    values = {
        "no": row.values["no"], "kind": KINDS[row.dataset], "unit": row.values["unit"], "online": online,
        "offline": offline,
    }  # fmt: skip
    written = {"no": row.values["no"].replace("〔", "(").replace("〕", ")")} if int(online[-2:]) % 9 == 0 else {}
    alias = {"市生态环境局": "市环保局", "市应急管理局": "云梦泽市应急管理局"}.get(row.values["unit"])
    if alias and int(online[-2:]) % 5 == 0:
        written["unit"] = alias
    return Row("publication_feedback", values, written)


def build_responsible(rng: Random, penalties: list[Row], entries: list[Row]) -> list[list[Row]]:
    """Responsible people for about four of five unit records; a tenth of them without a record of their own."""
    first: list[Row] = []
    later: list[Row] = []
    serial = 0
    for row in penalties + entries:
        if not row.values.get("no") or row.values.get("kind") == "自然人" or rng.random() > 0.85:
            continue
        for post in ("主要负责人", "直接责任人")[: 1 + (serial % 7 == 0)]:
            serial += 1
            line = responsible_row(row, serial, post, recorded=serial % 10 != 3)
            (later if serial % 29 == 0 else first).append(line)
    completed = [
        line.but(personal_record=f"GR-2019-{i:06d}")
        for i, line in enumerate(first)
        if not line.values["personal_record"]
    ]
    half = len(later) // 2
    return [first, later[:half] + completed[:6], later[half:] + first[:3]]


def responsible_row(row: Row, serial: int, post: str, recorded: bool) -> Row:
    """One person responsible for a penalty or a list entry; the unit is left out in a quarter of the lines."""
    return Row("responsible_person", {
        "kind": "处罚" if row.dataset == "penalty" else "黑名单", "record": row.values["no"],
        "unit": row.values["unit"] if serial % 4 else "", "person": f"RY{serial:07d}", "post": post,
        "personal_record": f"GR-2018-{serial:06d}" if recorded else "",
    })  # fmt: skip
