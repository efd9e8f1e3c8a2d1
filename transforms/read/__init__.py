"""Stage "read": the bytes a department sent become text cells with row numbers, parsed in a child process with limits.

The content decides the format, never the file's name. Every cell is text or null; nothing is guessed, and title rows,
headings, notes and blank rows are all kept: finding the heading is the next stage's work.
"""

from transforms.read.isolate import read
from transforms.read.reading import Limits, ReadError, Reading, Sheet

__all__ = ["Limits", "ReadError", "Reading", "Sheet", "read"]
