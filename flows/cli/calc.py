"""`credit calc`: the table from a facts file, without a warehouse."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli import _options


@click.command(short_help="Compute the table from a facts file, without a warehouse.")
@click.argument("facts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_options.home
@_options.as_json
def command(facts: Path, home: Path, as_json: bool) -> None:
    """Compute the assessment table from FACTS, a JSON file with the inputs of the rows (docs/facts-file.md has the names).

    Anyone can check the calculator with it. A file that breaks the rules gives exit code 78 and one sentence.
    """
    from flows.cli._group import InputError
    from flows.cli._print import print_json
    from flows.cli._screen import show_score
    from scoring.calculator import calculate
    from scoring.edition import load_edition
    from scoring.facts import parse_facts

    try:
        given = parse_facts(facts.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{facts.name} is not UTF-8 text") from None
    result = calculate(load_edition(given.edition), given.inputs, given.policy)
    if as_json:
        print_json(result)
    else:
        show_score(result | {"inputs": {"inputs": given.inputs}})
