"""Which headings each source writes, and which field of the plan stands under each (measures-2019 sections 4 and 5)."""

from __future__ import annotations

from cities.demo.generator.plan import Layout

Columns = tuple[tuple[str, str | None], ...]

PARTY_2018: Columns = (
    ("行政相对人名称", "name"), ("行政相对人类别", "kind"), ("行政相对人代码_1(统一社会信用代码)", "code"),
    ("行政相对人代码_2(工商注册号)", "reg"), ("行政相对人代码_3(组织机构代码)", "org"),
    ("行政相对人代码_4(税务登记号)", "tax"), ("行政相对人代码_5(事业单位证书号)", "institution"),
    ("行政相对人代码_6(社会组织登记证号)", "society"), ("法定代表人", "rep"), ("法定代表人证件类型", "rep_paper"),
    ("法定代表人证件号码", "rep_id"), ("证件类型", "paper"), ("证件号码", "person_id"),
)  # fmt: skip
PERMIT_2018: Columns = PARTY_2018 + (
    ("许可决定文书名称", "title"), ("许可决定文书号", "no"), ("许可类别", "cls"), ("许可证书名称", "certificate"),
    ("许可编号", "certificate_no"), ("许可内容", "text"), ("许可决定日期", "decided"), ("有效期自", "from"),
    ("有效期至", "until"), ("许可机关", "unit"), ("许可机关统一社会信用代码", "unit_code"), ("当前状态", "state"),
    ("数据来源单位", "origin"), ("数据来源单位统一社会信用代码", "origin_code"), ("备注", "note"),
)  # fmt: skip
PENALTY_2018: Columns = PARTY_2018 + (
    ("处罚决定书文号", "no"), ("违法行为类型", "act"), ("违法事实", "facts"), ("处罚依据", "basis"),
    ("处罚类别", "cls"), ("处罚内容", "text"), ("罚款金额(万元)", "fine"),
    ("没收违法所得、没收非法财物金额(万元)", "seized"), ("暂扣或吊销证照名称及编号", "licence"),
    ("处罚决定日期", "decided"), ("处罚有效期", "until"), ("公示截止期", "shown_until"), ("处罚机关", "unit"),
    ("处罚机关统一社会信用代码", "unit_code"), ("数据来源单位", "origin"),
    ("数据来源单位统一社会信用代码", "origin_code"), ("备注", "note"),
)  # fmt: skip
STATE_2018: Columns = (("当前状态", "state"), ("状态日期", "state_date"))
PARTY_2015: Columns = (
    ("行政相对人名称", "name"), ("行政相对人代码_1（统一社会信用代码）", "code"),
    ("行政相对人代码_2（组织机构代码）", "org"), ("行政相对人代码＿3（工商登记码）", "reg"),
    ("行政相对人代码_4（税务登记号）", "tax"), ("行政相对人代码_5（居民身份证号）", "person_id"),
    ("法定代表人姓名", "rep"),
)  # fmt: skip
TAIL_2015: Columns = (("当前状态", "state"), ("地方编码", "region"), ("数据更新时间戳", "stamp"), ("备注", "note"))
PERMIT_2015: Columns = (
    (("行政许可决定书文号", "no"), ("项目名称", "title"), ("审批类别", "cls"), ("许可内容", "text"))
    + PARTY_2015
    + (("许可决定日期", "decided"), ("许可截止期", "until"), ("许可机关", "unit"))
    + TAIL_2015
)
PENALTY_2015: Columns = (
    (("行政处罚决定书文号", "no"), ("处罚名称", "act"), ("处罚类别1", "cls"), ("处罚类别2", "cls_2"))
    + (("处罚事由", "facts"), ("处罚依据", "basis"))
    + PARTY_2015
    + (("处罚结果", "text"), ("处罚决定日期", "decided"), ("处罚机关", "unit"))
    + TAIL_2015
)
PERMIT_EVERYDAY: Columns = (
    ("行政许可决定文书号", "no"), ("行政相对人名称", "name"), ("行政相对人类别", "kind"), ("统一社会信用代码", "code"),
    ("法定代表人", "rep"), ("证件类型", "paper"), ("证件号码", "person_id"), ("许可决定文书名称", "title"),
    ("许可类别", "cls"), ("许可内容", "text"), ("许可决定日期", "decided"), ("有效期自", "from"), ("有效期至", "until"),
    ("许可机关", "unit"), ("状态", "state"), ("经办科室", None), ("数据导出时间", None),
)  # fmt: skip
PENALTY_EVERYDAY: Columns = (
    ("文号", "no"), ("行政相对人名称", "name"), ("行政相对人类别", "kind"), ("统一社会信用代码", "code"),
    ("违法行为类型", "act"), ("违法事实", "facts"), ("处罚依据", "basis"), ("处罚类别", "cls"), ("处罚内容", "text"),
    ("罚款金额（万元）", "fine"), ("处罚决定日期", "decided"), ("处罚有效期", "until"), ("公示截止期", "shown_until"),
    ("处罚机关", "unit"), ("状态", "state"),
)  # fmt: skip
LIST: Columns = (
    ("主体名称", "name"), ("主体类别", "kind"), ("统一社会信用代码", "code"), ("组织机构代码", "org"),
    ("工商注册号", "reg"), ("证件号码", "person_id"), ("名单类型", "list"), ("列入事由", "reason"), ("认定文号", "no"),
    ("认定单位", "unit"), ("列入日期", "listed"), ("有效期至", "until"), ("移出日期", "removed"), ("移出原因", "exit"),
    ("状态", "state"),
)  # fmt: skip
FIRM_LIST: Columns = (
    ("企业名称", "name"), ("主体类别", "kind"), ("统一信用代码", "code"), ("工商注册号", "reg"), ("名单类型", "list"),
    ("列入事由", "reason"), ("认定文号", "no"), ("认定单位", "unit"), ("列入日期", "listed"), ("移出日期", "removed"),
    ("移出原因", "exit"),
)  # fmt: skip

