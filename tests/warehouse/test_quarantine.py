"""The quarantine as `credit quarantine` lists it: which row was refused, why, and which night."""

from __future__ import annotations

from datetime import date

from tests.expectations.rows import penalty, permit
from tests.town import Town
from warehouse.quarantine import COLUMNS, quarantined

FIRST, SECOND = date(2019, 3, 1), date(2019, 3, 2)


def test_refused_rows_with_rules_and_sentences(town: Town) -> None:
    town.deliver("penalty", penalty(1), penalty(2, state="无此状态", decided_on="2019-13-01"), night=FIRST)
    (row,) = quarantined(town.con)
    assert tuple(row) == COLUMNS
    assert (row["night"], row["source"], row["dataset"], row["sheet"], row["row"]) == (
        "2019-03-01", "bureau_penalty", "penalty", None, 3,
    )  # fmt: skip
    assert row["rules"] == ["R03", "R04"] and len(row["reasons"]) == 2
    assert all(sentence.startswith("第3行〔") and sentence.endswith("。") for sentence in row["reasons"])
    assert row["key"].startswith("penalty|示例许字(2019)2号|")


def test_by_night_and_source_in_order_of_rows(town: Town) -> None:
    bad = {"decided_on": "2019-13-01"}
    town.deliver("penalty", penalty(1, **bad), penalty(2), penalty(3, **bad), night=FIRST)
    town.deliver("permit", permit(1, **bad), night=SECOND)
    assert [row["row"] for row in quarantined(town.con, FIRST)] == [2, 4]
    assert [row["dataset"] for row in quarantined(town.con, source="bureau_permit")] == ["permit"]
    assert [row["night"] for row in quarantined(town.con)] == ["2019-03-01"] * 2 + ["2019-03-02"]
    assert quarantined(town.con, SECOND, "bureau_penalty") == []
