"""R15 characters that cannot be right, each told by its own words; findings repeat nothing about a person."""

import random

import duckdb
import pytest

from expectations.misread import LIKELY, MISREAD, SURNAMES
from tests.expectations.rows import (
    PERSON,
    assert_fails,
    check_rows,
    decision_ledger,
    messages,
    penalty,
    permit,
    person,
    rules_failed,
)

REFUSED = {
    "\x01": "控制字符", "\x00": "控制字符", "\x0b": "控制字符", "\x1f": "控制字符", "\x7f": "控制字符", "\x85": "控制字符",
    "\ufffd": "读不出的字节", "锟斤拷": "乱码", "烫烫烫": "乱码", "屯屯屯": "乱码", "ï»¿": "乱码", "Ã©": "乱码", "Â·": "乱码",
    "缁熶竴绀句細": "乱码", "ç»Ÿä¸€ç¤¾": "乱码", "ÖÐ¹ú": "乱码", "¹ú¼Ò": "乱码", "涓€涓": "乱码",
}  # fmt: skip
ODD = [
    "\ue000",
    "\U000f0000",
    "\u200b",
    "\u202e",
    "\u00ad",
    "\u2066",
    "\u3164",
    "<p>",
    "</div>",
    "&nbsp;",
    "<a href='x'>",
]
LAWFUL = ["𠮷", "（一）", "a < b", "é", "·", "㐀", "&", "±5℃", "······", "琛斂浠", "Beyoncé……", "3×4", "®", "①", "Ⅲ"]
ERRORS = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#公式未计算!",
    "####",
]


@pytest.mark.parametrize("field", ["party_name", "content", "doc_no"])
def test_control_and_broken_characters_are_refused_odd_ones_warned_of(at, field):
    cases = [(permit(**{field: f"示例{c}示例"}), f"R15:{field}") for c in REFUSED]
    cases += [(permit(**{field: f"示例{c}示例"}), f"R15:{field}:warn") for c in ODD]
    cases += [(permit(**{field: f"示例{c}示例"}), "") for c in LAWFUL]
    assert_fails(at, "permit", cases)


def test_a_finding_says_what_is_wrong_with_the_characters(at):
    check_rows(at, "permit", [permit(n, authority=f"示例{c}示例") for n, c in enumerate(REFUSED)])
    for words, message in zip(REFUSED.values(), messages(at, "R15"), strict=True):
        assert words in message and "请按原件重新录入" in message
        assert not any(c in message for c in "\x00\x01\x0b\x1f\x7f\x85\ufffd")


def test_error_values_of_a_spreadsheet_are_no_data(at):
    names = [(permit(n, party_name=error), "R15:party_name") for n, error in enumerate(ERRORS)]
    assert_fails(at, "permit", [*names, (permit(party_name="示例#N/A公司"), ""), (permit(content="见#3"), "")])
    assert "错误值" in messages(at, "R15")[0]
    others = ("decided_on", "credit_code", "id_no", "category")
    found = rules_failed(at, "permit", [permit(**{name: "#REF!"}) for name in others])
    assert [name for name, rules in zip(others, found, strict=True) if f"R15:{name}" not in rules] == []
    (found,) = rules_failed(at, "decision_ledger", [decision_ledger(made="#DIV/0!")])
    assert found == {"R15:made", "R11:made"}


def test_a_name_that_lost_characters_is_refused_one_with_a_gap_warned_of(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(party_name="示例????公司"), "R15:party_name"),
            (permit(party_name="示例?公司"), "R15:party_name:warn"),
            (permit(party_name="示例□公司"), "R15:party_name:warn"),
            (permit(content="是否同意?? 同意"), ""),
        ],
    )


def test_line_breaks_are_lawful_in_free_text_only(at):
    assert_fails(
        at,
        "permit",
        [
            (permit(content="第一行\n第二行\r\n\t第三行"), ""),
            (permit(party_name="示例\n公司"), "R15:party_name"),
            (permit(doc_no="示例\t1号"), "R15:doc_no"),
            (permit(authority="示例\r\n局"), "R15:authority"),
            (permit(party_name="示例公司\n"), ""),
        ],
    )


def misread(text: str) -> str:
    """UTF-8 read as GBK."""
    return text.encode().decode("gb18030", "ignore")


def matched(texts: list[str], pattern: str) -> list[str]:
    """The texts in which the pattern is found."""
    with duckdb.connect() as con:
        con.execute("create table t (s varchar)")
        con.execute("insert into t select unnest(?::varchar[])", [texts])
        return [s for (s,) in con.execute("select s from t where regexp_matches(s, ?)", [pattern]).fetchall()]


def test_no_ordinary_name_looks_misread():
    """A hundred thousand names, a third of their characters of those that misread text is made of."""
    chance = random.Random(4)
    every = [bytes([a, b]).decode("gb2312") for a in range(0xB0, 0xF7) for b in range(0xA1, 0xFF) if a != 0xD7]
    rare = "琛斂浠瑁瑜璇璐骞涓浜娴娟婷婧瑾璨濂瀚琪绮缁熶寮犱鏂"
    surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶" + SURNAMES
    given = lambda: chance.choice(rare) if chance.random() < 0.3 else chance.choice(every)  # noqa: E731
    people = [chance.choice(surnames) + "".join(given() for _ in range(chance.choice((1, 2)))) for _ in range(60_000)]
    firms = ["".join(given() for _ in range(3)) + "商贸有限公司" for _ in range(40_000)]
    assert matched([*people, *firms], MISREAD) == []


def test_misread_names_are_known():
    texts = ["张三", "示例市示例局", "统一社会信用代码", "行政处罚", "警告", "罚款人民币2000元", "示例（甲）有限公司"]
    spoilt = [misread(text) for text in texts]
    spoilt += [text.encode().decode("latin-1") for text in texts]
    spoilt += [text.encode("gbk").decode("latin-1") for text in texts]
    assert matched(spoilt, MISREAD) == spoilt
    assert matched(spoilt, LIKELY) == spoilt


def test_a_finding_never_repeats_personal_data(at):
    rows = [
        penalty(1, facts="电话138 0013 8000"),
        person(penalty, party_name="张\x01某某", id_no=PERSON[:17]),
        penalty(3, legal_rep_name="李\n某某"),
        penalty(4, facts="当事人张某某\x01"),
        penalty(5, doc_no=f"示例{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}\x01"),
        penalty(6, credit_code=PERSON),
        penalty(7, credit_code=PERSON[:17] + ("1" if PERSON[17] != "1" else "2")),
        penalty(8, party_category="个人", party_name="王\n某某", credit_code=None, id_no=PERSON),
    ]
    checked = check_rows(at, "penalty", rows)
    said = "".join(message for (message,) in at.con.execute("select message from finding").fetchall())
    assert checked.accepted == 1 and said.count("（略）") >= 5
    digits = "".join(c for c in said if c not in " -")
    assert not any(secret in digits for secret in ("13800138000", "某某", PERSON[:14]))
    parties = "".join(party or "" for (party,) in at.con.execute("select party from staged").fetchall())
    assert PERSON[:17] not in parties


def test_a_nested_value_is_no_number(at):
    refused = ['{"年": 2019}', '["示例1号", "示例2号"]']
    cases = [(penalty(doc_no=number), "R15:doc_no") for number in refused]
    assert_fails(at, "penalty", [*cases, *((penalty(doc_no=lawful), "") for lawful in ("[2019]示例1号", "{示例}1号"))])
