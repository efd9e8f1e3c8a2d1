"""The points of every row for inputs that are all known, written down a second time and in another way.

`POINTS[row](values, policy)` gives the points, or None when the row has no data. The tests hold the edition against it.
"""

from __future__ import annotations

from fractions import Fraction as F
from math import ceil, floor


def share(part, whole):
    return None if whole == 0 else F(part) / whole


def times(k, part, whole):
    return lambda v, p: None if v[whole] == 0 else F(k) * share(v[part], v[whole])


def percent_lost(start, each, part, whole, unit):
    def points(v, p):
        if v[whole] == 0:
            return None
        units = share(part(v), v[whole]) / F(unit)
        return start - F(each) * (ceil(units) if p["per_percent"] == "step" else units)

    return points


def campaign(v, p):
    trues = sum([v["relay"], v["education"], v["hundred_cities"]])
    return F(2 * trues, 3) if p["relay_any"] == "share" else F(2 if trues else 0)


def npl(v, p):
    if v["loans"] == 0:
        return None
    r = share(v["npl"], v["loans"])
    if r < F(2, 100):
        return F(2)
    return F(2, 3) * (5 - 100 * r) if r < F(5, 100) else F(0)


def closed(v, p):
    r = share(v["closed"], v["open_before"] + v["received"])
    return None if r is None else F(1) if r >= F(8, 10) else 100 * r / 80


def recovered(v, p):
    r = share(v["recovered"], v["adjudged"])
    return None if r is None else F(1) if r >= F(7, 10) else 100 * r / 70


def fundraising(v, p):
    before, now = v["cases_before"], v["cases_now"]
    if before == 0:
        return F(1 if now == 0 else 0)
    g = F(now - before) / before
    return F(1) if g < 0 else (50 - 100 * g) / 50 if g < F(1, 2) else F(0)


def halls(v, p):
    if v["halls"] == 0:
        return None
    return F(3) - (v["halls"] - v["connected"]) if v["docked"] else F(0)


def citizen_score(v, p):
    c = share(v["scored"], v["residents"])
    if c is None or c <= F(1, 2):
        return None if c is None else F(0)
    return F(3, 2) + F(1, 2) * floor(c * 10 - 5)


def commitments(v, p):
    if 0 in (v["new_subjects"], v["approval_items"], v["operating_blacklist"]):
        return None
    terms = [
        share(v["voluntary"] + v["industry"], v["new_subjects"]),
        share(v["substitution_items"], 19),
        share(v["tolerance_items"], v["approval_items"]),
        share(v["repair_commitments"], v["operating_blacklist"]),
    ]
    return sum(min(term, 1) for term in terms) if p["commitment_term_cap"] else sum(terms)


def professions(v, p):
    return F(15, 100) * (v["files"] + v["graded"]) + (F(3, 10) if v["both"] == 5 else 0)


def each(k, *names):
    return lambda v, p: F(k) * sum(v[name] for name in names)


def none_true(v, p):
    return F(0 if any(v["findings"]) else 1)


def monitoring(v, p):
    return None if v["counties"] == 0 else F(1 if v["monitored"] == v["counties"] and v["plan"] else 0)


def mean_score(v, p):
    scores = v["scores"]
    return None if len(scores) < 6 else sum(scores[-6:], F(0)) / 6 / 100


POINTS = {
    "1.1": each(1, "points"),
    "2.1": campaign,
    "2.2": lambda v, p: F(1, 10) * (v["core_domains"] + min(3, v["other_domains"])),
    "3.1a": times(1, "files_built", "civil_servants"),
    "3.1b": each(1, "points"),
    "3.2": lambda v, p: 2 - F(1, 2) * ((v["stock_open"] if p["gov_event_stock"] else 0) + v["window_new"]),
    "3.3a": monitoring,
    "3.3b": mean_score,
    **{f"{item}.{n}": each("0.1" if n < 3 else "0.2", "domains") for item in (4, 5) for n in (1, 2, 3, 4)},
    "6.1a": professions,
    "6.1b": each("0.15", "files", "graded"),
    "6.2": each("0.25", "categories"),
    "6.3": each(1, "recognised", "shared"),
    "7.1": npl,
    "7.2": lambda v, p: F(0 if v["risk"] else 2),
    "7.3": closed,
    "7.4": recovered,
    "7.5": fundraising,
    "7.6": none_true,
    "7.7": none_true,
    "7.8": none_true,
    "8.1": percent_lost(1, "0.2", lambda v: v["stock"] - v["converted"], "stock", "0.01"),
    "8.2": percent_lost(1, "0.1", lambda v: v["defects"], "codes", "0.0001"),
    "8.3": halls,
    "8.4": lambda v, p: None if v["units"] == 0 else 4 - F(1, 2) * (v["units"] - v["linked"]),
    "8.5": percent_lost(2, "0.2", lambda v: v["due"] - v["published"], "due", "0.01"),
    "8.6": times("0.5", "public_items", "organisations"),
    "8.7": lambda v, p: None if 0 in (v["days"], v["residents"]) else F(100) * v["clicks"] / v["days"] / v["residents"],
    "8.8": each(1, "points"),
    "9.1": citizen_score,
    "9.2": each("0.3", "domains"),
    "9.3": times(2, "tolerant", "approving"),
    "9.4": times("0.00002", "amount_yuan", "operating_subjects"),
    "10.1": commitments,
    "10.2": times(2, "linked", "unit_records"),
    "10.3": each("1/40", "domains"),
    "10.4": each("0.1", "embedded"),
    "10.5": times(5, "cases", "listed_subjects"),
    "10.6": times(5, "exits", "operating_blacklist"),
    "10.7": times(2, "trained", "operating_blacklist"),
    "10.8": times(5, "reported", "required"),
    "11.1": each(1, "done"),
    "11.2": each(1, "done"),
    "11.3": lambda v, p: v["list"] * F(1, 2) + v["units"] * F(3, 10) + v["timetable"] * F(1, 5),
    "11.4": each("0.5", "notice", "result"),
    "11.5": each(1, "done"),
    "12.1": each(1, "points"),
}
CAPS = {
    "1.1": "4", "2.1": "2", "2.2": "2", "3.1a": "1", "3.1b": "1", "3.2": "2", "3.3a": "1", "3.3b": "1",
    "4.1": "1", "4.2": "1", "4.3": "2", "4.4": "2", "5.1": "1", "5.2": "1", "5.3": "2", "5.4": "2",
    "6.1a": "1.8", "6.1b": "1.2", "6.2": "1", "6.3": "2",
    "7.1": "2", "7.2": "2", "7.3": "1", "7.4": "1", "7.5": "1", "7.6": "1", "7.7": "1", "7.8": "1",
    "8.1": "1", "8.2": "1", "8.3": "3", "8.4": "4", "8.5": "2", "8.6": "2", "8.7": "2", "8.8": "2",
    "9.1": "4", "9.2": "6", "9.3": "2", "9.4": "2",
    "10.1": "4", "10.2": "2", "10.3": "1", "10.4": "2", "10.5": "3", "10.6": "3", "10.7": "2", "10.8": "5",
    "11.1": "1", "11.2": "1", "11.3": "1", "11.4": "1", "11.5": "1", "12.1": "10",
}  # fmt: skip
