"""Text saved in one encoding and read in another: what it was before."""

from __future__ import annotations

# (how it was written down wrongly, what the bytes really were)
WAYS = (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"))


def repaired(text: str) -> list[str]:
    """The texts that it may have been; a byte lost at the end is left out."""
    found = []
    for written, meant in WAYS:
        try:
            raw = text.encode(written)
        except UnicodeEncodeError:
            continue
        found.append(raw.decode(meant, errors="ignore"))
    return [other for other in found if other and other != text]
