"""How much JavaScript a view starts with."""

from __future__ import annotations

import gzip
from pathlib import Path

BUNDLE = Path(__file__).parents[2] / "cjm_widgets" / "static" / "widget.js"
LIMIT = 96 * 1024
BUDGETS = {"bundle, gzipped / 96 kB": 1.0}


def measure() -> dict[str, float]:
    """Bytes of the gzipped bundle, as a ratio of what it may be."""
    return dict.fromkeys(BUDGETS, len(gzip.compress(BUNDLE.read_bytes(), 9)) / LIMIT)
