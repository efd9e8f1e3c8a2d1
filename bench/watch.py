"""CPU seconds by step, of this process and the children it waited for, told as one JSON line."""

from __future__ import annotations

import json
import resource

RESULT = "RESULT "


class Watch:
    """`mark` closes the step that ran since the last mark; a step that runs twice adds up."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._last = cpu()

    def mark(self, step: str) -> None:
        """What ran since the last mark was this step."""
        now = cpu()
        self.steps[step] = self.steps.get(step, 0.0) + now - self._last
        self._last = now

    def tell(self, **counts: object) -> None:
        """Print the steps and what was counted, for the process that started this one."""
        steps = {name: round(seconds, 3) for name, seconds in self.steps.items()}
        print(RESULT + json.dumps({"steps": steps, "counts": counts}), flush=True)


def cpu() -> float:
    """CPU seconds so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
