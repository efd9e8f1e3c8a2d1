"""Text that went through a wrong encoding, and what it was."""

from __future__ import annotations

import pytest

from transforms.mojibake import repaired

TEXT = "行政相对人名称"


@pytest.mark.parametrize(
    ("written", "meant"), [("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030")]
)
def test_what_was_meant_is_among_the_repairs(written: str, meant: str) -> None:
    raw = TEXT.encode(meant)
    garbled = raw.decode(written, errors="ignore")
    assert any(TEXT[:2] in text for text in repaired(garbled))


def test_good_text_is_not_repaired_into_itself() -> None:
    assert TEXT not in repaired(TEXT) and repaired("ABC") == []
