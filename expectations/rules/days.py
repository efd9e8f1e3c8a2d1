"""R04 days and months, R18 the end of publicity (facts 3.6, 3.7, 4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract, Field
from expectations.rules.rule import REJECT, WARN, Matching, Rule, Shape, present_fields

FIRST, LAST = "1949-10-01", "2099-12-31"
MONTH = r"\A(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])\z"
PUBLICITY_DAYS = 3 * 366  # 公示期限 1 or 3 years (facts 4.2, first line)


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Readable, real and in range; starts before ends; publicity within its term."""
    for f in present_fields(contract, shape, ("day", "end")):
        yield real_day(f, shape)
    for f in present_fields(contract, shape, ("month",)):
        fails = f"not regexp_matches({f.name}, '{MONTH}')"
        yield Rule("R04", f.name, REJECT, fails, "应为YYYY-MM形式的月份；请改正", Matching(f.name, MONTH))
    for start, end in contract.spans:
        if {start, end} <= shape.present:
            yield span(contract, start, end)
    if contract.has("publicity_end") and {"publicity_end", "decided_on"} <= shape.present:
        yield publicity()


def real_day(f: Field, shape: Shape) -> Rule:
    """One day column."""
    last = shape.night.isoformat() if f.past else LAST
    open_ended = f"{f.name} <> '长期' and " if f.type == "end" else ""
    fails = (
        f"{open_ended}{f.name} is not null and (not x_is_day({f.name}) or {f.name} < '{FIRST}' or {f.name} > '{last}')"
    )
    limit = "且不晚于当日" if f.past else ""
    also = "或“长期”" if f.type == "end" else ""
    return Rule("R04", f.name, REJECT, fails, f"应为真实存在的日期，写作YYYY-MM-DD{also}，不早于{FIRST}{limit}；请改正")


def span(contract: Contract, start: str, end: str) -> Rule:
    """A start may not lie after its end."""
    fails = f"{end} <> '长期' and x_is_day({start}) and x_is_day({end}) and {start} > {end}"
    return Rule(
        "R04", end, REJECT, fails, f"不应早于〔{contract.field(start).title}〕；请核对两个日期", part=f"from {start}"
    )


def publicity() -> Rule:
    """R18: publicity ends after the decision and within three years of it."""
    fails = (
        "x_is_day(publicity_end) and x_is_day(decided_on) and (publicity_end < decided_on"
        f" or try_cast(publicity_end as date) > try_cast(decided_on as date) + {PUBLICITY_DAYS})"
    )
    return Rule("R18", "publicity_end", WARN, fails, "公示期限为1年或3年，自决定之日起算；请核对")
