"""A source's file: the three ways bytes arrive, and the sentence for every key that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cities.source import ApiFeed, CityError, DatabaseFeed, FileFeed, Source, parse_source

PATH = Path("sources/hb_permit.toml")
HEAD = {"id": "hb_permit", "title": "许可", "department": "hb", "datasets": ["permit"], "mode": "delta"}
FILE = {"file": {"folder": "in/{date}", "glob": "*.csv"}}


def parsed(**table: object) -> Source:
    """The source of a valid head with these keys; None takes a key away."""
    return parse_source({key: value for key, value in (HEAD | table).items() if value is not None}, PATH)


def test_the_three_feeds() -> None:
    assert parsed(**FILE).feed == FileFeed("in/{date}", "*.csv")
    assert parsed(database={"url_env": "HB_URL", "table": "t"}).feed == DatabaseFeed(None, "HB_URL", "t", None)
    assert parsed(database={"url": "sqlite:///a", "query": "q"}).feed == DatabaseFeed("sqlite:///a", None, None, "q")
    api = parsed(api={"url": "http://127.0.0.1/x", "per_page": 50, "ok": {"code": 0}}).feed
    assert api == ApiFeed("http://127.0.0.1/x", None, per_page=50, ok={"code": 0})


def test_further_keys() -> None:
    source = parsed(
        **FILE,
        mode="snapshot",
        missing="close",
        county="429701",
        columns={"编号": "doc_no"},
        ignore=["序号"],
        constants={"authority": "示例局"},
        recode={"state": {"有": "正常"}},
        rows={"least": 1, "most": 9},
    )
    assert (source.mode, source.missing, source.county, source.least, source.most) == (
        "snapshot",
        "close",
        "429701",
        1,
        9,
    )
    assert source.columns == {"编号": "doc_no"} and source.ignore == ("序号",)
    assert source.constants == {"authority": "示例局"} and source.recode == {"state": {"有": "正常"}}


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (FILE | {"colour": "red"}, "unknown key 'colour'"),
        (FILE | {"title": 3}, "'title' must be a text"),
        (FILE | {"title": None}, "'title' must be a text"),
        (FILE | {"id": "other"}, "id 'other' must equal the file name 'hb_permit'"),
        (FILE | {"datasets": []}, "'datasets' must be a list of dataset names"),
        (FILE | {"datasets": "permit"}, "'datasets' must be a list of dataset names"),
        (FILE | {"mode": "full"}, "mode must be delta or snapshot, found 'full'"),
        (FILE | {"missing": "drop"}, "missing must be close or keep, found 'drop'"),
        (FILE | {"columns": {"编号": 1}}, "value of '编号' must be a text, found 1"),
        (FILE | {"recode": {"state": {"有": 1}}}, "value of '有' must be a text"),
        ({}, "exactly one of [file], [database], [api] is needed, found none"),
        (FILE | {"api": {"url": "x"}}, "exactly one of [file], [database], [api] is needed"),
        ({"file": {"folder": "in"}}, "[file] needs folder and glob"),
        ({"file": {"folder": "in", "glob": "*", "depth": 1}}, "unknown key 'depth' in [file]"),
        ({"api": {}}, "[api] needs either url or url_env"),
        ({"api": {"url": "x", "url_env": "Y"}}, "[api] needs either url or url_env"),
        ({"database": {"url": "x"}}, "[database] needs either table or query"),
        ({"database": {"url": "x", "table": "t", "query": "q"}}, "[database] needs either table or query"),
    ],
)
def test_what_cannot_be_is_said_with_the_file(table: dict, sentence: str) -> None:
    with pytest.raises(CityError) as refused:
        parsed(**table)
    assert str(refused.value).startswith(f"{PATH}: ") and sentence in str(refused.value)
