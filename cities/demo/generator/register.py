"""The register of subjects and what hangs on it: abnormal list, lost contact; each with its three nights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cities.demo.generator.codes import credit_code, org_code, reg_no, wrong_check
from cities.demo.generator.dirt import spoil
from cities.demo.generator.names import Namer
from cities.demo.generator.plan import COUNTIES, Row

PREFIX = {
    "企业": "91", "个体工商户": "92", "农民专业合作社": "93", "机关": "11", "事业单位": "12",
    "社会团体": "51", "民办非企业单位": "52", "基金会": "53", "律师执业机构": "31",
}  # fmt: skip
SHARES = {
    "企业": 0.44, "个体工商户": 0.41, "农民专业合作社": 0.045, "机关": 0.015, "事业单位": 0.04,
    "社会团体": 0.02, "民办非企业单位": 0.02, "基金会": 0.004, "律师执业机构": 0.006,
}  # fmt: skip
REGISTRARS = {"429702": "云泽区市场监督管理局", "429703": "梦溪区市场监督管理局", "429704": "青芜区市场监督管理局"}
SOURCE_OF = {
    "机关": "bb_subject", "事业单位": "bb_subject", "社会团体": "mzj_subject", "民办非企业单位": "mzj_subject",
    "基金会": "mzj_subject", "律师执业机构": "sfj_subject",
}  # fmt: skip
OWN_REGISTRAR = {"bb_subject": "市编办", "mzj_subject": "市民政局", "sfj_subject": "市司法局"}
MARKET = ("企业", "个体工商户", "农民专业合作社")


@dataclass
class Register:
    """All subjects as of the first night, and per source what each night's export holds."""

    subjects: list[Row]
    exports: dict[str, list[list[Row]]]

    def of(self, *kinds: str, alive: bool = True) -> list[Row]:
        """Well-formed subjects of those kinds, living ones unless told otherwise."""
        return [
            row
            for row in self.subjects
            if row.values["kind"] in kinds and not row.rules and (row.values["status"] == "存续" or not alive)
        ]


def day_between(rng: Random, first: date, last: date) -> str:
    """A day of the closed interval, as ISO text."""
    return (first + timedelta(days=rng.randrange((last - first).days + 1))).isoformat()


def subject(rng: Random, namer: Namer, kind: str, serial: int) -> Row:
    """One subject: code by its kind, some with the old registration number only, a few ended."""
    county = rng.choice(COUNTIES)
    source = SOURCE_OF.get(kind, "scjg_subject")
    registered = day_between(rng, date(1998, 1, 1), date(2019, 3, 8))
    status = rng.choices(("存续", "注销", "吊销"), (93, 5, 2))[0] if kind in MARKET else "存续"
    status_date = ""
    if status != "存续":
        status_date = day_between(rng, max(date.fromisoformat(registered), date(2016, 1, 1)), date(2019, 3, 10))
    old = kind in MARKET and rng.random() < 0.015
    numbered = kind in MARKET and (old or rng.random() < 0.6)
    values = {
        "name": namer.name(kind),
        "code": "" if old else credit_code(PREFIX[kind], county, serial),
        "reg": reg_no(county, serial + (60_000_000 if kind == "个体工商户" else 0)) if numbered else "",
        "org": org_code(serial) if not old and rng.random() < 0.3 else "",
        "kind": kind,
        "registered": registered,
        "status": status,
        "status_date": status_date,
        "county": county,
        "registrar": OWN_REGISTRAR.get(source) or REGISTRARS.get(county, "市市场监督管理局"),
    }
    return Row("subject", values)


def kinds_of(rng: Random, size: int) -> list[str]:
    """Kinds in their shares, shuffled, every kind at least three times."""
    kinds = [kind for kind, share in SHARES.items() for _ in range(max(3, round(share * size)))]
    rng.shuffle(kinds)
    return kinds


def defective(namer: Namer, subjects: list[Row]) -> list[Row]:
    """Plant wrong and doubly borne codes (重错码, measures-2019 row 8.2) among living market subjects.

    Four wrong ones (check, length, alphabet, class against kind), one wrong one of an ended subject, which counts
    nowhere, two codes borne by two names, and one borne by the same name at two registrars, which is no defect.
    """
    firms = [i for i, row in enumerate(subjects) if row.values["kind"] == "企业" and row.values["code"]]
    alive = [i for i in firms if subjects[i].values["status"] == "存续"]
    ended = [i for i in firms if subjects[i].values["status"] == "注销"]

    def recode(place: int, code: str) -> None:
        subjects[place] = replace(subjects[place].but(code=code, org=""), warns=("R05",))

    for place in (alive[0], ended[0]):
        recode(place, wrong_check(subjects[place].values["code"]))
    recode(alive[1], subjects[alive[1]].values["code"][:17])
    body = subjects[alive[2]].values["code"]
    recode(alive[2], body[:10] + "I" + body[11:])
    stall = credit_code("92", "429702", 990_001)
    recode(alive[3], stall)
    twins = []
    for place, name in ((alive[4], None), (alive[5], None), (alive[6], subjects[alive[6]].values["name"])):
        at_home = subjects[place].values["registrar"]
        other = "云泽区市场监督管理局" if at_home != "云泽区市场监督管理局" else "梦溪区市场监督管理局"
        twins.append(subjects[place].but(name=name or namer.name("企业"), registrar=other, reg=""))
    return twins


