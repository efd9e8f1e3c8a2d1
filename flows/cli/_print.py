"""How commands print: JSON for programs, tables for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console


def print_json(value: object) -> None:
    """The value as JSON, the same bytes for the same value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()
) -> None:
    """A table on the terminal; `right` are the columns to align right."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold")
    for i, heading in enumerate(headings):
        table.add_column(heading, justify="right" if i in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console().print(table)


def console(stderr: bool = False) -> Console:
    """A rich console; plain and wide when it is no terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, markup=False, width=None if stream.isatty() else 160)


def progress() -> Callable[[str], None]:
    """A function that shows where long work stands: one line that changes on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        return lambda line: click.echo(line, err=True)
    return lambda line: click.echo(f"\r\x1b[K{line}", err=True, nl=False)
