"""The SELECT that stages one sheet, in layers: each works on columns that the one below has finished."""

from __future__ import annotations

from cities.source import Source
from expectations.contract import Contract, Field
from transforms.stage.canonical import FOLDING, beside, canonical, folded, literal
from transforms.stage.identity import compared, content_hash, key, party, person, unit_joins
from transforms.stage.notes import is_row
from transforms.stage.split import is_own, kind_of
from transforms.table import Table

MARK_LENGTH = 12  # digits of the content hash in the mark of a row that was accepted (see transforms.match.MARK)


def staged_sql(table: Table, source: Source | None, cells: str, number: int) -> str:
    """Stage the rows of `cells`, those of the table's dataset that were not marked as accepted before."""
    contract = table.contract
    present = stated(table, source)
    kinds = f", {kind_of(table)} as kind_of" if contract.split else ""
    marks = f", {table.mark} as mark" if table.mark else ""
    kept = ["kind_of"] * bool(kinds) + ["mark"] * bool(marks)
    return f"""
with cells as (
  select *, x_ragged(concat_ws('|', {", ".join(cells_of(table))})) as is_ragged from {cells} where row_no > {table.heading_row}
), trimmed as (
  select row_no, fields, {", ".join(trimmed(cell) for cell in cells_of(table))} from cells
), filled as (
  select {row_number(table)} as row_no, {whole_fields(table)} as fields,
    {", ".join(f"{raw(table, source, f)} as {f.name}" for f in contract.fields)}{kinds}{marks}
  from trimmed where {is_row(table, cells_of(table), required(table, source))}
), folded as (
  select *{"".join(f", {folded(f)} as {f.name}_folded" for f in contract.fields if f.type in FOLDING and f.name in present)}
  from filled
), canonical as (
  select {", ".join(["row_no", "fields", *kept, *canonical_columns(contract, table, present)])}
  from folded {unit_joins(contract, present)}
), who as (
  select *, {person(contract)} as person from canonical
), keyed as (
  select *, {party(contract)} as party from who
), hashed as (
  select {number} as sheet_no, row_no, {literal(table.sheet.name)} as sheet, fields, * exclude (row_no, fields),
    {key(contract)} as key, {content_hash(contract)} as content_hash
  from keyed{f" where {is_own(table, source, 'kind_of')}" if table.divided else ""}
)
select *{" exclude (mark)" if marks else ""} from hashed{f" where mark is distinct from left(content_hash, {MARK_LENGTH})" if marks else ""}"""


def stated(table: Table, source: Source | None) -> frozenset[str]:
    """The fields that the file or the source's constants give."""
    return frozenset(table.columns) | frozenset(source.constants if source else ())


def canonical_columns(contract: Contract, table: Table, present: frozenset[str]) -> list[str]:
    """Every field in canonical spelling, what amounts say besides, the columns by which fields are compared."""
    columns = [f"{canonical(f, table) if f.name in present else 'null::varchar'} as {f.name}" for f in contract.fields]
    return columns + beside(contract, table, present) + compared(contract, present)


def row_number(table: Table) -> str:
    """A spreadsheet's own numbers; in a text table the record number with the heading as 1."""
    if table.sheet.numbered == "sheet" or table.sheet.headings is not None:
        return "row_no"
    return f"row_no - {table.heading_row - 1}"


def trimmed(cell: str) -> str:
    """The cell without white space at its ends; few lines have any, and one look at the whole line tells."""
    return f"case when is_ragged then x_trim({cell}) else nullif({cell}, '') end as {cell}"


def cells_of(table: Table) -> list[str]:
    """All cells of a line."""
    return [f"c{i}" for i in range(table.sheet.width)]


def whole_fields(table: Table) -> str:
    """How many cells the record has: those beyond the last heading count only when one of them is filled.

    A record as long as the heading's own is whole: columns without a heading are reported, not shifted.
    """
    beyond = cells_of(table)[table.width :]
    if not beyond or table.sheet.headings is not None:
        return "fields"
    empty = f"coalesce({', '.join(beyond)}) is null"
    whole = f"fields = {table.fields} or (fields between {table.width} and {table.sheet.width} and {empty})"
    return f"case when {whole} then {table.width} else fields end"


def required(table: Table, source: Source | None) -> list[str]:
    """The cells of the columns that must be filled, null for a spelling of nothing; constants fill themselves."""
    constants = source.constants if source else {}
    fields = [f for f in table.contract.fields if f.required and f.name in table.columns and f.name not in constants]
    return [raw(table, source, f) for f in fields]


def raw(table: Table, source: Source | None, f: Field) -> str:
    """The field's cell, the source's constants and recodes applied; null for a spelling of nothing."""
    if source and f.name in source.constants:
        return literal(source.constants[f.name])
    if f.name not in table.columns:
        return "null::varchar"
    cell = table.columns[f.name]
    if source and f.name in source.recode:
        whens = " ".join(f"when {literal(a)} then {literal(b)}" for a, b in source.recode[f.name].items())
        cell = f"(case {cell} {whens} else {cell} end)"
    return f"x_filled({cell})"
