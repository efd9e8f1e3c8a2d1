"""Files that a department puts into a folder of the inbox."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath

from cities.source import FileFeed
from flows.sources.fetched import Fetched, FetchError

# Names under which programs keep a file until it is whole, or keep notes of their own.
UNFINISHED_ENDINGS = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".swp")
UNFINISHED_BEGINNINGS = ("~$", ".")


def fetch_files(feed: FileFeed, inbox: Path, night: date) -> list[Fetched]:
    """The finished files of the night's folder that match the pattern, in order of their names.

    No folder or no file gives an empty list: whether that is lawful the night decides. Folders are not deliveries.
    FetchError when folder, pattern or a file leads out of the inbox.
    """
    folder = inside(inbox, feed.folder.replace("{date}", night.isoformat()))
    pattern = PurePosixPath(feed.glob)
    if pattern.is_absolute() or ".." in pattern.parts:
        raise FetchError(f"文件名模式“{feed.glob}”指向文件夹之外；请在数据源定义中改为文件夹内的模式。")
    found = sorted((path.relative_to(folder).as_posix(), path) for path in folder.glob(feed.glob) if is_whole(path))
    for name, _ in found:
        inside(inbox, str(folder / name))
    return [Fetched(name, path, "file") for name, path in found]


def inside(inbox: Path, place: str) -> Path:
    """The place relative to the inbox; FetchError when it, or where it links to, is outside."""
    path = inbox / place
    if not path.resolve().is_relative_to(inbox.resolve()):
        raise FetchError(f"“{place}”不在收件目录之内；只能从收件目录取文件，请改正数据源定义或移走该链接。")
    return path


def is_whole(path: Path) -> bool:
    """A file that nobody is still writing, as far as its name tells. A link is kept, for landing to refuse aloud."""
    name = path.name.lower()
    if name.endswith(UNFINISHED_ENDINGS) or name.startswith(UNFINISHED_BEGINNINGS):
        return False
    return path.is_symlink() or not path.is_dir()
