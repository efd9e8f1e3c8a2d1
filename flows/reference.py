"""The pages that are made from commands and edition: `python -m flows.reference FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from scoring.edition import Edition, Policy, load_edition
from scoring.indicator import Indicator
from scoring.inputs import Input, Sum
from scoring.points import shortest

EDITION = "2019"
TYPES = {
    "whole": "整数",
    "decimal": "数",
    "decimals": "一列数",
    "yes_no": "是否",
    "yes_nos": "一列是否",
}
COMMANDS_HEAD = """# Commands

Made from the commands themselves (`python -m flows.reference docs`); do not edit.

From a checkout a command is `./credit NAME`, from an installed package `credit NAME`. `--home` names the folder where the
state lives, `--json` prints for programs. Days are written YYYY-MM-DD and are days in Shanghai.

| exit code | means |
| --- | --- |
| 0 | done; of a night: published |
| 10 | published (or, of `ingest` and `check`, taken), with a source failed or stale or rows quarantined |
| 20 | of a night: publication stopped, the last good release stands; of `check`: the file is rejected |
| 70 | integrity: receipts, ledger or landed bytes contradict each other |
| 75 | another run is writing in this home |
| 78 | configuration or input is wrong; one sentence says what |
| 130 | interrupted |
"""
FACTS_HEAD = """# The facts file

Made from the edition (`python -m flows.reference docs`); do not edit.

`credit calc FACTS.json` computes the assessment table from a file alone, without a warehouse; `credit score --json` and a
night give such a file back in their member `inputs`, so that any score can be computed again.

```json
{"edition": "2019",
 "policy": {"per_percent": "linear"},
 "inputs": {"8.5": {"due": 1000, "published": 990}, "11.3": {"list": true, "units": true, "timetable": null}}}
```

- `edition` is required; `policy` and `inputs` may be left out. Any other key is an error.
- A number (整数, 数) is a JSON number or a text such as "80.68"; it is read exactly as written. 整数 means whole by value: "10.0" is 10.
- 是否 is `true` or `false`, never a number. A list (一列) holds such values, oldest first.
- `null`, or leaving a value or a whole row out, means: not known yet. The row is then a range, from the least to the most that is still possible.
- Everything wrong (unknown row, name, policy or value, wrong type, negative, NaN, a repeated key, a part larger than its whole) gives
  one sentence that names the place, exit code 78 and no result.
"""


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    return {"commands.md": commands_page(), "facts-file.md": facts_page(load_edition(EDITION))}


def commands_page() -> str:
    """docs/commands.md: the help of every command as the terminal shows it."""
    from flows.cli._group import credit

    context = click.Context(credit, info_name="credit", terminal_width=100, **credit.context_settings)
    parts = [COMMANDS_HEAD]
    for name in credit.list_commands(context):
        command = credit.get_command(context, name)
        assert command is not None  # it is in the list
        within = click.Context(command, info_name=name, parent=context, terminal_width=100)
        parts.append(f"## {name}\n\n{command.short_help}\n\n```text\n{command.get_help(within)}\n```\n")
    return "\n".join(parts)


def facts_page(edition: Edition) -> str:
    """docs/facts-file.md: every input of every row with its bounds, and the policies."""
    parts = [FACTS_HEAD, f"## Policies of the edition {edition.name}\n", *policy_lines(edition.policies)]
    parts += [f"\n## Rows of the edition {edition.name}: {edition.title}\n"]
    parts += [
        "| row | title | cap | input | title of the input | type | bounds |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    parts += [line for row in edition.indicators for line in row_lines(row)]
    return "\n".join(parts) + "\n"


def policy_lines(policies: tuple[Policy, ...]) -> Iterator[str]:
    """One line per policy, its default first."""
    yield "| policy | options, the default first | what is at stake |"
    yield "| --- | --- | --- |"
    for policy in policies:
        yield f"| `{policy.name}` | {', '.join(written(option) for option in policy.options)} | {policy.effect} |"


def row_lines(row: Indicator) -> Iterator[str]:
    """One line per input; the row is named once."""
    head = f"{row.id} | {row.title} | {shortest(row.cap)}"
    for each in row.inputs:
        yield f"| {head} | `{each.name}` | {each.title} | {kind(each)} | {bounds(each)} |"
        head = "| | "


def kind(each: Input) -> str:
    """The type in words, with its length."""
    return f"{TYPES[each.type]}（{each.length} 个）" if each.length else TYPES[each.type]


def bounds(each: Input) -> str:
    """Between what the input must lie, beyond 0."""
    low = [shortest(each.least)] if each.least else []
    high = [shortest(each.most)] if each.most is not None else []
    parts = [f"≥ {bound}" for bound in low + [added(of) for of in each.above]]
    return ", ".join(parts + [f"≤ {bound}" for bound in high + [added(of) for of in each.within]])


def added(of: Sum) -> str:
    """A sum of other inputs as it is written in the edition."""
    names = " + ".join(f"`{name}`" for name in of.names)
    return f"{names} − {shortest(-of.plus)}" if of.plus else names


def written(option: object) -> str:
    """An option as JSON has it."""
    return f"`{str(option).lower()}`" if isinstance(option, bool) else f'`"{option}"`'


def main(folder: Path) -> None:
    """Write the pages into the folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
