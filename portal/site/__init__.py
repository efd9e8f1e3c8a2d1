"""The site: static Chinese pages made of the release's documents, and of nothing else.

A template that asks for a field which the allow-list does not have stops the release.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError

from portal.allowed import TABLES
from portal.publication import PublicationStopped
from portal.site import charts, words

HERE = Path(__file__).parent


def pages(documents: dict[str, dict], templates: Path = HERE / "templates") -> dict[str, str]:
    """Path → HTML: index.html, and a page per department that has anything to show."""
    environment = site_environment(templates)
    settled = [row for row in documents["index"]["indicators"].values() if row["status"] in ("scored", "judged")]
    shown = {
        "index": documents["index"],
        "receipts": documents["receipts"],
        "quality": documents["quality"],
        "measures": group(documents, "measures"),
        "indicators": group(documents, "indicators"),
        "titles": {source["id"]: source["title"] for source in documents["index"]["sources"]},
        "tables": list(TABLES),
        "settled": settled,
        "begun": {row["item"] for row in settled},
    }
    active = words.departments_shown(shown)
    try:
        found = {"index.html": environment.get_template("index.html").render(shown, active=active, root="")}
        page = environment.get_template("department.html")
        for id in active:
            found[f"departments/{id}.html"] = page.render(shown, active=active, root="../", department=id)
    except UndefinedError as error:
        raise PublicationStopped(f"发布中止：页面模板用到发布清单之外的字段（{error.message}）。") from None
    return found


def group(documents: dict[str, dict], folder: str) -> dict[str, dict]:
    """The documents of a folder by id."""
    return {path.removeprefix(f"{folder}/"): each for path, each in documents.items() if path.startswith(f"{folder}/")}


@cache
def site_environment(templates: Path) -> Environment:
    """Templates that escape everything and fail on what is not there."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words.FILTERS)
    environment.globals.update(
        range_bar=charts.range_bar, share_bar=charts.share_bar, style=(HERE / "style.css").read_text(encoding="utf-8")
    )
    return environment
