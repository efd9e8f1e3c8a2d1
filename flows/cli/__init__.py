"""The command line: one module per command, found in this folder. `main` is the entry point."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with the exit codes of docs/commands.md."""
    from flows.cli._group import credit

    sys.exit(credit.main(prog_name="credit", standalone_mode=False) or 0)
