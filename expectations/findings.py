"""Findings: a sentence for every failing (row, rule), that a clerk understands and that repeats nothing about a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from expectations.contract import Contract, Field
from expectations.rules import TITLES, Rule

FOUND_LENGTH = 40  # characters of a cell that are quoted
FREE_TEXT = 500  # a text column as long as this may tell of persons: it is not quoted
PERSONAL = ("id_no", "person_no")
PRIVATE = "R16"  # its cells hold what must not be repeated
LEFT_OUT = "（略）"
# Characters that are not seen, or turn the sentence around them.
UNSEEN = r"[\x00-\x1f\x7f-\x{9f}\x{ad}\x{61c}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{fff9}-\x{fffb}\x{fffd}]"
# Shapes of resident ids, cards and mobile phones: they may stand in any column, also in the wrong one.
DIGIT, GAP = "[0-9０-９]", "[-－ \u3000]?"
NUMBER_OF_A_PERSON = f"[1-9１-９](?:{GAP}{DIGIT}){{14,18}}(?:{GAP}[XxＸｘ])?|[1１][3-9３-９](?:{GAP}{DIGIT}){{9}}"
# where, what was found, what is wrong with it, what is expected and what to do
MESSAGE = f"""coalesce('工作表“' || sheet || '”', '') || '第' || row_no || '行' || coalesce('〔' || regexp_replace(heading, '{UNSEEN}', '', 'g') || '〕', '')
  || title || '：' || coalesce('填的是“' || regexp_replace(found, '{UNSEEN}', '·', 'g') || '”，', '')
  || coalesce(detail || '，', '') || says || '。'"""


def list_findings(
    con: duckdb.DuckDBPyConnection, contract: Contract, rules: Sequence[Rule], headings: Mapping[str, str]
) -> None:
    """Leave `finding` with a row for every one of `failing(row, i)`.

    Only rules that failed are put into the statement: their phrases and the columns that they quote.
    """
    failed = [i for (i,) in con.execute("select distinct i from failing order by i").fetchall()]
    con.execute(
        "create or replace temp table rule_words"
        " (i integer, rule varchar, field varchar, severity varchar, heading varchar, title varchar, says varchar)"
    )
    if failed:
        lines = [words(i, rules[i], contract, headings) for i in failed]
        con.executemany("insert into rule_words values (?, ?, ?, ?, ?, ?, ?)", lines)
    con.execute(f"""
        create or replace table finding as
        select row, sheet, row_no, rule, field, severity, heading, {MESSAGE} as message
        from (
          select f.row, s.sheet, s.row_no, w.rule, w.field, w.severity, w.heading, w.title, w.says,
            {found(contract, {rules[i].field for i in failed})} as found, {detail(rules, failed)} as detail
          from failing f join rule_words w on f.i = w.i join staged s on s.rowid = f.row)""")


def words(i: int, rule: Rule, contract: Contract, headings: Mapping[str, str]) -> tuple:
    """What is said of every row that fails the rule."""
    title = contract.field(rule.field).title if rule.field else None
    heading = headings.get(rule.field or "", title)
    return (i, rule.id, rule.field, rule.severity, heading, TITLES[rule.id], rule.says)


def detail(rules: Sequence[Rule], failed: Sequence[int]) -> str:
    """SQL for what is said of the one row."""
    phrases = " ".join(f"when {i} then {rules[i].detail}" for i in failed if rules[i].detail)
    return f"case f.i {phrases} end" if phrases else "null::varchar"


def found(contract: Contract, failed: set[str | None]) -> str:
    """SQL for the staged value of the rule's field, short; of what may be about a person only that there is something."""
    quoted = [f for f in contract.fields if f.name in failed and not is_free_text(f)]
    values = " ".join(f"when '{f.name}' then {seen(contract, f)}" for f in quoted)
    value = f"case w.field {values} end" if values else "null::varchar"
    return f"case when w.rule = '{PRIVATE}' then '{LEFT_OUT}' else {value} end"


def is_free_text(f: Field) -> bool:
    """Whether the field tells a story, which may name persons: of such a cell only the place is said."""
    return f.type == "text" and (f.limit or 0) >= FREE_TEXT


def seen(contract: Contract, f: Field) -> str:
    """What a finding may quote of the field: no number or name of a person."""
    left_out = f"case when s.{f.name} is not null then '{LEFT_OUT}' end"
    if f.personal or f.type in PERSONAL:
        return left_out
    text = f"regexp_replace(s.{f.name}, '{NUMBER_OF_A_PERSON}', '{LEFT_OUT}', 'g')"
    short = f"case when length({text}) > {FOUND_LENGTH} then left({text}, {FOUND_LENGTH}) || '…' else {text} end"
    if f.type not in ("name", "text"):
        return short
    id = contract.party.id if contract.party else None
    someone = f"s.person or s.{id} is not null" if id else "s.person"
    return f"case when {someone} then {left_out} else {short} end"
