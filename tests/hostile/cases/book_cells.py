"""Cells that are not what they seem: days as numbers, numbers as texts, formulas, errors, lost digits."""

from __future__ import annotations

from datetime import date, datetime

from cities.demo.generator.codes import reg_no, resident_id
from tests.hostile.case import Case
from tests.hostile.cases._books import (
    DATE_STYLES,
    HEAD,
    MAIN,
    SHEET,
    Xml,
    book_parts,
    formatted,
    hand_xlsx,
    html,
    packed,
    rows_xml,
    sheet_xml,
    spreadsheetml,
    xls,
    xls_of,
    xlsx,
)
from tests.hostile.cases._people import person
from tests.hostile.cases._table import Grid, Line, Make, Table, bad, case, good, refused

DAY = 43427  # 2018-11-23 in the calendar of 1900
DAY_1904 = DAY - 1462
THAT_DAY = "2018-11-23"


def error(text: str) -> Xml:
    """An error cell."""
    return Xml(f'<c r="{{r}}" t="e"><v>{text}</v></c>')


def formula(text: str, result: str | None = None, kind: str = "str") -> Xml:
    """A formula, with the result that was saved or without any."""
    if result is None:
        return Xml(f'<c r="{{r}}"><f>{text}</f></c>')
    return Xml(f'<c r="{{r}}" t="{kind}"><f>{text}</f><v>{result}</v></c>')


def inline(xml: str) -> Xml:
    """An inline text of this XML."""
    return Xml(f'<c r="{{r}}" t="inlineStr"><is>{xml}</is></c>')


def number(text: str) -> Xml:
    """A number spelled like this in the file."""
    return Xml(f'<c r="{{r}}"><v>{text}</v></c>')


def day(cell: object, loads: str = THAT_DAY) -> Line:
    """A decision date that must load as this day."""
    return good({"decided_on": loads}, decided_on=cell)


def by_hand(id: str, *lines: Line, dataset: str = "penalty", workbook: str = "", **more) -> Case:
    """A case of a workbook made by hand, with a style for days."""
    make = lambda grid: hand_xlsx(grid, styles=DATE_STYLES, workbook=workbook)  # noqa: E731
    return case(id, "处罚.xlsx", make, Table(dataset, lines), sheet=SHEET, **more)


def by_library(id: str, make, *lines: Line, file: str = "处罚.xlsx", **more) -> Case:
    """A case of a workbook made by a library."""
    return case(id, file, make, Table("penalty", lines), sheet=SHEET, **more)


def missing_shared_string(grid: Grid) -> Make:
    """A cell that points at a shared text which is not there."""
    shared = f'{HEAD}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>甲</t></si></sst>'
    lines = [*grid[:-1], [Xml('<c r="{r}" t="s"><v>99</v></c>'), *grid[-1][1:]]]
    return packed(book_parts({SHEET: sheet_xml(rows_xml(lines))}, shared=shared))


def biff_errors(book, made) -> None:
    """Error cells in the rows 3 and 4 (处罚机关, 备注)."""
    made[SHEET].row(2).set_cell_error(AUTHORITY, 0x2A)
    made[SHEET].row(3).set_cell_error(BROKEN.column("decided_on"), 0x17)


BROKEN = Table("penalty", (good(), bad("R15", authority=None), bad("R15", decided_on=None), good()))
AUTHORITY = BROKEN.column("authority")
TEXTS = (
    good(remark="007"),
    good(remark="1E5"),
    good(remark="1.10"),
    good(remark="None"),
    good(remark="NA"),
    good(remark="nan"),
    good(remark="TRUE"),
    good(remark="2018-11-23"),
    good(remark="+86"),
    good(remark="=1+1"),
    good(remark="@SUM(A1)"),
    good(remark="0x1F"),
    good(remark="１２３"),
    good(tax_no="000420200123456"),
    bad("R04", decided_on="1E5"),
)

