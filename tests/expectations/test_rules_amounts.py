"""R11 amounts and counts, R12 万元 against 元."""

from tests.expectations.rows import assert_fails, decision_ledger, penalty


def test_amounts_are_plain_numbers_of_wan(at):
    good = ("0", "0.2", "1,234.5", "12", "0.000001", "999999999999", "１.５", "1.50")
    bad = ("1.5万", "0.0000001", "-1", "1e3", "1,23", "1000000000000", "￥1", "一万")
    cases = [(penalty(fine_wan=amount), "") for amount in good]
    assert_fails(at, "penalty", cases + [(penalty(fine_wan=amount), "R11:fine_wan") for amount in bad])


def test_the_category_says_which_amount_is_due(at):
    assert_fails(
        at,
        "penalty",
        [
            (penalty(category="罚款", fine_wan=None), "R11:fine_wan"),
            (penalty(category="警告；罚款", fine_wan=None), "R11:fine_wan"),
            (penalty(category="警告", fine_wan=None), ""),
            (penalty(category="没收违法所得", confiscated_wan=None), "R11:confiscated_wan"),
            (penalty(category="没收非法财物", confiscated_wan="0"), ""),
        ],
    )


def test_counts_are_whole_numbers(at):
    good, bad = ("0", "12", "12.0", "007"), ("-1", "1.5", "许多", "1e3", "1" * 16)
    cases = [(decision_ledger(made=count), "") for count in good]
    assert_fails(at, "decision_ledger", cases + [(decision_ledger(made=count), "R11:made") for count in bad])


def test_a_factor_of_ten_thousand_is_refused_and_another_difference_warned_of(at):
    text = "罚款人民币15000元"
    assert_fails(
        at,
        "penalty",
        [
            (penalty(content=text, fine_wan="1.5"), ""),
            (penalty(content=text, fine_wan="15000"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="0.00015"), "R12:fine_wan"),
            (penalty(content=text, fine_wan="2"), "R12:fine_wan:warn"),
            (penalty(content="罚款2.5万元", fine_wan="2.5"), ""),
            (penalty(content="罚款2.5万元", fine_wan="25000"), "R12:fine_wan"),
            (penalty(content="罚款1,500元", fine_wan="0.15"), ""),
            (penalty(content="罚款：2000元整", fine_wan="0.2"), ""),
            (penalty(content="没有金额", fine_wan="15000"), ""),
            (penalty(content="罚款人民币0元", fine_wan="1"), ""),
            (penalty(content=text, fine_wan="不明"), "R11:fine_wan"),
        ],
    )
