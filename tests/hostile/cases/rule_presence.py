"""R01 what must be filled, R10 codes that only hold a place, and the spellings of nothing."""

from __future__ import annotations

from cities.demo.generator.codes import credit_code
from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xlsx
from tests.hostile.cases._people import person
from tests.hostile.cases._table import Line, Table, bad, case, good

NOTHING = (
    "", " ", "　", "/", "／", "无", "null", "NULL", "ＮＵＬＬ", "-", "－", "——", "— —", "无数据", "查询期内无相关信息",
)  # fmt: skip
# Texts that a data library would turn into nothing, and names that begin like nothing.
NAMES = (
    "None", "NA", "nan", "NaN", "Nil", "true", "无锡示例有限公司", "无数据科技示例公司", "Null示例公司", "空", "未知示例店",
)  # fmt: skip
SOLE = credit_code("92", "429700", 300)
ZEROS = "00000000000000000X"


def missing(*names: str) -> tuple[Line, ...]:
    """One row for each of the fields, without it."""
    return tuple(bad("R01", **{name: None}) for name in names)


def without(*names: str) -> tuple[Line, ...]:
    """One row for each of the fields, without it, which is lawful."""
    return tuple(good(**{name: None}) for name in names)


def in_csv(id: str, table: Table, **more) -> Case:
    return case(id, "数据.csv", csv_file, table, **more)


def in_book(id: str, table: Table, **more) -> Case:
    return case(id, "数据.xlsx", xlsx, table, sheet=SHEET, **more)


PENALTY_2018 = (
    "party_name", "party_category", "credit_code", "legal_rep_name", "doc_no", "violation_type", "facts", "basis",
    "category", "content", "decided_on", "valid_to", "authority", "authority_code", "source_unit", "source_unit_code",
)  # fmt: skip
PERMIT_2018 = (
    "party_name", "party_category", "credit_code", "legal_rep_name", "doc_title", "doc_no", "category", "content",
    "decided_on", "valid_from", "valid_to", "authority", "authority_code", "state", "source_unit", "source_unit_code",
)  # fmt: skip

CASES: list[Case] = [
    in_csv(
        "required-penalty-2018",
        Table(
            "penalty",
            (
                *missing(*PENALTY_2018),
                bad("R01", legal_rep_id_type="身份证", legal_rep_id_no=None),
                bad("R01", category="暂扣许可证", suspended_licence=None),
                bad("R01", category="吊销营业执照", suspended_licence=None),
                *without("reg_no", "org_code", "tax_no", "institution_no", "social_org_no", "publicity_end"),
                *without("state", "state_date", "remark", "updated_at", "suspended_licence", "fine_wan"),
                good(**person(1)),
                bad("R01", **person(2, id_no=None)),
                bad("R01", **person(3, id_type=None)),
                good(party_category="个体工商户", credit_code=SOLE, legal_rep_name=None, org_code=None),
            ),
        ),
    ),
    in_book(
        "required-penalty-2015",
        Table(
            "penalty",
            (
                *missing("party_name", "doc_no", "decided_on", "authority"),
                *without("credit_code", "reg_no", "org_code", "legal_rep_name", "case_name", "facts", "basis"),
                *without("category", "category_2", "content", "state", "area_code", "remark"),
                good(credit_code=None, org_code=None, reg_no=None),
            ),
            "2015",
        ),
    ),
    in_csv(
        "required-permit-2018",
        Table(
            "permit",
            (
                *missing(*PERMIT_2018),
                bad("R01", certificate_name="示例证", certificate_no=None),
                *without("reg_no", "org_code", "remark"),
                good(certificate_name=None, certificate_no=None),
                good(certificate_name=None),
                good(**person(4)),
            ),
        ),
    ),
    in_book(
        "required-permit-2015",
        Table(
            "permit",
            (
                *missing("party_name", "doc_no", "decided_on", "authority"),
                *without("credit_code", "org_code", "project_name", "category", "content", "valid_to", "state"),
            ),
            "2015",
        ),
    ),
    in_csv(
        "required-black-list",
        Table(
            "black_list",
            (
                *missing("party_name", "party_category", "list_type", "listed_on"),
                *without("org_code", "reg_no", "reason", "doc_no", "authority", "expires_on", "state", "credit_code"),
                bad("R01", party_category="自然人", party_name="示例人", credit_code=None, org_code=None, reg_no=None),
                good(removed_on="2019-06-01", removal_reason="期满"),  # may lie after the night
                good(removed_on="2019-02-01", removal_reason=None),
            ),
        ),
    ),
    in_csv(
        "required-subject",
        Table(
            "subject",
            (
                *missing("name", "kind", "registered_on", "state", "registrar"),
                bad("R01", state="注销", state_date=None),
                bad("R01", state="吊销", state_date=None),
                bad("R01", credit_code=None, reg_no=None),
                *without("org_code", "county", "credit_code", "reg_no", "state_date"),
                good(state="注销", state_date="2019-02-01"),
            ),
        ),
    ),
    in_csv(
        "nothing-in-optional-cells",
        Table("penalty", tuple(good({"remark": None, "tax_no": None}, remark=nil, tax_no=nil) for nil in NOTHING)),
    ),
    in_book(
        "nothing-in-required-cells",
        Table(
            "penalty",
            (
                *(bad("R01", authority=nil) for nil in NOTHING),
                *(bad("R01", doc_no=nil) for nil in ("无", "/", "null")),
                *(bad("R01", credit_code=nil) for nil in ("无", "/", "—")),
                *(good() for _ in range(6)),
            ),
        ),
    ),
    in_csv("names-like-nothing", Table("penalty", tuple(good(party_name=name, remark=name) for name in NAMES))),
    in_book("names-like-nothing-xlsx", Table("subject", tuple(good(name=name, county=name) for name in NAMES))),
    in_csv(
        "placeholder-codes",
        Table(
            "penalty",
            (
                *(bad("R10", credit_code=code) for code in (ZEROS, "0" * 18, "1" * 18, "9" * 18)),
                bad("R10", authority_code=ZEROS),
                bad("R10", source_unit_code="0" * 18),
                good(**person(5, credit_code=ZEROS)),
                *(good() for _ in range(8)),
            ),
        ),
    ),
]
