"""Red and black lists: the frozen stock of the stock day, its exits, later listings, people, unlinked entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cities.demo.generator.codes import credit_code, resident_id
from cities.demo.generator.decisions import doubled_codes
from cities.demo.generator.names import person
from cities.demo.generator.plan import STOCK_DAY, Row
from cities.demo.generator.register import MARKET, Register, day_between

BLACK = {  # list type → (source, unit, numbering, term in days)
    "失信被执行人": ("fy_black_list", "云梦泽市中级人民法院", "（{year}）云9702执{serial}号", 730),
    "重大税收违法案件当事人": ("swj_lists", "市税务局", "云税稽认〔{year}〕{serial}号", 1095),
    "安全生产失信": ("yjgl_black_list", "市安监局", "云安监失信〔{year}〕{serial}号", 0),
    "严重违法失信企业": ("scjg_black_list", "市工商行政管理局", "云工商列字〔{year}〕{serial}号", 0),
    "拖欠农民工工资": ("rsj_black_list", "市人社局", "云人社欠〔{year}〕{serial}号", 730),
}
CAUSES = (
    "有履行能力而拒不履行生效法律文书确定义务",
    "违反财产报告制度",
    "偷税数额较大",
    "发生生产安全责任事故",
    "拖欠劳动报酬",
)


@dataclass
class Stock:
    """Who stands in a black list on the stock day, by what becomes of them."""

    operating: list[Row]  # subjects of the operating blacklist
    abnormal: list[Row]
    lost: list[Row]
    dead: list[Row]
    later: list[Row]
    healthy: list[Row]


def choose(rng: Random, register: Register, operating: int) -> Stock:
    """Draw the subjects: market ones with a sound code that nobody else bears, registered well before the stock day."""
    doubled = doubled_codes(register)

    names = [row.values["name"] for row in register.subjects]
    twice = {name for name, count in Counter(names).items() if count > 1}

    def sound(row: Row) -> bool:
        values = row.values
        unique = values["code"] not in doubled and values["name"] not in twice
        return bool(values["code"]) and unique and not row.warns and values["registered"] < "2018-03-01"

    living = [row for row in register.of(*MARKET) if sound(row)]
    ended = [
        row for row in register.of(*MARKET, alive=False) if sound(row) and "" < row.values["status_date"] < "2018-12-01"
    ]
    drawn = rng.sample(living[60:], operating + 40)
    return Stock(drawn[:operating], drawn[operating:operating + 6], drawn[operating + 6:operating + 10],
                 rng.sample(ended, 5), drawn[operating + 10:operating + 25], drawn[operating + 25:])  # fmt: skip


class Lister:
    """Writes list entries and numbers them."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.serial = rng, 100

    def entry(self, subject: Row, kind: str, listed: str, removed: str = "", exit: str = "", **more: str) -> Row:
        """A black-list entry of a register subject; every stock entry has a document number of its own."""
        values = subject.values
        category = "个体工商户" if values["kind"] == "个体工商户" else "法人及非法人组织"
        party = {"name": values["name"], "kind": category, "code": values["code"], "reg": values["reg"]}
        return self.of_party(party, kind, listed, removed, exit, **more)

    def of_party(
        self, party: dict[str, str], kind: str, listed: str, removed: str = "", exit: str = "", **more: str
    ) -> Row:
        """A black-list entry of any party."""
        self.serial += 1
        _, unit, number, term = BLACK[kind]
        until = (date.fromisoformat(listed) + timedelta(days=term)).isoformat() if term else ""
        return Row("black_list", {
            **party, "colour": "黑名单", "list": kind, "reason": self.rng.choice(CAUSES),
            "no": number.format(year=listed[:4], serial=self.serial), "unit": unit, "listed": listed, "until": until,
            "removed": removed, "exit": exit, "state": "", **more,
        })  # fmt: skip


@dataclass
class Lists:
    """Entries of the first night by source, and what changes on nights two and three (same keys, other values)."""

    first: dict[str, list[Row]]
    second: dict[str, list[Row]]
    third: dict[str, list[Row]]


