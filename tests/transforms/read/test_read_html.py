"""Tables of web pages: which tables are data, what a cell shows, what spans, and pages that are no tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.read import ReadError, Reading, Sheet

Read = Callable[..., Reading]
Rows = Callable[[Sheet], list[tuple[int, int, list[str | None]]]]
Lines = list[list[str | None]]


def page(body: str, charset: str = "utf-8", declared: str | None = None) -> bytes:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared or charset}">'
    return f"<html><head>{head}<style>td {{}}</style></head><body>{body}</body></html>".encode(charset)


@pytest.fixture
def lines(read_bytes: Read, rows: Rows) -> Callable[[str], Lines]:
    """The cells of the only table whose rows are given."""

    def cells(table: str) -> Lines:
        (sheet,) = read_bytes(page(f"<table>{table}</table>"), "a.html").sheets
        return [cells for _, _, cells in rows(sheet)]

    return cells


HEADING = "<tr><th>名称<th>金额</tr>"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (" \n a  b\n c ", "a b c"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a</p>\n<p>b</p>", "a\nb"),
        ("&lt;b&gt; &amp; &#20154;&nbsp;", "<b> & 人"),
        ("&nbsp;", None),
        ("<!-- x -->a<![endif]>", "a"),
        ("a<script>b</script><style>c</style><select><option>d</select>", "a"),
        ('<span style="display: none">20180101<span>x</span></span>2018-01-01', "2018-01-01"),
        ("<font><b>a</b>b</font>", "ab"),
        ("420202199901011234", "420202199901011234"),
        ("007", "007"),
    ],
)
def test_what_a_cell_shows(lines: Callable[[str], Lines], cell: str, shown: str | None) -> None:
    assert lines(f"{HEADING}<tr><td>甲</td><td>{cell}</td></tr>") == [["名称", "金额"], ["甲", shown]]


@pytest.mark.parametrize(
    ("attributes", "shown", "text"),
    [
        ('x:num="1234.5"', "1,234.5", "1234.5"),
        ('x:num="1.23456"', "1.2", "1.23456"),
        ("x:num", "12", "12"),
        ('x:num="420202199901011000"', "4.20202E+17", "4.20202199901011E+17"),
        ('x:num="420202199901011234"', "4.20202E+17", "420202199901011234"),
        ('x:num="1E-2"', "0.01", "0.01"),
        ('x:num="43427"', "2018/11/23", "2018/11/23"),
        ('x:num="7"', "007", "007"),
        ('x:num="junk"', "12", "12"),
    ],
)
def test_the_number_beside_the_shown_one(lines: Callable[[str], Lines], attributes: str, shown: str, text: str) -> None:
    assert lines(f"{HEADING}<tr><td>甲</td><td {attributes}>{shown}</td></tr>")[1] == ["甲", text]


def test_cells_that_span(read_bytes: Read, rows: Rows) -> None:
    table = (
        "<tr><td colspan=4>标题</td></tr>"
        "<tr><th rowspan=2>名称</th><th colspan=2>代码</th><th rowspan=2>机关</th></tr><tr><th>一</th><th>二</th></tr>"
        "<tr><td>甲</td><td>1</td><td></td><td rowspan=9>局</td></tr><tr><td>乙</td><td colspan=2>2</td></tr>"
    )
    reading = read_bytes(page(f"<table>{table}</table>"), "a.html")
    assert [cells for _, _, cells in rows(reading.sheets[0])] == [
        ["标题", None, None, None],
        ["名称", "代码", "代码", "机关"],
        ["名称", "一", "二", "机关"],
        ["甲", "1", None, "局"],
        ["乙", "2", None, "局"],
    ]
    assert "表格有合并单元格（A2:A3、B2:C2、D2:D3、D4:D12）" in reading.notes[0]


def test_tags_that_nobody_closed(lines: Callable[[str], Lines]) -> None:
    assert lines("<tr><td>a<td>b<tr><td>c<td>d<td>e") == [["a", "b", None], ["c", "d", "e"]]


def test_inner_tables_and_several_of_them(read_bytes: Read, rows: Rows) -> None:
    data = "<table>{}<tr><td>甲</td><td>1</td></tr></table>"
    frame = f"<table><tr><td>导航</td><td>{data.format(HEADING)}</td></tr></table>"
    reading = read_bytes(page(f"<h1>标题</h1>{frame}{data.format(HEADING)}<table><tr><td>按钮</table>"), "a.html")
    assert [(sheet.name, sheet.rows) for sheet in reading.sheets] == [("表格1", 2), ("表格2", 2)]
    assert rows(reading.sheets[0])[1] == (2, 2, ["甲", "1"])
    assert "另有2个不足两行两列的表格" in reading.notes[0]


def test_hidden_rows_are_read_and_named(read_bytes: Read, rows: Rows) -> None:
    table = f'<table>{HEADING}<tr style="display:none"><td>甲<td>1</tr><tr><td>乙<td>2</tr></table>'
    reading = read_bytes(page(table), "a.html")
    assert [cells[0] for _, _, cells in rows(reading.sheets[0])] == ["名称", "甲", "乙"]
    assert reading.notes == ("表格有1个隐藏行（第2行），已照常读取。",)


def test_a_long_heading_alone_is_a_table(lines: Callable[[str], Lines]) -> None:
    assert lines("<tr><th>a<th>b<th>c<th>d<th>e</tr>") == [list("abcde")]


@pytest.mark.parametrize(
    ("charset", "declared", "name"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "iso-8859-1", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-16", "utf-8", "utf-16"),
    ],
)
def test_encodings(read_bytes: Read, rows: Rows, charset: str, declared: str, name: str) -> None:
    table = f"<table>{HEADING}<tr><td>黄石市镕某某贸易有限公司</td><td>一</td></tr></table>"
    reading = read_bytes(page(table, charset, declared), "a.html")
    assert (reading.format, reading.encoding) == ("html", name)
    assert rows(reading.sheets[0])[1][2] == ["黄石市镕某某贸易有限公司", "一"]


LOGIN = "<form><table><tr><td>用户名</td><td><input name=u></td></tr><tr><td>密码</td><td>{}</td></tr></table></form>"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (page("<h1>请登录</h1>"), "像是网页"),
        (page(LOGIN.format("<input type=password>")), "像是网页"),
        (page(LOGIN.format("<input TYPE='Password'> <a>忘记</a>").replace("<input name=u>", "提示")), "像是网页"),
        (page("<table><tr><td>错误<td>500</tr></table>"), "像是网页"),
        (page("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"), "像是网页"),
        (page(f"<table>{HEADING}<tr><td>甲<td>1</tr>"), "没有结束标记"),
        (page(f"<table>{HEADING}<tr><td>甲<td>1</tr></table>")[:-40], "没有结束标记"),
        (page(f"<table>{HEADING}<tr>{'<td>x' * 501}</tr></table>"), "超过500列的限制（columns=500）"),
        (page(f"<table>{HEADING}<tr><td>{'x' * 1_000_001}</td></tr></table>"), "超过1000000字节的限制"),
        (page("<table><tr><td>甲</td></tr></table>", "big5", "big5"), "声明的编码是 big5"),
    ],
)
def test_refused(read_bytes: Read, data: bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.html")
    assert sentence in caught.value.reason
