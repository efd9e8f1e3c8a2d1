"""Text made comparable: the folded form in Python, and the SQL macros that do the same in bulk."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

import duckdb

MACROS = Path(__file__).parent / "sql" / "macros.sql"
BRACKETS = str.maketrans("〔〕［］【】｛｝[]{}〈〉《》「」『』", "()()()()()()()()()()")
INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)


def fold(text: str) -> str:
    """The folded form (measures-2019 section 2): NFKC, round brackets, no white space, upper case, zeros kept."""
    seen = INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(BRACKETS))).upper()
    return unicodedata.normalize("NFKC", seen).translate(BRACKETS)  # once more: what was apart may now be one letter


def install(con: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Give the connection the text macros and the key under which persons get their pseudonyms."""
    con.create_function("x_nfkc", fold, ["VARCHAR"], "VARCHAR")
    con.execute(MACROS.read_text(encoding="utf-8"))
    inner, outer = padded_keys(key)
    con.execute("set variable hmac_inner = ?::blob", [inner])
    con.execute("set variable hmac_outer = ?::blob", [outer])


def uninstall(con: duckdb.DuckDBPyConnection) -> None:
    """Take the Python function back before the connection is closed."""
    con.remove_function("x_nfkc")


def padded_keys(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer padded key of HMAC-SHA256 (RFC 2104)."""
    if len(key) > 64:
        key = hashlib.sha256(key).digest()
    key = key.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)
