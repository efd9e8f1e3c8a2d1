"""A source's definition proposed from a sample of its files: what is sure is filled in, what is not is asked."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from cities.template import Advice
from expectations.contract import Contract
from transforms.profile import Column, Profile, profile, weight
from transforms.read import Limits, ReadError, read

SERIAL = re.compile("序号|编号|行号|NO|ID", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """The dataset that a sample seems to hold, and what its source's definition may say of the columns."""

    profile: Profile
    advice: Advice
    glob: str

    def as_json(self) -> dict:
        """The proposal as data: {dataset, layout, columns: [{heading, place, field, sure, …}], missing, questions}."""
        return {
            "dataset": self.profile.contract.name,
            "layout": self.profile.layout,
            "columns": [asdict(column) for column in self.profile.columns],
            "missing": list(self.profile.missing),
            "questions": list(self.advice.questions),
        }


def propose(path: Path, candidates: Sequence[Contract], limits: Limits) -> Proposal:
    """The proposal for a sample. ReadError when it cannot be read or holds nothing like a table."""
    with tempfile.TemporaryDirectory(prefix="credit-profile-") as folder:
        reading = read(path, Path(folder), limits)
        found = [one for sheet in reading.sheets if (one := profile(sheet, candidates))]
    if not found:
        raise ReadError("文件里没有找到像表头的行；请换一份带表头的样例文件。")
    best = max(found, key=weight)
    return Proposal(best, advice(best), pattern(path.name))


def advice(found: Profile) -> Advice:
    """Sure columns mapped, columns of persons and running numbers left out, questions for the rest."""
    columns = {c.heading: c.field for c in found.columns if c.field and c.sure and not c.known}
    ignore = tuple(c.heading for c in found.columns if not c.field and (c.personal or SERIAL.fullmatch(c.heading)))
    open_columns = [c for c in found.columns if not c.sure and c.heading not in ignore]
    questions = [question(c, found.contract) for c in open_columns]
    questions += [f"没有认出必需的列“{title}”；是哪一列？若整个来源都相同，写入 [constants]" for title in found.missing]
    return Advice(columns, ignore, tuple(questions))


def question(column: Column, contract: Contract) -> str:
    """What must be asked about one column."""
    here = f"第{column.place}列“{column.heading}”"
    if column.field is None:
        return f"{here}不认识；要入库则写入 [columns]，不入库则写入 ignore"
    title = contract.field(column.field).title
    fits = f"，{round(100 * column.fits)}% 的值相符" if column.fits else ""
    return f"{here}可能是“{title}”{fits}；若是，在 [columns] 写 “{column.heading}” = “{column.field}”（用英文双引号）"


def pattern(name: str) -> str:
    """The pattern of names like this one: runs of digits may be any."""
    return re.sub(r"[0-9][0-9._-]*(?=[^0-9._-]|\\Z)|[0-9]+", "*", Path(name).stem) + Path(name).suffix
