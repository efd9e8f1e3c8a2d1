"""Everything that a release says: its JSON documents and its tables, built field by field and passed by the gate."""

from __future__ import annotations

import pyarrow as pa

from portal.detail import indicator, measure, quality, receipts
from portal.overview import index, known_units
from portal.publication import Publication
from portal.tables import tables


def build(publication: Publication) -> tuple[dict[str, dict], dict[str, pa.Table]]:
    """All documents by their path without .json, and all tables by name. PublicationStopped where the gate is shut."""
    overview, delivered = index(publication), receipts(publication)
    found = tables(publication, overview, delivered, known_units(publication))
    documents = {"index": overview, "receipts": delivered, "quality": quality(publication, found)}
    documents |= {f"measures/{id}": measure(publication, id, found) for id in publication.measures}
    documents |= {f"indicators/{row.id}": indicator(publication, row) for row in publication.edition.indicators}
    return documents, found
