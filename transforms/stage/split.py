"""Sheets divided between datasets: what each row says it is, and which rows belong to a table."""

from __future__ import annotations

from cities.source import Source
from transforms.kinds import kind_by_name, words
from transforms.stage.canonical import literal
from transforms.table import Table

NO_KIND = "?"  # a row that must name a dataset of the source and does not


def kind_of(table: Table) -> str | None:
    """SQL over the cells, for contracts told apart by a column: the dataset that the row names.

    On a divided sheet a row that names none is marked, to be refused; elsewhere it names nothing, and that is lawful.
    Where no column says it, the sheet's own name may.
    """
    split = table.contract.split
    if split is None:
        return None
    otherwise = literal(NO_KIND) if table.divided else "null::varchar"
    if table.kind is None:
        return literal(kind_by_name(table.sheet, split)) if table.divided and by_name(table) else otherwise
    whens = " ".join(f"when {literal(word)} then {literal(dataset)}" for word, dataset in words(split).items())
    return f"case x_fold({table.kind}) {whens} else {otherwise} end"


def by_name(table: Table) -> bool:
    """Whether the sheet's name says of which dataset its rows are."""
    return table.contract.split is not None and kind_by_name(table.sheet, table.contract.split) is not None


def answers_for_others(table: Table, source: Source | None) -> bool:
    """Whether the table takes the rows of a divided sheet that name no dataset: the source's first one does."""
    return source is None or source.datasets[0] == table.contract.name


def is_own(table: Table, source: Source | None, kind: str) -> str:
    """The condition under which a row of a divided sheet, of the dataset `kind` (SQL), belongs to the table."""
    nobody = f", {literal(NO_KIND)}" if answers_for_others(table, source) else ""
    return f"{kind} in ({literal(table.contract.name)}{nobody})"
