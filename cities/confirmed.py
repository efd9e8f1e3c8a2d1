"""Credit codes that fail the check digit and are real all the same: early ones, confirmed by their registrar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cities.files import day, read_rows
from cities.source import CityError

NEEDED = ("code", "name", "confirmed_by", "confirmed_on", "because")


@dataclass(frozen=True)
class ConfirmedCode:
    """One such code: whose it is, who confirmed it when, and on what ground."""

    code: str
    name: str
    confirmed_by: str
    confirmed_on: date
    because: str


def read_confirmed(path: Path) -> tuple[ConfirmedCode, ...]:
    """confirmed_codes.csv, every cell of it filled. The file may be missing."""
    if not path.exists():
        return ()
    found: dict[str, ConfirmedCode] = {}
    for line, row in enumerate(read_rows(path, NEEDED), start=2):
        code = row["code"].upper()
        if not re.fullmatch(r"[0-9A-Z]{18}", code):
            raise CityError(f"{path}, line {line}: {row['code']!r} has not the 18 digits and letters of a credit code")
        if code in found:
            raise CityError(f"{path}, line {line}: {code!r} stands twice")
        on = day(path, line, row["confirmed_on"])
        assert on is not None  # a needed cell is filled
        found[code] = ConfirmedCode(code, row["name"], row["confirmed_by"], on, row["because"])
    return tuple(found.values())
