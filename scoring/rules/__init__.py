"""Rules: a *quantity* of the inputs (a count, a share, a gap …) put through a *shape* that turns it into points.

    [rule]
    quantity = {kind = "shortfall", part = "published", whole = "due"}
    shape = {kind = "deduction", start = 2, each = "0.2", unit = "0.01"}

Both are small closed sets, and both work on what the known inputs still allow: a quantity is a span, a shape is
monotone, so the points are a range whose ends are exact.
"""

from scoring.rules.box import Box
from scoring.rules.rule import Outcome, Rule, parse_rule

__all__ = ["Box", "Outcome", "Rule", "parse_rule"]
