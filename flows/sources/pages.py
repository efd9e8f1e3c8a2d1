"""Whether the pages of a pull are the whole, single, agreed answer."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from cities.source import ApiFeed
from flows.sources.fetched import FetchError


class Pages:
    """The state of a pull: what the pages so far said. `done` when no further page is to be asked for."""

    def __init__(self, feed: ApiFeed, where: str) -> None:
        self.feed = feed
        self.where = where
        self.number = 0
        self.size = 0
        self.count = 0
        self.total: int | None = None
        self.done = False
        self.seen: set[bytes] = set()

    def at(self, number: int) -> str:
        """A page, for a sentence."""
        return f"{self.where}第 {number} 页"

    def take(self, body: bytes) -> bool:
        """Look at the next page; False when it is only the empty one that marks the end, not to be kept.

        The end is: the declared total is reached; without a total, an empty page or one that is not full. FetchError
        when the answer is no JSON object, says that it failed, has no list of records, repeats a page, or when the
        declared total changes, is passed or is not reached.
        """
        self.number += 1
        self.size += len(body)
        where = self.at(self.number)
        answer = parse(body, where)
        self.refuse_failure(answer, where)
        records = self.records(answer, where)
        self.refuse_repetition(records, where)
        self.count += len(records)
        if self.feed.total:
            self.compare(self.declared(answer, where), bool(records), where)
        else:
            self.done = len(records) < self.feed.per_page
        return bool(records) or self.number == 1

    def refuse_failure(self, answer: dict, where: str) -> None:
        """Many servers report a failure under HTTP 200."""
        for key, expected in self.feed.ok.items():
            found = answer.get(key)
            if type(found) is not type(expected) or found != expected:
                raise FetchError(
                    f"{where}报告失败：{key} 为 {word(found)}，应为 {word(expected)}；请提供单位查明原因。"
                )

    def records(self, answer: dict, where: str) -> list:
        """The list of records."""
        records = answer.get(self.feed.records)
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            raise FetchError(f"{where}的“{self.feed.records}”不是记录列表；请核对数据源定义中的 records 与接口约定。")
        return records

    def refuse_repetition(self, records: list, where: str) -> None:
        """A server that ignores the page number gives the same records again and again."""
        if not records:
            return
        mark = fingerprint(records, where)
        if mark in self.seen:
            raise FetchError(f"{where}与前面某页的记录完全相同；请核对分页参数 {self.feed.page} 是否有效。")
        self.seen.add(mark)

    def declared(self, answer: dict, where: str) -> int:
        """The total that the answer declares, the same on every page."""
        found = answer.get(self.feed.total or "")
        if isinstance(found, str) and re.fullmatch(r"[0-9]{1,18}", found):
            found = int(found)
        if type(found) is not int or found < 0:
            raise FetchError(
                f'{where}的总数“{self.feed.total}”不是非负整数；接口没有总数时，请在数据源定义中写 total = ""。'
            )
        if self.total not in (None, found):
            raise FetchError(
                f"{where}声明总数 {found}，前面的页声明 {self.total}：取数期间数据有变化；请稍后重新取数。"
            )
        return found

    def compare(self, total: int, more: bool, where: str) -> None:
        """Done when the total is reached; more than it, or an empty page before it, is a contradiction."""
        self.total = total
        if self.count > total or (self.count < total and not more):
            raise FetchError(
                f"{where}为止共收到 {self.count} 条，与接口声明的总数 {total} 条不符；请提供单位检查后重新取数。"
            )
        self.done = self.count == total


def refuse_kind(status: int, content_type: str, where: str) -> None:
    """Only HTTP 200 with JSON (or plain text, as some servers name it) goes on to be read."""
    if status in (401, 403):
        raise FetchError(f"{where}拒绝访问（HTTP {status}）；请核对授权或令牌是否有效。")
    if 300 <= status < 400:
        raise FetchError(f"{where}要求跳转到其他地址（HTTP {status}），可能已迁址或需要登录；请核对接口地址。")
    if status != 200:
        raise FetchError(f"{where}返回 HTTP {status}，应为 200；请核对接口地址与分页参数。")
    kind = content_type.split(";")[0].strip().lower()
    if "html" in kind:
        raise FetchError(f"{where}返回的是网页，像是登录页或错误页，应为 JSON；请核对授权与接口地址。")
    if not (kind in ("application/json", "text/json", "text/plain") or kind.endswith("+json")):
        raise FetchError(f"{where}返回的内容类型不是 JSON；请接口提供单位按约定返回 application/json。")


def parse(body: bytes, where: str) -> dict[str, Any]:
    """The answer as an object. Numbers stay as written: they are only counted here."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FetchError(f"{where}既不是 UTF-8 也不是 GB18030 编码，或已被截断；请接口提供单位按 UTF-8 完整返回。")
    try:
        answer = json.loads(text, parse_float=str)
    except (ValueError, RecursionError):
        raise FetchError(f"{where}不是完整的 JSON；请接口提供单位检查服务，或稍后重新取数。") from None
    if not isinstance(answer, dict):
        raise FetchError(f"{where}的 JSON 最外层应为对象（含记录列表与返回码）；请核对接口约定。")
    return answer


def fingerprint(records: list, where: str) -> bytes:
    """The same for the same records, whatever the envelope around them says."""
    try:
        return hashlib.sha256(json.dumps(records, sort_keys=True).encode()).digest()
    except RecursionError:
        raise FetchError(f"{where}的 JSON 嵌套过深；记录应为一层的字段与值，请核对接口约定。") from None


def word(value: object) -> str:
    """A code as it may be shown: short codes and numbers only, never a text that may quote a person."""
    if value is None:
        return "空"
    shown = str(value) if isinstance(value, bool | int | str) else ""
    return f"“{shown}”" if re.fullmatch(r"[A-Za-z0-9_.\-]{1,20}", shown) else "其他内容"
