"""`credit check`: exit codes, the fixed form and what is more, the report for people, what is refused."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from expectations.contract import contracts
from expectations.template import heading_in
from flows.answer import Answer, shown_name
from flows.check_file import Stopped, check_file, dataset_source, second_opinion
from flows.examine import examine, staging
from flows.find import find
from tests.expectations.rows import penalty

NIGHT = date(2019, 1, 9)
KEY = b"a key of the tests, 32 bytes long"
FIELDS = contracts()["penalty"].fields_in("2018")
HEADING = [heading_in(contracts()["penalty"], f, "2018") for f in FIELDS]
FORM = {"outcome", "reason", "receipt", "accepted", "quarantined", "findings", "warnings", "seconds", "peak_mb"}
GOOD, BAD = penalty(n=1), penalty(n=2, decided_on="2019-02-30")


def write(path: Path, rows: list[dict], *more: str) -> Path:
    """A CSV of these rows; `more` are further headings, their columns filled with x."""
    text = io.StringIO()
    lines = [[*(row.get(f.name) or "" for f in FIELDS), *("x" for _ in more)] for row in rows]
    csv.writer(text).writerows([[*HEADING, *more], *lines])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def ask(run, tmp_path):
    """A function that runs `credit check FILE --dataset penalty` on the tests' night."""

    def call(file: Path, *options: object):
        return run("check", file, "--dataset", "penalty", "--date", NIGHT, "--home", tmp_path / "home", *options)

    return call


@pytest.mark.parametrize(("rows", "code"), [([GOOD], 0), ([GOOD, BAD], 10), ([], 0)])
def test_the_exit_code_says_whether_rows_are_open(ask, tmp_path, rows, code):
    assert ask(write(tmp_path / "a.csv", rows)).code == code


def test_a_rejected_file_is_20_with_a_reason_and_nothing_counted(ask, tmp_path):
    (tmp_path / "a.csv").write_text("这里,没有,表头\n1,2,3\n", encoding="utf-8")
    answer = ask(tmp_path / "a.csv", "--json")
    assert answer.code == 20 and answer.json["outcome"] == "rejected"
    assert "没有找到" in answer.json["reason"] and set(answer.json["receipt"].values()) == {0}


def test_the_answer_has_the_fixed_form_and_says_what_the_file_is(ask, tmp_path):
    path = write(tmp_path / "a.csv", [GOOD, BAD], "内部标注")
    answer = ask(path, "--json").json
    assert set(answer) >= FORM
    assert (answer["accepted"], answer["quarantined"], answer["outcome"], answer["reason"]) == (1, 1, "loaded", None)
    assert answer["receipt"] == {"received": 2, "accepted": 1, "duplicate": 0, "quarantined": 1, "ignored": 0}
    assert (answer["file"], answer["format"], answer["encoding"]) == ("a.csv", "csv", "utf-8")
    assert answer["sheets"] == [{"name": None, "hidden": False, "dataset": "penalty", "rows": 2}]
    assert answer["columns"]["mapped"]["处罚决定日期"] == "decided_on"
    assert (answer["columns"]["ignored"], answer["columns"]["unknown"]) == ([], ["内部标注"])
    assert {"rule", "severity", "row", "sheet", "field", "message"} <= set(answer["findings"][0])
    (problem,) = answer["problems"]
    assert problem == {
        "dataset": "penalty", "rule": "R04", "title": "日期错误", "field": "decided_on", "heading": "处罚决定日期",
        "severity": "reject", "rows": 1, "words": problem["words"],
    }  # fmt: skip
    assert answer["gate"] is None


def test_rows_are_listed_when_asked_for(ask, tmp_path):
    answer = ask(write(tmp_path / "a.csv", [GOOD, BAD]), "--json", "--rows").json
    assert [row["decided_on"] for row in answer["accepted"]] == ["2019-01-07"]
    assert [(row["row"], row["reasons"][0][:3]) for row in answer["quarantined"]] == [(3, "第3行")]


