"""R03 values of code tables, R05 to R08 and R13 codes of firms and numbers of persons, beside what is still right."""

from __future__ import annotations

from cities.demo.generator.codes import credit_code, org_code, reg_no, resident_id, wrong_check
from tests.expectations.rows import BUREAU
from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xls, xlsx
from tests.hostile.cases._people import person, resident, with_x
from tests.hostile.cases._table import Cell, Line, Table, bad, case, good

FIRM = credit_code("91", "429700", 700)
SOLE = credit_code("92", "429700", 701)
COOP = credit_code("93", "429700", 702)
CHARITY = credit_code("53", "429700", 703)
OTHERS = ("13", "31", "32", "51", "52")
WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})


def one_of(kind: str, **cells: Cell) -> dict[str, Cell]:
    """The cells of a row about a body of that kind (the first two characters of its code)."""
    return {"credit_code": credit_code(kind, "429700", 710)} | cells


def code(spelling: str, loads: str = FIRM) -> Line:
    """A spelling of a credit code that is clear."""
    return good({"credit_code": loads}, credit_code=spelling)


def person_with(number: str) -> Line:
    """A person whose resident number is right."""
    return good(**person(1, id_no=number))


def no_person_with(number: Cell) -> Line:
    """A person whose resident number is refused."""
    return bad("R08", **person(1, id_no=number))


def with_number(name: str, spelling: str, loads: str | None = None) -> Line:
    """A number that at most earns a warning."""
    return good({name: loads or spelling}, **{name: spelling})


def category(spelling: str, loads: str, **cells: Cell) -> Line:
    """A spelling of penalty categories that is clear."""
    return good({"category": loads}, category=spelling, confiscated_wan="1", suspended_licence="示例证", **cells)


PARTIES = {"01": "自然人", "02": "法人及非法人组织", "03": "法人及非法人组织", "04": "个体工商户"}

