"""The launcher on a machine made of stand-ins: a fake Python and a fake uv in a folder of their own; no network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [ROOT / "credit", ROOT / "tests/run.sh"]
TOOLS = ["sh", "sha256sum", "readlink", "id", "cat", "mkdir", "touch", "tail", "date", "mv", "rm", "find", "sleep"]
TOOLS += ["chmod", "cp"]  # these two are the stand-ins' own

# Stands for the machine's Python and for the one of .venv: says its version, makes an environment of copies of itself,
# "installs" a fake uv, becomes the command line. What it was asked for is written down in $DIARY.
PYTHON = r"""#!/bin/sh
case "$*" in
    *find_spec*) echo "${FAKE_VERSION:-3.11} ${FAKE_VENV:-yes} $0" ;;
    *fcntl*) ;;
    *"-m venv"*)
        echo venv >>"$DIARY"
        for last; do :; done
        mkdir -p "$last/bin" && cp "$0" "$last/bin/python" && cp "$0" "$last/bin/python3.11" ;;
    *"pip config"*) exit 1 ;;
    *bootstrap.lock*)
        echo fetch-uv >>"$DIARY"
        [ "${FAKE_UV:-works}" != absent ] || exit 1
        printf '#!/bin/sh\necho "uv $*" >>"$DIARY"\n[ "${FAKE_UV:-works}" = works ]\n' >"${0%/*}/uv"
        chmod +x "${0%/*}/uv" ;;
    *"pip install"*) echo "pip $*" >>"$DIARY"; [ "${FAKE_PIP:-works}" = works ] ;;
    *flows.cli*)
        if { true >&9; } 2>/dev/null; then echo lock-kept >>"$DIARY"; fi
        printf '%s|' "$PYTHONPATH" "$PWD" "$@" ;;
    *) echo "python $*" >>"$DIARY"; case "$*" in *"${FAKE_FAILING:-none}"*) exit 1 ;; esac ;;
esac
"""


class Machine:
    """A checkout and a PATH that holds the stand-ins and nothing more."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "信用 checkout"
        self.tools = folder / "bin"
        self.diary_file = folder / "diary"
        (self.root / "tests").mkdir(parents=True)
        self.tools.mkdir()
        for script in SCRIPTS:
            shutil.copy(script, self.root / script.relative_to(ROOT))
        for name in ("bootstrap.lock", "requirements.lock", "requirements-dev.lock"):
            (self.root / name).write_text(f"{name}==1\n")
        for name in TOOLS:
            (self.tools / name).symlink_to(shutil.which(name) or f"/missing/{name}")
        (self.tools / "python3.11").write_text(PYTHON)
        (self.tools / "python3.11").chmod(0o755)

    def run(self, *words: str, cwd: Path | None = None, program: str | None = None, **env: str):
        """One call of the launcher; the environment holds nothing but PATH, the diary and what is given."""
        env = {"PATH": str(self.tools), "DIARY": str(self.diary_file), **env}
        command = [program or str(self.root / "credit"), *words]
        return subprocess.run(command, env=env, cwd=cwd or self.root, capture_output=True, text=True, timeout=60)

    def diary(self) -> list[str]:
        """What was asked of the stand-ins since the last look, by its first word."""
        lines = self.diary_file.read_text().splitlines() if self.diary_file.exists() else []
        self.diary_file.unlink(missing_ok=True)
        return [line.split()[0] for line in lines]

    @property
    def stamp(self) -> Path:
        """The file that says .venv is finished."""
        return self.root / ".venv/stamp"


FIRST = ["venv", "fetch-uv", "uv"]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_plain_sh(script: Path) -> None:
    assert subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True).stderr == ""
    assert not re.search(r"\[\[|\blocal\b|\bfunction \w", script.read_text())


def test_first_start_sets_up_and_says_so_and_the_second_does_not(machine: Machine) -> None:
    first = machine.run("score", "--json")
    assert (first.returncode, machine.diary()) == (0, FIRST)
    assert first.stdout.split("|")[2:-1] == ["-P", "-m", "flows.cli", "score", "--json"]
    assert "setting up .venv" in first.stderr and "ready after" in first.stderr
    second = machine.run("score")
    assert (second.stderr, machine.diary()) == ("", [])


def test_arguments_directory_and_symlinks_are_kept(machine: Machine, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "one").symlink_to("../信用 checkout/credit")
    (elsewhere / "two").symlink_to(elsewhere / "one")
    said = machine.run("a b", "*", "", cwd=elsewhere, program="./two", CDPATH=str(tmp_path)).stdout.split("|")
    assert said[:2] == [str(machine.root), str(elsewhere)]
    assert said[5:-1] == ["a b", "*", ""]


def test_a_changed_lock_refreshes(machine: Machine) -> None:
    machine.run()
    (machine.root / "requirements-dev.lock").write_text("another==2\n")
    machine.diary()
    machine.run()
    assert machine.diary() == []
    (machine.root / "requirements.lock").write_text("another==2\n")
    machine.run()
    assert machine.diary() == FIRST


def test_a_half_made_environment_is_made_anew(machine: Machine) -> None:
    machine.run()
    machine.stamp.unlink()
    left_over = machine.root / ".venv/lib"
    left_over.mkdir()
    machine.diary()
    machine.run()
    assert machine.diary() == FIRST
    assert not left_over.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.run()
    (machine.root / ".venv/bin/python3.11").unlink()
    machine.diary()
    assert machine.run().returncode == 0
    assert machine.diary() == FIRST


