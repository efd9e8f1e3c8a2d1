"""The allow-list fails closed: what it does not name, or what looks different, stops the release."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from portal.data import build
from portal.gate import check_document
from portal.publication import Publication, PublicationStopped
from portal.release import publish
from portal.site import pages
from tests.portal.city import QUALITY, publication, shares, table


def with_measure(**changes: object) -> Publication:
    """The publication with its double publicity changed."""
    given = publication()
    return replace(given, measures={"8.5": replace(given.measures["8.5"], **changes)})  # type: ignore[arg-type]


def with_column(found: pa.Table) -> pa.Table:
    """The table with one column more."""
    return found.append_column("party_name", pa.array(["某某公司"] * len(found)))


def with_result(part: str, **changes: object) -> Publication:
    """The publication with something else in its result."""
    given = publication()
    return replace(given, result=given.result | {part: given.result[part] | changes})


GIVEN = publication()
STOPPED = {
    "column of quality": (replace(GIVEN, quality=with_column(GIVEN.quality)), "party_name"),
    "column of refused": (replace(GIVEN, refused=with_column(GIVEN.refused)), "party_name"),
    "column of departments": (with_measure(by_department=with_column(GIVEN.measures["8.5"].by_department)), "party_n"),
    "column of counties": (with_measure(by_county=with_column(GIVEN.measures["8.5"].by_county)), "party_name"),
    "column of reasons": (with_measure(reasons=with_column(GIVEN.measures["8.5"].reasons)), "party_name"),
    "column missing": (replace(GIVEN, refused=GIVEN.refused.drop_columns(["rule"])), "缺少字段 'rule'"),
    "count as text": (with_measure(by_county=shares("county", [("429700", "many", "1", "2", "3")])), "列类型"),
    "negative count": (with_measure(by_county=shares("county", [("429700", 1, 2, -1, 0)])), "not_covered"),
    "key among the results": (with_result("total", party="某某公司"), "party"),
    "points that are none": (with_result("total", low="12.3e4"), "index.total.low"),
    "a reason with a long number": (
        with_measure(reasons=table(("reason", "members"), [("案号20190001", 1)])),
        "reason",
    ),
    "a source's state": (replace(GIVEN, sources=[GIVEN.sources[0] | {"state": "late"}]), "index.sources"),
    "a run with a path": (replace(GIVEN, run="/home/night"), "index.run"),
    "markup in a title": (with_measure(title="<b>公示</b>"), "title"),
}


@pytest.mark.parametrize(("given", "says"), STOPPED.values(), ids=STOPPED)
def test_stops_with_a_sentence_that_names_the_place(given: Publication, says: str, tmp_path: Path) -> None:
    with pytest.raises(PublicationStopped, match="^发布中止：.*" + says) as caught:
        publish(given, tmp_path)
    assert "某某公司" not in str(caught.value)
    assert not (tmp_path / "releases" / "current").exists()


def test_a_new_key_of_a_document_stops_it() -> None:
    documents, _ = build(GIVEN)
    known = {"department": frozenset(GIVEN.departments), "county": frozenset(GIVEN.counties)}
    check_document("quality", documents["quality"], known)
    with pytest.raises(PublicationStopped, match="'members'"):
        check_document("quality", documents["quality"] | {"members": []}, known)


def test_a_template_that_asks_for_more_than_the_documents_stops(tmp_path: Path) -> None:
    documents, _ = build(GIVEN)
    (tmp_path / "index.html").write_text("{{ index.city }}{{ receipts.sources[0].message }}", encoding="utf-8")
    (tmp_path / "department.html").write_text("", encoding="utf-8")
    with pytest.raises(PublicationStopped, match="message"):
        pages(documents, tmp_path)


def test_messages_and_file_names_stay_inside(tmp_path: Path) -> None:
    """They may quote headings and what people called their files."""
    folder = publish(GIVEN, tmp_path).path
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert "张三".encode() not in everything
    assert b"permit.CSV" not in everything


def test_units_that_the_city_does_not_know_are_added_up_without_their_text() -> None:
    rows = [("hb", 10, 5, 5, 0), ("黄某某商行", 3, 1, 2, 0), (None, 4, 0, 3, 1)]
    documents, tables = build(with_measure(by_department=shares("department", rows)))
    other = {"department": "other", "total": 7, "covered": 1, "not_covered": 5, "unknown": 1}
    assert other in documents["measures/8.5"]["departments"]
    assert tables["measure_by_department"]["department"].to_pylist() == ["hb", "other"]


def test_lists_whose_name_is_no_name_are_added_up_without_their_text() -> None:
    counts = (1,) * 10
    names = [None, "重大税收违法", "失信名单（2018年度）", "13800138000", "甲" * 61, "<b>"]
    rows = [("black_list", "hb", name, *counts) for name in names]
    _, tables = build(replace(GIVEN, quality=table(QUALITY, rows)))
    found = {row["list_type"]: row["received"] for row in tables["quality"].to_pylist()}
    assert found == {None: 1, "重大税收违法": 1, "失信名单（2018年度）": 1, "其他名单": 3}
