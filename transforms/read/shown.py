"""Names that a sender chose, as they may stand in a sentence."""

from __future__ import annotations

_LONGEST = 40


def shown(name: str, longest: int = _LONGEST) -> str:
    """The printable characters of a name, no longer than `longest`: no line breaks, controls or bidi marks."""
    plain = "".join(character for character in name[: 10 * longest] if character.isprintable()).strip() or "（无名）"
    return plain if len(plain) <= longest and len(name) <= 10 * longest else plain[: longest - 1] + "…"
