"""The small files of a city's folder: TOML, and CSV whose needed cells are filled. What is wrong is said with its place."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from pathlib import Path

from cities.source import CityError


def read_toml(path: Path) -> dict:
    """The TOML file as a dict; CityError when it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CityError(f"{path}: file is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CityError(f"{path}: not readable as TOML ({error})") from None


def read_rows(path: Path, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a small UTF-8 CSV with stripped values; CityError when a needed column or cell is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            headings = reader.fieldnames or []
            for name in needed:
                if name not in headings:
                    raise CityError(f"{path}: column {name!r} is missing")
            rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in reader]
    except FileNotFoundError:
        raise CityError(f"{path}: file is missing") from None
    for line, row in enumerate(rows, start=2):
        for name in needed:
            if not row[name]:
                raise CityError(f"{path}, line {line}: {name!r} is empty")
    return rows


def split(text: str | None) -> tuple[str, ...]:
    """The parts of a `;`-separated cell."""
    return tuple(part.strip() for part in (text or "").split(";") if part.strip())


def day(path: Path, line: int, text: str | None) -> date | None:
    """An ISO day or nothing."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CityError(f"{path}, line {line}: {text!r} is no day of the form YYYY-MM-DD") from None
