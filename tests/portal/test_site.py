"""The pages: every link leads somewhere, every text is escaped, states are said in words."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest

from portal.contents import contents
from portal.site import words
from portal.site.charts import range_bar, share_bar
from tests.portal.city import publication


class Seen(HTMLParser):
    """Links, ids and tags of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The files of a release."""
    return contents(publication())[1]


def html(files: dict[str, bytes]) -> dict[str, Seen]:
    """Every page as seen."""
    return {path: Seen(body) for path, body in files.items() if path.endswith(".html")}


def test_every_link_leads_to_a_file_of_the_release_and_to_a_place_in_it(files: dict[str, bytes]) -> None:
    seen, followed = html(files), 0
    for path, page in seen.items():
        for link in page.links:
            target, _, place = link.partition("#")
            target = normpath(PurePosixPath(path).parent / target) if target else path
            assert target in files, f"{path} links to {link}"
            assert not place or place in seen[target].ids, f"{path} links to {link}"
            followed += 1
    assert followed > 60


def test_pages_load_nothing_and_run_nothing(files: dict[str, bytes]) -> None:
    for path, page in html(files).items():
        assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags), path
        text = files[path].decode()
        assert "default-src 'none'" in text
        assert not re.search(r"https?:|url\(|@import|\son[a-z]+=|javascript:", text), path


def test_ids_on_a_page_are_unique(files: dict[str, bytes]) -> None:
    for path, page in html(files).items():
        assert len(page.ids) == len(set(page.ids)), path


def test_a_department_with_something_to_show_has_a_page_and_no_other(files: dict[str, bytes]) -> None:
    assert {path for path in files if path.startswith("departments/")} == {
        "departments/hb.html", "departments/jt.html", "departments/sj.html",
    }  # fmt: skip
    page = files["departments/hb.html"].decode()
    assert "96.88%" in page  # 620 of 640
    assert "60.00%" not in page  # another department's penetration


def test_the_page_says_total_gates_measures_and_receipts(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    total = publication().result["total"]
    for text in (
        f"{total['low']} – {total['high']}",
        "95.16%",
        "1,180 / 1,240",
        "未上网 <b>41</b>",
        "未通过",
        "已计分",
        "待评定",
    ):
        assert text in page
    row = re.search(r"市生态环境局 行政许可.*?</tr>", page.partition('id="receipts"')[2], re.DOTALL)
    assert row and re.findall(r'class="n">(\d+)<', row[0]) == ["640", "600", "10", "20", "3", "7", "2"]


def test_sources_that_did_not_deliver_are_named_first_with_the_day_of_their_data(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    above = page[: page.index("<h2>总分</h2>")]
    assert "市交通运输局 行政处罚</a>：本夜的数据未能入库，数据截至 2018年12月14日。" in above
    assert "市市场监督管理局 主体登记</a>：本夜没有送达新的数据，至今没有入库的数据。" in above
    assert "行政许可</a>" not in above


def test_texts_are_escaped() -> None:
    given = publication()
    measure = replace(given.measures["8.5"], says='甲 & 乙 " 丙')
    page = contents(replace(given, measures={"8.5": measure}))[1]["index.html"].decode()
    assert "甲 &amp; 乙 &#34; 丙" in page


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [
        (0, 0, "无数据"),
        (0, 7, "0.00%"),
        (1, 100_000, "<0.01%"),
        (99_999, 100_000, ">99.99%"),
        (7, 7, "100.00%"),
        (1, 3, "33.33%"),
        (2, 3, "66.67%"),
    ],
)
def test_only_a_whole_is_a_hundred_percent(part: int, whole: int, says: str) -> None:
    assert words.percent(part, whole) == says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (13800138000, "13,800,138,000"),
        ("13800138000.5", "13,800,138,000.5"),
        (True, "是"),
        (None, "未知"),
        ([1, False], "1、否"),
    ],
)
def test_figures_are_grouped(value: object, says: str) -> None:
    assert words.figure(value) == says


def test_names_of_inputs_are_left_out_of_sentences() -> None:
    assert words.plain("缺存量主体数（stock）、县（市）区数（counties）") == "缺存量主体数、县（市）区数"


def widths(svg: str) -> list[tuple[str, str, str]]:
    """(class, x, width) of every part of a bar."""
    return re.findall(r'class="(\w+)" x="([\d.]+)" y="0" width="([\d.]+)"', svg)


def test_bars_have_the_widths_of_their_parts() -> None:
    assert widths(range_bar({"low": "25.00", "high": "75.00", "cap": "100"})) == [
        ("rest", "0", "1000"), ("settled", "0.0", "250.0"), ("open", "250.0", "500.0"),
    ]  # fmt: skip
    assert widths(share_bar(6, 1, 8)) == [
        ("rest", "0", "1000"), ("settled", "0.0", "750.0"), ("open", "750.0", "125.0"), ("gap", "875.0", "125.0"),
    ]  # fmt: skip
    assert "无数据" in share_bar(0, 0, 0)


def browse(browser: str, page: Path, profile: Path) -> subprocess.CompletedProcess[str]:
    """The page in a real browser: its document on stdout, the console on stderr, the requests in profile/net.json."""
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
        "--no-first-run", "--enable-logging=stderr", f"--user-data-dir={profile}",
        f"--log-net-log={profile / 'net.json'}", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.needs("browser")
@pytest.mark.parametrize("name", ["index.html", "departments/hb.html"])
def test_a_browser_shows_it_without_complaint_and_without_asking_anybody(
    name: str, browser: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    page = tmp_path / "site" / name
    page.parent.mkdir(parents=True)
    page.write_bytes(files[name])
    found = browse(browser, page, tmp_path / "profile")
    assert "市生态环境局" in found.stdout
    assert "CONSOLE" not in found.stderr
    page.write_bytes(files[name].replace(b"</body>", b'<script src="http://127.0.0.1:9/x.js"></script></body>'))
    found = browse(browser, page, tmp_path / "other")
    assert "CONSOLE" in found.stderr and "Content Security Policy" in found.stderr
