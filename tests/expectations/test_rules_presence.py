"""R01 required cells by category and layout, R10 codes that only hold a place."""

import pytest

from expectations.contract import contracts
from tests.expectations.rows import (
    LAYOUTS,
    SOLE,
    abnormal_list,
    assert_fails,
    black_list,
    penalty,
    permit,
    person,
    row,
    rules_failed,
    subject,
)

NOWHERE = "00000000000000000X"


@pytest.mark.parametrize("dataset, layout", LAYOUTS)
def test_a_valid_row_fails_nothing(at, dataset, layout):
    assert rules_failed(at, dataset, [row(dataset)], layout=layout) == [set()]


@pytest.mark.slow
@pytest.mark.parametrize("dataset, layout", LAYOUTS)
def test_every_required_cell_is_missed_when_empty_or_a_spelling_of_nothing(at, dataset, layout):
    required = [f.name for f in contracts()[dataset].fields_in(layout) if f.required]
    cases = [(name, nothing) for name in required for nothing in (None, "/", "无", " ", "NULL")]
    rows = [row(dataset, **{name: nothing}) for name, nothing in cases]
    for (name, nothing), found in zip(cases, rules_failed(at, dataset, rows, layout=layout), strict=True):
        assert f"R01:{name}" in found, (name, nothing)


def test_what_a_permit_must_say_depends_on_the_category(at):
    sole = {"party_category": "个体工商户", "credit_code": SOLE}
    assert_fails(
        at,
        "permit",
        [
            (permit(credit_code=None), "R01:credit_code"),
            (permit(legal_rep_name=None), "R01:legal_rep_name"),
            (permit(reg_no=None, org_code=None), ""),
            (permit(**sole), ""),
            (permit(**sole, legal_rep_name=None), ""),
            (permit(**sole | {"credit_code": None}), "R01:credit_code"),
            (person(permit), ""),
            (person(permit, id_no=None), "R01:id_no"),
            (person(permit, id_type=None), "R01:id_type"),
            (permit(party_category=None), "R01:party_category"),
            (permit(certificate_name=None, certificate_no=None), ""),
            (permit(certificate_no=None), "R01:certificate_no"),
            (permit(legal_rep_id_type="身份证"), "R01:legal_rep_id_no"),
        ],
    )


def test_what_a_penalty_must_say_depends_on_its_category(at):
    assert_fails(
        at,
        "penalty",
        [
            (penalty(facts=None), "R01:facts"),
            (penalty(publicity_end=None, state=None, state_date=None), ""),
            (penalty(category="暂扣许可证", suspended_licence=None), "R01:suspended_licence"),
            (penalty(category="警告", suspended_licence=None), ""),
        ],
    )


def test_the_2015_layout_asks_for_less(at):
    bare = dict.fromkeys(
        ("credit_code", "org_code", "reg_no", "legal_rep_name", "content", "basis", "facts", "category")
    )
    assert_fails(at, "penalty", [(penalty(**bare), "")], layout="2015")


def test_a_column_that_the_file_lacks_is_no_matter_of_its_rows(at):
    assert_fails(at, "permit", [(permit(), "")], without=("source_unit", "legal_rep_name", "valid_from"))


def test_a_list_names_its_subjects_and_persons_give_their_number(at):
    assert_fails(
        at,
        "black_list",
        [
            (black_list(credit_code=None, org_code=None, reg_no=None), ""),
            (person(black_list, id_no=None), "R01:id_no"),
            (black_list(removed_on="2019-02-01", removal_reason=None), ""),
        ],
    )


def test_what_was_taken_off_a_list_says_when(at):
    """已移出 is no day of its own; the column may not be missing either."""
    cases = [(word, day) for word in ("已移出", "移出", "退出") for day in (None, "2019-02-01")]
    rows = [(black_list(state=word, removed_on=day), "" if day else "R01:removed_on") for word, day in cases]
    assert_fails(at, "black_list", rows)
    assert_fails(
        at, "black_list", [(black_list(state="已移出"), "R01:removed_on"), (black_list(), "")], without=("removed_on",)
    )


def test_a_subject_has_a_code_or_a_number_and_the_day_of_its_end(at):
    assert_fails(
        at,
        "subject",
        [
            (subject(credit_code=None), ""),
            (subject(reg_no=None), ""),
            (subject(credit_code=None, reg_no=None), "R01"),
            (subject(state="注销"), "R01:state_date"),
            (subject(state="注销", state_date="2019-02-01"), ""),
        ],
    )
    assert_fails(at, "subject", [(subject(state="吊销"), "R01:state_date"), (subject(), "")], without=("state_date",))


def test_a_placeholder_is_refused_where_a_code_is_required_and_warned_of_elsewhere(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(credit_code=NOWHERE), "R10:credit_code"),
            (permit(credit_code="0" * 18), "R10:credit_code"),
            (permit(authority_code=NOWHERE), "R10:authority_code"),
            (person(permit, credit_code=NOWHERE), "R10:credit_code:warn R19:party_category:warn"),
            (permit(credit_code="0" * 6), "R05:credit_code"),
        ],
    )
    assert_fails(at, "abnormal_list", [(abnormal_list(credit_code=NOWHERE), "R10:credit_code")])
    assert_fails(at, "black_list", [(black_list(credit_code=NOWHERE), "R10:credit_code:warn")])


def test_codes_that_only_hold_a_place(at):
    """One character again and again, digits in their order, a region with such a body; real codes stay."""
    places = (
        *(digit * 18 for digit in "0123456789"), "9" * 17 + "X", "X" * 18, "0" * 17 + "X", "123456789012345678",
        "12345678901234567X", "123456789123456789", "91420200000000000X", "914202009999999993", "***", "*" * 18,
    )  # fmt: skip
    real = (
        "91230500MA1B3N1N2M",
        "11230500001755309F",
        "11420000MB15291767",
        "9135010026017703XW",
        "91350100M000100Y43",
    )
    found = at.con.execute("select list_transform(?::varchar[], lambda s: x_placeholder(s))", [list(places)]).fetchall()
    assert [place for place, is_one in zip(places, found[0][0], strict=True) if not is_one] == []
    found = at.con.execute("select list_transform(?::varchar[], lambda s: x_placeholder(s))", [list(real)]).fetchall()
    assert not any(found[0][0])
    rows = [(permit(credit_code=code), "R10:credit_code") for code in places if not code.startswith("*")]
    assert_fails(at, "permit", rows)
