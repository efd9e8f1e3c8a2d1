"""The group `credit`: commands are the modules of this folder, imported when they are needed, and errors become exit codes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from pathlib import Path
from typing import Any

import click

import flows.cli as package

INTEGRITY, LOCKED, CONFIGURATION = 70, 75, 78
# Errors that are sentences for people, by the name of their class (their modules are not imported here), with exit codes.
EXITS = {
    "CityError": CONFIGURATION,
    "EditionError": CONFIGURATION,
    "FactsError": CONFIGURATION,
    "FetchError": CONFIGURATION,
    "SettingsError": CONFIGURATION,
    "InputError": CONFIGURATION,
    "Locked": LOCKED,
    "LedgerError": INTEGRITY,
    "LoadError": INTEGRITY,
    "LandingError": INTEGRITY,
    "GateDisagrees": INTEGRITY,
    "GateFailed": INTEGRITY,
}


class InputError(Exception):
    """What was asked for cannot be: the message says what was found and what is expected."""


def place(error: BaseException) -> str:
    """Kind of an unknown error and where it arose, without its text: that may quote personal values."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return f"{type(error).__name__}, {Path(ours[-1].filename).name}:{ours[-1].lineno}"


class Commands(click.Group):
    """Commands by file name: `new_source.py` is `credit new-source`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = [m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_")]
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        return importlib.import_module(f"{package.__name__}.{name.replace('-', '_')}").command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; its answer, or the exit code of the error that ended it."""
        try:
            return super().main(*args, **kwargs)
        except click.exceptions.Abort:
            return 130
        except click.ClickException as error:
            error.show()
            return CONFIGURATION
        except Exception as error:
            code = EXITS.get(type(error).__name__)
            if code is None:
                click.echo(f"credit: {place(error)}", err=True)
                return INTEGRITY
            click.echo(f"credit: {getattr(error, 'reason', error)}", err=True)
            return code


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="credit")
def credit() -> None:
    """A city's public-credit data: collect, check, keep, score, explain and publish.

    Start with `credit demo`. Every command takes --home DIR (where its state lives, default .credit) and --json.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