def test_a_failed_set_up_leaves_no_stamp_and_the_next_start_tries_again(machine: Machine) -> None:
    failed = machine.run(FAKE_UV="broken", FAKE_PIP="broken")
    assert (failed.returncode, failed.stdout, machine.stamp.exists()) == (78, "", False)
    assert "setup.log" in failed.stderr
    assert machine.run().returncode == 0


@pytest.mark.parametrize("trouble", ["absent", "broken"])
def test_plain_pip_takes_over_from_uv_in_a_new_environment(machine: Machine, trouble: str) -> None:
    started = machine.run(FAKE_UV=trouble)
    assert started.returncode == 0
    assert machine.diary()[-2:] == ["venv", "pip"]
    assert "plain pip takes over" in started.stderr


def test_every_install_is_checked_against_hashes(machine: Machine) -> None:
    machine.run(FAKE_UV="broken")
    asked = [line for line in machine.diary_file.read_text().splitlines() if line.startswith(("uv", "pip"))]
    assert len(asked) == 2
    assert all("--require-hashes" in line for line in asked)


def test_a_wheelhouse_is_the_only_place_looked_at(machine: Machine) -> None:
    (machine.root / "wheelhouse").mkdir()
    machine.run()
    assert f"--no-index --find-links {machine.root}/wheelhouse" in machine.diary_file.read_text()


def test_the_developers_environment_serves_both(machine: Machine) -> None:
    machine.run()
    machine.diary()
    assert machine.run("test", "--setup").returncode == 0
    assert machine.diary() == FIRST
    assert machine.run().returncode == 0
    assert machine.run("test", "-k", "x y").returncode == 0
    assert machine.diary() == ["python"]
    (machine.root / "requirements-dev.lock").write_text("another==2\n")
    machine.run()
    assert machine.diary() == FIRST
    assert machine.stamp.read_text().startswith("requirements-dev.lock python3.11 ")


def test_test_runs_what_the_integration_runs_and_pytest_last(machine: Machine) -> None:
    machine.run("test")
    asked = [line for line in machine.diary_file.read_text().splitlines() if line.startswith("python")]
    assert [line.split()[2] for line in asked] == ["ruff", "ruff", "mypy", "pytest", "pytest"]


def test_both_parts_of_the_tests_are_all_of_them(machine: Machine) -> None:
    machine.run("test")
    asked = [line.split() for line in machine.diary_file.read_text().splitlines() if " pytest " in line]
    one, other = sorted(asked, key=lambda words: any(word.startswith("--ignore") for word in words))
    folders = [word for word in one if word.startswith("tests/")]
    assert folders and other[-len(folders) :] == [f"--ignore={folder}" for folder in folders]
    assert all((ROOT / folder).is_dir() for folder in folders)


@pytest.mark.parametrize("failing", ["ruff format", "mypy", "pytest"])
def test_one_failing_check_fails_the_whole_but_stops_nothing(machine: Machine, failing: str) -> None:
    ran = machine.run("test", FAKE_FAILING=failing)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1] == f"credit: failed: {failing.split()[0]}"
    assert machine.diary().count("python") == 5


def test_help_of_test_needs_no_environment(machine: Machine) -> None:
    said = machine.run("test", "--help")
    assert said.stdout.startswith("Usage: credit test") and not machine.stamp.exists()


@pytest.mark.parametrize(
    ("env", "sentence"),
    [({"FAKE_VENV": "no"}, "apt-get install python3.11-venv"), ({"CREDIT_PYTHON": "/no/such"}, "no Python from 3.11")],
)
def test_an_unfit_python_is_named_in_a_sentence(machine: Machine, env: dict[str, str], sentence: str) -> None:
    refused = machine.run(**env)
    assert refused.returncode == 78
    assert sentence in refused.stderr and len(refused.stderr.splitlines()) == 1


def test_two_first_starts_do_not_disturb_each_other(machine: Machine) -> None:
    locking = PYTHON.replace("*fcntl*) ;;", f'*fcntl*) exec "{sys.executable}" "$@" ;;')
    (machine.tools / "python3.11").write_text(locking.replace("echo venv", "sleep 1; echo venv"))
    env = {"PATH": str(machine.tools), "DIARY": str(machine.diary_file)}
    starts = [subprocess.Popen([machine.root / "credit", "x"], env=env, stdout=-1, stderr=-1) for _ in range(2)]
    said = [start.communicate(timeout=60)[1].decode() for start in starts]
    assert [start.returncode for start in starts] == [0, 0]
    assert machine.diary() == FIRST
    assert sum("waiting" in words for words in said) == 1


def test_a_warm_start_adds_next_to_nothing(machine: Machine) -> None:
    machine.run()

    def seconds() -> float:
        began = time.perf_counter()
        machine.run()
        return time.perf_counter() - began

    assert min(seconds() for _ in range(10)) < 0.1


def test_the_developers_lock_pins_what_the_running_one_pins() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock")
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "bootstrap.lock"])
def test_locks_carry_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"https?:|--index|--find-links [^-]", text)
    assert all(
        " \\\n    --hash=sha256:" in entry for entry in re.findall(r"^[\w.-]+==[^\n]*\n[^\n]*", text, re.MULTILINE)
    )


def test_scripts_can_be_run() -> None:
    assert all(os.access(ROOT / name, os.X_OK) for name in ("credit", ".ci/run"))
