"""Zip and gzip: every member read like a file of its own, names that are never paths, and an end to bombs."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from transforms.read import Limits, ReadError, Reading, Sheet, read
from transforms.read.packed.zip_members import members_of

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]
TABLE = "名称,文号\n甲,1\n".encode()
CELLS = [(1, 2, ["名称", "文号"]), (2, 2, ["甲", "1"])]
PNG = b"\x89PNG\r\n\x1a\n"


def zipped(*members: tuple[str, bytes], attributes: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type, info.external_attr = method, attributes << 16
            archive.writestr(info, data)
    return stream.getvalue()


def workbook(*sheets: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name in sheets:
            book.add_worksheet(name).write_row(0, 0, ["名称", "文号"])
    return stream.getvalue()


def test_each_member_is_read_by_its_content(read_bytes: Read, rows: Rows, tmp_path: Path) -> None:
    data = zipped(
        ("2019年/处罚.csv", TABLE.decode().encode("gbk")),
        ("许可.json", '[{"名称":"乙"}]'.encode()),
        ("名单.csv", workbook("红", "黑")),
        ("红.xml", "<rows><row><名称>丙</名称></row></rows>".encode()),
        ("说明/", b""),
    )
    reading = read_bytes(data, "a.zip")
    assert (reading.format, reading.encoding) == ("zip", "gb18030、utf-8")
    names = ["2019年/处罚.csv", "许可.json", "名单.csv/红", "名单.csv/黑", "红.xml"]
    assert [sheet.name for sheet in reading.sheets] == names
    assert rows(reading.sheets[0]) == CELLS
    assert rows(reading.sheets[1]) == [(1, 1, ["乙"])]
    assert reading.sheets[2].numbered == "sheet"
    assert reading.notes == ("“名单.csv”：文件名以 .csv 结尾，内容却是 xlsx，已按内容读取。",)
    assert not list((tmp_path / "out").rglob("unpacked"))


def test_what_is_no_table_is_named(read_bytes: Read) -> None:
    members = (
        ("处罚.csv", TABLE),
        ("章.png", PNG),
        ("__MACOSX/._处罚.csv", b"\0\5"),
        (".DS_Store", b"\0"),
        ("~$a.xlsx", b""),
    )
    reading = read_bytes(zipped(*members), "a.zip")
    assert [sheet.name for sheet in reading.sheets] == ["处罚.csv"]
    assert reading.notes == (
        "压缩包里的3个系统文件或隐藏文件没有读取：“__MACOSX/._处罚.csv”、“.DS_Store”、“~$a.xlsx”。",
        "压缩包里的“章.png”是图片，不是表格，没有读取。",
    )


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("处罚.csv".encode("gbk"), "处罚.csv"),
        ("处罚.csv".encode(), "处罚.csv"),
        ("𠮷.csv".encode("gb18030"), "𠮷.csv"),
        ("夹\\处罚.csv".encode("gbk"), "夹/处罚.csv"),
        (b"a.csv", "a.csv"),
        ("a\u202ecsv.exe\n".encode(), "acsv.exe"),
        (b"=1+1.csv", "=1+1.csv"),
        (b"-rf $(x);'.csv", "-rf $(x);'.csv"),
        (b"x" * 300, "x" * 39 + "…"),
    ],
)
def test_names_are_decoded_and_shown_clean(read_bytes: Read, raw: bytes, name: str) -> None:
    stand_in = "?" * len(raw)
    (sheet,) = read_bytes(zipped((stand_in, TABLE)).replace(stand_in.encode(), raw)).sheets
    assert sheet.name == name


def test_names_that_look_alike_stay_apart(read_bytes: Read) -> None:
    names = [sheet.name for sheet in read_bytes(zipped(("a.csv", TABLE), ("a\u200b.csv", TABLE))).sheets]
    assert names == ["a.csv", "a.csv（2）"]


@pytest.mark.parametrize(
    "name", ["../a.csv", "x/../../a.csv", "..\\a.csv", "/etc/a.csv", "\\a.csv", "C:\\a.csv", "c:a.csv", "..", "@NUL"]
)
def test_paths_that_point_elsewhere_reject_the_file(read_bytes: Read, tmp_path: Path, name: str) -> None:
    data = zipped((name, TABLE), ("b.csv", TABLE)).replace(b"@NUL", b"a\0.x")
    with pytest.raises(ReadError, match="指向别处的路径"):
        read_bytes(data)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["landed", "out"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_reject_the_file(read_bytes: Read, kind: int) -> None:
    with pytest.raises(ReadError, match="链接或特殊文件"):
        read_bytes(zipped(("a.csv", b"/etc/passwd"), attributes=kind | 0o777))


def changed(data: bytes, local: int, central: int, form: str, value: int) -> bytes:
    """The archive with a field of its members' headers set."""
    content = bytearray(data)
    for mark, at in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        struct.pack_into(form, content, content.find(mark) + at, value)
    return bytes(content)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped(), "没有可以读取的表格"),
        (zipped(("a.png", PNG)), "没有可以读取的表格"),
        (zipped((".a.csv", TABLE)), "没有可以读取的表格"),
        (zipped(("a.csv", TABLE), ("a.csv", TABLE)), "同名成员"),
        (zipped(("x/a.csv", TABLE), ("x\\a.csv", TABLE)), "同名成员"),
        (zipped(("a.csv", TABLE))[:-30], "损坏或不完整"),
        (zipped(("a.csv", TABLE))[:40], "损坏或不完整"),
        (changed(zipped(("a.csv", TABLE)), 6, 8, "<H", 1), "已加密"),
        (changed(zipped(("a.csv", TABLE)), 14, 16, "<I", 5), "损坏或不完整"),
        (changed(zipped(("a.csv", TABLE)), 8, 10, "<H", 9), "不支持的压缩方法"),
        (zipped(("内.zip", zipped(("a.csv", TABLE)))), "“内.zip”不能读取，整个压缩包没有读取：压缩文件里还有压缩文件"),
        (zipped(("内.gz", gzip.compress(TABLE))), "还有压缩文件"),
        (zipped(("a.csv", TABLE), ("b.csv", b"")), "“b.csv”不能读取"),
        (zipped(("a.csv", TABLE), ("b.rar", b"Rar!\x1a\x07")), "“b.rar”不能读取"),
        (zipped(("a.csv", TABLE), ("b.json", b'[{"a":')), "“b.json”不能读取"),
        (zipped(("a.csv", TABLE), ("b.xlsx", zipped(("word/document.xml", b"")))), "Word 文档"),
        (zipped(("content.xml", b"<a/>")), "OpenDocument"),
        (gzip.compress(TABLE)[:-9], "不完整"),
        (gzip.compress(TABLE)[:20], "不完整"),
        (gzip.compress(TABLE) + b"x", "多余的字节"),
        (gzip.compress(TABLE)[:-8] + bytes(8), "损坏"),
        (gzip.compress(gzip.compress(TABLE)), "只能展开一层"),
        (gzip.compress(zipped(("a.csv", TABLE))), "只能展开一层"),
        (gzip.compress(b""), "文件是空的"),
        (gzip.compress(PNG), "图片"),
        (b"\x1f\x8b", "不完整"),
    ],
)
def test_refused(read_bytes: Read, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a")
    assert sentence in caught.value.reason
    assert caught.value.reason.endswith("。")


def test_a_tar_in_gzip_is_refused(read_bytes: Read) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.csv")
        info.size = len(TABLE)
        archive.addfile(info, io.BytesIO(TABLE))
    with pytest.raises(ReadError, match="tar 归档"):
        read_bytes(stream.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_of_packing(read_bytes: Read, rows: Rows, method: int) -> None:
    assert rows(read_bytes(zipped(("a.csv", TABLE), method=method)).sheets[0]) == CELLS


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (gzip.compress(TABLE), "a.csv.gz"),
        (gzip.compress(TABLE[:9]) + gzip.compress(TABLE[9:]), "a.csv.gz"),
        (gzip.compress(TABLE) + bytes(300_000), "a.csv.gz"),
        (gzip.compress(TABLE), "a.csv"),
    ],
)
def test_gzip(read_bytes: Read, rows: Rows, tmp_path: Path, data: bytes, name: str) -> None:
    reading = read_bytes(data, name)
    assert (reading.format, reading.sheets[0].name, rows(reading.sheets[0])) == ("gzip", None, CELLS)
    assert any(".csv" in note for note in reading.notes) is (name == "a.csv")
    assert any("2段" in note for note in reading.notes) is (data[9:].count(b"\x1f\x8b\x08") == 1)
    assert not list((tmp_path / "out").rglob("unpacked"))


