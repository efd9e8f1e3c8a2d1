"""Headings are compared without what templates, typists and programs add to them."""

import pytest

from expectations.contract import contracts
from expectations.headings import folded_heading

PENALTY = contracts()["penalty"].headings("2018")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("*处罚决定书文号", "doc_no"),
        ("★ 处罚决定书文号（必填）", "doc_no"),
        ("处罚决定书\n文号", "doc_no"),
        ("處罰決定書文號", "doc_no"),
        ("字轨", "doc_no"),
        ("文书字轨", "doc_no"),
        ("文,号", "doc_no"),
        ("文，号", "doc_no"),
        ("处罚决定日期（格式：YYYY/MM/DD）", "decided_on"),
        ("处罚决定日期(yyyy-mm-dd)", "decided_on"),
        ("文书制作日期：", "decided_on"),
        ("行政相对人代码＿３（组织机构代码）", "org_code"),
        ("行政相对人代码-3", "org_code"),
        ("行政相对人代码_1（统一社会信用代码或纳税人识别号）", "credit_code"),
        ("\ufeff行政相对人名称 ", "party_name"),
        ("行政\u200b相对人名称", "party_name"),
        ("行政相对人类别（下拉选择）", "party_category"),
        ("罚款金额（万元）", "fine_wan"),
        ("罚款金额【万元】（选填，没有则不填）", "fine_wan"),
    ],
)
def test_a_decorated_heading_is_known(heading, field):
    assert PENALTY[folded_heading(heading)].name == field


def test_what_tells_headings_apart_stays():
    assert folded_heading("罚款金额（元）") != folded_heading("罚款金额（万元）")
    assert folded_heading("行政相对人代码_2") != folded_heading("行政相对人代码_3")
    assert folded_heading("法定代表人（负责人）") != folded_heading("法定代表人")
    assert folded_heading("文号") != folded_heading("文,号")
