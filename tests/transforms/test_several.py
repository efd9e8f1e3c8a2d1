"""Cells with several values of a code table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.codes import code_table
from transforms.several import values

TABLE = "penalty_category"
KNOWN = {s.spelling: s.value for s in code_table(TABLE).spellings if not s.spelling.endswith("*")}


@given(
    spelt=st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=6),
    separators=st.lists(st.sampled_from([";", "；", " ; ", "、", "，", ",", ";;", "； "]), min_size=6, max_size=6),
    last=st.sampled_from(["", ";", "； "]),
)
def test_each_value_once_and_in_order(spelt, separators, last):
    text = (
        "".join(s + sep for s, sep in zip(spelt, separators, strict=False))[: -len(separators[len(spelt) - 1])] + last
    )
    assert values(TABLE, "2018", text) == "；".join(dict.fromkeys(KNOWN[s] for s in spelt))


@given(text=st.text("123456789;；、,， 警告罚款没收违法所得非其他-x", max_size=20) | st.text(max_size=20))
def test_every_part_is_a_value_or_the_text_stays(text):
    found = values(TABLE, "", text)
    known = set(code_table(TABLE).values)
    assert found == text or all(part in known or part.startswith("其他") for part in found.split("；"))
    assert values(TABLE, "", found) == found


@pytest.mark.parametrize(
    "text, found",
    [
        ("1;2", "警告；罚款"), ("２；１", "罚款；警告"), ("罰款;警告", "罚款；警告"), ("1;;2", "警告；罚款"), ("；警告；", "警告"),
        ("警告；罚款；警告", "警告；罚款"), ("没收违法所得、没收非法财物", "没收违法所得、没收非法财物"),
        ("警告、没收违法所得、没收非法财物；罚款", "警告；没收违法所得、没收非法财物；罚款"),
        ("暂扣或者吊销许可证、暂扣或者吊销执照;1", "暂扣或者吊销许可证/执照；警告"),
        ("2；其他-责令改正，消除影响；1", "罚款；其他-责令改正，消除影响；警告"), ("其他、警告", "其他；警告"),
    ],
)  # fmt: skip
def test_spellings_of_several_values(text, found):
    assert values(TABLE, "2018", text) == found


@pytest.mark.parametrize(
    "text", ["警告；不知道", "1;7", "；", ";;", "警告/罚款", "警告；罚 款 金", "1;" * 2000, "警告；补充其他"]
)
def test_an_unknown_part_leaves_the_cell_as_it_came(text):
    assert values(TABLE, "2018", text) == text


def test_the_layout_has_its_own_spellings():
    assert values("decision_state", "2015", "0;1") == "正常；撤销"
    assert values("decision_state", "2018", "1;2") != values("decision_state", "2015", "1;2")
