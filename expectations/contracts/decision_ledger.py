"""决定台账: how many decisions a unit made in a month, the denominator of publication (facts 4.3)."""

from expectations.contract import Contract, Field

CONTRACT = Contract(
    name="decision_ledger",
    title="决定台账",
    grain="一个单位一个月一类决定的数量",
    source="发改办财金〔2018〕424号；测度说明2019第4节",
    key=("unit", "kind", "month"),
    answers="unit",
    missing="close",
    fields=(
        Field("unit", "单位", "unit", ("单位名称", "部门", "部门名称", "机关"), required=True),
        Field("county", "区县", "text", ("所属区县",), length=50),
        Field("kind", "类型", "code", ("决定类型", "类别"), codes="decision_kind", required=True),
        Field("month", "月份", "month", ("年月", "统计月份"), required=True),
        Field("made", "产生数", "count", ("产生数量", "决定数"), required=True),
        Field("exempt", "不予公示数", "count", ("不予公示数量",)),
        Field("exempt_basis", "不予公示依据", "text", length=4000),
        Field("doc_nos", "文书号清单", "numbers", ("文号清单",), length=10000),
        Field("remark", "备注", "text", length=512, public=False),
    ),
)
