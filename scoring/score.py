"""Score: every measure worked out, its counts put under the names of the edition's inputs, the table computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from cities.city import City
from expectations.contract import Contract
from scoring.asked import Asked, prepare
from scoring.calculator import calculate
from scoring.edition import Edition
from scoring.measure import measure, measures


@dataclass(frozen=True)
class Scored:
    """The result object of inputs-2019 section 5 with `inputs`, and the counts of every measure by its id.

    The members stay in the connection, in the table `Measure.relation` of each measure.
    """

    asked: Asked
    result: dict
    counts: Mapping[str, Mapping[str, int]]


def asked_for(edition: Edition, night: date, as_of: date | None = None, parameters: Mapping[str, object] = {}) -> Asked:
    """The days of a night: as of C when the night is later, else as of the night (measures-2019 section 1)."""
    base, end = (parameters.get(name, edition.parameters[name]) for name in ("B", "C"))
    if not isinstance(base, date) or not isinstance(end, date):
        raise ValueError("the parameters B and C of an edition are days")
    return Asked(as_of or min(night, end), night, base)


def score(
    con: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract], city: City, edition: Edition, asked: Asked
) -> Scored:
    """Work out all measures and the whole table as of a day, as known on a night."""
    prepare(con, contracts, city, asked)
    counts = {which.id: measure(con, which) for which in measures().values()}
    inputs = inputs_of(edition, counts)
    policy = {p.name: city.policies[p.name] for p in edition.policies if p.name in city.policies}
    result = calculate(edition, inputs, policy)
    block = {"edition": edition.name} | ({"policy": policy} if policy else {}) | {"inputs": inputs}
    return Scored(asked, result | {"inputs": block}, counts)


def inputs_of(edition: Edition, counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, object]]:
    """The inputs that measures fill: row id → input → value."""
    filled: dict[str, dict[str, object]] = {}
    for indicator in edition.indicators:
        if indicator.origins:
            filled[indicator.id] = {name: counts[o.measure][o.count] for name, o in indicator.origins.items()}
    return filled
