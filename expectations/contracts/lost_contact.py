"""失联主体: a subject that cannot be reached."""

from expectations.contract import Contract, Field, Party
from expectations.party import ONE_NAME

CONTRACT = Contract(
    name="lost_contact",
    title="失联主体",
    grain="一个主体的一次失联",
    source="评估表第十项细则（1）；测度说明2019第4节",
    key=("credit_code", "reported_on"),
    answers="authority",
    party=Party(code="credit_code", name="party_name"),
    spans=(("reported_on", "restored_on"),),
    alike=(ONE_NAME,),
    missing="close",
    fields=(
        Field("party_name", "主体名称", "name", ("企业名称", "名称")),
        Field("credit_code", "统一社会信用代码", "credit_code", ("统一信用代码", "社会信用代码"), required=True),
        Field("reported_on", "上报日期", "day", ("上报时间",), required=True, past=True),
        Field("restored_on", "恢复联系日期", "day", ("恢复日期",)),
        Field("authority", "上报单位", "unit", ("填报单位",)),
        Field("remark", "备注", "text", length=512, public=False),
    ),
)
