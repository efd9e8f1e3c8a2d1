"""R16 personal data where the public reads, and decisions about minors (facts 3.7)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract, Field
from expectations.person_numbers import KINDS, RESIDENT
from expectations.rules.rule import WARN, Rule, Shape, looks_for, present_fields
from expectations.rules.suspect import NUMBER_LENGTH, WORDS, glance


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Per public column of words: numbers of persons; per row: a minor."""
    for f in present_fields(contract, shape, WORDS):
        if f.public and not f.stamp:
            yield number_of_a_person(f, glance(contract, shape, f))
    if contract.party and contract.party.id and shape.has(contract.field(contract.party.id)):
        yield minor(contract.party.id, shape)


def number_of_a_person(f: Field, behind: str) -> Rule:
    """Phones, ids and cards. What is a number itself may look like a phone or an old id by chance."""
    numeric = f.type in ("number", "numbers") or (f.type == "text" and (f.limit or 0) <= NUMBER_LENGTH)
    kinds = {RESIDENT: KINDS[RESIDENT]} if numeric else KINDS
    return looks_for("R16", f, WARN, kinds, "个人信息公示前须遮盖；请删除本列中的个人信息", behind)


def minor(name: str, shape: Shape) -> Rule:
    """Decisions about persons below eighteen are not shown (未成年人保护法; 政府信息公开条例)."""
    night = shape.night
    born = f"{night.year - 18}{night:%m%d}"
    id_like = f"regexp_matches({name}, '\\A[0-9]{{17}}[0-9X]\\z')"
    fails = f"substr({name}, 7, 8) > '{born}' and substr({name}, 7, 8) <= '{night:%Y%m%d}' and {id_like} and x_id_ok({name})"
    return Rule("R16", name, WARN, fails, "当事人未满18周岁，未成年人的信息不得公示；请核对", part="minor")
