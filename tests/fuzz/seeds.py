"""Good and odd files of every format, to be spoiled: small, synthetic, the same bytes each time."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from datetime import datetime
from html import escape

import xlsxwriter
import xlwt

from tests.fuzz.mutate import zip_of
from tests.hostile.base import Base, csv_bytes

B = Base(rows=3, wide=True)
B_DAY = datetime(2019, 1, 7)
RECORDS = [dict(zip(B.headings, line, strict=True)) for line in B.lines]
TITLE = [["示例市行政处罚信息公示表"], *B.table, ["备注：示例"]]


def texts() -> list[bytes]:
    quoted = B.spoiled(1, content='一,"二"\r\n三')
    return [
        csv_bytes(B.table),
        csv_bytes(TITLE, "gb18030", "\t", "\n"),
        csv_bytes(quoted, "utf-8-sig", ";"),
        csv_bytes(quoted, "utf-16"),
        b"a,b\n1,2\n",
        b"",
    ]


def jsons() -> list[bytes]:
    envelope = {"code": 0, "msg": "成功", "total": 3, "data": {"page": 1, "rows": RECORDS}}
    odd = [{"甲": 1, "乙": [1, {"丙": None}], "丁": 1.50}, {"甲": True, "乙": "😀"}]
    return [
        dumped(RECORDS),
        dumped(envelope),
        dumped(odd),
        dumped(RECORDS).decode().encode("gbk"),
        json.dumps(odd).encode(),
    ]


def lines() -> list[bytes]:
    return [b"".join(dumped(one) + b"\n" for one in RECORDS), b'{"a": 1}\n{"a": 2, "b": "x"}\n']


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def xmls() -> list[bytes]:
    rows = "".join(
        f"<row no='{n}'><CF_WSH>{escape(one['处罚决定书文号'])}</CF_WSH><CF_XDR_MC>{one['行政相对人名称']}</CF_XDR_MC>"
        f"<CF_JDRQ>2019-01-07</CF_JDRQ><CF_CFJG><![CDATA[示例局]]></CF_CFJG><BZ/></row>"
        for n, one in enumerate(RECORDS)
    )
    body = f"<rows total='3'>{rows}</rows>"
    message = (
        f"<ExchangeMessage><Header><sn>1</sn></Header><Body>{rows.replace('row', 'fields')}</Body></ExchangeMessage>"
    )
    return [
        f"<?xml version='1.0' encoding='UTF-8'?>{body}".encode(),
        f"<?xml version='1.0' encoding='GBK'?>{message}".encode("gbk"),
        f"<?xml version='1.0' encoding='UTF-16'?>{body}".encode("utf-16"),
    ]


def htmls() -> list[bytes]:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in B.table)
    plain = f"<html><head><meta charset='gbk'></head><body><table border=1><tr><td colspan={len(B.headings)}>示例</td></tr>{rows}</table></body></html>"
    return [plain.encode("gbk"), f"<table>{rows}</table>".encode(), b"<html><body><form>x</form></body></html>"]


def spreadsheetmls() -> list[bytes]:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{escape(cell)}</Data></Cell>' for cell in line) + "</Row>"
        for line in B.table
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    odd = '<Row ss:Index="9"><Cell ss:Index="3" ss:MergeDown="1"><Data ss:Type="Number">1.5</Data></Cell></Row>'
    return [
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="处罚"><Table>{rows}{odd}</Table></Worksheet></Workbook>'.encode()
    ]


def xlsxs() -> list[bytes]:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2019, 1, 1)})
        sheet = book.add_worksheet("处罚")
        sheet.merge_range(0, 0, 0, 5, "示例市行政处罚信息公示表")
        for n, line in enumerate(B.table, start=1):
            sheet.write_row(n, 0, line)
        sheet.write_datetime(6, 0, B_DAY, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula(6, 1, "=1+1", None, 2)
        sheet.write_number(6, 2, 420202199901011234)
        sheet.write_boolean(6, 3, True)
        sheet.write_rich_string(6, 4, "示", book.add_format({"bold": True}), "例")
        sheet.set_row(3, None, None, {"hidden": True})
        book.add_worksheet("封面").hide()
    return [out.getvalue(), zip_of([("xl/workbook.xml", b"<workbook/>")])]


def xlss() -> list[bytes]:
    book, out = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("处罚")
    for n, line in enumerate(B.table):
        for column, cell in enumerate(line):
            sheet.write(n, column, cell)
    sheet.write(5, 0, 43427.5)
    sheet.write(5, 1, xlwt.Formula("1+1"))
    sheet.write(5, 2, B_DAY, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    book.save(out)
    return [out.getvalue()]


def zips() -> list[bytes]:
    return [
        zip_of([("处罚.csv", csv_bytes(B.table)), ("封面.txt", "示例".encode())]),
        zip_of([("甲/处罚.json", dumped(RECORDS))]),
        zip_of([("处罚.xlsx", xlsxs()[0])]),
    ]


def gzips() -> list[bytes]:
    return [gzip.compress(data, mtime=0) for data in (csv_bytes(B.table), dumped(RECORDS), xmls()[0])]


def cells() -> list[bytes]:
    """Text tables that stage and check get to see, in both layouts and of a list: always UTF-8 with commas."""
    more = [("penalty", "2015"), ("permit", "2018"), ("permit", "2015"), ("black_list", None), ("subject", None)]
    return [csv_bytes(Base(dataset, 40, layout, wide=True).table) for dataset, layout in (("penalty", "2018"), *more)]


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "text": texts,
    "json": jsons,
    "ndjson": lines,
    "xml": xmls,
    "html": htmls,
    "spreadsheetml": spreadsheetmls,
    "xlsx": xlsxs,
    "xls": xlss,
    "zip": zips,
    "gzip": gzips,
    "check": cells,
}
