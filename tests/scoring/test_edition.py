"""The edition as data: what the 2019 table is, and the sentence each wrong definition fails with."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction

import pytest

from scoring.edition import EDITIONS, EditionError, editions, load_edition
from scoring.indicator import Origin
from tests.scoring.table import CAPS

EDITION = load_edition("2019")
ROW = "08_5_double_publicity.toml"


def test_the_table_of_2019():
    assert editions() == ("2019",)
    assert (EDITION.cap, EDITION.bonus, EDITION.window) == (100, 10, (date(2018, 12, 15), date(2019, 3, 15)))
    assert [item.cap for item in EDITION.items] == [4, 4, 6, 6, 6, 6, 10, 17, 14, 22, 5, 10]
    assert [row.id for row in EDITION.indicators] == list(CAPS)
    assert [gate.no for gate in EDITION.gates] == list(range(1, 11))


def test_judged_rows_make_up_seven_points_and_the_bonus():
    judged = [row.cap for row in EDITION.indicators if row.kind == "judged"]
    assert sum(judged, Fraction(0)) == 7 + 10


def test_rows_say_their_rule_and_name_who_answers():
    for row in EDITION.indicators:
        assert row.says.endswith("。") and row.title and row.units and row.evidence and row.clause, row.id
        assert any(char.isdigit() for char in row.says), row.id


def test_measures_fill_the_first_rows():
    assert EDITION.indicator("8.5").origins == {
        "due": Origin("8.5", "denominator"),
        "published": Origin("8.5", "numerator"),
    }
    filled = {row.id for row in EDITION.indicators if row.origins}
    assert filled == {"8.2", "8.5", "10.2", "10.6"}


def test_an_unknown_edition_is_named():
    with pytest.raises(EditionError, match=r"no edition '\.\./editions/2019'; there are: 2019"):
        load_edition("../editions/2019")


@pytest.fixture
def copy(tmp_path):
    """A copy of the edition, and a way to change one of its files."""
    shutil.copytree(EDITIONS / "2019", tmp_path / "2019")

    def change(file, old, new):
        path = tmp_path / "2019" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path / "2019"

    return change


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (ROW, "cap = 2", "cap = 3", "rows of item 8 add up to 18, not to 17"),
        (ROW, "cap = 2", "cap = 2.0", "exact number in quotes"),
        (ROW, 'id = "8.5"', 'id = "8.6"', "file of row 8.6 must begin with"),
        (ROW, 'kind = "computed"', 'kind = "guessed"', "a kind of computed"),
        (ROW, 'says = "', 'said = "', "unknown key 'said'"),
        (ROW, 'clause = "第八项第5条"\n', "", "key 'clause' is missing"),
        (ROW, 'type = "whole", title = "应', 'type = "number", title = "应', "type must be one of"),
        (ROW, 'most = "due"', 'most = "dues"', "bound 'dues' is no other number"),
        (ROW, ', most = "due"', "", "the most of published must be due"),
        (ROW, 'whole = "due"', 'whole = "dues"', "there is no input 'dues'"),
        (ROW, 'kind = "shortfall"', 'kind = "percent"', "kind is one of count, pairs"),
        (ROW, "started = true", "started = 1", "expected bool"),
        (ROW, "under.per_percent.step", "under.per_percent.steps", "no option 'steps' of a policy 'per_percent'"),
        (ROW, "under.per_percent.step", "under.percent.step", "no option 'step' of a policy 'percent'"),
        (ROW, '"8.5.numerator"', '"numerator"', 'expected "measure.count"'),
        (ROW, "[rule]", "[rule", "not readable as TOML"),
        ("07_1_npl_ratio.toml", '["0.05", 0]', '["0.01", 0]', "from left to right"),
        ("07_1_npl_ratio.toml", '["0.05", 0]', '["0.05", 0], ["0.06", 1]', "rise in one place and fall"),
        ("07_2_regional_risk.toml", 'type = "yes_no"', 'type = "whole"', "must be of type yes_no or yes_nos"),
        ("07_6_no_interference.toml", ", length = 3", "", "a length belongs to yes_nos"),
        ("08_3_service_halls.toml", 'requires = "docked"', 'requires = "halls"', "must be of type yes_no"),
        ("edition.toml", "cap = 100", "cap = 99", "items add up to 100, not to 99"),
        ("edition.toml", "bonus = 10", "bonus = 11", "items add up to 10, not to 11"),
        ("edition.toml", '["linear", "step"]', '["linear"]', "at least two options"),
        ("edition.toml", "[policies.per_percent]", "[policies.nobody]\noptions = [true, false]\neffect = ''\n"
         "[policies.per_percent]", "nothing follows the policy 'nobody'"),
        ("edition.toml", 'part = "published"', 'part = "shown"', "gate 5: row 8.5 has no input 'shown'"),
        ("edition.toml", 'below = "0.0001"', 'below = "0.0001", at_most = 1', "exactly one bound"),
        ("edition.toml", "rank_in_gate = true}", "rank = true}", "no option True of a policy 'rank'"),
    ],
)  # fmt: skip
def test_a_wrong_definition_fails_with_a_sentence(copy, file, old, new, words):
    folder = copy(file, old, new)
    with pytest.raises(EditionError) as failed:
        load_edition(folder)
    assert words in str(failed.value)


def test_a_folder_anywhere_is_an_edition(copy):
    assert load_edition(copy(ROW, "率", "比率")).cap == 100
