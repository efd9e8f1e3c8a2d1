"""The seam between a stage that touches the outside and what watches over it: nothing here, Prefect in `deployed`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Seam(Protocol):
    """Does the work of a stage (its verb, and of what), perhaps more than once, and gives what the work gives."""

    def __call__(self, stage: str, of: str, work: Callable[[], T], /) -> T: ...


def plain(stage: str, of: str, work: Callable[[], T], /) -> T:
    """The work, done once and watched by nobody."""
    return work()
