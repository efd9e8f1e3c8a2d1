"""The one place that opens DuckDB lets nothing in or out but our own folders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse.connect import opened
from warehouse.lock import Locked


def test_files_outside_our_folders_are_out_of_reach(tmp_path: Path) -> None:
    ours, others = tmp_path / "our's", tmp_path / "others"
    for folder in (ours, others):
        folder.mkdir()
        (folder / "a.csv").write_text("a\n1\n", encoding="utf-8")
    with opened(None, folders=[ours]) as con:
        assert con.execute(f"select a from read_csv('{str(ours / 'a.csv').replace(chr(39), chr(39) * 2)}')").fetchall()
        for forbidden in (others / "a.csv", Path("/etc/hostname")):
            with pytest.raises(duckdb.PermissionException):
                con.execute(f"select * from read_text('{forbidden}')")
        with pytest.raises(duckdb.PermissionException):
            con.execute(f"attach '{others / 'b.duckdb'}' as b")


@pytest.mark.parametrize("statement", ["set enable_external_access = true", "set memory_limit = '64GB'"])
def test_the_configuration_is_locked(statement: str) -> None:
    with opened(None) as con, pytest.raises(duckdb.InvalidInputException, match="locked"):
        con.execute(statement)


def test_no_variable_of_python_is_a_table() -> None:
    import pyarrow as pa

    beside = pa.table({"a": [1]})
    with opened(None) as con, pytest.raises(duckdb.CatalogException):
        con.execute("select * from beside")
    assert beside.num_rows == 1


def test_days_are_those_of_shanghai_and_threads_as_asked() -> None:
    with opened(None, threads=1, without=["filter_pushdown"]) as con:
        names = ("TimeZone", "threads", "disabled_optimizers", "autoinstall_known_extensions")
        said = [con.execute("select current_setting(?)", [name]).fetchall()[0][0] for name in names]
    assert [str(value).lower() for value in said] == ["asia/shanghai", "1", "filter_pushdown", "false"]


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    file = tmp_path / "w.duckdb"
    with opened(file) as con:
        con.execute("create table t (a int)")
    with opened(file, read_only=True) as con, pytest.raises(duckdb.InvalidInputException):
        con.execute("insert into t values (1)")


def test_the_connection_is_closed_whatever_happens() -> None:
    with pytest.raises(KeyError), opened(None) as con:
        raise KeyError
    with pytest.raises(duckdb.ConnectionException):
        con.execute("select 1")


def test_a_file_that_another_process_writes_to_is_said_to_be_held(tmp_path: Path) -> None:
    file = tmp_path / "w.duckdb"
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "1\n"
        with pytest.raises(Locked, match="held by a run that writes"), opened(file, read_only=True):
            pass
        other.communicate("")
