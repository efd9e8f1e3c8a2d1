"""The pages of one pull, in a folder: in their order, each record once, none of another kind, none missing."""

from __future__ import annotations

import json
from typing import Any

from tests.hostile.base import Base, pages
from tests.hostile.case import Case

B = Base(rows=6)
TRUTHS = B.truths(first=1)


def page(*which: int, **envelope: Any) -> bytes:
    """A page with these rows (from 0) in an envelope."""
    some = [dict(zip(B.headings, B.lines[n], strict=True)) for n in which]
    return json.dumps(envelope | {"data": some}, ensure_ascii=False).encode()


def changed(n: int) -> bytes:
    """A page with row n as it was a moment later."""
    line = dict(zip(B.headings, B.lines[n], strict=True)) | {"处罚内容": "改动后的内容"}
    return json.dumps({"data": [line]}, ensure_ascii=False).encode()


def loads(id: str, files: dict[str, bytes], **more: Any) -> Case:
    return Case(f"pages_{id}", "pages", pages(files), **({"accepted": TRUTHS} | more))


def refused(id: str, files: dict[str, bytes], word: str = "") -> Case:
    return Case(f"pages_{id}", "pages", pages(files), rejected=word)


FIRST, SECOND, THIRD = page(0, 1), page(2, 3), page(4, 5)
LOGIN = "<!DOCTYPE html><html><body><form>登录</form></body></html>".encode()

CASES = [
    loads("in_order", {"1.json": FIRST, "2.json": SECOND, "3.json": THIRD}),
    loads("by_number_not_by_name", {"page_2.json": FIRST, "page_10.json": SECOND, "page_100.json": THIRD}),
    loads("total_right", {f"{n}.json": page(2 * n, 2 * n + 1, code=0, total=6) for n in range(3)}),
    loads(
        "lines",
        {
            "1.ndjson": b"".join(
                json.dumps(dict(zip(B.headings, line, strict=True))).encode() + b"\n" for line in B.lines
            )
        },
    ),
    loads("gbk_and_utf8", {"1.json": FIRST.decode().encode("gbk"), "2.json": SECOND, "3.json": THIRD}),
    loads(
        "overlapping",
        {"1.json": page(0, 1, 2), "2.json": page(2, 3), "3.json": page(4, 5)},
        duplicate=1,
        accepted=(*TRUTHS[:3], *(t | {"row": t["row"] + 1} for t in TRUTHS[3:])),
    ),
    loads(
        "a_page_twice",
        {"1.json": FIRST, "2.json": FIRST, "3.json": SECOND, "4.json": THIRD},
        duplicate=2,
        accepted=(*TRUTHS[:2], *(t | {"row": t["row"] + 2} for t in TRUTHS[2:])),
    ),
    loads(
        "changed_between_pages",
        {"1.json": page(0, 1, 2), "2.json": changed(2), "3.json": page(3, 4, 5)},
        accepted=(*TRUTHS[:2], *(t | {"row": t["row"] + 1} for t in TRUTHS[3:])),
        quarantined=((3, "R14"), (4, "R14")),
    ),
    loads("last_page_empty", {"1.json": page(*range(6)), "2.json": page()}),
    loads("all_empty", {"1.json": page(), "2.json": page()}, accepted=()),
    refused("a_page_missing", {"1.json": page(0, 1, total=6), "3.json": page(4, 5, total=6)}, "6"),
    refused(
        "overlap_breaks_total",
        {"1.json": page(0, 1, 2, total=6), "2.json": page(2, 3, total=6), "3.json": page(4, 5, total=6)},
        "6",
    ),
    refused("totals_contradict", {"1.json": page(0, 1, 2, total=6), "2.json": page(3, 4, 5, total=60)}),
    refused("a_page_is_a_login_page", {"1.json": FIRST, "2.json": LOGIN, "3.json": THIRD}),
    refused(
        "a_page_is_an_error",
        {"1.json": FIRST, "2.json": b'{"code": 50001, "msg": "x", "data": null}', "3.json": THIRD},
        "50001",
    ),
    refused(
        "a_page_is_an_error_with_empty_list",
        {"1.json": FIRST, "2.json": b'{"code": 429, "msg": "x", "data": []}'},
        "429",
    ),
    refused("a_page_is_cut", {"1.json": FIRST, "2.json": SECOND[:-30], "3.json": THIRD}, "2.json"),
    refused("a_page_is_empty", {"1.json": FIRST, "2.json": b"", "3.json": THIRD}),
    refused("no_pages", {}),
]
