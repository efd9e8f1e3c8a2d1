"""Two published lists of firms, when they lie beside the checkout: what is in them, and what the pipeline makes of it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from cities.city import CITIES, load_city
from flows.check_file import check_file
from flows.night import ingest
from flows.settings import Settings
from flows.warehouse import warehouse
from warehouse.home import Home

LISTS = CITIES.parent.parent / "shared" / "data"
NIGHT = date(2019, 3, 15)
FILES = {"ecommerce_black_list": "91855.xlsx", "freight_black_list": "93516.xls"}
CREDIT_CODES = {"ecommerce_black_list": 476, "freight_black_list": 19}
ORG_CODES_INSTEAD = {"ecommerce_black_list": 24, "freight_black_list": 249}
pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the two published lists do not lie beside the checkout")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """cities/huangshi with the two files in its inbox."""
    folder = tmp_path / "huangshi"
    shutil.copytree(CITIES / "huangshi", folder)
    for source, name in FILES.items():
        (folder / "inbox" / source).mkdir(parents=True)
        shutil.copy(LISTS / name, folder / "inbox" / source / name)
    return folder


def checked(city: Path, source: str, tmp_path: Path):
    place = load_city(city)
    key = Settings(Home(tmp_path / "home")).key()
    return check_file(LISTS / FILES[source], place.source(source), place, NIGHT, key, rows=True)


def test_the_ecommerce_list(city, tmp_path):
    answer = checked(city, "ecommerce_black_list", tmp_path)
    assert answer.receipt == {"received": 500, "accepted": 500, "duplicate": 0, "quarantined": 0, "ignored": 0}
    assert sum(row["credit_code"] is not None for row in answer.accepted) == CREDIT_CODES["ecommerce_black_list"]
    without = [row for row in answer.accepted if row["credit_code"] is None]
    assert sum(row["org_code"] is not None for row in without) == ORG_CODES_INSTEAD["ecommerce_black_list"]
    misplaced = [f for f in answer.findings if f["rule"] == "R06" and "放错了列" in f["message"]]
    assert len(misplaced) == 84
    assert misplaced[0]["row"] == 53 and misplaced[0]["field"] == "org_code"


def test_the_freight_list(city, tmp_path):
    answer = checked(city, "freight_black_list", tmp_path)
    assert answer.receipt == {"received": 270, "accepted": 269, "duplicate": 0, "quarantined": 1, "ignored": 0}
    assert [(row["row"], row["rules"]) for row in answer.quarantined] == [(197, ["R05"])]
    assert sum(row["credit_code"] is not None for row in answer.accepted) == CREDIT_CODES["freight_black_list"]
    without = [row for row in answer.accepted if row["credit_code"] is None]
    assert sum(row["org_code"] is not None for row in without) == ORG_CODES_INSTEAD["freight_black_list"]
    assert {(f["rule"], f["row"]) for f in answer.findings if f["severity"] == "warn"} == {
        ("R06", 99),
        ("R07", 48),
        ("R07", 65),
    }


def test_both_are_ingested_with_what_their_sources_add(city, tmp_path):
    place, home = load_city(city), Home(tmp_path / "home")
    reports = [ingest(place, source, NIGHT, Settings(home), gate=False) for source in FILES]
    assert [r.files[0]["receipt"]["new"] for r in reports] == [500, 269]
    with warehouse(home, read_only=True) as con:
        rows = con.execute(
            "select list_type, authority_id, listed_on, count(*) from core.black_list group by all order by 4"
        ).fetchall()
    assert rows == [
        ("货运物流领域失信企业", "ndrc", date(2018, 1, 1), 269),
        ("电子商务领域失信企业", "ndrc", date(2018, 5, 1), 500),
    ]
