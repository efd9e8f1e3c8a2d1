"""The package of an xlsx: its sheets' parts, its date system, and what a department should know was not read."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import unescape

from transforms.read.packed.archive import check_archive
from transforms.read.reading import Limits, ReadError
from transforms.read.sheets.addresses import address
from transforms.read.workbook.facts import Book, DateSystem, Facts
from transforms.read.workbook.far_cells import mended
from transforms.read.workbook.sheet_xml import scan

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""\b(Id|Target|Type)=(?:"([^"]*)"|'([^']*)')""")
_SHEET_ID = re.compile(rb"""\w+:id=["']([^"']+)["']""")
_SHEET_NAME = re.compile(rb"""\bname=["']([^"']*)["']""")
_FROM_1904 = re.compile(rb"""\bdate1904=["'](?:1|true|on)["']""")
_STALE = re.compile(rb"""\bfullCalcOnLoad=["'](?:1|true|on)["']""")  # whoever saved it did not compute the formulas
_RELATIONS = "xl/_rels/workbook.xml.rels"
_HEAD = 4_096
_SMALL_PARTS = (".xml", ".rels")
_LINKS = (("xl/externalLinks/", "外部链接"), ("xl/connections.xml", "数据连接"), ("xl/queryTables/", "外部查询"))
_MACROS = "工作簿带有宏，宏没有读取，也不会运行。"
_DOCTYPE = "工作簿内含有文档类型声明（DOCTYPE），正常的工作簿没有，内容不可信；请用表格软件另存为新的工作簿再报送。"


def open_package(path: Path, limits: Limits) -> Book:
    """The book with what its XML tells. Raises `ReadError`, `Corrupt`, and `KeyError` if a part is missing."""
    kind = check_archive(path, limits)
    with zipfile.ZipFile(path) as archive:
        names = _names(archive)
        _check_declarations(archive, names)
        workbook = archive.read(names["xl/workbook.xml"])
        sheets: dict[int, Facts] = {}
        anew: dict[str, bytes] = {}
        for place, (name, part) in enumerate(_sheets(archive.read(names[_RELATIONS]), workbook)):
            sheets[place], xml = _facts(archive, names[part], name, bool(_STALE.search(workbook)), limits)
            anew |= {names[part]: xml} if xml else {}
        source = _rewritten(archive, names, anew) if anew else path
    system: DateSystem = "1904" if _FROM_1904.search(workbook) else "1900"
    return Book(kind, source, system, sheets, _remarks(kind, names))


def _facts(
    archive: zipfile.ZipFile, part: str, name: str, is_stale: bool, limits: Limits
) -> tuple[Facts, bytes | None]:
    """What the sheet's XML tells, and the XML without what stands too far away, where there is such."""
    with archive.open(part) as stream:
        found = scan(stream, name, is_stale, limits)
    facts = Facts(found.cells, tuple(found.hidden_rows), tuple(found.hidden_columns))
    if not (found.far or found.gaps):
        return facts, None
    with archive.open(part) as stream:
        new = mended(stream, found)
    kept = {place: text for place, text in found.cells.items() if address(*place) not in new.left_out}
    return replace(facts, cells=kept, left_out=new.left_out, gaps=found.gaps), new.xml


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The members by their names as parts: those do not differ in case, and some programs write backslashes."""
    names = {name.replace("\\", "/").casefold(): name for name in archive.namelist()}
    if len(names) < len(archive.namelist()):
        raise ReadError("文件的压缩结构内有同名成员，内容不可信；请用表格软件另存为新的工作簿再报送。")
    return names


def _sheets(relations: bytes, workbook: bytes) -> list[tuple[str, str]]:
    """Name and part of each sheet, in the workbook's order."""
    parts = {}
    for relation in _RELATION.findall(relations):
        said = {
            key: (double or single).decode(errors="replace") for key, double, single in _ATTRIBUTE.findall(relation)
        }
        target = posixpath.join("/xl", said.get(b"Target", "").replace("\\", "/"))
        parts[said.get(b"Id", "")] = posixpath.normpath(target).lstrip("/").casefold()
    sheets = []
    for sheet in _SHEET.findall(workbook):
        name, id = _SHEET_NAME.search(sheet), _SHEET_ID.search(sheet)
        part = parts.get(id[1].decode(errors="replace"), "") if id else ""
        sheets.append((unescape(name[1].decode(errors="replace")) if name else "", part))
    return sheets


def _check_declarations(archive: zipfile.ZipFile, names: dict[str, str]) -> None:
    for name, member in names.items():
        if name.endswith(_SMALL_PARTS):
            with archive.open(member) as part:
                if b"<!DOCTYPE" in part.read(_HEAD):
                    raise ReadError(_DOCTYPE)


def _rewritten(archive: zipfile.ZipFile, names: dict[str, str], anew: dict[str, bytes]) -> io.BytesIO:
    """The package with some parts written anew, and without pictures and the like."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as copy:
        for name, member in names.items():
            if name.endswith(_SMALL_PARTS):
                copy.writestr(member, anew.get(member) or archive.read(member))
    stream.seek(0)
    return stream


def _remarks(kind: str, names: Iterable[str]) -> tuple[str, ...]:
    linked = [title for start, title in _LINKS if any(name.startswith(start.casefold()) for name in names)]
    links = f"工作簿带有{'、'.join(linked)}，没有访问，只读取保存在单元格里的内容。"
    return (*([_MACROS] if kind == "xlsm" else []), *([links] if linked else []))
