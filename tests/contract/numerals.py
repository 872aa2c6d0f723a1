"""Texts that are numbers, or are none."""

from __future__ import annotations

from random import Random
from typing import Any

from cjm_widgets.document.numerals import read_number

SWEEP = 200

SCALES: tuple[tuple[float, float], ...] = ((-2, 2), (1, 5), (0, 10), (0, 5000), (1000, 2000))

TEXTS = (
    *("4", " 4 ", "4.", ".5", "+2", "-2", "3.5", "3,5", "3,", ",5", "0,873", "2,50", "12,3456"),
    *("1,234", "-1,234", "0,234", "1,234,567", "1.234,5", "1,234.5", "3,5,1", ",", ".", "+", "-"),
    *("\u22121", "\u22121,5", "\uff14", "\uff13\uff0e\uff15", "\uff0d\uff11", "\u30004\u3000", "\xa04\ufeff"),
    *("4/5", "4 / 5", "4 of 5", "4 out of 5", "4 OF 5", "4of5", "3,5/5", "4/10", "9/5", "-1/2", "4/5/6"),
    *("1,234/5", "4 of", "of 5", "/5", "4/", "\uff14\uff0f\uff15", "10 of 10", "4/5000"),
    *(
        "",
        " ",
        "abc",
        "nan",
        "Infinity",
        "5_0",
        "\u0665",
        "0x4",
        "1e3",
        "1E-1",
        "1e",
        "4 5",
        "4%",
        "$4",
        "4-5",
    ),
)

_MARKS = (
    "1",
    "2",
    "5",
    "0",
    "34",
    ",",
    ".",
    "/",
    " ",
    " of ",
    "+",
    "-",
    "\u2212",
    "\uff15",
    "e",
    "\xa0",
    "x",
)


def _reading(text: str, scale: tuple[float, float]) -> dict[str, Any]:
    low, high = scale
    return {"text": text, "low": low, "high": high, "number": read_number(text, scale)}


def contract() -> dict[str, list[Any]]:
    """What numerals.json holds."""
    chance = Random(20261128)
    texts = ["".join(chance.choices(_MARKS, k=chance.randrange(1, 6))) for _ in range(SWEEP)]
    return {
        "read_number": [_reading(text, scale) for text in TEXTS for scale in SCALES]
        + [_reading(text, chance.choice(SCALES)) for text in texts]
    }
