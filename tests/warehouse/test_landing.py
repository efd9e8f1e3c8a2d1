"""The landing keeps what came, byte for byte, whatever happens around it."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.landing import LandingError, land, open_landed, sweep, verify

TEXT = "行政许可决定文书号\n示例〔2019〕1号\n".encode()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "landing"


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    path = tmp_path / "许可_1.csv"
    path.write_bytes(TEXT)
    return path


@pytest.fixture
def pull(tmp_path: Path) -> Path:
    folder = tmp_path / "pull"
    folder.mkdir()
    (folder / "page-0002.json").write_bytes(b'{"data":[2]}')
    (folder / "page-0001.json").write_bytes(b'{"data":[1]}')
    return folder


def test_a_file_stands_under_its_sha256(store, delivery):
    landed = land(store, delivery)
    sha256 = hashlib.sha256(TEXT).hexdigest()
    assert (landed.sha256, landed.size, landed.repeat) == (sha256, len(TEXT), False)
    assert landed.path == store / sha256[:2] / sha256 == open_landed(store, sha256)
    assert landed.path.read_bytes() == TEXT == delivery.read_bytes()


def test_a_pull_stands_under_the_sha256_of_its_manifest(store, pull):
    landed = land(store, pull)
    first, second = (hashlib.sha256(page).hexdigest() for page in (b'{"data":[1]}', b'{"data":[2]}'))
    manifest = f"{first}  page-0001.json\n{second}  page-0002.json\n"
    assert landed.sha256 == hashlib.sha256(manifest.encode()).hexdigest()
    assert landed.size == 24
    assert sorted(page.name for page in landed.path.iterdir()) == ["page-0001.json", "page-0002.json"]
    assert (landed.path / "page-0002.json").read_bytes() == b'{"data":[2]}'
    verify(store, landed.sha256)


def test_the_name_of_a_page_belongs_to_the_pull(store, pull):
    first = land(store, pull).sha256
    (pull / "page-0002.json").rename(pull / "page-0003.json")
    assert land(store, pull).sha256 != first


def test_the_order_of_the_manifest_is_that_of_the_names(store, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    names = [f"page-{number:04d}.json" for number in range(1, 41)]
    for name in reversed(names):
        (folder / name).write_text(name)
    manifest = "".join(f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n" for name in names)
    assert land(store, folder).sha256 == hashlib.sha256(manifest.encode()).hexdigest()


def test_an_empty_file_is_a_delivery(store, tmp_path):
    (tmp_path / "empty.csv").touch()
    assert land(store, tmp_path / "empty.csv").size == 0


def test_only_the_owner_reads_and_nobody_writes(store, delivery, pull):
    file, pages = land(store, delivery).path, land(store, pull).path
    assert [mode(folder) for folder in (store, file.parent, pages.parent, pages)] == [0o700] * 4
    assert {mode(path) for path in (file, *pages.iterdir())} == {0o400}


def test_the_same_bytes_again_change_nothing(store, delivery, pull, tmp_path):
    first = land(store, delivery)
    before = first.path.stat()
    other = tmp_path / "another name.csv"
    other.write_bytes(TEXT)
    again = land(store, other)
    assert again.repeat and again.path == first.path
    assert (first.path.stat().st_ino, first.path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [land(store, pull).repeat, land(store, pull).repeat] == [False, True]


def test_nothing_stays_aside(store, delivery, pull):
    land(store, delivery), land(store, delivery), land(store, pull)
    assert all(len(entry.name) == 2 for entry in store.iterdir())


@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_a_damaged_file_is_found(store, delivery, damage):
    landed = land(store, delivery)
    verify(store, landed.sha256)
    os.chmod(landed.path, 0o600)
    if damage == "gone":
        landed.path.unlink()
    else:
        landed.path.write_bytes(TEXT[:-1] + (b"" if damage == "cut" else b"x"))
    with pytest.raises(LandingError, match="没有" if damage == "gone" else "已损坏"):
        verify(store, landed.sha256)


@pytest.mark.parametrize("damage", ["page gone", "page added", "page changed"])
def test_a_damaged_pull_is_found(store, pull, damage):
    landed = land(store, pull)
    if damage == "page gone":
        (landed.path / "page-0001.json").unlink()
    elif damage == "page added":
        (landed.path / "page-0003.json").write_bytes(b"{}")
    else:
        os.chmod(landed.path / "page-0001.json", 0o600)
        (landed.path / "page-0001.json").write_bytes(b'{"data":[3]}')
    with pytest.raises(LandingError, match="已损坏"):
        verify(store, landed.sha256)


def test_links_and_special_files_are_refused(store, delivery, pull, tmp_path):
    link, pipe = tmp_path / "link.csv", tmp_path / "pipe.csv"
    link.symlink_to(delivery)
    os.mkfifo(pipe)
    with pytest.raises(LandingError, match="“link.csv”是符号链接"):
        land(store, link)
    with pytest.raises(LandingError, match="“pipe.csv”是特殊文件"):
        land(store, pipe)
    (pull / "page-0003.json").symlink_to(delivery)
    with pytest.raises(LandingError, match="“page-0003.json”是符号链接"):
        land(store, pull)
    assert list(store.iterdir()) == []


def test_a_folder_that_is_no_pull_is_refused(store, tmp_path):
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    with pytest.raises(LandingError, match="还有文件夹“inner”"):
        land(store, folder)
    (folder / "inner").rmdir()
    with pytest.raises(LandingError, match="没有任何页"):
        land(store, folder)
    # A line break in a name could make two manifests alike.
    (folder / "a\nb").touch()
    with pytest.raises(LandingError, match="不可见字符"):
        land(store, folder)


def test_a_missing_file_is_refused(store, tmp_path):
    with pytest.raises(LandingError, match="“gone.csv”已不在原处"):
        land(store, tmp_path / "gone.csv")


def test_a_file_that_is_the_manifest_of_a_pull_is_not_taken_for_it(store, pull, tmp_path):
    landed = land(store, pull)
    forged = tmp_path / "forged.csv"
    lines = [f"{hashlib.sha256(page.read_bytes()).hexdigest()}  {page.name}\n" for page in sorted(pull.iterdir())]
    forged.write_text("".join(lines))
    with pytest.raises(LandingError, match="另一种形式"):
        land(store, forged)
    verify(store, landed.sha256)


@pytest.mark.parametrize("name", ["", "abc", "../../../etc/passwd", "A" * 64, "a" * 64 + "\n"])
def test_only_a_sha256_opens_a_delivery(store, name):
    with pytest.raises(LandingError, match="64 位"):
        open_landed(store, name)


def run(code: str, *arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2])


def test_a_kill_between_write_and_rename_leaves_nothing_under_a_name(store, delivery):
    code = """
