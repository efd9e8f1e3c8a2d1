"""The facts file: strict JSON with the edition, the policy and the inputs that a score is computed from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from scoring.edition import Edition, editions, load_edition
from scoring.values import DIGITS, FactsError, Written, exact_inputs, exact_policy, fraction_of, shown

__all__ = ["Facts", "FactsError", "parse_facts"]

KEYS = ("edition", "policy", "inputs")


@dataclass(frozen=True)
class Facts:
    """A facts file that can be scored. Numbers are ints or plain decimal texts: it is JSON again as it stands."""

    edition: str
    policy: Mapping[str, object]
    inputs: Mapping[str, Mapping[str, object] | None]


def parse_facts(text: str) -> Facts:
    """The facts of a JSON text, checked against their edition.

    Raises FactsError, a Chinese sentence, for anything that is not exactly as inputs of the edition must be: also for
    repeated keys, NaN, Infinity, unknown keys.
    """
    given = read_json(text)
    if not isinstance(given, dict):
        raise FactsError(f"事实文件：给的是 {shown(given)}，应为对象，含 {'、'.join(KEYS)}")
    for key in given:
        if key not in KEYS:
            raise FactsError(f"事实文件：不认识的键 {shown(key)}，应为 {'、'.join(KEYS)}")
    edition = known_edition(given.get("edition"))
    policy, inputs = given.get("policy", {}), given.get("inputs", {})
    exact_policy(edition, policy)
    exact_inputs(edition, inputs)
    return Facts(edition.name, policy, plain(inputs))  # type: ignore[arg-type]


def known_edition(name: object) -> Edition:
    """The edition that the file names."""
    if not isinstance(name, str) or isinstance(name, Written) or name not in editions():
        raise FactsError(f"edition：给的是 {shown(name)}，应为已有的版本：{'、'.join(editions())}")
    return load_edition(name)


def read_json(text: str) -> object:
    """JSON with numbers kept as written (small integers as int); repeated keys and non-numbers are refused."""
    try:
        return json.loads(
            text,
            object_pairs_hook=without_repeats,
            parse_float=Written,
            parse_int=lambda written: int(written) if len(written) <= DIGITS else Written(written),
            parse_constant=no_number,
        )
    except json.JSONDecodeError as error:
        raise FactsError(f"事实文件不是合法的 JSON：第 {error.lineno} 行第 {error.colno} 列附近读不下去") from None
    except RecursionError:
        raise FactsError("事实文件嵌套过深，应为对象（edition、policy、inputs），其下至多三层") from None


def without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are all different."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise FactsError(f"键 {shown(repeated)} 出现了 {keys.count(repeated)} 次，每个键应只出现一次")
    return found


def no_number(written: str) -> NoReturn:
    """NaN, Infinity and -Infinity are no JSON."""
    raise FactsError(f"{written} 不是数，应为整数、十进制文本或 null（未知）")


def plain(given: object) -> object:
    """The same values with numbers as plain JSON: exponents and fractions written out as decimal text."""
    if isinstance(given, dict):
        return {key: plain(value) for key, value in given.items()}
    if isinstance(given, list):
        return [plain(value) for value in given]
    if isinstance(given, Written):
        value = fraction_of(given)
        return format(Decimal(given), "f") if value else "0"
    return given
