"""R04 days and months, R17 lateness, R18 the end of publicity (facts 3.6, 3.7, 4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from expectations.contract import Contract, Field
from expectations.rules.rule import REJECT, WARN, Matching, Rule, Shape, first_of, present_fields

FIRST, LAST = "1949-10-01", "2099-12-31"
MONTH = r"\A(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])\z"
PUBLICITY_DAYS = 3 * 366  # 公示期限 1 or 3 years (facts 4.2, first line)
LATE_WITHIN = 365  # days before the night; what is older is stock and no matter of this delivery
# What an unclear spelling looks like, and the words for it.
UNCLEAR = {
    r"\A[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}\z": "年份在后，月和日的先后不明",
    r"\A[0-9]{2}(?:[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{4})\z": "年份只有两位",
    r"\A[0-9]{4}(?:[-/.年][0-9]{1,2}月?)?年?\z": "没有写明月或日",
    r"\A[0-9]{5}(?:\.[0-9]+)?\z": "像是表格软件的日期序号，请把该列设为日期格式",
    r"\A[0-9]{9,14}\z": "像是时间戳或位数不对",
    r"[0-9].*(?:至|到|~|～|—).*[0-9]": "含两个日期",
    r"[上下午零一二三四五六七八九十〇○]": "写法无法识别",
}


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Readable, real and in range; starts before ends; in time; publicity within its term."""
    for f in present_fields(contract, shape, ("day", "end")):
        yield real_day(f, shape)
    for f in present_fields(contract, shape, ("month",)):
        fails = f"not regexp_matches({f.name}, '{MONTH}')"
        yield Rule("R04", f.name, REJECT, fails, "应为YYYY-MM形式的月份；请改正", Matching(f.name, MONTH))
    for start, end in contract.spans:
        if {start, end} <= shape.present:
            yield span(contract, start, end)
    if contract.published and contract.day in shape.present and shape.late_before:
        yield late(contract.day, shape.night, shape.late_before)
    if contract.has("publicity_end") and {"publicity_end", "decided_on"} <= shape.present:
        yield publicity()


def real_day(f: Field, shape: Shape) -> Rule:
    """One day column."""
    last = shape.night.isoformat() if f.past else LAST
    open_ended = f"{f.name} <> '长期' and " if f.type == "end" else ""
    fails = (
        f"{open_ended}{f.name} is not null and (not x_is_day({f.name}) or {f.name} < '{FIRST}' or {f.name} > '{last}')"
    )
    detail = first_of(
        (f"{f.name} = '长期'", "此列须填具体日期"),
        (f"x_is_day({f.name}) and {f.name} > '{last}'", f"晚于{last}"),
        (f"x_is_day({f.name})", f"早于{FIRST}"),
        (
            rf"regexp_matches({f.name}, '\A(?:[0-9]{{4}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?|[0-9]{{8}})\z')",
            "日历上没有这一天",
        ),
        *((f"regexp_matches({f.name}, '{regex}')", says) for regex, says in UNCLEAR.items()),
    )
    limit = "且不晚于当日" if f.past else ""
    also = "或“长期”" if f.type == "end" else ""
    says = f"应为真实存在的日期，写作YYYY-MM-DD{also}，不早于{FIRST}{limit}；请改正"
    return Rule("R04", f.name, REJECT, fails, says, detail=detail)


def span(contract: Contract, start: str, end: str) -> Rule:
    """A start may not lie after its end."""
    fails = f"{end} <> '长期' and x_is_day({start}) and x_is_day({end}) and {start} > {end}"
    return Rule(
        "R04", end, REJECT, fails, f"不应早于〔{contract.field(start).title}〕；请核对两个日期", part=f"from {start}"
    )


def late(day: str, night: date, before: date) -> Rule:
    """R17: a decision of the last year that comes after its seventh working day (发改办财金〔2018〕424号)."""
    first = night - timedelta(LATE_WITHIN)
    fails = f"{day} < '{before.isoformat()}' and {day} >= '{first.isoformat()}' and x_is_day({day})"
    says = "应自决定之日起7个工作日内报送；已迟报，请今后按时报送（以前报送过的除外）"
    return Rule("R17", day, WARN, fails, says)


def publicity() -> Rule:
    """R18: publicity ends after the decision and within three years of it."""
    fails = (
        "x_is_day(publicity_end) and x_is_day(decided_on) and (publicity_end < decided_on"
        f" or try_cast(publicity_end as date) > try_cast(decided_on as date) + {PUBLICITY_DAYS})"
    )
    return Rule("R18", "publicity_end", WARN, fails, "公示期限为1年或3年，自决定之日起算；请核对")