WORDS_2015 = {"state": {"正常": "0", "撤销": "1", "异议": "2", "其他": "3"}}
DIGITS_2018 = {"state": {"正常": "1", "撤销": "2"}}
WORDS_2018 = {"state": {"正常": "有效", "撤销": "无效"}}


def shuffled(columns: Columns) -> Columns:
    """The same columns in another fixed order: by every third, as when a clerk rearranged the sheet."""
    return columns[2::3] + columns[0::3] + columns[1::3]


SUBJECT = Layout((
    ("主体名称", "name"), ("统一社会信用代码", "code"), ("注册号", "reg"), ("组织机构代码", "org"),
    ("主体类别", "kind"), ("成立日期", "registered"), ("登记状态", "status"), ("状态日期", "status_date"),
    ("区县", "county"),
    ("登记机关", "registrar"),
))  # fmt: skip
ABNORMAL = Layout((
    ("主体名称", "name"), ("统一社会信用代码", "code"), ("列入日期", "listed"), ("列入原因", "reason"),
    ("移出日期", "removed"), ("列入机关", "unit"),
))  # fmt: skip
LOST = Layout((
    ("主体名称", "name"), ("统一社会信用代码", "code"), ("上报日期", "reported"), ("恢复联系日期", "restored"),
    ("上报单位", "unit"),
))  # fmt: skip
LEDGER = Layout((
    ("单位", "unit"), ("区县", "county"), ("类型", "kind"), ("月份", "month"), ("产生数", "made"),
    ("不予公示数", "exempt"), ("不予公示依据", "basis"), ("文书号清单", "numbers"),
))  # fmt: skip
FEEDBACK = Layout((
    ("文书号", "no"), ("类型", "kind"), ("机关", "unit"), ("上网日期", "online"), ("下网日期", "offline"),
))  # fmt: skip
RESPONSIBLE = Layout((
    ("记录类型", "kind"), ("记录编号", "record"), ("机关", "unit"), ("人员编号", "person"), ("职务", "post"),
    ("个人记录编号", "personal_record"),
))  # fmt: skip

LAYOUTS: dict[str, dict[str, Layout]] = {
    "scjg_subject": {"subject": SUBJECT},
    "bb_subject": {"subject": SUBJECT},
    "mzj_subject": {"subject": Layout(SUBJECT.columns, "%Y/%m/%d")},
    "sfj_subject": {"subject": Layout(SUBJECT.columns, "%Y.%m.%d")},
    "scjg_abnormal_list": {"abnormal_list": ABNORMAL},
    "scjg_lost_contact": {"lost_contact": LOST},
    "scjg_double_publicity": {
        "permit": Layout(PERMIT_2015, "%Y-%m-%d", WORDS_2015),
        "penalty": Layout(PENALTY_2015, "%Y-%m-%d", WORDS_2015),
    },
    "hb_permit": {"permit": Layout(PERMIT_2018, "%Y/%m/%d", DIGITS_2018)},
    "hb_penalty": {"penalty": Layout(shuffled(PENALTY_2018), "%Y/%m/%d", real_cells=True)},
    "jtys_permit": {"permit": Layout(PERMIT_EVERYDAY, "%Y-%m-%d", WORDS_2018)},
    "wjw_penalty": {"penalty": Layout(PENALTY_EVERYDAY)},
    "yjgl_penalty": {"penalty": Layout(PENALTY_2018 + STATE_2018, "%Y.%m.%d")},
    "zjw_double_publicity": {
        "permit": Layout(PERMIT_2018, "%Y%m%d", WORDS_2018),
        "penalty": Layout(PENALTY_2018, "%Y年%m月%d日"),
    },
    "zrzy_permit": {"permit": Layout(PERMIT_2018, "%Y/%m/%d", WORDS_2018)},
    "cgj_penalty": {"penalty": Layout(PENALTY_2018 + STATE_2018[:1])},
    "rsj_permit": {"permit": Layout(PERMIT_2018, "%Y/%m/%d", DIGITS_2018)},
    "sl_nyj_permit": {"permit": Layout(PERMIT_2015, "%Y/%m/%d", WORDS_2015)},
    "swj_lists": {
        "red_list": Layout((("类型", "colour"), *LIST)),
        "black_list": Layout((("类型", "colour"), *LIST)),
    },
    "fy_black_list": {"black_list": Layout(LIST, "%Y年%m月%d日")},
    "yjgl_black_list": {"black_list": Layout(LIST, "%Y-%m-%d")},
    "scjg_black_list": {"black_list": Layout(FIRM_LIST, "%Y/%m/%d")},
    "rsj_black_list": {"black_list": Layout(LIST, "%Y/%m/%d")},
    "xyb_decision_ledger": {"decision_ledger": LEDGER},
    "xyzx_publication_feedback": {"publication_feedback": FEEDBACK},
    "xyzx_responsible_person": {"responsible_person": RESPONSIBLE},
}
