"""The night's second opinion: Great Expectations counts the failing rows of every rule again, by its own expectations.

Works on the table `staged` in the owner's open connection after `expectations.check` has run there, and leaves nothing
behind. Where two counts differ one of them is wrong, and the batch must stop. Great Expectations is imported only when
a suite is made (it takes seven seconds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb

from expectations.check import Checked
from expectations.contract import Contract
from expectations.rules import CONFLICT, REJECT, Rule
from expectations.rules.rule import Among, AtMost, Expectation, Matching, NoRows, NotNull

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.expectations import Expectation as GxExpectation

STAGED = "staged"
BATCH = "{batch}"  # where Great Expectations writes the name of the table
# One row for every content that a key has, where rows that no rule rejects give it several (measures-2019 section 3).
CONFLICTS = f"""select unnest(range(contents)) as failing from (
  select count(distinct content_hash) as contents from {BATCH}
  where key is not null and (sheet_no, row_no) not in (
    select (refused.sheet_no, refused.row_no) from {STAGED} refused join finding on finding.row = refused.rowid
    where finding.severity = '{REJECT}' and finding.rule <> '{CONFLICT.id}')
  group by key) where contents > 1"""


class GateFailed(RuntimeError):
    """The second opinion could not be had. The message names the rule, never a value."""


class GateDisagrees(RuntimeError):
    """The check and the second opinion count differently: `counts` is {rule name: (check, second opinion)}."""

    def __init__(self, counts: Mapping[str, tuple[int | None, int | None]]) -> None:
        self.counts = counts
        said = "；".join(f"{rule}：检查{ours}行，复核{theirs}行" for rule, (ours, theirs) in counts.items())
        super().__init__(f"检查与复核的不合格行数不一致（{said}），本批停止入库；请联系平台维护人员")


def suite(contract: Contract, rules: Sequence[Rule]) -> ExpectationSuite:
    """The expectation suite of a file of this contract.

    One expectation per rule that a column expectation can say; one per rule id for those that take a query, which then
    returns a row for every failing (row, rule): an expectation costs ten milliseconds whatever it looks at.
    """
    from expectations.duckgx import gx

    expectations = []
    for name, group in grouped(rules).items():
        queries = [failing(wanted.where) for rule in group if isinstance(wanted := rule.second_opinion, NoRows)]
        if queries:
            expectations.append(no_rows(" union all ".join(queries), name, group[0].severity))
        else:
            expectations.append(expectation(group[0].second_opinion, name, group[0].severity))
    expectations.append(no_rows(CONFLICTS, CONFLICT.id, CONFLICT.severity))
    return gx.ExpectationSuite(contract.name, expectations=expectations)


def grouped(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    """Rules under the name that the two counts are compared by."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        alone = not isinstance(rule.second_opinion, NoRows)
        groups.setdefault(rule.name if alone else f"{rule.id}:{rule.severity}", []).append(rule)
    return groups


def opinion(con: duckdb.DuckDBPyConnection, contract: Contract, rules: Sequence[Rule]) -> dict[str, int]:
    """Failing rows by name of `grouped`, as Great Expectations counts them, R14 under its id; GateFailed when it cannot."""
    if not con.execute(f"select count(*) from {STAGED}").fetchall()[0][0]:
        return dict.fromkeys([*grouped(rules), CONFLICT.id], 0)
    from expectations.duckgx import batch_of

    expected = suite(contract, rules)
    with batch_of(con, STAGED) as batch:
        results = batch.validate(expected, result_format="BASIC").results
    return dict(counted(result) for result in results)


def agree(checked: Checked, counts: Mapping[str, int]) -> None:
    """GateDisagrees unless both counted the same rows for the same rules."""
    ours = {name: sum(checked.failures[rule.name] for rule in group) for name, group in grouped(checked.rules).items()}
    ours[CONFLICT.id] = checked.failures[CONFLICT.id]
    pairs = {name: (ours.get(name), counts.get(name)) for name in sorted({*ours, *counts})}
    differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if differing:
        raise GateDisagrees(differing)


def counted(result: ExpectationValidationResult) -> tuple[str, int]:
    """(rule name, failing rows) of one result; results come back in another order than the suite."""
    rule = result.expectation_config.meta["rule"]
    count = result.result.get("unexpected_count", result.result.get("observed_value"))
    if count is None:
        raise GateFailed(f"规则{rule}无法复核，本批停止入库；请联系平台维护人员")
    return rule, count


def failing(where: str) -> str:
    """A query with a row for every staged row that is so. It returns no cell, so that no result holds a value."""
    return f"select 1 as failing from {BATCH} where {plain(where)}"


def expectation(wanted: Expectation, rule: str, severity: str) -> GxExpectation:
    """The one of Great Expectations' own expectations that counts what the rule counts."""
    import great_expectations.expectations as gxe

    more = labels(rule, severity)
    match wanted:  # NoRows is said by `no_rows`
        case NotNull(column):
            return gxe.ExpectColumnValuesToNotBeNull(column=column, **more)
        case AtMost(column, length):
            return gxe.ExpectColumnValueLengthsToBeBetween(column=column, max_value=length, **more)
        case Among(column, values):
            return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(values), **more)
        case Matching(column, regex):
            return gxe.ExpectColumnValuesToMatchRegex(column=column, regex=regex, **more)


def no_rows(query: str, rule: str, severity: str) -> GxExpectation:
    """An expectation that the query returns nothing. It returns no cell of a row, so that no result holds a value."""
    import great_expectations.expectations as gxe

    return gxe.UnexpectedRowsExpectation(unexpected_rows_query=query, **labels(rule, severity))


def labels(rule: str, severity: str) -> dict:
    """What an expectation says of the rule behind it."""
    return {"meta": {"rule": rule}, "severity": "critical" if severity == REJECT else "warning"}


def plain(sql: str) -> str:
    """SQL in which braces are no fields of str.format and colons no parameters of SQLAlchemy."""
    return sql.replace("{", "{{").replace("}", "}}").replace(":", "\\:")
