"""Quality counts per dataset, department and list type over the 365 days up to the night (measures-2019 section 6)."""

from __future__ import annotations

from datetime import date, timedelta

from expectations.contract import contracts
from scoring.measure import measure, measures
from scoring.quality import quality
from tests.expectations.rows import PERSON, Row, black_list, penalty, permit, subject
from tests.town import C, Town, day, firm

REFUSED = {"state": "无此状态"}
EARLIER = C - timedelta(9)


def counts(town: Town, known: date = C) -> dict[tuple, dict]:
    """(dataset, department, list type) → its counts."""
    town.ask(known=known)
    measure(town.con, measures()["on_time"])
    rows = quality(town.con, contracts()).to_pylist()
    return {(row.pop("dataset"), row.pop("department"), row.pop("list_type")): row for row in rows}


def decided(n: int, **cells: str | None) -> Row:
    """The n-th penalty, without an end of publicity."""
    return penalty(n, **{"publicity_end": None} | cells)


def test_rows_and_keys(town: Town) -> None:
    """Duplicates are not received; a key refused first and accepted later is 1/1, not 1/2."""
    town.deliver("penalty", decided(1), decided(2, **REFUSED), decided(3, **REFUSED), night=EARLIER)
    town.deliver("penalty", decided(1), decided(2), decided(4), decided(4), night=C)
    found = counts(town)["penalty", "bureau", None]
    assert (found["received"], found["loaded"]) == (6, 4)
    assert (found["keys_received"], found["keys_accepted"]) == (4, 3)


def test_deliveries_of_365_days_up_to_the_night(town: Town) -> None:
    for ago in (365, 364, -1):
        town.deliver("penalty", decided(1000 + ago, decided_on="2018-01-08", state_date=None), night=C - timedelta(ago))
    found = counts(town)["penalty", "bureau", None]
    assert (found["received"], found["keys_received"]) == (1, 1)


def test_units_at_their_successors_and_lists_by_type(town: Town) -> None:
    town.deliver("penalty", decided(1, authority="示例市旧局"), night=C)
    town.deliver(
        "black_list", black_list(1, list_type="甲名单"), black_list(2, list_type="乙名单", authority=None), night=C
    )
    places = {place for place, found in counts(town).items() if found["received"]}
    assert places == {("penalty", "new", None), ("black_list", "bureau", "甲名单"), ("black_list", "bureau", "乙名单")}


def test_cells_of_valid_rows_that_are_due(town: Town) -> None:
    town.deliver("penalty", decided(1), night=C)
    whole = counts(town)["penalty", "bureau", None]
    assert 0 < whole["cells_due"] == whole["cells_filled"]
    town.deliver("penalty", decided(2), decided(3, state="撤销"), night=C)
    more = counts(town)["penalty", "bureau", None]
    assert more["cells_due"] == 2 * whole["cells_due"]


def test_a_column_that_the_file_lacks_is_due_and_not_filled(town: Town) -> None:
    town.deliver("penalty", decided(1), night=C, without=("valid_to", "basis"))
    found = counts(town)["penalty", "bureau", None]
    assert found["cells_due"] - found["cells_filled"] == 2


def test_linked_of_those_who_are_no_people(town: Town) -> None:
    town.deliver("subject", subject(credit_code=firm(1), reg_no=None), night=C)
    someone = {"party_category": "自然人", "credit_code": None, "org_code": None, "reg_no": None}
    town.deliver(
        "black_list",
        black_list(1, credit_code=firm(1), list_type="甲"),
        black_list(2, credit_code=firm(9), list_type="甲"),
        black_list(3, list_type="甲", id_no=PERSON, **someone) | {"party_name": "示例人"},
        night=C,
    )
    found = counts(town)["black_list", "bureau", "甲"]
    assert (found["rows_linkable"], found["rows_linked"]) == (2, 1)


def test_late_and_on_time_are_those_of_the_measure(town: Town) -> None:
    town.deliver(
        "penalty", decided(1, decided_on="2019-02-11"), decided(2, decided_on="2019-03-05"), night=date(2019, 3, 10)
    )
    town.deliver("permit", permit(3, decided_on=day("2019-02-11")), night=date(2019, 2, 12))
    found = counts(town)
    assert (found["penalty", "bureau", None]["late"], found["penalty", "bureau", None]["on_time"]) == (1, 1)
    assert (found["permit", "bureau", None]["late"], found["permit", "bureau", None]["on_time"]) == (0, 1)