CASES: list[Case] = [
    # Days as a spreadsheet keeps them.
    by_hand(
        "cells-days-1900",
        day(formatted(DAY)),
        day(number(f"{DAY}")),
        day(number(f"{DAY}.0")),
        day(formatted(f"{DAY}.5")),
        day(f"{THAT_DAY}"),
        day(f" {THAT_DAY} "),
        day(formatted(32874), "1990-01-01"),
        day(number("32874"), "1990-01-01"),
        day(formatted(43539), "2019-03-15"),
        bad("R04", decided_on=formatted(43540)),  # the day after the night
        bad("R04", decided_on=number("43540")),
        bad("R04", decided_on=number("32873")),  # a number that may be anything
        bad("R04", decided_on=number("60")),
        bad("R04", decided_on=formatted(60)),  # 1900-02-29, which never was
        bad("R04", decided_on=formatted(59)),
        bad("R04", decided_on=formatted(-1)),
        bad("R04", decided_on=formatted(0)),
        bad("R04", decided_on=number("-43427")),
        bad("R04", decided_on=formatted("1E300")),
        bad("R04", decided_on=number("2018")),
        bad("R04", decided_on=Xml('<c r="{r}" t="b"><v>1</v></c>')),
        good({"decided_on": "2018-11-23"}, decided_on=number("20181123")),
    ),
    by_hand(
        "cells-days-1904",
        day(formatted(DAY_1904)),
        day(number(f"{DAY_1904}")),
        day(THAT_DAY),
        bad("R04", decided_on=number(f"{43540 - 1462}")),
        workbook='<workbookPr date1904="1"/>',
    ),
    by_library(
        "cells-days-xls",
        xls,
        day(date(2018, 11, 23)),
        day(DAY),
        day(THAT_DAY),
        bad("R04", decided_on=60),
        file="处罚.xls",
    ),
    by_library(
        "cells-days-1904-xls",
        lambda grid: xls_of({SHEET: grid}, dates_1904=True),
        day(date(2018, 11, 23)),
        day(DAY_1904),
        day(THAT_DAY),
        file="处罚.xls",
    ),
    by_library(
        "cells-days-by-library",
        xlsx,
        day(date(2018, 11, 23)),
        day(datetime(2018, 11, 23, 8, 30)),
        day("2018/11/23"),
        bad("R04", decided_on="11/23/2018"),
    ),
    case(
        "cells-ends-as-serials",
        "许可.xlsx",
        lambda grid: hand_xlsx(grid, styles=DATE_STYLES),
        Table(
            "permit",
            (
                good({"valid_to": "2049-12-31"}, valid_to=number("54788")),
                bad("R04", valid_to=number("54789")),
                good({"valid_to": None}, valid_to=formatted(73050)),  # 2099-12-31: without end
                good({"valid_to": None}, valid_to="长期"),
                good({"valid_to": "2020-01-01"}, valid_to=formatted(43831)),
            ),
        ),
        sheet=SHEET,
    ),
    case(
        "cells-typed-spreadsheetml",
        "处罚.xls",
        lambda grid: spreadsheetml({SHEET: grid}),
        Table(
            "penalty",
            (
                day(date(2018, 11, 23)),
                good({"fine_wan": "0.2"}, fine_wan=0.2),
                good(fine_wan="0.20", want={"fine_wan": "0.2"}),
                bad("R15", authority=Xml('<Cell{place}><Data ss:Type="Error">#N/A</Data></Cell>')),
                good(
                    remark=Xml(
                        '<Cell{place}><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">'
                        "<B>粗</B>体</ss:Data></Cell>"
                    ),
                    want={"remark": "粗体"},
                ),
                bad("R08", reg_no=Xml('<Cell{place}><Data ss:Type="Number">4.2020219990101103E+17</Data></Cell>')),
            ),
        ),
        sheet=SHEET,
    ),
    case(
        "cells-exact-numbers-in-html",
        "处罚.xls",
        html,
        Table(
            "penalty",
            (
                good({"reg_no": reg_no("429700", 7)}, reg_no=Xml(f'<td x:num="{reg_no("429700", 7)}">4.297E+14</td>')),
                good({"fine_wan": "0.123456"}, fine_wan=Xml('<td x:num="0.123456">0.12</td>')),
                good({"remark": "甲\n乙"}, remark=Xml("<td>甲<br>乙</td>")),
                good({"remark": "甲&乙\xa0<丙>"}, remark=Xml("<td>甲&amp;乙&nbsp;&lt;丙&gt;</td>")),
                good({"remark": "007"}, remark=Xml("<td x:str='007'>007</td>")),
                good({"remark": "粗体"}, remark=Xml("<td><b>粗</b><font color=red>体</font></td>")),
            ),
        ),
    ),
    # Texts stay texts, numbers keep what they say.
    by_library("cells-texts-like-numbers", xlsx, *TEXTS),
    by_library("cells-texts-like-numbers-xls", xls, *TEXTS, file="处罚.xls"),
    by_library(
        "cells-numbers",
        xlsx,
        good({"fine_wan": "0.2"}, fine_wan=0.2),
        good({"fine_wan": "0.3"}, fine_wan=0.1 + 0.2),
        good({"fine_wan": "123456.789"}, fine_wan=123456.789),
        good({"fine_wan": "3"}, fine_wan=3),
        good({"fine_wan": "0"}, fine_wan=0.0),
        good({"fine_wan": "0.000001"}, fine_wan=0.000001),
        bad("R11", fine_wan=0.0000001),
        bad("R11", fine_wan=-1.5),
        good({"reg_no": "429700000000019"}, reg_no=429700000000019),  # 15 digits: a spreadsheet keeps them all
        good({"doc_no": "20190001"}, doc_no=20190001),
        good({"remark": "TRUE"}, remark=True),
        good({"category": "罚款"}, category=2),
        good({"state": "正常"}, state=1),
    ),
    by_library(
        "cells-lost-digits",
        xlsx,
        good(),
        bad("R08", reg_no=4297970000000000.0 * 100),
        bad("R08", doc_no=420202199901011234567),
        bad("R08|R05", credit_code=429700123456789012),
        bad("R08|R06", org_code=4.297e17),
        good(),
        says=("精度",),
    ),
    by_library(
        "cells-resident-ids-as-numbers",
        xlsx,
        bad("R08", **person(1, id_no=int(resident_id(1)[:17] + "0"))),
        bad("R08", **person(2, id_no="4.29797E+17")),
        good(**person(3)),
    ),
    by_library(
        "cells-lost-digits-xls",
        xls,
        good(),
        bad("R08", reg_no=4297970000000000.0 * 100),
        bad("R08", doc_no=4.2020219990101e19),
        good(),
        file="处罚.xls",
    ),
    # Formulas and errors.
    by_hand(
        "cells-formulas",
        good({"authority": "示例市示例局"}, authority=formula("A1", "示例市示例局")),
        good({"fine_wan": "2.5"}, fine_wan=formula("1+1.5", "2.5", "n")),
        good({"remark": None}, remark=formula('""', "")),
        bad("R15", authority=formula("VLOOKUP(A1,B:C,2)")),
        bad("R15", decided_on=formula("TODAY()")),
        bad("R15", doc_no=formula("[1]Sheet1!A1", "#REF!", "e")),
        bad("R01", authority=formula('""', "")),
        bad("R15", remark=Xml('<c r="{r}"><f t="shared" si="0"/></c>')),
        good(),
        says=("公式",),
    ),
    by_hand(
        "cells-errors",
        *(bad("R15", remark=error(e)) for e in ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")),
        *(good() for _ in range(8)),
    ),
    by_library(
        "cells-error-texts",
        xlsx,
        bad("R15", authority="#N/A"),
        bad("R15", content="#REF!"),
        good(content="参见#N/A一节"),
        good(),
        good(),
    ),
    by_library("cells-errors-xls", lambda grid: xls_of({SHEET: grid}, biff_errors), *BROKEN.lines, file="处罚.xls"),
    # Characters.
    by_hand(
        "cells-runs-readings-escapes",
        good({"party_name": "示例甲公司"}, party_name=inline("<r><t>示例</t></r><r><rPr><i/></rPr><t>甲公司</t></r>")),
        good(
            {"party_name": "示例乙公司"}, party_name=inline('<t>示例乙公司</t><rPh sb="0" eb="2"><t>dubious</t></rPh>')
        ),
        good({"content": "第一行\n第二行"}, content="第一行\n第二行"),
        good({"content": "第一行\r\n第二行"}, content=inline("<t>第一行_x000D_&#10;第二行</t>")),
        good({"remark": "_x0041_"}, remark=inline("<t>_x005F_x0041_</t>")),
        bad("R15", party_name="示例\n丁公司"),
        bad("R15", party_name=inline("<t>示例_x0007_戊公司</t>")),
        bad("R15", doc_no="示罚〔2019〕\n9号"),
        good(),
        never=("dubious",),
    ),
    refused("cells-missing-shared-string", "处罚.xlsx", missing_shared_string(Table("penalty", (good(),)).grid), ""),
]
