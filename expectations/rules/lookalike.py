"""Why a code fails its check: characters that look like its own, or that hide them. Said as a hint, never corrected."""

from __future__ import annotations

MASKED = r"[*＊●×#]{2,}|[XＸ]{4,}"
CYRILLIC, GREEK = r"[\x{400}-\x{52f}]", r"[\x{370}-\x{3ff}]"
LIKE_DIGITS, DIGITS = "OILSZ", "01152"


def lookalikes(name: str, ok: str, unused: str) -> list[tuple[str, str]]:
    """(condition, phrase) pairs, the surest first. `ok` is the macro of the check, `unused` letters that codes lack."""
    pairs = [
        (f"regexp_matches({name}, '{MASKED}')", "号码被遮盖，应填完整号码"),
        (f"regexp_matches({name}, '{CYRILLIC}')", "含形似拉丁字母的西里尔字母"),
        (f"regexp_matches({name}, '{GREEK}')", "含形似拉丁字母的希腊字母"),
    ]
    for letter, digit in zip(LIKE_DIGITS, DIGITS, strict=True):
        right = f"contains({name}, '{letter}') and {ok}(replace({name}, '{letter}', '{digit}'))"
        pairs.append((right, f"含字母{letter}，疑为数字{digit}"))
    several = f"not {ok}({name}) and {ok}(translate({name}, '{LIKE_DIGITS}', '{DIGITS}'))"
    pairs.append((several, "含形似数字的字母（O、I、L、S、Z）"))
    if unused:
        pairs.append(
            (f"regexp_matches({name}, '[{unused}]')", f"含代码中不用的字母（{'、'.join(unused)}），疑为形似的数字")
        )
    return pairs
