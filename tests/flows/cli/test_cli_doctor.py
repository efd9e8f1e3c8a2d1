"""`credit doctor` finds what is wrong before a night does, and changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.doctor import Check, Requirement, calendar, mismatch
from flows.settings import make_key


def states(answer) -> dict[str, str]:
    """The worst state of each check by name."""
    found: dict[str, str] = {}
    for check in answer.json["checks"]:
        if found.get(check["name"]) != "bad":
            found[check["name"]] = check["state"]
    return found


def said(answer, name: str) -> str:
    return next(check["message"] for check in answer.json["checks"] if check["name"] == name)


def test_a_sound_city_and_home_are_well(run, lived, home) -> None:
    answer = run("doctor", "--home", lived.home, "--city", lived.city, "--json")
    assert answer.code == 0 and answer.json["ok"] is True
    assert {state for name, state in states(answer).items() if name not in ("telemetry", "calendar")} == {"ok"}
    assert said(answer, "ledger") == "2 nights, the last 2019-03-14"


def test_a_home_that_is_not_there_is_not_made(run, home: Path) -> None:
    answer = run("doctor", "--home", home / "none", "--json")
    assert answer.code == 0 and states(answer)["home"] == "ok"
    assert not (home / "none").exists()


def test_an_open_home_and_a_short_key_are_bad(run, home: Path) -> None:
    home.chmod(0o750)
    (home / "pseudonym.key").write_bytes(b"x" * 31)
    answer = run("doctor", "--home", home, "--json")
    assert answer.code == 78 and answer.json["ok"] is False
    assert (states(answer)["home"], states(answer)["key"]) == ("bad", "bad")
    assert "chmod 700" in said(answer, "home") and "31 bytes" in said(answer, "key")


def test_a_key_that_others_may_read_is_bad(run, home: Path) -> None:
    home.chmod(0o700)
    make_key(home / "pseudonym.key")
    assert states(run("doctor", "--home", home, "--json"))["key"] == "ok"
    (home / "pseudonym.key").chmod(0o640)
    assert states(run("doctor", "--home", home, "--json"))["key"] == "bad"


def test_a_damaged_warehouse_is_bad_and_its_bytes_are_not_quoted(run, home: Path) -> None:
    home.chmod(0o700)
    (home / "warehouse.duckdb").write_bytes("张三的数据".encode() * 2000)
    answer = run("doctor", "--home", home, "--json")
    assert states(answer)["warehouse"] == "bad" and "张三" not in answer.out


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('[columns]\n"证号" = "licence"', "licence"),
        ('[constants]\nlicence = "1"', "licence"),
        ('[recode.licence]\na = "b"', "licence"),
    ],
)
def test_a_source_that_names_no_field_is_bad(run, city: Path, home: Path, line: str, word: str) -> None:
    path = city / "sources" / "hb_permit.toml"
    path.write_text(path.read_text() + line + "\n")
    answer = run("doctor", "--home", home / "none", "--city", city, "--json")
    assert answer.code == 78 and word in said(answer, "source hb_permit")


def test_a_source_of_an_unknown_dataset_is_bad(run, city: Path, home: Path) -> None:
    path = city / "sources" / "hb_permit.toml"
    path.write_text(path.read_text().replace('"permit"', '"permits"'))
    assert states(run("doctor", "--home", home / "none", "--city", city, "--json"))["source hb_permit"] == "bad"


def test_an_environment_variable_that_is_not_set_is_bad(run, city: Path, home: Path, monkeypatch) -> None:
    path = city / "sources" / "hb_permit.toml"
    path.write_text(path.read_text().partition("[file]")[0] + '[api]\nurl_env = "HB_API_OF_THIS_TEST"\n')
    command = ("doctor", "--home", home / "none", "--city", city, "--json")
    answer = run(*command)
    assert answer.code == 78 and "HB_API_OF_THIS_TEST" in said(answer, "source hb_permit")
    monkeypatch.setenv("HB_API_OF_THIS_TEST", "http://127.0.0.1/x")
    assert states(run(*command))["source hb_permit"] == "ok"


def test_a_folder_that_is_not_there_is_worth_a_look_only(run, city: Path, home: Path) -> None:
    path = city / "sources" / "hb_permit.toml"
    once = path.read_text()
    for folder, state in (
        ("nowhere/{date}", "warn"),
        ("{date}/hb", "ok"),
        ("sources/{date}", "ok"),
        ("nowhere", "warn"),
    ):
        path.write_text(once.replace("{date}", folder))
        answer = run("doctor", "--home", home / "none", "--city", city, "--json")
        assert (answer.code, states(answer)["source hb_permit"]) == (0, state), folder


def test_a_city_that_does_not_load_says_why(run, city: Path, home: Path) -> None:
    (city / "departments.csv").unlink()
    answer = run("doctor", "--home", home / "none", "--city", city, "--json")
    assert answer.code == 78 and "departments.csv" in said(answer, "city")


def test_a_package_in_another_version_is_named() -> None:
    assert mismatch(Requirement("duckdb==2.0.0")) is None
    assert mismatch(Requirement("duckdb<2")) == "duckdb is 2.0.0, needed is <2"
    assert mismatch(Requirement("no-such-package")) == "no-such-package is not installed"


def test_a_day_beyond_the_calendar_is_bad_as_c_and_worth_a_look_as_today() -> None:
    near, far = date(2019, 3, 15), date(2090, 1, 1)
    assert [check.state for check in calendar(near, near, "x")] == ["ok", "ok"]
    assert [check.state for check in calendar(far, near, "x")] == ["ok", "warn"]
    assert [check.state for check in calendar(near, far, "x")] == ["bad", "ok"]
    assert isinstance(next(calendar(near, near, "x")), Check)
