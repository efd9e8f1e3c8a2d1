"""R03 code tables, R05 to R08 and R13 identifiers: right ones pass, one wrong character fails."""

import pytest

from cities.demo.generator.codes import credit_code, org_code, reg_no, resident_id, wrong_check
from expectations.codes import code_table
from expectations.contract import contracts
from tests.expectations.rows import (
    BUREAU,
    FIRM,
    LAYOUTS,
    SOLE,
    abnormal_list,
    assert_fails,
    black_list,
    penalty,
    permit,
    person,
    responsible_person,
    row,
    rules_failed,
    subject,
)


@pytest.mark.slow
@pytest.mark.parametrize("dataset, layout", [place for place in LAYOUTS if place[0] != "red_list"])
def test_every_spelling_of_every_code_table_is_known(at, dataset, layout):
    fields = [f for f in contracts()[dataset].fields_in(layout) if f.codes]
    cases = [(f.name, spelling) for f in fields for spelling in spellings(f.codes, layout)]
    rows = [row(dataset, **{name: spelling}) for name, spelling in cases] or [row(dataset)]
    found = rules_failed(at, dataset, rows, layout=layout)
    unknown = [case for case, rules in zip(cases, found, strict=False) if f"R03:{case[0]}" in rules]
    assert unknown == []


def spellings(codes: str, layout: str | None) -> list[str]:
    """Every way to write a value of the table in this layout, one that goes on freely included."""
    table = code_table(codes)
    return [*table.exact(layout), *(beginning + "示例" for beginning in table.beginnings())]


def test_unknown_codes_are_refused(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(state="未知"), "R03:state"),
            (permit(state="0"), "R03:state"),
            (permit(state="1"), ""),
            (permit(state="2"), ""),
            (permit(state="3"), "R03:state"),
            (permit(category="其他-示例"), ""),
            (permit(category="示例"), "R03:category"),
            (permit(party_category="企业"), "R03:party_category"),
        ],
    )
    states = [(permit(state=str(n)), "") for n in range(4)] + [(permit(state="4"), "R03:state")]
    assert_fails(at, "permit", states, layout="2015")


def test_a_penalty_may_be_of_several_categories(at):
    assert_fails(
        at,
        "penalty",
        [
            (penalty(category="警告;罚款"), ""),
            (penalty(category="警告；罚款；其他-示例"), ""),
            (penalty(category="警告、罚款"), ""),
            (penalty(category="没收违法所得、没收非法财物；罚款"), ""),
            (penalty(category="警告；示例"), "R03:category"),
            (penalty(category="警告罚款"), "R03:category"),
            (penalty(category="；"), "R03:category"),
        ],
    )


def test_credit_codes(at):
    body = FIRM[:8] + "I" + FIRM[9:]
    assert_fails(
        at,
        "permit",
        [
            (permit(credit_code=FIRM.lower()), ""),
            (permit(credit_code=f" {FIRM[:9]} {FIRM[9:]} "), ""),
            (permit(credit_code=wrong_check(FIRM)), "R05:credit_code"),
            (permit(credit_code=FIRM[:-1]), "R05:credit_code"),
            (permit(credit_code=FIRM + "0"), "R05:credit_code"),
            (permit(credit_code=body), "R05:credit_code"),
            (permit(credit_code=credit_code("98", "429700", 7)), "R05:credit_code"),
            (permit(credit_code=SOLE), "R05:credit_code"),
            (permit(party_category="个体工商户"), "R05:credit_code"),
            (permit(party_category="个体工商户", credit_code=SOLE), ""),
            (permit(credit_code=credit_code("93", "429700", 7)), ""),
            (permit(credit_code=credit_code("51", "429700", 7)), ""),
        ],
    )
    assert_fails(at, "abnormal_list", [(abnormal_list(credit_code=wrong_check(FIRM)), "R05:credit_code")])
    assert_fails(at, "subject", [(subject(credit_code=wrong_check(FIRM)), "R05:credit_code:warn")])


def test_published_codes_of_the_standard_pass(at):
    for code in (
        "91230500MA1B3N1N2M",
        "11230500001755309F",
        "11420000MB15291767",
        "9135010026017703XW",
        "91350100M000100Y43",
    ):
        assert at.con.execute("select x_credit_code_ok(?)", [code]).fetchall() == [(True,)], code


def test_organisation_codes_and_registration_numbers(at):
    organisation, number = org_code(5), reg_no("429700", 5)
    last = "1" if number[-1] != "1" else "2"
    assert_fails(
        at,
        "permit",
        [
            (permit(org_code=f"{organisation[:8]}-{organisation[8]}"), ""),
            (permit(org_code=organisation[:8] + ("1" if organisation[8] != "1" else "2")), "R06:org_code:warn"),
            (permit(org_code=FIRM), "R06:org_code:warn"),
            (permit(reg_no="110108000000016"), ""),
            (permit(reg_no=number[:14] + last), "R07:reg_no:warn"),
            (permit(reg_no="1101080000000"), ""),
            (permit(reg_no="4.20E+14"), "R08:reg_no"),
            (permit(org_code="1.23E+08"), "R08:org_code R06:org_code:warn"),
        ],
    )


def test_resident_ids(at):
    born = resident_id(9)
    assert_fails(
        at,
        "permit",
        [
            (person(permit, id_no="11010519491231002x"), ""),
            (person(permit, id_no="11010519491231002Ｘ"), ""),
            (person(permit, id_no="110105491231002"), ""),
            (person(permit, id_no=wrong_check(born)), "R08:id_no"),
            (person(permit, id_no=born[:17]), "R08:id_no"),
            (person(permit, id_no="4.21E+17"), "R08:id_no"),
            (person(permit, id_no="421083********1234"), "R08:id_no"),
            (person(permit, id_type="护照", id_no="E12345678"), ""),
        ],
    )
    assert_fails(at, "black_list", [(person(black_list, id_no=wrong_check(born)), "R08:id_no")])


def test_numbers_that_lost_their_precision_are_refused(at):
    assert_fails(at, "permit", [(permit(doc_no="4.20E+17"), "R08:doc_no")])
    assert_fails(at, "responsible_person", [(responsible_person(person_no="4.2E+17"), "R08:person_no")])


def test_the_code_of_a_public_body(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(authority_code=BUREAU), ""),
            (permit(authority_code=credit_code("12", "429700", 3)), ""),
            (permit(authority_code=FIRM), "R13:authority_code:warn"),
            (permit(source_unit_code=wrong_check(BUREAU)), "R13:source_unit_code:warn"),
        ],
    )
