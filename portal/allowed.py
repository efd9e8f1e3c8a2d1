"""The allow-list itself: which keys and columns may stand in a release. What is not written here does not leave.

A form is a dict (exactly these keys), a list of one form (any number of it), Each (a dict from ids to one form), or the
name of a kind of the gate; a name ending in ? may be null.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Each:
    """A dict whose keys are ids and whose values have one form."""

    form: object


HEAD = {"schema": "count", "city": "words", "code": "id", "run": "run", "night": "day", "as_of": "day", "edition": "id"}
RANGE = {"low": "points", "high": "points", "cap": "points"}
SCORE = {"status": "status", **RANGE}
SHARE = {"total": "count", "covered": "count", "not_covered": "count", "unknown": "count"}
COUNTS = {"numerator": "count", "denominator": "count", "unknown": "count", "rate": "rate?"}
RECEIPT = dict.fromkeys(("received", "new", "changed", "unchanged", "duplicate", "quarantined", "ignored"), "count")
SOURCE = {"id": "id", "title": "words", "department": "department", "state": "state", "since": "day?"}
DELIVERY = {"sha256": "hash?", "suffix": "suffix", "dataset": "id?", "repeat": "flag"}
WORK = dict.fromkeys(
    (
        "received", "loaded", "keys_received", "keys_accepted", "cells_due", "cells_filled",
        "rows_linkable", "rows_linked", "late", "on_time",
    ),
    "count",
)  # fmt: skip
QUALITY = {"dataset": "id", "department": "department", "list_type": "list_type?", **WORK}
RATES = dict.fromkeys(("loaded_rate", "accepted_rate", "filled_rate", "linked_rate", "late_rate"), "rate?")
REFUSED = {"source": "id", "dataset": "id", "rule": "id", "title": "words", "rows": "count"}
MOVEMENT = {
    "release": "id",
    "night": "day",
    "low": "gain",
    "high": "gain",
    "measures": Each({"numerator": "change", "denominator": "change"}),
}

DOCUMENTS: dict[str, object] = {
    "index": {
        **HEAD,
        "edition_title": "words",
        "eligible": "flag?",
        "total": RANGE,
        "bonus": RANGE,
        "items": [{"no": "count", "title": "words", **RANGE}],
        "gates": [{"no": "count", "title": "words", "indicator": "id", "state": "verdict", "reason": "words"}],
        "indicators": Each({"title": "words", "item": "count", **SCORE}),
        "measures": Each({"title": "words", **COUNTS}),
        "sources": [SOURCE],
        "departments": Each("words"),
        "counties": Each("words"),
        "datasets": Each("words"),
        "movement": MOVEMENT,
    },
    "measure": {
        **HEAD,
        "id": "id",
        "title": "words",
        "says": "words",
        **COUNTS,
        "departments": [{"department": "department", **SHARE}],
        "counties": [{"county": "county", **SHARE}],
        "reasons": [{"reason": "label", "members": "count"}],
    },
    "indicator": {
        **HEAD,
        "id": "id",
        "item": "count",
        "title": "words",
        "kind": "kind",
        "says": "words",
        "clause": "words",
        "units": ["words"],
        "evidence": "words",
        **SCORE,
        "notes": ["words"],
        "inputs": [{"name": "id", "title": "words", "value": "figure?"}],
        "measures": ["id"],
    },
    "receipts": {**HEAD, "sources": [{**SOURCE, "files": [{**DELIVERY, "receipt": RECEIPT}]}]},
    "quality": {**HEAD, "rows": [{**QUALITY, **RATES}], "refused": [REFUSED]},
    "files": {"release": "id", "previous": "id?", "files": [{"path": "path", "sha256": "hash", "size": "count"}]},
}
MAY_BE_NULL = {"index.movement"}

TABLES: dict[str, dict[str, str]] = {
    "measure": {"measure": "id", "title": "words", "numerator": "count", "denominator": "count", "unknown": "count"},
    "measure_by_department": {"measure": "id", "department": "department", **SHARE},
    "measure_by_county": {"measure": "id", "county": "county", **SHARE},
    "measure_reasons": {"measure": "id", "reason": "label", "members": "count"},
    "indicator": {"indicator": "id", "item": "count", "title": "words", **SCORE},
    "gate": {"gate": "count", "title": "words", "indicator": "id", "state": "verdict", "reason": "words"},
    "receipt": {"source": "id", "department": "department", "state": "state", "since": "day?", **DELIVERY, **RECEIPT},
    "quality": QUALITY,
    "refused": REFUSED,
}
