"""入库率, 合规率 and 迟报率 per dataset, department and list type (measures-2019, end of section 6)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from cities.demo.generator.dirt import KEYS, NULLS
from cities.demo.generator.known import Known
from cities.demo.generator.plan import NIGHTS, Row
from cities.demo.generator.publicity import on_time
from cities.demo.generator.receipts import Store


def quality(store: Store, night: date) -> dict:
    """入库率, 合规率 and 迟报率 as [numerator, denominator] by `dataset|department|list type` up to that night.

    合规率 has a third number: how many of its denominator are rows whose key cannot be read.
    """
    loaded: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    keys: dict[str, dict[str, bool]] = defaultdict(dict)
    keyless: dict[str, int] = defaultdict(int)
    for serial, (_, source, row, outcome, key) in enumerate(store.rows):
        group = group_of(store, source, row)
        if outcome != "duplicate":
            loaded[group][0] += outcome != "quarantined"
            loaded[group][1] += 1
        keyless[group] += without_key(row)
        mark = key or f"?{source}{serial}"
        keys[group][mark] = keys[group].get(mark, False) or outcome != "quarantined"
    late: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for covered, _, department, _ in on_time(Known(store, min(night, NIGHTS[-1]))).values():
        if covered is not None:
            late[str(department)][0] += not covered
            late[str(department)][1] += 1
    return {
        "入库率": dict(sorted(loaded.items())),
        "合规率": {group: [sum(found.values()), len(found), keyless[group]] for group, found in sorted(keys.items())},
        "迟报率": dict(sorted(late.items())),
    }


def without_key(row: Row) -> bool:
    """A quarantined row whose key cannot be read: a column of the key is empty, or the cells are shifted."""
    if row.rules != ("R01",):
        return row.shifted
    empty = {name for name, text in row.written.items() if text in NULLS}
    named = any(row.values.get(name) for name in ("code", "org", "reg", "person_id"))
    return bool(empty & set(KEYS[row.dataset]) - {"code"}) or ("name" in empty and not named)


def group_of(store: Store, source: str, row: Row) -> str:
    """dataset|department|list type of a row: the unit that decided or answers for it, at its successor.

    Where the row names no unit that can be read, the source's department; a list type that cannot be read is empty.
    """
    name = "registrar" if row.dataset == "subject" else "unit"
    unreadable = row.shifted or (row.rules and name in row.written) or not row.values.get(name)
    department = store.departments[source] if unreadable else store.units.successor(row.values[name])
    parts = [row.dataset, department]
    if row.dataset in ("red_list", "black_list"):
        parts.append("" if row.rules and "list" in row.written else row.values["list"])
    return "|".join(parts)
