"""Pages of an API: kept as received, and refused when they are not the whole, single, agreed answer."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from cities.source import ApiFeed
from flows.sources import FetchError

pytestmark = pytest.mark.loopback

FEED = ApiFeed(url=None, url_env="HB_API", per_page=2, ok={"code": 0})


class Api:
    """A server on loopback; `answer(query, nth)` gives (status, headers, body) of the nth request, None to hang up."""

    def __init__(self) -> None:
        self.answer: Callable = lambda query, nth: page([], 0)
        self.requests: list[tuple[dict[str, str], dict[str, str]]] = []
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                api.requests.append((query, dict(self.headers)))
                given = api.answer(query, len(api.requests))
                if given is None:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, headers, body = given
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/penalties"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def pages(self, *answers) -> None:
        """Answer page n with the nth of these."""
        self.answer = lambda query, nth: answers[int(query["page"]) - 1]


def body(records: list, total: object = None, **members: object) -> bytes:
    members = {"code": 0, "total": total, **members, "data": records}
    return json.dumps({key: value for key, value in members.items() if value is not None}, ensure_ascii=False).encode()


def page(records: list, total: object = None, **members: object) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json;charset=UTF-8"}, body(records, total, **members)


def records(*numbers: int) -> list[dict]:
    return [{"文书号": f"示例罚〔2019〕{number}号"} for number in numbers]


@pytest.fixture
def api() -> Iterator[Api]:
    api = Api()
    yield api
    api.server.shutdown()
    api.server.server_close()


@pytest.fixture
def pull(api, fetched):
    """Fetch the API; the deliveries."""
    return lambda feed=FEED, query="", **limits: fetched(feed, {"HB_API": api.url + query}, **limits)


@pytest.fixture
def refused(pull, incoming):
    """The reason for which the API is refused; no delivery is left."""

    def reason(feed: ApiFeed = FEED, query: str = "", **limits) -> str:
        with pytest.raises(FetchError) as caught:
            pull(feed, query, **limits)
        assert not (incoming / "hb_penalty").exists()
        return caught.value.reason

    return reason


def test_pages_are_kept_exactly_as_received(api, pull, incoming):
    odd = b'\xef\xbb\xbf{ "code":0,\r\n"total":"3", "data":[{"a":1.50},{"a":1e2}]}\n'
    api.pages((200, {"Content-Type": "text/plain"}, odd), page(records(3), 3))
    [delivery] = pull()
    assert (delivery.name, delivery.path, delivery.kind) == ("hb_penalty", incoming / "hb_penalty", "pages")
    kept = {path.name: path.read_bytes() for path in delivery.path.iterdir()}
    assert kept == {"page-0001.json": odd, "page-0002.json": body(records(3), 3)}
    assert {path.stat().st_mode & 0o777 for path in delivery.path.iterdir()} == {0o600}
    assert delivery.path.stat().st_mode & 0o777 == 0o700


def test_page_and_size_are_asked_for_beside_what_the_address_says(api, pull):
    api.answer = lambda query, nth: page(records(1), 1)
    pull(replace(FEED, page="pageNo", size="rows"), "?pageNo=9&token=t")
    assert [query for query, _ in api.requests] == [{"pageNo": "1", "rows": "2", "token": "t"}]


def test_no_page_is_asked_for_beyond_the_total(api, pull):
    api.pages(page(records(1, 2), 4), page(records(3, 4), 4))
    pull()
    assert [query["page"] for query, _ in api.requests] == ["1", "2"]


def test_a_server_may_give_smaller_pages_than_asked_for_when_it_declares_a_total(api, pull):
    api.pages(page(records(1), 3), page(records(2), 3), page(records(3), 3))
    assert len(list(pull()[0].path.iterdir())) == 3


@pytest.mark.parametrize("last", [[], records(3)])
def test_without_a_total_an_empty_or_short_page_is_the_end(api, pull, last):
    api.pages(page(records(1, 2)), page(last))
    assert len(list(pull(replace(FEED, total=""))[0].path.iterdir())) == 1 + len(last)


def test_no_records_are_one_page_that_says_so(api, pull):
    api.pages(page([], 0))
    assert [path.read_bytes() for path in pull()[0].path.iterdir()] == [body([], 0)]


def test_an_earlier_pull_is_replaced(api, pull, incoming):
    (incoming / "hb_penalty").mkdir(parents=True)
    (incoming / "hb_penalty" / "page-0002.json").touch()
    (incoming / "hb_penalty.part").mkdir()
    (incoming / "hb_penalty.part" / "page-0007.json").touch()
    api.pages(page(records(1), 1))
    assert [path.name for path in pull()[0].path.iterdir()] == ["page-0001.json"]
    assert [path.name for path in incoming.iterdir()] == ["hb_penalty"]


@pytest.mark.parametrize("failure", [None, (503, {}, b"busy")])
def test_connection_failures_and_server_errors_are_tried_again(api, pull, refused, failure):
    api.answer = lambda query, nth: page(records(1), 1) if nth == 3 else failure
    assert len(list(pull()[0].path.iterdir())) == 1
    assert len(api.requests) == 3


@pytest.mark.parametrize(
    ("failure", "words"), [(None, "连接不上或连接中断"), ((500, {}, b"secret trace"), "返回服务器错误 HTTP 500")]
)
def test_after_the_last_attempt_the_failure_is_said(api, refused, failure, words):
    api.answer = lambda query, nth: failure
    reason = refused()
    assert f"第 1 页{words}，共尝试 3 次" in reason and "secret" not in reason
    assert len(api.requests) == 3


def test_the_wait_doubles(api, refused):
    api.answer = lambda query, nth: (500, {}, b"")
    start = time.monotonic()
    refused(wait=0.1)
    assert 0.3 <= time.monotonic() - start < 2


def test_a_cut_answer_is_not_taken_for_a_whole_one(api, refused):
    whole = body(records(1), 1)
    api.answer = lambda query, nth: (200, {"Content-Type": "application/json"}, whole[:-3])
    assert "不是完整的 JSON" in refused()
    api.answer = lambda query, nth: (200, {"Content-Type": "application/json", "Content-Length": "999"}, whole)
    assert "连接中断" in refused()


def test_silence_ends_by_timeout(api, refused):
    api.answer = lambda query, nth: time.sleep(1)
    assert "超过 0.2 秒没有应答" in refused(timeout=0.2, attempts=1)


def test_a_pull_ends_by_its_seconds(api, refused):
    api.answer = lambda query, nth: time.sleep(0.1) or page(records(nth * 2, nth * 2 + 1), 1000)
    assert "超过一次取数的时限 0.3 秒" in refused(seconds=0.3)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "拒绝访问（HTTP 401）"),
        (403, "拒绝访问"),
        (404, "HTTP 404，应为 200"),
        (429, "HTTP 429"),
        (204, "HTTP 204"),
    ],
)
def test_other_statuses_are_refused_at_once(api, refused, status, words):
    api.answer = lambda query, nth: (status, {"Content-Type": "application/json"}, b"")
    assert words in refused()
    assert len(api.requests) == 1


def test_redirects_are_not_followed(api, refused):
    other = Api()
    api.answer = lambda query, nth: (302, {"Location": other.url}, b"")
    assert "要求跳转到其他地址（HTTP 302）" in refused()
    assert other.requests == []
    other.server.shutdown()
    other.server.server_close()


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("text/html; charset=utf-8", b"<html>login</html>", "像是登录页"),
        ("application/octet-stream", body([], 0), "内容类型不是 JSON"),
        ("", body([], 0), "内容类型不是 JSON"),
        ("application/json", b"<html>login</html>", "不是完整的 JSON"),
        ("application/json", b"", "不是完整的 JSON"),
        ("application/json", b"[" * 100_000, "不是完整的 JSON"),
        ("application/json", b"[]", "最外层应为对象"),
        ("application/json", b'{"data": "\xff\xff"}', "既不是 UTF-8"),
    ],
)
def test_what_is_no_json_object_is_refused(api, refused, kind, content, words):
    api.answer = lambda query, nth: (200, {"Content-Type": kind}, content)
    assert words in refused()


def test_pages_in_gb18030_are_read(api, pull):
    content = body(records(1), 1).decode().encode("gb18030")
    api.answer = lambda query, nth: (200, {"Content-Type": "application/json;charset=GBK"}, content)
    assert (pull()[0].path / "page-0001.json").read_bytes() == content


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (500, "code 为 “500”，应为 “0”"),
        ("0", "code 为 “0”"),
        (False, "code 为 “False”"),
        (None, "code 为 空"),
        ("张某的令牌已过期", "code 为 其他内容"),
    ],
)
def test_a_failure_under_http_200_is_refused(api, refused, code, words):
    api.answer = lambda query, nth: page(records(1), 1, code=code)
    reason = refused()
    assert words in reason and "张某" not in reason


@pytest.mark.parametrize("wrong", [{"rows": []}, {"data": None}, {"data": {}}, {"data": [1]}, {"data": "[]"}])
def test_an_answer_without_a_list_of_records_is_refused(api, refused, wrong):
    content = json.dumps({"code": 0, "total": 1, **wrong}).encode()
    api.answer = lambda query, nth: (200, {"Content-Type": "application/json"}, content)
    assert "“data”不是记录列表" in refused()


@pytest.mark.parametrize("total", [None, -1, 1.0, True, "一", ""])
def test_a_total_that_is_no_count_is_refused(api, refused, total):
    api.pages(page(records(1), total))
    assert "总数“total”不是非负整数" in refused()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([page(records(1, 2), 3), page([], 3)], "第 2 页为止共收到 2 条，与接口声明的总数 3 条不符"),
        ([page(records(1, 2), 3), page(records(3, 4), 3)], "共收到 4 条，与接口声明的总数 3 条不符"),
        ([page(records(1), 0)], "共收到 1 条，与接口声明的总数 0 条不符"),
        ([page([], 5)], "共收到 0 条，与接口声明的总数 5 条不符"),
        ([page(records(1, 2), 4), page(records(3, 4), 5)], "声明总数 5，前面的页声明 4"),
    ],
)
def test_a_total_that_disagrees_with_what_came_is_refused(api, refused, answers, words):
    api.pages(*answers)
    assert words in refused()


@pytest.mark.parametrize("total", ["total", ""])
def test_a_server_that_ignores_the_page_number_is_refused(api, refused, total):
    api.answer = lambda query, nth: page(records(1, 2), 4, page=int(query["page"]))
    assert "第 2 页与前面某页的记录完全相同" in refused(replace(FEED, total=total))


def test_a_pull_has_bounds_on_pages_and_bytes(api, refused):
    api.answer = lambda query, nth: page(records(nth * 2, nth * 2 + 1), 1000)
    assert "上限 3 页" in refused(pages=3)
    assert len(api.requests) == 3
    assert "超过一次取数的上限 300 字节" in refused(size=300)
    assert "超过每页的上限 50 字节" in refused(page_size=50)


def test_secrets_of_the_address_are_not_said(api, refused, caplog):
    caplog.set_level("INFO")
    api.answer = lambda query, nth: (404, {}, b"")
    api.url = api.url.replace("http://", "http://li:geheim@")
    reason = refused(query="?token=geheim")
    assert f"接口 http://127.0.0.1:{api.server.server_port}/penalties 第 1 页" in reason
    assert "geheim" not in reason and "geheim" not in caplog.text
    assert api.requests[0][1]["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "nonsense", "http://", "http://[1", "http://h:99999999/x"])
def test_an_address_that_is_none_is_refused(fetched, url):
    with pytest.raises(FetchError, match="应为 http"):
        fetched(FEED, {"HB_API": url})


def test_proxies_of_the_machine_do_not_stand_before_loopback(api, pull, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    api.pages(page(records(1), 1))
    assert len(pull()) == 1
