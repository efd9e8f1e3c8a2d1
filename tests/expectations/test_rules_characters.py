"""R15 characters that cannot be right, R16 personal data where the public reads."""

import pytest

from cities.demo.generator.codes import resident_id
from tests.expectations.rows import assert_fails, penalty, permit

REFUSED = ["\x01", "\x0b", "\x1f", "\x7f", "\x85", "\ufffd", "锟斤拷", "烫烫烫", "ï»¿", "Ã©".encode().decode("latin-1")]
ODD = ["\ue000", "\U000f0000", "\u200b", "\u202e", "\u00ad", "<p>", "</div>", "&nbsp;", "<a href='x'>"]


@pytest.mark.parametrize("field", ["party_name", "content", "authority", "doc_no"])
def test_control_and_broken_characters_are_refused_odd_ones_warned_of(at, field):
    cases = [(permit(**{field: f"示例{c}示例"}), f"R15:{field}") for c in REFUSED]
    cases += [(permit(**{field: f"示例{c}示例"}), f"R15:{field}:warn") for c in ODD]
    cases += [(permit(**{field: f"示例{c}示例"}), "") for c in ("𠮷", "（一）", "a < b", "é", "·", "㐀", "&")]
    assert_fails(at, "permit", cases)


def test_line_breaks_are_lawful_in_free_text_only(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(content="第一行\n第二行\r\n\t第三行"), ""),
            (permit(party_name="示例\n公司"), "R15:party_name"),
            (permit(doc_no="示例\t1号"), "R15:doc_no"),
            (permit(authority="示例\r\n局"), "R15:authority"),
            (permit(party_name="示例公司\n"), ""),
        ],
    )


def test_phones_and_ids_in_public_text(at):
    number = resident_id(1)
    assert_fails(
        at,
        "penalty",
        [
            (penalty(facts=f"当事人{number}示例"), "R16:facts:warn"),
            (penalty(facts="电话13800138000。"), "R16:facts:warn"),
            (penalty(facts="13800138000"), "R16:facts:warn"),
            (penalty(facts="编号138001380001"), ""),
            (penalty(facts="电话12800138000"), ""),
            (penalty(facts="电话1380013800"), ""),
            (penalty(remark="电话13800138000"), ""),
        ],
    )


def test_a_finding_never_repeats_personal_data(at):
    from tests.expectations.rows import PERSON, check_rows, person

    rows = [
        penalty(1, facts="电话13800138000"),
        person(penalty, party_name="张\x01某某", id_no=PERSON[:17]),
        penalty(3, legal_rep_name="李\n某某"),
    ]
    check_rows(at, "penalty", rows)
    said = "".join(message for (message,) in at.con.execute("select message from finding").fetchall())
    assert said.count("（略）") >= 3
    assert not any(secret in said for secret in ("13800138000", "某某", PERSON[:17]))
