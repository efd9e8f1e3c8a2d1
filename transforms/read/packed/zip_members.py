"""The files in a zip archive, by names that are shown and never used as paths."""

from __future__ import annotations

import re
import stat
import zipfile
from dataclasses import dataclass

from transforms.read.packed.archive import check_entries
from transforms.read.reading import Limits, ReadError
from transforms.read.shown import shown

_LITTER = re.compile(r"(^|/)(__MACOSX/|\.[^/]|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")


@dataclass(frozen=True)
class Member:
    """A file in an archive: its directory entry, its name as the sender sees it, and the name as it may be shown."""

    entry: zipfile.ZipInfo
    name: str
    title: str

    @property
    def is_litter(self) -> bool:
        """Whether it is what operating systems and office programs leave in folders."""
        return bool(_LITTER.search(self.name))


def members_of(archive: zipfile.ZipFile, limits: Limits) -> list[Member]:
    """The files of the archive in their order. Raises `ReadError` where a name or a kind is an attack."""
    entries = archive.infolist()
    names = [_name(entry) for entry in entries]
    check_entries(entries, names, limits)
    members: list[Member] = []
    titles: set[str] = set()
    for entry, name in zip(entries, names, strict=True):
        _check_name(entry, name)
        if not (name.endswith("/") and not entry.file_size):
            title = shown(name)
            title = title if title not in titles else f"{title}（{len(members) + 1}）"
            titles.add(title)
            members.append(Member(entry, name, title))
    return members


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: UTF-8 where the archive says so or the bytes are, else GB18030; `/` between folders."""
    name = entry.orig_filename
    if not entry.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for codec in ("utf-8", "gb18030"):
            try:
                name = raw.decode(codec)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _check_name(entry: zipfile.ZipInfo, name: str) -> None:
    if "\0" in name or _ABSOLUTE.match(name) or ".." in name.split("/"):
        raise ReadError(
            f"压缩包里有指向别处的路径（“{shown(name)}”），可能是攻击，整个文件不予读取；请重新压缩后再报送。"
        )
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ReadError(
            f"压缩包里的“{shown(name)}”是链接或特殊文件，可能是攻击，整个文件不予读取；请只压缩普通文件后再报送。"
        )
