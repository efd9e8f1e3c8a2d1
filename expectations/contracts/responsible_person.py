"""责任人: a person responsible for a unit's dishonesty record, the link of 10.2."""

from expectations.contract import Contract, Field

CONTRACT = Contract(
    name="responsible_person",
    title="责任人",
    grain="一条单位失信记录的一个责任人",
    source="发改财金规〔2017〕1798号；测度说明2019第4节",
    key=("record_no", "person_no"),
    answers="authority",
    missing="close",
    fields=(
        Field("record_kind", "记录类型", "code", codes="record_kind", required=True),
        Field("record_no", "记录编号", "number", ("文书号", "认定文号"), required=True),
        Field("authority", "机关", "unit", ("认定单位", "处罚机关", "决定机关")),
        Field("person_no", "人员编号", "person_no", ("证件号码",), required=True, personal=True, public=False),
        Field("duty", "职务", "code", ("责任类型",), codes="duty"),
        Field(
            "person_record_no", "个人记录编号", "text", ("个人失信记录编号",), length=128, personal=True, public=False
        ),
        Field("remark", "备注", "text", length=512, public=False),
    ),
)
