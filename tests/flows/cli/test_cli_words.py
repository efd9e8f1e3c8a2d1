"""`credit rules` and `credit dictionary` print the fixed forms."""

from __future__ import annotations


def test_rules_of_one_dataset_have_exactly_five_members(run) -> None:
    rules = run("rules", "penalty", "--json").json
    assert {tuple(rule) for rule in rules} == {("id", "dataset", "field", "severity", "words")}
    assert {rule["dataset"] for rule in rules} == {"penalty"}
    assert {rule["severity"] for rule in rules} == {"reject", "warn"}
    assert {"id": "R01", "field": "doc_no"}.items() <= rules[[r["field"] for r in rules].index("doc_no")].items()


def test_rules_of_all_datasets_are_those_of_each(run) -> None:
    every = run("rules", "--json").json
    names = {rule["dataset"] for rule in every}
    assert {"subject", "permit", "penalty", "red_list", "black_list"} <= names
    assert sum(len(run("rules", name, "--json").json) for name in names) == len(every)


def test_rules_for_people_name_the_rule(run) -> None:
    assert "必填项缺失" in run("rules", "subject").out


def test_dictionary_has_every_field_with_its_words(run) -> None:
    (described,) = run("dictionary", "black_list", "--json").json["datasets"]
    assert (described["name"], described["title"]) == ("black_list", "黑名单")
    fields = {field["name"]: field for field in described["fields"]}
    assert {"name", "title", "aliases", "type", "personal", "public", "required"} <= set(fields["id_no"])
    assert (fields["id_no"]["personal"], fields["id_no"]["public"]) == (True, False)
    assert fields["party_name"]["required"] is True and "企业名称" in fields["party_name"]["aliases"]


def test_dictionary_for_people_shows_headings(run) -> None:
    assert "主体名称" in run("dictionary", "subject").out


def test_an_unknown_dataset_is_named_with_those_there_are(run) -> None:
    for command in ("rules", "dictionary"):
        answer = run(command, "penalties")
        assert answer.code == 78
        assert "'penalties'" in answer.err and "penalty" in answer.err
