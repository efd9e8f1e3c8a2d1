"""`credit sources` lists a city's sources and how they stood."""

from __future__ import annotations

from pathlib import Path

FORM = ["id", "title", "department", "datasets", "mode", "missing", "feed", "state", "since"]


def test_a_home_without_a_night_knows_no_states(run, city: Path, home: Path) -> None:
    listed = run("sources", "--city", city, "--home", home / "none", "--json").json
    assert [list(source) for source in listed] == [FORM] * 3
    assert listed[0]["feed"] == {"kind": "file", "where": "{date}/许可_*.csv"}
    assert {(source["state"], source["since"]) for source in listed} == {(None, None)}
    assert not (home / "none").exists()


def test_without_a_city_it_is_that_of_the_last_night(run, lived) -> None:
    listed = {source["id"]: source for source in run("sources", "--home", lived.home, "--json").json}
    assert (listed["scjg_subject"]["state"], listed["scjg_subject"]["since"]) == ("stale", "2019-03-13")
    assert (listed["scjg_black_list"]["state"], listed["scjg_black_list"]["since"]) == ("failed", "2019-03-13")
    assert (listed["hb_permit"]["state"], listed["hb_permit"]["since"]) == ("silent", None)


def test_states_of_another_city_are_not_taken(run, lived, city: Path) -> None:
    listed = run("sources", "--home", lived.home, "--city", city, "--json").json
    assert {source["state"] for source in listed} == {None}


def test_without_city_and_night_it_says_what_to_do(run, home: Path) -> None:
    answer = run("sources", "--home", home)
    assert answer.code == 78 and "credit night" in answer.err


def test_a_password_in_a_source_is_not_shown(run, city: Path, home: Path) -> None:
    path = city / "sources" / "hb_permit.toml"
    head = path.read_text().partition("[file]")[0]
    path.write_text(head + '[database]\nurl = "postgresql://reader:Geheim1@db.example:5432/x"\ntable = "v_xk"\n')
    for form in ((), ("--json",)):
        printed = run("sources", "--city", city, "--home", home, *form).out
        assert "db.example" in printed and "Geheim1" not in printed and "reader" not in printed
