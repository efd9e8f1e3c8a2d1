"""Every reader, and stage with check, under spoiled files for a while: no fault, no hang, no memory beyond the limit.

CREDIT_FUZZ_SECONDS says how long (each, all at the same time): 60 in CI, else 5. More by hand: `make fuzz`.
"""

import os
from random import Random

import pytest

from tests.fuzz.__main__ import fuzz_all
from tests.fuzz.mutate import LONGEST, spoil, spoil_cells
from tests.fuzz.seeds import SEEDS
from tests.fuzz.target import Fault, refusal
from tests.fuzz.worker import tried

SECONDS = float(os.environ.get("CREDIT_FUZZ_SECONDS") or (60 if os.environ.get("CI") in ("true", "1") else 5))


@pytest.mark.slow
def test_spoiled_files_are_read_or_refused():
    figures = fuzz_all(list(SEEDS), SECONDS, seed=0)
    assert not [one for one in figures if one["fault"]]
    assert all(one["runs"] > 3 and one["outcomes"] > 1 for one in figures), figures


@pytest.mark.parametrize("kind", SEEDS)
def test_seeds_are_the_same_each_time(kind):
    assert SEEDS[kind]() == SEEDS[kind]()


@pytest.mark.parametrize(("kind", "change"), [*((kind, spoil) for kind in SEEDS), ("check", spoil_cells)])
def test_spoiling_is_the_same_for_the_same_seed(kind, change):
    seeds = SEEDS[kind]()
    first, second = ([change(seeds[0], seeds, Random(n)) for n in range(20)] for _ in range(2))
    assert first == second
    assert len(set(first)) > 10
    assert max(map(len, first)) <= 2 * LONGEST


@pytest.mark.parametrize("error", [ValueError("x"), MemoryError(), SystemExit(1), Fault("x")])
def test_what_is_no_refusal_is_a_fault(error, tmp_path):
    def once(kind, data, folder):
        raise error

    assert tried(once, "text", b"", tmp_path)[1]


def test_a_reason_must_be_a_sentence():
    with pytest.raises(Fault):
        refusal("invalid literal for int()")
