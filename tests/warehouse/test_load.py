"""Load: receipts balance, versions follow each other, and nothing of a failed batch stays (measures-2019 sections 2, 3)."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest

from expectations.contract import contracts
from tests.expectations.rows import Row, abnormal_list, penalty, publication_feedback, subject
from tests.town import Town, firm
from warehouse import load as loading
from warehouse.batch import LoadError, Receipt, loaded
from warehouse.load import load

NIGHT = [date(2019, 3, n) for n in range(1, 9)]
REFUSED = {"state": "无此状态"}
REG = "4297000000001"  # 13 digits have no check


def receipt(**counts: int) -> Receipt:
    """A balanced receipt: received is the sum of what is named."""
    names = ("new", "changed", "unchanged", "duplicate", "quarantined")
    return Receipt(**{"received": sum(counts.values())} | dict.fromkeys(names, 0) | counts, ignored=0)


def versions(town: Town, dataset: str = "penalty") -> list[tuple]:
    """(known_from, known_to, closed_on) of every version in the order in which they came."""
    return town.rows(f"select known_from, known_to, closed_on from core.{dataset} order by known_from, known_to")


def codeless(**cells: str | None) -> Row:
    """A penalty whose party has no code yet."""
    return penalty(**dict.fromkeys(("credit_code", "org_code", "reg_no")) | cells)


def test_every_row_is_accounted_for_once(town: Town) -> None:
    town.deliver("penalty", penalty(1), penalty(2), night=NIGHT[0])
    rows = [penalty(1), penalty(2, content="更正"), penalty(3), penalty(3), penalty(4, **REFUSED)]
    conflict = [penalty(5), penalty(5, content="另一内容")]
    got = town.deliver("penalty", *rows, *conflict, night=NIGHT[1])
    assert got == receipt(new=1, changed=1, unchanged=1, duplicate=1, quarantined=3)
    assert town.rows("select received, new, ignored from ops.batch order by seq") == [(2, 2, 0), (7, 1, 0)]


def test_a_file_without_rows_is_a_zero_report(town: Town) -> None:
    assert town.deliver("penalty") == receipt()
    assert town.rows("select count(*) from ops.batch") == [(1,)]


def test_a_change_ends_the_version_before_it(town: Town) -> None:
    town.deliver("penalty", penalty(), night=NIGHT[0])
    town.deliver("penalty", penalty(content="更正"), night=NIGHT[1])
    assert versions(town) == [(NIGHT[0], NIGHT[1], None), (NIGHT[1], None, None)]
    assert town.rows("select distinct first_accepted_on from core.penalty") == [(NIGHT[0],)]


def test_an_old_export_sent_again_changes_nothing(town: Town) -> None:
    town.deliver("penalty", penalty(), night=NIGHT[0])
    town.deliver("penalty", penalty(content="更正"), night=NIGHT[1])
    assert town.deliver("penalty", penalty(), night=NIGHT[2]) == receipt(unchanged=1)
    assert len(versions(town)) == 2


def test_update_stamps_are_no_content(town: Town) -> None:
    town.deliver("penalty", penalty(), night=NIGHT[0])
    assert town.deliver("penalty", penalty(updated_at="2019-03-02 01:00"), night=NIGHT[1]) == receipt(unchanged=1)


def test_a_refused_correction_leaves_the_version_standing(town: Town) -> None:
    town.deliver("penalty", penalty(), night=NIGHT[0])
    assert town.deliver("penalty", penalty(content="更正", **REFUSED), night=NIGHT[1]) == receipt(quarantined=1)
    assert versions(town) == [(NIGHT[0], None, None)]


def test_a_row_that_brings_a_code_continues_the_record_without(town: Town) -> None:
    town.deliver("penalty", codeless(), night=NIGHT[0], layout="2015")
    assert town.deliver("penalty", penalty(), night=NIGHT[1], layout="2015") == receipt(changed=1)
    assert versions(town) == [(NIGHT[0], NIGHT[1], None), (NIGHT[1], None, None)]
    assert town.rows("select distinct first_accepted_on from core.penalty") == [(NIGHT[0],)]


def test_a_row_without_a_code_sent_again_after_its_continuation_changes_nothing(town: Town) -> None:
    town.deliver("penalty", codeless(), night=NIGHT[0], layout="2015")
    town.deliver("penalty", penalty(), night=NIGHT[1], layout="2015")
    again = town.deliver("penalty", codeless(), penalty(9), night=NIGHT[2], layout="2015")
    assert again == receipt(unchanged=1, new=1)
    assert town.rows("select count(*) from core.penalty where known_to is null") == [(2,)]


@pytest.mark.parametrize("other", [{"doc_no": "另号"}, {"authority": "示例市现局"}, {"party_name": "示例乙有限公司"}])
def test_a_code_continues_only_what_agrees_in_number_unit_and_name(town: Town, other: dict) -> None:
    town.deliver("penalty", codeless(), night=NIGHT[0], layout="2015")
    assert town.deliver("penalty", penalty(**other), night=NIGHT[1], layout="2015") == receipt(new=1)


def test_a_record_that_has_a_code_is_continued_by_no_other_code(town: Town) -> None:
    town.deliver("penalty", penalty(), night=NIGHT[0])
    assert town.deliver("penalty", penalty(credit_code=firm(1)), night=NIGHT[1]) == receipt(new=1)
    assert town.rows("select count(*) from core.penalty where known_to is null") == [(2,)]


def test_a_subject_is_continued_by_its_registration_number(town: Town) -> None:
    town.deliver("subject", subject(credit_code=None, reg_no=REG, name="旧名"), night=NIGHT[0])
    town.deliver("subject", subject(credit_code=firm(1), reg_no=REG, name="新名"), night=NIGHT[1])
    assert town.rows("select name from core.subject where known_to is null") == [("新名",)]


def feedback(n: int) -> Row:
    """A decision that 信用中国 shows."""
    return publication_feedback(doc_no=f"A{n}", kind="处罚")


def test_what_a_snapshot_no_longer_holds_is_closed_and_may_come_back(town: Town) -> None:
    dataset = "publication_feedback"
    town.deliver(dataset, feedback(1), feedback(2), night=NIGHT[0], snapshot=True)
    town.deliver(dataset, feedback(2), night=NIGHT[1], snapshot=True)
    assert town.close_missing(dataset, NIGHT[1], 2) == 1
    first = f"select known_from, known_to, closed_on from core.{dataset} where doc_no = 'A1' order by 1"
    assert town.rows(first) == [(NIGHT[0], NIGHT[1], None), (NIGHT[1], None, NIGHT[1])]
    assert town.close_missing(dataset, NIGHT[2], 2) == 0  # closed once, not every night
    back = town.deliver(dataset, feedback(1), feedback(2), night=NIGHT[3], snapshot=True)
    assert back == receipt(changed=1, unchanged=1)
    assert town.rows(first)[1:] == [(NIGHT[1], NIGHT[3], NIGHT[1]), (NIGHT[3], None, None)]


def test_a_refused_row_of_a_snapshot_is_not_missing(town: Town) -> None:
    dataset = "publication_feedback"
    town.deliver(dataset, feedback(1), feedback(2), night=NIGHT[0], snapshot=True)
    town.deliver(dataset, feedback(1) | {"online_on": "2019-13-01"}, feedback(2), night=NIGHT[1], snapshot=True)
    assert town.close_missing(dataset, NIGHT[1], 2) == 0


def test_nothing_is_closed_when_a_file_of_the_snapshot_is_no_longer_known(town: Town) -> None:
    dataset = "publication_feedback"
    town.deliver(dataset, feedback(1), feedback(2), night=NIGHT[0], snapshot=True)
    town.deliver(dataset, feedback(2), night=NIGHT[1], snapshot=True)
    assert town.close_missing(dataset, NIGHT[1], 2, 99) == 0


def test_a_batch_killed_between_leaves_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.deliver("penalty", penalty(1), night=NIGHT[0])
    batch = town.stage("penalty", [penalty(1, content="更正"), penalty(2), penalty(3, **REFUSED)], NIGHT[1])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "write_quarantine", killed)  # after the versions, before the receipt
    with pytest.raises(KeyboardInterrupt):
        load(town.con, contracts()["penalty"], batch, 0)
    assert versions(town) == [(NIGHT[0], None, None)]
    assert town.rows("select count(*) from ops.quarantine") == [(0,)] and loaded(town.con, batch.id) is None
    monkeypatch.undo()
    assert load(town.con, contracts()["penalty"], batch, 0) == receipt(new=1, changed=1, quarantined=1)


def test_a_receipt_that_does_not_balance_stops_the_batch(town: Town) -> None:
    batch = town.stage("penalty", [penalty(1), penalty(2)], NIGHT[0])
    town.con.execute("insert into incoming.outcome values (7, 'quarantined')")  # a row that is not there
    with pytest.raises(LoadError, match="does not balance"):
        load(town.con, contracts()["penalty"], batch, 0)
    assert versions(town) == [] and loaded(town.con, batch.id) is None


def test_the_receipt_of_a_loaded_batch_can_be_read_again(town: Town) -> None:
    batch = town.stage("penalty", [penalty(1)], NIGHT[0])
    got = load(town.con, contracts()["penalty"], batch, 3)
    assert loaded(town.con, batch.id) == got == replace(receipt(new=1), ignored=3)
    assert sum(asdict(got).values()) - got.ignored == 2 * got.received
    assert loaded(town.con, "another") is None


def test_terms_without_end_and_amounts_are_stored_as_values(town: Town) -> None:
    town.deliver("penalty", penalty(valid_to="长期", fine_wan="1,234.5"))
    assert town.rows("select valid_to, fine_wan::varchar from core.penalty") == [(None, "1234.500000")]


def test_a_record_whose_day_comes_unreadable_is_not_missing(town: Town) -> None:
    """A refused correction leaves the present version standing, also in a snapshot (measures-2019 section 1)."""
    rows = [abnormal_list(credit_code=firm(i), listed_on="2018-11-01") for i in (1, 2)]
    town.deliver("abnormal_list", *rows, night=NIGHT[0], snapshot=True)
    spoilt = abnormal_list(credit_code=firm(2), listed_on="2018-13-45")
    town.deliver("abnormal_list", rows[0], spoilt, night=NIGHT[1], snapshot=True)
    assert town.close_missing("abnormal_list", NIGHT[1], 2) == 0


def test_an_empty_snapshot_closes_what_there_was(town: Town) -> None:
    town.deliver("abnormal_list", abnormal_list(credit_code=firm(1)), night=NIGHT[0], snapshot=True)
    town.deliver("abnormal_list", night=NIGHT[1], snapshot=True)
    assert town.close_missing("abnormal_list", NIGHT[1], 2) == 1
