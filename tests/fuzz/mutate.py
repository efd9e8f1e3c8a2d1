"""Ways to spoil bytes: blindly, and with an eye to what they are (archives are unpacked, spoiled inside, packed again)."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

LONGEST = 200_000  # bytes; spoiled files stay small, so that what takes long is the reader's fault

# What readers of this kind stumble over: marks of formats, ends of ranges, structure in the wrong place.
TOKENS = tuple(
    token.encode() if isinstance(token, str) else token
    for token in (
        b"", b"\0", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1a", b"\x84\x31\x95\x33", b"\x81", b"\xc0\xaf",
        b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08",
        '"', '""', '"""', ",", ";", "\t", "|", "，", "\r", "\n", "\r\n", "\n\n", "\u2028", "\u0085", " ", "\u3000",
        "{", "}", "[", "]", ":", "null", "true", "NaN", "-Infinity", "1e999", "9" * 40, "-1", "0", "1.", ".5", "0x1F",
        '"\\ud800"', "\\u0000", "\\", "\\x", '{"a":', "[[", "]]", "[" * 600, '{"data":[', '"total":', '"code":500,',
        "<", ">", "</", "/>", "&", "&amp;", "&#0;", "&#xD800;", "&x;", "<![CDATA[", "]]>", "<!--", "-->", "<?xml?>",
        "<!DOCTYPE a>", "<!ENTITY a 'b'>", "<row>", "</row>", "<a>" * 300, "<table>", "<tr>", "<td>", "</table>",
        "<td colspan=9999999>", "<td rowspan=-1>", 'ss:Index="99999999"', 'ss:MergeDown="999999999"',
        'r="XFD1048576"', 'r="A0"', 'r="ZZZZ9"', 't="s"', 't="e"', "<v>99999999</v>", 's="9999"', "<f>1+1</f>",
        "43427", "-1", "60", "2958466", "4.20202199901011E+17", "#N/A", "2019-02-30", "1546790400000", "长期", "无",
        "𠮷", "锟斤拷", "\ufffd", "\u202e", "\u200b", "\ue000", "示例", "CF_WSH", "处罚决定书文号", "共99条", "合计", "../../x",
        "=1+1", "'", "\\N", "sep=;", "A" * 2000, b"\xb4\xa6\xb7\xa3",
    )
)  # fmt: skip


def spoil(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The bytes spoiled, mostly once, sometimes many times over."""
    for _ in range(random.choice((1, 1, 1, 2, 4, 16))):
        data = spoil_once(data, others, random)
    return data


def spoil_once(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """One change; packed data are as often changed inside as outside."""
    inside = INSIDE.get(data[:2])
    if inside and random.random() < 0.7:
        return inside(data, others, random)
    return random.choice(BLIND)(data, others, random)[:LONGEST]


def spoil_cells(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A text table with some cells of its rows spoiled, rows doubled or mixed; seldom its structure too."""
    csv.field_size_limit(100 * LONGEST)
    table = list(csv.reader(io.StringIO(data.decode("utf-8", errors="ignore"), newline="")))
    for line in table[random.random() < 0.95 :]:
        for _ in range(random.choice((0, 0, 0, 1, 1, 2)) if line else 0):
            at = random.randrange(len(line))
            line[at] = random.choice((any_token, spoiled_text, neighbour))(line, at, random)
    if len(table) > 2 and random.random() < 0.5:
        table.append(list(random.choice(table)))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    spoiled = out.getvalue().encode()
    return spoil_once(spoiled, others, random) if random.random() < 0.1 else spoiled


def any_token(line: list[str], at: int, random: Random) -> str:
    return random.choice(TOKENS).decode("utf-8", errors="ignore")


def spoiled_text(line: list[str], at: int, random: Random) -> str:
    return spoil_once(line[at].encode(), [line[at].encode()], random).decode("utf-8", errors="ignore")


def neighbour(line: list[str], at: int, random: Random) -> str:
    return random.choice(line)


def flip(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A bit, or a byte, or a few."""
    spoiled = bytearray(data or b"\0")
    for _ in range(random.choice((1, 1, 2, 8))):
        at = random.randrange(len(spoiled))
        spoiled[at] = random.choice((spoiled[at] ^ 1 << random.randrange(8), random.randrange(256), 0, 255))
    return bytes(spoiled)


def cut_off(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The end is missing."""
    return data[: random.randrange(len(data) + 1)]


def cut_out(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A piece is missing."""
    start, end = span(data, random)
    return data[:start] + data[end:]


def double(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A piece stands twice, or very often."""
    start, end = span(data, random)
    return data[:start] + data[start:end] * random.choice((2, 2, 3, 50)) + data[end:]


def insert(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A token stands where none should."""
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(TOKENS) + data[at:]


def put_over(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A token stands in place of other bytes."""
    start, end = span(data, random)
    return data[:start] + random.choice(TOKENS) + data[end:]


def splice(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The head of this and the tail of another."""
    other = random.choice(others)
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


def swap(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Two pieces have changed places."""
    a, b = span(data, random)
    c, d = sorted((random.randrange(b, len(data) + 1), random.randrange(b, len(data) + 1)))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def number(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Two or four bytes are a number at the end of its range: lengths and offsets of binary formats."""
    if len(data) < 8:
        return data
    at, size = random.randrange(len(data) - 4), random.choice((2, 4))
    value = random.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)) & (256**size - 1)
    return data[:at] + value.to_bytes(size, "little") + data[at + size :]


def span(data: bytes, random: Random) -> tuple[int, int]:
    """A piece of the data, mostly short."""
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((0, 1, 2, 8, 64, 1000, len(data))))


def in_zip(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A member spoiled, doubled, left out or renamed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(entry.filename, archive.read(entry)) for entry in archive.infolist()[:200]]
    except Exception:  # spoiled beyond unpacking: bytes like others from here on
        return flip(data, others, random)
    if not members:
        return data
    at = random.randrange(len(members))
    name, content = members[at]
    change = random.random()
    if change < 0.8:
        inner = [content for _, content in members]
        members[at] = name, spoil_once(content, inner, random)
    elif change < 0.87:
        members.insert(at, (name, content))
    elif change < 0.94:
        del members[at]
    else:
        members[at] = (
            random.choice(("../" + name, name.upper(), "xl/workbook.xml", "a" * 500, "\n", "处罚.csv")),
            content,
        )
    return zip_of(members)


def zip_of(members: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive of these members, the same bytes for the same members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # doubled names are meant
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, (2019, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def in_gzip(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The content spoiled and packed again."""
    try:
        content = zlib.decompressobj(31).decompress(data, 10 * LONGEST)
    except zlib.error:
        return flip(data, others, random)
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(spoil_once(content, [content], random)) + packer.flush()


Change = Callable[[bytes, Sequence[bytes], Random], bytes]
BLIND: tuple[Change, ...] = (flip, cut_off, cut_out, double, insert, insert, put_over, put_over, splice, swap, number)
INSIDE: dict[bytes, Change] = {b"PK": in_zip, b"\x1f\x8b": in_gzip}
