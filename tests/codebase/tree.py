"""The code base as the tests about it see it: files under version control, rooms, trees of syntax."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("flows", "portal", "scoring", "warehouse", "transforms", "expectations", "cities")  # imports run down only


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git knows or would take."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(path for name in sorted(filter(None, names.split("\0"))) if (path := ROOT / name).is_file())


@cache
def modules() -> tuple[Path, ...]:
    """The Python files of the rooms."""
    return tuple(path for path in tracked() if path.suffix == ".py" and room(path) in ROOMS)


def room(path: Path) -> str:
    """The top folder of a file."""
    return path.relative_to(ROOT).parts[0]


def name(path: Path) -> str:
    """How a file is named in a failure."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """(module, line) of every import of a file, `from a import b` as a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno} imports relatively; name the room"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """(file, text) of the files under version control, of these endings or all that are text."""
    for path in tracked():
        if not suffixes or path.suffix in suffixes:
            try:
                yield name(path), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
