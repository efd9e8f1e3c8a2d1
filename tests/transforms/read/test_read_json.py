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
        '{"某某":[{"a":1},{"a":2}],"tags":["x"]}',
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
        ('{"code":500,"msg":"系统繁忙"}', "没有记录列表，像是接口的出错回答"),
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
        ('[{"a":1},{"a":"\\ud800"}]', "第2条记录含有无效的字符"),
        ('[{"\\udfff":1}]', "第1条记录的字段名含有无效的字符"),
        ('{"total":3,"data":[{"a":1}]}', "声明共有3条记录，实际读到1条"),
        ('{"a":[{"x":1}],"b":[{"x":1}]}', "有多个列表"),
        ("[" * 100_000, "嵌套过深"),
        ('[{"a":' + "[" * 100_000 + "]" * 100_000 + "}]", "嵌套过深"),
        ('{"a":' * 100_000, "嵌套过深"),
        ("[{" + ",".join(f'"k{n}":1' for n in range(501)) + "}]", "字段超过500个的限制（columns=500）"),
        ('[{"a":"' + "黄" * 333_334 + '"}]', "第1条记录有一个值超过1000000字节的限制（cell_bytes=1000000）"),
        (b'[{"a":"\xff"}]', "含有无效的字节"),
    ],
)
def test_refused(read_bytes: Read, text: str | bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(text, "a.json")
    assert sentence in caught.value.reason


def test_limits_are_settings(read_bytes: Read) -> None:
    assert read_bytes('[{"a":1,"b":22}]', limits=Limits(columns=2, cell_bytes=2)).sheets[0].width == 2
    with pytest.raises(ReadError, match="columns=1"):
        read_bytes('[{"a":1,"b":22}]', limits=Limits(columns=1))
    with pytest.raises(ReadError, match="cell_bytes=1"):
        read_bytes('[{"a":1,"b":22}]', limits=Limits(cell_bytes=1))
