"""The one place that opens DuckDB: no access to the outside but our own folders, nothing installed, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.lock import Locked

MEMORY = "2GB"
THREADS = 2


@contextmanager
def opened(
    path: Path | None,
    *,
    folders: Sequence[Path] = (),
    temporary: Path | None = None,
    read_only: bool = False,
    memory: str = MEMORY,
    threads: int = THREADS,
    without: Sequence[str] = (),
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked-down connection to a DuckDB file (None: in memory), closed at the end.

    Locked when another process writes to the file. `folders` are the only ones whose files it may open. Departmental files are never among them. `without` names
    passes of DuckDB's optimizer to leave out.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "threads": threads,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
    }
    try:
        con = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=config)
    except duckdb.IOException as error:
        if "lock on file" not in str(error):  # damaged, or no file of ours: the caller says so
            raise
        raise Locked(f"{path} is held by a run that writes; try again when it is done") from None
    try:
        if temporary:
            con.execute(f"set temp_directory = '{quoted(temporary)}'")
        allowed = ", ".join(f"'{quoted(folder)}/'" for folder in folders)
        con.execute(f"set allowed_directories = [{allowed}]")
        con.execute("set enable_external_access = false")
        con.execute("set disabled_optimizers = ?", [",".join(without)])
        con.execute("set timezone = 'Asia/Shanghai'")
        con.execute("set enable_progress_bar = false")
        # rows carry their numbers; kept in order, a table of a million wide rows would have to fit in memory
        con.execute("set preserve_insertion_order = false")
        con.execute("set lock_configuration = true")
        yield con
    finally:
        con.close()


def quoted(path: Path) -> str:
    """A path inside a SQL text literal."""
    return str(path.resolve()).replace("'", "''")
