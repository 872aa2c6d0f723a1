"""Where a score stands in the emotion lane, in px from its top, and how it is written; as on screen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.render.numbers import decimals_needed, decimals_of, plain, round_step, signed

HEIGHT = 276
GAP = HEIGHT - 13
"""Where a stage without a score says so."""
_TOP, _FOOT = 44, 256


@dataclass(frozen=True)
class Tick:
    """A guide: its value, what it says, and which end it is."""

    value: float
    text: str
    end: Literal["high", "neutral", "low", ""]


@dataclass(frozen=True)
class EmotionAxis:
    """The document's scale of emotion, low end first."""

    low: float
    high: float

    @property
    def neutral(self) -> float:
        """Zero where the scale crosses it, otherwise the middle."""
        return 0.0 if self.low < 0 < self.high else (self.low + self.high) / 2

    def place(self, value: float) -> float:
        """The height of a value."""
        return _TOP + (self.high - value) / (self.high - self.low) * (_FOOT - _TOP)

    def write(self, value: float, decimals: int) -> str:
        """A score; on scales that cross zero with its sign."""
        return signed(value, decimals) if self.low < 0 else plain(value, decimals)

    def write_drawn(self, value: float) -> str:
        """A drawn score: one decimal on the usual scale, one more where somebody typed it."""
        return self.write(value, decimals_needed(value, self.decimals))

    @property
    def decimals(self) -> int:
        """How many a drawn score has: one on the usual scale."""
        return decimals_of(10.0 ** round(math.log10((self.high - self.low) / 40)))

    def ticks(self) -> list[Tick]:
        """The guides: both ends, the neutral point, and round numbers between where there is room."""
        ends = {self.low: "low", self.neutral: "neutral", self.high: "high"}
        step = round_step((self.high - self.low) / 6)
        reach = math.ceil((self.high - self.low) / step)
        between = [
            value
            for value in (round(self.neutral + place * step, 6) for place in range(-reach, reach + 1))
            if self.low < value < self.high
            and all(abs(self.place(end) - self.place(value)) >= 24 for end in ends)
        ]
        every = sorted([*ends, *between], reverse=True)
        decimals = max(decimals_needed(value, 0) for value in every)
        return [Tick(value, self.write(value, decimals), ends.get(value, "")) for value in every]  # type: ignore[arg-type]
