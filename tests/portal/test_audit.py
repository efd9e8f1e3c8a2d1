"""The last look finds numbers of persons and firms wherever they stand, and lets figures and hashes be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from portal.audit import audit, suspicion
from portal.publication import Publication, PublicationStopped
from portal.release import publish
from tests.portal.city import publication, table

# 合成号码：格式相符，并不属于任何人。
PERSON, MOBILE, FIRM = "110101199003071233", "13800138000", "91420200MA48888888"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"负责人{PERSON}。", "证件号码"),
        ("ID11010119900307123X", "证件号码"),
        ("旧证110101900307123号", "证件号码"),
        ("１１０１０１１９９００３０７１２３３", "证件号码"),
        ("卡号6222021234567890123", "证件号码"),
        (f"电话{MOBILE}", "手机号码"),
        ("tel8613800138000", "手机号码"),
        ("138 0013 8000", "手机号码"),
        ("138-0013-8000", "手机号码"),
        (f"代码{FIRM}", "统一社会信用代码"),
        (FIRM.lower(), "统一社会信用代码"),
        ("clerk@example.org", "电子邮箱"),
    ],
)
def test_finds(text: str, words: str) -> None:
    assert (suspicion(text) or "").startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 20 + "1" * 44,
        "1" * 64,
        "2018-12-15",
        "13,800,138,000",
        "12345678901",
        "138001380001",
        "R05",
        "云梦泽市市场监督管理局",
        "measure_by_department",
    ],
)
def test_leaves(text: str) -> None:
    assert suspicion(text) is None


def test_ids_of_the_release_are_no_hits() -> None:
    id = f"2018-12-15-{MOBILE}a"
    assert suspicion(f"运行编号 {id}") is not None
    assert suspicion(f"运行编号 {id}", own=[id]) is None
    assert suspicion(f"运行编号 {id} {MOBILE}", own=[id]) is not None


def test_figures_in_json_are_no_hits_but_texts_are(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"amount": 13800138000, "loans": "13800138000.50"}), encoding="utf-8")
    audit(tmp_path)
    for leak in ({"amount": MOBILE}, {MOBILE: 1}, {"list": [{"note": f"致电{MOBILE}"}]}):
        file.write_text(json.dumps(leak), encoding="utf-8")
        with pytest.raises(PublicationStopped, match="x.json 中出现疑似手机号码"):
            audit(tmp_path)


def test_parquet_is_read_back_though_it_is_compressed(tmp_path: Path) -> None:
    pq.write_table(pa.table({"note": [f"{PERSON}"] * 1000}), tmp_path / "x.parquet", compression="zstd")
    with pytest.raises(PublicationStopped, match="x.parquet"):
        audit(tmp_path)


def test_the_name_of_a_file_counts(tmp_path: Path) -> None:
    (tmp_path / f"{FIRM}.html").write_text("", encoding="utf-8")
    with pytest.raises(PublicationStopped):
        audit(tmp_path)


def planted(number: str) -> dict[str, Publication]:
    """The number in places which the allow-list leaves to words."""
    given = publication()
    measure = replace(given.measures["8.5"], says=f"见{number}")
    refused = table(("source", "dataset", "rule", "title", "rows"), [("hb_permit", "permit", "R05", f"如{number}", 1)])
    result = given.result | {"gates": [gate | {"reason": f"见{number}"} for gate in given.result["gates"]]}
    return {
        "measure": replace(given, measures={"8.5": measure}),
        "table": replace(given, refused=refused),
        "gate": replace(given, result=result),
        "department": replace(given, departments=given.departments | {"hb": f"某局{number}"}),
    }


@pytest.mark.parametrize("number", [PERSON, MOBILE, FIRM])
@pytest.mark.parametrize("place", ["measure", "table", "gate", "department"])
def test_a_planted_number_stops_the_release(place: str, number: str, tmp_path: Path) -> None:
    old = publish(publication(), tmp_path)
    with pytest.raises(PublicationStopped, match="疑似") as caught:
        publish(planted(number)[place], tmp_path)
    assert number not in str(caught.value)
    assert (tmp_path / "releases" / "current").resolve() == old.path
