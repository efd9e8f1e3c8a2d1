"""Deliveries become bytes. The same plan gives the same bytes: no clock, no order left to chance."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
import xlwt

from cities.demo.generator.plan import DAY_FIELDS, Delivery, Layout, Row, Table

PAGE = 200
API_TABLE = "penalties"


def write_delivery(city: Path, delivery: Delivery) -> None:
    """Write one delivery below the city's folder."""
    path = city / delivery.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if delivery.form == "copy":
        shutil.copyfile(city / str(delivery.origin), path)
    elif delivery.form == "broken":
        whole = workbook_bytes(delivery.tables)
        path.write_bytes(whole[: len(whole) * 6 // 10])
    elif delivery.form in ("api", "database"):
        path.mkdir(parents=True, exist_ok=True)
        {"api": write_pages, "database": write_batch}[delivery.form](path, delivery)
    else:
        path.write_bytes(bytes_of(delivery))


def bytes_of(delivery: Delivery) -> bytes:
    """The bytes of a file delivery."""
    if delivery.form == "csv":
        return csv_text(delivery.tables).encode(delivery.encoding)
    return {"xlsx": workbook_bytes, "xls": biff_bytes}[delivery.form](delivery.tables)


def cell(row: Row, name: str | None, layout: Layout) -> str:
    """The text of one cell: its planted spelling, else its value in the layout's words and way with days."""
    if name is None:
        return "综合科"
    if name in row.written:
        return row.written[name]
    value = row.values.get(name, "")
    if name in DAY_FIELDS and value:
        return f"{date.fromisoformat(value):{layout.days}}"
    return layout.words.get(name, {}).get(value, value)


def cells(row: Row, layout: Layout) -> list[str]:
    """All cells of a row; a shifted one stands one column further right and loses its last cell."""
    texts = [cell(row, name, layout) for _, name in layout.columns]
    return ["", *texts[:-1]] if row.shifted else texts


def csv_text(tables: tuple[Table, ...]) -> str:
    """Title lines, heading, rows, footer lines of the tables as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for table in tables:
        writer.writerows([line] for line in table.title)
        writer.writerow(heading for heading, _ in table.layout.columns)
        writer.writerows(cells(row, table.layout) for row in table.rows)
        writer.writerows(table.footer)
    return out.getvalue()


def workbook_bytes(tables: tuple[Table, ...]) -> bytes:
    """An .xlsx with a sheet per table; identifiers are text cells, title lines are merged over all columns."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2019, 3, 13), "comments": "合成数据"})
    day_format = book.add_format({"num_format": "yyyy/mm/dd"})
    for table in tables:
        sheet = book.add_worksheet(table.sheet)
        width = len(table.layout.columns)
        for line, text in enumerate(table.title):
            sheet.merge_range(line, 0, line, width - 1, text)
        sheet.write_row(len(table.title), 0, [heading for heading, _ in table.layout.columns])
        for line, row in enumerate(table.rows, start=len(table.title) + 1):
            for place, text in enumerate(cells(row, table.layout)):
                real = real_cell(row, table.layout, place)
                if isinstance(real, datetime):
                    sheet.write_datetime(line, place, real, day_format)
                elif real is not None:
                    sheet.write_number(line, place, real)
                elif text:
                    sheet.write_string(line, place, text)
        for line, texts in enumerate(table.footer, start=len(table.title) + 1 + len(table.rows)):
            sheet.write_row(line, 0, texts)
    book.close()
    return out.getvalue()


def real_cell(row: Row, layout: Layout, place: int) -> datetime | float | None:
    """A day or an amount as the workbook's own kind of cell, where the layout has them and nothing was planted."""
    name = layout.columns[place][1]
    if not layout.real_cells or row.shifted or name is None or name in row.written or not row.values.get(name):
        return None
    if name in DAY_FIELDS:
        return datetime.fromisoformat(row.values[name])
    return float(row.values[name]) if name in ("fine", "seized") else None


def biff_bytes(tables: tuple[Table, ...]) -> bytes:
    """A BIFF .xls with a sheet per table, all cells text."""
    out = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    for table in tables:
        sheet = book.add_sheet(table.sheet)
        lines = [[line] for line in table.title]
        lines.append([heading for heading, _ in table.layout.columns])
        lines += [cells(row, table.layout) for row in table.rows] + [list(line) for line in table.footer]
        for line, texts in enumerate(lines):
            for place, text in enumerate(texts):
                if text:
                    sheet.write(line, place, text)
    book.save(out)
    return out.getvalue()


def write_pages(folder: Path, delivery: Delivery) -> None:
    """The pages that the API answers with: page-1.json and so on."""
    (table,) = delivery.tables
    records = [
        {
            heading: text or None
            for (heading, _), text in zip(table.layout.columns, cells(row, table.layout), strict=True)
        }
        for row in table.rows
    ]
    for number, start in enumerate(range(0, max(len(records), 1), PAGE), start=1):
        body = {"code": 0, "total": len(records), "page": number, "size": PAGE, "data": records[start : start + PAGE]}
        (folder / f"page-{number}.json").write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")


def write_batch(folder: Path, delivery: Delivery) -> None:
    """The rows that the exchange table holds that night, as a plain file from which any database can be filled."""
    (table,) = delivery.tables
    body = {
        "table": delivery.source,
        "columns": [heading for heading, _ in table.layout.columns],
        "rows": [[text or None for text in cells(row, table.layout)] for row in table.rows],
    }
    (folder / f"{delivery.source}.json").write_text(json.dumps(body, ensure_ascii=False, indent=0), encoding="utf-8")
