"""What an answer says of itself around its records: whether it succeeded, and how many records there should be.

An interface that fails often answers with status 200, an error code inside and perhaps an empty list. That is no zero
report. A code is good (0, 200, success …), bad (negative, 3xx to 5xx, words of failure) or unknown. An unknown one
passes if a flag or a message beside it says success; `1`, and codes with letters, pass if there are records as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from transforms.read.reading import ReadError

Way = tuple[str, ...]
Members = Mapping[Way, str | None]

_CODES = {"code", "status", "statuscode", "resultcode", "retcode", "rtncode", "returncode", "respcode", "ret"}
_CODES |= {"状态码", "返回码", "返回代码"}
_ERROR_CODES = {"errcode", "errorcode", "errno", "错误码", "错误代码"}
_FLAGS = {"success", "issuccess", "succeed", "succeeded", "ok"}
_WORDS = {"result", "state", "flag"}
ERRORS = {"error", "errors", "err", "exception", "fault", "错误"}
_MESSAGES = {"msg", "message", "errmsg", "errormsg", "errormessage", "resultmsg", "resultmessage", "retmsg", "rtnmsg"}
_MESSAGES |= {"returnmsg", "returnmessage", "respmsg", "消息", "提示"}
_HEADS = {"head", "header", "meta", "result", "response", "resp", "status", "state", "page", "paging", "pager"}
_HEADS |= {"pagination", "pageinfo", "pageable"}
_STRONG = {"records", "recordcount", "totalrecords", "totalrecord", "记录数", "总记录数", "记录总数"}
_TOTALS = {"total", "totalcount", "totalelements", "totalnum", "totalrows", "totalsize", "总数", "总条数", "总计"}
_COUNTS = {"count", "rowcount", "条数", "数量"}
_PAGES = {"pages", "totalpages", "totalpage", "pagecount", "总页数"}
_MORE = {"hasnext", "hasmore", "hasnextpage"}

SPEAKING = _CODES | _ERROR_CODES | _FLAGS | _WORDS | ERRORS | _MESSAGES | _STRONG | _TOTALS | _COUNTS | _PAGES | _MORE
"""Names of members that tell of the answer, as `plain` gives them: no fields of a record."""

_GOOD = re.compile(r"|0+|200|20000|ok|success(ful(ly)?)?|succeed(ed)?|true|yes|y|none|null|成功|正常")
_BAD_WORDS = re.compile(
    r"fail|error|exception|denied|time\s?out|unauth|forbid|expired|invalid|失败(?!\W*0)|错误|超时|繁忙|[系统服务接口请求]异常"
    r"|未登录|重新登录|请.{0,4}登录|无权|没有权限|拒绝|过期|失效"
)
_BAD_CODE = re.compile(r"-\d+|[345]\d\d|false|no|n|e\d+")
_YES = {"true", "1", "yes", "y", "ok", "success", "成功"}
_GOOD_WORDS = re.compile(r"成功|正常|完成|\bok\b|success|succeed")
_WHOLE = re.compile(r"0*([0-9]+)(\.0+)?")
_DIGITS = 15
_QUOTABLE = re.compile(r"[A-Za-z0-9_.-]{1,12}")


def plain(name: str) -> str:
    """A member's name as names are compared: total_count, totalCount and TotalCount are one."""
    return re.sub(r"[\W_]", "", name).casefold()


def check_success(members: Members, way: Way, rows: int) -> None:
    """Raises `ReadError` if the answer with these members, and `rows` records at `way`, says that it is none."""
    said = [(plain(at[-1]), (value or "").strip().casefold(), at) for at, value in members.items() if _speaks(at, way)]
    messages = [value for name, value, _ in said if name in _MESSAGES]
    praised = any(name in _FLAGS and value in _YES for name, value, _ in said)
    praised |= any(_GOOD_WORDS.search(text) and not _BAD_WORDS.search(text) for text in messages)
    for name, value, at in said:
        if _fails(name, value, at, praised, rows):
            quote = (
                f"（{at[-1]}={value}）" if plain(at[-1]) in _CODES | _ERROR_CODES and _QUOTABLE.fullmatch(value) else ""
            )
            raise ReadError(
                f"文件是接口的出错回答{quote}，不是数据，也不能当作没有数据的零报告；请排除接口的错误后重新拉取或导出。"
            )
    sound = any(name in _CODES | _ERROR_CODES and _GOOD.fullmatch(value) for name, value, _ in said)
    if any(map(_BAD_WORDS.search, messages)) and not praised and not (sound and rows):
        raise ReadError("文件像是接口的出错回答，消息里说没有成功，不是数据；请排除接口的错误后重新拉取或导出。")


