"""The operating blacklist and row 10.6 (measures-2019 sections 1 and 6)."""

from __future__ import annotations

from datetime import date

from tests.expectations.rows import PERSON, Row, abnormal_list, black_list, lost_contact, subject
from tests.town import B, C, Town, day, firm

BEFORE, BETWEEN = "2018-10-08", "2019-01-21"
STILL, PART, OTHERWISE, OUT = (False, "仍在列"), (False, "部分移出"), (False, "非整改退出"), (True, None)


def firms(town: Town, count: int, **cells: str | None) -> None:
    """So many subjects of long standing, all operating."""
    town.deliver("subject", *(one(n, **cells) for n in range(1, count + 1)))


def one(n: int, **cells: str | None) -> Row:
    """The n-th subject."""
    code = {"credit_code": firm(n), "name": f"示例{n}", "reg_no": None, "registered_on": "2015-01-05"}
    return subject(**code | cells)


def entry(n: int, doc_no: str = "A1", **cells: str | None) -> Row:
    """An entry of the n-th subject, listed before B without a term."""
    said = {"credit_code": firm(n), "party_name": f"示例{n}", "doc_no": doc_no, "reg_no": None, "org_code": None}
    return black_list(**said | {"listed_on": BEFORE, "expires_on": None} | cells)


def out(n: int, doc_no: str = "A1", on: str = BETWEEN, why: str | None = "整改退出", **cells: str | None) -> Row:
    """An entry that was removed."""
    return entry(n, doc_no, removed_on=on, removal_reason=why, **cells)


def found(town: Town, measure: str = "10.6", as_of: date = C, known: date = date(2019, 4, 1)) -> dict[int, tuple]:
    """The n-th subject → (covered, reason)."""
    numbers = {firm(n): n for n in range(1, 20)}
    return {numbers[key.split("|")[1]]: said for key, said in town.members(measure, as_of, known).items()}


def test_listed_on_the_base_day(town: Town) -> None:
    firms(town, 9)
    town.deliver(
        "black_list",
        entry(1, listed_on=day(B)),
        entry(2, listed_on=day(B, 1)),
        entry(3, expires_on=day(B)),
        entry(4, expires_on=day(B, 1)),
        out(5, on=day(B)),
        out(6, on=day(B, 1)),
        entry(7, state="撤销"),
        out(8, why="异议成立"),
        entry(9, state="异议处理中"),
    )
    assert found(town) == {1: STILL, 4: STILL, 6: OUT, 9: STILL}
    assert set(found(town, "operating_blacklist")) == {1, 4, 6, 9}


def test_operating_on_the_base_day(town: Town) -> None:
    town.deliver(
        "subject",
        *(one(n) for n in range(5, 10)),
        one(1, registered_on=day(B)),
        one(2, registered_on=day(B, 1)),
        one(3, state="注销", state_date=day(B)),
        one(4, state="吊销", state_date=day(B, 1)),
    )
    stays = [(5, day(B), None), (6, day(B, 1), None), (7, BEFORE, day(B)), (8, BEFORE, day(B, 1))]
    town.deliver(
        "abnormal_list",
        *(abnormal_list(credit_code=firm(n), party_name=None, listed_on=a, removed_on=b) for n, a, b in stays),
    )
    town.deliver("black_list", *(entry(n) for n in range(1, 10)))
    assert set(found(town)) == {1, 4, 6, 7, 9}


def test_out_of_reach_on_the_base_day(town: Town) -> None:
    firms(town, 4)
    stays = [(1, day(B), None), (2, day(B, 1), None), (3, BEFORE, day(B)), (4, BEFORE, day(B, 1))]
    town.deliver(
        "lost_contact",
        *(lost_contact(credit_code=firm(n), party_name=None, reported_on=a, restored_on=b) for n, a, b in stays),
    )
    town.deliver("black_list", *(entry(n) for n in range(1, 5)))
    assert set(found(town)) == {2, 3}


def test_exit_means_every_entry_and_the_last_ones_by_rectification(town: Town) -> None:
    firms(town, 9)
    earlier = "2019-01-02"
    town.deliver(
        "black_list",
        *(out(1), out(1, "A2", on=earlier, why="期满")),
        *(out(2), out(2, "A2", on=BETWEEN, why="期满")),
        *(out(3), entry(3, "A2")),
        *(out(4), entry(4, "A2", listed_on=day(B, 1))),  # entries listed after B do not matter
        out(5, why="更正"),
        out(6, on=day(C)),
        out(7, on=day(C, 1)),
        entry(8, expires_on=BETWEEN),  # the passing of a term is no removal
        out(9, why=None),
    )
    assert found(town) == {
        1: OUT, 2: OTHERWISE, 3: PART, 4: OUT, 5: OTHERWISE, 6: OUT, 7: STILL, 8: STILL, 9: OTHERWISE,
    }  # fmt: skip


def test_repaired_is_removed_on_its_day_else_when_first_known(town: Town) -> None:
    firms(town, 5)
    town.deliver("black_list", *(entry(n) for n in range(1, 6)), night=B)
    town.deliver(
        "black_list",
        entry(1, state="已修复", state_date=day(C)),
        entry(2, state="已修复", state_date=day(C, 1)),
        entry(3, state="已修复"),
        entry(5, state="已修复", state_date=day(B)),
        night=C,
    )
    town.deliver("black_list", entry(4, state="已修复"), night=date(2019, 3, 16))
    assert found(town) == {1: OUT, 2: STILL, 3: OUT, 4: STILL}


def test_people_and_unlinked_entries_are_no_members(town: Town) -> None:
    firms(town, 1)
    town.deliver(
        "black_list",
        entry(2),
        entry(1, party_category="自然人", credit_code=None, id_no=PERSON),
    )
    assert found(town) == {}


def test_removals_that_arrived_later_are_not_known(town: Town) -> None:
    town.deliver("subject", one(1), night=B)
    town.deliver("black_list", entry(1), night=B)
    town.deliver("black_list", out(1, on="2019-03-01"), night=C)
    assert found(town, as_of=date(2019, 3, 14), known=date(2019, 3, 14)) == {1: STILL}
    assert found(town, known=C) == {1: OUT}
