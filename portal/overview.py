"""The document `index`: the result at a glance, its sources, and how it moved since the release before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from expectations.contract import contracts
from portal.gate import OTHER, Known, check_document
from portal.publication import MeasureTable, Publication
from scoring.points import rounded

SCHEMA = 1


def index(publication: Publication) -> dict:
    """The document `index`: the result at a glance. The list of files is added when they are written."""
    edition, result = publication.edition, publication.result
    document = head(publication) | {
        "edition_title": edition.title,
        "eligible": result["eligible"],
        "total": result["total"],
        "bonus": result["bonus"],
        "items": [
            {"no": item.no, "title": item.title, **(result["bonus"] if item.bonus else result["items"][str(item.no)])}
            for item in edition.items
        ],
        "gates": [
            {"title": gate.title} | {key: found[key] for key in ("no", "indicator", "state", "reason")}
            for gate, found in zip(edition.gates, result["gates"], strict=True)
        ],
        "indicators": {
            row.id: {"title": row.title, "item": row.item, **score(result["indicators"][row.id])}
            for row in edition.indicators
        },
        "measures": {id: {"title": measure.title, **counts(measure)} for id, measure in publication.measures.items()},
        "sources": [source(found, publication) for found in publication.sources],
        "departments": dict(sorted(publication.departments.items())),
        "counties": dict(sorted(publication.counties.items())),
        "datasets": {name: contract.title for name, contract in contracts().items()},
        "movement": movement(publication),
    }
    check_document("index", document, known_units(publication))
    return document


def head(publication: Publication) -> dict:
    """What every document begins with. The day of publication is the night, never the clock."""
    return {
        "schema": SCHEMA,
        "city": publication.city,
        "code": publication.code,
        "run": publication.run,
        "night": publication.night.isoformat(),
        "as_of": publication.as_of.isoformat(),
        "edition": publication.edition.name,
    }


def known_units(publication: Publication) -> Known:
    """The ids that may stand where a department or a county is meant."""
    return {"department": frozenset(publication.departments), "county": frozenset(publication.counties)}


def score(found: dict) -> dict:
    """Status and range of a row."""
    return {key: found[key] for key in ("status", "low", "high", "cap")}


def counts(measure: MeasureTable) -> dict:
    """Counts and rate of a measure."""
    return {
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "unknown": measure.unknown,
        "rate": rate(measure.numerator, measure.denominator),
    }


def rate(part: int, whole: int) -> str | None:
    """part / whole with six decimals; None when there is nothing to divide by."""
    return rounded(Fraction(part, whole), 6) if whole else None


def source(found: dict, publication: Publication) -> dict:
    """A source and its state. Its message stays inside: it may quote headings and file names."""
    department = found["department"] if found["department"] in publication.departments else OTHER
    return {key: found[key] for key in ("id", "title", "state", "since")} | {"department": department}


def movement(publication: Publication) -> dict | None:
    """How total and measures moved since the release before; None without one of the same form and edition."""
    before = publication.previous
    if not before or (before.get("schema"), before.get("edition")) != (SCHEMA, publication.edition.name):
        return None
    moved = {end: Decimal(publication.result["total"][end]) - Decimal(before["total"][end]) for end in ("low", "high")}
    return {
        "release": before["release"],
        "night": before["night"],
        **{end: f"{gain:+.2f}" if gain else "0.00" for end, gain in moved.items()},
        "measures": {
            id: {part: getattr(measure, part) - before["measures"][id][part] for part in ("numerator", "denominator")}
            for id, measure in publication.measures.items()
            if id in before["measures"]
        },
    }
