"""Releases: the same bytes for the same publication, and readers see the old release or the new one, never half."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from portal.publication import Publication, PublicationStopped
from portal.release import before, current, publish
from tests.portal.city import publication


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tomorrow(**changes: object) -> Publication:
    """The publication of the next night."""
    return publication(night=date(2018, 12, 16), **changes)


def test_the_same_publication_gives_the_same_bytes_and_id_in_any_home(tmp_path: Path) -> None:
    one, other = publish(publication(), tmp_path / "one"), publish(publication(), tmp_path / "a" / "longer" / "home")
    assert one.id == other.id
    assert one.index_sha256 == other.index_sha256
    assert bytes_of(one.path) == bytes_of(other.path)
    assert not [name for name, body in bytes_of(one.path).items() if str(tmp_path).encode() in body]


def test_the_order_of_rows_and_sources_does_not_matter(tmp_path: Path) -> None:
    given = publication()
    turned = publication(quality=given.quality.take([1, 0]), departments=dict(reversed(given.departments.items())))
    assert publish(given, tmp_path / "one").id == publish(turned, tmp_path / "other").id


def test_another_figure_gives_another_id(tmp_path: Path) -> None:
    given = publication()
    fewer = publication(refused=given.refused.slice(0, 0))
    assert publish(given, tmp_path).id != publish(fewer, tmp_path).id


def test_id_begins_with_the_night_and_current_is_a_relative_link_to_it(tmp_path: Path) -> None:
    release = publish(publication(), tmp_path)
    assert release.id.startswith("2018-12-15-")
    assert release.path == tmp_path / "releases" / release.id
    assert os.readlink(tmp_path / "releases" / "current") == release.id


def test_index_lists_every_other_file_with_its_hash_and_size(tmp_path: Path) -> None:
    release = publish(publication(), tmp_path)
    found = bytes_of(release.path)
    assert release.index_sha256 == hashlib.sha256(found["index.json"]).hexdigest()
    index = json.loads(found.pop("index.json"))
    assert index["release"] == release.id
    assert {each["path"]: (each["sha256"], each["size"]) for each in index["files"]} == {
        path: (hashlib.sha256(body).hexdigest(), len(body)) for path, body in found.items()
    }


def test_documents_and_tables_say_the_same(tmp_path: Path) -> None:
    folder = publish(publication(), tmp_path).path
    document = json.loads((folder / "measures" / "8.5.json").read_bytes())
    table = pq.read_table(folder / "data" / "measure_by_department.parquet").to_pylist()
    assert document["departments"] == [
        {"department": "jt", "total": 600, "covered": 560, "not_covered": 40, "unknown": 0},
        {"department": "hb", "total": 640, "covered": 620, "not_covered": 20, "unknown": 0},
    ]
    rows = [{key: row[key] for key in document["departments"][0]} for row in table if row["measure"] == "8.5"]
    assert sorted(rows, key=str) == sorted(document["departments"], key=str)
    index = json.loads((folder / "index.json").read_bytes())
    gates = pq.read_table(folder / "data" / "gate.parquet").to_pylist()
    assert [(gate["gate"], gate["state"]) for gate in gates] == [(gate["no"], gate["state"]) for gate in index["gates"]]
    assert index["measures"]["8.5"] == {
        "title": "行政许可、行政处罚公示", "numerator": 1180, "denominator": 1240, "unknown": 0, "rate": "0.951613",
    }  # fmt: skip


def test_publishing_again_touches_nothing(tmp_path: Path) -> None:
    release = publish(publication(), tmp_path)
    stamps = {path: path.lstat().st_mtime_ns for path in (tmp_path / "releases").rglob("*")}
    assert publish(publication(), tmp_path) == release
    assert {path: path.lstat().st_mtime_ns for path in (tmp_path / "releases").rglob("*")} == stamps


def test_a_damaged_release_is_written_anew(tmp_path: Path) -> None:
    release = publish(publication(), tmp_path)
    whole = bytes_of(release.path)
    (release.path / "index.html").write_text("damaged", encoding="utf-8")
    (release.path / "more.html").write_text("strange", encoding="utf-8")
    assert publish(publication(), tmp_path) == release
    assert bytes_of(release.path) == whole


def test_publishing_the_old_release_again_puts_it_in_force(tmp_path: Path) -> None:
    old = publish(publication(), tmp_path)
    publish(tomorrow(), tmp_path)
    assert publish(publication(), tmp_path) == old
    assert os.readlink(tmp_path / "releases" / "current") == old.id


def fail_at(call: int, whole: object) -> object:
    """The function, failing at its call of that number."""
    left = [call]

    def failing(*args: object, **kwargs: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError("the power went")
        return whole(*args, **kwargs)  # type: ignore[operator]

    return failing


@pytest.mark.parametrize(
    ("owner", "name", "call"),
    [(os, "fsync", 0), (os, "fsync", 40), (Path, "rename", 0), (Path, "symlink_to", 0), (Path, "replace", 0)],
)
def test_a_crash_at_any_step_leaves_the_old_release_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, call: int
) -> None:
    old = publish(publication(), tmp_path)
    was = bytes_of(old.path)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fail_at(call, getattr(owner, name)))
        with pytest.raises(OSError, match="the power went"):
            publish(tomorrow(), tmp_path)
    assert (tmp_path / "releases" / "current").resolve() == old.path
    assert bytes_of(old.path) == was
    new = publish(tomorrow(), tmp_path)
    assert (tmp_path / "releases" / "current").resolve() == new.path
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == sorted([old.id, new.id, "current"])


def test_a_stopped_publication_leaves_the_old_release_in_force(tmp_path: Path) -> None:
    old = publish(publication(), tmp_path)
    given = tomorrow()
    with pytest.raises(PublicationStopped):
        publish(tomorrow(refused=given.refused.append_column("party_name", given.refused["title"])), tmp_path)
    assert current(tmp_path) == json.loads((old.path / "index.json").read_bytes())


def test_nothing_is_in_force_before_the_first_release(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    assert before(tmp_path, date(2018, 12, 16)) is None


def test_the_release_before_is_that_of_an_earlier_night(tmp_path: Path) -> None:
    first = publish(publication(), tmp_path)
    assert before(tmp_path, date(2018, 12, 15)) is None
    second = publish(tomorrow(previous=before(tmp_path, date(2018, 12, 16))), tmp_path)
    again = publish(tomorrow(previous=before(tmp_path, date(2018, 12, 16))), tmp_path)
    assert second == again
    assert (before(tmp_path, date(2018, 12, 16)) or {})["release"] == first.id
    assert (before(tmp_path, date(2018, 12, 17)) or {})["release"] == second.id
