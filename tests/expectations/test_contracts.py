"""The contracts are the ten datasets as measures-2019 sections 3 to 5 say, and wrong definitions are refused."""

from dataclasses import replace

import pytest

from expectations.codes import code_table
from expectations.contract import Field, contracts
from expectations.headings import folded_heading

# Headings that every importer must know (measures-2019 section 4), and what identifies a row.
LISTS = (
    "主体名称 主体类别 统一社会信用代码 组织机构代码 工商注册号 证件号码 名单类型 列入事由 认定文号 认定单位 列入日期 有效期至 "
    "移出日期 移出原因 状态 企业名称 统一信用代码"
)
HEADINGS = {
    "subject": "主体名称 统一社会信用代码 注册号 组织机构代码 主体类别 成立日期 登记状态 状态日期 区县 登记机关",
    "abnormal_list": "主体名称 统一社会信用代码 列入日期 列入原因 移出日期 列入机关",
    "lost_contact": "主体名称 统一社会信用代码 上报日期 恢复联系日期 上报单位",
    "red_list": LISTS,
    "black_list": LISTS,
    "decision_ledger": "单位 区县 类型 月份 产生数 不予公示数 不予公示依据 文书号清单",
    "publication_feedback": "文书号 类型 机关 上网日期 下网日期",
    "responsible_person": "记录类型 记录编号 机关 人员编号 职务 个人记录编号",
}
KEYS = {
    "subject": ("party", "registrar"),
    "abnormal_list": ("credit_code", "listed_on"),
    "lost_contact": ("credit_code", "reported_on"),
    "permit": ("doc_no", "party", "authority"),
    "penalty": ("doc_no", "party", "authority"),
    "red_list": ("list_type", "party", "listed_on", "doc_no?"),
    "black_list": ("list_type", "party", "listed_on", "doc_no?"),
    "decision_ledger": ("unit", "kind", "month"),
    "publication_feedback": ("doc_no", "authority"),
    "responsible_person": ("record_no", "person_no"),
}
PARTY_2018 = (
    "行政相对人名称 行政相对人类别 行政相对人代码_1(统一社会信用代码) 行政相对人代码_2(工商注册号) "
    "行政相对人代码_3(组织机构代码) 行政相对人代码_4(税务登记号) 行政相对人代码_5(事业单位证书号) "
    "行政相对人代码_6(社会组织登记证号) 法定代表人 法定代表人证件类型 法定代表人证件号码 证件类型 证件号码 "
)
PARTY_2015 = (
    "行政相对人名称 行政相对人代码_1(统一社会信用代码) 行政相对人代码_2(组织机构代码) 行政相对人代码_3(工商登记码) "
    "行政相对人代码_4(税务登记号) 行政相对人代码_5(居民身份证号) 法定代表人姓名 "
)
LAYOUTS = {
    ("permit", "2018"): PARTY_2018
    + "许可决定文书名称 许可决定文书号 许可类别 许可证书名称 许可编号 许可内容 许可决定日期 有效期自 有效期至 许可机关 "
    "许可机关统一社会信用代码 当前状态 数据来源单位 数据来源单位统一社会信用代码 备注",
    ("penalty", "2018"): PARTY_2018
    + "处罚决定书文号 违法行为类型 违法事实 处罚依据 处罚类别 处罚内容 罚款金额(万元) 没收违法所得、没收非法财物金额(万元) "
    "暂扣或吊销证照名称及编号 处罚决定日期 处罚有效期 公示截止期 处罚机关 处罚机关统一社会信用代码 数据来源单位 "
    "数据来源单位统一社会信用代码 备注 当前状态 状态日期",
    ("permit", "2015"): PARTY_2015
    + "行政许可决定书文号 项目名称 审批类别 许可内容 许可决定日期 许可截止期 许可机关 当前状态 "
    "地方编码 数据更新时间戳 备注",
    ("penalty", "2015"): PARTY_2015
    + "行政处罚决定书文号 处罚名称 处罚类别1 处罚类别2 处罚事由 处罚依据 处罚结果 处罚决定日期 处罚机关 当前状态 地方编码 "
    "数据更新时间戳 备注",
}


def test_the_ten_datasets_are_found():
    assert set(contracts()) == set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_as_specified_and_made_of_required_fields(name):
    contract = contracts()[name]
    assert contract.key == KEYS[name]
    parts = [part for part in contract.key if part != "party" and not part.endswith("?")]
    assert all(contract.field(part).required for part in parts)


@pytest.mark.parametrize("name", HEADINGS)
def test_the_headings_of_the_specification_are_known(name):
    known = contracts()[name].headings(None)
    unknown = [heading for heading in HEADINGS[name].split() if folded_heading(heading) not in known]
    assert unknown == []


@pytest.mark.parametrize("name, layout", LAYOUTS)
def test_every_heading_of_a_layout_is_a_field_of_its_own(name, layout):
    known = contracts()[name].headings(layout)
    headings = LAYOUTS[name, layout].split()
    fields = [known[folded_heading(heading)].name for heading in headings]
    assert len(set(fields)) == len(headings)
    wide = [known[folded_heading(h.replace("(", "（").replace(")", "）").replace("_", "＿"))].name for h in headings]
    assert wide == fields


def test_codes_two_and_three_change_their_meaning_between_the_layouts():
    for name in ("permit", "penalty"):
        for layout, second, third in (("2018", "reg_no", "org_code"), ("2015", "org_code", "reg_no")):
            known = contracts()[name].headings(layout)
            assert known[folded_heading("行政相对人代码_2")].name == second
            assert known[folded_heading("行政相对人代码-3")].name == third


def test_personal_fields_are_never_public():
    for contract in contracts().values():
        for f in contract.fields:
            assert not (f.personal and f.public), (contract.name, f.name)
            if f.type in ("id_no", "person_no"):
                assert f.personal, (contract.name, f.name)


@pytest.mark.parametrize(
    "wrong, says",
    [
        (Field("doc_no", "另一列", "text"), "field doc_no stands twice"),
        (Field("x", "", "text"), "field x has no title"),
        (Field("x", "另一列", "colour"), "field x has the unknown type 'colour'"),
        (Field("x", "另一列", "code"), "field x: a code needs a code table"),
        (Field("x", "另一列", "code", codes="nothing"), "code table 'nothing': there is no nothing.csv"),
        (Field("x", "另一列", "text", due="true"), "field x: a condition needs its words"),
        (Field("x", "文 号", "text"), "heading '文 号' stands for both"),
    ],
)
def test_a_wrong_field_is_refused_with_a_sentence(wrong, says):
    contract = contracts()["publication_feedback"]
    with pytest.raises(ValueError, match=says):
        replace(contract, fields=(*contract.fields, wrong))


def test_a_wrong_key_is_refused_with_a_sentence():
    contract = contracts()["publication_feedback"]
    with pytest.raises(ValueError, match="key part 'number' is no field"):
        replace(contract, key=("number",))
    with pytest.raises(ValueError, match="the key names a party, the contract has none"):
        replace(contract, key=("party",))


def test_a_code_table_prefers_the_spelling_of_the_layout():
    table = code_table("decision_state")
    assert (table.exact("2015")["1"], table.exact("2018")["1"]) == ("撤销", "正常")
    assert "1" not in table.exact(None)
    assert "0" not in table.exact("2018")
