"""The fields that red and black lists share (measures-2019 section 4)."""

from __future__ import annotations

from expectations.contract import Carry, Contract, Field, Party, Split
from expectations.party import ONE_NAME
from expectations.states import FIRST_ACCEPTED, STATE_KNOWN

LIST_FIELDS = (
    Field(
        "party_name",
        "主体名称",
        "name",
        ("企业名称", "单位名称", "名称", "信用主体名称", "纳税人名称", "被执行人姓名/名称", "被执行人名称"),
        required=True,
    ),
    Field("party_category", "主体类别", "code", ("主体类型", "类别"), codes="party_category", required=True),
    Field(
        "credit_code",
        "统一社会信用代码",
        "credit_code",
        ("统一信用代码", "社会信用代码", "纳税人识别号"),
    ),
    Field("org_code", "组织机构代码", "org_code"),
    Field("reg_no", "工商注册号", "reg_no", ("注册号",)),
    Field(
        "id_no",
        "证件号码",
        "id_no",
        ("身份证号", "身份证号码", "居民身份证号"),
        due="party_category = '自然人'",
        due_says="自然人",
        personal=True,
        public=False,
    ),
    Field("list_type", "名单类型", "text", ("名单名称",), required=True, length=200),
    Field("reason", "列入事由", "text", ("列入原因", "事由"), length=4000),
    Field("doc_no", "认定文号", "number", ("文号", "认定文书号", "案号")),
    Field("authority", "认定单位", "unit", ("认定机关", "认定部门", "列入机关")),
    Field("listed_on", "列入日期", "day", ("认定日期", "列入时间"), required=True, past=True),
    Field("expires_on", "有效期至", "end", ("截止日期", "有效期限至")),
    Field(
        "removed_on",
        "移出日期",
        "day",
        ("退出日期", "移出时间"),
        due="state = '已移出'",
        due_says="状态为已移出的",
        due_always=True,
    ),
    Field("removal_reason", "移出原因", "code", ("退出原因",), codes="removal_reason"),
    Field("state", "状态", "code", ("当前状态",), codes="list_state"),
    Field("state_date", "状态日期", "day"),
    Field(
        "updated_at",
        "数据更新时间戳",
        "text",
        ("时间戳", "更新时间", "导出时间", "数据导出时间"),
        stamp=True,
        public=False,
        length=50,
    ),
    Field("remark", "备注", "text", length=512, public=False),
)

PARTY = Party(
    code="credit_code", org="org_code", reg="reg_no", name="party_name", id="id_no", category="party_category"
)
COLOUR = Split("list_colour", ("类型", "名单类型", "名单性质", "名单类别", "红黑名单", "红黑名单类型"), always=True)
CARRIES: tuple[Carry, ...] = (FIRST_ACCEPTED, STATE_KNOWN)


def list_contract(name: str, title: str) -> Contract:
    """The contract of one colour of list."""
    return Contract(
        name=name,
        title=title,
        grain="一个主体在一张名单上的一次列入",
        source="发改财金规〔2017〕1798号",
        key=("list_type", "party", "listed_on", "doc_no?"),
        answers="authority",
        party=PARTY,
        continues=("list_type", "listed_on", "doc_no_f", "authority_id", "party_name_f"),
        carries=CARRIES,
        spans=(("listed_on", "removed_on"), ("listed_on", "expires_on")),
        split=COLOUR,
        day="listed_on",
        alike=(ONE_NAME,),
        fields=LIST_FIELDS,
    )
