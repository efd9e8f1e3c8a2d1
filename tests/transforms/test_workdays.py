"""Working days: make-up days are worked, holidays are not, the decision day does not count (facts 4.1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from transforms.workdays import BACK, days, deadlines

C = date(2019, 3, 15)


@pytest.mark.parametrize(
    ("decided", "deadline"),
    [
        ("2018-12-20", "2018-12-29"),  # the Saturday that makes up for New Year
        ("2018-12-21", "2019-01-02"),
        ("2019-01-01", "2019-01-10"),
        ("2019-01-24", "2019-02-02"),  # the Saturday that makes up for the Spring Festival
        ("2019-01-25", "2019-02-03"),
        ("2019-01-26", "2019-02-03"),
        ("2019-02-03", "2019-02-19"),
        ("2019-02-04", "2019-02-19"),
        ("2019-02-10", "2019-02-19"),
        ("2019-03-06", "2019-03-15"),
        ("2018-09-21", "2018-10-08"),  # 29 and 30 September are worked, 1 to 7 October are not
    ],
)
def test_the_seventh_working_day(decided: str, deadline: str) -> None:
    assert deadlines(C)[date.fromisoformat(decided)] == date.fromisoformat(deadline)


def test_every_day_up_to_the_one_asked_for_and_no_later_one() -> None:
    known = deadlines(C)
    assert max(known) == C and min(known) == C - timedelta(BACK) and len(known) == BACK + 1


def test_a_year_that_is_not_announced_is_said() -> None:
    with pytest.raises(ValueError, match="not known to the calendar library"):
        deadlines(date(2035, 3, 15))


def test_days_are_all_days_ends_included() -> None:
    assert days(date(2019, 2, 27), date(2019, 3, 1)) == [date(2019, 2, 27), date(2019, 2, 28), date(2019, 3, 1)]
