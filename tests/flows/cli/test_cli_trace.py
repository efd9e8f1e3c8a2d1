"""`credit trace` follows a record or a delivery from bytes to figures."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest


@pytest.fixture
def trace(run, lived):
    """A function that traces a thing in the tiny city."""

    def call(thing: str) -> dict:
        answer = run("trace", thing, "--home", lived.home, "--json")
        assert answer.code == 0, answer.err
        return answer.json

    return call


def test_a_record_has_its_versions_rows_deliveries_and_measures(trace, lived) -> None:
    way = trace(lived.member)
    assert [(v["known_from"], v["known_to"], v["row"]) for v in way["versions"]] == [
        ("2019-03-13", "2019-03-14", 2),
        ("2019-03-14", None, 2),
    ]
    assert {version["key"] for version in way["versions"]} == {lived.member}
    assert [d["file"] for d in way["deliveries"]] == ["名单_1.csv", "名单_2.csv"]
    assert [b["file"] for b in way["batches"]] == ["名单_1.csv", "名单_2.csv"]
    assert [b["id"] for b in way["batches"]] == [v["batch"] for v in way["versions"]]
    assert way["quarantine"] == []


def test_a_subject_is_a_member_of_its_measures(trace, lived) -> None:
    key = f"subject|{lived.member.split('|')[2]}|scjg"
    found = {m["id"]: m for m in trace(key)["measures"]}
    assert found["10.6"]["covered"] is True


def test_the_bytes_are_those_that_came(trace, lived) -> None:
    sent = (lived.city / "2019-03-13" / "名单_1.csv").read_bytes()
    (landed,) = trace("名单_1.csv")["files"]
    assert landed["sha256"] == hashlib.sha256(sent).hexdigest()
    assert landed["size"] == len(sent)
    assert (lived.home / "landing" / landed["path"]).read_bytes() == sent


def test_a_delivery_is_found_by_name_hash_beginning_and_both_ids(trace) -> None:
    way = trace("名单_1.csv")
    (delivery,), (batch,) = way["deliveries"], way["batches"]
    assert (batch["received"], batch["new"], batch["quarantined"]) == (2, 1, 1)
    for thing in (delivery["sha256"], delivery["sha256"][:8], delivery["sha256"].upper(), delivery["id"], batch["id"]):
        assert {**trace(thing), "asked": "名单_1.csv"} == way


def test_seven_digits_are_too_few(run, lived, trace) -> None:
    digits = trace("名单_1.csv")["files"][0]["sha256"][:7]
    assert run("trace", digits, "--home", lived.home).code == 78


def test_refused_rows_come_with_rule_and_row(trace) -> None:
    (refused,) = trace("名单_1.csv")["quarantine"]
    assert (refused["row"], refused["rules"], refused["dataset"]) == (3, ["R04"], "black_list")


def test_a_record_that_was_only_refused_has_no_version(trace) -> None:
    (refused,) = trace("名单_1.csv")["quarantine"]
    way = trace(refused["key"])
    assert way["versions"] == [] and way["quarantine"] == [refused]
    assert [d["file"] for d in way["deliveries"]] == ["名单_1.csv"]


def test_a_damaged_file_says_why_it_was_not_loaded(trace) -> None:
    way = trace("名单_3.xlsx")
    (delivery,) = way["deliveries"]
    assert delivery["state"] == "rejected" and "损坏" in delivery["message"]
    assert way["batches"] == [] and len(way["files"]) == 1


@pytest.mark.parametrize("thing", ["nothing", "subject|nobody", "nodataset|x", "名单_9.csv", "|", "x' or '1'='1"])
def test_what_is_not_known_is_said_so(run, lived, thing: str) -> None:
    answer = run("trace", thing, "--home", lived.home)
    assert answer.code == 78 and "nothing is known" in answer.err


def test_a_home_without_a_night_says_what_to_do(run, home) -> None:
    answer = run("trace", "x", "--home", home)
    assert answer.code == 78 and "credit night" in answer.err


def test_people_read_it_too(run, lived) -> None:
    printed = run("trace", lived.member, "--home", lived.home).out
    assert "名单_2.csv" in printed and date(2019, 3, 14).isoformat() in printed
