"""R04 days in every spelling, clear and unclear, R18 the end of publicity; days as instants of machines."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from tests.hostile.base import holds
from tests.hostile.case import Case
from tests.hostile.cases._books import SHEET, csv_file, xlsx
from tests.hostile.cases._table import Grid, Line, Make, Table, bad, case, good

THAT_DAY = "2018-11-23"
CLEAR = (
    "2018-11-23", "2018/11/23", "2018.11.23", "20181123", "2018年11月23日", "2018年11月23号", "2018-11-23 00:00:00",
    "2018/11/23 8:30", "2018-11-23T00:00:00", "2018-11-23T08:00:00+08:00", "2018-11-23T00:00:00Z",
    "2018-11-23T00:00:00.000Z", "２０１８－１１－２３", "2018 - 11 - 23", "2018 年 11 月 23 日", " 2018-11-23 ",
    "二〇一八年十一月二十三日", "二○一八年十一月二十三日", "1542902400000", "1542931200000",
)  # fmt: skip
UNCLEAR = (
    "03/04/2018", "11/23/2018", "23/11/2018", "23-11-2018", "18-11-23", "18.11.23", "2018-1123", "2018-11", "2018年",
    "2018-13-45", "2018-02-29", "2018-02-30", "2018-04-31", "2018-00-10", "2018-10-00", "0000-00-00", "2018112",
    "43427", "1542902400", "昨天", "长期", "2018-11-23至2018-12-23", "2018-11-2E", "-1", "1948-01-01", "1949-09-30",
    "2019-03-16", "2109-01-01", "99991231", "3018-11-23",
)  # fmt: skip
ENDLESS = (
    "长期", "长期有效", "永久", "无期限", "2099-12-31", "2099/12/31", "2099年12月31日", "9999/12/31", "99991231", "20991231",
)  # fmt: skip


def day(spelling: object, loads: str = THAT_DAY) -> Line:
    """A decision date that is clear."""
    return good({"decided_on": loads}, decided_on=spelling)


def end(spelling: object, loads: str | None) -> Line:
    """An end of validity that is clear; none for one without end."""
    return good({"valid_to": loads}, valid_to=spelling)


def epoch(iso_utc: str) -> int:
    """Milliseconds since 1970 of an instant."""
    return (datetime.fromisoformat(iso_utc).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        milliseconds=1
    )


# Midnight in Shanghai as old systems export it: 15:00 of the day before in the summers of 1986 to 1991, else 16:00.
MIDNIGHTS = (
    (epoch("1985-06-30T16:00"), "1985-07-01"),
    (epoch("1986-06-30T15:00"), "1986-07-01"),
    (epoch("1988-06-30T15:00"), "1988-07-01"),
    (epoch("1988-12-31T16:00"), "1989-01-01"),
    (epoch("1991-07-31T15:00"), "1991-08-01"),
    (epoch("1991-10-31T16:00"), "1991-11-01"),
    (epoch("1992-06-30T16:00"), "1992-07-01"),
    (epoch("2018-11-22T16:00"), THAT_DAY),
    (epoch("2018-11-23T15:59"), THAT_DAY),
)


def records(grid: Grid) -> Make:
    """JSON records of these cells, numbers as numbers."""
    rows = [dict(zip(map(str, grid[0]), line, strict=True)) for line in grid[1:]]
    return holds(json.dumps(rows, ensure_ascii=False))


FULL = tuple(day(spelling) for spelling in CLEAR)

CASES: list[Case] = [
    case("days-clear", "处罚.csv", csv_file, Table("penalty", FULL)),
    case("days-clear-xlsx", "处罚.xlsx", xlsx, Table("penalty", FULL), sheet=SHEET),
    case(
        "days-unclear",
        "处罚.csv",
        csv_file,
        Table("penalty", (*(bad("R04", decided_on=text) for text in UNCLEAR), *(good() for _ in range(20)))),
    ),
    case(
        "days-at-the-edges",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                day("1949-10-01", "1949-10-01"),
                day("2019-03-15", "2019-03-15"),
                day("2016-02-29", "2016-02-29"),
                day("2000-02-29", "2000-02-29"),
                bad("R04", decided_on="1900-02-29"),
                bad("R04", decided_on="1949-09-30"),
                bad("R04", decided_on="2019-03-16"),
            ),
        ),
    ),
    case(
        "days-ends",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                *(end(spelling, None) for spelling in ENDLESS),
                end("2099-12-30", "2099-12-30"),
                end("2030年1月1日", "2030-01-01"),
                bad("R04", valid_to="03/04/2024"),
                bad("R04", valid_to="长"),
                bad("R04", valid_to="十年"),
                bad("R04", valid_to="2019-02-29"),
            ),
        ),
    ),
    case(
        "days-permit-2015-ends",
        "许可.csv",
        csv_file,
        Table(
            "permit",
            (
                *(end(spelling, None) for spelling in ENDLESS),
                end("20300101", "2030-01-01"),
                bad("R04", valid_to="五年"),
            ),
            "2015",
        ),
    ),
    case(
        "days-in-order",
        "许可.csv",
        csv_file,
        Table(
            "permit",
            (
                good(valid_from="2019-01-07", valid_to="2019-01-07"),
                good({"valid_to": None}, valid_from="2019-01-07", valid_to="长期"),
                bad("R04", valid_from="2019-01-08", valid_to="2019-01-07"),
                bad("R04", valid_from="2019/1/8", valid_to="20190107"),
                good(decided_on="2019-01-09", valid_from="2019-01-01"),
            ),
        ),
    ),
    case(
        "days-in-order-list",
        "黑名单.csv",
        csv_file,
        Table(
            "black_list",
            (
                good(listed_on="2019-01-07", removed_on="2019-01-07"),
                bad("R04", listed_on="2019-01-07", removed_on="2019-01-06"),
                bad("R04", listed_on="2019-01-07", expires_on="2018-12-31"),
                good(listed_on="2019-01-07", expires_on="2019-01-07"),
                good({"expires_on": None}, listed_on="2019-01-07", expires_on="永久"),
                good(),
            ),
        ),
    ),
    case(
        "days-in-order-subject",
        "主体.csv",
        csv_file,
        Table(
            "subject",
            (
                good(registered_on="2010-01-01", state="注销", state_date="2010-01-01"),
                bad("R04", registered_on="2010-01-02", state="注销", state_date="2010-01-01"),
                good(),
            ),
        ),
    ),
    case(
        "days-epoch-csv",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                *(day(str(ms), loads) for ms, loads in MIDNIGHTS),
                bad("R04", decided_on="1542902400"),
                bad("R04", decided_on="15429024000000"),
            ),
        ),
    ),
    case(
        "days-epoch-json",
        "处罚.json",
        records,
        Table("penalty", tuple(day(ms, loads) for ms, loads in MIDNIGHTS)),
        first=1,
    ),
    case(
        "days-publicity-only-warned-of",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (
                good(publicity_end="2020-01-07"),
                good(publicity_end="2022-01-07"),
                good(publicity_end="2019-01-01"),
                good(publicity_end="2023-12-31"),
                good({"publicity_end": None}, publicity_end="长期"),
                bad("R04", publicity_end="三年"),
            ),
        ),
        says=("公示截止期异常",),
    ),
    case(
        "days-late-is-no-error",
        "处罚.csv",
        csv_file,
        Table(
            "penalty",
            (day("2018-06-01", "2018-06-01"), day("2019-03-14", "2019-03-14"), day("1999-06-01", "1999-06-01")),
        ),
    ),
]
