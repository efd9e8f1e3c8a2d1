"""`credit new-source` writes a file that loads, and never over another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cities.city import load_city
from cities.source import ApiFeed, DatabaseFeed, FileFeed
from tests.expectations.rows import FIRM

FILE = ("--folder", "{date}/hb", "--glob", "处罚_*.xlsx")
FEEDS = [
    (FILE, FileFeed("{date}/hb", "处罚_*.xlsx")),
    (("--url-env", "HB_URL", "--table", "v_cf"), DatabaseFeed(None, "HB_URL", "v_cf", None)),
    (("--api-env", "HB_API"), ApiFeed(None, "HB_API")),
]


def asked(city: Path, *more: str, id: str = "hb_penalty", department: str = "hb", dataset: str = "penalty") -> list:
    named = ["--city", city, "--title", '市生态环境局 "行政处罚"', "--department", department, "--dataset", dataset]
    return ["new-source", id, *named, *more]


@pytest.mark.parametrize(("options", "feed"), FEEDS)
def test_each_feed_loads_as_it_was_asked_for(run, city: Path, options, feed) -> None:
    answer = run(*asked(city, *options), "--json")
    assert answer.code == 0
    assert answer.json["path"] == str(city / "sources" / "hb_penalty.toml")
    assert answer.json["next"] == f"credit check SAMPLE --source hb_penalty --city {city}"
    source = load_city(city).source("hb_penalty")
    assert (source.title, source.department, source.datasets) == ('市生态环境局 "行政处罚"', "hb", ("penalty",))
    assert (source.mode, source.missing, source.feed) == ("delta", None, feed)


def test_every_key_has_a_comment(run, city: Path) -> None:
    run(*asked(city, *FILE))
    lines = (city / "sources" / "hb_penalty.toml").read_text().splitlines()
    for at, line in enumerate(lines):
        if " = " in line and not line.startswith("#") and not line.startswith("title"):
            assert lines[at - 1].startswith("# "), line


def test_a_snapshot_says_what_missing_rows_mean(run, city: Path) -> None:
    run(*asked(city, *FILE, "--mode", "snapshot", "--dataset", "permit"))
    source = load_city(city).source("hb_penalty")
    assert (source.mode, source.missing, source.datasets) == ("snapshot", "keep", ("penalty", "permit"))


def test_a_file_that_is_there_is_left_alone(run, city: Path) -> None:
    path = city / "sources" / "hb_permit.toml"
    before = path.read_text()
    answer = run(*asked(city, *FILE, id="hb_permit"))
    assert answer.code == 78 and "is there already" in answer.err
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"department": "nobody"}, "'nobody'"),
        ({"dataset": "penalties"}, "'penalties'"),
        ({"id": "HB-1"}, "'HB-1'"),
        ({"id": "../hb"}, "'../hb'"),
    ],
)
def test_what_does_not_exist_is_refused_and_nothing_written(run, city: Path, wrong, said) -> None:
    before = sorted(city.rglob("*"))
    answer = run(*asked(city, *FILE, **wrong))
    assert answer.code == 78 and said in answer.err
    assert sorted(city.rglob("*")) == before


@pytest.mark.parametrize(
    "options",
    [(), ("--folder", "x"), ("--url-env", "U"), (*FILE, "--api-env", "A"), (*FILE, "--url-env", "U", "--table", "t")],
)
def test_half_a_feed_or_two_are_refused(run, city: Path, options) -> None:
    answer = run(*asked(city, *options))
    assert answer.code == 78 and "how the data arrive" in answer.err
    assert not (city / "sources" / "hb_penalty.toml").exists()


SAMPLE = """序号,处罚文书编号,被处罚单位名称,社会统一信用代码,处罚机关,作出处罚决定的日期,罚款（万元）,手机,经办科室
1,示例罚〔2019〕1号,示例甲,{firm},示例局,2019-01-07,0.5,13800000000,一科
2,示例罚〔2019〕2号,示例乙,{firm},示例局,2019-01-08,1.5,13800000000,二科
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A sample of an unknown export of penalties."""
    path = tmp_path / "处罚数据_20190313.csv"
    path.write_text(SAMPLE.format(firm=FIRM), encoding="gb18030")
    return path


def test_a_sample_tells_dataset_columns_and_what_must_be_asked(run, city: Path, sample: Path) -> None:
    answer = run("new-source", sample, "--city", city, "--department", "hb", "--json")
    assert answer.code == 0 and (answer.json["id"], answer.json["dataset"]) == ("hb_penalty", "penalty")
    assert [question for question in answer.json["questions"] if "经办科室" in question]
    source = load_city(city).source("hb_penalty")
    assert source.columns == {
        "处罚文书编号": "doc_no",
        "被处罚单位名称": "party_name",
        "社会统一信用代码": "credit_code",
        "作出处罚决定的日期": "decided_on",
        "罚款（万元）": "fine_wan",
    }
    assert source.ignore == ("序号", "手机"), "a column of persons is not stored"
    assert source.feed == FileFeed("{date}/hb", "处罚数据_*.csv")
    checked = run("check", sample, "--source", "hb_penalty", "--city", city, "--date", "2019-03-15", "--json")
    assert (checked.code, checked.json["receipt"]["accepted"]) == (0, 2)


def test_what_a_sample_lacks_is_a_question(run, city: Path, sample: Path) -> None:
    sample.write_text(SAMPLE.format(firm=FIRM).replace("作出处罚决定的日期", "日子").replace("处罚机关", "科"))
    named = ("--city", city, "--department", "hb", "--dataset", "penalty", "--json")
    questions = run("new-source", sample, *named).json["questions"]
    assert any("处罚决定日期" in question and "[constants]" in question for question in questions)
    assert any("处罚机关" in question and "[constants]" in question for question in questions)


@pytest.mark.parametrize(("text", "said"), [("", "空的"), ("1,2,3\n4,5,6\n", "表头")])
def test_a_sample_that_is_none_is_refused(run, city: Path, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "样例.csv"
    path.write_text(text)
    answer = run("new-source", path, "--city", city, "--department", "hb")
    assert answer.code == 78 and said in answer.err
