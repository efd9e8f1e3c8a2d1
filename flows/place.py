"""Where an unforeseen error arose, in words that repeat nothing of a file."""

from __future__ import annotations

import traceback
from pathlib import Path


def place(error: BaseException) -> str:
    """Kind of an error and where it arose, without its text: that may quote personal values."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return f"{type(error).__name__}，{Path(ours[-1].filename).name}:{ours[-1].lineno}"