def build_register(rng: Random, size: int) -> Register:
    """The subjects and the exports of the three nights."""
    namer = Namer(rng, wide=size > 20_000)
    subjects = [subject(rng, namer, kind, i + 1) for i, kind in enumerate(kinds_of(rng, size))]
    subjects.append(
        subjects[-1].but(
            name="云梦泽市𠮷祥恒远食品有限公司",
            kind="企业",
            code=credit_code("91", "429702", 990_002),
            reg="",
            org="",
            registrar="市市场监督管理局",
            status="存续",
            status_date="",
        )
    )
    subjects += defective(namer, subjects)
    subjects += same_named(subjects)
    exports: dict[str, list[list[Row]]] = {}
    for source in ("scjg_subject", "bb_subject", "mzj_subject", "sfj_subject"):
        rows = [row for row in subjects if SOURCE_OF.get(row.values["kind"], "scjg_subject") == source]
        exports[source] = [rows, list(rows), list(rows)]
    tell_market_nights(rng, namer, exports["scjg_subject"])
    exports["mzj_subject"][2] = change(exports["mzj_subject"][2], 1, county="429704")
    return Register(subjects, exports)


def same_named(subjects: list[Row]) -> list[Row]:
    """Two living stalls of one name: a name borne by two links nothing."""
    first = next(row for row in subjects if row.values["kind"] == "个体工商户" and row.values["status"] == "存续")
    twin = {"code": credit_code("92", "429703", 990_003), "org": "", "reg": "", "registrar": "市市场监督管理局"}
    return [first.but(**twin)]


def change(rows: list[Row], place: int, **values: str) -> list[Row]:
    """A copy of the export with one row changed."""
    return [row.but(**values) if i == place else row for i, row in enumerate(rows)]


def tell_market_nights(rng: Random, namer: Namer, exports: list[list[Row]]) -> None:
    """The market register's three exports: dirt on each, new ones, ends, a code for a number, a revival."""
    base = exports[0]
    spare = 980_000
    spoiled = (spoil(rng, subject(rng, namer, "企业", spare + i), rule) for i, rule in enumerate(SUBJECT_DIRT))
    dirty = [row for row in spoiled if row is not None]
    living = [
        i for i, row in enumerate(base) if row.values["status"] == "存续" and row.values["code"] and not row.warns
    ]
    coded = [i for i, row in enumerate(base) if not row.values["code"] and row.values["reg"]]
    second = list(base)
    for i in living[40:46]:
        second = change(second, i, status="注销", status_date="2019-03-13")
    for serial, i in enumerate(
        coded[:3]
    ):  # measures-2019 section 2: continues the row that has this number and no code
        kind = second[i].values["kind"]
        second = change(second, i, code=credit_code(PREFIX[kind], second[i].values["county"], 970_000 + serial))
    wrong = next(i for i, row in enumerate(base) if len(row.values["code"]) == 17)
    second = change(second, wrong, status="注销", status_date="2019-03-12")
    second += [replace(clean(row), rules=()) for row in dirty[:3]]
    second += [subject(rng, namer, rng.choice(MARKET), 960_000 + i) for i in range(9)]
    third = change(second, living[40], status="存续", status_date="2019-03-14")  # revived: the end is forgotten
    third = change(third, living[41], status="存续", status_date="")  # content known from night one: changes nothing
    third = change(third, living[47], county="429705")
    third += [subject(rng, namer, rng.choice(MARKET), 961_000 + i) for i in range(7)]
    third += [clean(row) for row in dirty[3:5]]
    exports[0] = base + dirty
    exports[1] = second + dirty[3:]
    exports[2] = third + dirty[5:]


def clean(row: Row) -> Row:
    """The row as it should have been written."""
    return replace(row, written={}, rules=(), free=(), keyless=False, shifted=False)


SUBJECT_DIRT = ("R01", "R01", "R03", "R04", "R04", "R15", "R02", "R20", "R04", "R03")