CASES: list[Case] = [
    case(
        "codes-credit",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                code(FIRM),
                code(FIRM.lower()),
                code(FIRM.translate(WIDE)),
                code(f"{FIRM[:8]} {FIRM[8:]}"),
                code(f"\u3000{FIRM}\u200b"),
                code(COOP, COOP),
                code(CHARITY, CHARITY),
                *(good(**one_of(kind)) for kind in OTHERS),
                good(party_category="个体工商户", credit_code=SOLE),
                bad("R05", credit_code=SOLE),  # a sole trader's code of an organisation
                bad("R05", party_category="个体工商户"),  # and the reverse
                bad("R05", credit_code=wrong_check(FIRM)),
                bad("R05", credit_code=FIRM[:17]),
                bad("R05", credit_code=FIRM + "0"),
                bad("R05", credit_code=org_code(700)),
                bad("R05", credit_code="99" + FIRM[2:]),
                bad("R05", credit_code=FIRM[:2] + "4297OO" + FIRM[8:]),  # the letter O for zero
                bad("R05", credit_code="9l" + FIRM[2:]),  # the letter l for one
                bad("R05", credit_code=FIRM.replace("H", "Н")),  # Cyrillic
                bad("R05", credit_code=FIRM.replace("Y", "Υ")),  # Greek
                bad("R05", credit_code="无代码"),
                bad("R05", credit_code=FIRM[:10] + "*" * 8),
            ),
        ),
    ),
    case(
        "codes-credit-permit-2015",
        "许可.xls",
        xls,
        Table(
            "permit",
            (
                code(FIRM),
                code(FIRM.lower()),
                bad("R05", credit_code=wrong_check(FIRM)),
                code(SOLE, SOLE),
                bad("R05", credit_code=FIRM[:15]),
            ),
            "2015",
        ),
        sheet=SHEET,
    ),
    case(
        "codes-credit-only-warned-of-in-subject",
        "主体.csv",
        csv_file,
        Table(
            "subject",
            (
                good(),
                with_number("credit_code", wrong_check(FIRM)),
                with_number("credit_code", FIRM[:17]),
                with_number("credit_code", COOP.lower(), COOP),
                bad("R04", registered_on="2019-04-01"),
            ),
        ),
        says=("统一社会信用代码错误",),
    ),
    case(
        "codes-warned-of",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                with_number("org_code", f"{org_code(801)[:8]}-{org_code(801)[8]}", org_code(801)),
                with_number("org_code", org_code(802).lower(), org_code(802)),
                with_number("org_code", org_code(803)[:8] + ("0" if org_code(803)[8] != "0" else "1")),
                with_number("org_code", FIRM),
                with_number("reg_no", reg_no("429700", 804)),
                with_number("reg_no", reg_no("429700", 805)[:14] + str((int(reg_no("429700", 805)[14]) + 1) % 10)),
                with_number("reg_no", "4297001234567"),
                with_number("reg_no", FIRM),
                with_number("authority_code", FIRM),  # no code of a public body
                with_number("authority_code", wrong_check(BUREAU)),
                with_number("source_unit_code", "示例代码"),
            ),
        ),
        says=("组织机构代码", "工商注册号校验不符", "机关代码异常"),
    ),
    case(
        "codes-resident-ids",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                person_with(resident_id(1)),
                person_with(with_x()),
                person_with(with_x().lower()),
                person_with(with_x().replace("X", "Ｘ")),
                person_with(resident_id(2).translate(WIDE)),
                person_with(f"{resident_id(3)[:6]} {resident_id(3)[6:14]} {resident_id(3)[14:]}"),
                person_with(resident_id(4)[:6] + resident_id(4)[8:17]),  # fifteen digits
                person_with(resident("19000228")),
                person_with(resident("19560229")),
                person_with(resident("19000101", region="810000")),
                person_with(resident("19000101", region="911900")),
                good(**person(5, id_type="护照号", id_no="E00000000")),
                good(**person(6, id_type="其他-军官证", id_no="示字第00000号")),
                no_person_with(wrong_check(resident_id(7))),
                no_person_with(resident("19010229")),
                no_person_with(resident("20190316")),  # born the day after the night
                no_person_with(resident("18900101")),
                no_person_with(resident("19000101", region="999999")[:17] + "Y"),
                no_person_with(resident("19000101", region="090000")),
                no_person_with(resident_id(8)[:17]),
                no_person_with(resident_id(9) + "0"),
                no_person_with(resident_id(10)[:10] + "****" + resident_id(10)[14:]),
                no_person_with("4.29797E+17"),
                no_person_with(resident_id(11).replace("0", "O")),
                bad("R08", credit_code=resident_id(12)),
                bad("R08", org_code=resident_id(13)),
                bad("R08", reg_no=resident_id(14)),
                *(good() for _ in range(4)),
            ),
        ),
    ),
    case(
        "codes-resident-ids-list",
        "名单.xlsx",
        xlsx,
        Table(
            "black_list",
            (
                good(
                    party_category="自然人",
                    party_name="示例人甲",
                    credit_code=None,
                    org_code=None,
                    reg_no=None,
                    id_no=resident_id(21),
                ),
                bad(
                    "R08",
                    party_category="自然人",
                    party_name="示例人乙",
                    credit_code=None,
                    org_code=None,
                    reg_no=None,
                    id_no=wrong_check(resident_id(22)),
                ),
                bad("R08", credit_code=resident_id(23)),
                good(),
                good(),
            ),
        ),
        sheet=SHEET,
    ),
    case(
        "codes-minor-is-warned-of",
        "处罚.csv",
        csv_file,
        Table("penalty", (good(), person_with(resident("20050316")), person_with(resident("20010314")))),
        says=("未成年",),
    ),
    case(
        "codes-penalty-categories",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                category("警告", "警告"),
                category("1", "警告"),
                category("2", "罚款"),
                category("1;2", "警告；罚款"),
                category("警告；罚款", "警告；罚款"),
                category("警告 ; 罚款", "警告；罚款"),
                category("罚款；警告；", "罚款；警告"),
                category("１；３", "警告；没收违法所得、没收非法财物"),
                category("没收违法所得、没收非法财物", "没收违法所得、没收非法财物"),
                category("吊销营业执照", "暂扣或者吊销许可证/执照"),
                category("罚款；没收违法所得、没收非法财物", "罚款；没收违法所得、没收非法财物"),
                category("其他-责令限期改正", "其他-责令限期改正"),
                category("警告；其他-责令限期改正", "警告；其他-责令限期改正"),
                bad("R03", category="罚金"),
                bad("R03", category="7"),
                bad("R03", category="警告；罚金"),
                bad("R03", category="不予处罚"),
                bad("R11", category="1;2", fine_wan=None),
                bad("R11", category="没收非法财物", confiscated_wan=None),
                bad("R01|R03", category="；"),
            ),
        ),
    ),
    case(
        "codes-permit-categories",
        "许可.csv",
        csv_file,
        Table(
            "permit",
            (
                good(category="特许"),
                good({"category": "普通"}, category="01"),
                good({"category": "普通"}, category=" 普通许可 "),
                good({"category": "登记"}, category="05"),
                good(category="其他-备案"),
                bad("R03", category="1"),
                bad("R03", category="备案"),
                bad("R03", category="特许、认可"),
            ),
        ),
    ),
    case(
        "codes-party-categories",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                *(good({"party_category": PARTIES[code]}, party_category=code) for code in ("02", "03")),
                good({"party_category": "个体工商户"}, party_category="04", credit_code=SOLE),
                good({"party_category": "自然人"}, **person(31, party_category="01")),
                good({"party_category": "法人及非法人组织"}, party_category="法人"),
                good({"party_category": "个体工商户"}, party_category="个体户", credit_code=SOLE),
                bad("R03", party_category="05"),
                bad("R03", party_category="企业"),
                bad("R03", party_category="1"),
            ),
        ),
    ),
]
