"""Generate a synthetic city: its folder, its deliveries of three nights, and `truth.json` (cities/demo/TRUTH.md)."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal

from cities.demo.generator.exchange import load_database, prepare_night, serve
from cities.demo.generator.large import (
    BULKS,
    LEDGERS,
    PLAIN_MEASURES,
    build_plain,
    ledger_rows,
    measure_bulk,
    merge,
    open_plan,
    side_deliveries,
    write_bulk,
)
from cities.demo.generator.plan import NIGHTS
from cities.demo.generator.receipts import Store, read_units
from cities.demo.generator.story import build_small
from cities.demo.generator.telling import pretty, tell
from cities.demo.generator.write import write_delivery

__all__ = ["NIGHTS", "Truth", "generate", "load_database", "prepare_night", "serve"]

DEMO = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Truth:
    """What must come out of a generated city: the folder, its nights, and the content of truth.json."""

    folder: Path
    nights: tuple[date, ...]
    data: dict


def generate(target: Path, *, scale: Literal["small", "city"] = "small", seed: int = 2019) -> Truth:
    """Write a complete city folder at `target` (which must be empty or absent) and tell the truth about it.

    The same scale and seed give the same bytes.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} is not empty")
    nights = {"small": write_small, "city": write_city}[scale](target, seed)
    data = {"synthetic": True, "city": "云梦泽市（合成数据）", "scale": scale, "seed": seed, "nights": nights}
    (target / "truth.json").write_text(pretty(data), encoding="utf-8")
    return Truth(target, NIGHTS, data)


def write_small(target: Path, seed: int) -> dict:
    """The small city; gives truth.json's nights."""
    store = copy_configuration(target)
    deliveries = build_small(seed)
    for delivery in deliveries:
        write_delivery(target, delivery)
    prepare_night(target, NIGHTS[0])
    return tell(target, deliveries, store)


def write_city(target: Path, seed: int, subjects: int = 200_000, share: Fraction = Fraction(1)) -> dict:
    """The large city, decisions at that share of two and a half million; gives truth.json's nights."""
    register, deliveries, people = build_plain(seed, subjects)
    con = open_plan(register, seed, {bulk.source: int(bulk.size * share) for bulk in BULKS})
    used = {delivery.source for delivery in deliveries} | {bulk.source for bulk in BULKS} | set(LEDGERS)
    store = copy_configuration(target, used)
    deliveries += side_deliveries(ledger_rows(con), people)
    for delivery in deliveries:
        write_delivery(target, delivery)
    nights = tell(target, deliveries, store, PLAIN_MEASURES)
    del register, deliveries, people, store
    for n, night in enumerate(NIGHTS):
        merge(nights[night.isoformat()], write_bulk(con, target, n, night), measure_bulk(con, n, night))
    return nights


def copy_configuration(target: Path, used: set[str] | None = None) -> Store:
    """The static configuration of the demo city into the new folder; gives an empty store for its sources.

    `used` names the sources to copy, all by default.
    """
    (target / "sources").mkdir(parents=True, exist_ok=True)
    for name in ("city.toml", "departments.csv", "domains.csv"):
        shutil.copyfile(DEMO / name, target / name)
    departments = {}
    for path in sorted((DEMO / "sources").glob("*.toml")):
        if used is None or path.stem in used:
            shutil.copyfile(path, target / "sources" / path.name)
            departments[path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))["department"]
    return Store(read_units(DEMO / "departments.csv"), departments=departments)
