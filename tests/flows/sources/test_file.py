"""Files in a folder of the inbox."""

import pytest

from cities.source import FileFeed
from flows.sources import FetchError

FEED = FileFeed("deliveries/{date}/hb", "许可_*.csv")


@pytest.fixture
def folder(inbox):
    folder = inbox / "deliveries" / "2019-03-14" / "hb"
    folder.mkdir(parents=True)
    return folder


def names(deliveries):
    return [delivery.name for delivery in deliveries]


def test_the_files_of_the_night_come_in_order_of_their_names(fetched, folder):
    for name in ("许可_2.csv", "许可_10.csv", "许可_1.csv", "处罚_1.csv", "许可_1.xls"):
        (folder / name).touch()
    other = folder.parent.parent / "2019-03-13" / "hb"
    other.mkdir(parents=True)
    (other / "许可_0.csv").touch()
    found = fetched(FEED)
    assert names(found) == ["许可_1.csv", "许可_10.csv", "许可_2.csv"]
    assert [(delivery.path, delivery.kind) for delivery in found] == [(folder / name, "file") for name in names(found)]


def test_no_folder_and_no_file_give_nothing(fetched, inbox, folder):
    assert fetched(FEED) == []
    assert fetched(FileFeed("nowhere/{date}", "*")) == []


@pytest.mark.parametrize(
    "name",
    [
        "许可.csv.tmp",
        "许可.csv.part",
        "许可.CSV.PART",
        "许可.crdownload",
        "~$许可.xlsx",
        ".许可.csv",
        ".~lock.许可.ods#",
    ],
)
def test_files_still_being_written_are_left(fetched, folder, name):
    (folder / name).touch()
    (folder / "许可.csv").touch()
    assert names(fetched(FileFeed(FEED.folder, "*"))) == ["许可.csv"]


def test_folders_are_no_deliveries_but_patterns_may_go_into_them(fetched, folder):
    (folder / "许可_旧.csv").mkdir()
    (folder / "许可_旧.csv" / "许可_1.csv").touch()
    assert fetched(FEED) == []
    assert names(fetched(FileFeed(FEED.folder, "*/许可_*.csv"))) == ["许可_旧.csv/许可_1.csv"]


@pytest.mark.parametrize("place", ["../outside", "deliveries/../../outside", "/etc", "{date}/../../outside"])
def test_a_folder_outside_the_inbox_is_refused(fetched, inbox, place):
    (inbox.parent / "outside").mkdir()
    with pytest.raises(FetchError, match="不在收件目录之内"):
        fetched(FileFeed(place, "*"))


@pytest.mark.parametrize("pattern", ["../*", "a/../../*", "/etc/*"])
def test_a_pattern_that_leaves_the_folder_is_refused(fetched, folder, pattern):
    with pytest.raises(FetchError, match="指向文件夹之外"):
        fetched(FileFeed(FEED.folder, pattern))


def test_links_out_of_the_inbox_are_refused(fetched, inbox, folder):
    outside = inbox.parent / "outside"
    outside.mkdir()
    (outside / "许可_1.csv").touch()
    (folder / "许可_9.csv").symlink_to(outside / "许可_1.csv")
    with pytest.raises(FetchError, match="许可_9.csv”不在收件目录之内"):
        fetched(FEED)
    (inbox / "link").symlink_to(outside)
    with pytest.raises(FetchError, match="“link”不在收件目录之内"):
        fetched(FileFeed("link", "*"))


def test_a_link_inside_the_inbox_is_kept_for_landing_to_refuse(fetched, folder):
    (folder / "许可_1.csv").touch()
    (folder / "许可_2.csv").symlink_to(folder / "许可_1.csv")
    (folder / "许可_3.csv").symlink_to(folder)
    assert names(fetched(FEED)) == ["许可_1.csv", "许可_2.csv", "许可_3.csv"]