def test_records_by_lines_in_gzip_are_known_by_the_name_within(read_bytes: Read, rows: Rows) -> None:
    reading = read_bytes(gzip.compress(b'{"a":1}'), "a.ndjson.gz")
    assert (reading.format, rows(reading.sheets[0])) == ("gzip", [(1, 1, ["1"])])


@pytest.mark.parametrize("size", [1, 257, 258, 259, 1 << 18, (1 << 18) + 1, 3 << 18])
def test_gzip_gives_the_very_bytes_wherever_pieces_end(read_bytes: Read, rows: Rows, size: int) -> None:
    for data in (b"a" * size, b"a" * size + b"\nb", bytes(97 + n % 7 for n in range(size))):
        found = rows(read_bytes(gzip.compress(data), limits=Limits(cell_bytes=10**7)).sheets[0])
        assert b"\n".join((cells[0] or "").encode() for _, _, cells in found) == data


def bomb(kind: str, size: int) -> bytes:
    return zipped(("a.csv", bytes(size))) if kind == "zip" else gzip.compress(bytes(size))


@pytest.mark.parametrize("kind", ["zip", "gzip"])
def test_bombs(read_bytes: Read, tmp_path: Path, kind: str) -> None:
    with pytest.raises(ReadError, match="ratio=100"):
        read_bytes(bomb(kind, 40 << 20))
    with pytest.raises(ReadError, match="unpacked_mb=3"):
        read_bytes(bomb(kind, 4 << 20), limits=Limits(unpacked_mb=3))
    written = sum(file.stat().st_size for file in (tmp_path / "out").rglob("*") if file.is_file())
    assert written == 0 if kind == "zip" else written <= 11 << 20  # a zip says beforehand how much it holds


