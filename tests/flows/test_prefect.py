"""A real Prefect server, deployed to from prefect.yaml, whose worker runs the night of the small city.

All of it lives in a folder of the test; every wait has an end, and server and worker are ended whatever happens.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from cities.demo.generator import generate

ROOT = Path(__file__).parents[2]
SECRET = "geheim-4f1c"
ENDS = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
pytestmark = [pytest.mark.slow, pytest.mark.loopback]


@dataclass
class Prefect:
    """A server in a folder, and what is asked of it."""

    folder: Path
    url: str
    environment: dict[str, str]
    client: httpx.Client
    logs: dict[str, Path] = field(default_factory=dict)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "prefect", *words]

    def run(self, *words: str) -> None:
        """A command of Prefect, to its end; what it said when it fails."""
        done = subprocess.run(
            self.command(*words), cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=180
        )
        assert done.returncode == 0, done.stdout + done.stderr

    @contextmanager
    def running(self, name: str, *words: str) -> Iterator[None]:
        """A command of Prefect in a process group of its own, ended with all its children."""
        self.logs[name] = self.folder / f"{name}.log"
        with self.logs[name].open("wb") as log:
            process = subprocess.Popen(
                self.command(*words), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
            try:
                yield
            finally:
                end(process)

    def said(self) -> str:
        """The last lines of server and worker, for a failing test."""
        return "\n".join(f"{name}: {log.read_text(errors='replace')[-3000:]}" for name, log in self.logs.items())

    def wait(self, seconds: float, what: str, ready: Callable[[], object]) -> None:
        until = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < until, f"{what} took more than {seconds} s\n{self.said()}"
            time.sleep(1)

    def ask(self, path: str, **filters: object) -> list[dict]:
        return self.client.post(path, json=filters).raise_for_status().json()

    def is_up(self) -> bool:
        try:
            return self.client.get("/health").status_code == 200
        except httpx.TransportError:
            return False

    def start(self, name: str, scheduled: str | None = None, **parameters: object) -> str:
        """Create a run of a deployment, due now or when it is scheduled; gives its id."""
        deployment = self.client.get(f"/deployments/name/{name}/{name}").raise_for_status().json()["id"]
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": scheduled}} if scheduled else None
        body = {"parameters": parameters, "state": state}
        return self.client.post(f"/deployments/{deployment}/create_flow_run", json=body).raise_for_status().json()["id"]

    def finished(self, run: str, seconds: float) -> dict:
        """The run once it has ended."""

        def now() -> dict:
            return self.client.get(f"/flow_runs/{run}").raise_for_status().json()

        self.wait(seconds, "the run", lambda: now()["state"]["type"] in ENDS)
        return now()


def end(process: subprocess.Popen) -> None:
    """End a process group: first politely, so that a worker ends its flows, then for good."""
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)


@pytest.fixture(scope="module")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prefect]:
    """A server with the four deployments and a worker for one run at a time."""
    folder = tmp_path_factory.mktemp("prefect")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "CREDIT_"))}
    environment = plain | {
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_API_URL": url,
        "PYTHONPATH": str(ROOT),
        "DO_NOT_TRACK": "1",
        "CREDIT_DEMO_API": f"http://user:{SECRET}@127.0.0.1:{port}/api/nothing?token={SECRET}",
    }
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        server = Prefect(folder, url, environment, client)
        with server.running("server", "server", "start", "--host", "127.0.0.1", "--port", str(port)):
            server.wait(180, "the start of the server", server.is_up)
            server.run("work-pool", "create", "credit", "--type", "process")
            server.run("--no-prompt", "deploy", "--all")
            with server.running("worker", "worker", "start", "--pool", "credit", "--limit", "1"):
                yield server


@dataclass(frozen=True)
class Deployed:
    """The night as it was run by the worker."""

    run: dict
    home: Path
    city: Path
    truth: dict


@pytest.fixture(scope="module")
def night(prefect: Prefect) -> Deployed:
    """The first night of the small city, as the schedule would have begun it: at 02:00 in Shanghai, without a date."""
    home, city = prefect.folder / "credit", prefect.folder / "smalltown"
    truth = generate(city).data
    run = prefect.start("nightly", scheduled="2019-03-12T18:00:00Z", city=str(city), home=str(home))
    return Deployed(prefect.finished(run, 600), home, city, truth)


def test_prefect_yaml_deploys_the_four_flows_and_schedules_the_night(prefect: Prefect) -> None:
    deployed = {deployment["name"]: deployment for deployment in prefect.ask("/deployments/filter")}
    assert set(deployed) == {"nightly", "ingest-one", "rescore", "republish"}
    schedules = {name: [s["schedule"] for s in deployment["schedules"]] for name, deployment in deployed.items()}
    (nightly,) = schedules.pop("nightly")
    assert (nightly["cron"], nightly["timezone"]) == ("0 2 * * *", "Asia/Shanghai")
    assert not any(schedules.values())


def test_the_night_completes_and_says_what_was_missing(prefect: Prefect, night: Deployed) -> None:
    """The API of one source is down; the night goes on without it."""
    assert night.run["state"]["type"] == "COMPLETED", night.run["state"]["message"] + prefect.said()
    assert night.run["name"] == "nightly-smalltown-2019-03-13"
    assert re.match(
        r"exit 10: total \d+\.\d\d to \d+\.\d\d of 100; failed: cgj_penalty; \d+ rows quarantined$",
        night.run["state"]["message"],
    )


def test_only_what_failed_to_be_fetched_is_tried_again(prefect: Prefect, night: Deployed) -> None:
    of_night = {"flow_run_id": {"any_": [night.run["id"]]}}
    tasks = {task["name"]: task for task in prefect.ask("/task_runs/filter", task_runs=of_night)}
    sources = {path.stem for path in (night.city / "sources").glob("*.toml")}
    assert set(tasks) == {f"fetch {id}" for id in sources} | {"publish 429700-2019-03-13"}
    assert {name for name, task in tasks.items() if task["run_count"] != 1} == {"fetch cgj_penalty"}
    assert tasks["fetch cgj_penalty"]["run_count"] == 3
    assert {task["state"]["type"] for name, task in tasks.items() if "cgj" not in name} == {"COMPLETED"}


def artifacts(prefect: Prefect, run: str) -> dict[str, dict]:
    found = prefect.ask("/artifacts/filter", artifacts={"flow_run_id": {"any_": [run]}})
    return {artifact["key"]: artifact for artifact in found}


def test_the_receipts_are_an_artifact_and_true(prefect: Prefect, night: Deployed) -> None:
    left = artifacts(prefect, night.run["id"])
    assert set(left) == {"receipts-429700", "score-429700"}
    rows = json.loads(left["receipts-429700"]["data"])
    assert {row["来源"] for row in rows if row["状态"] == "失败"} == {"cgj_penalty"}
    found = {(row["来源"], row["文件"], row["数据集"]): receipt(row) for row in rows if row["文件"]}
    assert found == expected(night.truth)


def receipt(row: dict) -> tuple[int, ...]:
    return tuple(row[word] for word in ("收到", "新增", "变更", "未变", "重复", "退回", "忽略"))


def expected(truth: dict) -> dict[tuple[str, str, str], tuple[int, ...]]:
    """The receipts of the first night that truth.json tells, without the source whose API is down here."""
    sources = truth["nights"]["2019-03-13"]["sources"]
    return {
        (id, file["file"] or f"{id}.ndjson", dataset): tuple(counts.values())
        for id, told in sources.items()
        for file in told["files"]
        for dataset, counts in file["receipts"].items()
        if id != "cgj_penalty"
    }


def test_the_page_shows_range_gates_and_the_failed_source(prefect: Prefect, night: Deployed) -> None:
    page = artifacts(prefect, night.run["id"])["score-429700"]["data"]
    for words in ("## 失败或陈旧的来源（1）\n", "| cgj_penalty | 失败 |", "## 硬指标", "| 10 | 3.3a ", "发布：`"):
        assert words in page


def test_the_release_lies_in_the_home(night: Deployed) -> None:
    (index,) = night.home.glob("releases/2019-03-13-*/index.json")
    assert json.loads(index.read_text())["run"] == "429700-2019-03-13"


def test_the_other_deployments_run_too(prefect: Prefect, night: Deployed) -> None:
    """Together, on one home: the worker takes them one after another, the oldest first."""
    home, empty = str(night.home), str(prefect.folder / "empty")
    runs = [
        prefect.start("ingest-one", city=str(night.city), source="fy_black_list", date="2019-03-13", home=home),
        prefect.start("rescore", home=home),
        prefect.start("republish", home=home),
        prefect.start("republish", home=empty),
    ]
    ingest, rescore, republish, nothing = (prefect.finished(run, 180) for run in runs)
    for run in (ingest, rescore, republish):
        assert run["state"]["type"] == "COMPLETED", run["state"]["message"] + prefect.said()
    assert ingest["name"] == "ingest-one-smalltown-fy_black_list-2019-03-13"
    assert set(artifacts(prefect, rescore["id"])) == {"score-429700"}
    assert republish["state"]["message"] == night.run["state"]["message"]
    assert (nothing["state"]["type"], nothing["state"]["message"][:8]) == ("FAILED", "exit 78:")
    assert ingest["end_time"] <= rescore["start_time"] <= rescore["end_time"] <= republish["start_time"]


def test_neither_secrets_nor_persons_reach_prefect(prefect: Prefect, night: Deployed) -> None:
    persons = set(re.findall(r"(?<!\d)\d{17}[\dX](?!\d)", delivered(night.city)))
    assert len(persons) > 10
    kept = b"".join(path.read_bytes() for path in prefect.folder.glob("home/**/*") if path.is_file())
    kept += b"".join(log.read_bytes() for log in prefect.logs.values())
    assert b"cgj_penalty" in kept
    assert SECRET.encode() not in kept
    assert not [person for person in persons if person.encode() in kept]


def delivered(city: Path) -> str:
    """The text of the CSV files that the small city's departments sent."""
    return "".join(path.read_bytes().decode("gb18030", "replace") for path in city.glob("deliveries/*/**/*.csv"))
