"""What happens to a pool of decisions over three nights: new, late, spoiled, repaired, corrected, withdrawn, re-sent.

A pool becomes three lists of rows. Nothing here knows how the rows are written to files, and the receipts follow from
the lists alone (receipts.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from cities.demo.generator.dirt import spoil
from cities.demo.generator.plan import Layout, Row
from cities.demo.generator.register import clean


@dataclass(frozen=True)
class Habits:
    """How a department behaves: rules it breaks (in turn), rows per thousand spoiled, how many of each happening."""

    rules: tuple[str, ...]
    spoiled: float = 0.03
    corrected: int = 4
    withdrawn: int = 2
    late: int = 5
    conflicts: int = 1
    duplicates: int = 2
    again: int = 5  # rows sent again unchanged
    silent: bool = False  # no file on night two


def tell(rng: Random, pool: list[Row], layout: Layout, habits: Habits) -> list[list[Row]]:
    """The rows of three nights from a pool in order of decision days."""
    arrivals = [arrival(rng, row) for row in pool]
    nights: list[list[Row]] = [[row for row, night in zip(pool, arrivals, strict=True) if night == n] for n in range(3)]
    delay(rng, nights, habits.late)
    repairs = dirty(rng, nights, layout, habits)
    settled = [row for row in nights[0] if not row.rules and row not in repairs]
    rng.shuffle(settled)
    corrected = [correct(row) for row in settled[: habits.corrected]]
    nights[1] += corrected + end(settled[20 : 20 + habits.withdrawn], layout, "撤销")
    nights[1] += settled[30 : 30 + habits.again]
    nights[2] += [settled[0]] if corrected else []  # an old export: the content before the correction
    nights[2] += end(settled[40 : 40 + habits.withdrawn], layout, "已修复")
    nights[2] += settled[50 : 50 + habits.again]
    if corrected:  # a correction that is itself wrong: the present version stands
        again = corrected[1].but(text=corrected[1].values["text"] + "（再次更正）")
        nights[2].append(replace(again, written={**again.written, "decided": "2018-02-30"}, rules=("R04",)))
    if habits.silent:
        nights = [nights[0], [], without_twins(nights[1] + nights[2])]
    conflict(rng, nights, habits.conflicts)
    for night in nights[:2]:
        sound = [row for row in night if not row.rules]
        night += rng.sample(sound, min(habits.duplicates, len(sound)))  # the very row once more in one file
    return nights


def arrival(rng: Random, row: Row) -> int:
    """The night on which a decision comes in when all is well: within a week of its day, else in the first bulk."""
    day = date.fromisoformat(row.values["decided"])
    if day >= date(2019, 3, 13):
        return 1 if day == date(2019, 3, 13) and rng.random() < 0.5 else 2
    if day >= date(2019, 3, 5):
        return rng.choices((0, 1, 2), (4, 3, 3))[0]
    return 0


def delay(rng: Random, nights: list[list[Row]], count: int) -> None:
    """Move some decisions of the winter from the bulk to nights two and three: late by any reading."""
    winter = [row for row in nights[0] if "2018-12-20" < row.values["decided"] < "2019-02-20"]
    for place, row in enumerate(rng.sample(winter, min(count, len(winter)))):
        nights[0].remove(row)
        nights[1 + place % 2].append(row.late())


def dirty(rng: Random, nights: list[list[Row]], layout: Layout, habits: Habits) -> list[Row]:
    """Spoil rows of each night, rules in turn; a third come back clean on the next night, a third the night after."""
    repaired: list[Row] = []
    turn = 0
    for n in (0, 1, 2):
        due = max(len(habits.rules) if n == 0 else 2, round(habits.spoiled * len(nights[n])))
        places = rng.sample(range(len(nights[n])), min(due, len(nights[n])))
        for place in places if habits.rules else ():
            row = nights[n][place]
            if row in repaired:
                continue
            for attempt in range(len(habits.rules)):
                wrong = spoil(rng, row, habits.rules[(turn + attempt) % len(habits.rules)], layout.fields)
                if wrong is not None:
                    break
            else:
                continue
            turn += 1
            nights[n][place] = wrong
            after = n + 1 + turn % 3
            if after < 3:
                nights[after].append(clean(row))
                repaired.append(clean(row))
    return repaired


def correct(row: Row) -> Row:
    """The same decision with a corrected content."""
    return row.but(text=row.values["text"] + "（更正）")


def end(rows: list[Row], layout: Layout, state: str) -> list[Row]:
    """The same decisions withdrawn or repaired, where the layout has a state; 2015 and digits know no repair."""
    if "state" not in layout.fields:
        return []
    if state == "已修复" and layout.words.get("state"):
        state = "撤销"
    return [row.but(state=state, state_date="2019-03-13") for row in rows]


def conflict(rng: Random, nights: list[list[Row]], count: int) -> None:
    """Two rows of one key and different content in one file: both are quarantined (R14)."""
    for n in (0, 1):
        counts = Counter(decision(row) for night in nights for row in night)
        fresh = [i for i, row in enumerate(nights[n]) if not row.rules and counts[decision(row)] == 1]
        for place in rng.sample(fresh, min(count, len(fresh))):
            row = nights[n][place]
            twin = row.but(text=row.values["text"] + "（另一版本）")
            nights[n][place] = replace(row, rules=("R14",))
            nights[n].append(replace(twin, rules=("R14",)))
            if n == 0:
                nights[2].append(row)  # later the right one alone


def decision(row: Row) -> tuple[str, str, str]:
    """Which decision a row is about, and for whom."""
    return row.values["no"], row.values["unit"], row.values["name"]


def without_twins(rows: list[Row]) -> list[Row]:
    """The last word on each decision where two nights were handed over as one file."""
    last = {decision(row): i for i, row in enumerate(rows)}
    return [row for i, row in enumerate(rows) if last[decision(row)] == i]
