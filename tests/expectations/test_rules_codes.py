"""R03 code tables, R05 to R08 and R13 identifiers: right ones pass, one wrong character fails."""

import pytest

from cities.demo.generator.codes import credit_code, org_code, reg_no, resident_id, wrong_check
from expectations.check import confirm
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
    check_rows,
    messages,
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
            (permit(org_code="1.23E+08"), "R08:org_code"),
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
    numbers = ("doc_no", "credit_code", "org_code", "reg_no", "authority_code", "tax_no", "certificate_no")
    cases = [(permit(**{name: lost}), f"R08:{name}") for name in numbers for lost in ("4.20202199901011E+17", "4E+17")]
    cases += [(person(permit, id_no="4.20202199901011E+17"), "R08:id_no"), (permit(doc_no="示罚4.2E+3号"), "")]
    assert_fails(at, "permit", cases)
    assert "科学计数法" in messages(at, "R08")[0]
    assert_fails(at, "responsible_person", [(responsible_person(person_no="4.2E+17"), "R08:person_no")])


def test_days_of_birth_lie_between_120_years_ago_and_the_night(at):
    days = {"20190315": "R16:id_no:warn", "20190316": "R08:id_no", "18990315": "", "18990314": "R08:id_no"}
    cases = [(person(permit, id_no=checked(f"429797{day}801")), wanted) for day, wanted in days.items()]
    places = {"81": "", "83": "", "91": "", "71": "", "84": "R08:id_no", "16": "R08:id_no", "00": "R08:id_no"}
    cases += [(person(permit, id_no=checked(f"{place}979719800101801")), wanted) for place, wanted in places.items()]
    assert_fails(at, "permit", cases)


