"""How much JavaScript a view loads."""

from __future__ import annotations

import gzip
from pathlib import Path

BUNDLE = Path(__file__).parents[2] / "cjm_widgets" / "static" / "widget.js"
LIMIT = 32 * 1024
BUDGETS = {"bundle, gzipped / 32 kB": 1.0}


def measure() -> dict[str, float]:
    """Bytes of the gzipped bundle, as a ratio of what it may be."""
    return {"bundle, gzipped / 32 kB": len(gzip.compress(BUNDLE.read_bytes(), 9)) / LIMIT}
