"""Linking rows to subjects: code, organisation code, registration number, name (measures-2019 section 2)."""

from __future__ import annotations

from tests.expectations.rows import PERSON, Row, black_list, penalty, subject
from tests.town import Town, firm

NO_CODES = dict.fromkeys(("credit_code", "org_code", "reg_no"))
REG = [f"4297000000{n:03d}" for n in range(10)]  # 13 digits have no check


def known(n: int, **cells: str | None) -> Row:
    """The n-th subject."""
    return subject(**{"credit_code": firm(n), "name": f"示例{n}", "reg_no": REG[n], "org_code": None} | cells)


def linked(town: Town, *rows: Row) -> list[str | None]:
    """The key of the subject of each row, in the 2015 layout, where no code has to be given."""
    numbered = [penalty(**NO_CODES | row | {"doc_no": f"A{n}"}) for n, row in enumerate(rows)]
    receipt = town.deliver("penalty", *numbered, layout="2015")
    assert receipt.new == len(rows)
    town.ask()
    return [key and key.split("|")[0] for (key,) in town.rows("select subject_key from penalty order by doc_no")]


def test_each_mark_links_and_the_first_given_decides(town: Town) -> None:
    town.deliver("subject", known(1), known(2), known(3))
    assert linked(
        town,
        {"credit_code": firm(1), "party_name": "示例2"},
        {"org_code": firm(2)[8:17], "party_name": "示例1"},
        {"reg_no": REG[3], "party_name": "示例1"},
        {"party_name": "示 例３"},
        {"party_name": "别名"},
    ) == [firm(1), firm(2), firm(3), firm(3), None]


def test_a_code_that_is_given_and_unknown_links_nothing(town: Town) -> None:
    town.deliver("subject", known(1))
    unknown = [{"credit_code": firm(9)}, {"org_code": firm(9)[8:17]}, {"reg_no": REG[9]}]
    assert linked(town, *(row | {"party_name": "示例1"} for row in unknown)) == [None, None, None]


def test_what_two_subjects_bear_links_nothing_by_itself(town: Town) -> None:
    other = {"registrar": "示例市现局"}
    town.deliver("subject", known(1), known(1, name="示例9", **other), known(2), known(3, name="示例2", reg_no=None))
    assert linked(
        town,
        {"party_name": "示例2"},
        {"credit_code": firm(1), "party_name": "别名", "reg_no": REG[1]},
        {"reg_no": REG[2], "party_name": "示例2"},
    ) == [None, None, firm(2)]


def test_one_subject_at_two_registrars_under_one_name_is_one(town: Town) -> None:
    town.deliver("subject", known(1), known(1, registrar="示例市现局"))
    assert linked(town, {"credit_code": firm(1)}, {"party_name": "示例1"}) == [firm(1), firm(1)]


def test_people_are_not_linked_whatever_their_name(town: Town) -> None:
    town.deliver("subject", known(1))
    named = {"party_name": "示例1", "party_category": "自然人", "id_no": PERSON, "credit_code": None}
    town.deliver("black_list", black_list(**named))
    town.ask()
    assert town.rows("select subject_key from black_list") == [(None,)]


def test_links_are_renewed_when_the_subject_arrives(town: Town) -> None:
    assert linked(town, {"credit_code": firm(1)}) == [None]
    town.deliver("subject", known(1))
    town.ask()
    assert town.rows("select subject_key is not null from penalty") == [(True,)]
