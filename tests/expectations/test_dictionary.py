"""The dictionary says what the contracts say, in the fixed form, and the generated pages are current."""

from pathlib import Path

import pytest

from expectations.contract import contracts
from expectations.dictionary import dictionary
from expectations.docs import main, pages
from expectations.rules import TITLES, catalogue

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_the_pages_are_written_where_asked(tmp_path):
    main(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dictionary.md", "rules.md"]


@pytest.mark.parametrize("contract", contracts().values(), ids=contracts())
def test_the_dictionary_has_the_form_of_the_interface(contract):
    entry = dictionary(contract)
    assert (entry["name"], entry["title"]) == (contract.name, contract.title)
    assert [f["name"] for f in entry["fields"]] == [f.name for f in contract.fields]
    for f in entry["fields"]:
        assert {"name", "title", "aliases", "type", "personal", "public", "required"} <= set(f)
        assert isinstance(f["aliases"], list) and isinstance(f["required"], bool)


def test_an_entry_says_all_there_is_to_know_of_a_column():
    (category,) = [f for f in dictionary(contracts()["permit"])["fields"] if f["name"] == "party_category"]
    assert category["values"] == ["法人及非法人组织", "自然人", "个体工商户"]
    assert category["layouts"] == ["2018"] and category["due"] == "每一行" and not category["required"]
    assert dictionary(contracts()["black_list"])["key"] == ["名单类型", "主体", "列入日期", "认定文号（有则计入）"]
    (fine,) = [f for f in dictionary(contracts()["penalty"])["fields"] if f["name"] == "fine_wan"]
    assert fine["in_yuan"] == ["罚款金额(元)", "罚款数额(元)"] and fine["layouts"] == ["2018", "2015"]


def test_the_rule_page_names_every_rule_and_every_dataset():
    page = pages()["rules.md"]
    said = {entry["id"] for contract in contracts().values() for entry in catalogue(contract)}
    assert said == set(TITLES), "every titled rule exists and every rule has a title"
    assert all(f"## {rule} {title}" in page for rule, title in TITLES.items())
    assert all(contract.title in page for contract in contracts().values())
