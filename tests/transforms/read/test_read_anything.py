"""Any bytes whatever become tables that hold what they say, or a sentence: read in this process, where nothing hides."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.read.sheets import rows_of
from transforms.read import Limits, ReadError, Reading
from transforms.read.child import read_here

LIMITS = Limits(unpacked_mb=20, columns=50, cell_bytes=2_000, members=20)
NAMES = st.sampled_from(["a.csv", "a.json", "a.ndjson", "a.xml", "a.zip", "a.gz", "a"])
HEADINGS = ["名称", "文号", "金额"]
RECORDS = [{"名称": f"示例{n}号商贸有限公司", "文号": f"〔2019〕{n}号", "金额": n} for n in range(3)]
JSON = json.dumps({"code": 0, "total": 3, "data": RECORDS}, ensure_ascii=False).encode()
LINES = "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS).encode()
XML = (
    "<rows total='3'>"
    + "".join("<row>" + "".join(f"<{k}>{v}</{k}>" for k, v in r.items()) + "</row>" for r in RECORDS)
    + "</rows>"
).encode()
DECLARED = b"<?xml version='1.0' encoding='GBK'?>" + XML.decode().encode("gbk")


def zipped(*data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(data):
            archive.writestr(f"{number}.json", content)
    return stream.getvalue()


SEEDS = [JSON, LINES, JSON.decode().encode("gbk"), XML, DECLARED, zipped(JSON, XML), gzip.compress(LINES, mtime=0)]


def outcome(data: bytes, name: str = "a") -> Reading | str:
    """What becomes of the bytes: a reading whose sheets were looked at, or a reason."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "landed", Path(folder) / "out"
        path.write_bytes(data)
        out.mkdir()
        try:
            reading = read_here(path, out, name, LIMITS)
        except ReadError as refused:
            assert refused.reason.endswith("。")
            assert refused.reason.isprintable()
            assert len(refused.reason) < 400
            return refused.reason
        for sheet in reading.sheets:
            with pa.OSFile(str(sheet.file)) as source:
                table = pa.ipc.open_stream(source).read_all()
            table.validate(full=True)
            assert (table.num_rows, table.num_columns) == (sheet.rows, sheet.width + 2)
        assert sorted(p.name for p in Path(folder).iterdir()) == ["landed", "out"]
        return reading


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    outcome(data, name)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [b"[", b"{", b"[{", b"<a>", b"<?xml ", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xef\xbb\xbf{", b"\xff\xfe[\0"]
    ),
    st.one_of(st.binary(max_size=80), st.text(alphabet='[]{}":,<>/a1 \n\\ue&;甲', max_size=60).map(str.encode)),
    NAMES,
)
def test_any_bytes_behind_the_beginning_of_a_format(head: bytes, data: bytes, name: str) -> None:
    outcome(head + data, name)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3), st.integers(0, 4)), max_size=4),
)
def test_honest_files_that_were_spoiled(seed: bytes, spoils: list[tuple[int, bytes, int]]) -> None:
    data = seed
    for at, piece, gone in spoils:
        at %= len(data) + 1
        data = data[:at] + piece + data[at + gone :]
    outcome(data)


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_honest_files_that_were_cut_off_never_load(seed: int) -> None:
    """But for lines, which may end at any of their ends, and for a few bytes of which nothing can be told yet."""
    data = SEEDS[seed]
    for size in range(6, len(data) - 1, 11):
        found = outcome(data[:size])
        assert isinstance(found, str) or (data is LINES and data[:size].rstrip().endswith(b"}")), size


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dictionaries(st.text("abc甲_", min_size=1, max_size=3), VALUES, max_size=4), max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
    st.sampled_from([None, 1]),
)
def test_records_that_were_written_as_json_are_read(
    records: list[dict[str, object]], encoding: str, plain: bool, indent: int | None
) -> None:
    data = json.dumps(
        {"code": 0, "msg": "黄石市示例查询成功", "total": len(records), "data": records},
        ensure_ascii=plain,
        indent=indent,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "landed"
        path.write_bytes(data.encode(encoding))
        (sheet,) = read_here(path, Path(folder), "a.json", LIMITS).sheets
        assert sheet.headings == tuple(dict.fromkeys(key for record in records for key in record))
        found = [dict(zip(sheet.headings, cells, strict=True)) for _, _, cells in rows_of(sheet)]
    assert found == [{key: as_text(record.get(key)) for key in sheet.headings} for record in records]


def as_text(value: object) -> str | None:
    """A value as it is spelled in JSON, a text as it is; an empty one is null."""
    return (value or None) if isinstance(value, str) else None if value is None else json.dumps(value)


XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff"), max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.none(), XML_TEXT), min_size=3, max_size=3), min_size=2, max_size=5),
    st.sampled_from([("utf-8", "UTF-8"), ("gb18030", "GB18030"), ("gb18030", "gbk"), ("utf-16", "UTF-16")]),
    st.booleans(),
)
def test_records_that_were_written_as_xml_are_read(
    table: list[list[str | None]], encoding: tuple[str, str], as_attributes: bool
) -> None:
    if as_attributes:
        rows = ["".join(f" {h}={quoteattr(c or '')}" for h, c in zip(HEADINGS, row, strict=True)) for row in table]
        body = "".join(f"<row{row}/>" for row in rows)
    else:
        rows = ["".join(f"<{h}>{escape(c or '')}</{h}>" for h, c in zip(HEADINGS, row, strict=True)) for row in table]
        body = "".join(f"<row>{row}</row>" for row in rows)
    data = f"<?xml version='1.0' encoding='{encoding[1]}'?><rows><!-- 黄石市示例商贸有限公司 -->{body}</rows>"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "landed"
        path.write_bytes(data.encode(encoding[0]))
        (sheet,) = read_here(path, Path(folder), "a.xml", LIMITS).sheets
        found = [cells for _, _, cells in rows_of(sheet)]
    blank = (lambda cell: not cell) if as_attributes else (lambda cell: not (cell or "").strip())
    assert found == [[None if blank(cell) else cell for cell in row] for row in table]
