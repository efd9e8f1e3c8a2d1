"""The release's tables: the measures' tables of all measures as one, receipts as rows; sorted, with fixed types."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from portal.allowed import TABLES
from portal.gate import OTHER, Known, check_keys, check_table, fits
from portal.publication import Publication, PublicationStopped

TYPES = {"count": pa.int64(), "flag": pa.bool_(), "points": pa.decimal128(7, 4)}

FOLDED = {"list_type": "其他名单"}  # kinds whose odd values are added up under this name; units are under OTHER


def tables(publication: Publication, index: dict, receipts: dict, known: Known) -> dict[str, pa.Table]:
    """Name → table with the columns of gate.TABLES. PublicationStopped for any other column or value."""
    measures = publication.measures.items()
    given = {
        "measure": rows(measure_rows(index)),
        "measure_by_department": together((id, measure.by_department) for id, measure in measures),
        "measure_by_county": together((id, measure.by_county) for id, measure in measures),
        "measure_reasons": together((id, measure.reasons) for id, measure in measures),
        "quality": publication.quality,
        "refused": publication.refused,
        "indicator": rows(indicator_rows(index)),
        "gate": rows(gate_rows(index)),
        "receipt": rows(receipt_rows(receipts)),
    }
    return {name: formed(name, table, known) for name, table in given.items()}


def formed(name: str, table: pa.Table | None, known: Known) -> pa.Table:
    """The table with the columns, types and order of its form, what the city does not know added up."""
    form = TABLES[name]
    schema = pa.schema([(column, TYPES.get(kind.rstrip("?"), pa.string())) for column, kind in form.items()])
    if table is None:
        return schema.empty_table()
    check_keys(f"数据表 {name}", table.column_names, list(form))
    try:
        table = table.select(list(form)).replace_schema_metadata(None).cast(schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise PublicationStopped(f"发布中止：数据表 {name} 的列类型不是许可的类型。") from None
    for column, kind in form.items():
        if kind.rstrip("?") in {**known, **FOLDED}:
            table = fold(table, form, column, known)
    check_table(name, table, known)
    return table.sort_by([(column, "ascending") for column in form])


def fold(table: pa.Table, form: dict[str, str], column: str, known: Known) -> pa.Table:
    """Rows whose unit or list the city does not know, added up under one name: their text is somebody's, not ours."""
    values = table[column].to_pylist()
    fitting = [fits(form[column], value, known) for value in values]
    if all(fitting):
        return table
    other = FOLDED.get(form[column].rstrip("?"), OTHER)
    kept = [value if fit else other for value, fit in zip(values, fitting, strict=True)]
    table = table.set_column(table.column_names.index(column), column, pa.array(kept, pa.string()))
    counts = [name for name, kind in form.items() if kind == "count"]
    keys = [name for name in form if name not in counts]
    added = table.group_by(keys).aggregate([(name, "sum") for name in counts])
    return added.rename_columns([*keys, *counts]).select(list(form))


def together(parts: Iterable[tuple[str, pa.Table]]) -> pa.Table | None:
    """The tables of all measures under one another, with the measure's id in front; None when there is none."""
    named = [part.add_column(0, "measure", pa.array([id] * len(part), pa.string())) for id, part in parts]
    try:
        return pa.concat_tables(named, promote_options="permissive") if named else None
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        raise PublicationStopped("发布中止：各项测算的分表列类型不一致。") from None


def rows(found: list[dict]) -> pa.Table | None:
    """Rows of documents as a table with the columns that they have; None when there is none."""
    return pa.Table.from_pylist(found) if found else None


def measure_rows(index: dict) -> list[dict]:
    """One row per measure; its rate follows from its counts."""
    return [
        {"measure": id} | {key: value for key, value in row.items() if key != "rate"}
        for id, row in index["measures"].items()
    ]


def indicator_rows(index: dict) -> list[dict]:
    """One row per indicator."""
    return [{"indicator": id, **row} for id, row in index["indicators"].items()]


def gate_rows(index: dict) -> list[dict]:
    """One row per veto gate."""
    return [{"gate": row["no"], **{key: value for key, value in row.items() if key != "no"}} for row in index["gates"]]


def receipt_rows(receipts: dict) -> list[dict]:
    """One row per file and dataset of the night."""
    return [
        {key: source[key] for key in ("department", "state", "since")}
        | {"source": source["id"]}
        | {key: value for key, value in file.items() if key != "receipt"}
        | file["receipt"]
        for source in receipts["sources"]
        for file in source["files"]
    ]
