"""R16: numbers of persons where the public reads, in every spelling, and decisions about minors."""

from datetime import date

from cities.demo.generator.codes import resident_id
from tests.expectations.rows import assert_fails, check_rows, messages, penalty, permit, person

ID = resident_id(1)
BIRTH = f"{ID[:6]} {ID[6:14]} {ID[14:]}"
CHECK = "10X98765432"


def born(day: date) -> str:
    """A synthetic resident id with this birthday."""
    body = f"429797{day:%Y%m%d}801"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + CHECK[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


def test_numbers_of_persons_in_public_text(at):
    warned = "R16:facts:warn"
    found = (
        f"当事人{ID}示例", f"身份证{BIRTH}", "电话13800138000。", "13800138000", "138-0013-8000", "138 0013 8000",
        "+86 13800138000", "（86）13800138000", "8613800138000", "１３８００１３８０００", "老证420202490231002"[:-5] + "31002",
        "卡号6222020200000000000", "卡号6222 0202 0000 0000 000", f"{ID[:17]}Ｘ",
    )  # fmt: skip
    lawful = (
        "编号138001380001", "电话12800138000", "电话1380013800", "（2019）138号", "罚款2000元", "2019-01-07至2019-02-07",
        "统一社会信用代码91350100M000100Y43", "统一社会信用代码914200001784200041", "电话0714-6571234", "",
    )  # fmt: skip
    cases = [(penalty(n, facts=text or "示例"), "") for n, text in enumerate(lawful)]
    cases += [(penalty(n, facts=text), warned) for n, text in enumerate(found) if not text.startswith("老证")]
    assert_fails(at, "penalty", cases)
    old = "420202491231002"
    assert_fails(at, "penalty", [(penalty(facts=f"证号{old}。"), warned), (penalty(facts="证号420202491331002。"), "")])


def test_every_public_column_of_words_is_looked_at(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(party_name=f"示例{ID}"), "R16:party_name:warn"),
            (permit(party_name="示例13800138000"), "R16:party_name:warn"),
            (permit(doc_no=f"示例{ID}号"), "R16:doc_no:warn"),
            (permit(doc_no="13800138000"), ""),
            (permit(tax_no=ID), "R16:tax_no:warn"),
            (permit(tax_no=f"{ID}00"), ""),
            (permit(tax_no="420202491231002"), ""),
            (permit(authority="示例局13800138000"), "R16:authority:warn"),
            (permit(remark="电话13800138000"), ""),
            (permit(legal_rep_name="示例13800138000"), ""),
        ],
    )


def test_a_finding_says_which_kind_and_not_the_number(at):
    check_rows(at, "penalty", [penalty(facts="电话13800138000"), penalty(facts=BIRTH)])
    phone, id = messages(at, "R16")
    assert "手机号码" in phone and "身份证" in id and "13800138000" not in phone and ID[6:14] not in id


def test_minors_are_not_shown(at):
    warned = "R16:id_no:warn"
    cases = [
        (person(penalty, id_no=born(date(2001, 3, 15))), ""),
        (person(penalty, id_no=born(date(2001, 3, 16))), warned),
        (person(penalty, id_no=born(date(2019, 3, 15))), warned),
        (person(penalty, id_no=born(date(2019, 3, 16))), "R08:id_no"),
        (person(penalty, id_type="护照", id_no="E12345678"), ""),
    ]
    assert_fails(at, "penalty", cases)
