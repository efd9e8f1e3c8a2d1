"""The seam under Prefect: a stage that touches the outside is a task, and what is read from outside is retried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.tasks import exponential_backoff

from flows.deployed.ends import Stopped, sentence
from flows.seam import Seam, plain

T = TypeVar("T")

# Reading again is harmless, writing again is not: after 10 and 20 seconds, each up to half as long again.
RETRIES: Mapping[str, Mapping[str, Any]] = {
    "fetch": {
        "retries": 2,
        "retry_delay_seconds": exponential_backoff(backoff_factor=10),
        "retry_jitter_factor": 0.5,
    }
}


def seam() -> Seam:
    """Tasks inside a flow run; the plain seam where no server looks on (`nightly.fn(...)`)."""
    return as_task if FlowRunContext.get() else plain


def as_task(stage: str, of: str, work: Callable[[], T], /) -> T:
    """The work as a task run of its own.

    The task takes no parameters and keeps no result: both would be stored, and the environment holds secrets.
    """

    @task(
        name=stage,
        task_run_name=f"{stage} {of}",
        cache_policy=NO_CACHE,
        persist_result=False,
        **RETRIES.get(stage, {}),
    )
    def once() -> T:
        return worded(work)

    return once()


def worded(work: Callable[[], T]) -> T:
    """What the work gives. Of its errors, those that are sentences for people; Stopped for any other.

    Prefect writes the text of what a task raises into its database, and the text of a library's error may quote
    personal values.
    """
    try:
        return work()
    except Exception as error:
        raise (Stopped.by(error) if sentence(error) is None else error) from None
