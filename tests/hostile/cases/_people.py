"""Natural persons that never were: rows about them, and resident numbers for a day of birth."""

from __future__ import annotations

from cities.demo.generator.codes import ID_CHECKS, ID_WEIGHTS, resident_id
from tests.hostile.cases._table import Cell

NOBODY = "429797"  # a region that was never assigned

# What a row about a firm has and one about a person must not have.
NO_FIRM: dict[str, Cell] = dict.fromkeys(
    ("credit_code", "org_code", "reg_no", "tax_no", "institution_no", "social_org_no", "legal_rep_name")
)


def person(n: int, name: str | None = None, **cells: Cell) -> dict[str, Cell]:
    """The cells of a decision about the n-th synthetic person, in the 2018 layout."""
    who = {"party_category": "自然人", "party_name": name or f"示例人{n}", "id_type": "身份证", "id_no": resident_id(n)}
    return NO_FIRM | who | cells


def resident(birth: str, order: int = 901, region: str = NOBODY) -> str:
    """A resident number with a right check character for this day of birth (YYYYMMDD)."""
    body = f"{region}{birth}{order:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(ID_WEIGHTS, body, strict=True))
    return body + ID_CHECKS[total % 11]


def with_x() -> str:
    """A resident number that ends in X."""
    return next(number for n in range(200) if (number := resident_id(n)).endswith("X"))
