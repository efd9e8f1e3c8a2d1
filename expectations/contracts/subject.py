"""主体: a registered subject in its present state, from the registers of all kinds of organisation and 个体工商户."""

from expectations.contract import Alike, Carry, Contract, Field, Party
from expectations.states import FIRST_ACCEPTED

ENDED = Carry(
    "ended_on",
    "date",
    "case when new.state <> '存续' then new.state_date end",
    "case when new.state <> '存续' then coalesce(least(old.ended_on, new.state_date), new.state_date) end",
)

CONTRACT = Contract(
    name="subject",
    title="主体",
    grain="一个登记主体的现状",
    source="国发〔2015〕33号；登记机关",
    key=("party", "registrar"),
    answers="registrar",
    party=Party(code="credit_code", reg="reg_no"),
    continues=("reg_no", "registrar_id"),
    carries=(FIRST_ACCEPTED, ENDED),
    spans=(("registered_on", "state_date"),),
    code_defects_warn=True,
    alike=(
        Alike(
            "R09",
            ("credit_code",),
            "name",
            "同一文件中该统一社会信用代码对应不同的名称（重码）；请核对代码与名称",
            "not x_placeholder(credit_code)",
        ),
    ),
    fields=(
        Field("name", "主体名称", "name", ("企业名称", "单位名称", "名称", "机构名称", "字号名称"), required=True),
        Field("credit_code", "统一社会信用代码", "credit_code", ("统一信用代码", "社会信用代码")),
        Field("reg_no", "注册号", "reg_no", ("工商注册号", "登记证号")),
        Field("org_code", "组织机构代码", "org_code"),
        Field("kind", "主体类别", "code", ("主体类型", "类别", "机构类型"), codes="subject_kind", required=True),
        Field("registered_on", "成立日期", "day", ("注册日期", "登记日期"), required=True, past=True),
        Field("state", "登记状态", "code", ("状态", "经营状态", "当前状态"), codes="registration_state", required=True),
        Field(
            "state_date",
            "状态日期",
            "day",
            ("注销日期", "注吊销日期"),
            due="state in ('注销', '吊销')",
            due_says="非存续的",
            due_always=True,
        ),
        Field("county", "区县", "text", ("所属区县", "行政区划"), length=50),
        Field("registrar", "登记机关", "unit", ("登记单位",), required=True),
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
    ),
)
