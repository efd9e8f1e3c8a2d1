"""Invented names: firms from roots that no gazetteer knows, people from test surnames and the sixty-year cycle."""

from __future__ import annotations

from random import Random

ROOTS = [
    "云泽",
    "梦溪",
    "青芜",
    "石鹿",
    "澜舟",
    "砚池",
    "禾曦",
    "栖梧",
    "沐岚",
    "霁川",
    "听松",
    "望舒",
    "扶光",
    "景曜",
    "邀月",
    "枕流",
    "漱石",
    "观澜",
    "折桂",
    "揽星",
]
MIDDLES = [
    "恒",
    "瑞",
    "嘉",
    "弘",
    "启",
    "信",
    "诚",
    "和",
    "兴",
    "泰",
    "鼎",
    "盛",
    "源",
    "丰",
    "达",
    "润",
    "博",
    "新",
    "安",
    "宏",
]
TAILS = [
    "远",
    "通",
    "成",
    "佳",
    "创",
    "顺",
    "发",
    "合",
    "联",
    "邦",
    "城",
    "升",
    "益",
    "明",
    "华",
    "隆",
    "康",
    "利",
    "捷",
    "优",
]
TRADES = [
    "商贸",
    "建材",
    "物流",
    "环保科技",
    "餐饮管理",
    "机械制造",
    "生物科技",
    "建筑工程",
    "食品",
    "服饰",
    "汽车服务",
    "农业开发",
]
STALLS = ["便利店", "小吃店", "五金店", "理发店", "服装店", "水果店", "汽修店", "早餐铺"]
BODIES = {
    "机关": ["事务服务局", "稽查办公室", "保障局"],
    "事业单位": ["测试中学", "服务中心", "检测院", "测试小学"],
    "社会团体": ["行业协会", "联合会", "商会"],
    "民办非企业单位": ["养老服务站", "培训学校", "社工中心"],
    "基金会": ["公益基金会", "教育基金会"],
    "律师执业机构": ["律师事务所"],
}
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def person(serial: int) -> str:
    """A person's name that is plainly a test name, such as 测甲子."""
    return "测试样例"[serial // 120 % 4] + STEMS[serial % 10] + BRANCHES[serial // 10 % 12]


class Namer:
    """Hands out each subject name once; `wide` adds a character, for cities with more subjects than short names."""

    def __init__(self, rng: Random, wide: bool = False) -> None:
        self.rng, self.used = rng, set[str]()
        self.ends = [tail + middle for tail in TAILS for middle in MIDDLES] if wide else TAILS

    def name(self, kind: str) -> str:
        """A fresh name for a subject of that kind."""
        while True:
            stem = self.rng.choice(ROOTS) + self.rng.choice(MIDDLES) + self.rng.choice(self.ends)
            if kind == "企业":
                name = f"云梦泽市{stem}{self.rng.choice(TRADES)}有限公司"
            elif kind == "农民专业合作社":
                name = f"石鹿县{stem}种植农民专业合作社"
            elif kind == "个体工商户":
                name = f"{self.rng.choice(('云泽区', '梦溪区', '青芜区'))}{stem}{self.rng.choice(STALLS)}"
            else:
                name = f"云梦泽市{stem}{self.rng.choice(BODIES[kind])}"
            if name not in self.used:
                self.used.add(name)
                return name
