"""Stage: canonical spelling, who a row is about, which record it is, and which lines are no rows (measures-2019 2, 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cities.source import FileFeed, Source
from expectations.contract import contracts
from tests.expectations.rows import FIRM, PERSON, Desk, Row, desk, penalty, permit, person, row, sheet_of, stage_rows
from transforms.stage import Receipt, stage
from transforms.table import find_tables

HEADING = ["主体名称", "主体类别", "名单类型", "列入日期", "统一社会信用代码"]
LISTED = ["示例甲", "法人及非法人组织", "示例名单", "2019-01-07", FIRM]
SOURCE = Source("a", "甲", "a", ("black_list",), "delta", FileFeed("", "*"))


@pytest.fixture
def at(tmp_path: Path):
    """A connection with the macros and an empty folder for cells."""
    with desk(tmp_path) as at:
        yield at


def staged(at: Desk, dataset: str, rows: Sequence[Row], columns: str, **how) -> list[tuple]:
    """These columns of the staged rows."""
    stage_rows(at, dataset, rows, **how)
    return at.con.execute(f"select {columns} from staged order by row_no").fetchall()


def listed(
    at: Desk, *lines: Sequence[str | None], source: Source | None = SOURCE, units: dict | None = None
) -> Receipt:
    """Stage a black list of these lines under the heading."""
    tables = find_tables(sheet_of(at.folder, [HEADING, *lines], 5), [contracts()["black_list"]], source)
    assert isinstance(tables, list)
    return stage(at.con, tables, source, units or {})


def test_one_spelling_for_days_amounts_codes_and_layouts_states(at: Desk) -> None:
    rows = [
        penalty(decided_on="2019年1月7日", fine_wan="1,234.50", category="警告", state="1", valid_to="永久"),
        penalty(decided_on="20190107", fine_wan="０.5", state="2", valid_to="2099-12-31"),
    ]
    columns = "decided_on, fine_wan, state, valid_to"
    wanted = [("2019-01-07", "1234.5", "正常", "长期"), ("2019-01-07", "0.5", "撤销", "长期")]
    assert staged(at, "penalty", rows, columns, layout="2018") == wanted
    assert [state for (state,) in staged(at, "penalty", rows, "state", layout="2015")] == ["撤销", "异议"]


def test_what_is_not_clear_stays_as_it_came(at: Desk) -> None:
    rows = [penalty(decided_on="19/1/7", fine_wan="约3万", state="大概")]
    assert staged(at, "penalty", rows, "decided_on, fine_wan, state") == [("19/1/7", "约3万", "大概")]


@pytest.mark.parametrize("nothing", ["", "  ", "/", "无", "NULL", "—", "　"])
def test_spellings_of_nothing_are_nothing(at: Desk, nothing: str) -> None:
    assert staged(at, "penalty", [penalty(remark=nothing, reg_no=nothing)], "remark, reg_no") == [(None, None)]


@pytest.mark.parametrize(
    ("cells", "party"),
    [
        ({}, FIRM),
        ({"credit_code": None}, "YH0000018"),
        ({"credit_code": None, "org_code": None}, "429700000000015"),
        ({"credit_code": None, "org_code": None, "reg_no": None, "party_name": "甲 （示例）"}, "甲(示例)"),
    ],
)
def test_the_party_is_the_first_mark_that_is_given(at: Desk, cells: dict, party: str) -> None:
    assert staged(at, "penalty", [penalty(**cells)], "party, person") == [(party, False)]


def test_a_person_is_known_by_the_pseudonym_of_the_id(at: Desk) -> None:
    rows = [person(penalty), person(penalty, id_no=PERSON.lower()), person(penalty, id_no=None, party_name="示例人")]
    (first, _), (second, _), nameless = staged(at, "penalty", rows, "party, person")
    assert first == second and len(first) == 32 and nameless == ("示例人", True)
    by_layout = staged(at, "penalty", [person(penalty), penalty()], "person", layout="2015")
    assert by_layout == [(True,), (False,)]  # no category there: an id and no code


def test_keys_fold_numbers_and_name_units_by_department(at: Desk) -> None:
    lines = [[*LISTED[:4], None], LISTED]
    listed(at, *lines, units={})
    assert at.con.execute("select key from staged order by row_no").fetchall() == [
        ("示例名单|示例甲|2019-01-07",),
        (f"示例名单|{FIRM}|2019-01-07",),  # the number is a part only when filled
    ]
    (key,) = staged(at, "permit", [permit(doc_no="示〔2019〕0１号", authority="示例 市局")], "key")[0]
    assert key == f"示(2019)01号|{FIRM}|示例市局"
    assert staged(at, "permit", [permit(decided_on="x", doc_no=None)], "key") == [(None,)]


def test_units_are_found_by_name_or_alias(at: Desk) -> None:
    source = replace(SOURCE, constants={"authority": "示例 局"})
    listed(at, LISTED, source=source, units={"示例局": "bureau"})
    assert at.con.execute("select authority, authority_id from staged").fetchall() == [("示例 局", "bureau")]


def test_content_is_all_columns_but_the_stamp_in_normal_form(at: Desk) -> None:
    rows = [
        penalty(),
        penalty(updated_at="昨天", decided_on="2019/1/7", party_name="示例甲 有限公司"),
        penalty(content="另一内容"),
        person(penalty),
        person(penalty, id_no=None),
    ]
    first, same, other, someone, nobody = (h for (h,) in staged(at, "penalty", rows, "content_hash"))
    assert first == same and len({first, other, someone, nobody}) == 4


def test_lines_that_are_no_rows_are_ignored_and_counted(at: Desk) -> None:
    receipt = listed(
        at,
        LISTED,
        [],
        HEADING,
        ["合计", "1"],
        ["填表人：示例", None, "审核：示例"],
        ["说明：本表由示例局填报"],
        ["合计", "法人及非法人组织", "示例名单", "2019-01-07", FIRM],  # a total, however full of cells
    )
    assert (receipt.received, receipt.ignored) == (1, 6)
    assert at.con.execute("select row_no, sheet from staged order by 1").fetchall() == [(2, None)]


def test_record_numbers_count_from_the_heading(at: Desk) -> None:
    tables = find_tables(sheet_of(at.folder, [["示例市黑名单"], HEADING, LISTED], 5), [contracts()["black_list"]], None)
    assert stage(at.con, tables, None, {}) == Receipt(received=1, ignored=1)
    assert at.con.execute("select row_no from staged").fetchall() == [(2,)]


def test_constants_and_recodes_of_the_source(at: Desk) -> None:
    source = replace(SOURCE, constants={"list_type": "常量名单"}, recode={"party_category": {"公司": "法人"}})
    listed(at, ["示例甲", "公司", "别的", "2019-01-07", FIRM], source=source)
    found = at.con.execute("select list_type, party_category from staged").fetchall()
    assert found == [("常量名单", "法人及非法人组织")]


def test_a_sheet_of_both_colours_is_divided_by_its_column(at: Desk) -> None:
    source = replace(SOURCE, datasets=("red_list", "black_list"), constants={"list_type": "示例名单"})
    heading = [*HEADING[:2], "类型", *HEADING[3:]]
    lines = [[*LISTED[:2], colour, *LISTED[3:]] for colour in ("红名单", "黑名单", "黑名单", "灰名单")]
    candidates = [contracts()[name] for name in source.datasets]
    tables = find_tables(sheet_of(at.folder, [heading, *lines], 5), candidates, source)
    counts = {table.contract.name: stage(at.con, [table], source, {}) for table in tables}
    assert counts == {
        "red_list": Receipt(2, 0),
        "black_list": Receipt(2, 0),
    }  # 灰名单 stays with the first, to be refused


@pytest.mark.parametrize("dataset", contracts())
def test_every_dataset_stages_a_valid_row_with_a_key(at: Desk, dataset: str) -> None:
    (found,) = staged(at, dataset, [row(dataset)], "key, content_hash, person")
    assert found[0] and len(found[1]) == 32 and found[2] is False
