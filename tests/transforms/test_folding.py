"""The folded form: what means the same is the same, what does not stays apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cities.city import CITIES
from cities.demo.generator.plan import fold as plain_fold
from expectations.simplified import in_gb2312, simplified, simplified_class
from transforms.folding import fold, fold_code, tidy

ANYTHING = st.text(max_size=40)
TRADITIONAL = st.text(st.sampled_from(sorted(simplified())), min_size=1, max_size=12)
UNSEEN = "\u200b\u200e\u202e\u2060\ufeff\ufe0f\U000e0100"


@given(s=ANYTHING | TRADITIONAL)
def test_fold_is_stable_and_leaves_nothing_that_cannot_be_seen(s):
    once = fold(s)
    assert fold(once) == once
    assert not any(c.isspace() or c in UNSEEN + "〔〕［］【】[]{}" for c in once)


@given(s=ANYTHING)
def test_nothing_that_can_be_seen_is_lost(s):
    seen = [c for c in s if unicodedata.category(c)[0] in "LNP" and unicodedata.normalize("NFKC", c).strip()]
    fillers = "\u115f\u1160\u3164\uffa0"
    assert bool(fold(s)) >= bool([c for c in seen if c not in fillers])


def test_fold_keeps_zeros_and_tells_numbers_apart():
    assert fold("示例［２０１９］００１号") == fold("示例〔2019〕001号 ") == "示例(2019)001号"
    assert fold("示例〔2019〕1号") != fold("示例〔2019〕01号")
    assert fold("ａｂｃx") == "ABCX"
    assert fold("第Ⅲ期") == "第III期"


@pytest.mark.parametrize(
    "one, other",
    [
        ("黃石市國稅局", "黄石市国税局"), ("臺灣後湖發展有限公司", "台湾后湖发展有限公司"), ("環罰字", "环罚字"),
        ("示例－１", "示例-1"), ("艾力．买", "艾力.买"), ("葛\U000e0100", "葛"), ("甲\u202e乙", "甲乙"),
    ],
)  # fmt: skip
def test_other_ways_to_write_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "one, other",
    [("乾县", "干县"), ("於某", "于某"), ("示例1.5", "示例1·5"), ("A.B", "A·B"), ("О", "O"), ("零", "〇"), ("Ο", "0")],
)
def test_what_may_mean_something_else_stays_apart(one, other):
    assert fold(one) != fold(other)


def test_simplified_characters_are_left_alone():
    kept = set(simplified())
    assert not [c for c in kept if in_gb2312(c) and c != "後"]
    assert not kept & set(simplified().values())
    assert all(len(new) == 1 for new in simplified().values())
    assert simplified()["罰"] == "罚" and simplified()["餘"] == "余" and "瞭" not in kept


def test_the_class_of_simplified_characters_is_what_it_says():
    import re

    stays = re.compile(f"[{simplified_class()}]")
    for c in map(chr, range(0x4E00, 0x9FA6)):
        assert (stays.fullmatch(c) is None) == (c in simplified()), c


def test_keys_of_the_demo_city_do_not_change():
    texts = {line for path in sorted((CITIES / "demo").rglob("*.csv")) for line in path.read_text("utf-8").splitlines()}
    cells = {cell for line in texts for cell in line.split(",")}
    assert len(cells) > 50
    assert not [cell for cell in cells if fold(cell) != plain_fold(cell)]


@pytest.mark.parametrize("text", ["9142②", "1²", "½", "⒈", "㋀", "𝟗1"])
def test_signs_that_are_no_digits_do_not_become_some(text):
    assert fold_code(text) == text and tidy(text) == ""


def test_wide_digits_are_digits():
    assert fold_code("９１４２０２ａ") == "914202A" and tidy("１，２３４．５") == "1,234.5"


@pytest.mark.parametrize(
    "text, tidied",
    [
        ("２０１８ 年 １１ 月", "2018年11月"),
        ("1  5", "1 5"),
        (" 2 000　元 ", "2 000元"),
        ("2018-11-23\t08:00", "2018-11-23 08:00"),
    ],
)
def test_tidy_keeps_digits_apart(text, tidied):
    assert tidy(text) == tidied
