"""Amounts: every clear spelling is that amount to the last place, every other text stays as it came."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.test_numerals import CHEQUE, written
from transforms.amounts import amount, count, fines, unit

WAN, YUAN = 10_000, 1
WORTH = {
    "元": 1,
    "圆": 1,
    "百元": 100,
    "千元": 1000,
    "万元": 10**4,
    "万": 10**4,
    "百万元": 10**6,
    "千万元": 10**7,
    "亿元": 10**8,
    "亿": 10**8,
}
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@given(
    number=st.decimals(0, 10**8, places=4), name=st.sampled_from(sorted(WORTH)), grouped=st.booleans(), wide=st.booleans(),
    before=st.sampled_from(["", "¥", "￥", "人民币", "RMB", "人民币¥", "rmb "]), after=st.sampled_from(["", "整", "正"]),
    blank=st.sampled_from(["", " ", "\u3000"]), heading=st.sampled_from([WAN, YUAN]),
)  # fmt: skip
def test_an_amount_with_its_unit_is_exact_whatever_the_heading(
    number, name, grouped, wide, before, after, blank, heading
):
    digits = f"{number:,}" if grouped else str(number)
    text = f"{before}{digits.translate(WIDE) if wide else digits}{blank}{name}{after}"
    wan = number * WORTH[name] / WAN
    if wan == round(wan, 6) and wan < 10**12:
        assert Decimal(amount(text, heading)) == wan
    else:
        assert amount(text, heading) == text


@given(yuan=st.integers(0, 10**11), cents=st.integers(0, 99), cheque=st.booleans(), whole=st.booleans())
def test_amounts_in_chinese_numerals(yuan, cents, cheque, whole):
    jiao, fen = divmod(0 if whole else cents, 10)
    digit = "零一二三四五六七八九"
    text = (
        written(yuan)
        + "元"
        + (digit[jiao] + "角" if jiao else "")
        + ("零" if fen and not jiao else "")
        + (digit[fen] + "分" if fen else "整")
    )
    wan = (yuan + Decimal(0 if whole else cents) / 100) / WAN
    assert Decimal(amount(text.translate(CHEQUE) if cheque else text, WAN)) == wan


@given(number=st.decimals(0, 10**9, places=8) | st.decimals(0, 10**12 - 1, places=6), grouped=st.booleans())
def test_a_bare_number_is_one_of_the_headings_unit(number, grouped):
    text = f"{number:,f}" if grouped else f"{number:f}"
    for heading in (WAN, YUAN):
        wan = number * heading / WAN
        found = amount(text, heading)
        if wan == round(wan, 6):
            assert Decimal(found) == wan
        else:
            assert found == (text if heading == WAN else f"{text}元")


@given(
    text=st.text("0123456789０９.,，-+ ¥元万亿千百整角分一二三十〇零壹贰仟人民币E", max_size=16) | st.text(max_size=16)
)
def test_an_amount_is_canonical_or_the_text_that_came(text):
    for heading in (WAN, YUAN):
        found = amount(text, heading)
        if found not in (text, f"{text}元" if heading == YUAN else text):
            value = Decimal(found)
            assert 0 <= value < 10**12 and value == round(value, 6)
            assert found == f"{value:f}" and amount(found, WAN) == found
            assert not found.endswith(".") and ("." not in found or not found.endswith("0"))
    if unit(text):
        assert any(c in text for c in "元圆圓万萬亿億")


@pytest.mark.parametrize(
    "text",
    [
        "", "-5", "(5)", "+5", "2E3", "1e3", "1,23", "12,34,567", "1.2.3", "1 5", "12 000 5", "1234 567", "约2000元", "2000元左右", "2000-3000元",
        "2000元/人", "2000整", "1万2千元", "2000元5角", "贰仟", "二千五百", "贰仟元伍", "叁分", "二千五元", "一万二元", "0.1234567", "0.005元", "12.345元",
        "10000亿万元", "1000000000000", "10000000000000001元", "2000美元", "2000元人民币", "$2000", "1/2", "½", "2²", "Ⅱ", "一百多元", "0x10", "١٢",
        "2" * 100, "2000元" + " " * 100,
    ],
)  # fmt: skip
def test_what_may_be_another_amount_stays_as_it_came(text):
    assert amount(text, WAN) == text


@pytest.mark.parametrize("text", ["¥2000", "￥0.2", "人民币2000", "RMB 2,000.00"])
def test_a_sign_without_a_unit_is_clear_only_under_a_heading_in_yuan(text):
    assert amount(text, WAN) == text and unit(text) == ""
    assert amount(text, YUAN) in ("0.2", "0.00002")


@pytest.mark.parametrize(
    "text, named",
    [("2000", ""), ("2000元", "元"), ("2千元", "元"), ("贰仟元整", "元"), ("壹万贰仟元整", "元"), ("0.2万", "万元"), ("贰拾万元整", "万元"),
     ("贰拾万", "万元"), ("3百万元", "万元"), ("1亿元", "亿元"), ("壹亿元", "亿元"), ("某万元", ""), ("二十万零五元", "元")],
)  # fmt: skip
def test_the_unit_that_a_cell_names(text, named):
    assert unit(text) == named


@given(number=st.integers(0, 10**15 - 1))
def test_counts_keep_their_value(number):
    for text in (str(number), f"{number:015}", f"{number}.0", f"{number:,}", str(number).translate(WIDE)):
        assert count(text) == str(number)


@pytest.mark.parametrize("text", ["-1", "1.5", "许多", "1e3", "1" * 16, "1 2", "", "3件", "二", "1,23"])
def test_what_is_no_count_stays_as_it_came(text):
    assert count(text) == text


@pytest.mark.parametrize(
    "text, sums",
    [
        ("罚款2000元", "|2000|"), ("处2000元罚款", "|2000|"), ("处以2,000.50元的罚款", "|2000.5|"), ("罚款人民币 2，000 元整", "|2000|"),
        ("罚款贰仟元", "|2000|"), ("罰款人民幣貳仟圓整", "|2000|"), ("罚款0.2万元", "|2000|"), ("罚款 2 千元", "|2000|"), ("处罚款：二万零三百元五角", "|20300.5|"),
        ("罚款金额共计¥3000元", "|3000|"), ("罚款人民币（大写）壹万元整（￥10000.00）", "|10000|"), ("罚款１０００００元", "|100000|"),
        ("没收违法所得500元，并处罚款2000元", "|2000|"), ("没收违法所得500元罚款2000元", "|2000|"), ("处2000元罚款，没收500元", "|2000|"),
        ("对甲罚款2000元，对乙罚款3000元", "|2000|3000|5000|"), ("处1.5万元罚款；罚款1.5万元", "|15000|30000|"),
        ("罚款2000", ""), ("罚款0元", ""), ("罚款", ""), ("没收2000元", ""), ("处二千元以上二万元以下罚款", ""), ("罚款2000元以上2万元以下", ""),
        ("罚款贰万元以上", ""), ("罚款2万元以上", ""), ("处2000元至5000元罚款", "|5000|"), ("罚款1 2000元", ""), ("罚款二千五元", ""), ("加处罚款", ""),
    ],
)  # fmt: skip
def test_the_fines_that_a_text_states(text, sums):
    assert fines(text) == sums


@pytest.mark.parametrize("piece", ["罚款", "一", "人民币", "1", "¥", "1,111", "罚款1", "壹万元", " ", "1 "])
def test_long_texts_are_read_in_time(piece):
    text = piece * (10_000 // len(piece))
    assert fines(text) is not None and amount(text, WAN) == text and count(text) == text
