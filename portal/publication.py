"""What one night has to say in public: counts and sentences, handed over by the rooms below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from scoring.edition import Edition


class PublicationStopped(Exception):
    """Nothing was published, the last good release stands. The message is one sentence that quotes no value."""


@dataclass(frozen=True)
class MeasureTable:
    """One measure in aggregates: no member leaves.

    by_department: department (id), total, covered, not_covered, unknown
    by_county: county (id), total, covered, not_covered, unknown
    reasons: reason, members
    """

    id: str
    title: str
    says: str
    numerator: int
    denominator: int
    unknown: int
    by_department: pa.Table
    by_county: pa.Table
    reasons: pa.Table


@dataclass(frozen=True)
class Publication:
    """Everything that a release is made of; the same publication gives the same bytes.

    result: the result object of inputs-2019 section 5, with `inputs`.
    sources: as the night lists them, with title, department and since (the last good night as an ISO day, or None).
    quality: dataset, department, list_type, received, loaded, keys_received, keys_accepted, cells_due, cells_filled,
        rows_linkable, rows_linked, late, on_time
    refused: source, dataset, rule, title, rows (what this night was quarantined by rule)
    departments, counties: id → Chinese name.
    previous: the index.json of the release before, parsed; None when there is none.
    """

    city: str
    code: str
    night: date
    as_of: date
    run: str
    edition: Edition
    result: dict
    sources: list[dict]
    measures: dict[str, MeasureTable]
    quality: pa.Table
    refused: pa.Table
    departments: dict[str, str]
    counties: dict[str, str]
    previous: dict | None
