"""Permits and penalties: who, what, when, by whom; written plainly. Layouts and dirt come later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cities.demo.generator.codes import credit_code, org_code, resident_id
from cities.demo.generator.names import person
from cities.demo.generator.plan import CITY, Row
from cities.demo.generator.register import Register, day_between
from cities.demo.generator.spelling import spelled

MATTERS = [
    "道路运输经营许可",
    "排污许可",
    "建筑施工许可",
    "食品经营许可",
    "城市建筑垃圾处置核准",
    "人力资源服务许可",
    "种子生产经营许可",
]
ACTS = ["超标排放", "未按规定公示", "未取得许可从事经营", "安全设施不合格", "占道经营", "使用不合格计量器具"]
CLASSES = ("普通", "特许", "认可", "核准", "登记")
PENALTIES = ("罚款", "罚款", "罚款", "警告", "罚款;没收违法所得、没收非法财物", "责令停产停业")


@dataclass(frozen=True)
class Bench:
    """A unit that decides: how it numbers and signs, its id in departments.csv, from when to when."""

    unit: str
    alias: str
    word: str
    first: date
    last: date


def bench_of(benches: tuple[Bench, ...], day: date) -> Bench:
    """The unit in office on that day."""
    return next(bench for bench in benches if bench.first <= day <= bench.last)


def parties(rng: Random, register: Register) -> Callable[[], dict[str, str]]:
    """A drawer of parties: register subjects mostly, some people, some that the register does not know."""
    firms = [row for row in register.of("企业", "农民专业合作社") if not row.warns]
    stalls = register.of("个体工商户")
    bodies = register.of("机关", "事业单位", "社会团体", "民办非企业单位")
    names = Counter(row.values["name"] for row in register.subjects)
    twice = {name for name, count in names.items() if count > 1}
    doubled = doubled_codes(register)
    pools = [
        [r for r in pool if r.values["code"] not in doubled and r.values["name"] not in twice]
        for pool in (firms, stalls, bodies)
    ]

    def draw() -> dict[str, str]:
        die = rng.random()
        if die < 0.06:
            serial = rng.randrange(20_000)
            return {"name": person(serial), "kind": "自然人", "paper": "身份证", "person_id": resident_id(serial)}
        if die < 0.09:
            serial = rng.randrange(400_000, 500_000)
            return {"name": f"邻市{person(serial)}商贸有限公司", "kind": "法人及非法人组织", "rep": person(serial),
                    "code": credit_code("91", "429799", serial)}  # fmt: skip
        pool = pools[0] if die < 0.68 else pools[1] if die < 0.94 else pools[2]
        return party_of(rng.choice(pool), rng)

    return draw


def doubled_codes(register: Register) -> set[str]:
    """Codes that stand in more than one subject row."""
    seen, twice = set[str](), set[str]()
    for row in register.subjects:
        code = row.values["code"]
        if code and code in seen:
            twice.add(code)
        seen.add(code)
    return twice


def party_of(subject: Row, rng: Random) -> dict[str, str]:
    """The party cells for a subject of the register."""
    values = subject.values
    stall = values["kind"] == "个体工商户"
    return {
        "name": values["name"], "kind": "个体工商户" if stall else "法人及非法人组织", "code": values["code"],
        "reg": values["reg"] if rng.random() < 0.5 or not values["code"] else "",
        "org": values["code"][8:17] if values["code"] and rng.random() < 0.3 else "",
        "rep": person(rng.randrange(480)),
    }  # fmt: skip


def permit(rng: Random, party: dict[str, str], bench: Bench, serial: int, day: date) -> Row:
    """One permit of that unit and day."""
    matter, term = rng.choice(MATTERS), rng.choice((365, 1095, 1826, 0))
    until = (day + timedelta(days=term)).isoformat() if term else "2099-12-31"
    certified = rng.random() < 0.4
    return Row("permit", {
        **party, "title": f"{matter}决定书", "no": f"{bench.word}许〔{day.year}〕{serial}号",
        "cls": rng.choice(CLASSES), "text": f"准予{matter}，有效期内依法经营。",
        "certificate": f"{matter}证" if certified else "", "certificate_no": f"证{serial:06d}" if certified else "",
        "decided": day.isoformat(), "from": day.isoformat(), "until": until,
        "unit": bench.unit, "unit_code": unit_code(bench), "state": "正常", "origin": bench.unit,
        "origin_code": unit_code(bench), "region": CITY, "stamp": (day + timedelta(days=1)).isoformat(),
    })  # fmt: skip


def penalty(rng: Random, party: dict[str, str], bench: Bench, serial: int, day: date) -> Row:
    """One penalty of that unit and day; fines are whole hundreds of yuan, said in 处罚内容 and given in 万元."""
    act, cls = rng.choice(ACTS), rng.choice(PENALTIES)
    yuan = rng.choice((500, 1000, 2000, 5000, 8000, 20000, 30000, 50000, 120000, 12000000)) if "罚款" in cls else 0
    seized = rng.choice((300, 1200, 6500)) if "没收" in cls else 0
    said = [f"罚款{yuan}元"] if yuan else []
    said += [f"没收违法所得{seized}元"] if seized else []
    years = rng.choices((0, 1, 3), (40, 45, 15))[0]
    return Row("penalty", {
        **party, "no": f"{bench.word}罚〔{day.year}〕{serial}号", "act": act, "facts": f"经查，当事人存在{act}行为。",
        "basis": "《示例管理条例》第十二条", "cls": cls, "text": "，".join(said) or f"{cls}，责令改正。",
        "fine": wan(yuan), "seized": wan(seized), "decided": day.isoformat(),
        "until": day.replace(year=day.year + (years or 1), day=min(day.day, 28)).isoformat(),
        "shown_until": day.replace(year=day.year + years, day=min(day.day, 28)).isoformat() if years else "",
        "unit": bench.unit, "unit_code": unit_code(bench), "origin": bench.unit, "origin_code": unit_code(bench),
        "state": "正常", "region": CITY, "stamp": (day + timedelta(days=1)).isoformat(),
    })  # fmt: skip


def wan(yuan: int) -> str:
    """Yuan as plain decimal text in 万元, empty for nothing."""
    return format(yuan / 10_000, "f").rstrip("0").rstrip(".") if yuan else ""


def unit_code(bench: Bench) -> str:
    """A credit code for the unit: kind 11, a serial of its numbering word."""
    return credit_code("11", CITY, 900_000 + sum(map(ord, bench.word)) % 50_000)


def decisions(
    rng: Random,
    draw: Callable[[], dict[str, str]],
    make: Callable[..., Row],
    benches: tuple[Bench, ...],
    size: int,
    keep: Callable[[dict[str, str]], bool] = lambda party: True,
) -> list[Row]:
    """`size` decisions in order of their days, denser in the assessed year, numbered per unit."""
    days = sorted(decision_day(rng) for _ in range(size))
    rows = []
    for serial, day in enumerate(days, start=1):
        party = draw()
        while not keep(party):
            party = draw()
        bench = bench_of(benches, day)
        rows.append(spelled(rng, make(rng, party, bench, serial, day), bench.alias))
    return rows


def decision_day(rng: Random) -> date:
    """A seventh before the assessed year, the rest in it, a little more in the last three weeks."""
    first, last = rng.choices(
        (
            (date(2017, 6, 1), date(2018, 3, 12)),
            (date(2018, 3, 13), date(2019, 2, 17)),
            (date(2019, 2, 18), date(2019, 3, 14)),
        ),
        (14, 70, 16),
    )[0]
    return date.fromisoformat(day_between(rng, first, last))


def nameless_orgs(rng: Random, register: Register, count: int) -> list[dict[str, str]]:
    """Parties of the 2015 layout without any code: living firms by name only, as old exports have them."""
    firms = [row for row in register.of("企业") if not row.warns and row.values["code"]]
    return [{"name": row.values["name"], "kind": "法人及非法人组织", "rep": person(i)}
            for i, row in enumerate(rng.sample(firms[20:], count))]  # fmt: skip


def unlinked_orgs(count: int) -> list[dict[str, str]]:
    """Parties that the register does not know, by organisation code only."""
    return [
        {"name": f"外埠{person(i)}机械厂", "kind": "法人及非法人组织", "org": org_code(700_000 + i)}
        for i in range(count)
    ]
