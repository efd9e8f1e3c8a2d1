"""Row 8.2: distinct codes of alive subjects, wrong ones and those borne by different names."""

from __future__ import annotations

from cities.demo.generator.codes import wrong_check
from tests.expectations.rows import Row, subject
from tests.town import C, Town, day, firm

GOOD, WRONG, DOUBLE = (True, None), (False, "错码"), (False, "重码")


def of(code: str | None, name: str = "示例甲", **cells: str | None) -> Row:
    """A subject of long standing."""
    return subject(**{"credit_code": code, "name": name, "registered_on": "2015-01-05", "reg_no": None} | cells)


def test_a_code_is_wrong_by_check_digit_length_letter_or_class(town: Town) -> None:
    odd = {"short": firm(2)[:-1], "letter": firm(3)[:10] + "I" + firm(3)[11:], "check": wrong_check(firm(4))}
    town.deliver(
        "subject",
        of(firm(1)),
        *(of(code) for code in odd.values()),
        of(firm(5), kind="个体工商户"),
        of(firm(6, "92"), kind="个体工商户"),
        of(firm(7, "51"), kind="社会团体"),
        of(firm(8), kind="其他组织"),  # no class of its own
    )
    wrong = dict.fromkeys([*odd.values(), firm(5)], WRONG)
    assert town.members("8.2") == wrong | dict.fromkeys([firm(1), firm(6, "92"), firm(7, "51"), firm(8)], GOOD)


def test_one_code_of_two_names_is_one_defect_and_of_one_name_none(town: Town) -> None:
    other = {"registrar": "示例市现局"}
    town.deliver(
        "subject",
        *(of(firm(1), "甲（示例）"), of(firm(1), "甲(示 例)", **other)),
        *(of(firm(2), "乙"), of(firm(2), "丙", **other)),
        *(of(wrong_check(firm(3)), "丁"), of(wrong_check(firm(3)), "戊", **other)),
        of(None, "己", reg_no="429700000000015"),
    )
    assert town.members("8.2") == {firm(1): GOOD, firm(2): DOUBLE, wrong_check(firm(3)): WRONG}


def test_only_codes_of_subjects_alive_on_the_day_count(town: Town) -> None:
    town.deliver(
        "subject",
        of(firm(1), registered_on=day(C)),
        of(firm(2), registered_on=day(C, 1)),
        of(firm(3), state="注销", state_date=day(C)),
        of(firm(4), state="吊销", state_date=day(C, 1)),
    )
    assert set(town.members("8.2")) == {firm(1), firm(4)}


def test_a_dead_subject_bears_its_code_still(town: Town) -> None:
    """Its code is no member for its sake, but a living subject with the same code shares it."""
    ended = {"state": "注销", "state_date": "2018-01-02", "registrar": "示例市现局"}
    town.deliver("subject", of(firm(1), "甲"), of(firm(1), "乙", **ended), of(firm(2), "丙", **ended))
    assert town.members("8.2") == {firm(1): DOUBLE}


def test_the_end_is_the_earliest_one_since_the_last_life(town: Town) -> None:
    def said(state: str, on: str | None, name: str) -> Row:
        return of(firm(1), name, state=state, state_date=on)

    town.deliver("subject", said("吊销", "2018-01-02", "甲"))
    town.deliver("subject", said("注销", day(C, 5), "甲"))
    assert town.members("8.2") == {}
    town.deliver("subject", said("存续", None, "甲"))
    town.deliver("subject", said("注销", day(C, 5), "甲甲"))
    assert set(town.members("8.2")) == {firm(1)}
