"""The small synthetic city, its three nights run once for all tests of this folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hmac import digest as hmac_digest
from pathlib import Path

import pytest

from cities.city import City, load_city
from cities.demo.generator import NIGHTS, generate, prepare_night, serve
from flows.night import run_night
from flows.settings import Settings
from warehouse.home import Home

PSEUDONYM = re.compile(r"pseudonym\(([^)]*)\)")


@dataclass(frozen=True)
class ThreeNights:
    """The city's folder, the home, what each night printed, and the truth."""

    folder: Path
    home: Home
    results: dict[str, dict]
    truth: dict

    def pseudonymous(self, text: str | None) -> str | None:
        """The truth's text with pseudonyms under this home's key."""
        key = self.home.key.read_bytes()
        return text and PSEUDONYM.sub(lambda m: hmac_digest(key, m[1].encode(), "sha256").hex()[:32], text)


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city as generated; tests that change it copy it first."""
    folder = tmp_path_factory.mktemp("cities") / "demo"
    generate(folder, scale="small", seed=2019)
    return folder


@pytest.fixture(scope="session")
def run_one() -> Callable[..., dict]:
    """Run one night of a generated city, its exchange database and API included."""

    def run(folder: Path, home: Home, night: date, **options: object) -> dict:
        prepare_night(folder, night)
        with serve(folder, night) as (_, url):
            settings = Settings(home, {"CREDIT_DEMO_API": url})
            return run_night(load_city(folder), night, settings, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def three_nights(
    city_folder: Path, run_one: Callable[..., dict], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ThreeNights]:
    """All three nights with the Great Expectations gate on."""
    home = Home(tmp_path_factory.mktemp("home"))
    results = {night.isoformat(): run_one(city_folder, home, night) for night in NIGHTS}
    yield ThreeNights(city_folder, home, results, json.loads((city_folder / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture
def city(three_nights: ThreeNights) -> City:
    return load_city(three_nights.folder)
