"""What a command runs with: the home, the environment and the key of the pseudonyms. The only reader of all three."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from transforms.read import Limits
from warehouse.home import Home

KEY_BYTES = 32
KEY_FILE = "CREDIT_KEY_FILE"
LIMIT = "CREDIT_LIMIT_"  # and the name of a limit in capitals, such as CREDIT_LIMIT_MEMORY_MB


class SettingsError(Exception):
    """The settings cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Settings of one command."""

    home: Home
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def key(self) -> bytes:
        """The key under which persons get pseudonyms: of the file that CREDIT_KEY_FILE names, else of the home.

        The home's key is made at first use, for the owner alone. SettingsError when the file is too short or open to others.
        """
        named = self.environment.get(KEY_FILE)
        path = Path(named) if named else self.home.key
        if not named and not path.exists():
            make_key(path)
        try:
            mode, key = path.stat().st_mode, path.read_bytes()
        except OSError:
            raise SettingsError(f"the key file {path} cannot be read") from None
        if len(key) < KEY_BYTES:
            raise SettingsError(f"the key file {path} holds {len(key)} bytes; at least {KEY_BYTES} are needed")
        if mode & 0o077:
            raise SettingsError(f"the key file {path} is open to others; run: chmod 600 {path}")
        return key

    def limits(self) -> Limits:
        """What one departmental file may cost. SettingsError for a limit that is none or no whole number above 0."""
        known = {f"{LIMIT}{each.name.upper()}": each.name for each in fields(Limits)}
        given = {name: value for name, value in self.environment.items() if name.startswith(LIMIT)}
        for name, value in given.items():
            if name not in known:
                raise SettingsError(f"there is no limit {name}; there are: {', '.join(known)}")
            if not value.isascii() or not value.isdecimal() or int(value) == 0:
                raise SettingsError(f"{name} must be a whole number above 0, found {value!r}")
        return Limits(**{known[name]: int(value) for name, value in given.items()})


def make_key(path: Path) -> None:
    """A new random key, written whole and for the owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
