"""Row 8.5 clause by clause (measures-2019 sections 1 and 6): who is a member, who is covered, what the ledger adds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.expectations.rows import Row, decision_ledger, penalty, permit, person, publication_feedback
from tests.town import C, Town, day, firm

NOT_SEEN = (False, "未上网")


def decided(doc_no: str, **cells: str | None) -> Row:
    """A penalty of that number that is due on C, without an end of publicity."""
    return penalty(**{"doc_no": doc_no, "publicity_end": None} | cells)


def seen(doc_no: str, **cells: str | None) -> Row:
    """What 信用中国 shows of it."""
    return publication_feedback(
        **{"doc_no": doc_no, "kind": "处罚", "online_on": "2019-01-10", "offline_on": None} | cells
    )


def ledger(month: str = "2019-02", **cells: str | None) -> Row:
    """A line of the ledger of penalties that names no number."""
    return decision_ledger(**{"kind": "处罚", "month": month, "exempt": None, "doc_nos": None} | cells)


def numbers(members: dict) -> set[str]:
    """The document numbers of the members that are decisions."""
    return {key.split("|")[1] for key in members if key.split("|")[0] in ("permit", "penalty")}


def by_number(members: dict) -> dict[str, tuple]:
    """Document number → (covered, reason)."""
    return {key.split("|")[1]: found for key, found in members.items()}


def test_year_excludes_its_first_day_and_the_deadline_may_be_the_day_itself(town: Town) -> None:
    town.deliver(
        "penalty",
        decided("A1", decided_on=day(C, -365)),
        decided("A2", decided_on=day(C, -364)),
        decided("A3", decided_on="2019-03-06"),  # its 7th working day is C
        decided("A4", decided_on="2019-03-07"),
    )
    assert numbers(town.members("8.5")) == {"A2", "A3"}
    assert numbers(town.members("8.5", as_of=date(2019, 3, 14))) == {"A1", "A2"}


def test_penalty_lawfully_taken_down_is_no_member_and_a_permit_past_its_term_is(town: Town) -> None:
    town.deliver(
        "penalty",
        decided("A1", publicity_end=day(C)),
        decided("A2", publicity_end=day(C, 1)),
        decided("A3", publicity_end="长期"),
    )
    town.deliver("permit", permit(doc_no="A4", valid_to="2019-02-01"))
    assert numbers(town.members("8.5")) == {"A2", "A3", "A4"}


def test_void_decisions_never_count_and_repaired_ones_until_their_day(town: Town) -> None:
    town.deliver(
        "penalty",
        decided("A1", state="撤销", state_date=day(C, 9)),
        decided("A2", state="异议成立", state_date=day(C, 9)),
        decided("A3", state="已修复", state_date=day(C)),
        decided("A4", state="已修复", state_date=day(C, 1)),
        decided("A5", state="异议处理中"),
        decided("A6", state="其他"),
    )
    assert numbers(town.members("8.5")) == {"A4", "A5", "A6"}


def test_repaired_without_a_day_holds_from_the_night_it_was_known(town: Town) -> None:
    town.deliver("penalty", decided("A1"), decided("A2"), night=date(2019, 1, 20))
    town.deliver("penalty", decided("A1", state="已修复", state_date=None), night=C)
    town.deliver("penalty", decided("A2", state="已修复", state_date=None), night=date(2019, 3, 16))
    town.deliver("penalty", decided("A1", state="已修复", state_date=None, remark="再报"), night=date(2019, 3, 20))
    assert numbers(town.members("8.5")) == {"A2"}


def test_codes_of_the_2015_layout_say_other_states_than_those_of_2018(town: Town) -> None:
    town.deliver("penalty", *(decided(f"A{n}", state=str(n)) for n in range(4)), layout="2015")
    town.deliver("penalty", *(decided(f"B{n}", state=str(n)) for n in (1, 2)), layout="2018")
    assert numbers(town.members("8.5")) == {"A0", "A2", "A3", "B1"}


def test_every_party_is_a_member_people_and_unlinked_ones_included(town: Town) -> None:
    town.deliver("penalty", decided("A1"), decided("A1", credit_code=firm(1)))
    town.deliver("penalty", person(penalty, doc_no="A1", publicity_end=None))
    assert len(town.members("8.5")) == 3


def test_feedback_counts_on_its_days(town: Town) -> None:
    town.deliver("penalty", *(decided(f"A{n}") for n in range(1, 6)))
    town.deliver(
        "publication_feedback",
        seen("A1", online_on=day(C)),
        seen("A2", online_on=day(C, 1)),
        seen("A3", offline_on=day(C)),
        seen("A4", offline_on=day(C, 1)),
    )
    assert by_number(town.members("8.5")) == {
        "A1": (True, None),
        "A2": NOT_SEEN,
        "A3": (False, "已下网"),
        "A4": (True, None),
        "A5": NOT_SEEN,
    }


def test_feedback_is_matched_by_folded_number_kind_and_unit(town: Town) -> None:
    town.deliver("penalty", *(decided(f"示罚字〔2019〕0{n}号") for n in range(1, 5)))
    town.deliver(
        "publication_feedback",
        seen("示罚字[2019] 01号", authority="示例局"),  # brackets, blanks and an alias make no difference
        seen("示罚字〔2019〕2号"),  # zeros do
        seen("示罚字〔2019〕03号", kind="许可"),
        seen("示罚字〔2019〕04号", authority="示例市现局"),
    )
    covered = [found for _, found in sorted(by_number(town.members("8.5")).items())]
    assert covered == [(True, None), NOT_SEEN, NOT_SEEN, NOT_SEEN]


def test_a_unit_that_no_list_knows_is_matched_by_its_folded_name(town: Town) -> None:
    town.deliver("penalty", decided("A1", authority="未登记的（示例）局"))
    town.deliver("publication_feedback", seen("A1", authority="未登记的(示例)局"))
    members = town.members("8.5")
    assert by_number(members) == {"A1": (True, None)}
    assert list(town.units("8.5").values()) == [("未登记的(示例)局", "429700")]


@pytest.mark.parametrize(
    ("month", "as_of", "is_compared"),
    [
        ("2018-03", C, False),  # its first day is before C - 365 days
        ("2018-04", C, True),
        ("2019-02", date(2019, 3, 11), True),  # the deadline of 28 February
        ("2019-02", date(2019, 3, 10), False),
        ("2019-03", C, False),
    ],
)
def test_ledger_months_must_lie_wholly_inside(town: Town, month: str, as_of: date, is_compared: bool) -> None:
    town.deliver("decision_ledger", ledger(month, made="1"))
    found = {f"nameless|处罚|bureau|{month}|1": (False, "台账有数未见明细")} if is_compared else {}
    assert town.members("8.5", as_of=as_of) == found


def test_numbers_that_only_the_ledger_names_are_members(town: Town) -> None:
    town.deliver("penalty", decided("甲1", decided_on="2019-02-11"))
    town.deliver("decision_ledger", ledger(made="3", doc_nos="甲 1、甲2、甲3、"))
    town.deliver("publication_feedback", seen("甲3"))
    members = town.members("8.5")
    assert {key: found for key, found in members.items() if key.startswith("ledger")} == {
        "ledger|处罚|甲2|bureau": NOT_SEEN,
        "ledger|处罚|甲3|bureau": (True, None),
    }
    assert len(members) == 3
    assert town.members("on_time")["ledger|处罚|甲2|bureau"] == (None, "未到")


def test_nameless_ones_fill_up_what_is_not_known_and_not_exempt(town: Town) -> None:
    """Void and repaired rows are known, quarantined ones are not; a permit of the month says nothing of penalties."""
    town.deliver(
        "penalty",
        decided("甲1", decided_on="2019-02-11"),
        decided("甲2", decided_on="2019-02-11", state="撤销"),
        decided("甲3", decided_on="2019-02-28", state="已修复", state_date=day(C)),
        decided("甲4", decided_on="2019-02-11", credit_code="91429700YH0000018X"),
        decided("甲5", decided_on="2019-03-01"),
    )
    town.deliver("permit", permit(doc_no="甲6", decided_on="2019-02-11"))
    town.deliver("decision_ledger", ledger(made="8", exempt="2", doc_nos="甲1、乙1"))
    members = town.members("8.5")
    assert numbers(members) == {"甲1", "甲5", "甲6"}
    assert {key for key in members if key.startswith("nameless")} == {
        "nameless|处罚|bureau|2019-02|1",
        "nameless|处罚|bureau|2019-02|2",
    }
    assert not [key for key in town.members("on_time") if key.startswith("nameless")]


def test_where_more_is_known_than_the_ledger_says_the_known_ones_are_members(town: Town) -> None:
    town.deliver("penalty", *(decided(f"甲{n}", decided_on="2019-02-11") for n in range(3)))
    town.deliver("decision_ledger", ledger(made="1"))
    assert sorted(numbers(members := town.members("8.5"))) == ["甲0", "甲1", "甲2"] and len(members) == 3


def test_the_ledger_is_compared_at_the_successor_valid_on_the_day(town: Town) -> None:
    old, new = "示例市旧局", "示例市新局"  # new succeeds old on C
    town.deliver("penalty", decided("甲1", decided_on="2019-02-11", authority=old))
    town.deliver("decision_ledger", ledger(unit=old, made="2"), ledger(unit=new, made="1", doc_nos="甲1"))
    members = set(town.members("8.5"))
    assert {key for key in members if not key.startswith("penalty")} == {
        "nameless|处罚|new|2019-02|1",
        "nameless|处罚|new|2019-02|2",
    }
    before = set(town.members("8.5", as_of=date(2019, 3, 14)))
    assert {key for key in before if not key.startswith("penalty")} == {
        "nameless|处罚|old|2019-02|1",
        "ledger|处罚|甲1|new",
    }


def test_members_stand_at_the_successor_with_the_county_of_the_deciding_unit(town: Town) -> None:
    names = ("示例市旧局", "示例市现局", "示例市并局")
    town.deliver("penalty", *(decided("A1", authority=name) for name in names))
    town.members("8.5")
    assert {key.split("|")[-1]: where for key, where in town.units("8.5").items()} == {
        "old": ("new", "429702"),
        "present": ("present", "429703"),
        "merged": ("bureau", "429700"),  # departments.csv says no county: that of the source
    }


def test_rows_that_arrived_later_do_not_count(town: Town) -> None:
    town.deliver("penalty", decided("A1"), night=date(2019, 1, 20))
    town.deliver("penalty", decided("A2"), night=C)
    town.deliver("publication_feedback", seen("A1"), night=C)
    assert by_number(town.members("8.5", as_of=C, known=date(2019, 3, 14))) == {"A1": NOT_SEEN}
    assert by_number(town.members("8.5", as_of=C, known=C)) == {"A1": (True, None), "A2": NOT_SEEN}


def test_a_quarantined_correction_leaves_the_present_version_standing(town: Town) -> None:
    town.deliver("penalty", decided("A1"), night=date(2019, 1, 20))
    refused = town.deliver("penalty", decided("A1", state="无此状态"), night=date(2019, 1, 21))
    assert (refused.quarantined, numbers(town.members("8.5"))) == (1, {"A1"})


def test_feedback_that_a_snapshot_no_longer_holds_counts_as_taken_down_from_that_night(town: Town) -> None:
    town.deliver("penalty", decided("A1"), night=date(2019, 1, 20))
    town.deliver("publication_feedback", seen("A1"), seen("A2"), night=date(2019, 1, 20), snapshot=True)
    town.deliver("publication_feedback", seen("A2"), night=C, snapshot=True)
    assert town.close_missing("publication_feedback", C, 3) == 1
    assert by_number(town.members("8.5", as_of=date(2019, 3, 14)))["A1"] == (True, None)
    assert by_number(town.members("8.5", as_of=C))["A1"] == (False, "已下网")
