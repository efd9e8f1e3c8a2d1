"""Bytes that are no text cost the record they stand in, where the encoding is proven; never does another word come in."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.read.sheets import rows_of
from tests.transforms.read.test_read_text_table import read_text
from transforms.read import ReadError
from transforms.read.text.encoding import Encoding, Undecodable, text_blocks
from transforms.read.text.mending import MendingDecoder

GOOD = ["黄石市下陆区第一商贸有限公司", "登记"]
LINE = ",".join(GOOD) + "\n"
BAD = "\ufffd"
STRUCTURE = ',;"\t\r\n'


def cells_of(folder: Path, data: bytes) -> list[list[str | None]]:
    return [cells for _, _, cells in rows_of(read_text(folder, data).sheets[0])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [1, 60_000])
@pytest.mark.parametrize("after", [0, 30_000])
def test_a_bad_place_is_marked_and_all_else_is_read(tmp_path: Path, encoding: str, before: int, after: int) -> None:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    bad = {"utf-16-le": b"\x00\xd8", "utf-16-be": b"\xd8\x00"}.get(encoding, b"\xff")
    first, line = LINE.encode(encoding), LINE.encode(encoding.removesuffix("-sig"))
    comma = ",".encode(encoding.removesuffix("-sig"))
    data = mark + first + line * (before - 1) + line.replace(comma, bad + comma) + line * after
    reading = read_text(tmp_path, data)
    found = [cells for _, _, cells in rows_of(reading.sheets[0])]
    assert found == [GOOD] * before + [[GOOD[0] + BAD, GOOD[1]]] + [GOOD] * after
    assert reading.notes == (
        "有1条记录含有无效的字节，可能在传输中损坏或混用了两种编码，该处以替换字符（U+FFFD）代替。",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_bad_place_before_what_proves(tmp_path: Path, encoding: str) -> None:
    data = b"a,b\n\xff," + LINE.replace(",", "").encode(encoding) + LINE.encode(encoding) * 3
    assert cells_of(tmp_path, data) == [["a", "b"], [BAD, "".join(GOOD)], *[GOOD] * 3]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_that_ends_inside_a_character(tmp_path: Path, encoding: str) -> None:
    whole = (LINE * 3 + LINE.rstrip()).encode(encoding)
    assert cells_of(tmp_path, whole[:-1]) == [GOOD] * 3 + [[GOOD[0], GOOD[1][0] + BAD]]


def test_four_bytes_that_end_early_leave_the_line_end_alone(tmp_path: Path) -> None:
    assert cells_of(tmp_path, LINE.encode("gb18030") + b"a,b\x810\n") == [GOOD, ["a", f"b{BAD}0"]]


def test_utf8_with_one_broken_byte_is_not_taken_for_gbk(tmp_path: Path) -> None:
    data = "名称,内容\n名称名称,内容内容\n".encode() + b"\xc4\xe3,x\n"
    assert data.decode("gb18030")  # GB18030 would read it all, as other words
    assert cells_of(tmp_path, data)[2] == [BAD * 2, "x"]


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_two_encodings_in_one_file_never_give_another_word(tmp_path: Path, first: str) -> None:
    other = {"utf-8": "gb18030", "gb18030": "utf-8"}[first]
    names = ["云泽测试有限公司", "四川建筑", "路,模范工程有限公司", "甲乙丙丁戊己庚辛壬癸"]  # all of even length
    data = LINE.encode(first) * 9 + "".join(f"{name},{name}\n" for name in names).encode(other) + LINE.encode(first)
    found = cells_of(tmp_path, data)
    assert [cells[:2] for cells in (*found[:9], found[-1])] == [GOOD] * 10
    assert len(found) == 14
    for cells in found[9:-1]:
        assert all(BAD in cell for cell in cells if cell)


def test_a_file_half_of_which_is_broken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="共4条记录，其中3条含有无效的字节.*混用了两种编码"):
        read_text(tmp_path, LINE.encode() + LINE.encode("gbk") * 3)


@pytest.mark.parametrize(("bad", "refused"), [(100, False), (101, True)])
def test_many_bad_records_are_refused(tmp_path: Path, bad: int, refused: bool) -> None:
    data = LINE.encode() * 3_000 + b"\xff\xff,x\n" * bad
    if not refused:
        assert read_text(tmp_path, data).sheets[0].rows == 3_100
        return
    with pytest.raises(ReadError, match="其中101条含有无效的字节"):
        read_text(tmp_path, data)


def test_in_a_large_file_a_hundredth_may_be_bad(tmp_path: Path) -> None:
    data = LINE.encode() * 20_000 + b"\xff,x\n" * 150
    assert read_text(tmp_path, data).notes[0].startswith("有150条记录含有无效的字节")


def test_the_sign_for_bad_bytes_in_a_sound_file_is_a_character(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "名称\n甲\ufffd\n乙\ufffd\n".encode())
    assert reading.notes == ()
    assert reading.sheets[0].rows == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"name\n\xff\n", "第2条记录含有无效的字节"),
        ("名称\n甲乙丙丁".encode()[:-1], "第2条记录含有无效的字节"),  # five 汉字 prove nothing
        (b"a,b\n\x00\xff\n", "空字节，可能是没有字节顺序标记的 UTF-16"),
        (codecs.BOM_UTF8 + LINE.encode("gbk"), "第1条记录含有无效的字节"),
        (b"name\n\xc4\xa3\n", "看不出文件的编码"),  # 模 or a letter with a comma below
        (("\ufeff" + LINE * 9).encode("utf-16-le").replace("登".encode("utf-16-le"), b"\x7b", 1), "第1条记录含有无效"),
    ],
)
def test_what_is_not_proven_is_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read_text(tmp_path, data)


def test_marks_where_lines_begin_are_dropped(tmp_path: Path) -> None:
    part = codecs.BOM_UTF8 + '"名称",内容\n甲,\ufeff乙\n'.encode()
    assert cells_of(tmp_path, codecs.BOM_UTF8 + part + part) == [["名称", "内容"], ["甲", "\ufeff乙"]] * 2


@pytest.mark.parametrize("end", [b"\x1a", b"\x1a\x1a\x1a", b"\x1a\0\0\0", b"\x1a\r\n"])
@pytest.mark.parametrize("before", ["", "\n"])
def test_the_end_mark_of_dos_is_dropped(tmp_path: Path, end: bytes, before: str) -> None:
    reading = read_text(tmp_path, "名称,内容\n甲,\x1a乙".encode() + before.encode() + end)
    assert [cells for _, _, cells in rows_of(reading.sheets[0])] == [["名称", "内容"], ["甲", "\x1a乙"]]
    assert reading.notes == ("文件末尾有 DOS 文件结束符（Ctrl-Z），已略去。",)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*STRUCTURE.encode(), 0x81, 0x30, 0x84, 0xC4, 0xE4, 0xB8, 0xAD, 0xFF, 0x41]), max_size=40)
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_structure_survives_any_bytes(tmp_path_factory: pytest.TempPathFactory, codec: str, noise: list[int]) -> None:
    path = tmp_path_factory.getbasetemp() / f"noise-{codec}"
    raw = LINE.encode(codec) + bytes(noise)
    path.write_bytes(raw)
    for size in (3, 1 << 20):
        encoding = Encoding(codec, codec)
        text = "".join(text_blocks(path, encoding, size, MendingDecoder(encoding)))
        assert [c for c in text if c in STRUCTURE] == [chr(b) for b in raw if chr(b) in STRUCTURE]


def test_without_mending_the_good_text_comes_before_the_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(LINE.encode() + b"ab\xff\n")
    blocks = text_blocks(tmp_path / "file", Encoding("utf-8", "utf-8"))
    assert next(blocks) == LINE + "ab"
    with pytest.raises(Undecodable) as caught:
        next(blocks)
    assert (caught.value.proven, caught.value.foreign) == (True, False)
