"""`credit demo`: a synthetic city and its three nights."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli import _options

if TYPE_CHECKING:
    from rich.progress import Progress

STEPS = {"prepare": 0, "measure and score": 1, "publish": 2}  # beside the sources, in order
WORDS = {"prepare": "准备", "measure and score": "计算指标", "publish": "发布"}
STOPPED = 20


@click.command(short_help="Build a synthetic city and run three nights of it.")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".credit/demo"),
    show_default=True,
    help="Folder of the demo; one that holds anything else is refused.",
)
@click.option("--keep", is_flag=True, help="Keep what the last demo made; finished nights change nothing.")
@click.option("--gate/--no-gate", default=True, help="Run the Great Expectations gate (default) or leave it out.")
@_options.as_json
def command(home: Path, keep: bool, gate: bool, as_json: bool) -> int:
    """Build a synthetic city (nobody in it exists), run three nights of it, and show what came of them.

    What departments sent, what was refused and why, the figures of the three nights side by side, and where the
    page lies. Everything happens under --home; a second demo starts afresh there. Nothing leaves the machine.
    """
    from flows.cli._print import print_json
    from flows.demo import reasons, run_demo
    from flows.settings import Settings
    from warehouse.home import Home

    settings = Settings(Home(home))
    with progress() as say:
        nights = run_demo(settings, gate=gate, keep=keep, say=say)
    release = nights[-1]["release"]
    page = f"{release}/index.html" if release else None
    if as_json:
        print_json({"nights": nights, "page": page})
    else:
        from flows.cli._demo_screen import show_demo

        show_demo(nights, reasons(settings.home), page, home)
    return STOPPED if any(night["exit"] == STOPPED for night in nights) else 0


@contextmanager
def progress() -> Iterator[Callable[[int, str], None]]:
    """What shows how far the demo is: a bar on a terminal, a line per night elsewhere."""
    if not sys.stderr.isatty():
        yield plainly()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield along(shown)


def plainly() -> Callable[[int, str], None]:
    """A line when another night begins."""
    told: list[int] = []

    def say(night: int, line: str) -> None:
        if night not in told:
            told.append(night)
            click.echo(heading(night), err=True)

    return say


def along(shown: Progress) -> Callable[[int, str], None]:
    """The bar moves with the sources, which a night takes in the order of their ids."""
    from cities.city import load_city
    from cities.demo.generator import NIGHTS

    ids = [source.id for source in load_city("demo").sources]
    length = len(ids) + len(STEPS)
    task = shown.add_task(heading(0), total=length * len(NIGHTS))

    def say(night: int, line: str) -> None:
        source = line.split(" ")[0]
        done = ids.index(source) + 1 if source in ids else len(ids) * (STEPS.get(line, 0) > 0) + STEPS.get(line, 0)
        what = WORDS.get(line, source if night else "")
        shown.update(task, description=f"{heading(night)} {what}", completed=max(night - 1, 0) * length + done)

    return say


def heading(night: int) -> str:
    """What is under way."""
    return f"第 {night} 夜（共 3 夜）" if night else "建立合成城市"
