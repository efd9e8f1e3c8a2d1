"""Every hostile file gets its right outcome: rows, values, counts, reasons, time, memory, and nothing left behind."""

import importlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hostile.case import Case
from tests.hostile.judge import judge
from tests.hostile.run import NIGHT, answer_of

ROOT = Path(__file__).parents[2]


def all_cases() -> list[Case]:
    """The cases of all modules under cases/ but those that only help to make them (`_…`)."""
    names = sorted(file.stem for file in (Path(__file__).parent / "cases").glob("[!_]*.py"))
    return [case for name in names for case in importlib.import_module(f"tests.hostile.cases.{name}").CASES]


CASES = all_cases()


@pytest.fixture(scope="module")
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future]]:
    """The answer to come of every case that was chosen; some are worked out at the same time."""
    chosen = [item.callspec.params["case"] for item in request.session.items if "answers" in item.fixturenames]
    folders = {case.id: tmp_path_factory.mktemp("case") for case in chosen}
    with ThreadPoolExecutor(os.cpu_count()) as at_once:
        yield {case.id: at_once.submit(answer_of, case, folders[case.id]) for case in chosen}
        at_once.shutdown(cancel_futures=True)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_hostile_file_is_judged_right(case: Case, answers: dict[str, Future]):
    complaints = judge(case, answers[case.id].result())
    assert not complaints, f"{case.id}:\n  " + "\n  ".join(complaints)


def test_cases_have_names_of_their_own_and_are_many():
    twice = [name for name, count in Counter(case.id for case in CASES).items() if count > 1]
    assert not twice
    assert len(CASES) >= 120


def test_nearly_all_good_rows_are_meant_to_load():
    """A set that quarantines most of what it holds would not show rows lost."""
    rows = Counter()
    for case in CASES:
        rows["accepted"] += len(case.accepted)
        rows["quarantined"] += len(case.quarantined)
    assert rows["accepted"] > rows["quarantined"]


def test_make_gives_the_same_bytes_again(tmp_path: Path):
    for case in CASES:
        first, second = tmp_path / f"{case.id}.1", tmp_path / f"{case.id}.2"
        case.make(first)
        case.make(second)
        assert content(first) == content(second), case.id


def content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return {str(file.relative_to(path)): file.read_bytes() for file in files if file.is_file()}


@pytest.mark.parametrize(
    ("id", "code"),
    [("name_option_short", 0), ("name_not_utf8", 0), ("name_line_break", 0), ("code_wildcards", 10), ("empty", 20)],
)
def test_the_command_prints_the_answer_and_nothing_else(id: str, code: int, tmp_path: Path):
    case = next(case for case in CASES if case.id.endswith(id))
    case.make(tmp_path / case.file)
    command = [sys.executable, "-m", "flows.cli", "check", "--dataset", case.dataset, "--date", str(NIGHT), "--rows"]
    command += ["--json", "--home", str(tmp_path / "home"), "--", case.file]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    answer = json.loads(done.stdout.decode()) | {"computing": 0, "litter": []}
    assert done.returncode == code, done.stderr.decode(errors="replace")
    assert not judge(case, answer)
    assert sorted(os.listdir(os.fsencode(tmp_path))) == sorted([os.fsencode(case.file), b"home"])
