"""Every file of a release as bytes: documents, tables and pages. No clock, no chance, no path of this machine."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from portal import site
from portal.data import build
from portal.gate import check_document
from portal.publication import Publication


def contents(publication: Publication) -> tuple[str, dict[str, bytes]]:
    """The release's id, and its files by path; index.json, which lists the others, last."""
    documents, tables = build(publication)
    files = {f"{path}.json": as_json(document) for path, document in documents.items() if path != "index"}
    files |= {f"data/{name}.parquet": as_parquet(table) for name, table in tables.items()}
    files |= {path: page.encode() for path, page in site.pages(documents).items()}
    index, before = documents["index"], publication.previous
    list_of_files = [{"path": path, "sha256": sha256(body), "size": len(body)} for path, body in sorted(files.items())]
    content = sha256(as_json({**index, "files": list_of_files}))
    id = f"{index['night']}-{content[:12]}"
    listed = {
        "release": id,
        "previous": before["release"] if before else None,
        "files": list_of_files,
    }
    check_document("files", listed, {})
    return id, files | {"index.json": as_json(index | listed)}


def as_json(document: dict) -> bytes:
    """The document for people and programs alike."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def as_parquet(table: pa.Table) -> bytes:
    """The table as Parquet; the same rows always give the same bytes."""
    out = BytesIO()
    pq.write_table(table, out, compression="zstd", store_schema=False)
    return out.getvalue()


def sha256(body: bytes) -> str:
    """Its hash in hexadecimal."""
    return hashlib.sha256(body).hexdigest()
