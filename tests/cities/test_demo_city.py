"""The synthetic city: same bytes, formats that others can read, receipts that balance, and truth checked by hand."""

from __future__ import annotations

import csv
import json
import urllib.request
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from cities.city import load_city
from cities.demo.generator import NIGHTS, Truth, generate, load_database, prepare_night, serve
from cities.demo.generator.layouts import LAYOUTS
from cities.demo.generator.plan import fold
from cities.demo.generator.story import build_small


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    """The small city, generated once."""
    return generate(tmp_path_factory.mktemp("city"))


def files(truth: Truth, night: date) -> list[dict]:
    """All files of a night."""
    return [file for source in truth.data["nights"][str(night)]["sources"].values() for file in source["files"]]


# The folder


def test_same_seed_gives_the_same_bytes_and_another_seed_does_not(truth: Truth, tmp_path: Path) -> None:
    again = generate(tmp_path / "again").folder
    paths = sorted(path.relative_to(truth.folder) for path in truth.folder.rglob("*") if path.is_file())
    assert paths == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert [path for path in paths if (truth.folder / path).read_bytes() != (again / path).read_bytes()] == []
    assert build_small(7) != build_small(2019)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        generate(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_the_loader_takes_the_city_and_every_file_belongs_to_a_source(truth: Truth) -> None:
    city = load_city(truth.folder)
    found = {
        path
        for source in city.sources
        if hasattr(source.feed, "glob")
        for night in NIGHTS
        for path in (city.inbox / source.feed.folder.format(date=night)).glob(source.feed.glob)
    }
    assert found == {path for path in (truth.folder / "deliveries").rglob("*") if path.is_file()}
    told = {truth.folder / file["path"] for night in NIGHTS for file in files(truth, night) if file["file"]}
    assert found == told


def lines(path: Path) -> dict[str | None, list[list[str]]]:
    """The lines of a delivered file by sheet, read by readers that the generator does not use."""
    if path.suffix == ".csv":
        data = path.read_bytes()
        text = data.decode("utf-8-sig") if data[:3] == b"\xef\xbb\xbf" else decoded(data)
        return {None: list(csv.reader(text.splitlines(keepends=True)))}
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return {
            sheet.title: [[str(c or "") for c in row] for row in sheet.iter_rows(values_only=True)] for sheet in book
        }
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


@pytest.mark.parametrize("night", NIGHTS)
def test_other_readers_find_the_lines_that_the_receipts_count(truth: Truth, night: date) -> None:
    for file in files(truth, night):
        if not file["file"] or file["repeat"] or file["failed"]:
            continue
        sheets = lines(truth.folder / file["path"])
        counted = sum(receipt["received"] + receipt["ignored"] for receipt in file["receipts"].values())
        assert sum(map(len, sheets.values())) == counted + len(sheets), file["file"]


@pytest.mark.parametrize("night", NIGHTS)
def test_a_quarantined_row_stands_where_truth_says(truth: Truth, night: date) -> None:
    checked = 0
    for file in files(truth, night):
        if not file["file"] or not file["quarantined"]:
            continue
        sheets = lines(truth.folder / file["path"])
        for row in file["quarantined"]:
            if row["key"] and row["key"].startswith(("permit|", "penalty|")):
                sheet = sheets[row["sheet"]] if row["sheet"] in sheets else sheets[None]
                texts = {fold(str(text)) for text in sheet[row["row"] - 1]}
                assert row["key"].split("|")[1] in texts, (file["file"], row)
                checked += 1
    assert checked > (60 if night == NIGHTS[0] else 8)


def test_the_encodings_and_forms_are_what_departments_send(truth: Truth) -> None:
    bulk = truth.folder / "deliveries" / "2019-03-13"
    register = (bulk / "scjg" / "主体_2019-03-13.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        register.decode("utf-8")
    assert "𠮷" in register.decode("gb18030")
    assert (bulk / "jtys" / "行政许可_2019-03-13.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (bulk / "scjg" / "双公示2019-03-13.xls").read_bytes().startswith(bytes.fromhex("d0cf11e0"))
    sheet = openpyxl.load_workbook(bulk / "hb" / "处罚_2019-03-13.xlsx").active
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:AD1"]
    assert sheet["A2"].value == LAYOUTS["hb_penalty"]["penalty"].columns[0][0]


# Nights


def test_receipts_balance(truth: Truth) -> None:
    for night in NIGHTS:
        for file in files(truth, night):
            for receipt in file["receipts"].values():
                parts = ("new", "changed", "unchanged", "duplicate", "quarantined")
                assert receipt["received"] == sum(receipt[part] for part in parts)
            quarantined = sum(receipt["quarantined"] for receipt in file["receipts"].values())
            assert quarantined == len(file["quarantined"])


def test_every_rejecting_rule_is_planted_and_exactly_one_in_a_row(truth: Truth) -> None:
    rules: Counter[str] = Counter()
    for file in files(truth, NIGHTS[0]):
        for row in file["quarantined"]:
            assert len(row["rules"]) == 1 and row["rules"][0] not in row["free"]
            rules.update(row["rules"])
    expected = {"R01", "R02", "R03", "R04", "R05", "R08", "R10", "R11", "R12", "R14", "R15", "R20"}
    assert set(rules) == expected and min(rules.values()) >= 2
    assert rules["R14"] % 2 == 0


def test_states_of_the_sources(truth: Truth) -> None:
    odd = {
        (str(night)[-2:], source): told["state"]
        for night in NIGHTS
        for source, told in truth.data["nights"][str(night)]["sources"].items()
        if told["state"] != "ok"
    }
    assert odd.items() >= {
        ("14", "zrzy_permit"): "failed", ("14", "rsj_permit"): "silent", ("14", "scjg_lost_contact"): "stale",
    }.items()  # fmt: skip
    assert not any(night == "13" for night, _ in odd)
    assert Counter(odd.values())["failed"] == 1


def test_every_outcome_occurs_on_the_later_nights(truth: Truth) -> None:
    for night in NIGHTS[1:]:
        total: Counter[str] = Counter()
        for file in files(truth, night):
            for receipt in file["receipts"].values():
                total.update(receipt)
        assert min(total[part] for part in ("new", "changed", "unchanged", "duplicate", "quarantined")) > 0
        assert any(file["repeat"] for file in files(truth, night))


def test_repeats_are_the_same_bytes(truth: Truth) -> None:
    seen: set[str] = set()
    repeats = []
    for night in NIGHTS:
        tonight = [file for file in files(truth, night) if file["sha256"]]
        assert [file["repeat"] for file in tonight] == [file["sha256"] in seen for file in tonight]
        repeats += [file["file"] for file in tonight if file["repeat"]]
        seen |= {file["sha256"] for file in tonight}
    assert {"许可_1.csv", "处罚_补报.xlsx"} < set(repeats)  # the others are snapshots in which nothing changed


def test_the_figures_are_plausible_and_move(truth: Truth) -> None:
    def rate(night: date, name: str) -> float:
        found = truth.data["nights"][str(night)]["measures"][name]
        assert found["numerator"] == sum(member["covered"] is True for member in found["members"].values())
        assert found["denominator"] == len(found["members"])
        return found["numerator"] / found["denominator"]

    published = [rate(night, "8.5") for night in NIGHTS]
    assert published == sorted(published) and published[0] > 0.92 and 0.95 < published[2] < 0.995
    assert 0.65 < rate(NIGHTS[2], "10.2") < 0.8
    assert 0.3 < rate(NIGHTS[2], "10.6") < 0.45
    assert 0.0001 < 1 - rate(NIGHTS[2], "8.2") < 0.01  # the veto gate of 8.2 fails
    reasons = Counter(m["reason"] for m in truth.data["nights"]["2019-03-13"]["measures"]["8.5"]["members"].values())
    assert set(reasons) == {None, "未上网", "已下网", "台账有数未见明细"}


def test_the_stock_is_frozen_but_follows_what_becomes_known(truth: Truth) -> None:
    first, second, third = (
        set(truth.data["nights"][str(night)]["measures"]["operating_blacklist"]["members"]) for night in NIGHTS
    )
    coded = {key for key in second - first if "YH97" in key}  # a registration number that became a code: a new key
    assert second - first == coded and len(coded) == 3
    gone = {key for key in first - second if not key.split("|")[1].isdigit()}
    assert len(gone) == 2  # one ended before B, one upheld objection
    assert third == second


# Database and API


def test_the_exchange_table_holds_the_nights_batch(truth: Truth, tmp_path: Path) -> None:
    for night in NIGHTS:
        load_database(f"sqlite:///{tmp_path}/front.db", night, truth.folder)
        engine = sa.create_engine(f"sqlite:///{tmp_path}/front.db")
        with engine.connect() as connection:
            rows = connection.execute(sa.text("select * from wjw_penalty")).mappings().fetchall()
        engine.dispose()
        (file,) = truth.data["nights"][str(night)]["sources"]["wjw_penalty"]["files"]
        assert len(rows) == file["receipts"]["penalty"]["received"]
        assert {"文号", "处罚机关", "状态"} <= set(rows[0])


def test_prepare_night_is_repeatable(truth: Truth) -> None:
    database = truth.folder / "exchange" / "front.db"
    before = database.read_bytes()
    prepare_night(truth.folder, NIGHTS[1])
    assert database.stat().st_size > 0
    prepare_night(truth.folder, NIGHTS[0])
    with sa.create_engine(f"sqlite:///{database}").connect() as connection:
        count = connection.execute(sa.text("select count(*) from wjw_penalty")).scalar_one()
    assert count == len(json.loads((truth.folder / "exchange/2019-03-13/wjw_penalty.json").read_text())["rows"])
    assert len(before) == database.stat().st_size


@pytest.mark.loopback
def test_the_api_answers_pages_until_its_total(truth: Truth) -> None:
    (file,) = truth.data["nights"]["2019-03-13"]["sources"]["cgj_penalty"]["files"]
    with serve(truth.folder, NIGHTS[0]) as (_, url):
        bodies = []
        for page in (1, 2, 3):
            with urllib.request.urlopen(f"{url}?page={page}&size=200", timeout=5) as answer:
                bodies.append(json.load(answer))
    assert [body["code"] for body in bodies] == [0, 0, 0]
    assert [len(body["data"]) for body in bodies] == [200, bodies[0]["total"] - 200, 0]
    assert bodies[0]["total"] == file["receipts"]["penalty"]["received"]
