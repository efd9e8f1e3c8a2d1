"""XML: the records in any envelope, encodings by their declaration, and nothing that reaches outside the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.read import Limits, ReadError, Reading, Sheet

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]
A, B = "<名称>甲</名称><文号>1</文号>", "<名称>乙</名称><文号/>"
TWO = [(1, 2, ["甲", "1"]), (2, 2, ["乙", None])]


@pytest.mark.parametrize(
    "text",
    [
        f"<rows><row>{A}</row><row>{B}</row></rows>",
        f"<rows total='2'><row>{A}</row><row>{B}</row></rows>",
        f"<?xml version='1.0'?>\n<x:rows xmlns:x='urn:x'><!-- 甲 --><x:row>{A}</x:row><?pi?><x:row>{B}</x:row></x:rows>",
        f"<ExchangeMessage><Header><sender>局</sender><flow/></Header><Body><fields>{A}</fields><fields>{B}</fields></Body>"
        "</ExchangeMessage>",
        f"<response><code>0</code><total>2</total><data><item>{A}</item><item>{B}</item></data></response>",
        f"<a><title>示例</title><list><record>{A}</record></list><list><record>{B}</record></list></a>",
        '<rows><row 名称="甲" 文号="1"/><row 名称="乙" 文号=""/></rows>',
        '<rows><row><col name="名称">甲</col><col name="文号">1</col></row>'
        '<row><col name="名称">乙</col><col name="文号"/></row></rows>',
        "<rows><row><名称 type='C'>甲</名称><文号><![CDATA[1]]></文号></row>"
        "<row><名称>&#20057;</名称><文号 xsi:nil='true'/></row></rows>",
        f"<Envelope><Body><r><return><![CDATA[<rows><row>{A}</row><row>{B}</row></rows>]]></return></r></Body></Envelope>",
        "<string>&lt;?xml version='1.0' encoding='gbk'?>&lt;rows>&lt;row>"
        + (A + "</row><row>" + B).replace("<", "&lt;")
        + "&lt;/row>&lt;/rows></string>",
    ],
)
def test_the_records_are_found(read_bytes: Read, rows: Rows, text: str) -> None:
    reading = read_bytes(text, "a.xml")
    (sheet,) = reading.sheets
    assert (reading.format, sheet.headings, sheet.numbered) == ("xml", ("名称", "文号"), "record")
    assert rows(sheet) == TWO


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("UTF-8", "utf-8", "utf-8"),
        ("utf-8", "utf-8-sig", "utf-8-sig"),
        ("GBK", "gbk", "gb18030"),
        ("gb2312", "gbk", "gb18030"),
        ("GB18030", "gb18030", "gb18030"),
        ("UTF-16", "utf-16", "utf-16"),
        ("UTF-16", "utf-16-le", "utf-16"),
        ("UTF-16", "utf-16-be", "utf-16"),
        (None, "utf-8", "utf-8"),
        (None, "gbk", "gb18030"),
        (None, "utf-16", "utf-16"),
    ],
)
def test_encodings(read_bytes: Read, rows: Rows, declared: str | None, codec: str, name: str) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    reading = read_bytes(f"{head}<rows><row><名称>黄石市示例商贸有限公司</名称></row></rows>".encode(codec))
    assert (reading.encoding, rows(reading.sheets[0])) == (name, [(1, 1, ["黄石市示例商贸有限公司"])])


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("GBK", "utf-8"),
        ("GBK", "utf-8-sig"),
        ("UTF-8", "gbk"),
        ("UTF-16", "utf-8"),
        ("UTF-8", "utf-16"),
        ("ascii", "gbk"),
    ],
)
def test_a_declaration_that_contradicts_the_bytes_is_refused(read_bytes: Read, declared: str, codec: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?><rows><row><名称>黄石市示例商贸有限公司</名称></row></rows>"
    with pytest.raises(ReadError, match=f"声明的编码是 {declared.lower()}，文件的字节却不是"):
        read_bytes(text.encode(codec))


def test_utf8_that_would_be_other_characters_in_the_declared_gbk_is_refused(read_bytes: Read) -> None:
    text = "<?xml version='1.0' encoding='GBK'?><rows><row><a>甲乙</a></row></rows>"
    assert text.encode().decode("gb18030") != text
    with pytest.raises(ReadError, match="声明的编码是 gbk"):
        read_bytes(text)


@pytest.mark.parametrize(
    "text", ["<rows/>", "<rows></rows>", "<a><Header><x>1</x></Header><Body/></a>", "<r><total>0</total><data/></r>"]
)
def test_an_empty_list_is_a_sheet_without_records(read_bytes: Read, text: str) -> None:
    (sheet,) = read_bytes(text).sheets
    assert (sheet.rows, sheet.width, sheet.headings) == (0, 0, ())


def test_what_is_nested_is_text_and_attributes_of_a_record_are_fields(read_bytes: Read, rows: Rows) -> None:
    text = f"<rows><row id='7'>{A}<人><名>张</名></人></row><row id='8'><名称>甲<br/>乙</名称></row></rows>"
    (sheet,) = read_bytes(text).sheets
    assert sheet.headings == ("id", "名称", "文号", "人")
    assert rows(sheet) == [
        (1, 4, ["7", "甲", "1", '{"名": "张"}']),
        (2, 2, ["8", '{"#text": "甲乙", "br": null}', None, None]),
    ]


def test_characters_that_xml_does_not_have_fault_their_record_alone(read_bytes: Read, rows: Rows) -> None:
    (sheet,) = read_bytes("<rows><row><名称>甲\x01</名称></row><row><名称>乙</名称></row></rows>").sheets
    assert rows(sheet) == [(1, 1, ["甲\ufffd"]), (2, 1, ["乙"])]


def test_what_is_left_out_is_named(read_bytes: Read) -> None:
    text = f"<a><批次>示例</批次><row>{A}</row><row>{B}</row><info><年度 unit='年'>2019</年度></info></a>"
    assert read_bytes(text).notes == (
        "XML 的元素“a”不是记录，其中的内容没有读取：批次。",
        "XML 的元素“a/info”不是记录，其中的内容没有读取：年度。",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<!DOCTYPE a SYSTEM 'a.dtd'><a/>", "DOCTYPE"),
        ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a><b>&x;</b></a>", "DOCTYPE"),
        ("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/x'> %x;]><a/>", "DOCTYPE"),
        ("<a><b>&x;</b></a>", "未定义的实体"),
        (f"<rows><row>{A}</row><row><名称>", "内容不完整，可能在下载中被截断"),
        (f"<rows><row>{A}</row>", "第1行附近内容不完整"),
        (f"<rows><row>{A}</row></rows><rows/>", "多余的内容"),
        (f"<rows>\n<row>{A}</rows>", "第2行附近不符合 XML 语法"),
        (f"<rows><row>{A}</row><row>{A}<名称>丙</名称></row></rows>", "第2条记录里有重复的元素“名称”"),
        (f"<rows><row 名称='丙'>{A}</row></rows>", "重复的元素“名称”"),
        (
            f"<a><permit>{A}</permit><permit>{A}</permit><penalty>{A}</penalty></a>",
            "多处像是记录（a/permit、a/penalty）",
        ),
        (f"<rows total='3'><row>{A}</row><row>{A}</row></rows>", "声明共有3条记录，实际读到2条"),
        (f"<r><count>3</count><rows><row>{A}</row></rows></r>", "声明共有3条记录，实际读到1条"),
        ("<rows total='3'/>", "没有记录"),
        ("<r><total>3</total><rows/></r>", "声明共有3条记录，实际读到0条"),
        ("<r><code>500</code><msg>系统繁忙</msg><rows/></r>", "出错回答（code=500）"),
        (f"<r><code>500</code><rows><row>{A}</row></rows></r>", "出错回答（code=500）"),
        (
            "<Envelope><Body><Fault><faultcode>S</faultcode><faultstring>x</faultstring></Fault></Body></Envelope>",
            "出错",
        ),
        ("<a>" * 60 + "</a>" * 60, "嵌套过深"),
        ("<a>" + "".join(f"<b{n}/>" for n in range(6000)) + "</a>", "元素的种类过多"),
        ("<r><row>" + "".join(f"<b{n}>1</b{n}>" for n in range(501)) + "</row></r>", "columns=500"),
        ("<r><row><a>" + "黄" * 333_334 + "</a><b>1</b></row></r>", "cell_bytes=1000000"),
        ("<r><row><a>" + "x" * 1_000_001 + "</a><b>1</b></row></r>", "cell_bytes=1000000"),
        ("<?xml version='1.0' encoding='Big5'?><a/>", "big5"),
        ("<letter><to>示例局</to></letter><", "XML"),
        ("<note/>", "没有记录"),
    ],
)
def test_refused(read_bytes: Read, text: str, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(text, "a.xml")
    assert sentence in caught.value.reason
    assert caught.value.reason.endswith("。")


def test_limits_are_settings(read_bytes: Read) -> None:
    assert (
        read_bytes("<r><row><a>12</a><b>1</b></row></r>", limits=Limits(columns=2, cell_bytes=2)).sheets[0].width == 2
    )
    with pytest.raises(ReadError, match="columns=1"):
        read_bytes("<r><row><a>12</a><b>1</b></row></r>", limits=Limits(columns=1))
    with pytest.raises(ReadError, match="cell_bytes=1"):
        read_bytes("<r><row><a>12</a><b>1</b></row></r>", limits=Limits(cell_bytes=1))


def test_more_records_than_a_block_of_text(read_bytes: Read, rows: Rows) -> None:
    text = "<rows>" + "".join(f"<row><号>{n}</号><名称>示例&lt;{n}&gt;</名称></row>" for n in range(40_000)) + "</rows>"
    found = rows(read_bytes(text).sheets[0])
    assert [cells for _, _, cells in found] == [[str(n), f"示例<{n}>"] for n in range(40_000)]
