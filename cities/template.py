"""A new source's file, written from `template.toml` into a city's folder."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from cities.city import City, load_city
from cities.source import CityError, parse_source

TEMPLATE = Path(__file__).parent / "template.toml"
HEADING = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Advice:
    """What is known of the columns beforehand: which field is meant, which are left out, and what must be asked."""

    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


NONE = Advice()


def write_source(
    city: City, values: Mapping[str, object], kind: str, feed: Mapping[str, str], advice: Advice = NONE
) -> Path:
    """Write `sources/<id>.toml` and give its path. CityError when it is there already, or would not load.

    `values` are id, title, department, datasets and mode; `kind` is the section of the feed, `feed` its keys.
    """
    path = city.folder / "sources" / f"{values['id']}.toml"
    text = filled(values, kind, feed, advice)
    parse_source(tomllib.loads(text), path)
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CityError(f"{path} is there already and is left as it is; choose another id or edit that file") from None
    try:
        load_city(city.folder)
    except CityError:
        path.unlink()
        raise
    return path


def filled(values: Mapping[str, object], kind: str, feed: Mapping[str, str], advice: Advice = NONE) -> str:
    """The template with the values, and of its paragraphs only those that this source needs."""
    paragraphs = TEMPLATE.read_text(encoding="utf-8").split("\n\n")
    wanted = [text for text in paragraphs if is_wanted(text, kind, str(values["mode"]))]
    given = {**values, **feed, "ignore": list(advice.ignore)}
    texts = {name: quoted(value) for name, value in given.items()}
    return Template("\n\n".join(wanted)).substitute(texts, columns=columns_section(advice))


def columns_section(advice: Advice) -> str:
    """The section that maps headings to fields, an example of it where there is nothing to map."""
    lines = [f"# 问题{number}：{' '.join(text.split())}" for number, text in enumerate(advice.questions, start=1)]
    if not advice.columns:
        return "\n".join([*lines, "# [columns]", '# "决定书编号" = "doc_no"'])
    return "\n".join([*lines, "[columns]", *(f"{quoted(h)} = {quoted(name)}" for h, name in advice.columns.items())])


def quoted(value: object) -> str:
    """TOML of a text or a list of texts: what JSON writes for them is TOML, too."""
    return json.dumps(value, ensure_ascii=False)


def is_wanted(paragraph: str, kind: str, mode: str) -> bool:
    """A section of a feed is wanted when it is the source's; what is said of missing rows, in a snapshot."""
    heading = HEADING.search(paragraph)
    if heading:
        return heading[1] == kind
    return mode == "snapshot" or "\nmissing =" not in paragraph
