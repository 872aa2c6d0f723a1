"""Texts that are ranges, or are none, and ranges as texts."""

from __future__ import annotations

from random import Random
from typing import Any

from cjm_widgets.document.ranges import Range, level_text, range_text, read_range, third

SWEEP = 200
TEXTS = (
    *("7", "6-9", "6–9", "6 – 9", "6—9", "6 to 9", "6 TO 9", "6 bis 9", "9-6", "6-6", "3,5-4", "0.5–2"),
    *("1.5", "40–70 %", "40%", "40% – 70%", "%", "-", "–", "6-", "-9", "6--9", "1e-3", "1e3-2e3", "1-2-3"),
    *(" 6-9 ", "", " ", "high", "６–９", "6\n9", "6 to", "to 9", "1,234", "1,234-2", "\u22126-9", "6toe"),
)  # fmt: skip
RANGES: tuple[Range, ...] = (
    *(1, 3.5, 3.6, 7.4, 7.5, 10, 0.1, 2.0, 1e16, (1, 3), (4, 7), (8, 10), (6, 9), (0.5, 2), (1, 10), (2, 3)),
)
_MARKS = ("1", "2", "9", "0.5", "-", "–", " ", " to ", "%", ",", "e", "x", "−", "４")


def contract() -> dict[str, list[Any]]:
    """What ranges.json holds."""
    chance = Random(20261129)
    texts = ["".join(chance.choices(_MARKS, k=chance.randrange(1, 7))) for _ in range(SWEEP)]
    return {
        "read_range": [{"text": text, "range": read_range(text)} for text in (*TEXTS, *texts)],
        "range_text": [
            {"range": size, "text": range_text(size), "level": level_text(size), "third": third(size)}
            for size in RANGES
        ],
    }
