"""How a deployed run ends: the exit codes of the command line as Prefect states, in a sentence, no library's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prefect.states import Completed, Failed, State

from flows.cli._group import EXITS
from flows.deliver import place
from flows.night import PUBLISHED, WITH_GAPS

FAULT = 1


class Stopped(Exception):
    """An error of unknown text: its kind and where it arose, and nothing it says."""

    @classmethod
    def by(cls, error: BaseException) -> Stopped:
        return cls(f"stopped by an internal error ({place(error)}); `credit night` on the same home shows all of it")


def sentence(error: BaseException) -> str | None:
    """The words of an error that is a sentence for people; None for all others."""
    if isinstance(error, Stopped) or type(error).__name__ in EXITS:
        return str(getattr(error, "reason", error))
    return None


def ended(work: Callable[[], Mapping]) -> State:
    """The state of a run: Completed when it published (0, with gaps 10), Failed when it stopped (20) or raised."""
    try:
        result = work()
    except Exception as error:
        code = EXITS.get(type(error).__name__, FAULT)
        return Failed(message=f"exit {code}: {sentence(error) or Stopped.by(error)}")
    code = result.get("exit", PUBLISHED)
    made = Completed if code in (PUBLISHED, WITH_GAPS) else Failed
    return made(message=f"exit {code}: {told(result)}")


def told(result: Mapping) -> str:
    """A result in one line: total, sources without data, quarantined rows, why it stopped."""
    words = []
    if total := result.get("total"):
        words.append(f"total {total['low']} to {total['high']} of {total['cap']}")
    sources = result.get("sources", [])
    for state in ("failed", "stale"):
        if named := [source["id"] for source in sources if source["state"] == state]:
            words.append(f"{state}: {', '.join(named)}")
    if rows := sum(entry["receipt"]["quarantined"] for source in sources for entry in source["files"]):
        words.append(f"{rows} rows quarantined")
    if stopped := result.get("stopped"):
        words.append(stopped)
    return "; ".join(words) or "done"
