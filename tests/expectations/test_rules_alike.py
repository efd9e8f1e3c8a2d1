"""R09 one code under two names, R14 near duplicates; co-offenders and persons of one name stay what they are."""

from cities.demo.generator.codes import credit_code, resident_id
from tests.expectations.rows import (
    abnormal_list,
    black_list,
    check_rows,
    failed,
    penalty,
    permit,
    person,
    rules_failed,
    subject,
)

OTHER = credit_code("91", "429700", 77)
NAMES = "R09:party_name:warn"


def test_one_code_under_two_names_is_said_of_every_row_that_bears_it(at):
    rows = [
        permit(1),
        permit(2, party_name="示例乙有限公司"),
        permit(3, party_name=" 示例甲有限公司"),
        permit(4, credit_code=OTHER),
        person(permit, doc_no="示例许字〔2019〕9号"),
    ]
    assert rules_failed(at, "permit", rows) == [{NAMES}, {NAMES}, {NAMES}, set(), set()]
    assert rules_failed(
        at, "abnormal_list", [abnormal_list(), abnormal_list(party_name="乙", listed_on="2019-01-08")]
    ) == [
        {NAMES},
        {NAMES},
    ]
    named = rules_failed(at, "subject", [subject(), subject(name="示例乙有限公司", registrar="示例乙局")])
    assert named == [{"R09:name:warn"}, {"R09:name:warn"}]


def test_spellings_of_one_name_are_one_name(at):
    rows = [black_list(party_name="示例（甲）公司"), black_list(party_name="示例(甲)公 司", list_type="另一名单")]
    assert rules_failed(at, "black_list", rows) == [set(), set()]


def test_a_placeholder_names_nobody(at):
    rows = [black_list(credit_code="0" * 18), black_list(credit_code="0" * 18, party_name="乙", list_type="另一名单")]
    assert all(NAMES not in found for found in rules_failed(at, "black_list", rows))


def test_one_decision_under_two_spellings_of_its_authority_is_a_near_duplicate(at):
    near = {"R14:authority:warn"}
    rows = [penalty(1), penalty(1, authority="示例市另一局"), penalty(2, authority="示例市另一局")]
    assert rules_failed(at, "penalty", rows) == [near, near, set()]
    checked = check_rows(at, "penalty", rows)
    assert (checked.accepted, checked.quarantined) == (3, 0)


def test_one_decision_with_and_without_the_code_of_its_party_is_a_near_duplicate(at):
    near = {"R14:credit_code:warn"}
    bare = dict.fromkeys(("credit_code", "org_code", "reg_no"))
    rows = [penalty(1), penalty(1, **bare), penalty(2, **bare)]
    found = rules_failed(at, "penalty", rows, layout="2015")
    assert found == [near, near, set()]


def test_several_parties_of_one_decision_are_lawful(at):
    rows = [
        penalty(1),
        penalty(1, party_name="示例乙有限公司", credit_code=OTHER, org_code=None, reg_no=None),
        person(penalty, doc_no=penalty(1)["doc_no"]),
        person(penalty, doc_no=penalty(1)["doc_no"], id_no=resident_id(2)),
    ]
    checked = check_rows(at, "penalty", rows)
    assert (checked.accepted, failed(checked)) == (4, {})


def test_persons_without_a_number_are_one_record_only_where_all_their_words_agree(at):
    """A file without the column of ids: one name under one decision is one record, so that two contents contradict."""
    same = {"without": ("id_no",), "layout": "2015"}
    one = person(penalty, party_category=None)
    checked = check_rows(at, "penalty", [one, one], **same)
    assert (checked.accepted, checked.duplicate) == (1, 1)
    checked = check_rows(at, "penalty", [one, one | {"content": "另一内容"}], **same)
    assert (checked.accepted, checked.quarantined) == (0, 2)
    checked = check_rows(at, "penalty", [one, one | {"doc_no": "示例罚字〔2019〕2号"}], **same)
    assert (checked.accepted, checked.quarantined) == (2, 0)


def test_a_conflict_is_no_near_duplicate(at):
    checked = check_rows(at, "penalty", [penalty(1), penalty(1, content="另一内容")])
    assert failed(checked) == {"R14": 2}
