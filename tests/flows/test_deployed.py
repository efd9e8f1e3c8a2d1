"""The deployed flows without a server, how they end, and what they leave: no sockets are open here."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from prefect.states import State

from flows.deployed.artifacts import key, page, receipts
from flows.deployed.ends import Stopped, ended
from flows.deployed.flows import ingest_one, nightly, republish, rescore
from flows.deployed.tasks import worded
from flows.seam import plain
from flows.sources import FetchError
from warehouse.home import Home
from warehouse.lock import writer

NIGHT = date(2019, 3, 13)
PRIVATE = "429001198001011234"
LIST = """主体名称,主体类别,统一社会信用代码,名单类型,列入事由,认定文号,认定单位,列入日期
云梦泽市甲测试有限公司,法人及非法人组织,91429704YH0003366B,失信被执行人,违反财产报告制度,（2018）云9702执1号,法院,2018-09-07
云梦泽市乙测试有限公司,法人及非法人组织,91429704YH0003366B,失信被执行人,违反财产报告制度,（2018）云9702执2号,法院,2018-02-30
"""
SOURCE = """id = "{id}"
title = "{id}"
department = "fy"
datasets = ["{dataset}"]
mode = "{mode}"

[file]
folder = "deliveries/{{date}}"
glob = "{id}.csv"
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A synthetic city with two sources: a list with one good and one bad row, and a register that never comes."""
    folder = tmp_path / "dreamtown"
    for place in ("sources", f"deliveries/{NIGHT}"):
        (folder / place).mkdir(parents=True)
    (folder / "city.toml").write_text('name = "云梦泽市（合成数据）"\ncode = "429700"\nedition = "2019"\n')
    (folder / "departments.csv").write_text("id,name,aliases,code,county\nfy,市中级人民法院,法院,,429700\n")
    (folder / "domains.csv").write_text("item,domain,departments,list_types\n")
    for id, dataset, mode in (("fy_list", "black_list", "delta"), ("fy_register", "subject", "snapshot")):
        (folder / f"sources/{id}.toml").write_text(SOURCE.format(id=id, dataset=dataset, mode=mode))
    (folder / f"deliveries/{NIGHT}/fy_list.csv").write_text(LIST)
    return folder


def message(state: State) -> str:
    return state.message or ""


def test_the_flows_run_without_a_server(city: Path, home: Path) -> None:
    state = nightly.fn(str(city), NIGHT, str(home), gate=False)
    assert state.is_completed()
    assert message(state).startswith("exit 10: total ")
    assert message(state).endswith("stale: fy_register; 1 rows quarantined")
    assert len(list(home.glob("releases/2019-03-13-*/index.json"))) == 1
    again = ingest_one.fn(str(city), "fy_list", NIGHT, str(home), gate=False)
    assert (again.is_completed(), message(again)) == (True, "exit 10: 1 rows quarantined")
    assert message(rescore.fn(str(home))).startswith("exit 0: total ")
    assert message(republish.fn(str(home))) == message(state)


def test_a_home_in_which_another_run_writes_is_left_alone(city: Path, home: Path) -> None:
    with writer(Home(home).make().lock):
        state = nightly.fn(str(city), NIGHT, str(home), gate=False)
    assert state.is_failed()
    assert message(state).startswith("exit 75: another run is writing here")
    assert not Home(home).warehouse.exists()


def test_what_is_configured_wrongly_is_said(city: Path, home: Path) -> None:
    for state, words in (
        (nightly.fn("atlantis", NIGHT, str(home)), "exit 78: no city at 'atlantis'"),
        (ingest_one.fn(str(city), "fy_lists", NIGHT, str(home)), "exit 78: city 云梦泽市（合成数据） has no source"),
        (rescore.fn(str(home)), f"exit 78: {home} holds no warehouse yet"),
    ):
        assert state.is_failed()
        assert message(state).startswith(words)


def test_a_stopped_publication_fails_and_says_why() -> None:
    state = ended(lambda: {"exit": 20, "release": None, "stopped": "发布前检查未通过", "sources": []})
    assert (state.is_failed(), message(state)) == (True, "exit 20: 发布前检查未通过")


@pytest.mark.parametrize(("code", "completed"), [(0, True), (10, True), (20, False), (70, False)])
def test_exit_codes_are_states(code: int, completed: bool) -> None:
    assert ended(lambda: {"exit": code}).is_completed() is completed


def raising(error: Exception):
    def work() -> dict:
        raise error from ValueError(PRIVATE)

    return work


def test_the_text_of_an_unknown_error_stays_out_of_the_state() -> None:
    state = ended(raising(RuntimeError(PRIVATE)))
    assert state.is_failed()
    assert message(state).startswith("exit 1: stopped by an internal error (RuntimeError，test_deployed.py:")
    assert PRIVATE not in message(state)


def test_the_text_of_an_unknown_error_stays_out_of_the_task() -> None:
    with pytest.raises(Stopped) as caught:
        worded(raising(RuntimeError(PRIVATE)))
    assert PRIVATE not in str(caught.value)
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)


def test_a_sentence_for_people_passes_the_task_without_what_caused_it() -> None:
    with pytest.raises(FetchError, match="接口未启动") as caught:
        worded(raising(FetchError("接口未启动")))
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)


def source(id: str, state: str, *files: dict, says: str = "") -> dict:
    return {"id": id, "state": state, "message": says, "files": list(files)}


COUNTED = {"received": 9, "new": 2, "changed": 1, "unchanged": 3, "duplicate": 1, "quarantined": 2, "ignored": 4}
FILE = {"file": "甲.csv", "sha256": "0" * 64, "dataset": "permit", "repeat": False, "receipt": COUNTED}
RESULT = {
    "date": "2019-03-13",
    "sources": [source("a", "ok", FILE, FILE | {"repeat": True}), source("b", "failed", says="一|二\n三")],
    "total": {"low": "1.00", "high": "2.50", "cap": "100"},
    "bonus": {"low": "0.00", "high": "10.00", "cap": "10"},
    "gates": [{"no": 1, "state": "failed", "indicator": "8.1", "title": "转换", "reason": "未达到"}],
    "release": None,
    "stopped": "含个人信息",
}


def test_receipts_have_a_row_per_file_and_one_for_a_source_without() -> None:
    first, repeat, without = receipts(RESULT)
    counts = {"收到": 9, "新增": 2, "变更": 1, "未变": 3, "重复": 1, "退回": 2, "忽略": 4}
    assert first == {"来源": "a", "状态": "正常", "文件": "甲.csv", "数据集": "permit", "重复报送": ""} | counts
    assert repeat == first | {"重复报送": "是"}
    assert without == {"来源": "b", "状态": "失败", "文件": "", "数据集": "", "重复报送": ""} | dict.fromkeys(counts, 0)


def test_the_page_names_range_gaps_gates_and_why_nothing_was_published() -> None:
    lines = page(RESULT, "云梦泽市").splitlines()
    for line in (
        "# 云梦泽市 2019-03-13",
        "总分 **1.00–2.50** / 100",
        "## 失败或陈旧的来源（1）",
        "| b | 失败 | 一\\|二 三 |",
        "| 1 | 8.1 转换 | 未通过 | 未达到 |",
        "未发布：含个人信息",
    ):
        assert line in lines
    assert "| a |" not in page(RESULT, "云梦泽市")


def test_a_score_has_no_sources_and_no_release() -> None:
    text = page({name: RESULT[name] for name in ("date", "total", "bonus", "gates")}, "云梦泽市")
    assert "## 硬指标" in text
    assert "来源" not in text and "发布" not in text


def test_keys_hold_what_prefect_allows() -> None:
    assert key("receipts", "429700") == "receipts-429700"
    assert key("score", "Dream_Town 1/") == "score-dream-town-1"


def test_the_plain_seam_works_once() -> None:
    calls: list[int] = []
    assert plain("fetch", "a", lambda: calls.append(1) or "done") == "done"
    assert calls == [1]


def test_the_command_line_does_not_import_prefect() -> None:
    code = "import sys, flows.cli.night, flows.night, flows.cli._group as g; g.credit.main(['--help'], standalone_mode=False); "
    code += "sys.exit('prefect' in sys.modules)"
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        timeout=120,
    )
    assert (run.returncode, b"night" in run.stdout) == (0, True)