def numbered(register: Register) -> list[Row]:
    """Living subjects known by their old registration number alone; the first ones get a code on night two."""
    return [row for row in register.of(*MARKET) if not row.values["code"] and row.values["registered"] < "2018-03-01"]


def build_lists(rng: Random, register: Register, stock: Stock, people: int, reds: int) -> Lists:
    """All red and black lists with their three nights."""
    lister = Lister(rng)
    first = stock_entries(rng, lister, stock) + side_entries(rng, lister, stock) + persons(rng, lister, people)
    first += [lister.entry(subject, "失信被执行人", "2018-09-12") for subject in numbered(register)[:6]]
    second, third = exits_of_nights(first, stock), later_exits(first, stock)
    third += [lister.entry(stock.later[-2], "拖欠农民工工资", "2019-03-14")]
    second += [lister.entry(stock.later[-1], "失信被执行人", "2019-03-13")]
    red = red_entries(rng, register, reds)
    return Lists(by_source(red + first), by_source(second), by_source(third))


def stock_entries(rng: Random, lister: Lister, stock: Stock) -> list[Row]:
    """One to three entries on the stock day for each stock subject; about a third of the operating ones leave later.

    Exits are written between B and the eve of the first night. Types of members: still listed, left after
    rectification, left for another reason, partly left, due to leave on nights two and three.
    """
    rows = []
    kinds = list(BLACK)
    for place, subject in enumerate(stock.operating):
        kind = kinds[place % 2] if place % 4 < 2 else kinds[place % 5]
        listed = day_between(rng, date(2018, 3, 20), date(2018, 12, 10))
        removed = day_between(rng, STOCK_DAY + timedelta(days=1), date(2019, 3, 8))
        fate = place % 20
        if fate < 6:
            rows.append(lister.entry(subject, kind, listed, removed, "整改退出"))
        elif fate == 6:  # two entries, the last one left after rectification
            rows.append(lister.entry(subject, kind, listed, "2018-12-20", "期满"))
            rows.append(lister.entry(subject, "失信被执行人", "2018-11-01", "2019-02-20", "整改退出"))
        elif fate == 7:
            rows.append(lister.entry(subject, kind, listed, removed, ("期满", "更正", "注销")[place // 20 % 3]))
        elif fate == 8:  # partly left
            rows.append(lister.entry(subject, kind, listed, removed, "整改退出"))
            rows.append(lister.entry(subject, "失信被执行人", "2018-10-08"))
        elif fate == 9:  # the removal lies ahead
            rows.append(lister.entry(subject, kind, listed, "2019-06-30", "整改退出"))
        else:
            rows.append(lister.entry(subject, kind, listed))
            if fate == 10:
                rows.append(lister.entry(subject, "失信被执行人", "2018-09-03"))
    rows += [lister.entry(subject, kinds[i % 5], "2018-06-01") for i, subject in enumerate(stock.abnormal)]
    rows += [lister.entry(subject, kinds[i % 5], "2018-07-02") for i, subject in enumerate(stock.lost)]
    rows += [lister.entry(subject, "严重违法失信企业", "2018-04-16") for subject in stock.dead]
    return rows


def side_entries(rng: Random, lister: Lister, stock: Stock) -> list[Row]:
    """Entries that must not enter the operating blacklist, one reason each, and some that link to nobody."""
    healthy, later = stock.healthy, stock.later
    rows = [
        lister.entry(subject, "失信被执行人", day_between(rng, date(2018, 12, 16), date(2019, 3, 8)))
        for subject in later[:8]
    ]
    rows += [
        lister.entry(
            healthy[0], "失信被执行人", "2018-05-04", "2018-12-15", "整改退出"
        ),  # removed on the stock day itself
        lister.entry(healthy[1], "拖欠农民工工资", "2018-12-16"),  # listed the day after
        lister.entry(healthy[2], "失信被执行人", "2016-12-15", state="正常"),  # its term ended on the stock day
        lister.entry(healthy[3], "失信被执行人", "2018-05-04", state="撤销"),
        lister.entry(healthy[4], "失信被执行人", "2018-05-04", "2019-01-10", "异议成立"),
        replace(
            lister.entry(healthy[5], "失信被执行人", "2018-05-04"), written={"code": healthy[5].values["code"].lower()}
        ),
    ]
    rows[-1] = rows[-1].but(state="异议处理中", until="")  # pending objections count: this one is a member
    for i in range(6):
        party = {
            "name": f"邻市{person(i)}贸易有限公司",
            "kind": "法人及非法人组织",
            "code": credit_code("91", "429799", 510_000 + i),
        }
        rows.append(lister.of_party(party, "失信被执行人", "2018-08-08"))
    named = {"name": healthy[6].values["name"], "kind": "法人及非法人组织"}
    rows.append(lister.of_party(named, "失信被执行人", "2018-08-09"))  # linked by its name alone: a member
    unknown = {**named, "name": healthy[7].values["name"], "code": credit_code("91", "429799", 520_000)}
    rows.append(
        lister.of_party(unknown, "失信被执行人", "2018-08-10")
    )  # a code that is given but unknown links nothing
    rows.append(lister.entry(healthy[8], "安全生产失信", "2018-08-11", no=""))  # no number: nobody can be named for it
    return rows


def persons(rng: Random, lister: Lister, count: int) -> list[Row]:
    """People in the court's list, some already removed."""
    rows = []
    for serial in range(count):
        party = {"name": person(serial), "kind": "自然人", "person_id": resident_id(30_000 + serial)}
        gone = "2019-01-15" if serial % 5 == 0 else ""
        listed = day_between(rng, date(2017, 9, 1), date(2019, 1, 10))
        rows.append(lister.of_party(party, "失信被执行人", listed, gone, "整改退出" if gone else ""))
    return rows


def member_entry(rows: list[Row], stock: Stock, fate: int, turn: int = 0) -> Row:
    """The entry of the operating subject of that fate (see stock_entries)."""
    code = stock.operating[turn * 20 + fate].values["code"]
    return next(row for row in rows if row.values["code"] == code)


def exits_of_nights(first: list[Row], stock: Stock) -> list[Row]:
    """Night two: exits, one by repair, one upheld objection that makes the listing void, one removal still ahead."""
    return [
        member_entry(first, stock, 11).but(removed="2019-03-13", exit="整改退出"),
        member_entry(first, stock, 12).but(removed="2019-03-13", exit="期满"),
        member_entry(first, stock, 13).but(removed="2019-03-20", exit="整改退出"),
        member_entry(first, stock, 15).but(state="已修复"),  # no day given: an exit on the night it is first known
        member_entry(first, stock, 16).but(removed="2019-03-13", exit="异议成立"),
    ]


def later_exits(first: list[Row], stock: Stock) -> list[Row]:
    """Night three: an exit on that day's eve, and a removal taken back."""
    return [
        member_entry(first, stock, 14).but(removed="2019-03-14", exit="整改退出"),
        member_entry(first, stock, 12).but(reason="移出决定已撤回", removed="", exit=""),
    ]


def red_entries(rng: Random, register: Register, count: int) -> list[Row]:
    """Taxpayers of class A of 2017, listed for a year."""
    firms = [row for row in register.of("企业") if row.values["code"] and not row.warns]
    return [
        Row("red_list", {
            "colour": "红名单", "name": row.values["name"], "kind": "法人及非法人组织", "code": row.values["code"],
            "list": "纳税信用A级纳税人", "reason": "2017年度纳税信用评价为A级", "no": "", "unit": "市税务局",
            "listed": "2018-04-26", "until": "2019-04-25", "state": "",
        })
        for row in rng.sample(firms, count)
    ]  # fmt: skip


def by_source(rows: list[Row]) -> dict[str, list[Row]]:
    """Entries under the source that delivers them."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        source = "swj_lists" if row.dataset == "red_list" else BLACK[row.values["list"]][0]
        found.setdefault(source, []).append(row)
    return found
