"""Explain: from points to counts, members and the very row of the file (design section 6)."""

from __future__ import annotations

from datetime import date

import pytest

from expectations.contract import contracts
from scoring.edition import load_edition
from scoring.explain import explain, explain_member
from scoring.measure import measures
from scoring.score import asked_for, score
from tests.expectations.rows import FIRM, penalty
from tests.town import C, Town, city

NIGHT, EDITION = date(2019, 3, 20), load_edition("2019")
MEMBER = f"penalty|示例许字(2019)1号|{FIRM}|bureau"


@pytest.fixture
def scored(town: Town):
    """A penalty, corrected once, and one due to another unit; measured and scored."""
    town.deliver("penalty", penalty(1, publicity_end=None), night=date(2019, 1, 9))
    other = penalty(2, publicity_end=None, authority="示例市现局")
    town.deliver("penalty", penalty(1, publicity_end=None, content="更正"), other, night=date(2019, 1, 10))
    return score(town.con, contracts(), city(), EDITION, asked_for(EDITION, NIGHT))


def test_a_row_of_the_table(town: Town, scored) -> None:
    said = explain(EDITION, scored, town.con, "8.5")
    assert (said["id"], said["as_of"], said["known"]) == ("8.5", "2019-03-15", "2019-03-20")
    (measured,) = [m for m in said["measures"] if m["id"] == "8.5"]
    assert (measured["numerator"], measured["denominator"], measured["reasons"]) == (0, 2, {"未上网": 2})
    assert {unit["department"] for unit in measured["departments"]} == {"bureau", "present"}
    assert said["gates"] and all(gate["indicator"] == "8.5" for gate in said["gates"])


def test_a_row_that_is_not_there(town: Town, scored) -> None:
    with pytest.raises(KeyError):
        explain(EDITION, scored, town.con, "99.9")


def test_a_member_down_to_its_file_and_row(town: Town, scored) -> None:
    said = explain_member(town.con, contracts(), measures()["8.5"], MEMBER)
    assert said is not None
    assert (said["covered"], said["reason"], said["department"]) == (False, "未上网", "bureau")
    assert [(row["known_from"], row["known_to"], row["row"]) for row in said["rows"]] == [
        ("2019-01-09", "2019-01-10", 2),
        ("2019-01-10", None, 2),
    ]
    assert [row["file"] for row in said["rows"]] == ["penalty_1.csv", "penalty_2.csv"]
    assert explain_member(town.con, contracts(), measures()["8.5"], "penalty|nothing") is None


def test_the_day_asked_for_is_the_night_until_the_end_of_the_edition() -> None:
    assert asked_for(EDITION, date(2019, 1, 9)).as_of == date(2019, 1, 9)
    assert asked_for(EDITION, NIGHT).as_of == C and asked_for(EDITION, NIGHT).known == NIGHT
    assert asked_for(EDITION, NIGHT, date(2019, 2, 1)).as_of == date(2019, 2, 1)
    with pytest.raises(ValueError, match="are days"):
        asked_for(EDITION, NIGHT, parameters={"B": "2018"})
