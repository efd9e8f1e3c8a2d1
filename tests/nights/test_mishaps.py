"""What happens to a file on its way, one at a time: the sentence a person needs, and nothing else changes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.settings import SettingsError
from warehouse.home import Home

NIGHT = date(2019, 3, 13)
pytestmark = [pytest.mark.loopback, pytest.mark.slow]


@pytest.fixture
def copied(city_folder: Path, tmp_path: Path) -> Path:
    """A city of three sources: 市交通运输局 permits, 市市场监督管理局 subjects, 失联主体."""
    folder = tmp_path / "city"
    shutil.copytree(city_folder, folder)
    for source in (folder / "sources").glob("*.toml"):
        if source.stem not in ("jtys_permit", "scjg_subject", "scjg_lost_contact"):
            source.unlink()
    return folder


@pytest.fixture
def file(copied: Path) -> Path:
    """The permits of 市交通运输局."""
    return next((copied / "deliveries/2019-03-13/jtys").glob("行政许可_*.csv"))


def by_id(result: dict) -> dict[str, dict]:
    return {source["id"]: source for source in result["sources"]}


@pytest.fixture
def undisturbed(copied: Path, run_one, tmp_path: Path) -> dict:
    return run_one(copied, Home(tmp_path / "undisturbed"), NIGHT, gate=False)


def others_are_the_same(result: dict, undisturbed: dict) -> bool:
    mine, theirs = by_id(result), by_id(undisturbed)
    return all(mine[name] == theirs[name] for name in ("scjg_subject", "scjg_lost_contact"))


def test_a_deleted_file_is_said(copied, file, run_one, tmp_path, undisturbed):
    file.unlink()
    result = run_one(copied, Home(tmp_path / "home"), NIGHT, gate=False)
    source = by_id(result)["jtys_permit"]
    assert (source["state"], source["files"]) == ("silent", [])
    assert "本日没有收到文件" in source["message"] and "deliveries/2019-03-13/jtys" in source["message"]
    assert others_are_the_same(result, undisturbed)


def test_a_missing_snapshot_is_stale(copied, run_one, tmp_path):
    shutil.rmtree(copied / "deliveries/2019-03-13/scjg")
    result = run_one(copied, Home(tmp_path / "home"), NIGHT, gate=False)
    assert by_id(result)["scjg_subject"]["state"] == "stale"
    assert "没有收到全量文件" in by_id(result)["scjg_subject"]["message"]
    assert result["exit"] == 10


def test_a_damaged_file_is_refused_with_a_reason(copied, file, run_one, tmp_path, undisturbed):
    file.write_bytes(b"PK\x03\x04" + file.read_bytes()[:2000])
    result = run_one(copied, Home(tmp_path / "home"), NIGHT, gate=False)
    source = by_id(result)["jtys_permit"]
    assert source["state"] == "failed"
    assert source["message"].startswith(file.name) and "请" in source["message"]
    assert source["files"][0]["dataset"] is None and not any(source["files"][0]["receipt"].values())
    assert others_are_the_same(result, undisturbed)


def test_a_file_sent_twice_is_a_repeat(copied, file, run_one, tmp_path, undisturbed):
    shutil.copy(file, file.with_name("行政许可_再报.csv"))
    result = run_one(copied, Home(tmp_path / "home"), NIGHT, gate=False)
    entries = by_id(result)["jtys_permit"]["files"]
    assert [entry["repeat"] for entry in entries] == [False, True]
    assert not any(entries[1]["receipt"].values())
    assert entries[0]["receipt"] == by_id(undisturbed)["jtys_permit"]["files"][0]["receipt"]
    assert result["measures"] == undisturbed["measures"]


def test_renamed_columns_are_named(copied, file, run_one, tmp_path, undisturbed):
    heading, rest = file.read_bytes().decode("utf-8-sig").split("\n", 1)
    assert "决定日期" in heading
    file.write_bytes(
        (heading.replace("许可决定日期", "作出时间").replace("决定日期", "作出时间") + "\n" + rest).encode("utf-8-sig")
    )
    result = run_one(copied, Home(tmp_path / "home"), NIGHT, gate=False)
    message = by_id(result)["jtys_permit"]["message"]
    assert "缺少行政许可必需的列：许可决定日期" in message
    assert "作出时间" in message and "重报" in message
    assert others_are_the_same(result, undisturbed)


def test_a_refused_file_is_loaded_once_it_is_mended(copied, file, run_one, tmp_path, undisturbed):
    whole = file.read_bytes()
    file.write_bytes(b"")
    home = Home(tmp_path / "home")
    assert by_id(run_one(copied, home, NIGHT, gate=False))["jtys_permit"]["state"] == "failed"
    file.write_bytes(whole)
    mended = run_one(copied, home, NIGHT, gate=False)
    assert by_id(mended)["jtys_permit"]["state"] == "ok"
    assert mended["measures"] == undisturbed["measures"]


def test_a_delivery_outside_its_bounds_is_refused(copied, run_one, tmp_path, undisturbed):
    definition = copied / "sources/jtys_permit.toml"
    definition.write_text(definition.read_text(encoding="utf-8") + "\n[rows]\nleast = 100000\n", encoding="utf-8")
    result = run_one(copied, Home(tmp_path / "home"), NIGHT, gate=False)
    source = by_id(result)["jtys_permit"]
    assert source["state"] == "failed" and "至少100000行" in source["message"]
    assert others_are_the_same(result, undisturbed)


def test_an_earlier_night_than_the_last_is_refused(copied, run_one, tmp_path, undisturbed):
    with pytest.raises(SettingsError, match="nights run in order"):
        run_one(copied, Home(tmp_path / "undisturbed"), date(2019, 3, 12), gate=False)


def test_an_unknown_column_is_said_though_the_file_loads(copied, file, run_one, tmp_path):
    heading, rest = file.read_bytes().decode("utf-8-sig").split("\n", 1)
    file.write_bytes((heading.replace("许可内容", "办了什么") + "\n" + rest).encode("utf-8-sig"))
    source = by_id(run_one(copied, Home(tmp_path / "home"), NIGHT, gate=False))["jtys_permit"]
    assert source["state"] == "ok" and "办了什么" in source["message"]
