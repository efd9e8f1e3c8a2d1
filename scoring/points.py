"""How points are written: the one place that rounds."""

from __future__ import annotations

from fractions import Fraction
from math import floor


def rounded(value: Fraction, places: int) -> str:
    """The value with that many decimals, half up, from the exact fraction. Points are never negative."""
    scaled = str(floor(value * 10**places + Fraction(1, 2))).rjust(places + 1, "0")
    return f"{scaled[:-places]}.{scaled[-places:]}"


def shortest(value: Fraction) -> str:
    """A finite decimal without needless zeros: 2, 1.8."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return rounded(value, places) if places else str(value)
