"""A release: a folder written aside, audited, made durable, and put in force by one rename of a link.

    home/releases/<night>-<hash>/   the release; its id says what is in it
    home/releases/current           a relative link to the release in force

Id and bytes come from the publication alone. A crash at any step leaves the old release in force; publishing the same
again changes nothing.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.audit import audit
from portal.contents import contents, sha256
from portal.publication import Publication

CURRENT = "current"


@dataclass(frozen=True)
class Release:
    """A release in force: its id, its folder, and the sha256 of its index.json, which lists all other files."""

    id: str
    path: Path
    index_sha256: str


def publish(publication: Publication, home: Path) -> Release:
    """Write the release, audit it and put it in force.

    Raises PublicationStopped, with the old release still in force, when something is not allowed to leave.
    """
    id, files = contents(publication)
    releases = home / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    if not is_whole(releases / id, files):
        aside = write_aside(files, releases / f".{id}")
        audit(aside, own=(id, publication.run))
        settle(aside, releases / id)
    switch(releases, id)
    return Release(id, releases / id, sha256(files["index.json"]))


def current(home: Path) -> dict | None:
    """The index.json of the release in force, parsed; None when nothing was published yet."""
    path = home / "releases" / CURRENT / "index.json"
    return json.loads(path.read_bytes()) if path.is_file() else None


def before(home: Path, night: date) -> dict | None:
    """The index.json of the last release of an earlier night, going back from the one in force; None without one."""
    found = current(home)
    while found and found["night"] >= night.isoformat():
        path = home / "releases" / (found["previous"] or ".none") / "index.json"
        found = json.loads(path.read_bytes()) if path.is_file() else None
    return found


def is_whole(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether the folder holds exactly these files."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return there == files.keys() and all((folder / path).read_bytes() == body for path, body in files.items())


def write_aside(files: dict[str, bytes], aside: Path) -> Path:
    """The files in a fresh folder, safely on the disk."""
    shutil.rmtree(aside, ignore_errors=True)
    for name, body in files.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    for folder in [*(path for path in aside.rglob("*") if path.is_dir()), aside]:
        sync(folder)
    return aside


def settle(aside: Path, target: Path) -> None:
    """The folder under its name; one that is there already is damaged, and makes way."""
    damaged = target.with_name(f".{target.name}.damaged")
    if target.exists():
        target.rename(damaged)
    aside.rename(target)
    shutil.rmtree(damaged, ignore_errors=True)
    sync(target.parent)


def switch(releases: Path, id: str) -> None:
    """The link to this release, in one step: readers see the old release or the new one."""
    link = releases / CURRENT
    if link.is_symlink() and os.readlink(link) == id:
        return
    new = releases / f".{CURRENT}"
    new.unlink(missing_ok=True)
    new.symlink_to(id)
    new.replace(link)
    sync(releases)


def sync(folder: Path) -> None:
    """The folder's entries on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
