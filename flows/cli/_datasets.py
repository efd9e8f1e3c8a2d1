"""The datasets that a command is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.cli._group import InputError

if TYPE_CHECKING:
    from expectations.contract import Contract


def chosen(name: str | None) -> list[Contract]:
    """The contract of that name, or all. InputError names those there are."""
    from expectations.contract import contracts

    known = contracts()
    if name is None:
        return list(known.values())
    if name not in known:
        raise InputError(f"no dataset {name!r}; there are: {', '.join(known)}")
    return [known[name]]
