"""R15 characters that cannot be right, R16 what the public must not read; each beside what only looks odd."""

from __future__ import annotations

from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xlsx
from tests.hostile.cases._people import resident
from tests.hostile.cases._table import Table, bad, case, good

HAN = "统一社会信用示例"
PHONE = "13000000000"
ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
BIDI = ("\u202e", "\u202d", "\u2066", "\u200f")
PRIVATE = ("\ue000", "\uf8ff", "\U000f0000")
CONTROLS = ("\x01", "\x08", "\x0b", "\x1b", "\x7f", "\x85")


def misread(text: str, as_: str) -> str:
    """What UTF-8 bytes look like when they are taken for another encoding."""
    return text.encode("utf-8").decode(as_, errors="ignore")


CASES: list[Case] = [
    case(
        "characters-refused",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(),
                *(bad("R15", party_name=f"示例{c}公司") for c in CONTROLS),
                bad("R15", content="示例\x00内容"),
                bad("R15", content="示例\ufffd内容"),
                bad("R15", doc_no="示罚〔2019〕\ufffd号"),
                bad("R15", party_name="锟斤拷锟斤拷公司"),
                bad("R15", content="烫烫烫烫"),
                bad("R15", content="屯屯屯屯"),
                bad("R15", party_name=misread("示例商贸有限公司", "gb18030")),
                bad("R15", content=misread(HAN, "gb18030")),
                bad("R15", party_name=misread("示例商贸有限公司", "latin-1")),
                bad("R15", content=misread(HAN, "cp1252")),
                bad("R15", party_name="示例商贸有限公司".encode("gbk").decode("latin-1")),
                bad("R15", party_name="示例\n公司"),
                bad("R15", doc_no="示罚〔2019〕\r\n3号"),
                bad("R15", authority="示例市\t示例局"),
                bad("R15", party_name="示例\u2028公司"),
                *(good() for _ in range(20)),
            ),
        ),
    ),
    case(
        "characters-warned-of",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                *(good(party_name=f"示例{c}公司") for c in (*ZERO_WIDTH, *BIDI, *PRIVATE)),
                good(content="<p>示例内容</p>"),
                good(content="示例&nbsp;内容"),
                good(content="<script>alert(1)</script>"),
                good(content="第一行\n第二行\t制表"),
            ),
        ),
        says=("不可见",),
    ),
    case(
        "characters-rare-but-right",
        "处罚.xlsx",
        xlsx,
        Table(
            "penalty",
            (
                good(party_name="示例琛浠斂公司"),
                good(party_name="示例𠮷商行"),
                good(party_name="示例㐂䶮店"),
                good(party_name="示例·买买提公司"),
                good(party_name="示例Ⅱ号店"),
                good(party_name="SHILI & Co., Ltd. (HK)"),
                good(party_name="示例café"),
                good(party_name="示例〇〇公司"),
                good(content="温度≥30℃，1＜2，a<b且b>a"),
                good(content="“引号”、‘单引号’、\"直引号\"、'撇号'"),
                good(content="100%；=1+1；+86；@示例；-1"),
                good(content="𠮷" * 50),
            ),
        ),
        sheet=SHEET,
    ),
    case(
        "characters-personal-data-in-public-text",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(),
                good(content=f"电话{PHONE}"),
                good(content=f"电话130 0000 0000，手机+86-{PHONE}"),
                good(content="电话１３００００００００００"),
                good(facts=f"身份证号{resident('19000101')}"),
                good(
                    basis=f"身份证号{resident('19000101')[:6]} {resident('19000101')[6:14]} {resident('19000101')[14:]}"
                ),
                good(content="文号1300000000000000号"),
            ),
        ),
        says=("个人信息",),
    ),
]
