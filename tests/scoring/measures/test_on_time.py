"""On-time publication: accepted on or before the 7th working day after the decision (measures-2019 section 6)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.expectations.rows import penalty
from tests.town import Town

LATE, GOOD = (False, "迟报"), (True, None)


def decided(**cells: str | None) -> dict:
    """A penalty without an end of publicity."""
    return penalty(**{"doc_no": "A1", "publicity_end": None} | cells)


@pytest.mark.parametrize(
    ("day", "last", "next_day"),
    [
        ("2018-12-21", date(2019, 1, 2), date(2019, 1, 3)),  # 29 December is a make-up day, 30 to 1 January is off
        ("2019-02-01", date(2019, 2, 15), date(2019, 2, 16)),  # 2 and 3 February are made up, 4 to 10 is off
        ("2019-03-02", date(2019, 3, 12), date(2019, 3, 13)),  # a Saturday: Monday is the first day
    ],
)
def test_the_last_day_counts_and_the_next_one_is_late(town: Town, day: str, last: date, next_day: date) -> None:
    town.deliver("penalty", decided(decided_on=day), night=last)
    town.deliver("penalty", decided(doc_no="A2", decided_on=day), night=next_day)
    found = {key.split("|")[1]: said for key, said in town.members("on_time").items()}
    assert found == {"A1": GOOD, "A2": LATE}


def test_what_counts_is_the_first_acceptance(town: Town) -> None:
    """A refused row was not accepted; a correction of an accepted one is no later acceptance."""
    in_time, late = date(2019, 1, 8), date(2019, 2, 20)
    town.deliver("penalty", decided(), decided(doc_no="A2", state="无此状态"), night=in_time)
    town.deliver("penalty", decided(content="更正后的内容"), decided(doc_no="A2"), night=late)
    found = {key.split("|")[1]: said for key, said in town.members("on_time").items()}
    assert found == {"A1": GOOD, "A2": LATE}


def test_a_correction_that_adds_a_code_keeps_the_first_acceptance(town: Town) -> None:
    """In the 2015 layout the code may lack at first; the record goes on under its new key."""
    town.deliver("penalty", decided(credit_code=None), night=date(2019, 1, 8), layout="2015")
    town.deliver("penalty", decided(), night=date(2019, 2, 20), layout="2015")
    assert list(town.members("on_time").values()) == [GOOD]
