"""The gate: passes what has exactly the form of the allow-list and values of the kinds it names; stops the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pyarrow as pa

from portal.allowed import DOCUMENTS, MAY_BE_NULL, TABLES, Each
from portal.publication import PublicationStopped

OTHER = "other"  # the id under which units that the city's lists do not know are added up
Known = Mapping[str, frozenset[str]]


def text(pattern: str) -> Callable[[object], bool]:
    """The kind of texts that wholly match the pattern."""
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def is_points(value: object) -> bool:
    """Points as a text, or as the decimal of a table."""
    return isinstance(value, str | Decimal) and re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,4})?", str(value)) is not None


def is_count(value: object) -> bool:
    """Whole numbers from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_change(value: object) -> bool:
    """Whole numbers."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_figure(value: object) -> bool:
    """An input of a row: a number, a decimal text, yes or no, not known, or a list of these."""
    if isinstance(value, list):
        return all(is_figure(each) for each in value)
    return value is None or isinstance(value, bool) or is_change(value) or text(r"[0-9]{1,40}(\.[0-9]{1,40})?")(value)


def is_day(value: object) -> bool:
    """An ISO day."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


FORMATS = ("", "csv", "json", "jsonl", "txt", "xls", "xlsx", "xml", "zip")  # a file name may end in anything else
KINDS: dict[str, Callable[[object], bool]] = {
    "count": is_count,
    "change": is_change,
    "figure": is_figure,
    "day": is_day,
    "flag": lambda value: isinstance(value, bool),
    "points": is_points,
    "gain": text(r"[+-]?[0-9]{1,3}\.[0-9]{2}"),
    "rate": text(r"[01]\.[0-9]{6}"),
    "hash": text(r"[0-9a-f]{64}"),
    "run": text(r"[0-9A-Za-z_.:-]{1,80}"),
    "id": text(r"[\w.-]{1,64}"),
    "path": text(r"[0-9a-z_./-]{1,80}"),
    "suffix": text("|".join(FORMATS)),
    "label": text(r"(?!.*[0-9]{4})[^\x00-\x1f<>]{1,40}"),
    "list_type": text(r"(?!.*[0-9]{5})[^\x00-\x1f<>@]{1,60}"),
    "words": text(r"[^\x00-\x1f<>]{1,1000}"),
    "status": text("scored|judged|pending|no_data"),
    "verdict": text("passed|failed|unknown"),
    "state": text("ok|stale|failed|silent"),
    "kind": text("computed|reported|attested|judged"),
}


def check_document(form: str, document: object, known: Known) -> None:
    """PublicationStopped unless the document has exactly the form of that name and fitting values."""
    check(DOCUMENTS[form], document, form, known)


def check(form: object, value: object, where: str, known: Known) -> None:
    """One value against its form. The sentence names the place, never the value."""
    if value is None and where in MAY_BE_NULL:
        return
    if isinstance(form, str):
        if not fits(form, value, known):
            raise PublicationStopped(f"发布中止：{where} 的值不是许可的形式（{form.rstrip('?')}）。")
    elif isinstance(form, list) and isinstance(value, list):
        for each in value:
            check(form[0], each, f"{where}[]", known)
    elif isinstance(form, Each) and isinstance(value, dict):
        for key, each in value.items():
            check("id", key, f"{where} 的键", known)
            check(form.form, each, f"{where}[]", known)
    elif isinstance(form, dict) and isinstance(value, dict):
        check_keys(where, list(value), list(form))
        for key, each in value.items():
            check(form[key], each, f"{where}.{key}", known)
    else:
        raise PublicationStopped(f"发布中止：{where} 不是许可的结构。")


def check_keys(where: str, found: list[str], allowed: list[str]) -> None:
    """PublicationStopped unless exactly the allowed keys are there."""
    if extra := [key for key in found if key not in allowed]:
        raise PublicationStopped(f"发布中止：{where} 中有未列入发布清单的字段 {'、'.join(map(repr, extra))}。")
    if missing := [key for key in allowed if key not in found]:
        raise PublicationStopped(f"发布中止：{where} 缺少字段 {'、'.join(map(repr, missing))}。")


def check_table(name: str, table: pa.Table, known: Known) -> None:
    """PublicationStopped unless the table has exactly the columns of its form, with fitting values."""
    form = TABLES[name]
    check_keys(f"数据表 {name}", table.column_names, list(form))
    for column, kind in form.items():
        for value in table[column].to_pylist():
            check(kind, value, f"数据表 {name}.{column}", known)


def fits(kind: str, value: object, known: Known) -> bool:
    """Whether the value is of that kind. Departments and counties are those of the city, or OTHER."""
    kind, nullable = kind.rstrip("?"), kind.endswith("?")
    if value is None:
        return nullable
    if kind in known:
        return value == OTHER or value in known[kind]
    return KINDS[kind](value)
