"""The party (行政相对人) columns that permits and penalties share, in both 双公示 layouts (facts 3.2, 3.3)."""

from __future__ import annotations

from expectations.contract import Alike, Field, Party, Split

ORGANISATION = "party_category = '法人及非法人组织'"
SOLE = "party_category = '个体工商户'"
PERSON = "party_category = '自然人'"

PARTY = Party(
    code="credit_code", org="org_code", reg="reg_no", name="party_name", id="id_no", category="party_category"
)

ONE_NAME = Alike(
    "R09",
    ("credit_code",),
    "party_name",
    "同一文件中该统一社会信用代码对应不同的名称；请核对代码与名称，更名的请用现名",
    "not person and not x_placeholder(credit_code)",
)
# One decision under two spellings of its authority, or once with and once without the code of its party. Several
# parties of one decision are lawful, and persons may bear one name.
NEAR = (
    Alike("R14", ("doc_no", "party"), "authority", "文书号和相对人相同而机关写法不同，疑为同一决定重复报送；请核对"),
    Alike(
        "R14",
        ("doc_no", "authority", "party_name"),
        "party",
        "文书号、机关和名称相同而代码不同，疑为同一决定重复报送；请核对",
        "not person",
    ),
)
DECISION_ALIKE = (ONE_NAME, *NEAR)

KIND = Split("decision_dataset", ("类型", "信息类型", "公示类型", "双公示类型", "行政行为类型", "行政行为类别"))

PARTY_FIELDS = (
    Field(
        "party_name",
        "行政相对人名称",
        "name",
        (
            "XK_XDR_MC",
            "CF_XDR_MC",
            "XK_XDR",
            "相对人名称",
            "行政相对人",
            "主体名称",
            "企业名称",
            "单位名称",
            "当事人",
            "当事人名称",
            "被处罚人名称",
        ),
        required=True,
    ),
    Field(
        "party_category",
        "行政相对人类别",
        "code",
        ("XK_XDR_LB", "CF_XDR_LB", "相对人类别", "主体类别"),
        codes="party_category",
        due="true",
        due_says="每一行",
        layouts=("2018",),
    ),
    Field(
        "credit_code",
        "行政相对人代码_1(统一社会信用代码)",
        "credit_code",
        (
            "XK_XDR_SHXYM",
            "CF_XDR_SHXYM",
            "行政相对人代码_1",
            "统一社会信用代码",
            "统一信用代码",
            "社会信用代码",
            "相对人统一社会信用代码",
            "行政相对人统一社会信用代码",
            "行政相对人代码_1(统一社会信用代码或纳税人识别号)",
        ),
        due=f"{ORGANISATION} or {SOLE}",
        due_says="法人及非法人组织和个体工商户",
    ),
    Field(
        "reg_no",
        "行政相对人代码_2(工商注册号)",
        "reg_no",
        (
            "XK_XDR_GSZC",
            "CF_XDR_GSZC",
            "XK_XDR_GSDJ",
            "CF_XDR_GSDJ",
            "工商注册号",
            "注册号",
            "工商登记码",
            "行政相对人代码_3(工商登记码)",
            "行政相对人代码_3(工商注册号)",
        ),
        {"2018": ("行政相对人代码_2",), "2015": ("行政相对人代码_3",)},
    ),
    Field(
        "org_code",
        "行政相对人代码_3(组织机构代码)",
        "org_code",
        ("XK_XDR_ZZJG", "CF_XDR_ZZJG", "XK_XDR_ZDM", "CF_XDR_ZDM", "组织机构代码", "行政相对人代码_2(组织机构代码)"),
        {"2018": ("行政相对人代码_3",), "2015": ("行政相对人代码_2",)},
    ),
    Field(
        "tax_no",
        "行政相对人代码_4(税务登记号)",
        "text",
        ("XK_XDR_SWDJ", "CF_XDR_SWDJ", "行政相对人代码_4", "税务登记号"),
        length=50,
    ),
    Field(
        "institution_no",
        "行政相对人代码_5(事业单位证书号)",
        "text",
        (
            "XK_XDR_SYDW",
            "CF_XDR_SYDW",
            "事业单位证书号",
        ),
        {"2018": ("行政相对人代码_5",)},
        layouts=("2018",),
        length=50,
    ),
    Field(
        "social_org_no",
        "行政相对人代码_6(社会组织登记证号)",
        "text",
        ("XK_XDR_SHZZ", "CF_XDR_SHZZ", "行政相对人代码_6", "社会组织登记证号"),
        layouts=("2018",),
        length=50,
    ),
    Field(
        "legal_rep_name",
        "法定代表人",
        "name",
        ("XK_FRDB", "CF_FRDB", "XK_FR", "CF_FR", "XK_FDDB", "法定代表人姓名", "法人姓名", "法定代表人(负责人)"),
        due=ORGANISATION,
        due_says="法人及非法人组织",
        length=50,
        personal=True,
        public=False,
    ),
    Field(
        "legal_rep_id_type",
        "法定代表人证件类型",
        "code",
        (
            "XK_FR_ZJLX",
            "CF_FR_ZJLX",
        ),
        codes="id_type",
        layouts=("2018",),
        personal=True,
        public=False,
    ),
    Field(
        "legal_rep_id_no",
        "法定代表人证件号码",
        "id_no",
        (
            "XK_FR_ZJHM",
            "CF_FR_ZJHM",
            "XK_FR_SFZH",
            "CF_FR_SFZH",
            "法定代表人身份证号",
        ),
        due="legal_rep_id_type is not null",
        due_says="已填法定代表人证件类型的",
        layouts=("2018",),
        personal=True,
        public=False,
    ),
    Field(
        "id_type",
        "证件类型",
        "code",
        (
            "XK_XDR_ZJLX",
            "CF_XDR_ZJLX",
            "相对人证件类型",
        ),
        codes="id_type",
        due=PERSON,
        due_says="自然人",
        layouts=("2018",),
        personal=True,
        public=False,
    ),
    Field(
        "id_no",
        "证件号码",
        "id_no",
        (
            "XK_XDR_ZJHM",
            "CF_XDR_ZJHM",
            "XK_XDR_SFZ",
            "CF_XDR_SFZ",
            "居民身份证号",
            "身份证号",
            "身份证号码",
            "行政相对人代码_5(居民身份证号)",
        ),
        {"2015": ("行政相对人代码_5",)},
        due=PERSON,
        due_says="自然人",
        personal=True,
        public=False,
    ),
)

SOURCE_UNIT_FIELDS = (
    Field(
        "source_unit",
        "数据来源单位",
        "unit",
        (
            "XK_LYDW",
            "CF_SJLY",
        ),
        due="true",
        due_says="每一行",
        layouts=("2018",),
    ),
    Field(
        "source_unit_code",
        "数据来源单位统一社会信用代码",
        "credit_code",
        (
            "XK_LYDWDM",
            "CF_SJLYDM",
            "数据来源单位代码",
        ),
        due="true",
        due_says="每一行",
        layouts=("2018",),
        official=True,
    ),
    Field("area_code", "地方编码", "text", ("DFBM",), layouts=("2015",), length=12),
    Field(
        "updated_at",
        "数据更新时间戳",
        "text",
        ("SJC", "时间戳", "更新时间", "数据更新时间", "数据导出时间", "导出时间"),
        stamp=True,
        public=False,
        length=50,
    ),
    Field("remark", "备注", "text", ("BZ",), length=512, public=False),
)
