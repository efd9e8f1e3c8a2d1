"""The last look: every byte about to be published, searched for what looks like somebody's number.

Counts are no hits: a JSON number, and a JSON text that is wholly a decimal fraction, are figures. Hashes are no hits
either. Parquet is read back, because its pages may hide what stands in them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from portal.publication import PublicationStopped

PATTERNS = {
    "证件号码、卡号或其他 15 位以上的号码": r"(?<![0-9])[0-9]{14,}[0-9Xx](?![0-9])",
    "手机号码": r"(?<![0-9])(?:86)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])",
    "统一社会信用代码": r"(?<![0-9A-Za-z])[0-9A-HJ-NP-RT-UW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}(?![0-9A-Za-z])",
    "电子邮箱": r"[0-9A-Za-z_.+-]+@[0-9A-Za-z-]+\.[0-9A-Za-z.-]+",
}
SEARCH = {words: re.compile(pattern, re.IGNORECASE) for words, pattern in PATTERNS.items()}
HASH = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")
FRACTION = re.compile(r"[0-9]+\.[0-9]+")


def audit(folder: Path, own: Iterable[str] = ()) -> None:
    """PublicationStopped when a file below the folder holds such a number. `own`: ids of ours that are none.

    The sentence names the file and what kind of number it is, never the number.
    """
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        search(name, (name, *texts(path)), own)


def audit_tables(tables: Mapping[str, pa.Table], own: Iterable[str] = ()) -> None:
    """The same for tables that go to a database."""
    for name, table in tables.items():
        search(f"数据表 {name}", cells(table), own)


def search(name: str, found: Iterable[str], own: Iterable[str]) -> None:
    """PublicationStopped when one of the texts holds such a number."""
    for text in found:
        if words := suspicion(text, own):
            raise PublicationStopped(f"发布中止：{name} 中出现疑似{words}的内容。")


def suspicion(text: str, own: Iterable[str] = ()) -> str | None:
    """What the text seems to hold, in words; None when nothing."""
    text = HASH.sub(" ", unicodedata.normalize("NFKC", text))
    for each in own:
        text = text.replace(each, " ")
    return next((words for words, pattern in SEARCH.items() if pattern.search(text)), None)


def texts(path: Path) -> Iterator[str]:
    """Everything of a file that can be read as text."""
    if path.suffix == ".parquet":
        yield from cells(pq.read_table(path))
    elif path.suffix == ".json":
        yield from leaves(json.loads(path.read_bytes()))
    else:
        yield path.read_text(encoding="utf-8")


def cells(table: pa.Table) -> Iterator[str]:
    """Column names and texts of a table."""
    yield from table.column_names
    for column in table.columns:
        yield from (value for value in column.to_pylist() if isinstance(value, str))


def leaves(value: object) -> Iterator[str]:
    """Keys and texts of a JSON value, figures left out."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str) and not FRACTION.fullmatch(value):
        yield value
