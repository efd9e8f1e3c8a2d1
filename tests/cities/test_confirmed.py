"""Credit codes that a registrar has confirmed though they fail the check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cities.confirmed import read_confirmed
from cities.source import CityError

HEAD = "code,name,confirmed_by,confirmed_on,because\n"
LINE = "91429700MA0000000Z,示例甲,示例登记机关,2019-01-07,早期赋码\n"


def written(folder: Path, text: str) -> Path:
    """The file with this text."""
    path = folder / "confirmed_codes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_is_a_code_with_its_ground(tmp_path: Path) -> None:
    (code,) = read_confirmed(written(tmp_path, HEAD + LINE.replace("MA", "ma")))
    assert (code.code, code.confirmed_on, code.because) == ("91429700MA0000000Z", date(2019, 1, 7), "早期赋码")


def test_a_city_may_have_none(tmp_path: Path) -> None:
    assert read_confirmed(tmp_path / "confirmed_codes.csv") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + LINE + LINE, "twice"),
        (HEAD + LINE.replace("91429700MA", "91429700"), "line 2"),
        (HEAD + LINE.replace("早期赋码", ""), "'because' is empty"),
        (HEAD + LINE.replace("2019-01-07", "7.1.2019"), "no day"),
        (HEAD.replace("because", "why") + LINE, "'because' is missing"),
    ],
)
def test_what_is_not_whole_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CityError, match=said):
        read_confirmed(written(tmp_path, text))
