"""Lawful but unusual spellings: what must load although a clerk wrote it his own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from cities.demo.generator.plan import Row

NUMERALS = str.maketrans("0123456789", "０１２３４５６７８９")


def spelled(rng: Random, row: Row, alias: str) -> Row:
    """Lawful but unusual spellings in about a fifth of the rows; they must load."""
    if rng.random() > 0.2:
        return row
    return replace(row, written=rng.choice(SPELLINGS)(row.values, alias))


def spell_number(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """Full-width figures in other brackets."""
    return {"no": values["no"].translate(NUMERALS).replace("〔", "［").replace("〕", "］")}


def spell_brackets(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """Round brackets and an inner blank."""
    return {"no": values["no"].replace("〔", "(").replace("〕", ") ")}


def spell_code(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """Small letters, inner blanks, or full-width characters, by the code's last figure."""
    code = values.get("code", "")
    if not code:
        return {}
    forms = (code.lower(), f" {code[:8]} {code[8:]}", "".join(chr(ord(sign) + 0xFEE0) for sign in code))
    return {"code": forms[int(code[11]) % 3]}


def spell_end(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """No end is written 长期."""
    return {"until": "长期"} if values.get("until") == "2099-12-31" else {}


def spell_day(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """Days in another form than the rest of the file."""
    day = date.fromisoformat(values["decided"])
    forms = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
    )
    return {"decided": forms[day.day % 4]}


def spell_amount(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """Trailing zeros, or a comma for the thousands."""
    fine = values.get("fine", "")
    return {"fine": "1,200" if fine == "1200" else fine + ("0" if "." in fine else ".00")} if fine else {}


def spell_nothing(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """Spellings of nothing in cells that may be empty; in the code's cell too where a party has none."""
    empty = {"tax": "/", "reg": "无", "note": "NULL", "certificate": "— —", "code": "无"}
    if values.get("kind") == "自然人" or values.get("code"):
        empty.pop("code")
    return {name: text for name, text in empty.items() if not values.get(name)}


def spell_unit(values: Mapping[str, str], alias: str) -> dict[str, str]:
    """The unit by its short name."""
    return {"unit": alias}


SPELLINGS = (
    spell_number, spell_brackets, spell_code, spell_code, spell_end, spell_day, spell_day, spell_amount, spell_nothing,
    spell_unit,
)  # fmt: skip
