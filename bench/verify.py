"""Whether floor and product found what was planted: each difference is a sentence, none is the goal."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

COUNTED = ("received", "new", "changed", "unchanged")
# Per night: rows refused by the product that the plan did not want refused and the other way round, then planted
# (row, rule) pairs that neither the quarantine nor the warnings of a version name. A version stands for the night it came.
# The file's first row is record 2: the heading is record 1.
DIFFERING = """
with wanted as (select row, rtrim(product, '!') as rule, product like '%!' as refuses from read_parquet('{planted}') where night = {night} and product is not null),
refused as (select row_no - 1 as row, unnest(rules) as rule from ops.quarantine where night = (select max(night) from ops.quarantine)),
warned as (select row_no - 1 as row, unnest(string_split(warnings, ',')) as rule from core.permit where known_from = (select max(night) from ops.quarantine))
select (select count(*) from (select row from wanted where refuses except select row from refused)),
  (select count(*) from (select row from refused except select row from wanted where refuses)),
  (select count(*) from (select row, rule from wanted where refuses except select row, rule from refused)),
  (select count(*) from (select row, rule from wanted where not refuses and {night} = 1 and row not in (select row from wanted where refuses)
    except select row, rule from warned))"""


def floor_differs(files: Path, work: Path, night: int, counts: dict) -> list[str]:
    """The floor's findings against the plan, pair by pair, and the versions it holds."""
    expected = json.loads((files / "expected.json").read_text())
    wanted = f"select row, floor as rule from '{files / 'planted.parquet'}' where night = {night} and floor is not null"
    found = f"select row, rule from '{work / f'findings{night}.parquet'}'"
    with duckdb.connect() as con:
        query = (
            f"select (select count(*) from ({wanted} except {found})), (select count(*) from ({found} except {wanted}))"
        )
        missing, extra = con.execute(query).fetchall()[0]
    held = [("present", "current"), ("versions", "total")]
    return [
        *(f"floor: {missing} findings missing" for _ in range(missing > 0)),
        *(f"floor: {extra} findings that were not planted" for _ in range(extra > 0)),
        *unequal("floor", [(said, expected[f"floor_{name}{night}"], counts[name]) for said, name in held]),
    ]


def product_differs(files: Path, work: Path, night: int, counts: dict) -> list[str]:
    """The product's receipt, versions, refused rows and named rules against the plan."""
    if counts["state"] != "ok":
        return [f"product: {counts['state']} ({counts['message']})"]
    expected = json.loads((files / "expected.json").read_text())
    receipt, held = counts["receipts"][0], counts["held"]
    pairs = [(name, expected[f"{name}{night}"], receipt[name]) for name in COUNTED]
    loaded = [expected[f"{name}{n}"] for n in range(1, night + 1) for name in ("new", "changed", "closed")]
    pairs += [("closed", expected[f"closed{night}"], held["closed"]), ("versions", sum(loaded), held["versions"])]
    with duckdb.connect(str(work / "home" / "warehouse.duckdb"), read_only=True) as con:
        differing = con.execute(DIFFERING.format(planted=files / "planted.parquet", night=night)).fetchall()[0]
    kinds = ("planted rows not refused", "refused rows not planted", "refusing rules not named", "warnings not named")
    return unequal("product", [*pairs, *((kind, 0, count) for kind, count in zip(kinds, differing, strict=True))])


def unequal(who: str, pairs: list[tuple[str, int, int]]) -> list[str]:
    return [f"{who}: {name} {found}, planted {wanted}" for name, wanted, found in pairs if found != wanted]
