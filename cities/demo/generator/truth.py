"""The measures of measures-2019 section 6 on a night, worked out over the records that the plan leaves.

Plain loops, one function a measure, in the words of that page; publicity.py, dishonesty.py and code_defects below.
"""

from __future__ import annotations

from datetime import date

from cities.demo.generator.codes import is_credit_code
from cities.demo.generator.dishonesty import exits, operating_blacklist, penetration
from cities.demo.generator.known import Known, Members, alive, place
from cities.demo.generator.plan import NIGHTS, fold
from cities.demo.generator.publicity import double_publicity, on_time
from cities.demo.generator.receipts import Store
from cities.demo.generator.register import PREFIX


def code_defects(known: Known) -> Members:
    """Distinct codes of living subjects; not covered when wrong (错码) or borne by different names (重码)."""
    members: Members = {}
    for subject in known.subjects:
        code = fold(subject.now.get("code", ""))
        if not code or not alive(subject, known.day):
            continue
        names = {fold(other.now["name"]) for other in known.by["code"][code]}
        wrong = not is_credit_code(code) or code[:2] != PREFIX[subject.now["kind"]]
        reason = "错码" if wrong else "重码" if len(names) > 1 else None
        registrars = {other.now["registrar"] for other in known.by["code"][code]}
        where = place(known, subject.now["registrar"]) if len(registrars) == 1 else (None, None)
        members[code] = (reason is None, reason, *where)
    return members


MEASURES = {
    "8.2": code_defects,
    "8.5": double_publicity,
    "on_time": on_time,
    "10.2": penetration,
    "operating_blacklist": operating_blacklist,
    "10.6": exits,
}


def measure(store: Store, night: date, names: tuple[str, ...] | None = None) -> dict:
    """The named measures of a night, all by default.

    {numerator, denominator, members: {key: {covered, reason, department, county}}} by measure.
    """
    known = Known(store, min(night, NIGHTS[-1]))
    parts = ("covered", "reason", "department", "county")
    result = {}
    for name in names or MEASURES:
        members = MEASURES[name](known)
        result[name] = {
            "numerator": sum(covered is True for covered, *_ in members.values()),
            "denominator": len(members),
            "members": {key: dict(zip(parts, member, strict=True)) for key, member in sorted(members.items())},
        }
    return result
