"""The truth of the synthetic city checked by hand: identifiers, days, measures and receipts over tiny plans."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cities.demo.generator.codes import credit_code, is_credit_code, reg_no, resident_id, wrong_check
from cities.demo.generator.dishonesty import exits, penetration
from cities.demo.generator.known import Known, alive, ended
from cities.demo.generator.layouts import FEEDBACK, LAYOUTS, LEDGER, LIST
from cities.demo.generator.plan import NIGHTS, Delivery, Layout, Row, Table
from cities.demo.generator.publicity import compared, double_publicity, on_time
from cities.demo.generator.receipts import Store, read_units, take
from cities.demo.generator.truth import code_defects
from cities.demo.generator.workdays import deadline

DEMO = Path(__file__).parents[2] / "cities" / "demo"
FIRM = credit_code("91", "429702", 1)


# Identifiers and days by hand


def test_check_characters_against_known_numbers() -> None:
    for code in ("91230500MA1B3N1N2M", "11420000MB15291767", "9135010026017703XW"):  # facts 6.1
        assert is_credit_code(code) and not is_credit_code(wrong_check(code))
    assert is_credit_code("0" * 18) and not is_credit_code("00000000000000000X")
    assert reg_no("110108", 1) == "110108000000016"  # facts 6.3
    assert resident_id(0)[:17] == "42979719000101900" and len({resident_id(n) for n in range(33_600)}) == 33_600


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ("2018-12-21", "2019-01-02"),  # 24–28, the make-up Saturday 29, and after New Year 2 January
        ("2019-02-01", "2019-02-15"),  # 2 and 3 February are worked, 4–10 is the Spring Festival, then 11–15
        ("2019-03-04", "2019-03-13"),
        ("2019-03-02", "2019-03-12"),  # a Saturday
    ],
)
def test_deadline_is_the_seventh_working_day(decided: str, last: str) -> None:
    assert deadline(date.fromisoformat(decided)) == date.fromisoformat(last)


# Measures by hand: tiny plans, expectations counted on paper

NIGHT = NIGHTS[2]
DECISION = Layout(
    tuple(
        (name, name) for name in ["no", "name", "kind", "code", "decided", "unit", "state", "state_date", "shown_until"]
    )
)
SUBJECTS = LAYOUTS["scjg_subject"]["subject"]
PEOPLE = LAYOUTS["xyzx_responsible_person"]["responsible_person"]


def store(*parts: tuple[Layout, list[Row]], night: date = NIGHTS[0]) -> Store:
    """A store that took one file per part on that night."""
    built = Store(read_units(DEMO / "departments.csv"))
    for layout, rows in parts:
        give(built, layout, rows, night)
    return built


def give(built: Store, layout: Layout, rows: list[Row], night: date) -> dict:
    """Hand the store one more file."""
    return take(built, Delivery(night, "test", "test.csv", "csv", (Table(layout, tuple(rows)),)))["receipts"]


def subject(name: str, code: str = FIRM, **more: str) -> Row:
    values = {
        "name": name,
        "code": code,
        "kind": "企业",
        "registered": "2015-01-05",
        "status": "存续",
        "registrar": "市市场监管局",
    }
    return Row("subject", {**values, **more})


def decision(no: str, decided: str, dataset: str = "penalty", **more: str) -> Row:
    values = {
        "no": no,
        "name": "甲",
        "kind": "法人及非法人组织",
        "code": FIRM,
        "decided": decided,
        "unit": "市环保局",
        "state": "正常",
    }
    return Row(dataset, {**values, **more})


def seen(no: str, online: str, offline: str = "", kind: str = "处罚", unit: str = "市生态环境局") -> Row:
    return Row("publication_feedback", {"no": no, "kind": kind, "unit": unit, "online": online, "offline": offline})


def ledger(month: str, made: int, exempt: int = 0, numbers: str = "", unit: str = "市生态环境局") -> Row:
    values = {
        "unit": unit,
        "kind": "处罚",
        "month": month,
        "made": str(made),
        "exempt": str(exempt),
        "numbers": numbers,
    }
    return Row("decision_ledger", values)


def listing(listed: str, removed: str = "", exit: str = "", no: str = "1号", **more: str) -> Row:
    values = {
        "name": "甲",
        "kind": "法人及非法人组织",
        "code": FIRM,
        "list": "失信被执行人",
        "no": no,
        "unit": "市法院",
    }
    return Row("black_list", {**values, "listed": listed, "removed": removed, "exit": exit, **more})


def outcomes(members: dict) -> dict[str, tuple]:
    """Covered and reason by the shortest telling part of the key."""
    return {key.split("|")[1] if key.startswith("p") else key: member[:2] for key, member in members.items()}


def test_double_publicity_by_hand() -> None:
    built = store(
        (DECISION, [
            decision("在网1号", "2018-05-02"), decision("下网2号", "2018-05-03"), decision("未上3号", "2018-05-04"),
            decision("撤销4号", "2018-05-05", state="撤销"),
            decision("到期5号", "2018-05-06", shown_until="2019-03-15"),  # lawfully down on C
            decision("未期6号", "2018-05-07", shown_until="2019-03-16"),
            decision("早于7号", "2018-03-15"),  # C − 365 days itself is outside
            decision("首日8号", "2018-03-16"),
            decision("界日9号", "2019-03-06"), decision("未届10号", "2019-03-07"),  # deadlines 03-15 and 03-18
        ]),
        (FEEDBACK, [
            seen("在网1号", "2018-05-10"), seen("下网2号", "2018-05-10", "2019-03-15"),
            seen("未上3号", "2018-05-10", kind="许可"), seen("未期6号", "2018-05-10", "2019-03-16"),
            seen("首日8号", "2019-03-15"), seen("界日9号", "2019-03-16"),
        ]),
    )  # fmt: skip
    assert outcomes(double_publicity(Known(built, NIGHT))) == {
        "在网1号": (True, None), "下网2号": (False, "已下网"), "未上3号": (False, "未上网"), "未期6号": (True, None),
        "首日8号": (True, None), "界日9号": (False, "未上网"),
    }  # fmt: skip


def test_a_feedback_under_the_successors_name_matches_nothing() -> None:
    built = store(
        (DECISION, [decision("1号", "2018-05-02", unit="市工商局"), decision("2号", "2018-05-02", unit="市工商局")]),
        (
            FEEDBACK,
            [seen("1号", "2018-05-10", unit="市市场监管局"), seen("2号", "2018-05-10", unit="市工商行政管理局")],
        ),
    )
    members = double_publicity(Known(built, NIGHT))
    assert {key: member[0] for key, member in members.items()} == {
        f"penalty|1号|{FIRM}|gsj": False, f"penalty|2号|{FIRM}|gsj": True,
    }  # fmt: skip
    assert {member[2] for member in members.values()} == {"scjg"}


def test_the_ledger_by_hand() -> None:
    built = store(
        (DECISION, [decision("1号", "2018-05-02"), decision("2号", "2018-05-03", state="撤销")]),
        (FEEDBACK, [seen("9号", "2018-05-20")]),
        (LEDGER, [
            ledger("2018-05", 7, 1, "1号、9号、10号"),  # 6 due: two known (one void), two named, so two nameless
            ledger("2018-03", 5),  # begins before the year
            ledger("2019-03", 5),  # its last deadline lies ahead
            ledger("2018-06", 0),
        ]),
    )  # fmt: skip
    members = {key: member[:2] for key, member in double_publicity(Known(built, NIGHT)).items()}
    assert members == {
        f"penalty|1号|{FIRM}|hb": (False, "未上网"),
        "ledger|处罚|9号|hb": (True, None),
        "ledger|处罚|10号|hb": (False, "未上网"),
        "nameless|处罚|hb|2018-05|1": (False, "台账有数未见明细"),
        "nameless|处罚|hb|2018-05|2": (False, "台账有数未见明细"),
    }
    assert {key: member[:2] for key, member in on_time(Known(built, NIGHT)).items()} == {
        f"penalty|1号|{FIRM}|hb": (False, "迟报"), "ledger|处罚|9号|hb": (None, "未到"),
        "ledger|处罚|10号|hb": (None, "未到"),
    }  # fmt: skip


def test_predecessors_are_counted_with_their_successor() -> None:
    built = store(
        (DECISION, [decision(f"{n}号", "2018-05-02", unit="市工商局") for n in range(3)]),
        (LEDGER, [ledger("2018-05", 2, unit="市工商局"), ledger("2018-05", 3, unit="市质监局")]),
    )
    members = double_publicity(Known(built, NIGHT))
    assert [key for key in members if key.startswith("nameless")] == [
        "nameless|处罚|scjg|2018-05|1", "nameless|处罚|scjg|2018-05|2",
    ]  # fmt: skip


def test_ledger_months_wholly_inside() -> None:
    assert [compared(month, NIGHT) for month in ("2018-03", "2018-04", "2019-02", "2019-03")] == [
        False,
        True,
        True,
        False,
    ]
    assert not compared("2019-02", date(2019, 3, 10))  # the deadline of 28 February is 11 March


def test_on_time_goes_by_the_first_accepted_delivery() -> None:
    built = store((DECISION, [decision("1号", "2019-03-04")]))  # deadline and arrival 2019-03-13
    give(built, DECISION, [decision("1号", "2019-03-04", name="甲（更正）")], NIGHTS[1])
    give(built, DECISION, [decision("2号", "2019-03-04")], NIGHTS[1])
    assert outcomes(on_time(Known(built, NIGHT))) == {"1号": (True, None), "2号": (False, "迟报")}


def test_code_defects_by_hand() -> None:
    stall, twin = credit_code("92", "429702", 2), credit_code("91", "429702", 3)
    built = store(
        (SUBJECTS, [
            subject("好"), subject("校验位错", wrong_check(credit_code("91", "429702", 4))), subject("类别不符", stall),
            subject("甲", twin), subject("乙", twin, registrar="云泽区市场监管局"),
            subject("同名", credit_code("91", "429702", 5)),
            subject("同名", credit_code("91", "429702", 5), registrar="云泽区市场监管局"),
            subject("已注销", "91429702", status="注销", status_date="2019-03-15"),
            subject("次日注销", "91429703", status="注销", status_date="2019-03-16"),
            subject("无码", "", reg="429702000000016"),
        ]),
    )  # fmt: skip
    reasons = Counter(reason for _, reason, *_ in code_defects(Known(built, NIGHT)).values())
    assert reasons == {None: 2, "错码": 3, "重码": 1}


def test_the_end_of_a_subject_is_the_earliest_since_it_last_existed() -> None:
    built = store((SUBJECTS, [subject("甲", status="吊销", status_date="2018-11-01")]))
    give(built, SUBJECTS, [subject("甲", status="注销", status_date="2019-01-10")], NIGHTS[1])
    (record,) = built.all("subject")
    assert (
        ended(record) == date(2018, 11, 1)
        and not alive(record, date(2018, 11, 1))
        and alive(record, date(2018, 10, 31))
    )
    give(built, SUBJECTS, [subject("甲")], NIGHTS[2])
    assert ended(record) is None and alive(record, NIGHT)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([listing("2018-12-15")], (False, "仍在列")),
        ([listing("2018-12-15", "2019-03-15", "整改退出")], (True, None)),
        ([listing("2018-12-15", "2019-03-16", "整改退出")], (False, "仍在列")),
        ([listing("2018-12-15", "2019-01-10", "期满")], (False, "非整改退出")),
        ([listing("2018-05-01", "2019-01-10", "整改退出"), listing("2018-06-01", no="2号")], (False, "部分移出")),
        (
            [listing("2018-05-01", "2019-01-10", "期满"), listing("2018-06-01", "2019-01-11", "整改退出", "2号")],
            (True, None),
        ),
        (
            [listing("2018-05-01", "2019-01-11", "期满"), listing("2018-06-01", "2019-01-11", "整改退出", "2号")],
            (False, "非整改退出"),
        ),
        ([listing("2018-05-01", state="已修复")], (True, None)),  # known since the night, which is ≤ C
        ([listing("2018-05-01", "2019-01-10", "整改退出"), listing("2018-12-16", no="2号")], (True, None)),
        ([listing("2018-12-16")], None),
        ([listing("2018-05-01", "2018-12-15", "整改退出")], None),
        ([listing("2018-05-01", until="2018-12-15")], None),
        ([listing("2018-05-01", until="2018-12-16")], (False, "仍在列")),  # the passing of a term is no removal
        ([listing("2018-05-01", "2019-01-10", "异议成立")], None),
        ([listing("2018-05-01", state="撤销")], None),
    ],
)  # fmt: skip
def test_exits_by_hand(entries: list[Row], expected: tuple | None) -> None:
    built = store((SUBJECTS, [subject("甲")]), (Layout(LIST), entries))
    found = [member[:2] for member in exits(Known(built, NIGHT)).values()]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("dataset", "values", "member"),
    [
        ("abnormal_list", {"listed": "2018-12-15"}, False),
        ("abnormal_list", {"listed": "2018-12-16"}, True),
        ("abnormal_list", {"listed": "2018-05-01", "removed": "2018-12-15"}, True),
        ("abnormal_list", {"listed": "2018-05-01", "removed": "2018-12-16"}, False),
        ("lost_contact", {"reported": "2018-12-15"}, False),
        ("lost_contact", {"reported": "2018-05-01", "restored": "2018-12-15"}, True),
    ],
)
def test_who_operates_on_the_stock_day(dataset: str, values: dict[str, str], member: bool) -> None:
    source = f"scjg_{dataset}"
    built = store((SUBJECTS, [subject("甲")]), (Layout(LIST), [listing("2018-05-01")]))
    give(built, LAYOUTS[source][dataset], [Row(dataset, {"name": "甲", "code": FIRM, **values})], NIGHTS[0])
    assert len(exits(Known(built, NIGHT))) == member


def test_penetration_by_hand() -> None:
    stall, stranger = credit_code("92", "429702", 2), credit_code("91", "429799", 3)

    def named(record: str, personal: str, person: str, unit: str = "") -> Row:
        values = {"kind": "处罚", "record": record, "unit": unit, "person": person, "personal_record": personal}
        return Row("responsible_person", values)

    built = store(
        (SUBJECTS, [subject("甲"), subject("摊", stall, kind="个体工商户")]),
        (DECISION, [
            decision("有1号", "2018-05-02"), decision("无2号", "2018-05-02"), decision("缺3号", "2018-05-02"),
            decision("他4号", "2018-05-02"), decision("摊5号", "2018-05-02", code=stall, kind="个体工商户"),
            decision("生6号", "2018-05-02", code=stranger),
            decision("人7号", "2018-05-02", code="", kind="自然人", name="测甲子"),
            decision("许8号", "2018-05-02", "permit"), decision("早9号", "2018-03-15"),
            decision("末10号", "2019-03-15"),
        ]),
        (PEOPLE, [
            named("有1号", "", "一"), named("有1号", "GR1", "二", "市生态环境局"), named("缺3号", "", "三"),
            named("他4号", "GR4", "四", "市住建局"), named("生6号", "GR6", "五"),
        ]),
    )  # fmt: skip
    assert outcomes(penetration(Known(built, NIGHT))) == {
        "有1号": (True, None), "无2号": (False, "无责任人"), "缺3号": (False, "无个人记录"),
        "他4号": (False, "无责任人"), "生6号": (None, "主体未关联"), "末10号": (False, "无责任人"),
    }  # fmt: skip


# Receipts by hand


def test_receipts_by_hand() -> None:
    built = store()
    row, twin = decision("1号", "2018-05-02"), decision("2号", "2018-05-02")
    assert give(built, DECISION, [row, row, twin], NIGHTS[0])["penalty"] == counted(received=3, new=2, duplicate=1)
    fixed = decision("1号", "2018-05-02", name="甲公司")
    assert give(built, DECISION, [fixed, twin], NIGHTS[1])["penalty"] == counted(received=2, changed=1, unchanged=1)
    assert give(built, DECISION, [row], NIGHTS[2])["penalty"] == counted(received=1, unchanged=1)  # an old export
    assert next(iter(built.all("penalty"))).now["name"] == "甲公司"


def test_a_code_that_was_missing_continues_the_row() -> None:
    built = store((DECISION, [decision("1号", "2018-05-02", code="")]))
    assert list(built.records["penalty"]) == ["penalty|1号|甲|hb"]
    assert give(built, DECISION, [decision("1号", "2018-05-02")], NIGHTS[1])["penalty"] == counted(
        received=1, changed=1
    )
    assert list(built.records["penalty"]) == [f"penalty|1号|{FIRM}|hb"]


def test_an_unplanned_conflict_is_refused() -> None:
    with pytest.raises(AssertionError, match="unplanned"):
        store((DECISION, [decision("1号", "2018-05-02"), decision("1号", "2018-05-03")]))


def counted(**counts: int) -> dict[str, int]:
    names = ("received", "new", "changed", "unchanged", "duplicate", "quarantined", "ignored")
    return {name: counts.get(name, 0) for name in names}
