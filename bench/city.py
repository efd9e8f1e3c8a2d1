"""A city of one source, whose one file is the night's permits."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.layout import NIGHTS
from bench.register import AREAS, units

SOURCE = "bench_permit"
CITY = """name = "{name}（测试）"
code = "429700"
edition = "2019"
inbox = "inbox"

[counties]
429700 = "市本级"
"""
# A snapshot that closes what it no longer holds, because that is what the floor does.
PERMITS = """id = "{source}"
title = "行政许可（测试）"
department = "u0"
datasets = ["permit"]
mode = "snapshot"
missing = "close"

[file]
folder = "{{date}}"
glob = "permits*.csv"
"""


def make_city(folder: Path, files: Path) -> Path:
    """The city's folder, its inbox filled with links to nothing but the two files of `files`."""
    (folder / "sources").mkdir(parents=True)
    (folder / "city.toml").write_text(CITY.format(name=AREAS[0]), encoding="utf-8")
    (folder / "sources" / f"{SOURCE}.toml").write_text(PERMITS.format(source=SOURCE), encoding="utf-8")
    with (folder / "departments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name"])
        writer.writerows([f"u{unit['unit']}", unit["unit_name"]] for unit in units().to_pylist())
    for number, night in NIGHTS.items():
        deliver(folder, files / f"night{number}.csv", night.isoformat(), "permits.csv")
    return folder


def deliver(folder: Path, file: Path, night: str, name: str) -> None:
    """Put a file into the inbox, without a copy where the disk can."""
    place = folder / "inbox" / night
    place.mkdir(parents=True, exist_ok=True)
    (place / name).hardlink_to(file)