import os, signal, sys
from pathlib import Path
import warehouse.landing as landing
landing.os.rename = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
landing.land(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    assert run(code, store, delivery).returncode == -9
    sha256 = hashlib.sha256(TEXT).hexdigest()
    assert len(list(store.glob("aside-*/delivery"))) == 1
    with pytest.raises(LandingError):
        open_landed(store, sha256)
    landed = land(store, delivery)
    assert not landed.repeat and landed.path.read_bytes() == TEXT
    sweep(store)
    assert [entry.name for entry in store.iterdir()] == [sha256[:2]]
    verify(store, sha256)


def test_a_file_that_grows_while_it_is_read_is_refused(store, delivery, monkeypatch):
    import warehouse.landing as landing

    written = landing.write_all

    def write_and_append(target, block):
        written(target, block)
        if delivery.stat().st_size < 3 * len(TEXT):
            with delivery.open("ab") as file:
                file.write(TEXT)

    monkeypatch.setattr(landing, "write_all", write_and_append)
    with pytest.raises(LandingError, match="仍在变化"):
        land(store, delivery)
    assert list(store.iterdir()) == []


def test_a_large_file_is_streamed(store, tmp_path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    code = """
import re, sys
from pathlib import Path
from warehouse.landing import land
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
before = peak()
landed = land(Path(sys.argv[1]), Path(sys.argv[2]))
print(landed.size, peak() - before)
"""
    done = run(code, store, large)
    size, grown_kb = map(int, done.stdout.split())
    assert size == 200 * 1024 * 1024
    assert grown_kb < 20 * 1024


def test_a_full_disk_leaves_nothing_under_a_name(store, tmp_path):
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 3_000_000)
    code = """
import resource, signal, sys
from pathlib import Path
from warehouse.landing import land
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    land(Path(sys.argv[1]), Path(sys.argv[2]))
except OSError:
    print("no room")
"""
    assert run(code, store, large).stdout == "no room\n"
    assert list(store.iterdir()) == []
