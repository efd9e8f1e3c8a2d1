"""R04 days, R18 the end of publicity: readable, real, in range, in order."""

from datetime import date

from tests.expectations.rows import (
    abnormal_list,
    assert_fails,
    black_list,
    check_rows,
    decision_ledger,
    messages,
    penalty,
    permit,
    subject,
)


def test_spellings_of_a_day(at):
    good = [
        "2018-11-23",
        "2018/11/23",
        "2018.11.23",
        "2018年11月23日",
        "2018/1/3",
        "20181123",
        "２０１８-１１-２３",
        "2018-11-23T08:00:00",
    ]
    bad = [
        "2018-13-45",
        "2018-02-29",
        "2018-02-30",
        "2018-00-10",
        "43427",
        "11/23/2018",
        "23-11-2018",
        "18-11-23",
        "2018-11",
        "长期",
        "昨天",
    ]
    good, bad = [*good, "2018-11-23 00:00:00", "2018 - 11 - 23"], [*bad, "1542931200", "20181345"]
    cases = [(permit(decided_on=day), "") for day in good] + [(permit(decided_on=day), "R04:decided_on") for day in bad]
    assert_fails(at, "permit", cases)


def test_a_decision_lies_between_1949_and_the_night(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(decided_on="1949-09-30"), "R04:decided_on"),
            (permit(decided_on="1949-10-01"), ""),
            (permit(decided_on="2016-02-29"), ""),
            (permit(decided_on="2019-03-15"), ""),
            (permit(decided_on="2019-03-16"), "R04:decided_on"),
        ],
    )


def test_the_end_of_validity_may_lie_ahead_or_nowhere(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(valid_to="2019-01-07"), ""),
            (permit(valid_to="2019-01-06"), "R04:valid_to"),
            (permit(valid_to="2050-01-01"), ""),
            (permit(valid_to="2099-12-30"), ""),
            *[(permit(valid_to=end), "") for end in ("长期", "永久", "2099-12-31", "9999/12/31", "99991231")],
            (permit(valid_to="2100-01-01"), ""),  # later than every term: without end
            (permit(valid_to="5年"), "R04:valid_to"),
            (permit(valid_from="2019-12-31"), ""),
            (permit(valid_from="2020-01-01"), "R04:valid_to"),
        ],
    )


def test_stays_on_lists_do_not_end_before_they_begin(at):
    assert_fails(
        at,
        "black_list",
        [
            (black_list(removed_on="2019-01-07"), ""),
            (black_list(removed_on="2019-01-06"), "R04:removed_on"),
            (black_list(removed_on="2019-12-01"), ""),
            (black_list(expires_on="2019-01-06"), "R04:expires_on"),
            (black_list(listed_on="2019-03-16", expires_on="长期"), "R04:listed_on"),
        ],
    )
    assert_fails(at, "abnormal_list", [(abnormal_list(removed_on="2019-01-06"), "R04:removed_on")])
    ended = subject(state="注销", state_date="2019-01-06")
    assert_fails(at, "subject", [(ended, "R04:state_date"), (ended | {"state_date": "2019-01-07"}, "")])


def test_months(at):
    good, bad = ("2018-11", "2018年11月", "201811", "2018/1"), ("2018-13", "2018-00", "11月", "2018", "18-11")
    cases = [(decision_ledger(month=month), "") for month in good]
    assert_fails(at, "decision_ledger", cases + [(decision_ledger(month=month), "R04:month") for month in bad])


def test_publicity_ends_within_three_years_of_the_decision(at):
    assert_fails(
        at,
        "penalty",
        [
            (penalty(publicity_end="2020-01-07"), ""),
            (penalty(publicity_end="2019-01-07"), ""),
            (penalty(publicity_end="2019-01-06"), "R18:publicity_end:warn"),
            (penalty(publicity_end="2022-01-07"), ""),
            (penalty(publicity_end="2022-01-11"), "R18:publicity_end:warn"),
            (penalty(publicity_end=None), ""),
        ],
    )


UNCLEAR = {
    "03/04/2024": "月和日的先后不明",
    "18-11-23": "年份只有两位",
    "181123": "年份只有两位",
    "2018-11": "没有写明月或日",
    "2018-02-30": "日历上没有这一天",
    "2018/13/45": "日历上没有这一天",
    "12345": "日期序号",
    "1542931200": "时间戳",
    "2018-01-01至2018-02-01": "含两个日期",
    "长期": "此列须填具体日期",
    "2019-03-16": "晚于2019-03-15",
    "1949-09-30": "早于1949-10-01",
}


def test_what_is_wrong_with_a_day_is_said(at):
    check_rows(at, "penalty", [penalty(n, decided_on=day) for n, day in enumerate(UNCLEAR)])
    for says, message in zip(UNCLEAR.values(), messages(at, "R04"), strict=True):
        assert says in message and "应为真实存在的日期" in message and message.endswith("；请改正。")


def test_a_decision_of_the_last_year_is_late_after_its_seventh_working_day(at):
    """Days before 6 March are late on the night of the 15th; those of more than a year ago are stock."""
    late = "R17:decided_on:warn"
    cases = [("2019-03-05", late), ("2019-03-06", ""), ("2018-03-15", late), ("2018-03-14", "")]
    rows = [(penalty(n, decided_on=day), wanted) for n, (day, wanted) in enumerate(cases)]
    assert_fails(at, "penalty", rows, late_before=date(2019, 3, 6))
    listed = black_list(listed_on="2019-01-07")
    assert_fails(at, "black_list", [(listed, "")], late_before=date(2019, 3, 6))


def test_without_a_calendar_nothing_is_late(at):
    assert_fails(at, "penalty", [(penalty(decided_on="2019-01-07"), "")])
