"""Encodings: decided strictly, checked against the headings; bytes that are no text cost the row, not its neighbours."""

from __future__ import annotations

import codecs

from tests.hostile.base import Base, csv_bytes, holds
from tests.hostile.case import Case

B = Base()
RARE = "示例𠮷野㐂有限公司"  # needs four bytes in GB18030, and more than sixteen bits
NAME = B.rows[1]["party_name"] or ""


def broken(encoding: str, bad: bytes) -> bytes:
    """The table with the name of the second row spoiled by bytes that the encoding does not have."""
    whole = csv_bytes(B.table, encoding)
    name = NAME.encode(encoding)
    assert whole.count(name) == 1
    return whole.replace(name, name[:6] + bad + name[6:])


def cut(encoding: str) -> bytes:
    """The table without its last line end, and without the last byte of its last character."""
    return csv_bytes(B.table, encoding).rstrip(b"\r\n\0")[:-1]


def utf16(mark: bytes, codec: str) -> bytes:
    return mark + csv_bytes(B.table, codec)


def misread(text: str, written: str, read: str) -> str:
    """What a text looks like that was written in one encoding and read in another."""
    return text.encode(written).decode(read, errors="ignore")


def spoiled_name(name: str) -> bytes:
    return csv_bytes(B.spoiled(1, party_name=name))


def half_and_half() -> bytes:
    """Two exports in one file: the first half UTF-8, the second GBK."""
    return csv_bytes(B.table[:3], "utf-8") + csv_bytes(B.table[3:], "gbk")


def whole(id: str, content: bytes, **more) -> Case:
    """A file of which all rows load."""
    return Case(f"encoding_{id}", "处罚.csv", holds(content), accepted=B.truths(), **more)


def second(id: str, content: bytes, rule: str = "R15", **more) -> Case:
    """A file whose second row must come back and whose others load."""
    return Case(
        f"encoding_{id}",
        "处罚.csv",
        holds(content),
        accepted=B.truths(1),
        quarantined=((3, rule),),
        **more,
    )


def refused(id: str, content: bytes, word: str) -> Case:
    return Case(f"encoding_{id}", "处罚.csv", holds(content), rejected=word)


def rare() -> Case:
    accepted = (B.truth(0), B.truth(1, party_name=RARE), B.truth(2), B.truth(3))
    content = csv_bytes(B.spoiled(1, party_name=RARE), "gb18030")
    return Case("encoding_gb18030_four_bytes", "处罚.csv", holds(content), accepted=accepted)


CASES = [
    whole("utf8", csv_bytes(B.table)),
    whole("utf8_bom", csv_bytes(B.table, "utf-8-sig")),
    whole("gbk", csv_bytes(B.table, "gbk")),
    whole("gb18030_mark", b"\x84\x31\x95\x33" + csv_bytes(B.table, "gb18030")),
    rare(),
    whole("utf16_little_endian", utf16(codecs.BOM_UTF16_LE, "utf-16-le")),
    whole("utf16_big_endian", utf16(codecs.BOM_UTF16_BE, "utf-16-be")),
    whole("bom_twice", codecs.BOM_UTF8 * 2 + csv_bytes(B.table)),
    refused("utf16_without_mark", csv_bytes(B.table, "utf-16-le"), "UTF-16"),
    refused("utf32", csv_bytes(B.table, "utf-32"), ""),
    refused("utf7", csv_bytes(B.table, "utf-7"), "表头"),
    refused("hz", csv_bytes([["行政相对人名称", "处罚决定书文号"], ["示例甲", "示例一号"]], "hz"), "表头"),
    refused("big5", csv_bytes([["行政相對人名稱", "處罰決定書文號"], ["示例甲", "示例一號"]], "big5"), ""),
    second("utf8_bad_byte", broken("utf-8", b"\xff")),
    second("utf8_overlong_slash", broken("utf-8", b"\xc0\xaf")),
    second("utf8_surrogate", broken("utf-8", b"\xed\xa0\x80")),
    second("utf8_character_cut_by_comma", csv_bytes(B.table).replace((NAME + ",").encode(), NAME.encode()[:-1] + b",")),
    second("gbk_bad_byte", broken("gbk", b"\xff")),
    second(
        "gbk_bad_byte_then_comma",
        csv_bytes(B.table, "gbk").replace((NAME + ",").encode("gbk"), NAME.encode("gbk") + b"\x81,"),
    ),
    second("gbk_euro_of_windows", broken("gbk", b"\x80")),
    second("utf16_lone_surrogate", codecs.BOM_UTF16_LE + broken("utf-16-le", b"\x00\xd8")),
    *(
        Case(
            f"encoding_{encoding}_cut_inside_last_character",
            "处罚.csv",
            holds(cut(encoding)),
            accepted=B.truths(3),
            quarantined=((5, "R15"),),
        )
        for encoding in ("utf-8", "gbk", "utf-16")
    ),
    Case(
        "encoding_utf8_then_gbk",
        "处罚.csv",
        holds(half_and_half()),
        accepted=B.truths(2, 3),
        quarantined=((4, "R15"), (5, "R15")),
    ),
    second("replacement_character", spoiled_name("示例\ufffd有限公司")),
    second("mojibake_kuntong", spoiled_name("示例锟斤拷有限公司")),
    second("mojibake_tangtang", spoiled_name("示例烫烫烫有限公司")),
    second("mojibake_utf8_as_gbk", spoiled_name(misread("示例建筑工程有限公司", "utf-8", "gbk"))),
    second("mojibake_gbk_as_latin1", spoiled_name(misread("示例建筑工程有限公司", "gbk", "latin-1"))),
    second("mojibake_utf8_as_cp1252", spoiled_name(misread("示例建筑工程有限公司", "utf-8", "cp1252"))),
    second("mojibake_in_free_text", csv_bytes(B.spoiled(1, content=misread("当事人未按规定办理登记", "utf-8", "gbk")))),
    refused(
        "mojibake_in_headings",
        csv_bytes([[misread(h, "utf-8", "gbk") for h in B.headings], *B.lines]),
        "",
    ),
    refused("headings_gbk_rows_utf8", csv_bytes(B.table[:1], "gbk") + csv_bytes(B.lines), ""),
    second("nul_in_name", spoiled_name("示例\0有限公司")),
    second("nul_in_code", csv_bytes(B.spoiled(1, credit_code=f"{B.rows[1]['credit_code']}\0"))),
    second("control_in_number", csv_bytes(B.spoiled(1, doc_no="示例〔2019〕\x082号"))),
    second("c1_control_in_free_text", csv_bytes(B.spoiled(1, content="示例\x85内容\x9f"))),
]
