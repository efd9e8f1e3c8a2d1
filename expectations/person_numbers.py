"""Numbers of persons as they stand in texts: phones, resident ids, bank cards, also with blanks or in full width."""

from __future__ import annotations

D = "[0-9０-９]"
GAP = r"[-－ \x{a0}\x{3000}]?"  # blanks and dashes inside a number
BEFORE, END = r"(?:\A|[^0-9０-９])", r"(?:[^0-9０-９]|\z)"
CHINA = rf"(?:(?:[+＋]|[0０]{{2}})?[8８][6６][)）]?{GAP})?"  # +86, 0086
PHONE = f"{BEFORE}{CHINA}[1１][3-9３-９]{D}(?:{GAP}{D}{{4}}{GAP}{D}{{4}}|{GAP}{D}{{3}}{GAP}{D}{{5}}|{GAP}{D}{{8}}){END}"
PROVINCE = "(?:[1１][1-5１-５]|[2２][1-3１-３]|[3３][1-7１-７]|[4４][1-6１-６]|[5５][0-4０-４]|[6６][1-5１-５]|[78７８][1-3１-３])"
MONTH_DAY = "(?:[0０][1-9１-９]|[1１][0-2０-２])(?:[0０][1-9１-９]|[12１２][0-9０-９]|[3３][01０１])"
RESIDENT = rf"{BEFORE}{PROVINCE}{D}{{4}}{GAP}(?:[1１][9９]|[2２][0０]){D}{{2}}{GAP}{MONTH_DAY}{GAP}{D}{{3}}[0-9０-９XxＸｘ]{END}"
OLD_RESIDENT = rf"{BEFORE}{PROVINCE}{D}{{4}}{GAP}{D}{{2}}{MONTH_DAY}{GAP}{D}{{3}}{END}"  # 15 digits
CARD = rf"{BEFORE}[6６][2２]{D}{{2}}{GAP}(?:{D}{{4}}{GAP}){{3}}(?:{D}{{3}})?{END}"  # 银联, 16 or 19 digits
KINDS = {
    PHONE: "疑含手机号码",
    RESIDENT: "疑含居民身份证号码",
    OLD_RESIDENT: "疑含15位居民身份证号码",
    CARD: "疑含银行卡号",
}
