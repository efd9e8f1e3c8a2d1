"""The second opinion counts what the check counts, notices when either is wrong, and leaves nothing behind."""

import logging
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from expectations.check import check
from expectations.contract import Contract, contracts
from expectations.gate import CONFLICTS, GateDisagrees, GateFailed, agree, grouped, opinion, plain, suite
from expectations.rules import Rule, catalogue
from tests.expectations.rows import (
    FIRM,
    LAYOUTS,
    PERSON,
    SOLE,
    check_rows,
    failed,
    penalty,
    permit,
    person,
    red_list,
    row,
    stage_rows,
)

LATE_BEFORE = date(2019, 3, 6)
CHILD = "429797201001018013"
# Cells that break some rule or other in a column of some type, and some that break none.
CELLS = (
    None, "", " ", "无", "字" * 4_500, "字" * 9_000, "字" * 20_001,
    "甲\x01", "甲\n乙", "甲\ue000", "甲\u200b乙", "<p>示例</p>", "'\"{batch}:x%s\\",
    "示例13800138000示例", "示例420202199901011234示例", "锟斤拷", "缁熶竴绀句細", "#N/A", "示例?公司", "示例??公司", "**1234",
    "0" * 20, "00000000000000000X", "4.20E+17", "43427", "1.5万", "0.0000001", "-1",
    "15000元", "2019-13-01", "2019-03-16", "1949-09-30", "2019/3/5", "长期",
    "未知", "其他-示例", "罚款人民币15000元", "罚款2.5万元", "没收违法所得", "暂扣许可证", "自然人",
    "个体工商户", "护照",
    FIRM, SOLE, FIRM[:-1], PERSON, "420202491231002", "42979720100101801X", "110108000000016", "110108000000017", "11010519491231002X",
)  # fmt: skip


def spoilt(dataset: str) -> list[dict]:
    """A row for every field with every one of these cells, two rows that conflict, a copy, and what needs two cells."""
    fields = [f.name for f in contracts()[dataset].fields]
    rows = [row(dataset, n, **{f: cell}) for f in fields for n, cell in enumerate(CELLS)]
    rows += [row(dataset), row(dataset), row(dataset, remark="另一内容"), row(dataset, beyond="多出的一格")]
    return rows + [row(dataset, **cells) for cells in TOGETHER if set(cells) <= set(fields)]


TOGETHER = (
    {"category": "没收非法财物", "confiscated_wan": None},
    {"category": "暂扣许可证", "suspended_licence": None},
    {"category": "罚款", "fine_wan": None},
    {"content": "罚款人民币15000元", "fine_wan": "15000"},
    {"party_category": "自然人", "credit_code": "00000000000000000X"},
    {"name": "示例", "credit_code": None, "reg_no": None},
    {"state": "注销", "state_date": None},
    {"state": "已移出", "removed_on": None},
    {"party_name": "示例乙有限公司", "doc_no": "另一文号"},
    {"name": "示例乙有限公司", "registrar": "示例乙局"},
    {"party_name": "示例乙有限公司"},
    {"authority": "示例乙局"},
    {"id_no": CHILD},
    {"category": "通报批评"},
    {"category_2": "通报批评"},
    {"id_no": PERSON, "party_category": "法人及非法人组织"},
)


@pytest.mark.slow
@pytest.mark.parametrize("dataset, layout", LAYOUTS)
def test_counts_are_equal_for_every_rule_of_every_contract(at, dataset, layout):
    table, rules, _ = stage_rows(at, dataset, spoilt(dataset), LATE_BEFORE, layout=layout)
    checked = check(at.con, table.contract, rules, table.headings)
    counts = opinion(at.con, table.contract, rules)
    assert set(counts) == {*grouped(rules), "R14"}
    assert sum(counts.values()) == sum(checked.failures.values())
    agree(checked, counts)
    silent = {
        rule.name for rule in rules if not checked.failures[rule.name] and not asleep(table.contract, rule, layout)
    }
    assert silent == set(), "a rule without a failing row proves nothing here"


def asleep(contract: Contract, rule: Rule, layout: str | None) -> bool:
    """What no row here can fail: conditions of the 2018 layout in the 2015 one, a colour that no column says."""
    if rule.part == "kind":
        return True
    return layout == "2015" and rule.field is not None and contract.field(rule.field).due is not None


@pytest.mark.slow
def test_conflicts_are_counted_as_the_check_counts_them(at):
    refused = permit(3, decided_on="2019-13-01")
    rows = [
        permit(1),
        permit(1, content="甲"),
        permit(1, content="甲"),
        permit(2),
        permit(2),
        refused,
        permit(3),
        permit(4),
    ]
    table, rules, _ = stage_rows(at, "permit", rows)
    checked = check(at.con, table.contract, rules, table.headings)
    assert checked.failures["R14"] == 2
    assert opinion(at.con, table.contract, rules)["R14"] == 2


