"""The landing: what departments sent, byte for byte, named by its sha256, fsynced and never changed.

A delivery is a file, or a folder with the pages of one pull. It stands at `store/ab/abcdef…`; folders are 0700, files
0400. Bytes are written aside and renamed, so a name in the store always stands for whole bytes, whatever was killed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

BLOCK = 4 * 1024 * 1024
ASIDE = "aside-"


class LandingError(Exception):
    """A delivery cannot be taken or is not what it was; `reason` is a Chinese sentence for the source's message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Landed:
    """A delivery in the store; `size` is bytes, of all pages together.

    `repeat` says that the same bytes had landed before, not that they were loaded: a killed run may stand between.
    """

    sha256: str
    size: int
    path: Path
    repeat: bool


def land(store: Path, origin: Path) -> Landed:
    """Take a file, or a folder with the pages of one pull, into the store; the same bytes again change nothing.

    The sha256 of a folder is that of its manifest: a line `<sha256>  <name>` per page in order of the names.
    Raises LandingError for links, special files, folders inside folders, empty folders, and a file that is still
    being written.
    """
    make_folder(store)
    with aside(store) as room:
        copy = room / "delivery"
        if stat.S_ISDIR(kind_of(origin)):
            sha256, size = copy_folder(origin, copy)
        else:
            sha256, size = copy_file(origin, copy)
        target = path_of(store, sha256)
        repeat = not settle(copy, target)
    return Landed(sha256, size, target, repeat)


def open_landed(store: Path, sha256: str) -> Path:
    """Where the delivery of that sha256 stands: a file, or a folder of pages. LandingError when there is none."""
    path = path_of(store, sha256)
    if not path.exists():
        raise LandingError(f"落地库中没有 sha256 为 {sha256} 的交换件；请从备份恢复落地库，或请报送单位重新报送。")
    return path


def verify(store: Path, sha256: str) -> None:
    """Read the stored delivery again; LandingError when it is missing or its bytes are no longer those of its name."""
    path = open_landed(store, sha256)
    found = manifest_of(path)[0] if path.is_dir() else digest(path)[0]
    if found != sha256:
        raise LandingError(f"落地库中的交换件 {sha256} 已损坏（现为 {found}）；请移走该件，从备份恢复。")


def sweep(store: Path) -> None:
    """Remove what killed runs left aside. Only for the one writer, when nothing is landing."""
    for room in store.glob(f"{ASIDE}*"):
        shutil.rmtree(room)


def path_of(store: Path, sha256: str) -> Path:
    """The place of a delivery, present or not."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise LandingError("交换件的 sha256 应为 64 位小写十六进制数；请核对输入。")
    return store / sha256[:2] / sha256


def copy_folder(origin: Path, copy: Path) -> tuple[str, int]:
    """Copy the pages of one pull; (sha256 of the manifest, bytes)."""
    names = page_names(origin)
    copy.mkdir(mode=0o700)
    pages = [(name, *copy_file(origin / name, copy / name)) for name in names]
    sync_folder(copy)
    return manifest_sha256(pages), sum(size for _, _, size in pages)


def manifest_of(folder: Path) -> tuple[str, int]:
    """(sha256 of the manifest, bytes) of a folder of pages as it stands."""
    pages = [(name, *digest(folder / name)) for name in page_names(folder)]
    return manifest_sha256(pages), sum(size for _, _, size in pages)


def manifest_sha256(pages: list[tuple[str, str, int]]) -> str:
    """The name of a pull: the sha256 of its lines `<sha256>  <name>`."""
    return hashlib.sha256("".join(f"{sha256}  {name}\n" for name, sha256, _ in pages).encode()).hexdigest()


def page_names(folder: Path) -> list[str]:
    """The names of the pages, sorted; anything but plain files with printable names is refused."""
    names = sorted(entry.name for entry in folder.iterdir())
    if not names:
        raise LandingError(f"文件夹“{folder.name}”中没有任何页；一次拉取至少应有一页，请重新获取。")
    for name in names:
        if not name.isprintable():
            raise LandingError(f"文件夹“{folder.name}”中有名称含不可见字符的文件；请改名后重新报送。")
        if stat.S_ISDIR(kind_of(folder / name)):
            raise LandingError(f"文件夹“{folder.name}”中还有文件夹“{name}”；一次拉取只应由若干页文件组成。")
    return names


def kind_of(path: Path) -> int:
    """The mode of a file or folder; links, devices, pipes and sockets are refused before anything is opened."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        raise LandingError(f"文件“{path.name}”已不在原处；请确认报送单位没有移走它，然后重新获取。") from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        what = "符号链接" if stat.S_ISLNK(mode) else "特殊文件（设备、管道或套接字）"
        raise LandingError(f"“{path.name}”是{what}，只接收普通文件；请报送文件本身。")
    return mode


def copy_file(origin: Path, copy: Path) -> tuple[str, int]:
    """Copy to a new read-only file on disk and hash in the same pass; (sha256, bytes)."""
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as target:
        result = digest(origin, target)
        os.fchmod(target.fileno(), 0o400)
        os.fsync(target.fileno())
    return result


def digest(path: Path, target: RawIOBase | None = None) -> tuple[str, int]:
    """(sha256, bytes) of a plain file read in blocks, each block also written to `target` when there is one."""
    kind_of(path)
    # A link or pipe put in its place since is neither followed nor waited for.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except PermissionError:
        raise LandingError(f"文件“{path.name}”没有读取权限；请为运行账号开放读取权限后重新获取。") from None
    sha256, size, block = hashlib.sha256(), 0, memoryview(bytearray(BLOCK))
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        before = os.fstat(descriptor)
        while count := file.readinto(block):
            sha256.update(block[:count])
            if target:
                write_all(target, block[:count])
            size += count
        after = os.fstat(descriptor)
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, size):
        raise LandingError(f"文件“{path.name}”在读取时仍在变化；请等报送单位写完后再获取。")
    return sha256.hexdigest(), size


def write_all(target: RawIOBase, block: memoryview) -> None:
    """An unbuffered write may take only a part."""
    while block:
        block = block[target.write(block) :]


def settle(copy: Path, target: Path) -> bool:
    """Move the finished copy to its name; False when that name was taken before by the same bytes."""
    make_folder(target.parent)
    if target.exists():
        if target.is_dir() != copy.is_dir():
            raise LandingError(f"sha256 为 {target.name} 的交换件已以另一种形式（文件或多页）存在；请核对来源。")
        return False
    try:
        os.rename(copy, target)
    except OSError as error:
        # Another source landed the same pages between the look and the move.
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        return False
    sync_folder(target.parent)
    return True


@contextmanager
def aside(store: Path) -> Iterator[Path]:
    """A folder of one's own inside the store, on the same disk, gone at the end."""
    room = Path(tempfile.mkdtemp(prefix=ASIDE, dir=store))
    try:
        yield room
    finally:
        shutil.rmtree(room)


def make_folder(folder: Path) -> None:
    """Make a folder for the owner alone, and its entry durable."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
