"""The canonical spelling of a field by its type. What is not clearly one value stays as it came, for the rules to refuse."""

from __future__ import annotations

from expectations.contract import Contract, Field
from transforms.several import SEPARATOR, spellings
from transforms.table import Table

# Types compared by a folded text: those that are written in Han characters, and those of Latin letters and digits.
FOLDED_TEXTS = ("name", "number", "unit", "code")
FOLDED_CODES = ("credit_code", "org_code", "reg_no", "id_no", "person_no")
FOLDING = FOLDED_TEXTS + FOLDED_CODES
YUAN, WAN = 1, 10_000
# Serial numbers of days from 1990 to 2049 in a workbook: (day 0, least, most); beyond them a number is no day.
SERIALS = {"1900": ("1899-12-30", 32_874, 54_788), "1904": ("1904-01-01", 31_412, 53_326)}


def literal(text: str | None) -> str:
    """A SQL text literal."""
    return "null::varchar" if text is None else "'" + text.replace("'", "''") + "'"


def folded(f: Field) -> str:
    """The folded text."""
    return f"x_fold_code({f.name})" if f.type in FOLDED_CODES else f"x_fold({f.name})"


def canonical(f: Field, table: Table) -> str:
    """SQL over the field and its folded text."""
    if f.type == "code":
        return code(f, table.layout)
    text = f"{f.name}_folded"
    return {
        "credit_code": text,
        "org_code": f"replace({text}, '-', '')",
        "reg_no": text,
        "id_no": f"x_id18({text})",
        "person_no": text,
        "day": day(f, table, "x_day"),
        "end": day(f, table, "x_end"),
        "month": f"x_month({f.name})",
        "wan": f"x_amount({f.name}, {YUAN if f.name in table.in_yuan else WAN})",
        "count": f"x_count({f.name})",
    }.get(f.type, f.name)


def day(f: Field, table: Table, macro: str) -> str:
    """A day; in a workbook a bare serial number is one too."""
    system = table.sheet.date_system
    if system is None:
        return f"{macro}({f.name})"
    origin, least, most = SERIALS[system]
    serial = f"regexp_matches({f.name}, '\\A[0-9]{{5}}(?:\\.[0-9]+)?\\z')"
    return f"case when {serial} then x_serial({f.name}, '{origin}', {least}, {most}) else {macro}({f.name}) end"


def code(f: Field, layout: str | None) -> str:
    """The value of the code table that a spelling stands for; the text as it came where it stands for none."""
    known = spellings(f.codes or "", layout)
    whens = " ".join(f"when {literal(spelling)} then {literal(value)}" for spelling, value in known.items())
    one = f"case {f.name}_folded {whens} else {f.name} end"
    if not f.several:
        return one
    many = f"x_values_any({literal(f.codes)}, {literal(layout or '')}, {f.name})"
    return f"case when regexp_matches({f.name}, '{SEPARATOR.pattern}') then {many} else {one} end"


def beside(contract: Contract, table: Table, present: frozenset[str]) -> list[str]:
    """What the rules must know of amounts that their value does not say.

    `<amount>_unit`: the unit that a cell names itself where the heading names another one. `<amount>_stated`: the fines
    that the text of the decision states, and their total, in 元 with | around each.
    """
    columns = []
    for f in contract.fields:
        if f.type == "wan":
            heading = "元" if f.name in table.in_yuan else "万元"
            unit = f"nullif(x_unit({f.name}), '{heading}')" if f.name in present else "null::varchar"
            columns.append(f"{unit} as {f.name}_unit")
    if contract.text_amount:
        amount, text = contract.text_amount
        stated = f"x_fines({text})" if {amount, text} <= present else "null::varchar"
        columns.append(f"{stated} as {amount}_stated")
    return columns
