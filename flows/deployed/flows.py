"""The four flows of prefect.yaml: thin, each around the plain function that the command line calls as well.

Each ends as the exit code of its command says (ends.py) and needs no server when called as `flow.fn(...)`. A night is
one flow run with one task per source: a subflow per source would end up to a second late each (Prefect's heartbeat).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import flow, runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import FlowRunContext
from prefect.logging import get_run_logger
from prefect.states import State

from cities.city import City, load_city
from flows import night
from flows.asking import asked, scored
from flows.deployed.artifacts import key, page, receipts
from flows.deployed.ends import ended
from flows.deployed.tasks import seam
from flows.settings import Settings
from warehouse.home import Home

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOME = ".credit"
PORTAL = "CREDIT_PORTAL_URL"


def day(date: dt.date | None) -> dt.date:
    """The day asked for, else the day in Shanghai for which the run was scheduled: a late run does its own night."""
    return date or runtime.flow_run.scheduled_start_time.astimezone(SHANGHAI).date()


def named() -> str:
    """The name of a flow run: flow, city and source where it has them, day."""
    given = runtime.flow_run.parameters
    parts = [Path(given["city"]).name if "city" in given else "", given.get("source", ""), str(day(given.get("date")))]
    return "-".join([runtime.flow_run.flow_name, *filter(None, parts)])


def say() -> Callable[[str], None]:
    """Where the stages report progress: the run's log (kept at level INFO), nowhere outside a flow run."""
    return get_run_logger().info if FlowRunContext.get() else lambda line: None


def leave(city: City, result: Mapping) -> None:
    """Leave the page of a result with the flow run, and beside it the receipts of a night."""
    if not FlowRunContext.get():
        return
    about = f"{city.name} {result['date']}"
    if "sources" in result:
        create_table_artifact(receipts(result), key("receipts", city.code), about)
    create_markdown_artifact(page(result, city.name), key("score", city.code), about)


@flow(name="nightly", flow_run_name=named, persist_result=False)
def nightly(
    city: str, date: dt.date | None = None, home: str = HOME, portal: str | None = None, gate: bool = True
) -> State:
    """A night of a city: a name under cities/ or the path of its folder. What `credit night` does.

    `portal` is the SQLAlchemy URL of the portal's database. Prefect stores parameters: a URL with a password belongs
    into the environment of the worker (CREDIT_PORTAL_URL).
    """

    def work() -> Mapping:
        settings = Settings(Home(Path(home)))
        url, where = portal or settings.environment.get(PORTAL), load_city(city)
        result = night.run_night(where, day(date), settings, gate=gate, portal_url=url, say=say(), seam=seam())
        leave(where, result)
        return result

    return ended(work)


@flow(name="ingest-one", flow_run_name=named, persist_result=False)
def ingest_one(city: str, source: str, date: dt.date | None = None, home: str = HOME, gate: bool = True) -> State:
    """One source of a city fetched, checked and loaded, nothing scored. What `credit ingest SOURCE` does."""

    def work() -> Mapping:
        where, settings = load_city(city), Settings(Home(Path(home)))
        report = night.ingest(where, source, day(date), settings, gate=gate, say=say(), seam=seam())
        return {"exit": night.WITH_GAPS if night.has_gaps([report]) else 0, "sources": [report.as_json()]}

    return ended(work)


@flow(name="rescore", flow_run_name=named, persist_result=False)
def rescore(home: str = HOME, as_of: dt.date | None = None, known: dt.date | None = None) -> State:
    """The table worked out once more from what the home knows, nothing published. What `credit score` does."""

    def work() -> Mapping:
        with scored(Home(Path(home)), as_of, known) as (here, _, answer, _):
            result = {"date": answer.asked.as_of.isoformat()} | answer.result
        leave(here.city, result)
        return result

    return ended(work)


@flow(name="republish", flow_run_name=named, persist_result=False)
def republish(home: str = HOME, portal: str | None = None) -> State:
    """The figures of the home's last night scored and published once more. What `credit publish` does."""

    def work() -> Mapping:
        here = asked(Home(Path(home)))
        settings = Settings(here.home)
        url = portal or settings.environment.get(PORTAL)
        result = night.republish(here.city, here.night, settings, portal_url=url, say=say(), seam=seam())
        leave(here.city, result)
        return result

    return ended(work)
