"""The folders of a home: where everything of one city lives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """State of one city under one folder (default `.credit`)."""

    root: Path

    @property
    def landing(self) -> Path:
        """Bytes as they came."""
        return self.root / "landing"

    @property
    def incoming(self) -> Path:
        """What database and API pulls wrote, before it landed."""
        return self.root / "incoming"

    @property
    def stage(self) -> Path:
        """Read sheets and staged tables of the night; emptied when it is done."""
        return self.root / "stage"

    @property
    def temporary(self) -> Path:
        """Where DuckDB spills."""
        return self.root / "temporary"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file."""
        return self.root / "warehouse.duckdb"

    @property
    def ledger_url(self) -> str:
        """The ledger, outside the DuckDB file."""
        return f"sqlite:///{self.root / 'ledger.sqlite'}"

    @property
    def key(self) -> Path:
        """The key of the pseudonyms, where no other file is named."""
        return self.root / "pseudonym.key"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.root / "writer.lock"

    def make(self) -> Home:
        """Make the folders, for the owner alone."""
        for folder in (self.root, self.landing, self.incoming, self.stage, self.temporary):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self
