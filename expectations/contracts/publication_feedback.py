"""公示反馈: a decision seen on 信用中国."""

from expectations.contract import Contract, Field

CONTRACT = Contract(
    name="publication_feedback",
    title="公示反馈",
    grain="信用中国上的一份决定",
    source="发改办财金〔2018〕424号；测度说明2019第4节",
    key=("doc_no", "authority"),
    answers="authority",
    spans=(("online_on", "offline_on"),),
    missing="close",
    fields=(
        Field("doc_no", "文书号", "number", ("文号", "决定书文号", "决定文书号"), required=True),
        Field("kind", "类型", "code", ("决定类型", "类别"), codes="decision_kind", required=True),
        Field("authority", "机关", "unit", ("决定机关", "处罚机关", "许可机关"), required=True),
        Field("online_on", "上网日期", "day", ("公示日期", "发布日期"), required=True),
        Field("offline_on", "下网日期", "day", ("撤下日期",)),
        Field("remark", "备注", "text", length=512, public=False),
    ),
)
