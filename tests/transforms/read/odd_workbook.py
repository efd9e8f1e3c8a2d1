"""Workbooks made by hand from XML: the odd files that no library would write."""

from __future__ import annotations

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="21"/>'
    '<xf numFmtId="49"/></cellXfs></styleSheet>'
)
GENERAL, DAY, INSTANT, TIME, TEXT = range(5)  # the styles' places


def workbook(
    *sheets: str | bytes,
    strings: str = "",
    names: tuple[str, ...] = (),
    properties: str = "",
    states: tuple[str, ...] = (),
    **members: str | bytes,
) -> bytes:
    """An xlsx whose sheets hold the given XML: what stands in `<sheetData>`, or a whole part if it begins so.

    `strings` is the XML of the shared strings' items, `members` are further parts with `__` for `/`.
    """
    titles = names or tuple(f"表{index}" for index in range(1, len(sheets) + 1))
    visible = states or ("visible",) * len(sheets)
    entries = "".join(
        f'<sheet name="{title}" sheetId="{index}" state="{state}" r:id="rId{index}"/>'
        for index, (title, state) in enumerate(zip(titles, visible, strict=True), 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{properties}'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{index}.xml") for index in range(1, len(sheets) + 1)),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'{_DECLARATION}<sst xmlns="{_MAIN}">{strings}</sst>',
        **{f"xl/worksheets/sheet{index}.xml": part(sheet) for index, sheet in enumerate(sheets, 1)},
        **{name.replace("__", "/"): content for name, content in members.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(sheet: str | bytes, after: str = "", before: str = "") -> str | bytes:
    """A sheet's part around the rows; a whole part stays as it is."""
    if isinstance(sheet, bytes) or sheet.startswith(("<?xml", "<worksheet", "<x:", "<!DOCTYPE")):
        return sheet
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{before}'
        f"<sheetData>{sheet}</sheetData>{after}</worksheet>"
    )


def relations(*targets: tuple[str, str]) -> str:
    """A part of relations, numbered rId1 …"""
    entries = "".join(
        f'<Relationship Id="rId{index}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def row(number: int | None, *cells: str, more: str = "") -> str:
    """A row's XML; without a number it has no `r`."""
    where = "" if number is None else f' r="{number}"'
    return f"<row{where}{more}>{''.join(cells)}</row>"


def text(where: str, content: str) -> str:
    """A cell with an inline string; an empty `where` leaves the address out."""
    return f'<c{address(where)} t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


def number(where: str, content: str, style: int = GENERAL, kind: str = "") -> str:
    """A cell with a value as it stands."""
    kind = f' t="{kind}"' if kind else ""
    return f'<c{address(where)} s="{style}"{kind}><v>{content}</v></c>'


def address(where: str) -> str:
    """The attribute, or nothing."""
    return f' r="{where}"' if where else ""
