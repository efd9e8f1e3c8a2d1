"""Definitions say what they must: file name = id, words for everything, aliases that mean one thing, caps that add up."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
import sqlglot

from cities.city import CITIES, load_city
from expectations.codes import FOLDER as CODES
from expectations.codes import code_table
from expectations.contract import Contract, contracts
from expectations.headings import folded_heading
from expectations.rules import Shape, rules_for
from scoring import measure as measuring
from scoring.edition import Edition, load_edition
from tests.codebase.tree import ROOMS, ROOT, name, room, tracked
from tests.town import LATER
from transforms.link import linked

CHINESE = re.compile(r"[一-龥]")
EDITION_ROWS = sorted((ROOT / "scoring" / "editions" / "2019").glob("[0-9]*.toml"))
SQL_FILES = [path for path in tracked() if path.suffix == ".sql" and room(path) in ROOMS]


def edition() -> Edition:
    """The edition of 2019."""
    return load_edition("2019")


@pytest.mark.parametrize("contract", contracts().values(), ids=lambda c: c.name)
class TestContract:
    """Every contract."""

    def test_file_name_is_the_name(self, contract: Contract) -> None:
        assert (ROOT / "expectations" / "contracts" / f"{contract.name}.py").is_file()

    def test_contract_and_fields_have_chinese_words(self, contract: Contract) -> None:
        assert CHINESE.search(contract.title) and CHINESE.search(contract.grain) and CHINESE.search(contract.source)
        assert [f.name for f in contract.fields if not CHINESE.search(f.title)] == []

    def test_a_heading_stands_for_one_field(self, contract: Contract) -> None:
        for layout in contract.layout_names:
            for f in contract.fields_in(layout):
                known = [f.title, *f.aliases, *f.in_yuan, *f.aliases_in.get(layout or "", ())]
                assert len({folded_heading(k) for k in known}) == len(known), f"{f.name} names a heading twice"
                assert {contract.headings(layout)[folded_heading(k)].name for k in known} == {f.name}

    def test_rules_and_links_parse(self, contract: Contract) -> None:
        for layout in contract.layout_names:
            present = frozenset(f.name for f in contract.fields_in(layout))
            for rule in rules_for(contract, Shape(layout, present, LATER, None)):
                sqlglot.parse_one(rule.fails, read="duckdb")
        sqlglot.parse_one(linked(contract, "somewhere"), read="duckdb")


def test_measure_files_begin_with_their_id() -> None:
    for path in measuring.FOLDER.glob("*.sql"):
        id = re.search(r"^-- id: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert id, f"{path.name} has no id"
        number = re.match(r"(\d\d)_(\d+)_", path.name)
        expected = f"{int(number[1])}.{int(number[2])}" if number else path.stem
        assert id[1] == expected, f"{path.name} says id {id[1]}"


def test_measures_are_titled_in_chinese() -> None:
    for measure in measuring.measures().values():
        assert CHINESE.search(measure.title) and CHINESE.search(measure.says)


def test_rows_of_the_edition_are_named_by_their_id_and_each_has_cases() -> None:
    ids = {indicator.id for indicator in edition().indicators}
    named = set()
    for path in EDITION_ROWS:
        item, row = re.match(r"(\d\d)_(\w+?)_", path.name).groups()  # type: ignore[union-attr]
        named.add(f"{int(item)}.{row}")
    assert named == ids == {path.stem for path in (ROOT / "tests" / "indicators").glob("*.yaml")}


def test_caps_add_up_to_100_and_10() -> None:
    caps = {indicator.id: Fraction(indicator.cap) for indicator in edition().indicators}
    bonus = sum(cap for id, cap in caps.items() if id.startswith("12."))
    assert (sum(caps.values()) - bonus, bonus) == (100, 10)


def test_every_source_of_every_city_is_found_under_its_id() -> None:
    for folder in sorted(path.parent for path in CITIES.glob("*/city.toml")):
        city = load_city(folder)
        assert {source.id for source in city.sources} == {path.stem for path in (folder / "sources").glob("*.toml")}
        unknown = {dataset for source in city.sources for dataset in source.datasets} - set(contracts())
        assert not unknown, f"{folder.name} names datasets without a contract"


def test_every_code_table_reads_and_is_used() -> None:
    used = {f.codes for contract in contracts().values() for f in contract.fields if f.codes}
    used |= {contract.split.codes for contract in contracts().values() if contract.split}
    tables = {path.stem for path in CODES.glob("*.csv")}
    assert {code_table(table).name for table in tables} == used


@pytest.mark.parametrize("path", SQL_FILES, ids=name)
def test_sql_files_parse(path: Path) -> None:
    text = re.sub(r"\{\w+\}", "placeholder", path.read_text(encoding="utf-8"))
    assert [statement for statement in sqlglot.parse(text, read="duckdb") if statement]


def test_sql_files_say_what_a_row_is() -> None:
    silent = [name(path) for path in SQL_FILES if not path.read_text(encoding="utf-8").lstrip().startswith("--")]
    assert not silent
