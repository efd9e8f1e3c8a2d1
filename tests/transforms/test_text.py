"""The text macros against twins in Python, over what departments write and over anything at all."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

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
from transforms import text

KEY = b"a key of the tests, 32 bytes long"
ANYTHING = st.text(max_size=40)
# What cells are made of: digits, signs, full-width forms, units and spaces in any order.
CELLS = st.text("0123456789０９-/.年月日: T,，〔〕［］（）()Xxｘ长期万元 \u3000\t\n\u200b\xa0", max_size=24)
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
    """The value of a macro over s (and f, its folded form)."""
    return con.execute(
        f"select {expression} from (select s, x_fold(s) as f from (select ?::varchar as s))", [s]
    ).fetchall()[0][0]


@given(s=(ANYTHING | CELLS).filter(bool))
def test_fold_in_sql_is_fold_in_python(con, s):
    assert ask(con, "f", s) == (text.fold(s) or None)


@given(s=ANYTHING)
def test_fold_is_stable_and_leaves_nothing_that_cannot_be_seen(s):
    once = text.fold(s)
    assert text.fold(once) == once
    assert not any(c.isspace() or c in "\u200b\ufeff〔〕［］【】[]{}" for c in once)


def test_fold_keeps_zeros_and_tells_numbers_apart():
    assert text.fold("示例［２０１９］００１号") == text.fold("示例〔2019〕001号 ") == "示例(2019)001号"
    assert text.fold("示例〔2019〕1号") != text.fold("示例〔2019〕01号")
    assert text.fold("ａｂｃx") == "ABCX"


@given(s=CELLS | ANYTHING)
@example(s="\x0b甲\x0b")
def test_trim_takes_space_from_both_ends_only(con, s):
    ends = "\t\n\x0c\r \xa0\u3000\ufeff\u200b"  # a vertical tab is no space to RE2; it stays, and R15 refuses it
    assert ask(con, "x_trim(s)", s) == (s.strip(ends) or None)


@pytest.mark.parametrize(
    "nothing", ["/", "无", "null", "NULL", "Null", "-", "— —", "无数据", "查询期内无相关信息", "#N/A"]
)
def test_spellings_of_nothing_are_null(con, nothing):
    assert ask(con, "x_filled(s)", nothing) is None
    assert ask(con, "x_filled(s)", nothing + "1") == nothing + "1"


@given(day=st.dates(date(1900, 1, 1), date(2098, 12, 31)), form=st.sampled_from(range(9)))
def test_every_clear_spelling_of_a_day_is_that_day(con, day, form):
    y, m, d = day.year, day.month, day.day
    spelt = (
        f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}.{m:02}.{d:02}", f"{y}年{m}月{d}日", f"{y:04}{m:02}{d:02}",
        f"{y}-{m}-{d} 00:00:00", f"{y}-{m:02}-{d:02}T08:30:00", f"{y} / {m} / {d}", f"{y}－{m:02}－{d:02}",
    )[form]  # fmt: skip
    assert ask(con, "x_day(s, f)", spelt) == day.isoformat()
    assert ask(con, "x_end(s, f)", spelt) == day.isoformat()


@given(s=CELLS)
def test_a_day_is_canonical_or_the_text_as_it_came(con, s):
    found = ask(con, "x_day(s, f)", s)
    assert found == s or (len(found) == 10 and found[4] == found[7] == "-")
    if found != s:
        digits = [c for c in unicodedata.normalize("NFKC", s) if c.isdigit()]
        assert "".join(digits).startswith(found[:4])


@given(s=st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True))
def test_a_real_day_is_one_of_the_calendar(con, s):
    try:
        real = date.fromisoformat(s) is not None
    except ValueError:
        real = False
    assert ask(con, "x_is_day(s)", s) == (real and s[:4] != "0000")


@pytest.mark.parametrize(
    "s", ["长期", "长期有效", "长 期", "永久", "2099-12-31", "2099/12/31", "9999/12/31", "99991231"]
)
def test_without_end(con, s):
    assert ask(con, "x_end(s, f)", s) == "长期"


@given(whole=st.integers(0, 999_999_999_999), places=st.integers(0, 6), data=st.data())
def test_amounts_keep_their_value(con, whole, places, data):
    fraction = data.draw(st.text("0123456789", min_size=places, max_size=places))
    amount = Decimal(f"{whole}.{fraction or 0}")
    plain = f"{whole}.{fraction}" if fraction else f"{whole}"
    grouped = f"{whole:,}.{fraction}" if fraction else f"{whole:,}"
    for spelt in (plain, grouped):
        found = ask(con, "x_amount(s, f, 1)", spelt)
        assert Decimal(found) == amount
        assert not found.endswith(".") and ("." not in found or not found.endswith("0"))


@given(cents=st.integers(0, 10**12))
def test_yuan_become_wan_to_the_cent(con, cents):
    yuan = Decimal(cents) / 100
    assert Decimal(ask(con, "x_amount(s, f, 0.0001)", f"{yuan:f}")) == yuan / 10_000


@given(s=CELLS)
def test_what_is_no_amount_count_or_month_stays(con, s):
    for macro in ("x_amount(s, f, 1)", "x_count(s, f)", "x_month(s, f)"):
        found = ask(con, macro, s)
        assert found == s or found.replace("-", "").replace(".", "").isdigit()


@given(number=st.integers(0, 10**15 - 1))
def test_counts_keep_their_value(con, number):
    for spelt in (str(number), f"{number:015}", f"{number}.0"):
        assert ask(con, "x_count(s, f)", spelt) == str(number)


@given(year=st.integers(1900, 2099), month=st.integers(1, 12), form=st.sampled_from(range(5)))
def test_months(con, year, month, form):
    spelt = (f"{year}-{month:02}", f"{year}年{month}月", f"{year}/{month}", f"{year}.{month:02}", f"{year}{month:02}")[
        form
    ]
    assert ask(con, "x_month(s, f)", spelt) == f"{year}-{month:02}"


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
