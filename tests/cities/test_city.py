"""A city's folder: what is read, and the sentence for everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cities.city import CITIES, city_folder, load_city
from cities.source import CityError

CITY = 'name = "示例市"\ncode = "429700"\nedition = "2019"\n'
DEPARTMENTS = "id,name,aliases,code,county,valid_from,valid_to,successor\n"
SOURCE = 'id = "a_permit"\ntitle = "甲"\ndepartment = "a"\ndatasets = ["permit"]\nmode = "delta"\n[file]\nfolder = "in"\nglob = "*"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city with one department and one source."""
    (tmp_path / "city.toml").write_text(CITY, encoding="utf-8")
    (tmp_path / "departments.csv").write_text(f"{DEPARTMENTS}a,甲局,甲;甲甲,,429700,,,\n", encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a_permit.toml").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def write(folder: Path, file: str, text: str) -> None:
    """Put a file in place of another."""
    (folder / file).write_text(text, encoding="utf-8")


def test_a_whole_folder(folder: Path) -> None:
    write(
        folder,
        "departments.csv",
        f"\ufeff{DEPARTMENTS}a, 甲局 ,甲; 甲甲 ;,,,2018-01-01,2019-02-28,b\nb,乙局,,,429701,,,\n",
    )
    write(folder, "domains.csv", "item,domain,departments,list_types\n4,食品,a;b,严重违法;重大税收违法\n")
    city = load_city(folder)
    first, second = city.departments
    assert (first.name, first.aliases, first.county, first.successor) == ("甲局", ("甲", "甲甲"), None, "b")
    assert (first.valid_from, first.valid_to) == (date(2018, 1, 1), date(2019, 2, 28))
    assert second.county == "429701" and second.valid_from is None
    assert city.domains[0].departments == ("a", "b") and city.domains[0].list_types == ("严重违法", "重大税收违法")
    assert city.inbox == folder.resolve() and city.source("a_permit").title == "甲"


def test_an_inbox_of_its_own(folder: Path) -> None:
    write(folder, "city.toml", CITY + 'inbox = "../drop"\n')
    assert load_city(folder).inbox == (folder.parent / "drop").resolve()


def test_by_name_or_by_path(folder: Path) -> None:
    assert city_folder("demo") == CITIES / "demo" and city_folder(folder) == folder.resolve()
    with pytest.raises(CityError, match="neither a folder with a city.toml nor a name under cities/"):
        city_folder(folder / "nowhere")


def test_domains_and_sources_may_lack(folder: Path) -> None:
    (folder / "sources" / "a_permit.toml").unlink()
    assert load_city(folder).sources == () and load_city(folder).domains == ()


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("city.toml", CITY + "colour = 1", "unknown key 'colour'"),
        ("city.toml", CITY.replace('"429700"', "429700"), "'code' must be a text"),
        ("city.toml", "name = ", "not readable as TOML"),
        ("departments.csv", "id,title\na,甲局\n", "column 'name' is missing"),
        ("departments.csv", DEPARTMENTS + "a,,,,,,,\n", "line 2: 'name' is empty"),
        ("departments.csv", DEPARTMENTS + "a,甲,,,,,,\na,乙,,,,,,\n", "department id 'a' stands twice"),
        ("departments.csv", DEPARTMENTS + "a,甲,,,,2019/1/1,,\n", "line 2: '2019/1/1' is no day"),
        ("departments.csv", DEPARTMENTS + "a,甲,,,,,,z\n", "successor 'z' of 'a' is no department"),
        ("departments.csv", DEPARTMENTS + "a,甲,,,,,,b\nb,乙,,,,,,a\n", "run in a circle"),
        ("departments.csv", DEPARTMENTS + "b,乙,,,,,,\n", "department 'a' is not in departments.csv"),
        ("domains.csv", "item,domain,departments\n6,食品,a\n", "item must be 4 or 5, found '6'"),
        ("domains.csv", "item,domain,departments\n4,食品,z\n", "'z' of domain '食品' is no department id"),
        ("sources/b.toml", SOURCE, "id 'a_permit' must equal the file name 'b'"),
    ],
)
def test_what_is_wrong_is_said_with_its_file(folder: Path, file: str, text: str, sentence: str) -> None:
    write(folder, file, text)
    with pytest.raises(CityError) as refused:
        load_city(folder)
    assert sentence in str(refused.value)
    assert str(folder) in str(refused.value)


def test_missing_departments_are_said(folder: Path) -> None:
    (folder / "departments.csv").unlink()
    with pytest.raises(CityError, match=r"departments\.csv: file is missing"):
        load_city(folder)


def test_a_source_that_is_not_there_is_said_with_those_that_are(folder: Path) -> None:
    with pytest.raises(CityError, match="has no source 'b'; it has: a_permit"):
        load_city(folder).source("b")
