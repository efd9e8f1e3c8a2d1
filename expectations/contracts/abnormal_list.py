"""经营异常名录: a stay on the abnormal list."""

from expectations.contract import Contract, Field, Party
from expectations.party import ONE_NAME

CONTRACT = Contract(
    name="abnormal_list",
    title="经营异常名录",
    grain="在经营异常名录中的一次列入",
    source="企业经营异常名录管理办法；测度说明2019第4节",
    key=("credit_code", "listed_on"),
    answers="authority",
    party=Party(code="credit_code", name="party_name"),
    spans=(("listed_on", "removed_on"),),
    alike=(ONE_NAME,),
    missing="close",
    fields=(
        Field("party_name", "主体名称", "name", ("企业名称", "名称")),
        Field("credit_code", "统一社会信用代码", "credit_code", ("统一信用代码", "社会信用代码"), required=True),
        Field("listed_on", "列入日期", "day", ("设立日期", "列入时间"), required=True, past=True),
        Field("reason", "列入原因", "text", ("列入事由", "列入原因类型名称"), length=4000),
        Field("removed_on", "移出日期", "day", ("移出时间",)),
        Field("authority", "列入机关", "unit", ("列入决定机关", "认定单位")),
        Field("remark", "备注", "text", length=512, public=False),
    ),
)
