"""Every number of truth.json, on all three nights: states, receipts, refused rows with their rules, members, quality."""

from __future__ import annotations

from datetime import date

import pytest

from expectations.contract import contracts
from flows.asking import scored
from flows.warehouse import warehouse
from scoring.measure import measures, members
from scoring.quality import quality
from warehouse.quarantine import quarantined

NIGHTS = ["2019-03-13", "2019-03-14", "2019-03-15"]
MEASURES = ["8.2", "8.5", "on_time", "10.2", "operating_blacklist", "10.6"]
pytestmark = [pytest.mark.loopback, pytest.mark.slow]


def files_of(source: dict) -> dict[str | None, dict[str, dict]]:
    """file name → dataset → entry; a pull has no name of its own in the truth."""
    listed: dict[str | None, dict[str, dict]] = {}
    for entry in source["files"]:
        listed.setdefault(entry["file"], {})[entry["dataset"]] = entry
    return listed


@pytest.mark.parametrize("night", NIGHTS)
def test_every_source_stands_as_it_should(three_nights, night):
    got = {s["id"]: s["state"] for s in three_nights.results[night]["sources"]}
    want = {name: source["state"] for name, source in three_nights.truth["nights"][night]["sources"].items()}
    assert got == want


@pytest.mark.parametrize("night", NIGHTS)
def test_every_receipt_is_as_it_should_be(three_nights, night):
    got = {s["id"]: files_of(s) for s in three_nights.results[night]["sources"]}
    for name, source in three_nights.truth["nights"][night]["sources"].items():
        for file in source["files"]:
            entries = got[name][file["file"] or next(iter(got[name]))]
            assert all(entry["repeat"] == file["repeat"] for entry in entries.values()), (name, file["file"])
            for dataset, receipt in file["receipts"].items():
                if any(receipt.values()):
                    assert entries[dataset]["receipt"] == receipt, (name, file["file"], dataset)


@pytest.mark.parametrize("night", NIGHTS)
def test_exactly_the_spoiled_rows_are_refused_by_their_rules(three_nights, night):
    with warehouse(three_nights.home, read_only=True) as con:
        rows = quarantined(con, date.fromisoformat(night))
    got = {(r["source"], r["dataset"], r["sheet"], r["row"], r["file"]): r for r in rows}
    for name, source in three_nights.truth["nights"][night]["sources"].items():
        for file in source["files"]:
            for want in file["quarantined"]:
                place = (name, want["dataset"], want["sheet"], want["row"])
                here = next(k for k in got if k[:4] == place and file["file"] in (None, k[4]))
                found = got.pop(here)
                rules, free = set(found["rules"]), set(want["free"])
                assert set(want["rules"]) <= rules, place
                assert "*" in free or rules <= set(want["rules"]) | free, (place, found["reasons"])
                if want["key"]:
                    assert found["key"] == three_nights.pseudonymous(want["key"]), place
                assert len(found["reasons"]) == len(found["rules"]) and all(found["reasons"]), place
    assert not got


@pytest.mark.parametrize("night", NIGHTS)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_exactly_its_members(three_nights, night, measure):
    want = three_nights.truth["nights"][night]["measures"][measure]
    with scored(three_nights.home, known=date.fromisoformat(night)) as (_, _, result, con):
        got = {m["key"]: (m["covered"], m["reason"]) for m in members(con, measures()[measure])}
        counts = result.counts[measure]
    expected = {three_nights.pseudonymous(k): (m["covered"], m["reason"]) for k, m in want["members"].items()}
    assert got == expected
    assert (counts["numerator"], counts["denominator"]) == (want["numerator"], want["denominator"])


@pytest.mark.parametrize("night", NIGHTS)
def test_a_past_night_is_told_as_it_was(three_nights, night):
    """`--known D` gives the figures that were printed on that night."""
    printed = three_nights.results[night]
    with scored(three_nights.home, known=date.fromisoformat(night)) as (_, _, result, _):
        assert result.result == {key: printed[key] for key in result.result}
        assert {name: dict(counts) for name, counts in result.counts.items()} == printed["measures"]


def test_quality_per_dataset_department_and_list(three_nights):
    want = three_nights.truth["nights"]["2019-03-15"]["quality"]
    with scored(three_nights.home) as (_, _, _, con):
        rows = quality(con, contracts()).to_pylist()
    keyed = {"|".join(x for x in (r["dataset"], r["department"], r["list_type"]) if x): r for r in rows}
    for place, (loaded, received) in want["入库率"].items():
        assert (keyed[place]["loaded"], keyed[place]["received"]) == (loaded, received), place
    for place, (accepted, received, _) in want["合规率"].items():
        assert (keyed[place]["keys_accepted"], keyed[place]["keys_received"]) == (accepted, received), place
    late: dict[str, list[int]] = {}
    for row in rows:
        if row["late"] + row["on_time"]:
            counts = late.setdefault(row["department"], [0, 0])
            counts[0] += row["late"]
            counts[1] += row["late"] + row["on_time"]
    assert late == want["迟报率"]


def test_running_a_night_again_changes_nothing(three_nights, run_one):
    again = run_one(three_nights.folder, three_nights.home, date(2019, 3, 15))
    assert again == three_nights.results["2019-03-15"]
