"""Row 10.2: dishonesty records of organisations and the responsible person's own record."""

from __future__ import annotations

from tests.expectations.rows import PERSON, Row, black_list, penalty, person, responsible_person, subject
from tests.town import C, Town, day, firm

LINKED, NOBODY, NO_RECORD, UNLINKED = (True, None), (False, "无责任人"), (False, "无个人记录"), (None, "主体未关联")
NO_CODES = dict.fromkeys(("credit_code", "org_code", "reg_no"))


def fined(doc_no: str, code: str | None, **cells: str | None) -> Row:
    """A penalty of the subject with that code."""
    return penalty(**NO_CODES | {"doc_no": doc_no, "credit_code": code, "party_name": f"示例{doc_no}"} | cells)


def listed(doc_no: str, code: str | None, **cells: str | None) -> Row:
    """An entry of the subject with that code."""
    said = {"doc_no": doc_no, "credit_code": code, "party_name": f"示例{doc_no}", "expires_on": None}
    return black_list(**NO_CODES | said | cells)


def blamed(record_no: str, **cells: str | None) -> Row:
    """A responsible person of a penalty, with a record of his own."""
    return responsible_person(**{"record_no": record_no, "record_kind": "处罚", "person_record_no": "P1"} | cells)


def register(town: Town) -> None:
    """Two firms and an individual business."""
    alone = {"kind": "个体工商户", "credit_code": firm(3, "92"), "name": "丙"}
    town.deliver(
        "subject",
        subject(credit_code=firm(1), name="甲", reg_no=None),
        subject(credit_code=firm(2), name="乙", reg_no=None),
        subject(**alone, reg_no=None),
    )


def found(town: Town) -> dict[str, tuple]:
    """Document number → (covered, reason)."""
    return {
        key.split("|")[1] if key.startswith("penalty") else key.split("|")[-1]: said
        for key, said in town.members("10.2").items()
    }


def test_the_year_and_the_states(town: Town) -> None:
    register(town)
    town.deliver(
        "penalty",
        fined("A1", firm(1), decided_on=day(C, -365)),
        fined("A2", firm(1), decided_on=day(C, -364)),
        fined("A3", firm(1), decided_on=day(C)),
        fined("A4", firm(1), decided_on=day(C, 1)),
        fined("A5", firm(1), state="撤销"),
        fined("A6", firm(1), state="已修复", state_date=day(C)),
    )
    town.deliver(
        "black_list",
        listed("B1", firm(2), listed_on="2016-01-04"),  # an entry counts while it stands, however old
        listed("B2", firm(2), removed_on=day(C), removal_reason="期满"),
        listed("B3", firm(2), removed_on=day(C, 1), removal_reason="期满"),
        listed("B4", firm(2), expires_on=day(C)),
        listed("B5", firm(2), state="撤销"),
    )
    assert found(town) == dict.fromkeys(["A2", "A3", "B1", "B3"], NOBODY)


def test_individual_businesses_and_people_are_no_organisations(town: Town) -> None:
    register(town)
    town.deliver(
        "penalty",
        fined("A1", firm(3, "92"), party_category="个体工商户"),
        fined("A2", firm(9, "92"), party_category="个体工商户"),
        fined("A3", firm(3, "92")),  # what the register says counts, not the category
        person(penalty, doc_no="A4"),
        fined("A5", firm(9)),
    )
    assert found(town) == {"A5": UNLINKED}


def test_unlinked_rows_of_the_2015_layout_are_judged_by_their_numbers(town: Town) -> None:
    register(town)
    town.deliver(
        "penalty",
        fined("A1", None),
        fined("A2", firm(9)),
        fined("A3", firm(9, "92")),
        fined("A4", firm(9, "92"), org_code="YH0000018"),
        fined("A5", None, id_no=PERSON),
        fined("A6", None, id_no=PERSON, org_code="YH0000018"),
        layout="2015",
    )
    assert found(town) == dict.fromkeys(["A1", "A2", "A4", "A6"], UNLINKED)


def test_an_id_of_the_2015_layout_may_be_the_legal_representatives(town: Town) -> None:
    """A firm that is named without a code is found by its name, whoever's id stands beside it (facts 3.2)."""
    register(town)
    town.deliver("penalty", fined("A1", None, party_name="甲", id_no=PERSON), layout="2015")
    assert list(found(town).values()) == [(False, "无责任人")]


def test_who_is_named_and_where(town: Town) -> None:
    register(town)
    town.deliver("penalty", *(fined(f"示罚〔2019〕{n}号", firm(1)) for n in range(1, 7)))
    town.deliver("black_list", listed("B1", firm(2)))
    town.deliver(
        "responsible_person",
        blamed("示罚(2019)1号"),
        blamed("示罚(2019)2号", person_record_no=None),
        blamed("示罚(2019)3号", authority=None),  # the authority is optional
        blamed("示罚(2019)4号", authority="示例市现局"),
        blamed("示罚(2019)5号", record_kind="黑名单"),
        blamed("示罚(2019)6号", person_record_no=None),
        blamed("示罚(2019)6号", person_no="P9"),
        blamed("B1", record_kind="黑名单"),
    )
    numbers = {
        f"示罚(2019){n}号": said for n, said in enumerate([LINKED, NO_RECORD, LINKED, NOBODY, NOBODY, LINKED], 1)
    }
    assert found(town) == numbers | {"B1": LINKED}
