"""The flows that a Prefect server runs (docs/prefect.md). The only package that imports Prefect."""

import os

# Prefect reads it when it is imported; no file can set it.
os.environ.setdefault("DO_NOT_TRACK", "1")
