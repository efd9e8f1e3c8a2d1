"""truth.json: what the deliveries of the plan amount to, night by night (schema: cities/demo/TRUTH.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cities.demo.generator.plan import NIGHTS, Delivery
from cities.demo.generator.quality import quality
from cities.demo.generator.receipts import Store, take
from cities.demo.generator.truth import measure

SNAPSHOTS = ("bb_subject", "mzj_subject", "scjg_abnormal_list", "scjg_lost_contact", "scjg_subject", "sfj_subject")


def tell(target: Path, deliveries: Iterable[Delivery], store: Store, measures: tuple[str, ...] | None = None) -> dict:
    """Take the deliveries in the order of nights, sources and paths, and measure after each night.

    `measures` names those to be told, all by default. Gives truth.json's `nights`.
    """
    nights = {}
    landed: set[tuple[str, str]] = set()
    for night in NIGHTS:
        found: dict[str, list[dict]] = {source: [] for source in store.departments}
        todays = [delivery for delivery in deliveries if delivery.night == night]
        for delivery in sorted(todays, key=lambda d: (d.source, d.path)):
            digest = sha256(target / delivery.path)
            known = (delivery.source, digest) in landed  # an unchanged snapshot may come as the very same bytes
            result = take(store, replace(delivery, form="copy") if known else delivery)
            found[delivery.source].append({**result, "sha256": digest})
            if digest:
                landed.add((delivery.source, digest))
        states = {source: {"state": state_of(source, files), "files": files} for source, files in found.items()}
        nights[night.isoformat()] = {"sources": states, "measures": measure(store, night, measures)}
    nights[NIGHTS[-1].isoformat()]["quality"] = quality(store, NIGHTS[-1])
    return nights


def sha256(path: Path) -> str | None:
    """The hash of a file; None for a pull."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def state_of(source: str, files: list[dict]) -> str:
    """ok, failed, silent (a delta source without a file) or stale (a snapshot source without one)."""
    if not files:
        return "stale" if source in SNAPSHOTS else "silent"
    return "failed" if any(result["failed"] for result in files) else "ok"


def pretty(value: object, depth: int = 0) -> str:
    """JSON with a line per member and per quarantined row, so that two truths can be compared line by line."""
    if not isinstance(value, (dict, list)) or not value or is_flat(value):
        return json.dumps(value, ensure_ascii=False)
    pad = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        inner = ("," + pad).join(
            f"{json.dumps(key, ensure_ascii=False)}: {pretty(item, depth + 1)}" for key, item in value.items()
        )
        return "{" + pad + inner + "\n" + " " * depth + "}"
    return "[" + pad + ("," + pad).join(pretty(item, depth + 1) for item in value) + "\n" + " " * depth + "]"


def is_flat(value: dict | list) -> bool:
    """Holds only scalars and lists of scalars, and not many."""
    items = list(value.values()) if isinstance(value, dict) else value
    flat = all(not isinstance(item, (dict, list)) or (isinstance(item, list) and is_flat(item)) for item in items)
    return flat and len(items) <= 10
