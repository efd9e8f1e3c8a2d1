"""Chinese numerals: every number as it is written, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.numerals import positional, whole

DIGITS = "零一二三四五六七八九"
CHEQUE = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def written(number: int) -> str:
    """A number below 10^12 in everyday numerals."""
    if number == 0:
        return "零"
    text, gap = "", False
    for value, name in ((number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")):
        if value:
            text += ("零" if text and (gap or value < 1000) else "") + up_to_thousands(value) + name
            gap = False
        elif text:
            gap = True
    return text


def up_to_thousands(number: int) -> str:
    text, gap = "", False
    for worth, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // worth % 10
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + name
            gap = False
        elif text:
            gap = True
    return text


@given(st.integers(0, 10**12 - 1) | st.integers(0, 30_000))
def test_numbers_are_read_as_they_are_written(number):
    text = written(number)
    assert whole(text) == number
    assert whole(text.translate(CHEQUE)) == number
    if text.startswith("一十"):
        assert whole(text[1:]) == number


@given(st.text("零〇一二两三九十百千万亿壹贰拾佰仟甲", max_size=9))
def test_what_is_read_can_only_be_written_so(text):
    number = whole(text)
    if number is not None:
        everyday = text.translate(
            {**{ord(b): a for a, b in zip("一二十百千", "壹贰拾佰仟", strict=True)}, ord("〇"): "零", ord("两"): "二"}
        )
        assert (
            everyday.replace("零", "").removeprefix("一十")
            in (
                written(number).replace("零", "").removeprefix("一十"),
                written(number).replace("零", "").removeprefix("一十").replace("一十", "十"),
                written(number).replace("零", "").removeprefix("十"),
            )
            or "十" in everyday
        )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "二千五",
        "一万二",
        "一亿二",
        "二千零",
        "零零",
        "一千零零一",
        "万",
        "一亿零万零一",
        "一亿〇〇万〇一",
        "千",
        "一二",
        "二千二千",
        "零十",
        "十十",
        "壹万元",
        "廿三",
        "一" * 50,
    ],
)
def test_what_may_be_more_than_one_number_is_none(text):
    assert whole(text) is None


def test_years_are_digits_one_by_one():
    assert positional("二〇一八") == positional("贰零壹捌") == positional("二○一八") == "2018"
    assert positional("二千") is None and positional("") is None
