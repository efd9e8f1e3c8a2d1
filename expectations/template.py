"""The workbook that a department fills: official headings, text cells, drop-downs for codes, expectations as notes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from expectations.codes import code_table
from expectations.contract import Contract, Field
from expectations.dictionary import dictionary, type_words
from expectations.rules import REJECT, Shape, rules_for

MADE = datetime(2019, 1, 1)  # the same contract gives the same bytes
ROWS = 5000  # lines with drop-downs
SHEET, GUIDE = "数据", "填写说明"
REQUIRED, DUE = "#F4B6B6", "#FBE3B4"
TITLE = 32  # characters of the title of a hint
# Shown when a cell is chosen: what people would write otherwise.
HINTS = {
    "day": "写作 2019-03-15（文本），不写时间，不用公式。",
    "end": "写作 2019-03-15（文本）；没有截止日期的写“长期”。",
    "month": "写作 2019-03（文本）。",
    "wan": "以万元为单位，只写数字，如 1.5。",
}
UNIVERSAL = ("R15", "R20")  # hold for every cell and are not repeated in the notes


def write_template(contract: Contract, path: Path, layout: str | None = None) -> None:
    """Write the template of one layout (the first one when none is named); ValueError when there is no such layout."""
    layout = layout or contract.layout_names[0]
    if layout not in contract.layout_names:
        raise ValueError(f"{contract.name} has no layout {layout!r}; it has {contract.layout_names}")
    fields = contract.fields_in(layout)
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"title": contract.title, "created": MADE})
        fill_data(book, contract, layout, fields)
        fill_guide(book, contract, layout, fields)


def heading_in(contract: Contract, f: Field, layout: str | None) -> str:
    """The heading by which a layout calls the field: the title in the first layout, its own word in the others."""
    if layout == contract.layout_names[0]:
        return f.title
    marks = {mark for known in contract.layouts if known.name == layout for mark in known.marks}
    own = chinese(f.aliases_in.get(layout or "", ()))
    likely = [alias for alias in chinese(f.aliases) if alias in marks or alias.startswith(own)]
    return (*likely, *own, f.title)[0]


def chinese(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings that people read, column names of exchange tables (XK_WSH) left out."""
    return tuple(heading for heading in headings if not heading.isascii())


def fill_data(book: xlsxwriter.Workbook, contract: Contract, layout: str | None, fields: tuple[Field, ...]) -> None:
    """The sheet to fill: one heading line, coloured where a cell is required, and text cells below."""
    sheet = book.add_worksheet(SHEET)
    text = book.add_format({"num_format": "@"})
    notes = notes_of(contract, layout)
    for column, f in enumerate(fields):
        heading = heading_in(contract, f, layout)
        sheet.set_column(column, column, max(12, 2 * len(heading) + 2), text)
        sheet.write_string(0, column, heading, book.add_format(heading_look(f)))
        sheet.write_comment(0, column, notes.get(f.name) or type_words(entry(contract, f)), {"x_scale": 2})
        if f.codes:
            offer_codes(sheet, column, f)
        elif f.type in HINTS:
            hint = {"validate": "any", "input_title": heading[:TITLE], "input_message": HINTS[f.type]}
            sheet.data_validation(1, column, ROWS, column, hint)
    sheet.freeze_panes(1, 1)


def heading_look(f: Field) -> dict:
    """Bold, in a colour that says whether the cell must be filled."""
    colour = REQUIRED if f.required else DUE if f.due else None
    return {"bold": True, "num_format": "@", "border": 1} | ({"bg_color": colour} if colour else {})


def offer_codes(sheet: Worksheet, column: int, f: Field) -> None:
    """A drop-down of the code table; other entries are stopped only where no other can be right."""
    table = code_table(f.codes or "")
    offer = {
        "validate": "list",
        "source": list(table.values),
        "show_error": not f.several and not table.beginnings(),
        "error_title": "不在代码表中",
        "error_message": "请从下拉列表中选择。",
    }
    if f.several:
        offer |= {"input_title": "可填多项", "input_message": "多项之间用；分隔。"}
    sheet.data_validation(1, column, ROWS, column, offer)


def notes_of(contract: Contract, layout: str | None) -> dict[str, str]:
    """Field name → what its rules expect, one line each."""
    everything = frozenset(f.name for f in contract.fields_in(layout))
    lines: dict[str, list[str]] = {}
    for rule in rules_for(contract, Shape(layout, everything, date.max)):
        if rule.field and rule.severity == REJECT and rule.id not in UNIVERSAL:
            lines.setdefault(rule.field, []).append(rule.says.partition("；")[0])
    return {name: "\n".join(dict.fromkeys(says)) for name, says in lines.items()}


def fill_guide(book: xlsxwriter.Workbook, contract: Contract, layout: str | None, fields: tuple[Field, ...]) -> None:
    """The sheet that lists the columns: what they are, whether they must be filled, how they are written."""
    sheet = book.add_worksheet(GUIDE)
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 2, 80)
    sheet.write_row(0, 0, [f"{contract.title}：每行填{contract.grain}；红底必填，黄底按条件必填"], bold)
    sheet.write_row(1, 0, ["列的名称", "是否必填", "写法"], bold)
    for line, f in enumerate(fields, start=2):
        must = "必填" if f.required else f"{f.due_says}必填" if f.due else "选填"
        sheet.write_row(line, 0, [heading_in(contract, f, layout), must, f"填{type_words(entry(contract, f))}"])


def entry(contract: Contract, f: Field) -> dict:
    """The field's entry of the dictionary."""
    return next(known for known in dictionary(contract)["fields"] if known["name"] == f.name)
