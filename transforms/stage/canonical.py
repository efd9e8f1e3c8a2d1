"""The canonical spelling of a field by its type. What is not clearly one value stays as it came, for the rules to refuse."""

from __future__ import annotations

from expectations.codes import code_table
from expectations.contract import Field
from transforms.table import Table
from transforms.text import fold

# Types whose spelling is judged on the folded text.
FOLDING = (
    "name", "number", "unit", "code", "credit_code", "org_code", "reg_no", "id_no", "person_no", "day", "end", "month",
    "wan", "count",
)  # fmt: skip


def literal(text: str | None) -> str:
    """A SQL text literal."""
    return "null::varchar" if text is None else "'" + text.replace("'", "''") + "'"


def folded(f: Field) -> str:
    """The folded text; a day in its commonest spelling is folded already."""
    if f.type in ("day", "end"):
        return f"case when x_plain_day({f.name}) then {f.name} else x_fold({f.name}) end"
    return f"x_fold({f.name})"


def canonical(f: Field, table: Table) -> str:
    """SQL over the field and its folded text."""
    if f.type == "code":
        return code(f, table.layout)
    text = f"{f.name}_folded"
    factor = "0.0001" if f.name in table.in_yuan else "1"
    return {
        "credit_code": text,
        "org_code": f"replace({text}, '-', '')",
        "reg_no": text,
        "id_no": f"x_id18({text})",
        "person_no": text,
        "day": f"x_day({f.name}, {text})",
        "end": f"x_end({f.name}, {text})",
        "month": f"x_month({f.name}, {text})",
        "wan": f"x_amount({f.name}, {text}, {factor})",
        "count": f"x_count({f.name}, {text})",
    }.get(f.type, f.name)


def code(f: Field, layout: str | None) -> str:
    """The value of the code table that a spelling stands for; the text as it came where it stands for none."""
    known = code_table(f.codes or "")
    spelt = {fold(s): v for s, v in known.exact(layout).items()} | {fold(v): v for v in known.values if not v.isdigit()}
    whens = " ".join(f"when {literal(spelling)} then {literal(value)}" for spelling, value in spelt.items())
    return f"case {f.name}_folded {whens} else {f.name} end"