def test_a_folder_of_pages_is_one_file(ask, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in (1, 2):
        records = [dict(zip(HEADING, (penalty(n=number).get(f.name) for f in FIELDS), strict=True))]
        (pages / f"{number}.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    answer = ask(pages, "--json", "--return", tmp_path / "out.xlsx")
    assert (answer.code, answer.json["receipt"]["accepted"], answer.json["format"]) == (0, 2, "json")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["数据"].max_row == 3
    assert ask(pages, "--return", pages / "out.xlsx").code == 78


def test_the_report_reads_from_the_outcome_to_the_next_step(ask, tmp_path):
    said = ask(write(tmp_path / "a.csv", [GOOD, *(penalty(n=i, decided_on="x") for i in range(2, 27))], "内部标注")).out
    order = [
        "a.csv：有25行需要改正",
        "编码 utf-8",
        "内部标注",
        "收到 26 = 可入库 1 + 重复 0 + 退回 25",
        "R04",
        "✗ 第3行",
        "还有 5 条",
        "--return",
    ]
    assert [said.find(words) for words in order] == sorted(said.find(words) for words in order)
    assert said.find(order[0]) == 0 and said.count("✗") == 20
    assert "\x1b" not in said


def test_a_file_without_open_rows_is_told_so(ask, tmp_path):
    assert "全部通过" in ask(write(tmp_path / "a.csv", [GOOD])).out
    assert "零报告" in ask(write(tmp_path / "a.csv", [])).out


def test_what_a_file_says_steers_no_terminal(ask, tmp_path):
    """Neither its name nor a heading of its."""
    path = write(tmp_path / "a\x1b[2J\u202egpj\n.csv", [GOOD], "标\x1b[31m注")
    said = ask(path).out
    assert not {"\x1b", "\u202e"} & set(said) and "a·[2J·gpj .csv" in said


def test_a_name_that_is_no_unicode_is_shown_all_the_same(ask, tmp_path):
    name = "处罚.csv".encode("gbk").decode("utf-8", "surrogateescape")
    path = write(tmp_path / name, [GOOD])
    assert ask(path, "--json").json["file"] == shown_name(name) == r"\xb4\xa6\xb7\xa3.csv"
    assert ask(path, "--return", tmp_path / "out.xlsx").code == 0


def test_the_returned_workbook_is_named_in_the_report(ask, tmp_path):
    path, out = write(tmp_path / "a.csv", [GOOD, BAD]), tmp_path / "out.xlsx"
    assert str(out) in ask(path, "--return", out).out and out.is_file()


def test_the_returned_workbook_overwrites_nothing_that_is_checked(ask, tmp_path):
    path = write(tmp_path / "a.xlsx", [GOOD])
    before = path.read_bytes()
    (tmp_path / "link.xlsx").symlink_to(path)
    for out in (path, tmp_path / "link.xlsx", tmp_path / "." / "a.xlsx"):
        refused = ask(path, "--return", out)
        assert refused.code == 78 and "file to be checked" in refused.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(("out", "why"), [("nowhere/b.xlsx", "there is no folder"), ("b.csv", "must end in .xlsx")])
def test_a_returned_workbook_that_cannot_be_is_refused_before_the_check(ask, tmp_path, out, why):
    refused = ask(write(tmp_path / "a.csv", [GOOD]), "--return", tmp_path / out)
    assert refused.code == 78 and why in refused.err and not refused.out


def test_what_the_file_is_must_be_named_once(run, tmp_path, city):
    path = write(tmp_path / "a.csv", [GOOD])
    for named in ([], ["--source", "hb_permit"], ["--source", "hb_permit", "--city", city, "--dataset", "permit"]):
        refused = run("check", path, *named)
        assert refused.code == 78 and "name what the file is" in refused.err
    assert run("check", path, "--dataset", "nothing", "--home", tmp_path / "home").code == 78


def test_an_accident_is_an_outcome_too(tmp_path):
    """A night that is no day makes the rules fail to be made."""
    path, out = write(tmp_path / "a.csv", [GOOD]), tmp_path / "out.xlsx"
    answer = check_file(path, dataset_source("penalty"), None, None, KEY, rows=True, out=out)
    assert answer.exit == 20 and "内部错误（" in answer.reason and ".py:" in answer.reason
    assert set(answer.receipt.values()) == {0} and answer.accepted == [] and answer.format == "csv"
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["数据", "核对摘要"] and answer.reason in book["核对摘要"]["A2"].value


def test_the_gate_is_answered_for(ask, tmp_path):
    path = write(tmp_path / "a.csv", [GOOD, BAD])
    answer = ask(path, "--gate", "--json")
    assert answer.code == 10 and answer.json["gate"]["agrees"] is True and answer.json["gate"]["expectations"] > 10


def test_a_gate_that_disagrees_stops_the_file_in_a_sentence(tmp_path):
    path = write(tmp_path / "a.csv", [GOOD, BAD])
    source, answer = dataset_source("penalty"), Answer("a.csv")
    (tmp_path / "cells").mkdir()
    found = find(path, path.name, source, tmp_path / "cells")
    with staging(None, tmp_path, KEY) as con:
        examined = examine(con, found.tables["penalty"], source, None, NIGHT)
        wrong = {**examined.checked.failures, "R04:decided_on": 7}
        spoilt = replace(examined, checked=replace(examined.checked, failures=wrong))
        with pytest.raises(Stopped) as stopped:
            second_opinion(answer, con, spoilt)
    assert "检查7行" in stopped.value.reason or "不一致" in stopped.value.reason
    assert answer.gate["agrees"] is False and answer.gate["expectations"] > 10
