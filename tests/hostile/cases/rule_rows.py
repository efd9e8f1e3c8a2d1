"""What several rows say together: R14 conflicts, duplicates under folded keys, co-offenders, names; R19, R20."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cities.demo.generator.codes import credit_code, org_code, reg_no, resident_id
from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xlsx
from tests.hostile.cases._people import NO_FIRM, person
from tests.hostile.cases._table import COPIED, Cell, Grid, Line, Make, Table, again, bad, case, copy_of, good

NAMELESS_CODES = dict.fromkeys(("credit_code", "org_code", "reg_no"))
SOLE = credit_code("92", "429700", 901)


def firm(name: str, doc_no: str = "示罚〔2019〕77号", **cells: Cell) -> dict[str, Cell]:
    """A firm known by its name alone (lawful in the 2015 layout), under one document number."""
    return NAMELESS_CODES | {"party_name": name, "doc_no": doc_no} | cells


def conflict(line: int, **cells: Cell) -> Line:
    """A row about the record of an earlier line that says something else."""
    return bad("R14", **{COPIED: line}, **cells)


def table_2015(*lines: Line) -> Table:
    return Table("penalty", lines, "2015")


def shifted_right(line: list[Cell]) -> list[Cell]:
    """An empty cell before the name, the last one pushed off."""
    return [None, *line[:-1]]


def shifted_left(line: list[Cell]) -> list[Cell]:
    """The name lost, everything else one to the left."""
    return [*line[1:], None]


def shifted_inside(line: list[Cell]) -> list[Cell]:
    """Every cell from the 14th on one to the right, the last one pushed off."""
    return [*line[:13], None, *line[13:-1]]


def longer(line: list[Cell]) -> list[Cell]:
    """One filled cell too many."""
    return [*line[:5], "多", *line[5:]]


def shorter(line: list[Cell]) -> list[Cell]:
    """One cell too few."""
    return [*line[:5], *line[6:]]


def trailing(line: list[Cell]) -> list[Cell]:
    """One empty cell too many at the end, as some exports leave it: nothing has moved."""
    return [*line, None]


SHIFTS = (shifted_right, shifted_left, shifted_inside)
WIDTHS = (longer, shorter)


def moved(make: Callable[[Grid], Make], changes: Sequence[Callable]) -> Callable[[Grid], Make]:
    """Every other line, from the second on, is changed by the next of these; lines in between stay whole."""

    def change(grid: Grid) -> Make:
        lines = list(grid)
        for place, by in enumerate(changes):
            lines[2 * place + 2] = by(lines[2 * place + 2])
        return make(lines)

    return change


def shifted(dataset: str, changes: Sequence[Callable], layout: str | None = None) -> Table:
    """A table whose lines are good and shifted by turns."""
    return Table(dataset, (*((good(), bad("R20")) * len(changes)), good()), layout)


CASES: list[Case] = [
    case(
        "rows-duplicates",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(),
                good(),
                again(1),
                again(1),
                again(2, doc_no=" 示例许字［2019］2号"),
                again(2, doc_no="示例许字(２０１９) 2号", authority="示例市 示例局"),
                again(1, updated_at="2019-03-01"),  # a stamp is no content
                good(),
            ),
        ),
    ),
    case(
        "rows-conflicts",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(),
                bad("R14"),
                conflict(2, content="另一种内容"),
                good(),
                bad("R14"),
                conflict(5, fine_wan="9.5"),
                conflict(5, fine_wan="7.5"),
                good(),
                bad("R04", decided_on="2019-02-29"),
                copy_of(9, good()),  # the right version beside a refused one
                good(),
            ),
        ),
    ),
    case(
        "rows-bracket-styles-are-one-key",
        "处罚.csv",
        csv_file,
        table_2015(
            good(**firm("示例（甲）公司", "示罚〔2019〕1号")),
            *(
                again(1, **firm("示例(甲)公司", f"示罚{a}2019{b}1号"))
                for a, b in ("()", "（）", "[]", "［］", "【】", "{}", "〔〕", "｛｝")
            ),
            good(**firm("示例（甲）公司", "示罚〔2019〕2号")),
        ),
    ),
    case(
        "rows-traditional-and-simplified-are-one-key",
        "处罚.csv",
        csv_file,
        table_2015(
            good(**firm("示例贸易发展有限公司", "示罚〔2019〕1号")),
            again(1, **firm("示例貿易發展有限公司", "示罰〔2019〕1號")),
            bad("R14", **firm("示例商務公司", "示罰〔2019〕2號")),
            conflict(3, **firm("示例商务公司", "示罚〔2019〕2号", content="另一种内容")),
            good(**firm("示例藝術公司", "示罚〔2019〕3号")),
        ),
    ),
    case(
        "rows-spellings-of-names-are-one-key",
        "处罚.csv",
        csv_file,
        table_2015(
            good(**firm("示例A·B公司")),
            again(1, **firm("示例Ａ·Ｂ公司")),
            again(1, **firm("示例 a·b 公司")),
            again(1, **firm("示例a\u200b·b公司")),
            good(**firm("示例AB公司")),
        ),
    ),
    case(
        "rows-codes-are-one-key",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(credit_code=credit_code("91", "429700", 911)),
                again(1, credit_code=credit_code("91", "429700", 911).lower()),
                good(org_code=org_code(912)),
                again(3, org_code=f"{org_code(912)[:8]}-{org_code(912)[8]}"),
                good(decided_on="2019-01-08"),
                again(5, decided_on="2019年1月8日"),
                good(fine_wan="0.2"),
                again(7, fine_wan="0.20"),
                good({"category": "警告"}, category="警告"),
                again(9, category="1"),
            ),
        ),
    ),
    case(
        "rows-one-person-under-two-spellings",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(**person(41)),
                again(1, **person(41, id_no=resident_id(41)[:6] + resident_id(41)[8:17])),
                good(**person(42)),
                again(3, **person(42, id_no=resident_id(42).lower())),
            ),
        ),
    ),
    case(
        "rows-co-offenders-are-lawful",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                *(good(doc_no="示罚〔2019〕88号") for _ in range(4)),
                good(**person(43, doc_no="示罚〔2019〕88号")),
                good(**person(44, doc_no="示罚〔2019〕88号")),
            ),
        ),
    ),
    case(
        "rows-same-number-of-two-authorities",
        "处罚.csv",
        csv_file,
        Table("penalty", (good(), good(**{COPIED: 1}, authority="示例市另一局"), good())),
    ),
    case(
        "rows-one-name-several-persons",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(**person(45, "示例人某")),
                good(**person(46, "示例人某")),
                bad("R01", **person(47, "示例人某", id_no=None)),
            ),
        ),
    ),
    case(
        "rows-one-code-two-names-are-warned-of",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (good(), good(credit_code=credit_code("91", "429700", 101), party_name="示例另一名称公司"), good()),
        ),
        says=("名称",),
    ),
    case(
        "rows-list-conflicts",
        "黑名单.csv",
        csv_file,
        Table(
            "black_list",
            (
                good(),
                again(1),
                bad("R14"),
                conflict(3, reason="另一事由"),
                good(**{COPIED: 1}, listed_on="2019-02-01"),
                good(**{COPIED: 1}, list_type="另一名单"),
                good(),
            ),
        ),
    ),
    case(
        "rows-subject-conflicts",
        "主体.csv",
        csv_file,
        Table(
            "subject",
            (
                good(),
                again(1),
                bad("R14"),
                conflict(3, county="另一区县"),
                good(credit_code=None),
                good(credit_code=None, reg_no=reg_no("429700", 999)),
            ),
        ),
    ),
    case(
        "rows-natural-and-legal-are-warned-of",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(),
                good(**person(48, credit_code=SOLE)),
                good(**person(49, legal_rep_name="示例人")),
                good(id_type="身份证", id_no=resident_id(50)),
                good(),
            ),
        ),
        says=("自然人",),
    ),
    case("rows-shifted", "处罚.csv", moved(csv_file, (*SHIFTS, *WIDTHS)), shifted("penalty", (*SHIFTS, *WIDTHS))),
    case("rows-shifted-xlsx", "处罚.xlsx", moved(xlsx, SHIFTS), shifted("penalty", SHIFTS), sheet=SHEET),
    case("rows-shifted-2015", "许可.csv", moved(csv_file, SHIFTS[:2]), shifted("permit", SHIFTS[:2], "2015")),
    case("rows-shifted-list", "黑名单.xlsx", moved(xlsx, SHIFTS[:2]), shifted("black_list", SHIFTS[:2]), sheet=SHEET),
    case("rows-trailing-separator", "处罚.csv", moved(csv_file, (trailing,)), Table("penalty", (good(),) * 4)),
    case(
        "rows-odd-but-lawful",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(party_name="2018示例"),
                good(party_name="91示例店"),
                good(party_name="SHILI CO LTD"),
                good(content="2018-11-23"),
                good(remark="0"),
                good(**NO_FIRM, **{k: v for k, v in person(51).items() if k not in NO_FIRM}),
                good({"valid_to": None}, valid_to="长期"),
                good(doc_no="2019010700000001"),
            ),
        ),
    ),
]
