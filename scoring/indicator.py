"""A row of the table: its inputs, its rule, and what an official must know about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.declare import EditionError, declared
from scoring.inputs import Input, parse_inputs
from scoring.rules import Box, Rule, parse_rule
from scoring.rules.shares import Gap, Shortfall

KINDS = ("computed", "reported", "attested", "judged")


@dataclass(frozen=True)
class Origin:
    """Where an input is filled from: a count of a measure."""

    measure: str
    count: str


@dataclass(frozen=True)
class Indicator:
    """One row. `says` is its rule in Chinese; `variants` are the rules under other options of its policy."""

    id: str
    item: int
    title: str
    cap: Fraction
    kind: str
    says: str
    units: tuple[str, ...]
    evidence: str
    clause: str
    inputs: tuple[Input, ...]
    rule: Rule
    policy: str | None
    variants: Mapping[object, Rule]
    origins: Mapping[str, Origin]

    def rule_under(self, policies: Mapping[str, object]) -> Rule:
        """The rule under these options, all policies given."""
        return self.variants.get(policies[self.policy], self.rule) if self.policy else self.rule


@dataclass(frozen=True)
class _Written:
    """The form of a row's file; `rule`, `terms`, `under`, `inputs` and `from` are tables of their own."""

    id: str
    item: int
    title: str
    cap: Fraction
    kind: str
    says: str
    units: tuple[str, ...]
    evidence: str
    clause: str


def parse_indicator(table: Mapping[str, object], file: str) -> Indicator:
    """A row from its file, whose name begins with the id: 08_5_double_publicity.toml is 8.5."""
    apart = {"inputs", "rule", "terms", "under", "from"}
    written = declared(_Written, {key: value for key, value in table.items() if key not in apart}, file)
    if not re.match(rf"{written.item:02}_{written.id.partition('.')[2]}_[a-z_]+\.toml$", file):
        raise EditionError(f"{file}: the file of row {written.id} must begin with its item and number")
    if written.id.partition(".")[0] != str(written.item) or written.kind not in KINDS:
        raise EditionError(f"{file}: expected an id of item {written.item} and a kind of {', '.join(KINDS)}")
    policy, variants = parse_variants(table, file)
    indicator = Indicator(
        **vars(written),
        inputs=parse_inputs(subtable(table, "inputs", file), file),
        rule=parse_rule(rules_of(table), file),
        policy=policy,
        variants=variants,
        origins={name: parse_origin(text, file) for name, text in subtable(table, "from", file).items()},
    )
    check_names(indicator, file)
    return indicator


def parse_variants(table: Mapping[str, object], file: str) -> tuple[str | None, dict[object, Rule]]:
    """[under.<policy>.<option>]: what the rule has otherwise under that option. A row follows one policy at most."""
    under = subtable(table, "under", file)
    if len(under) > 1:
        raise EditionError(f"{file}: a row follows one policy, not {' and '.join(under)}")
    for policy in under:
        options = subtable(under, policy, file)
        rules = {word: parse_rule(overlaid(rules_of(table), over), f"{file}, {word}") for word, over in options.items()}
        return policy, {{"true": True, "false": False}.get(word, word): rule for word, rule in rules.items()}
    return None, {}


def overlaid(base: object, over: object) -> dict:
    """The base table with the keys of `over` in their places; a table with its own kind takes the place whole."""
    if not isinstance(base, dict) or not isinstance(over, dict) or "kind" in over:
        return over  # type: ignore[return-value]
    return base | {key: overlaid(base.get(key), value) for key, value in over.items()}


def rules_of(table: Mapping[str, object]) -> dict[str, object]:
    """The part of a row's table that is its rule."""
    return {key: table[key] for key in ("rule", "terms") if key in table}


def parse_origin(text: object, file: str) -> Origin:
    """ "8.5.numerator": the measure is 8.5, the count numerator."""
    measure, _, count = str(text).rpartition(".")
    if not measure:
        raise EditionError(f'{file}, from: expected "measure.count", found {text!r}')
    return Origin(measure, count)


def subtable(table: Mapping[str, object], key: str, file: str) -> dict[str, object]:
    """A table of the file, empty when it is not there."""
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise EditionError(f"{file}: {key!r} must be a table")
    return found


def check_names(indicator: Indicator, file: str) -> None:
    """Rules and origins use inputs that exist, of the right type; what falls short of a whole is declared its part."""
    types = {each.name: each.type for each in indicator.inputs}
    terms = [term for rule in (indicator.rule, *indicator.variants.values()) for term in rule.terms]
    for name in [*indicator.origins, *(name for term in terms for name in term.inputs)]:
        if name not in types:
            raise EditionError(f"{file}: there is no input {name!r}")
    for term in terms:
        for name in term.quantity.inputs:
            if types[name] not in term.quantity.takes:
                raise EditionError(f"{file}: {name!r} must be of type {' or '.join(term.quantity.takes)}")
        if term.requires and types[term.requires] != "yes_no":
            raise EditionError(f"{file}: {term.requires!r} must be of type yes_no")
        if isinstance(term.quantity, Shortfall | Gap):
            part, whole = term.quantity.part, term.quantity.whole
            if not Box(indicator.inputs, {}).is_part(part, whole):
                raise EditionError(f"{file}: the most of {' + '.join(part)} must be {' + '.join(whole)}")
