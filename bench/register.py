"""Who the permits are for and who grants them: synthetic subjects and units with right check digits."""

from __future__ import annotations

from random import Random

import pyarrow as pa

from cities.demo.generator.codes import credit_code, org_code, reg_no, resident_id, wrong_check

ORGANISATION, PERSON, SOLE = "法人及非法人组织", "自然人", "个体工商户"
REGIONS = ("429701", "429702", "429703", "429721")
AREAS = ("云梦泽市", "云中区", "泽南区", "石鹿县", "砚池县")
OFFICES = ("市场监督管理局", "生态环境局", "交通运输局", "住房和城乡建设局", "卫生健康委员会", "应急管理局", "水利局", "农业农村局", "烟草专卖局", "行政审批局")  # fmt: skip
WORDS = "恒瑞嘉弘启信诚和兴泰鼎盛源丰达润博新安宏"
GIVEN = "甲乙丙丁戊己庚辛壬癸𠮷"
TRADES = ("商贸", "建筑工程", "餐饮管理", "机械制造", "医药", "物流", "生态农业", "科技", "矿业", "服饰", "环保设备")


def subjects(count: int, random: Random) -> pa.Table:
    """One row per subject: category, name, credit code with a wrong and a misfitting variant, the other numbers."""
    return pa.Table.from_pylist([subject(serial, random) for serial in range(count)])


def subject(serial: int, random: Random) -> dict[str, str | int]:
    category = random.choices((ORGANISATION, PERSON, SOLE), (55, 20, 25))[0]
    region, org = random.choice(REGIONS), org_code(serial)
    code = credit_code("92" if category == SOLE else random.choice(("91", "91", "93", "12", "51")), region, serial)
    person = "测" + "".join(random.choices(GIVEN, k=2))
    firm = "虚构" + "".join(random.choices(WORDS, k=3)) + random.choice(TRADES)
    return {
        "subject": serial,
        "category": category,
        "name": person if category == PERSON else firm + ("有限公司" if category == ORGANISATION else "经营部"),
        "code": code,
        "code_wrong": wrong_check(code),
        "code_misfit": credit_code("91" if category == SOLE else "92", region, serial),
        "org": org,
        "org_wrong": org[:8] + ("1" if org[8] != "1" else "2"),
        "reg": reg_no(region, serial),
        "id": resident_id(serial),
        "representative": person,
    }


def units() -> pa.Table:
    """One row per unit: number, name, credit code and a wrong one."""
    names = [area + office for area in AREAS for office in OFFICES]
    codes = [credit_code("11", "429700", 900_000 + number) for number in range(len(names))]
    wrong = [wrong_check(code) for code in codes]
    return pa.table({"unit": range(len(names)), "unit_name": names, "unit_code": codes, "unit_code_wrong": wrong})
