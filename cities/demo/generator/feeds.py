"""Who decides in the small city: each feed of decisions with its units, size and habits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cities.demo.generator.decisions import Bench
from cities.demo.generator.nights import Habits

ALWAYS, NEVER = date(2000, 1, 1), date(2100, 1, 1)
HB = (Bench("市生态环境局", "市环保局", "云环", ALWAYS, NEVER),)
JTYS = (Bench("市交通运输局", "市交通局", "云交", ALWAYS, NEVER),)
WJW = (Bench("市卫生健康委员会", "市卫健委", "云卫", ALWAYS, NEVER),)
ZJW = (Bench("市住建局", "市建委", "云建", ALWAYS, NEVER),)
ZRZY = (Bench("市自然资源和规划局", "市自然资源局", "云自然资", ALWAYS, NEVER),)
CGJ = (Bench("市城市管理执法局", "市城管局", "云城", ALWAYS, NEVER),)
RSJ = (Bench("市人力资源和社会保障局", "市人社局", "云人社", ALWAYS, NEVER),)
SL = (Bench("石鹿县农业农村局", "石鹿县农业局", "石农", ALWAYS, NEVER),)
YJGL = (
    Bench("市安全生产监督管理局", "市安监局", "云安监", ALWAYS, date(2019, 1, 31)),
    Bench("市应急管理局", "市应急管理局", "云应急", date(2019, 2, 1), NEVER),
)
SCJG = (
    Bench("市工商行政管理局", "市工商局", "云工商", ALWAYS, date(2018, 12, 31)),
    Bench("市市场监督管理局", "市市场监管局", "云市监", date(2019, 1, 1), NEVER),
)
R15_RULES = ("R01", "R03", "R04", "R05", "R15", "R08", "R01", "R02", "R20")  # what the 2015 layout can break
R18_RULES = ("R04", "R01", "R05", "R15", "R10", "R03", "R08", "R02", "R04e", "R20", "R01")
FINE_RULES = ("R12", "R04", "R11", "R01", "R05", "R15", "R10", "R08", "R02", "R20")
SHEET_RULES = ("R04", "R01", "R05", "R12", "R11", "R10", "R08")  # workbooks and databases: nothing unprintable


@dataclass(frozen=True)
class Feed:
    """A pool of decisions that one source delivers: dataset, size at the small scale, deciding units, habits."""

    source: str
    dataset: str
    size: int
    benches: tuple[Bench, ...]
    habits: Habits


FEEDS = (
    Feed("scjg_double_publicity", "permit", 900, SCJG, Habits(("R01", "R03", "R04", "R05", "R08", "R02"), 0.02)),
    Feed("scjg_double_publicity", "penalty", 330, SCJG, Habits(("R04", "R05", "R01", "R03"), 0.03)),
    Feed("hb_permit", "permit", 420, HB, Habits(R18_RULES, 0.03)),
    Feed("hb_penalty", "penalty", 260, HB, Habits(SHEET_RULES, 0.05)),
    Feed("jtys_permit", "permit", 820, JTYS, Habits(("R04", "R15", "R01", "R05", "R03", "R04e", "R08"), 0.012)),
    Feed("wjw_penalty", "penalty", 240, WJW, Habits(("R12", "R05", "R01", "R11"), 0.02)),
    Feed("yjgl_penalty", "penalty", 200, YJGL, Habits(FINE_RULES + ("R03",), 0.08, late=9)),
    Feed("zjw_double_publicity", "permit", 360, ZJW, Habits(R18_RULES, 0.04)),
    Feed("zjw_double_publicity", "penalty", 150, ZJW, Habits(FINE_RULES, 0.06)),
    Feed("zrzy_permit", "permit", 280, ZRZY, Habits(("R04", "R01", "R05", "R10", "R03", "R08"), 0.02)),
    Feed("cgj_penalty", "penalty", 300, CGJ, Habits(("R11", "R12", "R04", "R05", "R01", "R03"), 0.02)),
    Feed("rsj_permit", "permit", 240, RSJ, Habits(("R04", "R05", "R15"), 0.01, silent=True)),
    Feed("sl_nyj_permit", "permit", 180, SL, Habits(R15_RULES, 0.1, late=10)),
)
SHOWN = {"石鹿县农业农村局": 0.95, "市应急管理局": 0.96, "市安全生产监督管理局": 0.97, "市交通运输局": 0.998}
