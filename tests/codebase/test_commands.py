"""Commands and dependencies stand where people look: help, README, docs/dependencies.md."""

from __future__ import annotations

import re
import tomllib

import click
import pytest

from flows.cli._group import credit
from tests.codebase.tree import ROOT

CONTEXT = click.Context(credit)
NAMES = credit.list_commands(CONTEXT)
DEMANDED = [
    "demo",
    "test",
    "night",
    "ingest",
    "check",
    "score",
    "members",
    "explain",
    "publish",
    "trace",
    "receipts",
    "quarantine",
    "rules",
    "dictionary",
    "sources",
    "new-source",
    "doctor",
]


def command(named: str) -> click.Command:
    """The command of that name."""
    found = credit.get_command(CONTEXT, named)
    assert found is not None
    return found


def test_the_commands_are_those_that_are_promised() -> None:
    assert set(DEMANDED) <= set(NAMES)


@pytest.mark.parametrize("named", NAMES)
def test_a_command_and_its_options_say_what_they_do(named: str) -> None:
    said = command(named)
    assert said.help and said.get_short_help_str(200)
    options = [p for p in said.params if isinstance(p, click.Option)]
    assert [p.name for p in options if not p.help] == []


@pytest.mark.parametrize("named", NAMES)
def test_a_command_has_home_and_json(named: str) -> None:
    if named == "test":  # runs other programs and shows what they say
        return
    options = {flag for p in command(named).params for flag in p.opts}
    assert {"--home", "--json"} <= options


@pytest.mark.parametrize("named", NAMES)
def test_a_command_stands_in_the_readme_with_an_example(named: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"`\./credit {named}[ `]|^\./credit {named}\b", readme, re.MULTILINE)


def test_examples_of_the_readme_name_commands_and_options_that_are_there() -> None:
    """Examples go stale unnoticed: every command and option of a line that begins with ./credit exists."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"\./credit ([a-z][a-z-]*)([^`\n#]*)", readme)
    assert examples
    for named, rest in examples:
        assert named in NAMES, f"README.md shows the command {named!r}"
        known = {flag for p in command(named).params for flag in p.opts} | {"--help"}
        if named != "test":
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known, f"README.md shows {named} with{rest}"


def test_every_dependency_has_a_line_that_says_why() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["dependencies"] + project["optional-dependencies"]["dev"]
    packages = {re.match(r"[\w-]+", line)[0].lower() for line in named}  # type: ignore[index]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert packages <= {word.lower() for word in re.findall(r"^\| ([\w-]+) \|", page, re.MULTILINE)}
