"""Tables made from contracts: typed columns, no clear number of a person, made once."""

from __future__ import annotations

import duckdb
import pytest

from expectations.contract import Contract, contracts
from tests.expectations.rows import PERSON, penalty, person, responsible_person
from tests.town import Town
from warehouse.schema import columns, make_tables, stored


def types(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Column → type."""
    return {row[0]: row[1] for row in con.execute(f"describe core.{table}").fetchall()}


@pytest.mark.parametrize("contract", contracts().values(), ids=lambda c: c.name)
def test_every_field_has_its_column_and_every_version_its_two_times(contract: Contract) -> None:
    con = duckdb.connect()
    make_tables(con, [contract])
    made = types(con, contract.name)
    for f in contract.fields:
        typed = {"day": "DATE", "end": "DATE", "wan": "DECIMAL(18,6)", "count": "BIGINT"}
        assert made[f.name] == typed.get(f.type, "VARCHAR")
        assert f.compared in made
    assert {made[name] for name in ("known_from", "known_to", "closed_on")} == {"DATE"}
    assert {"person", "party", "key", "content_hash", "source", "batch", "sheet", "row_no"} <= set(made)
    assert {c.name for c in contract.carries} <= set(made)
    assert len({name for name, _ in columns(contract)}) == len(columns(contract))


def test_making_tables_again_keeps_what_is_in_them(town: Town) -> None:
    town.deliver("penalty", penalty())
    make_tables(town.con, contracts().values())
    assert town.rows("select count(*) from core.penalty") == [(1,)]


def test_a_persons_number_is_stored_nowhere_in_clear(town: Town) -> None:
    town.deliver("penalty", person(penalty), penalty(2, legal_rep_id_type="身份证", legal_rep_id_no=PERSON))
    town.deliver("responsible_person", responsible_person(person_no=PERSON))
    assert town.rows("select count(*), count(id_no), count(legal_rep_id_no) from core.penalty") == [(2, 1, 1)]
    for table in ("core.penalty", "core.responsible_person"):
        assert town.rows(f"select count(*) from {table} t where contains(t::varchar, '{PERSON}')") == [(0,)]
    same = "select count(distinct n) from (select id_no as n from core.penalty where person union all select person_no from core.responsible_person)"
    assert town.rows(same) == [(1,)]  # one person, one pseudonym


def test_personal_fields_are_stored_as_pseudonyms() -> None:
    f = contracts()["penalty"].field
    assert stored(f("id_no")) == "id_no_p" and stored(f("doc_no")) == "doc_no"