def test_a_bomb_that_lies_about_its_size(read_bytes: Read) -> None:
    with pytest.raises(ReadError):
        read_bytes(changed(bomb("zip", 40 << 20), 22, 24, "<I", 100))


def test_many_members_and_what_they_become_are_limited(read_bytes: Read) -> None:
    data = zipped(*((f"{n}.csv", TABLE) for n in range(5)))
    assert len(read_bytes(data, limits=Limits(members=5)).sheets) == 5
    with pytest.raises(ReadError, match="5个成员，超过4个的限制（members=4）"):
        read_bytes(data, limits=Limits(members=4))


def test_blank_lines_of_many_members_do_not_fill_the_disk(read_bytes: Read) -> None:
    blank = b"a" + b"," * 400 + b"\n" + b"\n" * 3000
    with pytest.raises(ReadError, match="unpacked_mb=1"):
        read_bytes(zipped(*((f"{n}.csv", blank) for n in range(9))), limits=Limits(unpacked_mb=1))


def test_a_refused_archive_leaves_nothing(tmp_path: Path) -> None:
    path, out = tmp_path / "a.zip", tmp_path / "out"
    out.mkdir()
    path.write_bytes(zipped(("a.csv", TABLE), ("b.csv", b"")))
    with pytest.raises(ReadError, match="b.csv"):
        read(path, out)
    assert list(out.iterdir()) == []


def test_members_are_counted_as_the_archive_lists_them() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(("b/", b""), ("b/c.csv", TABLE), ("a.csv", TABLE)))) as archive:
        assert [member.title for member in members_of(archive, Limits())] == ["b/c.csv", "a.csv"]


def test_a_damaged_stream_never_gives_part_of_a_table(read_bytes: Read) -> None:
    data = bytearray(gzip.compress(TABLE * 50))
    for at in range(10, len(data), 7):
        spoiled = bytes([*data[:at], data[at] ^ 0x55, *data[at + 1 :]])
        with pytest.raises(ReadError):
            read_bytes(spoiled)
