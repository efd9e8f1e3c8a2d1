"""What an answer says of itself: success or not, and how many records there should be."""

from __future__ import annotations

import pytest

from transforms.read import ReadError
from transforms.read.records.envelope import Members, Way, check_success, check_totals

DATA: Way = ("data",)


def members(**said: str | None) -> Members:
    """Members at the top of an answer."""
    return {(name,): value for name, value in said.items()}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"code": "0"},
        {"code": "200"},
        {"code": "00000"},
        {"code": "20000"},
        {"status": "ok", "timestamp": "1552608000000"},
        {"code": "0", "error": None, "errors": "[]"},
        {"errcode": "0", "errmsg": "ok"},
        {"success": "true", "code": "1"},
        {"code": "1", "msg": "查询成功"},
        {"code": "10000", "message": "操作成功"},
        {"resultCode": "SUCCESS"},
        {"code": "200", "message": "经营异常名录"},
        {"code": "0", "msg": "成功5条，失败0条"},
        {"error": "false"},
        {"title": "失败"},
    ],
)
@pytest.mark.parametrize("rows", [0, 3])
def test_healthy_answers(said: dict[str, str | None], rows: int) -> None:
    check_success(members(**said), DATA, rows)


@pytest.mark.parametrize(
    "said",
    [
        {"code": "500"},
        {"code": "401", "message": "未授权"},
        {"code": "-1"},
        {"code": "50001", "msg": "token已失效"},
        {"code": "1001"},
        {"status": "error"},
        {"status": "404", "error": "Not Found"},
        {"success": "false"},
        {"success": "0"},
        {"success": "false", "code": "200"},
        {"errcode": "40001"},
        {"errorCode": "E1001"},
        {"error": "invalid_token"},
        {"error": "true"},
        {"errors": "true"},
        {"result": "fail"},
        {"flag": "false"},
        {"msg": "查询失败"},
        {"code": "0", "code_": "0", "ret": "-3"},
    ],
)
@pytest.mark.parametrize("rows", [0, 3])
def test_failures_are_no_reports(said: dict[str, str | None], rows: int) -> None:
    with pytest.raises(ReadError, match="出错回答"):
        check_success(members(**said), DATA, rows)


@pytest.mark.parametrize("said", [{"code": "1"}, {"code": "XZCF01"}, {"code": "0", "msg": "查询失败"}])
def test_what_is_doubtful_passes_with_records_only(said: dict[str, str | None]) -> None:
    check_success(members(**said), DATA, 1)
    with pytest.raises(ReadError, match="出错回答"):
        check_success(members(**said), DATA, 0)


def test_an_echo_of_the_question_says_nothing() -> None:
    check_success({("params", "status"): "404", ("params", "code"): "420200"}, DATA, 0)
    with pytest.raises(ReadError):
        check_success({("head", "status"): "404"}, DATA, 0)


def test_only_a_short_plain_code_is_quoted() -> None:
    for value, quoted in (("500", True), ("420202199901011234", False), ("E<b>", False)):
        with pytest.raises(ReadError) as caught:
            check_success(members(errcode=value), DATA, 0)
        assert (value in caught.value.reason) is quoted


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ({}, 7),
        ({"total": "3"}, 3),
        ({"total": "3.0"}, 3),
        ({"total": "003"}, 3),
        ({"count": "3"}, 3),
        ({"total": "10", "records": "3"}, 3),  # pages are the total here
        ({"total": "3", "count": "2"}, 3),
        ({"total": "viele"}, 3),
        ({"pages": "1"}, 3),
    ],
)
def test_counts_that_agree(said: dict[str, str | None], rows: int) -> None:
    check_totals([(members(**said), rows)], DATA)


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ({"total": "4"}, 3),
        ({"total": "2"}, 3),
        ({"totalCount": "4"}, 3),
        ({"total_count": "4"}, 3),
        ({"count": "4"}, 3),
        ({"total": "3", "totalCount": "4"}, 3),
        ({"total": "4", "count": "3"}, 3),
        ({"总数": "4"}, 3),
        ({"total": "9" * 5000}, 3),
        ({"total": "1"}, 0),
        ({"pages": "2"}, 3),
        ({"hasNext": "true"}, 3),
    ],
)
def test_counts_that_disagree(said: dict[str, str | None], rows: int) -> None:
    with pytest.raises(ReadError, match="声明"):
        check_totals([(members(**said), rows)], DATA)


def test_each_page_declares_all_or_its_own() -> None:
    check_totals([(members(total="5"), 3), (members(total="5"), 2)], DATA)
    check_totals([(members(count="3"), 3), (members(count="2"), 2)], DATA)
    check_totals([(members(hasNext="true"), 3), (members(hasNext="false"), 2)], DATA)
    for first, second in (("5", "50"), ("3", "3"), ("6", "6")):
        with pytest.raises(ReadError, match="声明"):
            check_totals([(members(total=first), 3), (members(total=second), 2)], DATA)


def test_the_nearest_count_is_that_of_the_list() -> None:
    way = ("data", "list")
    check_totals([({("total",): "9", ("data", "total"): "3"}, 3)], way)
    with pytest.raises(ReadError):
        check_totals([({("total",): "3", ("data", "total"): "9"}, 3)], way)
    check_totals([({("summary", "total"): "5000"}, 3)], way)
