"""Values that stand in the wrong column or spelling: ids among codes, sums among sums, days of another clock."""

from tests.expectations.rows import PERSON, assert_fails, penalty, permit, stage_rows


def test_a_grouped_amount_of_too_many_digits_is_refused_and_no_crash(at):
    assert_fails(at, "penalty", [(penalty(fine_wan="999" + ",999" * 6), "R11:fine_wan")])


def test_a_resident_id_is_no_clear_part_of_party_or_key(at):
    stage_rows(at, "penalty", [penalty(credit_code=PERSON)])
    ((party, key),) = at.con.execute("select party, key from staged").fetchall()
    assert party and PERSON not in party and PERSON not in key


def test_a_placeholder_is_no_party(at):
    stage_rows(at, "penalty", [penalty(credit_code="0" * 17 + "X")])
    ((party,),) = at.con.execute("select party from staged").fetchall()
    assert "0000000" not in party


def test_days_of_another_clock_and_days_without_end(at):
    days = ["2018-12-19T16:00:00.000Z", "2018-12-20T00:00:00+08:00"]
    assert_fails(at, "permit", [(permit(n, decided_on=day), "") for n, day in enumerate(days)])
    assert at.con.execute("select distinct decided_on from staged").fetchall() == [("2018-12-20",)]
    ends = ["9999/12/31 0:00:00", "2099-12-31 00:00:00", "2100-01-01"]
    stage_rows(at, "permit", [permit(valid_to=end) for end in ends])
    assert at.con.execute("select distinct valid_to from staged").fetchall() == [("长期",)]


def test_scientific_notation_in_lower_case_is_lost_precision(at):
    assert_fails(at, "permit", [(permit(doc_no="4.2e+17"), "R08:doc_no")])