def declared(members: Members, way: Way) -> set[int]:
    """How many records the answer with a list at `way` says there are: the nearest and clearest counts."""
    for names in (_STRONG, _TOTALS), (_COUNTS,):
        found = [
            (-_shared(at, way), rank, number)
            for rank, group in enumerate(names)
            for at, number in _numbers(members, way, group)
        ]
        if found:
            nearest = min(found)[:2]
            return {number for *place, number in found if tuple(place) == nearest}
    return set()


def check_totals(pages: Sequence[tuple[Members, int]], way: Way) -> None:
    """Raises `ReadError` if what the pages of one pull declare disagrees with their members' counts of records.

    Each page may declare the total of all, or its own. Without a total, the number of pages and a last page that
    announces another one are looked at.
    """
    totals = [declared(members, way) for members, _ in pages]
    rows = sum(count for _, count in pages)
    stated = [number for total in totals for number in total]
    if stated:
        own = all(total == {count} for total, (_, count) in zip(totals, pages, strict=True))
        if set(stated) != {rows} and not own:
            shown = "、".join(map(str, sorted(set(stated))[:5]))
            raise ReadError(
                f"声明共有{shown}条记录，实际读到{rows}条，数据不完整或有重复的页；请重新导出或重新拉取全部数据。"
            )
        return
    most = max((number for members, _ in pages for _, number in _numbers(members, way, _PAGES)), default=0)
    if most > len(pages):
        raise ReadError(f"声明共有{most}页，只收到{len(pages)}页，数据不完整；请重新拉取全部数据。")
    last = pages[-1][0].items() if pages else ()
    if any(plain(at[-1]) in _MORE and value == "true" and _speaks(at, way) for at, value in last):
        raise ReadError("最后一页声明后面还有数据，数据不完整；请重新拉取全部数据。")


def _fails(name: str, value: str, at: Way, praised: bool, rows: int) -> bool:
    """Whether one member says that there was no success."""
    good, bad = bool(_GOOD.fullmatch(value)), bool(_BAD_CODE.fullmatch(value) or _BAD_WORDS.search(value))
    if name in _FLAGS:
        return bool(value) and (bad or value == "0")
    if name in _WORDS:
        return value == "false" or bool(_BAD_WORDS.search(value))
    if name in _ERROR_CODES | ERRORS or (len(at) > 1 and plain(at[-2]) in ERRORS):
        return value == "true" or not (good or value in ("false", "无", "[]", "{}"))
    if name not in _CODES or good:
        return False
    lenient = rows > 0 and (value == "1" or not value.isdecimal())
    return bad or not (praised or lenient)


def _speaks(at: Way, way: Way) -> bool:
    """Whether a member stands on the way to the records or in a head beside it, not in an echo of the question."""
    return at[:-1] == way[: len(at) - 1] or plain(at[-2]) in _HEADS | ERRORS


def _shared(at: Way, way: Way) -> int:
    """How many steps a member's place and the list's have in common."""
    same = [a == b for a, b in zip(at[:-1], way, strict=False)]
    return [*same, False].index(False)


def _numbers(members: Members, way: Way, names: set[str]) -> Iterator[tuple[Way, int]]:
    for at, value in members.items():
        if plain(at[-1]) in names and _speaks(at, way) and (found := _WHOLE.fullmatch(value or "")):
            yield at, int(found[1][:_DIGITS])  # a number with more digits is as wrong when it is cut
