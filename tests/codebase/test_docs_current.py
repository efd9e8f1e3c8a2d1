"""Pages that are made from code are what the code would make now."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations import docs
from flows import reference

FOLDER = Path(__file__).parents[2] / "docs"
MADE = [
    *((name, text, "python -m expectations.docs docs") for name, text in docs.pages().items()),
    *((name, text, "python -m flows.reference docs") for name, text in reference.pages().items()),
]


@pytest.mark.parametrize(("name", "text", "command"), MADE, ids=[name for name, _, _ in MADE])
def test_page_is_current(name, text, command):
    assert (FOLDER / name).read_text(encoding="utf-8") == text, f"docs/{name} is out of date; run: {command}"


def test_reference_names_every_input_of_a_row():
    page = reference.pages()["facts-file.md"]
    assert (
        "| 10.6 | 黑名单整改成效 | 3 | `exits` | 经整改后退出的黑名单主体数 | 整数 | ≤ `operating_blacklist` |" in page
    )
    assert "≥ `files` + `graded` − 5, ≤ 5, ≤ `files`, ≤ `graded`" in page


def test_reference_shows_commands_as_the_terminal_does():
    page = reference.pages()["commands.md"]
    assert "Usage: credit new-source [OPTIONS] ID" in page
    assert "python -m flows.cli" not in page
