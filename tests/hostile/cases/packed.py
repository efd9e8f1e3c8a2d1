"""zip and gzip of tables, honest ones and traps."""

from __future__ import annotations

import gzip
import io
import json
import random
import stat
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from tests.hostile.base import Base, csv_bytes, holds
from tests.hostile.case import Case

B = Base()
MORE = Base(rows=8)  # its last four rows are other ones
TABLE = csv_bytes(B.table)
OTHERS = csv_bytes([MORE.headings, *MORE.lines[4:]])
RECORDS = json.dumps([dict(zip(B.headings, line, strict=True)) for line in B.lines], ensure_ascii=False).encode()
WHEN = (2019, 3, 15, 0, 0, 0)
Member = tuple[str | bytes, bytes]


def zipped(*members: Member, change: Callable[[zipfile.ZipInfo], None] = lambda info: None, level: int = 9) -> bytes:
    """A zip archive. A name in bytes is written as it is, without the mark of UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name may stand twice: that is the trap
        for n, (name, data) in enumerate(members):
            info = zipfile.ZipInfo(name if isinstance(name, str) else stand_in(name, n), WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            change(info)
            archive.writestr(info, data)
    content = out.getvalue()
    for n, (name, _) in enumerate(members):
        if isinstance(name, bytes):
            content = content.replace(stand_in(name, n).encode(), name)
    return content


def stand_in(name: bytes, n: int) -> str:
    """An ASCII name as long as the raw one, to be written over."""
    return f"@{n:02d}".ljust(len(name), "_")


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def tar(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def encrypted(archive: bytes) -> bytes:
    """The archive with the mark of encryption on its members."""
    content = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(mark)
        while found >= 0:
            content[found + at] |= 1
            found = content.find(mark, found + 4)
    return bytes(content)


def wrong_sum(archive: bytes) -> bytes:
    """The archive with another checksum than the member has."""
    content = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        struct.pack_into("<I", content, content.find(mark) + at, 0x12345678)
    return bytes(content)


def sheet(name: str, base: Base = B, lines: Sequence[int] = range(4)) -> tuple[dict[str, Any], ...]:
    """The rows of a member, a sheet by its name."""
    return tuple(base.truth(n, row=2 + at, sheet=name) for at, n in enumerate(lines))


def packed(id: str, file: str, content: bytes, accepted: tuple = (), **more) -> Case:
    return Case(f"packed_{id}", file, holds(content), accepted=accepted, **more)


def refused(id: str, file: str, content: bytes, word: str = "", **more) -> Case:
    return Case(f"packed_{id}", file, holds(content), rejected=word, **more)


GBK_NAME = "处罚信息.csv".encode("gbk")
ONE = zipped(("处罚.csv", TABLE))
NOISE = random.Random("noise").randbytes(20_000)
PDF = b"%PDF-1.4\n" + NOISE[:500]

ZIPS = [
    packed("zip_one_table", "处罚.zip", ONE, sheet("处罚.csv")),
    packed("zip_stored", "处罚.zip", zipped(("处罚.csv", TABLE), level=0), sheet("处罚.csv")),
    packed(
        "zip_two_tables",
        "处罚.zip",
        zipped(("甲.csv", TABLE), ("乙.csv", OTHERS)),
        (*sheet("甲.csv"), *sheet("乙.csv", MORE, range(4, 8))),
    ),
    packed(
        "zip_same_rows_twice", "处罚.zip", zipped(("甲.csv", TABLE), ("乙.csv", TABLE)), sheet("甲.csv"), duplicate=4
    ),
    packed(
        "zip_encodings_differ",
        "处罚.zip",
        zipped(("甲.csv", csv_bytes(B.table, "gbk")), ("乙.csv", OTHERS)),
        (*sheet("甲.csv"), *sheet("乙.csv", MORE, range(4, 8))),
    ),
    packed(
        "zip_table_and_records",
        "处罚.zip",
        zipped(("甲.json", RECORDS), ("乙.csv", OTHERS)),
        (*(t | {"row": t["row"] - 1} for t in sheet("甲.json")), *sheet("乙.csv", MORE, range(4, 8))),
    ),
    packed("zip_in_folder", "处罚.zip", zipped(("2019年/三月/处罚.csv", TABLE)), sheet("2019年/三月/处罚.csv")),
    packed("zip_gbk_names", "处罚.zip", zipped((GBK_NAME, TABLE)), sheet("处罚信息.csv")),
    packed(
        "zip_litter_of_systems",
        "处罚.zip",
        zipped(("处罚.csv", TABLE), ("__MACOSX/._处罚.csv", b"\0\5\x16\7"), (".DS_Store", b"\0\0\0\1Bud1")),
        sheet("处罚.csv"),
    ),
    packed(
        "zip_with_picture",
        "处罚.zip",
        zipped(("处罚.csv", TABLE), ("附件/章.png", b"\x89PNG\r\n\x1a\n" + NOISE[:90])),
        sheet("处罚.csv"),
        says=("章.png",),
    ),
    packed("zip_named_csv", "处罚.csv", ONE, sheet("处罚.csv")),
    packed("zip_bytes_before", "处罚.zip", ONE + b"\0" * 8, sheet("处罚.csv")),
    packed("zip_member_named_like_formula", "处罚.zip", zipped(("=1+1.csv", TABLE)), sheet("=1+1.csv")),
    packed("zip_member_with_line_break", "处罚.zip", zipped(("处\n罚.csv", TABLE)), sheet("处罚.csv")),
    refused("zip_traversal", "处罚.zip", zipped(("../../处罚.csv", TABLE))),
    refused("zip_traversal_of_windows", "处罚.zip", zipped(("..\\..\\cf.csv", TABLE))),
    refused("zip_absolute", "处罚.zip", zipped(("/tmp/cf.csv", TABLE))),
    refused("zip_drive_letter", "处罚.zip", zipped(("C:\\cf.csv", TABLE))),
    refused("zip_link", "处罚.zip", zipped(("cf.csv", b"/etc/passwd"), change=link), never=("root:",)),
    refused("zip_same_name_twice", "处罚.zip", zipped(("处罚.csv", TABLE), ("处罚.csv", OTHERS))),
    refused("zip_in_zip", "处罚.zip", zipped(("内.zip", ONE))),
    refused("zip_encrypted", "处罚.zip", encrypted(ONE), "加密"),
    refused("zip_truncated", "处罚.zip", ONE[: len(ONE) // 2]),
    refused("zip_wrong_checksum", "处罚.zip", wrong_sum(ONE)),
    refused("zip_empty", "处罚.zip", zipped()),
    refused("zip_only_pdf", "处罚.zip", zipped(("处罚.pdf", PDF))),
    refused("zip_one_member_broken", "处罚.zip", zipped(("甲.csv", TABLE), ("乙.csv", b"")), "乙"),
    refused(
        "zip_one_member_a_login_page",
        "处罚.zip",
        zipped(("甲.csv", TABLE), ("乙.csv", b"<!DOCTYPE html><html><body><form></form></body></html>")),
        "乙",
    ),
    refused("zip_bomb_of_zeros", "处罚.zip", zipped(("处罚.csv", bytes(40 << 20))), "ratio=100"),
    refused(
        "zip_bomb_of_rows", "处罚.zip", zipped(("处罚.csv", TABLE + TABLE.splitlines(True)[1] * 80_000)), "ratio=100"
    ),
    refused("zip_quine_shape", "处罚.zip", zipped(*((f"{n}.zip", ONE) for n in range(20)))),
]
GZIPS = [
    packed("gzip_table", "处罚.csv.gz", gzipped(TABLE), B.truths()),
    packed("gzip_gbk", "处罚.csv.gz", gzipped(csv_bytes(B.table, "gbk")), B.truths()),
    packed("gzip_records", "处罚.json.gz", gzipped(RECORDS), B.truths(first=1)),
    packed("gzip_in_two_parts", "处罚.csv.gz", gzipped(TABLE[:700]) + gzipped(TABLE[700:]), B.truths()),
    packed("gzip_named_csv", "处罚.csv", gzipped(TABLE), B.truths()),
    refused("gzip_truncated", "处罚.csv.gz", gzipped(TABLE)[:-20]),
    refused("gzip_without_its_end", "处罚.csv.gz", gzipped(TABLE)[:-8]),
    refused("gzip_wrong_checksum", "处罚.csv.gz", gzipped(TABLE)[:-8] + b"\0\0\0\0" + gzipped(TABLE)[-4:]),
    refused("gzip_garbage_behind", "处罚.csv.gz", gzipped(TABLE) + b"garbage"),
    refused("gzip_of_gzip", "处罚.csv.gz.gz", gzipped(gzipped(TABLE))),
    refused("gzip_of_tar", "处罚.tar.gz", gzipped(tar("处罚.csv", TABLE))),
    refused("gzip_of_zip", "处罚.zip.gz", gzipped(ONE)),
    refused("gzip_of_nothing", "处罚.csv.gz", gzipped(b""), "空"),
    refused("gzip_bomb", "处罚.csv.gz", gzipped(bytes(60 << 20)), "ratio=100"),
    refused("tar", "处罚.tar", tar("处罚.csv", TABLE)),
    refused("rar", "处罚.rar", b"Rar!\x1a\x07\x00" + NOISE[:200], "RAR"),
    refused("7z", "处罚.7z", b"7z\xbc\xaf\x27\x1c" + NOISE[:200], "7z"),
    refused("bzip2", "处罚.csv.bz2", b"BZh91AY&SY" + NOISE[:200]),
]
CASES = ZIPS + GZIPS