def checked(body: str) -> str:
    """A synthetic resident id with the check digit for these 17 digits."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


WRONG_IDS = {
    "4202**********1234": "号码被遮盖",
    "420202XXXXXXXX1234": "号码被遮盖",
    resident_id(1)[:17]: "有17位",
    wrong_check(checked("42979719800101801")): "校验位不符",
    resident_id(1).replace("0", "O", 1): "含字母O，疑为数字0",
    "429797199902308015": "出生日期不是真实存在的日期",
    "429797199901019000": "末三位为0",
    "169797198001018011": "前两位不是省级行政区划代码",
    checked("42979720190316801"): "出生日期晚于2019-03-15",
    checked("42979718990314801"): "出生日期早于120年前",
    "示例": "有2位",
}
WRONG_CODES = {
    FIRM[:17]: "有17位",
    wrong_check(FIRM): "校验位不符",
    "А" + FIRM[1:]: "西里尔字母",
    FIRM[:8] + "Υ" + FIRM[9:]: "希腊字母",
    FIRM.replace("0", "O", 1): "含字母O，疑为数字0",
    FIRM.replace("1", "l", 1): "含字母L，疑为数字1",
    FIRM.replace("1", "I", 1): "含字母I，疑为数字1",
    FIRM.replace("0", "O"): "含字母O，疑为数字0",
    FIRM[:6] + "*" * 8 + FIRM[14:]: "号码被遮盖",
    org_code(3): "这是组织机构代码",
    "110108000000016": "只有15位",
    credit_code("98", "429700", 7): "开头两位或行政区划码不存在",
    SOLE: "92开头的代码属于个体工商户",
}


def test_what_is_wrong_with_a_resident_id_is_said_and_not_the_number(at):
    check_rows(at, "permit", [person(permit, doc_no=f"{n}号", id_no=id) for n, id in enumerate(WRONG_IDS)])
    for (id, says), message in zip(WRONG_IDS.items(), messages(at, "R08"), strict=True):
        assert says in message and id not in message


def test_what_is_wrong_with_a_credit_code_is_said(at):
    check_rows(at, "permit", [permit(n, credit_code=code) for n, code in enumerate(WRONG_CODES)])
    for says, message in zip(WRONG_CODES.values(), messages(at, "R05"), strict=True):
        assert says in message and "由登记机关确认" in message


def test_a_resident_id_among_the_codes_is_told_even_with_a_wrong_check_digit(at):
    old = "420202491231002"
    assert_fails(
        at,
        "permit",
        [
            (permit(credit_code=resident_id(1)), "R08:credit_code"),
            (permit(credit_code=wrong_check(resident_id(1))), "R08:credit_code"),
            (permit(credit_code=old), "R08:credit_code"),
            (permit(org_code=old), "R08:org_code"),
            (permit(reg_no=reg_no("429700", 5)), ""),
            (permit(reg_no=old), "R07:reg_no:warn"),
        ],
    )


def test_a_confirmed_code_passes_and_no_other(at):
    early, other = wrong_check(FIRM), wrong_check(credit_code("91", "429700", 78))
    rows = [permit(1, credit_code=early), permit(2, credit_code=other, party_name="示例乙有限公司")]
    assert rules_failed(at, "permit", rows) == [{"R05:credit_code"}, {"R05:credit_code"}]
    confirm(at.con, [early])
    assert rules_failed(at, "permit", rows) == [set(), {"R05:credit_code"}]
    sole = {"party_category": "个体工商户", "credit_code": early}
    assert rules_failed(at, "permit", [permit(**sole)]) == [{"R05:credit_code"}], (
        "confirmed is the digit, not the class"
    )
    confirm(at.con, [])
    assert rules_failed(at, "permit", rows) == [{"R05:credit_code"}, {"R05:credit_code"}]


def test_a_value_that_a_later_law_made_is_warned_of_before_it(at):
    early = {"valid_to": "长期", "publicity_end": None}
    cases = [
        (penalty(category="通报批评"), "R03:category:warn"),
        (penalty(category="警告；通报批评；罚款"), "R03:category:warn"),
        (penalty(category="警告"), ""),
        (penalty(category="其他-通报批评意见"), ""),
    ]
    assert_fails(at, "penalty", [(case | early, wanted) for case, wanted in cases])
    assert "自2021-07-15起" in messages(at, "R03")[0]


def test_categories_of_parties_in_local_codes(at):
    firm = [(permit(party_category=code), "") for code in ("02", "03", "法人", "非法人组织")]
    sole = [(permit(party_category=code, credit_code=SOLE), "") for code in ("04", "个体户")]
    assert_fails(
        at,
        "permit",
        [*firm, *sole, (person(permit, party_category="01"), ""), (permit(party_category="05"), "R03:party_category")],
    )
    values = at.con.execute("select party_category from staged order by row_no").fetchall()
    assert [value for (value,) in values][:7] == ["法人及非法人组织"] * 4 + ["个体工商户"] * 2 + ["自然人"]


def test_states_of_decisions_and_lists(at):
    decisions = {
        "修复": "已修复",
        "信用修复": "已修复",
        "异议处理中": "异议",
        "异议成立撤销": "异议成立",
        "已撤销": "撤销",
    }
    assert_fails(at, "penalty", [(penalty(n, state=word), "") for n, word in enumerate(decisions)])
    staged = "select state from staged order by row_no"
    assert [state for (state,) in at.con.execute(staged).fetchall()] == list(decisions.values())
    lists = {
        "修复": "已修复",
        "异议处理中": "异议",
        "异议成立": "撤销",
        "异议成立撤销": "撤销",
        "移出": "已移出",
        "退出": "已移出",
    }
    rows = [(black_list(state=word, removed_on="2019-02-01", doc_no=f"{n}号"), "") for n, word in enumerate(lists)]
    assert_fails(at, "black_list", [*rows, (black_list(state="存疑"), "R03:state"), (black_list(state=None), "")])
    assert [state for (state,) in at.con.execute(staged).fetchall()][: len(lists)] == list(lists.values())


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
