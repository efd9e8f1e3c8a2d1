"""The documents behind the index: one per measure and per indicator, receipts of the night, quality of the data."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath

import pyarrow as pa

from portal.gate import FORMATS, check_document
from portal.overview import counts, head, known_units, rate, score, source
from portal.publication import Publication
from scoring.edition import Indicator

RATES = {
    "loaded_rate": ("loaded", ("received",)),
    "accepted_rate": ("keys_accepted", ("keys_received",)),
    "filled_rate": ("cells_filled", ("cells_due",)),
    "linked_rate": ("rows_linked", ("rows_linkable",)),
    "late_rate": ("late", ("late", "on_time")),
}


def measure(publication: Publication, id: str, found: dict[str, pa.Table]) -> dict:
    """The document of one measure with its tables, the largest gap first."""
    counted = publication.measures[id]
    document = head(publication) | {
        "id": id,
        "title": counted.title,
        "says": counted.says,
        **counts(counted),
        "departments": by_gap(of_measure(found["measure_by_department"], id)),
        "counties": by_gap(of_measure(found["measure_by_county"], id)),
        "reasons": sorted(of_measure(found["measure_reasons"], id), key=lambda row: (-row["members"], row["reason"])),
    }
    check_document("measure", document, known_units(publication))
    return document


def of_measure(table: pa.Table, id: str) -> list[dict]:
    """The rows of one measure, its id left out."""
    return [
        {key: value for key, value in row.items() if key != "measure"}
        for row in table.to_pylist()
        if row["measure"] == id
    ]


def by_gap(rows: list[dict]) -> list[dict]:
    """Units with most members not covered first."""
    return sorted(rows, key=lambda row: (row["covered"] - row["total"], str(next(iter(row.values())))))


def indicator(publication: Publication, row: Indicator) -> dict:
    """The document of one row of the edition: rule, result and inputs."""
    found = publication.result["indicators"][row.id]
    given = (publication.result.get("inputs") or {}).get(row.id) or {}
    document = head(publication) | {
        "id": row.id,
        "item": row.item,
        "title": row.title,
        "kind": row.kind,
        "says": row.says,
        "clause": row.clause,
        "units": list(row.units),
        "evidence": row.evidence,
        **score(found),
        "notes": list(found["notes"]),
        "inputs": [
            {"name": each.name, "title": each.title, "value": figure(given.get(each.name))} for each in row.inputs
        ],
        "measures": sorted({origin.measure for origin in row.origins.values()} & publication.measures.keys()),
    }
    check_document("indicator", document, known_units(publication))
    return document


def figure(given: object) -> object:
    """An input as JSON has it: a whole decimal text as a number, so that no figure looks like somebody's number."""
    if isinstance(given, list | tuple):
        return [figure(each) for each in given]
    if isinstance(given, str) and given.isascii() and given.isdigit():
        return int(given)
    return str(given) if isinstance(given, Decimal | Fraction) else given


def receipts(publication: Publication) -> dict:
    """The document `receipts`: what every source delivered this night, and what became of each row."""
    found = sorted(publication.sources, key=lambda each: each["id"])
    document = head(publication) | {
        "sources": [source(each, publication) | {"files": [delivery(file) for file in each["files"]]} for each in found]
    }
    check_document("receipts", document, known_units(publication))
    return document


def delivery(file: dict) -> dict:
    """A file by its hash (None when it could not be landed) and format.

    Its name stays inside: whoever named it may have named a person.
    """
    suffix = PurePath(file["file"]).suffix.lstrip(".").lower()
    return {
        "sha256": file["sha256"] or None,
        "suffix": suffix if suffix in FORMATS else "",
        "dataset": file["dataset"],
        "repeat": file["repeat"],
        "receipt": file["receipt"],
    }


def quality(publication: Publication, found: dict[str, pa.Table]) -> dict:
    """The document `quality`: rates per dataset, department and list type, and what was refused by rule."""
    document = head(publication) | {
        "rows": [row | rates(row) for row in found["quality"].to_pylist()],
        "refused": found["refused"].to_pylist(),
    }
    check_document("quality", document, known_units(publication))
    return document


def rates(row: dict) -> dict[str, str | None]:
    """The five rates of a row of quality."""
    return {name: rate(row[part], sum(row[each] for each in whole)) for name, (part, whole) in RATES.items()}
