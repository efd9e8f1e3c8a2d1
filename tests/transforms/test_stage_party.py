"""Who a row is about never shows a number of a person, wherever somebody wrote it."""

import pytest

from tests.expectations.conftest import at  # noqa: F401
from tests.expectations.rows import PERSON, Desk, penalty, person, stage_rows

OLD = "429700600101001"  # fifteen digits, born on 1960-01-01
WRONG = PERSON[:17] + ("0" if PERSON[17] != "0" else "1")


@pytest.mark.parametrize(
    "row",
    [
        penalty(credit_code=PERSON), penalty(credit_code=WRONG), penalty(credit_code=f" {PERSON.lower()}"), penalty(credit_code=None, org_code=PERSON),
        penalty(credit_code=None, org_code=None, reg_no=PERSON), penalty(credit_code=OLD), penalty(credit_code=None, org_code=OLD),
        person(penalty, id_no=None, party_name=f"示例人{PERSON}"), penalty(credit_code=None, org_code=None, reg_no=None, party_name=f"示例人（{PERSON}）"),
    ],
)  # fmt: skip
def test_no_clear_number_of_a_person_in_party_and_key(at: Desk, row) -> None:  # noqa: F811
    stage_rows(at, "penalty", [row])
    ((party, key),) = at.con.execute("select party, key from staged").fetchall()
    for number in (PERSON, WRONG, OLD):
        assert party and number not in party and number not in key


def test_a_misplaced_old_number_is_the_same_person(at: Desk) -> None:  # noqa: F811
    stage_rows(at, "penalty", [penalty(credit_code=OLD), person(penalty, id_no=OLD)])
    parties = at.con.execute("select party from staged").fetchall()
    assert parties[0] == parties[1]


def test_a_registration_number_of_fifteen_digits_stays(at: Desk) -> None:  # noqa: F811
    stage_rows(at, "penalty", [penalty(credit_code=None, org_code=None, reg_no=OLD)])
    assert at.con.execute("select party from staged").fetchall() == [(OLD,)]
