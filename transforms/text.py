"""Text made comparable in bulk: SQL macros for what is common, Python functions behind them for what is rare."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import duckdb

from expectations.simplified import simplified_class
from transforms import amounts, days, several
from transforms.folding import fold, fold_code

__all__ = ["fold", "install", "padded_keys", "uninstall"]

MACROS = Path(__file__).parent / "sql" / "macros.sql"
# What the macros call where they cannot tell themselves: texts in, a text out, never null.
FUNCTIONS: dict[str, tuple[Callable[..., str], list[str]]] = {
    "x_fold_any": (fold, ["VARCHAR"]),
    "x_fold_code_any": (fold_code, ["VARCHAR"]),
    "x_day_any": (days.day, ["VARCHAR"]),
    "x_end_any": (days.end, ["VARCHAR"]),
    "x_month_any": (days.month, ["VARCHAR"]),
    "x_amount_any": (amounts.amount, ["VARCHAR", "INTEGER"]),
    "x_unit_any": (amounts.unit, ["VARCHAR"]),
    "x_count_any": (amounts.count, ["VARCHAR"]),
    "x_fines_any": (amounts.fines, ["VARCHAR"]),
    "x_values_any": (several.values, ["VARCHAR", "VARCHAR", "VARCHAR"]),
}


def install(con: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Give the connection the text macros and the key under which persons get their pseudonyms."""
    for name, (function, takes) in FUNCTIONS.items():
        con.create_function(name, function, takes, "VARCHAR")  # type: ignore[arg-type]
    con.execute(f"create or replace temp macro x_simplified() as '{simplified_class()}'")
    con.execute(MACROS.read_text(encoding="utf-8"))
    inner, outer = padded_keys(key)
    con.execute("set variable hmac_inner = ?::blob", [inner])
    con.execute("set variable hmac_outer = ?::blob", [outer])


def uninstall(con: duckdb.DuckDBPyConnection) -> None:
    """Take the Python functions back before the connection is closed."""
    for name in FUNCTIONS:
        con.remove_function(name)


def padded_keys(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer padded key of HMAC-SHA256 (RFC 2104)."""
    if len(key) > 64:
        key = hashlib.sha256(key).digest()
    key = key.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)
