"""Imports flow one way, and only flows/ knows Prefect, the environment, the clock and secrets (design section 2)."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.codebase.tree import ROOMS, ROOT, imported, modules, name, room, tree

# What anybody may know of a city is how it is configured; the synthetic city and its neighbours are nobody's business.
CITY_LOADER = ("cities.city", "cities.source", "cities.template")
OUTSIDE = {"environ", "getenv", "now", "today", "utcnow", "time", "time_ns"}
OWNERS = {"os", "time", "datetime", "date"}


def test_imports_run_down_only() -> None:
    wrong = []
    for path in modules():
        for module, line in imported(path):
            target = module.split(".")[0]
            if target in ROOMS and ROOMS.index(target) < ROOMS.index(room(path)):
                wrong.append(f"{name(path)}:{line} imports {module}")
    assert not wrong


def test_expectations_import_no_other_room_and_transforms_and_warehouse_not_each_other() -> None:
    forbidden = {
        "expectations": {"flows", "portal", "scoring", "warehouse", "transforms"},
        "transforms": {"warehouse"},
        "warehouse": {"transforms"},
        "cities": set(ROOMS) - {"cities"},
    }
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in modules()
        for module, line in imported(path)
        if module.split(".")[0] in forbidden.get(room(path), set())
    ]
    assert not wrong


def test_of_a_city_only_its_loader_is_imported() -> None:
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in modules()
        if room(path) not in ("cities", "flows")
        for module, line in imported(path)
        if module.startswith("cities.") and not module.startswith(CITY_LOADER)
    ]
    assert not wrong


def test_only_flows_knows_prefect() -> None:
    wrong = [
        f"{name(path)}:{line}"
        for path in modules()
        if room(path) != "flows"
        for module, line in imported(path)
        if module.split(".")[0] == "prefect"
    ]
    assert not wrong


def test_only_flows_reads_the_environment_and_the_clock() -> None:
    """To switch a library's telemetry off by setting a variable is no reading."""
    wrong = []
    for path in modules():
        set_here = {node.value for node in ast.walk(tree(path)) if is_set(node)}
        wrong += [
            f"{name(path)}:{node.lineno} reads {node.value.id}.{node.attr}"
            for node in ast.walk(tree(path))
            if room(path) != "flows" and is_outside(node) and node not in set_here
        ]
    assert not wrong


def is_set(node: ast.AST) -> bool:
    """`something[…] = …`"""
    return isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)


def is_outside(node: ast.AST) -> bool:
    """`os.environ`, `date.today` and their like."""
    named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    return named and node.attr in OUTSIDE and node.value.id in OWNERS


def test_the_command_line_starts_without_the_heavy_ones() -> None:
    """`credit --help` in 0.3 s: Prefect, Great Expectations, pandas and DuckDB are imported where they are used."""
    asked = "import sys, flows.cli; from flows.cli._group import credit; credit(['--help'], standalone_mode=False)"
    said = f"{asked}; print([m for m in ('prefect', 'great_expectations', 'pandas', 'sqlalchemy', 'pyarrow') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
