"""JSON values as text, strictly: numbers keep their spelling, a key stands once, NaN and Infinity are refused."""

from __future__ import annotations

import json
import re
from typing import Any

_BLANK = re.compile(r"[ \t\r\n]*")
_WORD = 16  # no constant and no escape is longer: a mistake nearer to the end may be the beginning of one
_SURROGATE = re.compile("[\ud800-\udfff]")
_CUT = "内容不完整，可能在下载中被截断"
_WRONG = "不符合 JSON 语法"


class Number(str):
    """A JSON number as it was spelled: 420202199901011234 and 1.10 stay what they are."""


class NotJson(Exception):
    """Text that is not JSON as we take it. `why` is a Chinese phrase."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Unfinished(NotJson):
    """Text that may yet become JSON if more of it follows."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotJson("有一条记录里有重复的字段名")
    return found


def _refused(constant: str) -> Any:
    raise NotJson(f"有 JSON 不允许的数值 {constant}")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=Number, parse_float=Number, parse_constant=_refused, strict=False
)


def skip_blank(text: str, at: int) -> int:
    """The index of the next character that is not blank."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that starts at `at`, and the index behind it. Raises `NotJson`; `Unfinished` where the text ends in it.

    A number at the very end of the text is taken as it stands.
    """
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or error.pos >= len(text) - _WORD:
            raise Unfinished(_CUT if _is_cut(text, error) else _WRONG) from None
        raise NotJson(_WRONG) from None
    except RecursionError:
        raise NotJson("嵌套过深") from None


def _is_cut(text: str, error: json.JSONDecodeError) -> bool:
    """Whether nothing but the end of the text is wrong with it."""
    rest = text[error.pos :].rstrip()
    word = any(constant.startswith(rest) for constant in ("true", "false", "null"))
    return error.msg.startswith("Unterminated") or word


def is_text(text: str) -> bool:
    """Whether the string is made of characters; JSON can spell lone surrogates, which are none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def value_text(value: Any) -> str | None:
    """A field's value as a cell: null and the empty string are null, a nested value is its JSON text."""
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else nested_text(value)


def without_surrogates(text: str | None) -> str | None:
    """The text with U+FFFD for each lone surrogate, as for other bytes that are no character."""
    return text and _SURROGATE.sub("\ufffd", text)


def nested_text(value: Any) -> str:
    """JSON text of a value, numbers as they were spelled."""
    if isinstance(value, Number):
        return value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{nested_text(str(key))}: {nested_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(nested_text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
