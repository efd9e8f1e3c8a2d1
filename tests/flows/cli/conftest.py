"""The command line as tests call it, and a tiny city with two nights behind it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cities.city import load_city
from cities.demo.generator.codes import credit_code
from flows.cli._group import credit
from flows.night import run_night
from flows.settings import Settings
from warehouse.home import Home

NIGHTS = (date(2019, 3, 13), date(2019, 3, 14))
FIRM, OTHER = credit_code("91", "429701", 1), credit_code("91", "429701", 2)

DEPARTMENTS = """\
id,name,aliases,code,county,valid_from,valid_to,successor
scjg,市市场监督管理局,,,429700,,,
hb,市生态环境局,,,429700,,,
"""
FEED = '\n[file]\nfolder = "{{date}}"\nglob = "{glob}"\n'
SOURCES = {
    "scjg_subject": ("subject", "snapshot", "主体_*.csv"),
    "scjg_black_list": ("black_list", "delta", "名单_*"),
    "hb_permit": ("permit", "delta", "许可_*.csv"),
}
SUBJECTS = f"""\
主体名称,统一社会信用代码,主体类别,成立日期,登记状态,登记机关
云梦泽甲有限公司,{FIRM},企业,2010-01-04,存续,市市场监督管理局
云梦泽乙有限公司,{OTHER},企业,2011-01-04,存续,市市场监督管理局
"""
LISTED = """\
主体名称,主体类别,统一社会信用代码,名单类型,列入事由,列入日期,移出日期,移出原因,认定单位,认定文号
"""
ON_FIRST = f"""\
云梦泽甲有限公司,法人及非法人组织,{FIRM},严重违法失信企业,虚假登记,2018-06-01,,,市市场监督管理局,云列〔2018〕1号
云梦泽乙有限公司,法人及非法人组织,{OTHER},严重违法失信企业,虚假登记,2018-02-30,,,市市场监督管理局,云列〔2018〕2号
"""
ON_SECOND = f"""\
云梦泽甲有限公司,法人及非法人组织,{FIRM},严重违法失信企业,虚假登记,2018-06-01,2019-03-01,整改退出,市市场监督管理局,云列〔2018〕1号
"""
MEMBER = f"black_list|严重违法失信企业|{FIRM}|2018-06-01|云列(2018)1号"


@dataclass(frozen=True)
class Answer:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """A function that runs `credit` with these arguments."""

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        code = credit.main([str(each) for each in arguments], prog_name="credit", standalone_mode=False)
        printed = capsys.readouterr()
        return Answer(code or 0, printed.out, printed.err)

    return call


def write_city(folder: Path) -> Path:
    """A city of two departments and three sources, with the deliveries of two nights; one file is no workbook."""
    (folder / "sources").mkdir(parents=True)
    (folder / "city.toml").write_text('name = "云梦泽市（合成数据）"\ncode = "429700"\nedition = "2019"\n')
    (folder / "departments.csv").write_text(DEPARTMENTS)
    for name, (dataset, mode, glob) in SOURCES.items():
        head = f'id = "{name}"\ntitle = "{name}"\ndepartment = "{name.split("_")[0]}"\n'
        said = head + f'datasets = ["{dataset}"]\nmode = "{mode}"\n' + FEED.format(glob=glob)
        (folder / "sources" / f"{name}.toml").write_text(said)
    first, second = (folder / night.isoformat() for night in NIGHTS)
    first.mkdir()
    second.mkdir()
    (first / "主体_1.csv").write_text(SUBJECTS)
    (first / "名单_1.csv").write_text(LISTED + ON_FIRST)
    (second / "名单_2.csv").write_text(LISTED + ON_SECOND)
    (second / "名单_3.xlsx").write_bytes(b"PK\x03\x04 cut short")
    return folder


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The tiny city, to be spoiled at will."""
    return write_city(tmp_path / "city")


@dataclass(frozen=True)
class Lived:
    """A home with two nights of the tiny city behind it; not to be written to."""

    home: Path
    city: Path
    member: str = MEMBER


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Both nights run, without the Great Expectations gate."""
    root = tmp_path_factory.mktemp("lived")
    city = write_city(root / "city")
    for night in NIGHTS:
        run_night(load_city(city), night, Settings(Home(root / "home"), {}), gate=False)
    return Lived(root / "home", city)
