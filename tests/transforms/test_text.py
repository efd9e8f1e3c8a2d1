"""The text macros against twins in Python, over what departments write and over anything at all."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cities.demo.generator.codes import (
    ALPHABET,
    ORG_WEIGHTS,
    code_check,
    is_credit_code,
    org_code,
    reg_no,
    resident_id,
)
from expectations import check
from transforms import amounts, days, folding, text

KEY = b"a key of the tests, 32 bytes long"
ANYTHING = st.text(max_size=40)
# What cells are made of: digits, signs, full-width forms, units and spaces in any order.
CELLS = st.text(
    "0123456789０９-/.年月日号时分: TZ+,，¥〔〕［］（）()Xxｘ长期万元千亿圆整二〇一十贰仟 \u3000\t\n\u200b\xa0",
    max_size=24,
)
MACROS = (
    "x_trim(s)", "x_filled(s)", "x_fold(s)", "x_fold_code(s)", "x_day(s)", "x_end(s)", "x_month(s)", "x_amount(s, 1)",
    "x_amount(s, 10000)", "x_unit(s)", "x_fines(s)", "x_count(s)", "x_serial(s, '1899-12-30', 32874, 54788)", "x_id18(s)",
)  # fmt: skip
DIGITS = st.text("0123456789", min_size=1, max_size=20)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    text.install(con, KEY)
    check.install(con)
    yield con
    text.uninstall(con)
    con.close()


def ask(con: duckdb.DuckDBPyConnection, expression: str, s: str | None):
    """The value of a macro over s."""
    return con.execute(f"select {expression} from (select ?::varchar as s)", [s]).fetchall()[0][0]


@given(s=(ANYTHING | CELLS).filter(bool))
@example(s="示例罰款〔2019〕1號")
@example(s="艾力.买买提")
@example(s="甲.a")
def test_fold_in_sql_is_fold_in_python(con, s):
    assert ask(con, "x_fold(s)", s) == (text.fold(s) or None)
    assert ask(con, "x_fold_code(s)", s) == (folding.fold_code(s) or None)


def test_null_stays_null(con):
    for macro in MACROS:
        assert ask(con, macro, None) is None, macro


@given(s=CELLS | ANYTHING)
@example(s="\x0b甲\x0b")
@example(s="\u200e")
@example(s=" \u2060\u200d ")
@example(s="甲\u2003\u205f")
def test_trim_takes_space_from_both_ends_only(con, s):
    # A vertical tab is no space to RE2; it stays, and R15 refuses it. What cannot be seen stays beside what can.
    ends = "\t\n\x0c\r \x85\xa0\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
    unseen = ends + "\u200c\u200d\u200e\u200f" + "".join(map(chr, [*range(0x2028, 0x202F), *range(0x2060, 0x2070)]))
    assert ask(con, "x_trim(s)", s) == (s.strip(ends) if s.strip(unseen) else None)


@given(cells=st.lists(CELLS | ANYTHING, min_size=1, max_size=4))
def test_what_is_to_be_trimmed_makes_a_line_ragged(con, cells):
    line = [cell.replace("|", "") for cell in cells]
    to_trim = [cell for cell in line if cell and ask(con, "x_trim(s)", cell) != cell]
    assert not to_trim or ask(con, "x_ragged(s)", "|".join(line))


@pytest.mark.parametrize(
    "nothing",
    [
        "/",
        "／",
        "无",
        "null",
        "NULL",
        "Null",
        "ｎｕｌｌ",
        "ＮＵＬＬ",
        "-",
        "－",
        "—",
        "——",
        "— —",
        "无数据",
        "查询期内无相关信息",
    ],
)
def test_spellings_of_nothing_are_null(con, nothing):
    assert ask(con, "x_filled(s)", nothing) is None
    assert ask(con, "x_filled(s)", nothing + "1") == nothing + "1"


@pytest.mark.parametrize(
    "something", ["None", "NA", "N/A", "nan", "NaN", "#N/A", "\\", "空", "无为", "--", "0", "长无", "nil"]
)
def test_what_only_a_library_takes_for_nothing_is_kept(con, something):
    assert ask(con, "x_filled(s)", something) == something


@given(s=CELLS | st.dates().map(str) | st.integers(0, 10**15).map(str))
@example(s="2018年1月3日")
@example(s="2018/1/3")
@example(s="2018.11.23 00:00:00")
@example(s="2018-02-29 0:00:00")
@example(s="20181345")
@example(s="2099年12月31日")
@example(s="0000-01-01")
def test_days_in_sql_are_days_in_python(con, s):
    canonical = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", s) is not None
    assert ask(con, "x_day(s)", s) == (s if canonical else days.day(s))
    if not canonical or s < "2090":
        assert ask(con, "x_end(s)", s) == (s if canonical else days.end(s))


@pytest.mark.parametrize("s", ["2099-12-31", "2099/12/31", "9999/12/31", "99991231", "2100-01-01", "长期", "永久"])
def test_without_end(con, s):
    assert ask(con, "x_end(s)", s) == "长期"


@given(s=CELLS)
def test_months_in_sql_are_months_in_python(con, s):
    assert ask(con, "x_month(s)", s) == days.month(s)


@given(s=CELLS | st.integers(0, 10**14).map(str) | st.decimals(0, 10**13, places=3).map(str))
@example(s="0.10")
@example(s="1000000000000")
@example(s="1.123456")
@example(s="1.1234567")
@example(s="0.05")
def test_amounts_and_counts_in_sql_are_those_in_python(con, s):
    assert ask(con, "x_amount(s, 10000)", s) == amounts.amount(s, 10000)
    assert ask(con, "x_amount(s, 1)", s) == amounts.amount(s, 1)
    assert ask(con, "x_count(s)", s) == amounts.count(s)
    assert ask(con, "x_unit(s)", s) == (amounts.unit(s) or None)


@given(s=st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True))
def test_a_real_day_is_one_of_the_calendar(con, s):
    try:
        real = date.fromisoformat(s) is not None
    except ValueError:
        real = False
    assert ask(con, "x_is_day(s)", s) == (real and s[:4] != "0000")


@pytest.mark.parametrize(
    "serial, day",
    [("43427", "2018-11-23"), ("43427.75", "2018-11-23"), ("32874", "1990-01-01"), ("54788", "2049-12-31"),
     ("32873", "32873"), ("54789", "54789"), ("60", "60"), ("-1", "-1"), ("4342", "4342"), ("434270", "434270")],
)  # fmt: skip
def test_serial_numbers_are_days_within_reason(con, serial, day):
    assert ask(con, "x_serial(s, '1899-12-30', 32874, 54788)", serial) == day


@given(body=st.text("0123456789", min_size=15, max_size=15))
def test_old_resident_ids_get_their_century_and_check(con, body):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    long = body[:6] + "19" + body[6:]
    total = sum(w * int(c) for w, c in zip(weights, long, strict=True))
    assert ask(con, "x_id18(s)", body) == long + "10X98765432"[total % 11]
    assert ask(con, "x_id18(s)", long) == long


@given(body=st.text(ALPHABET, min_size=9, max_size=9), last=st.sampled_from(ALPHABET))
def test_credit_codes_have_one_right_check_character(con, body, last):
    code = "91420200" + body + last
    assert ask(con, "x_credit_code_ok(s)", code) == is_credit_code(code)
    assert ask(con, "x_credit_code_ok(s)", code[:17] + code_check(code[:17]))


@given(
    body=st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8), last=st.sampled_from("0123456789X")
)
def test_organisation_codes_have_one_right_check_character(con, body, last):
    check = 11 - sum(w * int(c, 36) for w, c in zip(ORG_WEIGHTS, body, strict=True)) % 11
    assert ask(con, "x_org_code_ok(s)", body + last) == ({10: "X", 11: "0"}.get(check, str(check)) == last)


@given(serial=st.integers(0, 10**6 - 1), last=st.sampled_from("0123456789"))
def test_registration_numbers_have_one_right_check_digit(con, serial, last):
    number = reg_no("429700", serial)
    assert ask(con, "x_reg_no_ok(s)", number)
    assert ask(con, "x_reg_no_ok(s)", number[:14] + last) == (number[14] == last)


@given(serial=st.integers(0, 30_000), last=st.sampled_from("0123456789X"))
def test_resident_ids_have_one_right_check_character(con, serial, last):
    number = resident_id(serial)
    valid = ask(con, "x_id_ok(s)", number[:17] + last)
    assert valid == (number[17] == last and is_day(number[6:14]))


def is_day(digits: str) -> bool:
    """Whether YYYYMMDD is a day of the calendar."""
    try:
        return bool(date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"))
    except ValueError:
        return False


@given(s=DIGITS | ANYTHING)
def test_identifiers_of_no_shape_fail_without_an_error(con, s):
    for macro in ("x_credit_code_ok", "x_org_code_ok", "x_id_ok"):
        assert ask(con, f"{macro}(s)", s) in (True, False)
    assert ask(con, "x_placeholder(s)", s) in (True, False)


def test_placeholders(con):
    for s in ("00000000000000000X", "0" * 18, "1" * 18, "X" * 18, "0000000", "***"):
        assert ask(con, "x_placeholder(s)", s), s
    for s in (org_code(1), "0" * 6, "91420000MB15291767", "1234567", None):
        assert not ask(con, "x_placeholder(s)", s), s


@given(s=ANYTHING.filter(bool))
def test_pseudonyms_are_keyed_hmacs(con, s):
    assert ask(con, "x_pseudonym(s)", s) == hmac.new(KEY, s.encode(), hashlib.sha256).hexdigest()[:32]


def test_long_keys_are_hashed_first():
    inner, outer = text.padded_keys(b"k" * 65)
    short_inner, short_outer = text.padded_keys(hashlib.sha256(b"k" * 65).digest())
    assert (inner, outer) == (short_inner, short_outer) and len(inner) == len(outer) == 64
