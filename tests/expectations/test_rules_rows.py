"""R14 rows that contradict each other, R19 a person with a firm's codes, R20 shifted columns; copies and outcomes."""

import pytest

from cities.demo.generator.codes import credit_code
from expectations.contract import contracts
from tests.expectations.rows import (
    FIRM,
    LAYOUTS,
    PERSON,
    SOLE,
    assert_fails,
    black_list,
    check_rows,
    penalty,
    permit,
    person,
    row,
    rules_failed,
    subject,
)

TRAILING = ("updated_at", "remark")  # what is pushed into them hurts nobody


def counts(checked) -> tuple[int, int, int, int]:
    """(received, accepted, duplicate, quarantined), which must balance."""
    assert checked.received == checked.accepted + checked.duplicate + checked.quarantined
    return checked.received, checked.accepted, checked.duplicate, checked.quarantined


def test_a_copy_is_a_duplicate_and_a_contradiction_quarantines_both(at):
    assert counts(check_rows(at, "permit", [permit(1), permit(1), permit(2)])) == (3, 2, 1, 0)
    assert counts(check_rows(at, "permit", [permit(1), permit(1, content="甲"), permit(2)])) == (3, 1, 0, 2)
    three = [permit(1), permit(1, content="甲"), permit(1)]
    assert counts(check_rows(at, "permit", three)) == (3, 0, 1, 2)


def test_only_the_content_counts_for_a_contradiction(at):
    spelt = [permit(1), permit(1, doc_no="示例许字[2019]1号", decided_on="2019/1/7", credit_code=FIRM.lower())]
    assert counts(check_rows(at, "permit", spelt)) == (2, 1, 1, 0)
    stamped = [row("subject"), subject(updated_at="另一时间")]
    assert counts(check_rows(at, "subject", stamped)) == (2, 1, 1, 0)


def test_a_refused_row_contradicts_nothing(at):
    checked = check_rows(at, "permit", [permit(1), permit(1, content="甲", valid_to="不明")])
    assert counts(checked) == (2, 1, 0, 1) and checked.failures["R14"] == 0


def test_the_key_tells_rows_apart(at):
    other = credit_code("91", "429700", 77)
    rows = [permit(1), permit(1, credit_code=other), permit(1, authority="示例市另一局"), permit(2)]
    assert counts(check_rows(at, "permit", rows)) == (4, 4, 0, 0)
    rows = [black_list(), black_list(doc_no=None), black_list(list_type="另一名单"), black_list(listed_on="2019-01-08")]
    assert counts(check_rows(at, "black_list", rows)) == (4, 4, 0, 0)


def test_a_person_has_no_codes_of_a_firm(at):
    warned = "R19:party_category:warn"
    assert_fails(
        at,
        "permit",
        [
            (person(permit), ""),
            (person(permit, org_code=row("permit")["org_code"]), warned),
            (person(permit, legal_rep_name="示例人"), warned),
        ],
    )


def test_a_firm_has_no_number_of_a_person(at):
    warned = "R19:party_category:warn"
    assert_fails(
        at,
        "permit",
        [
            (permit(id_type="身份证", id_no=PERSON), warned),
            (permit(party_category="个体工商户", credit_code=SOLE, id_type="身份证", id_no=PERSON), ""),
        ],
    )
    assert_fails(at, "black_list", [(black_list(id_no=PERSON), warned), (person(black_list), "")])


@pytest.mark.slow
@pytest.mark.parametrize("dataset, layout", LAYOUTS)
def test_no_shifted_row_is_accepted(at, dataset, layout):
    """From any column on one to the right or to the left, in a workbook (no record width): always some rule refuses."""
    fields = [f.name for f in contracts()[dataset].fields_in(layout) if f.name not in TRAILING]
    valid = row(dataset)
    line = [valid[name] for name in fields]
    rows = []
    for place in range(len(fields)):
        rows.append([*line[:place], None, *line[place:-1]])
        rows.append([*line[:place], *line[place + 1 :], None])
    cases = [dict.fromkeys(valid) | dict(zip(fields, cells, strict=True)) for cells in rows]
    changed = [case for case in cases if case != valid]
    found = rules_failed(at, dataset, changed, layout=layout)
    accepted = [case for case, names in zip(changed, found, strict=True) if all(n.endswith(":warn") for n in names)]
    assert [case for case in accepted if not at_the_end(fields, valid, case)] == []


def at_the_end(fields: list[str], valid: dict, case: dict) -> bool:
    """Whether only the last two columns, names of places and such, differ: no rule can know that they are not meant."""
    return {name for name in fields if case[name] != valid[name]} <= set(fields[-2:])


def test_shifted_rows_are_refused(at):
    valid = permit()
    names = [f.name for f in contracts()["permit"].fields_in("2018")]
    shifted = dict(zip(names, ["示例", *(valid[name] for name in names)], strict=False))
    (found,) = rules_failed(at, "permit", [shifted])
    assert "R20" in found
    assert_fails(at, "permit", [(permit(beyond="多一格"), "R20"), (permit(), "")])


def test_one_odd_cell_is_no_shift(at):
    assert_fails(
        at,
        "penalty",
        [
            (penalty(party_name="2019-01-07"), ""),
            (penalty(decided_on="示例"), "R04:decided_on"),
            (penalty(fine_wan="示例"), "R11:fine_wan"),
        ],
    )