@pytest.mark.slow
def test_a_rule_whose_sql_went_wrong_is_noticed(at):
    rows = [penalty(1, party_name=None), penalty(2, category="示例"), penalty(3)]
    table, rules, _ = stage_rows(at, "penalty", rows)
    wrong = [
        replace(rule, fails="false") if rule.name in ("R01:party_name", "R03:category") else rule for rule in rules
    ]
    checked = check(at.con, table.contract, wrong, table.headings)
    with pytest.raises(
        GateDisagrees, match=r"R01:party_name：检查0行，复核1行；R03:category：检查0行，复核1行"
    ) as caught:
        agree(checked, opinion(at.con, table.contract, rules))
    assert caught.value.counts == {"R01:party_name": (0, 1), "R03:category": (0, 1)}


@pytest.mark.slow
def test_a_row_lost_after_the_check_is_noticed(at):
    table, rules, _ = stage_rows(at, "permit", [permit(1, decided_on=None), permit(2)])
    checked = check(at.con, table.contract, rules, table.headings)
    at.con.execute("delete from staged where decided_on is null")
    with pytest.raises(GateDisagrees, match="R01:decided_on：检查1行，复核0行"):
        agree(checked, opinion(at.con, table.contract, rules))


@pytest.mark.slow
def test_an_expectation_that_raises_names_the_rule_and_no_value(at, caplog, capsys):
    table, rules, _ = stage_rows(at, "permit", [permit(1, party_name="示例秘密")])
    check(at.con, table.contract, rules, table.headings)
    broken = replace(rules[-1], id="R99", fails="cast(party_name as int) > 0", expectation=None)
    with caplog.at_level(logging.DEBUG), pytest.raises(GateFailed, match="规则R99") as caught:
        opinion(at.con, table.contract, [broken])
    told = str(caught.value) + caplog.text + "".join(capsys.readouterr())
    assert "示例秘密" not in told and caught.value.__cause__ is None


@pytest.mark.slow
def test_it_reads_inside_the_owners_transaction_and_leaves_nothing(at):
    table, rules, _ = stage_rows(at, "red_list", [red_list(1)])
    check(at.con, table.contract, rules, table.headings)
    objects = "select table_name from duckdb_tables() union all select view_name from duckdb_views() where not internal"
    before = sorted(at.con.execute(objects).fetchall())
    at.con.execute("begin")
    at.con.execute("update staged set party_name = null")
    assert opinion(at.con, table.contract, rules)["R01:party_name"] == 1
    at.con.execute("rollback")
    assert opinion(at.con, table.contract, rules)["R01:party_name"] == 0
    assert sorted(at.con.execute(objects).fetchall()) == before


@pytest.mark.slow
def test_the_suite_is_data_with_one_expectation_per_name_that_is_compared(at):
    table, rules, _ = stage_rows(at, "permit", [person(permit)])
    listed = suite(table.contract, rules).to_json_dict()["expectations"]
    assert sorted(e["meta"]["rule"] for e in listed) == sorted([*grouped(rules), "R14"])
    kinds = {e["type"] for e in listed}
    assert kinds == {
        "expect_column_values_to_not_be_null", "expect_column_value_lengths_to_be_between",
        "expect_column_values_to_be_in_set", "expect_column_values_to_match_regex", "unexpected_rows_expectation",
    }  # fmt: skip


def test_a_count_without_counterpart_is_a_disagreement(at):
    checked = check_rows(at, "permit", [permit(1)])
    assert failed(checked) == {}
    counts = dict.fromkeys([*grouped(checked.rules), "R14"], 0)
    agree(checked, counts)
    with pytest.raises(GateDisagrees, match="R14：检查0行，复核None行"):
        agree(checked, {name: n for name, n in counts.items() if name != "R14"})
    with pytest.raises(GateDisagrees, match="R99：检查None行，复核0行"):
        agree(checked, counts | {"R99": 0})


def test_braces_and_colons_survive_the_two_rounds_of_templates():
    sql = r"regexp_matches(x, '\A(?:0{7,}|[:：])\z') or x::int > 1"
    assert plain(sql).format(batch="staged").replace("\\:", ":") == sql
    assert CONFLICTS.format(batch="staged").count("staged") == 2


def test_importing_the_gate_does_not_import_great_expectations():
    code = "import sys, expectations.gate; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_rule_of_the_catalogue_has_words():
    assert all(entry["words"] for contract in contracts().values() for entry in catalogue(contract))
