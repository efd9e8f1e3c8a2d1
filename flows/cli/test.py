"""`credit test`: answered by the launcher, because it changes the environment; this entry explains it."""

from __future__ import annotations

import click


@click.command(short_help="Set up and run everything that CI runs.", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1)
def command(arguments: tuple[str, ...]) -> None:
    """Install the developers' packages and run format, lint, types and tests, as CI does.

    `./credit test -k NAME` passes its arguments to pytest and runs that alone. The launcher in the repository root
    does this; from an installed package run the tests from a checkout.
    """
    raise click.UsageError("run ./credit test from the root of a checkout")
