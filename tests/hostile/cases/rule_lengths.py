"""R02 lengths, at the boundary and one past it."""

from __future__ import annotations

from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xlsx
from tests.hostile.cases._table import Table, bad, case, good

HAN, CLEF = "示", "𠀀"  # the second is one character of four bytes


def long(size: int, with_: str = HAN) -> str:
    """A text of this many characters."""
    return with_ * size


CASES: list[Case] = [
    case(
        "lengths-penalty-2018",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(party_name=long(200)),
                bad("R02", party_name=long(201)),
                good(party_name=long(200, CLEF)),
                good(doc_no=long(128)),
                bad("R02", doc_no=long(129)),
                good(reg_no="示" + "1" * 49),
                bad("R02", reg_no="示" + "1" * 50),
                good(authority=long(200)),
                bad("R02", authority=long(201)),
                good(legal_rep_name=long(50)),
                bad("R02", legal_rep_name=long(51)),
                good(content=long(4000)),
                good(content=long(4001)),  # a warning
                good(content=long(10_000)),
                bad("R02", content=long(10_001)),
                good(facts=long(10_000, CLEF)),
                bad("R02", basis=long(10_001, CLEF)),
                bad("R02", remark=long(10_001)),
                good(suspended_licence=long(201)),
            ),
        ),
        says=("超长",),
    ),
    case(
        "lengths-permit-2018",
        "许可.xlsx",
        xlsx,
        Table(
            "permit",
            (
                good(doc_no=long(64)),
                bad("R02", doc_no=long(65)),
                good(content=long(10_000)),
                bad("R02", content=long(10_001)),
                good(certificate_no=long(65)),
                good(),
            ),
        ),
        sheet=SHEET,
    ),
    case(
        "lengths-black-list",
        "黑名单.csv",
        csv_file,
        Table(
            "black_list",
            (
                good(party_name=long(200)),
                bad("R02", party_name=long(201)),
                good(reason=long(4001)),
                bad("R02", reason=long(10_001)),
                good(doc_no=long(128)),
                bad("R02", doc_no=long(129)),
            ),
        ),
    ),
]
