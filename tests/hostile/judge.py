"""The judge of hostile files: does the answer of the check agree with the truth of the case, in every respect?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.hostile.case import Case

HANZI = re.compile(r"[\u4e00-\u9fff]")
# What the words of a library's or Python's exception look like. Names of limits (columns=500) are ours.
RAW = re.compile(
    r"Error\b|Exception|Traceback|Errno|\berrno\b|\bline \d|\bcolumn \d|\bbyte \d|\bposition \d|codec|NoneType|<class"
    r"|object at 0x|duckdb|pyarrow|calamine|openpyxl|xlrd|pandas|expat|lxml|zlib|zipfile|BadZip|/tmp/|sheet-\d|\.arrow",
    re.IGNORECASE,
)
# Synthetic residents (see codes.py): their numbers may stand in no message and in no field that holds such numbers.
RESIDENT = re.compile(r"429797\d{11}[\dXx]|429797\d{9}(?!\d)")
PERSONAL_FIELDS = ("id_no", "legal_rep_id_no", "person_no")


def judge(case: Case, answer: dict) -> list[str]:
    """Complaints, empty when all is right."""
    parts = [common(case, answer)]
    if case.rejected is not None:
        parts.append(rejection(case, answer))
    elif answer["outcome"] != "loaded":
        parts.append(iter([f"the file is rejected: {answer['reason']}"]))
    else:
        parts += [receipt(case, answer), rows_accepted(case, answer), rows_quarantined(case, answer)]
    return [complaint for part in parts for complaint in part]


def common(case: Case, answer: dict) -> Iterator[str]:
    """What holds of any answer: conservation, clean words, nothing personal, time, memory, no litter."""
    counts = answer["receipt"]
    if counts["received"] != counts["accepted"] + counts["duplicate"] + counts["quarantined"]:
        yield f"rows are lost or made: {counts}"
    for words in messages(answer):
        yield from bad_words(words)
    for row in answer["accepted"]:
        if "\ufffd" in "".join(map(str, row.values())):
            yield f"row {row['row']} is accepted with a replacement character"
        for field in PERSONAL_FIELDS:
            if RESIDENT.search(str(row.get(field))):
                yield f"row {row['row']}: {field} is a clear number"
    everything = json.dumps(answer, ensure_ascii=False)
    yield from (f"{word!r} stands in the answer" for word in case.never if word in everything)
    said = " ".join(messages(answer))
    yield from (f"{word!r} is not said in: {said[:500]}" for word in case.says if word not in said)
    if answer["computing"] > case.seconds:
        yield f"took {answer['computing']} s of computing, more than {case.seconds}"
    if answer["peak_mb"] > case.peak_mb:
        yield f"took {answer['peak_mb']} MB, more than {case.peak_mb}"
    yield from (f"left behind: {name}" for name in answer["litter"])


def messages(answer: dict) -> Iterator[str]:
    """Every sentence for a clerk."""
    yield from filter(None, [answer["reason"]])
    yield from answer["warnings"]
    yield from (finding["message"] for finding in answer["findings"])
    yield from (reason for row in answer["quarantined"] for reason in row["reasons"])


def bad_words(words: str) -> Iterator[str]:
    """Complaints about one message."""
    if not HANZI.search(words):
        yield f"no Chinese sentence: {words!r}"
    quoted = re.sub(r"“[^”]*”|〔[^〕]*〕", "", words)  # what the file itself says is quoted
    if raw := RAW.search(quoted):
        yield f"raw words {raw[0]!r} in {words!r}"
    if RESIDENT.search(words):
        yield f"a clear number of a person in {words!r}"
    if odd := re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]", words):
        yield f"the unprintable character {odd[0]!r} in {words!r}"
    if len(words) > 600:
        yield f"a message of {len(words)} characters: {words[:80]!r}…"


def rejection(case: Case, answer: dict) -> Iterator[str]:
    """The file is rejected for the reason expected, and nothing of it is taken."""
    if answer["outcome"] != "rejected":
        yield f"not rejected, but {answer['receipt']}"
        return
    reason = answer["reason"] or ""
    if (case.rejected or "") not in reason:
        yield f"{case.rejected!r} is not in the reason: {reason!r}"
    if not reason.endswith("。"):
        yield f"the reason is no whole sentence: {reason!r}"
    if answer["accepted"] or answer["quarantined"] or answer["receipt"]["accepted"]:
        yield f"rejected, and yet rows are taken: {answer['receipt']}"


def receipt(case: Case, answer: dict) -> Iterator[str]:
    """The counts are those of the case, and those of the rows listed."""
    expected = {
        "received": len(case.accepted) + len(case.quarantined) + case.duplicate,
        "accepted": len(case.accepted),
        "duplicate": case.duplicate,
        "quarantined": len({(q[0], *q[2:]) for q in case.quarantined}),
        "ignored": case.ignored,
    }
    expected["received"] = expected["accepted"] + expected["duplicate"] + expected["quarantined"]
    if expected != answer["receipt"]:
        yield f"receipt {answer['receipt']}, expected {expected}"
    for part in ("accepted", "quarantined"):
        if len(answer[part]) != answer["receipt"][part]:
            yield f"{len(answer[part])} rows listed as {part}, {answer['receipt'][part]} counted"


def rows_accepted(case: Case, answer: dict) -> Iterator[str]:
    """Exactly the rows that must load do, with exactly their values."""
    wanted = {place(row): row for row in case.accepted}
    found = {place(row): row for row in answer["accepted"]}
    if len(found) < len(answer["accepted"]):
        yield "a row is accepted twice"
    for at in sorted(found.keys() - wanted.keys(), key=str):
        yield f"row {at} is accepted and must not be: {found[at]}"
    reasons = {place(row): row["reasons"] for row in answer["quarantined"]}
    for at in sorted(wanted.keys() - found.keys(), key=str):
        yield f"row {at} must load; {reasons.get(at, 'it is not in the answer')}"
    for at in wanted.keys() & found.keys():
        for field, value in wanted[at].items():
            if field not in ("row", "sheet") and not same(value, found[at].get(field)):
                yield f"row {at}: {field} is {short(found[at].get(field))}, must be {short(value)}"


def rows_quarantined(case: Case, answer: dict) -> Iterator[str]:
    """Exactly the rows that must come back do, each by its rule and with a reason that names its place."""
    wanted: dict[tuple, set[str]] = {}
    for row, rule, *sheet in case.quarantined:
        wanted.setdefault((row, *(sheet or [None])), set()).add(rule)
    found = {place(row): row for row in answer["quarantined"]}
    for at in sorted(found.keys() - wanted.keys(), key=str):
        yield f"row {at} is quarantined and must not be: {found[at]['reasons']}"
    for at in sorted(wanted.keys() & found.keys(), key=str):
        named = set(found[at]["rules"])
        if missing := sorted(rule for rule in wanted[at] if not named & set(rule.split("|"))):
            yield f"row {at} must name {missing}, names {sorted(named)}: {found[at]['reasons']}"
        yield from incomplete_reasons(found[at])
    yield from (f"row {at} must be quarantined" for at in sorted(wanted.keys() - found.keys(), key=str))


def incomplete_reasons(row: dict) -> Iterator[str]:
    """Reasons that do not say where, or are no sentence."""
    if not row["reasons"]:
        yield f"row {row['row']} is quarantined without a reason"
    for words in row["reasons"]:
        if f"第{row['row']}行" not in words or not words.endswith("。"):
            yield f"row {row['row']}: the reason does not name its place or is no sentence: {words!r}"


def place(row: dict) -> tuple[int, str | None]:
    return row["row"], row.get("sheet")


def same(wanted: Any, found: Any) -> bool:
    """Equal as text; amounts by their value, however many zeros they end with."""
    if wanted is None or found is None:
        return wanted is found
    if str(wanted) == str(found):
        return True
    try:
        return isinstance(wanted, Decimal) and wanted == Decimal(str(found))
    except InvalidOperation:
        return False


def short(value: Any) -> str:
    """A value for a complaint, megabytes cut."""
    text = repr(value)
    return text if len(text) < 200 else f"{text[:90]}…({len(text)})…{text[-90:]}"
