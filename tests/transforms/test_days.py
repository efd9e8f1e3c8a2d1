"""Days and months: every clear spelling is that day, every other text stays as it came."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.test_numerals import written
from transforms.days import SUMMERS, day, end, month

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 30))
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
CHEQUE = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
WIDE = str.maketrans("0123456789-/.:", "０１２３４５６７８９－／．：")
SPELLINGS = (
    "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}", "{y}年{m}月{d}日", "{y}年{m:02}月{d:02}号", "{y}年{m}月{d}",
    "{y:04}{m:02}{d:02}", "{y} {m} {d}", "{y}-{m}-{d} 00:00:00", "{y}-{m:02}-{d:02}T08:30:00", "{y} / {m} / {d}",
    "{y} 年 {m} 月 {d} 日", "{y}年{m}月{d}日 14时30分", "{y}年{m}月{d}日14:30", "{y}-{m:02}-{d:02}T08:30:00.123+08:00",
    "{y}-{m:02}-{d:02} 23:59", "{y:04}{m:02}{d:02}235959", "{y:04}{m:02}{d:02} 23:59:59", "{y}—{m:02}—{d:02}",
)  # fmt: skip


@given(day_=DAYS, spelling=st.sampled_from(SPELLINGS), wide=st.booleans())
def test_every_clear_spelling_of_a_day_is_that_day(day_, spelling, wide):
    text = spelling.format(y=day_.year, m=day_.month, d=day_.day)
    if wide:
        text = text.translate(WIDE)
    assert day(text) == end(text) == day_.isoformat()


@given(day_=DAYS, cheque=st.booleans())
def test_days_in_chinese_numerals(day_, cheque):
    digits = str(day_.year).translate(CHEQUE if cheque else HAN)
    text = f"{digits}年{written(day_.month)}月{written(day_.day)}日"
    for spelt in (
        text,
        text.replace("一十", "十"),
        text.replace("〇", "○"),
        text.replace("年", "年零").replace("日", "号"),
    ):
        assert day(spelt) == day_.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024", "11/23/2018", "23-11-2018", "18-11-23", "18.11.23", "2018-1123", "2018-13-45", "2018-02-29", "2018-00-10",
        "20181345", "2018-11", "2018", "1542902400", "201811231430", "43427", "2018-11-23 25:00", "2018-11-23 24:00:00",
        "2018-11-2314:30", "2018年11月2314:30", "2018112314:30", "2018-1 1-23", "2018 1 123", "2018-11-2 3", "2018-11-23T",
        "2018-11-23.", "约2018-11-23", "2018-11-23至2018-12-23", "二千零一十八年一月一日", "二〇一八年十三月一日", "二〇一八年二月三十日",
        "0000-01-01", "1.5429024E+12", "-1542902400000", "某日", "", "2018-11-23T00:00:00+99:00", "0" * 13, "9" * 13, "9" * 15,
        "253402999999999", "1" * 100, "2018-11-23" + " " * 100,
    ],
)  # fmt: skip
def test_an_unclear_day_stays_as_it_came(text):
    assert day(text) == text and end(text) == text


ANYTHING = st.text("0123456789０９-/.年月日号时: TZ+〇一二十 \u3000长期永久", max_size=26) | st.text(max_size=20)


@given(text=ANYTHING)
def test_a_day_is_one_of_the_calendar_or_the_text_as_it_came(text):
    found = day(text)
    assert found == text or date.fromisoformat(found).isoformat() == found
    assert end(text) in (found, "长期") or end(text) == text
    found = month(text)
    assert found == text or date.fromisoformat(found + "-01").isoformat() == found + "-01"


@given(instant=st.datetimes(datetime(1973, 3, 4), datetime(2099, 12, 30)))
def test_epoch_milliseconds_are_the_day_in_shanghai(instant):
    text = str(int((instant - datetime(1970, 1, 1)) / timedelta(milliseconds=1)))
    summer = any(first <= instant < last for first, last in SUMMERS)
    local = instant + timedelta(hours=8 + summer)
    read_as_minutes = len(text) == 12 and text[:2] in ("19", "20")
    assert day(text) == local.date().isoformat() or (read_as_minutes and day(text) == text)


@pytest.mark.parametrize(
    "wall, hours",
    # (midnight on the spot, hours before UTC): the first and the last day of every summer time and the days around them
    [("1986-05-03", 8), ("1986-05-04", 8), ("1986-05-05", 9), ("1986-09-13", 9), ("1986-09-14", 9), ("1986-09-15", 8),
     ("1987-04-12", 8), ("1987-04-13", 9), ("1987-09-13", 9), ("1987-09-14", 8), ("1988-04-17", 8), ("1988-04-18", 9),
     ("1988-09-11", 9), ("1988-09-12", 8), ("1989-04-16", 8), ("1989-04-17", 9), ("1989-09-17", 9), ("1989-09-18", 8),
     ("1990-04-15", 8), ("1990-04-16", 9), ("1990-09-16", 9), ("1990-09-17", 8), ("1991-04-14", 8), ("1991-04-15", 9),
     ("1991-09-15", 9), ("1991-09-16", 8), ("1992-07-01", 8), ("1985-07-01", 8)],
)  # fmt: skip
def test_midnight_in_summer_time_is_the_day_that_begins(wall, hours):
    midnight = datetime.fromisoformat(wall).replace(tzinfo=timezone(timedelta(hours=hours)))
    assert day(str(int(midnight.timestamp() * 1000))) == wall
    assert day(str(int(midnight.timestamp() * 1000) - 1)) == (date.fromisoformat(wall) - timedelta(1)).isoformat()


@pytest.mark.parametrize(
    "text, found",
    [
        ("2018-11-22T16:00:00Z", "2018-11-23"), ("2018-11-22T15:59:59.999Z", "2018-11-22"), ("2018-11-22T16:00:00.000+0000", "2018-11-23"),
        ("2018-11-23T00:00:00+08:00", "2018-11-23"), ("2018-11-23T23:59:59+0800", "2018-11-23"), ("2018-11-22T11:00:00-05:00", "2018-11-23"),
        ("2018-11-23T00:30:00+09:00", "2018-11-22"), ("1988-06-30T15:00:00Z", "1988-07-01"), ("9999-12-31T16:00:00Z", "9999-12-31"),
    ],
)  # fmt: skip
def test_an_instant_is_the_day_in_shanghai(text, found):
    assert day(text) == found


@pytest.mark.parametrize(
    "text",
    ["长期", "长 期", "長期", "长期有效", "永久", "无期限", "无固定期限", "2099-12-31", "2099/12/31 00:00:00", "2099年12月31日",
     "99991231", "9999-12-31T00:00:00", "4102329600000", "253402185600000", "２０９９－１２－３１", "二〇九九年十二月三十一日", "2100-01-01"],
)  # fmt: skip
def test_without_end(text):
    assert end(text) == "长期"
    assert day(text) != "长期" or text == "长期"


def test_the_day_before_the_last_is_an_end():
    assert end("2099-12-30") == "2099-12-30"


@given(year=st.integers(1900, 2099), number=st.integers(1, 12), spelling=st.sampled_from(range(9)))
def test_months(year, number, spelling):
    text = (
        f"{year}-{number:02}", f"{year}年{number}月", f"{year}/{number}", f"{year}.{number:02}", f"{year}{number:02}",
        f"{year}-{number:02}-01", f"{year}/{number}/1 0:00:00", f"{year}年{number:02}", f"{str(year).translate(HAN)}年{written(number)}月",
    )[spelling]  # fmt: skip
    assert month(text) == f"{year}-{number:02}"


@pytest.mark.parametrize("text", ["2018-13", "20181", "2018-11-23", "11/2018", "2018年", "201800", "", "2018-0"])
def test_an_unclear_month_stays_as_it_came(text):
    assert month(text) == text
