"""Words and sizes: docstrings, the glossary, nothing of another place, nothing unfinished, nothing overgrown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.codebase.tree import ROOT, modules, name, texts, tree

LONGEST_FUNCTION, LONGEST_FILE = 60, 330
INDEX = re.compile(
    r"https?://[^\s\"')]*(?:/simple\b|pypi|/pypi/)|--(?:extra-)?index-url|\bindex-url\s*=", re.IGNORECASE
)
# Paths and tools of a place where somebody happened to work; spelt in parts, so that this file is no hit itself.
WORKPLACE = re.compile(
    r"(?<![\w.])/" + r"(?:work|farm|tmp/team)/|\bissues " + r"show\b|\bcla" + r"ude\b", re.IGNORECASE
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def public(path: Path) -> Iterator[ast.ClassDef | Function]:
    """Classes and functions at the top of a file and the methods of such classes, private and special ones left out."""
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (m for m in node.body if isinstance(m, Function) and not m.name.startswith("_"))


def is_plain(node: ast.ClassDef | Function) -> bool:
    """A function of a few lines whose name and types say it all may go without."""
    return isinstance(node, Function) and (node.end_lineno or 0) - node.lineno < 8


@pytest.mark.parametrize("path", modules(), ids=name)
def test_modules_classes_and_functions_say_what_they_give(path: Path) -> None:
    assert not tree(path).body or ast.get_docstring(tree(path))
    silent = [node for node in public(path) if not ast.get_docstring(node) and not is_plain(node)]
    assert [f"{node.name}, line {node.lineno}" for node in silent] == []


def test_no_error_is_passed_over_in_silence() -> None:
    silent = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and all(isinstance(s, ast.Pass) for s in node.body)
    ]
    assert not silent


def is_broad(handler: ast.ExceptHandler) -> bool:
    """`except:`, `except Exception:`, `except BaseException:`"""
    return handler.type is None or getattr(handler.type, "id", "") in ("Exception", "BaseException")


def test_functions_and_files_stay_small() -> None:
    large = [
        f"{name(path)}:{f.name} has {size} lines"
        for path in modules()
        for f in functions(path)
        if (size := (f.end_lineno or f.lineno) - f.lineno + 1) > LONGEST_FUNCTION
    ]
    for path in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        large += [f"{name(path)} has {lines} lines"] if lines > LONGEST_FILE else []
    assert not large


@pytest.mark.parametrize(
    ("what", "pattern"), [("package index", INDEX), ("workplace", WORKPLACE), ("unfinished", UNFINISHED)]
)
def test_no_file_speaks_of(what: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{file}:{text.count(chr(10), 0, hit.start()) + 1} {hit.group()}"
        for file, text in texts()
        if file != "tests/codebase/test_words.py"
        for hit in pattern.finditer(text)
    ]
    assert not found, what


def test_the_patterns_find_what_they_are_for() -> None:
    """A search that can find nothing proves nothing."""
    assert INDEX.search("pip install --index-url x") and INDEX.search("https://example.org/simple/")
    assert WORKPLACE.search("see /work" + "/main") and not WORKPLACE.search("the network/work/home")
    assert UNFINISHED.search("# TO" + "DO later")


def test_names_that_the_glossary_rejects_are_not_used() -> None:
    found = [
        f"{name(path)}:{line} {identifier}"
        for path in modules()
        for identifier, line in identifiers(path)
        if identifier.lower() in rejected()
    ]
    assert not found


def rejected() -> set[str]:
    """The words of the glossary's column "not"."""
    rows = [line.split("|") for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines() if "|" in line]
    heading = [cell.strip() for cell in rows[0]]
    assert "not" in heading and len(rows) > 20
    return {word.strip().lower() for row in rows[2:] for word in row[heading.index("not")].split(",") if word.strip()}


def identifiers(path: Path) -> Iterator[tuple[str, int]]:
    """Names that a file gives to modules, classes, functions, arguments and variables."""
    yield path.stem, 1
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef | Function):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
