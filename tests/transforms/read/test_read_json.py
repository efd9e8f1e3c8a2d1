"""JSON: records from arrays, envelopes, lines and pages; numbers as they are spelled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.read import Limits, ReadError, Reading, Sheet, read

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]


def test_values_as_text(read_bytes: Read, rows: Rows) -> None:
    text = """[{"名称": "甲", "号": 420202199901011234, "额": 1.10, "空": "", "无": null, "真": true},
               {"名称": "None", "嵌": {"x": [1.50, "a\\"", null]}, "额": -1E5}]"""
    reading = read_bytes(text, "a.json")
    (sheet,) = reading.sheets
    assert sheet.headings == ("名称", "号", "额", "空", "无", "真", "嵌")
    assert (sheet.numbered, sheet.name, reading.format, reading.encoding) == ("record", None, "json", "utf-8")
    assert rows(sheet) == [
        (1, 6, ["甲", "420202199901011234", "1.10", None, None, "true", None]),
        (2, 3, ["None", None, "-1E5", None, None, None, '{"x": [1.50, "a\\"", null]}']),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a":1},{"a":2}]',
        ' {"data": [{"a":1},{"a":2}]} ',
        '{"code":0,"total":2,"data":{"list":[{"a":1},{"a":2}],"page":1}}',
        '{"rows":[{"a":1},{"a":2}],"columns":[{"name":"a"}]}',
        '{"a":1}\n{"a":2}\n',
        '{"a":1}\r\n\r\n{"a":2}',
        '{"名单":[{"a":1},{"a":2}],"tags":["x"]}',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_the_records_are_found_in_any_envelope(read_bytes: Read, rows: Rows, text: str, encoding: str) -> None:
    (sheet,) = read_bytes(text.encode(encoding), "a").sheets
    assert (sheet.headings, rows(sheet)) == (("a",), [(1, 1, ["1"]), (2, 1, ["2"])])


def test_an_empty_list_is_a_sheet_without_records(read_bytes: Read) -> None:
    (sheet,) = read_bytes('{"code":0,"total":0,"data":[]}', "a.json").sheets
    assert (sheet.rows, sheet.width, sheet.headings) == (0, 0, ())


def test_one_line_is_a_record_if_the_file_is_called_so(read_bytes: Read, rows: Rows) -> None:
    reading = read_bytes('{"a":1}', "a.ndjson")
    assert (reading.format, rows(reading.sheets[0])) == ("ndjson", [(1, 1, ["1"])])


def test_more_records_than_a_batch_and_late_keys(read_bytes: Read, rows: Rows) -> None:
    lines = [f'{{"a":{number}}}' for number in range(1, 12_001)]
    lines[-1] = '{"b":"晚","a":12000}'
    (sheet,) = read_bytes("\n".join(lines), "a.ndjson").sheets
    found = rows(sheet)
    assert [(row_no, cells[0]) for row_no, _, cells in found] == [(n, str(n)) for n in range(1, 12_001)]
    assert found[0][2] == ["1", None]
    assert found[-1] == (12_000, 2, ["12000", "晚"])


def test_pages_are_read_in_the_order_of_their_numbers(tmp_path: Path, rows: Rows) -> None:
    pages, out = tmp_path / "pull", tmp_path / "out"
    pages.mkdir()
    out.mkdir()
    (pages / "page-10.json").write_text('{"total":3,"data":[{"a":3}]}')
    (pages / "page-2.json").write_text('{"total":3,"data":[{"a":1},{"a":2}]}')
    (pages / "page-11.json").write_text('{"total":3,"data":[]}')
    (sheet,) = read(pages, out).sheets
    assert rows(sheet) == [(1, 1, ["1"]), (2, 1, ["2"]), (3, 1, ["3"])]
    (pages / "page-12.json").write_text('{"total":3,"data":[{"a":3}]}')
    with pytest.raises(ReadError, match="声明共有3条记录，实际读到4条"):
        read(pages, out)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"code":500,"msg":"系统繁忙"}', "接口的出错回答（code=500）"),
        ("[1, 2]", "没有记录列表"),
        ('[{"a":1},{"a":2},{"a":', "第2条记录之后内容不完整"),
        ('[{"a":1},{"a":2}', "第2条记录之后内容不完整"),
        ('{"data":[{"a":1}]', "内容不完整"),
        ('[{"a":1}{"a":2}]', "第1条记录之后不符合 JSON 语法"),
        ('[{"a":1},]', "第1条记录之后不符合 JSON 语法"),
        ('[{"a":1}]x', "多余的内容"),
        ('[{"a":1,"a":2}]', "重复的字段名"),
        ('{"data":[{"a":1}],"data":[{"a":2}]}', "重复的字段名"),
        ('[{"a":NaN}]', "NaN"),
        ('[{"a":-Infinity}]', "Infinity"),
        ('[{"a":1},5]', "第2条不是记录"),
        ('[{"\\udfff":1}]', "第1条记录的字段名含有无效的字符"),
        ('{"total":3,"data":[{"a":1}]}', "声明共有3条记录，实际读到1条"),
        ('{"a":[{"x":1}],"b":[{"x":1}]}', "有多个列表"),
        ("[" * 100_000, "嵌套过深"),
        ('[{"a":' + "[" * 100_000 + "]" * 100_000 + "}]", "嵌套过深"),
        ('{"a":' * 100_000, "嵌套过深"),
        *[('[{"a":' + "[" * deep + "]" * deep + "}]", "嵌套过深") for deep in (700, 900, 960, 980)],
        ("[{" + ",".join(f'"k{n}":1' for n in range(501)) + "}]", "字段超过500个的限制（columns=500）"),
        ('[{"a":"' + "黄" * 333_334 + '"}]', "第1条记录有一个值超过1000000字节的限制（cell_bytes=1000000）"),
        (b'[{"a":"\xff"}]', "含有无效的字节"),
    ],
)
def test_refused(read_bytes: Read, text: str | bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(text, "a.json")
    assert sentence in caught.value.reason


def test_records_are_found_one_behind_the_other_on_one_line(read_bytes: Read, rows: Rows) -> None:
    reading = read_bytes('{"a":1}{"a":\n2}{"a":3}', "a")
    assert (reading.format, rows(reading.sheets[0])) == ("ndjson", [(1, 1, ["1"]), (2, 1, ["2"]), (3, 1, ["3"])])


@pytest.mark.parametrize("text", ['{"名称":"甲","号":"1"}', '{"code":0,"msg":"ok","data":{"名称":"甲","号":"1"}}'])
def test_one_object_is_one_record(read_bytes: Read, rows: Rows, text: str) -> None:
    reading = read_bytes(text, "a.json")
    assert (reading.format, reading.sheets[0].headings) == ("json", ("名称", "号"))
    assert rows(reading.sheets[0]) == [(1, 2, ["甲", "1"])]


@pytest.mark.parametrize(
    "text", ['{"名称":"甲","嵌":{"x":{"y":1}}}', '{"a":{"x":1},"b":{"y":2}}', "{}", '{"msg":"甲"}']
)
def test_one_object_that_is_no_record_is_refused(read_bytes: Read, text: str) -> None:
    with pytest.raises(ReadError, match="没有记录列表"):
        read_bytes(text, "a.json")


def test_bytes_that_are_none_and_lone_surrogates_fault_their_record_alone(read_bytes: Read, rows: Rows) -> None:
    good = '{"名称":"示例商贸有限公司一二三四"}'.encode()
    bad = b'{"\xe5\x90\x8d\xe7\xa7\xb0":"\xe5\x90\xff"}'
    reading = read_bytes(b"[" + b",".join([good, bad, good, b'{"\xe5\x90\x8d\xe7\xa7\xb0":"x\\ud800y"}']) + b"]")
    cells = [cells[0] for _, _, cells in rows(reading.sheets[0])]
    assert [("\ufffd" in (cell or "")) for cell in cells] == [False, True, False, True]
    assert cells[3] == "x\ufffdy"
    assert "无效的字节" in reading.notes[0]


def test_surrogates_in_pairs_are_one_character(read_bytes: Read, rows: Rows) -> None:
    assert rows(read_bytes('[{"a":"\\ud842\\udfb7"}]').sheets[0]) == [(1, 1, ["𠮷"])]


def test_a_field_name_with_bytes_that_are_none_is_refused(read_bytes: Read) -> None:
    with pytest.raises(ReadError, match="字段名含有无效的字符"):
        read_bytes('[{"示例商贸有限公司一二三四":"1"},{"'.encode() + b'\xff":"2"}]')


def test_a_list_beside_the_records_is_named(read_bytes: Read) -> None:
    reading = read_bytes('{"rows":[{"a":1},{"a":2}],"columns":[{"name":"a"}]}')
    assert reading.notes == ("JSON 里的列表“columns”（1项）不是记录列表，没有读取。",)


def test_a_list_of_like_records_is_never_left_out(read_bytes: Read) -> None:
    with pytest.raises(ReadError, match="有多个列表"):
        read_bytes('{"data":[{"a":1}],"history":[{"a":2,"b":3}]}')


def test_a_broken_line_is_named(read_bytes: Read) -> None:
    with pytest.raises(ReadError, match="第2条记录之后不符合 JSON 语法（a.ndjson，第5行）"):
        read_bytes('{"a":1}\n{"a":2}\n\n\n{"a":3\n{"a":4}\n', "a.ndjson")


def test_a_value_over_the_end_of_a_block_is_whole(read_bytes: Read, rows: Rows) -> None:
    """The text comes in blocks of a megabyte: numbers, words, escapes and names are cut there somewhere."""
    record = '{"号":12345678901234567890,"真":true,"名":"甲\\u4e59\\"丙","额":-1.5E+10,"空":null},'
    text = "[" + record * 40_000 + '{"号":1}]'
    (sheet,) = read_bytes(text).sheets
    found = rows(sheet)
    assert len(found) == 40_001
    whole = ["12345678901234567890", "true", '甲乙"丙', "-1.5E+10", None]
    assert {(fields, *cells) for _, fields, cells in found[:-1]} == {(5, *whole)}


def test_pages_counted_in_their_names_are_all_there(tmp_path: Path) -> None:
    pages, out = tmp_path / "pull", tmp_path / "out"
    pages.mkdir()
    out.mkdir()
    (pages / "1.json").write_text('[{"a":1}]')
    (pages / "3.json").write_text('[{"a":3}]')
    with pytest.raises(ReadError, match="缺少第2页"):
        read(pages, out)
    (pages / "2.json").write_text('[{"a":2}]')
    assert read(pages, out).sheets[0].rows == 3


def test_limits_are_settings(read_bytes: Read) -> None:
    assert read_bytes('[{"a":1,"b":22}]', limits=Limits(columns=2, cell_bytes=2)).sheets[0].width == 2
    with pytest.raises(ReadError, match="columns=1"):
        read_bytes('[{"a":1,"b":22}]', limits=Limits(columns=1))
    with pytest.raises(ReadError, match="cell_bytes=1"):
        read_bytes('[{"a":1,"b":22}]', limits=Limits(cell_bytes=1))
