"""Cells of an xlsx that its parser shows as empty though they are not: errors, and formulas saved without a result."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

MARKS = (b't="e"', b"<f>", b"<f ")  # what a sheet with such cells holds somewhere
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\w+:id="([^"]+)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</c>).)*?<v>(#[^<]{1,20})</v>', re.DOTALL
)
_NO_RESULT = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+\d+)"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)


@dataclass(frozen=True)
class Unread:
    """Of one sheet: `errors` by zero-based (row, column), such as `#N/A`; `formulas` without a result, by address."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: tuple[str, ...] = ()


def unread_cells(path: Path, marked: frozenset[str]) -> dict[int, Unread]:
    """By the sheet's place in the workbook, for those whose archive member is among `marked`."""
    if not marked:
        return {}
    with zipfile.ZipFile(path) as archive:
        members = _members(archive)
        return {place: _unread(archive.read(name)) for place, name in enumerate(members) if name in marked}


def _members(archive: zipfile.ZipFile) -> list[str]:
    """The archive members of the sheets, in the workbook's order."""
    relations = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        said = {name: value.decode(errors="replace") for name, value in _ATTRIBUTE.findall(relation)}
        relations[said.get(b"Id", "")] = posixpath.normpath(posixpath.join("/xl", said.get(b"Target", ""))).lstrip("/")
    return [
        relations.get(found.decode(errors="replace"), "") for found in _SHEET.findall(archive.read("xl/workbook.xml"))
    ]


def _unread(sheet: bytes) -> Unread:
    errors = {(int(row) - 1, _column(letters)): text.decode() for letters, row, text in _ERROR.findall(sheet)}
    return Unread(errors, tuple(address.decode() for address in _NO_RESULT.findall(sheet)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
