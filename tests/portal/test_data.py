"""Documents: rates, movement, inputs."""

from __future__ import annotations

import pytest

from portal.contents import contents
from portal.data import build
from portal.detail import delivery, figure
from portal.overview import rate
from portal.publication import Publication
from tests.portal.city import QUALITY, file, publication, receipt, table


def index(given: Publication) -> dict:
    """The document index."""
    return build(given)[0]["index"]


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [(1, 3, "0.333333"), (2, 3, "0.666667"), (0, 5, "0.000000"), (5, 5, "1.000000"), (0, 0, None)],
)
def test_a_rate_has_six_decimals_half_up_and_none_without_a_whole(part: int, whole: int, says: str | None) -> None:
    assert rate(part, whole) == says


def test_quality_has_its_five_rates() -> None:
    rows = {row["dataset"]: row for row in build(publication())[0]["quality"]["rows"]}
    names = ("loaded_rate", "accepted_rate", "filled_rate", "linked_rate", "late_rate")
    assert [rows["permit"][name] for name in names] == ["0.989011", "0.996825", "0.977778", "0.983333", "0.019608"]
    assert [rows["black_list"][name] for name in names] == ["1.000000", "1.000000", None, "0.950000", None]


def test_movement_is_the_difference_to_the_release_before() -> None:
    before = index(publication()) | {"release": "2018-12-14-abc", "night": "2018-12-14"}
    before |= {"total": before["total"] | {"low": "4.00", "high": "99.00"}}
    before["measures"] = {"8.5": before["measures"]["8.5"] | {"numerator": 1200, "denominator": 1240}}
    found = index(publication(previous=before))
    low, high = float(found["total"]["low"]) - 4, float(found["total"]["high"]) - 99
    assert found["movement"] == {
        "release": "2018-12-14-abc",
        "night": "2018-12-14",
        "low": f"{low:+.2f}",
        "high": f"{high:+.2f}",
        "measures": {"8.5": {"numerator": -20, "denominator": 0}},
    }


@pytest.mark.parametrize("change", [{"schema": 0}, {"edition": "2018"}])
def test_releases_of_another_form_or_edition_are_not_compared(change: dict) -> None:
    before = index(publication()) | {"release": "2018-12-14-abc"}
    assert index(publication(previous=before))["movement"] is not None
    assert index(publication(previous=before | change))["movement"] is None


def test_index_names_the_release_before() -> None:
    before = index(publication()) | {"release": "2018-12-14-abc"}
    assert b'"previous": "2018-12-14-abc"' in contents(publication(previous=before))[1]["index.json"]
    assert b'"previous": null' in contents(publication())[1]["index.json"]


def test_an_indicator_shows_its_inputs_and_where_they_come_from() -> None:
    found = build(publication())[0]["indicators/8.5"]
    assert [(each["name"], each["value"]) for each in found["inputs"]] == [("due", 1240), ("published", 1180)]
    assert found["measures"] == ["8.5"]
    assert (found["status"], found["low"], found["cap"]) == ("scored", "1.0323", "2")


@pytest.mark.parametrize(
    ("given", "shown"),
    [("13800138000", 13800138000), ("80.68", "80.68"), (True, True), (None, None), (["7", None], [7, None])],
)
def test_whole_decimal_texts_become_numbers(given: object, shown: object) -> None:
    assert figure(given) == shown


def test_an_empty_night_can_be_published() -> None:
    given = publication(sources=[], measures={}, refused=publication().refused.slice(0, 0), quality=table(QUALITY, []))
    documents, tables = build(given)
    assert documents["receipts"]["sources"] == []
    assert {name: len(found) for name, found in tables.items() if len(found)} == {"indicator": 54, "gate": 10}
    assert "没有测算结果" in contents(given)[1]["index.html"].decode()


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("许可.XLSX", "xlsx"), ("a.csv", "csv"), ("许可", ""), ("许可.张三", ""), ("许可 2019.3月", "")],
)
def test_of_a_file_name_only_a_known_format_is_shown(name: str, suffix: str) -> None:
    assert delivery(file("a", "permit", receipt()) | {"file": name})["suffix"] == suffix


def test_a_file_that_could_not_be_landed_has_no_hash_and_can_be_published() -> None:
    given = publication()
    lost = file("", None, receipt())
    sources = [given.sources[1] | {"files": [lost]}]
    assert build(publication(sources=sources))[0]["receipts"]["sources"][0]["files"][0]["sha256"] is None
    assert "一个文件未能接收（csv）" in contents(publication(sources=sources))[1]["index.html"].decode()
