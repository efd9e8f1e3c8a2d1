"""`credit new-source` writes a file that loads, and never over another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cities.city import load_city
from cities.source import ApiFeed, DatabaseFeed, FileFeed

FILE = ("--folder", "{date}/hb", "--glob", "处罚_*.xlsx")
FEEDS = [
    (FILE, FileFeed("{date}/hb", "处罚_*.xlsx")),
    (("--url-env", "HB_URL", "--table", "v_cf"), DatabaseFeed(None, "HB_URL", "v_cf", None)),
    (("--api-env", "HB_API"), ApiFeed(None, "HB_API")),
]


def asked(city: Path, *more: str, id: str = "hb_penalty", department: str = "hb", dataset: str = "penalty") -> list:
    named = ["--city", city, "--title", '市生态环境局 "行政处罚"', "--department", department, "--dataset", dataset]
    return ["new-source", id, *named, *more]


@pytest.mark.parametrize(("options", "feed"), FEEDS)
def test_each_feed_loads_as_it_was_asked_for(run, city: Path, options, feed) -> None:
    answer = run(*asked(city, *options), "--json")
    assert answer.code == 0
    assert answer.json["path"] == str(city / "sources" / "hb_penalty.toml")
    assert answer.json["next"] == f"credit check SAMPLE --source hb_penalty --city {city}"
    source = load_city(city).source("hb_penalty")
    assert (source.title, source.department, source.datasets) == ('市生态环境局 "行政处罚"', "hb", ("penalty",))
    assert (source.mode, source.missing, source.feed) == ("delta", None, feed)


def test_every_key_has_a_comment(run, city: Path) -> None:
    run(*asked(city, *FILE))
    lines = (city / "sources" / "hb_penalty.toml").read_text().splitlines()
    for at, line in enumerate(lines):
        if " = " in line and not line.startswith("#") and not line.startswith("title"):
            assert lines[at - 1].startswith("# "), line


def test_a_snapshot_says_what_missing_rows_mean(run, city: Path) -> None:
    run(*asked(city, *FILE, "--mode", "snapshot", "--dataset", "permit"))
    source = load_city(city).source("hb_penalty")
    assert (source.mode, source.missing, source.datasets) == ("snapshot", "keep", ("penalty", "permit"))


def test_a_file_that_is_there_is_left_alone(run, city: Path) -> None:
    path = city / "sources" / "hb_permit.toml"
    before = path.read_text()
    answer = run(*asked(city, *FILE, id="hb_permit"))
    assert answer.code == 78 and "is there already" in answer.err
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"department": "nobody"}, "'nobody'"),
        ({"dataset": "penalties"}, "'penalties'"),
        ({"id": "HB-1"}, "'HB-1'"),
        ({"id": "../hb"}, "'../hb'"),
    ],
)
def test_what_does_not_exist_is_refused_and_nothing_written(run, city: Path, wrong, said) -> None:
    before = sorted(city.rglob("*"))
    answer = run(*asked(city, *FILE, **wrong))
    assert answer.code == 78 and said in answer.err
    assert sorted(city.rglob("*")) == before


@pytest.mark.parametrize(
    "options",
    [(), ("--folder", "x"), ("--url-env", "U"), (*FILE, "--api-env", "A"), (*FILE, "--url-env", "U", "--table", "t")],
)
def test_half_a_feed_or_two_are_refused(run, city: Path, options) -> None:
    answer = run(*asked(city, *options))
    assert answer.code == 78 and "how the data arrive" in answer.err
    assert not (city / "sources" / "hb_penalty.toml").exists()
