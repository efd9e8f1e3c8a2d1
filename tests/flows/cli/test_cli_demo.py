"""`credit demo` runs three nights in a home of its own and harms nothing else."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from flows.cli._demo_screen import moved, percent, troubles
from flows.demo import MARKER, claim
from flows.settings import SettingsError
from warehouse.home import Home
from warehouse.lock import Locked, writer


def test_a_folder_with_anything_else_in_it_is_refused_and_left_alone(run, home: Path) -> None:
    (home / "ledger.sqlite").write_text("a real one")
    answer = run("demo", "--home", home)
    assert answer.code == 78 and "--home" in answer.err
    assert [path.name for path in home.iterdir()] == ["ledger.sqlite"]


def test_a_second_demo_deletes_only_what_a_demo_makes(home: Path) -> None:
    claim(Home(home), keep=False)
    (home / "releases").mkdir()
    (home / "releases" / "x").write_text("old")
    (home / "warehouse.duckdb").write_text("old")
    (home / "notes.txt").write_text("mine")
    claim(Home(home), keep=False)
    assert {path.name for path in home.iterdir()} == {MARKER, "notes.txt", "writer.lock"}


def test_a_link_is_removed_and_not_followed(home: Path, tmp_path: Path) -> None:
    claim(Home(home), keep=False)
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "x").write_text("x")
    (home / "city").symlink_to(tmp_path / "precious")
    claim(Home(home), keep=False)
    assert not (home / "city").is_symlink() and (tmp_path / "precious" / "x").exists()


def test_every_folder_that_it_makes_is_for_the_owner_alone(home: Path) -> None:
    claim(Home(home / ".credit" / "demo"), keep=False)
    assert {(home / folder).stat().st_mode & 0o777 for folder in (".credit", ".credit/demo")} == {0o700}


def test_keep_keeps(home: Path) -> None:
    claim(Home(home), keep=False)
    (home / "warehouse.duckdb").write_text("old")
    claim(Home(home), keep=True)
    assert (home / "warehouse.duckdb").read_text() == "old"


def test_nothing_is_deleted_under_a_running_night(home: Path) -> None:
    claim(Home(home), keep=False)
    (home / "warehouse.duckdb").write_text("in use")
    with writer(Home(home).lock), pytest.raises(Locked):
        claim(Home(home), keep=False)
    assert (home / "warehouse.duckdb").exists()


def test_keep_does_not_open_a_foreign_folder_either(home: Path) -> None:
    (home / "x").write_text("x")
    with pytest.raises(SettingsError):
        claim(Home(home), keep=True)


def night(numerator: int, denominator: int, points: str, sources: list | None = None) -> dict:
    """The parts of a night's result that the screen reads."""
    counts = {"numerator": numerator, "denominator": denominator}
    return {"measures": {"8.5": counts}, "indicators": {"8.5": {"low": points}}, "sources": sources or []}


def test_how_a_figure_moved() -> None:
    assert percent(Fraction(2, 3)) == percent(Fraction(6667, 10000))
    assert moved([night(1, 2, "0.5000"), night(3, 4, "0.7500")], "8.5") == "+25.00 个百分点，+0.25 分"
    assert moved([night(1, 2, "0.5000"), night(1, 4, "0.2500")], "8.5") == "-25.00 个百分点，-0.25 分"
    assert moved([night(1, 2, "0.5000"), night(2, 4, "0.5000")], "8.5") == "不变"
    assert moved([night(0, 0, "0.0000"), night(2, 4, "0.5000")], "8.5") == "+0.50 分"


def test_troubles_are_told_and_a_quiet_night_too() -> None:
    assert troubles(night(1, 2, "0")) == ["全部正常。"]
    sources = [
        {"id": "a", "state": "failed", "message": "坏了。", "files": []},
        {"id": "b", "state": "silent", "message": "…", "files": []},
        {"id": "c", "state": "ok", "message": "", "files": [{"file": "f.csv", "repeat": True}]},
    ]
    failed, silent, again = troubles(night(1, 2, "0", sources))
    assert failed == "失败 a：坏了。" and silent.startswith("无文件 b") and "f.csv" in again


@pytest.mark.slow
@pytest.mark.loopback
def test_three_nights_and_a_screen(run, home: Path) -> None:
    answer = run("demo", "--home", home, "--no-gate", "--json")
    assert answer.code == 0
    nights, page = answer.json["nights"], answer.json["page"]
    assert [each["date"] for each in nights] == ["2019-03-13", "2019-03-14", "2019-03-15"]
    assert Path(page).is_file() and Path(page).is_relative_to(home)
    assert (home / "portal.sqlite").is_file()
    states = {source["id"]: source["state"] for source in nights[1]["sources"]}
    assert (states["zrzy_permit"], states["scjg_lost_contact"], states["rsj_permit"]) == ("failed", "stale", "silent")

    again = run("demo", "--home", home, "--no-gate", "--keep")
    assert again.code == 0
    for told in ("zrzy_permit", "日期错误（R04）", "8.5 双公示率", "总分", "index.html", "./credit explain 8.5"):
        assert told in again.out
    assert page in again.out
