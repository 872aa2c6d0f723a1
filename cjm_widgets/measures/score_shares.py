"""The share of respondents who gave certain scores, whichever one names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from numbers import Real
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, Mask
from cjm_widgets.measures.measure import Scale
from cjm_widgets.measures.scores import number
from cjm_widgets.measures.shares import Share

_SLACK = 1e-9
"""How far two numbers may lie apart and be the same score."""


@dataclass(frozen=True)
class ScoreShare(Share):
    """The share of some scores; see `share`.

    Parameters
    ----------
    scores
        As text: ``"4 to 5"``, or ``"1, 3, 5"``.
    """

    maker: ClassVar[str] = "share"

    scores: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "scores", _written(self.scores))

    @property
    def label(self) -> str:
        return f"Share of {self.scores}"

    def require(self, scale: Scale) -> None:
        bounds, scores = _bounds(self.scores), _list(self.scores)
        low, high = bounds or (min(scores), max(scores))
        between = f"this source's scale is {scale[0]:g} to {scale[1]:g}"
        if low > scale[1] or high < scale[0]:
            raise MeasureError(f"no score is in share {self.scores}: {between}")
        if bounds and low <= scale[0] and high >= scale[1]:
            raise MeasureError(f"every score is in share {self.scores}: {between}")

    def _counted(self, values: Array, scale: Scale) -> Mask:
        if bounds := _bounds(self.scores):
            return (values >= bounds[0] - _SLACK) & (values <= bounds[1] + _SLACK)
        near = np.abs(values[..., np.newaxis] - np.array(_list(self.scores))) <= _SLACK
        counted: Mask = near.any(axis=-1)
        return counted


def share(scores: float | str | Collection[float], level: float = 0.95) -> ScoreShare:
    """The share of respondents who gave certain scores, with Wilson's interval.

    With weights: the weighted share, and Wilson's interval at Kish's effective number of respondents.

    Parameters
    ----------
    scores
        A pair ``(low, high)`` is everything from the one to the other, both included; a list, set or range
        is exactly these scores, and so is a number. Text says either: ``"4 to 5"``, ``"1, 3, 5"``. A
        respondent's mean of 4.5 is within (4, 5) and none of [4, 5].
    level
        Confidence of the interval, between 0 and 1.

    Raises
    ------
    MeasureError
        When ``scores`` or ``level`` make no sense, or, on estimating, the scale has none or nothing but
        such scores.

    References
    ----------
    Wilson (1927), JASA 22; Kish (1965), "Survey Sampling".

    Examples
    --------
    >>> share((4, 5)).name, share([1, 3, 5]).name
    ("share(scores='4 to 5')", "share(scores='1, 3, 5')")
    >>> from cjm_widgets.measures import Histograms
    >>> cells = Histograms(np.array([3.0, 4.0, 4.5]), np.array([2, 1, 1]))
    >>> [float(share(scores).estimate(cells, scale=(1, 5)).value) for scores in ((4, 5), [4, 5])]
    [0.5, 0.25]
    """
    return ScoreShare(level, _text(scores))


def _text(scores: object) -> str:
    """Scores as text, still to be checked."""
    if isinstance(scores, str):
        return scores
    if isinstance(scores, tuple) and len(scores) == 2:
        return f"{_figure(scores[0])} to {_figure(scores[1])}"
    every = scores if isinstance(scores, Collection) and not isinstance(scores, tuple) else [scores]
    return ", ".join(_figure(score) for score in every)


def _written(scores: object) -> str:
    """The one way to write these scores."""
    if isinstance(scores, str):
        if bounds := _bounds(scores):
            if bounds[0] > bounds[1]:
                raise MeasureError(f"scores={scores!r} is upside down: the lowest score comes first")
            return f"{_figure(bounds[0])} to {_figure(bounds[1])}"
        if every := _list(scores):
            return ", ".join(_figure(score) for score in sorted(set(every)))
    raise MeasureError(
        f"scores= is a pair of bounds such as (4, 5), or scores such as [1, 3, 5], not {scores!r}"
    )


def _bounds(scores: str) -> tuple[float, float] | None:
    ends = [number(end) for end in scores.split(" to ")]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        return ends[0], ends[1]
    return None


def _list(scores: str) -> list[float]:
    """The scores listed; none where something else is among them."""
    every = [number(score.strip()) for score in scores.split(",")]
    known = [score for score in every if score is not None]
    return known if len(known) == len(every) else []


def _figure(score: object) -> str:
    """A score as people write it; anything else as Python does, to be refused by name."""
    return f"{float(score):.12g}" if isinstance(score, Real) and not isinstance(score, bool) else repr(score)
