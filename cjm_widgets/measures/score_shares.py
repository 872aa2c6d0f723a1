"""The share of respondents who gave certain scores, whichever one names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.intervals import Array, Mask
from cjm_widgets.measures.measure import Scale
from cjm_widgets.measures.score_ranges import Predicate, as_text, read_ranges
from cjm_widgets.measures.shares import Share


@dataclass(frozen=True)
class ScoreShare(Share):
    """The share of some scores; see `share`.

    Parameters
    ----------
    scores
        As text: ``"4 to 5"``, ``"4 or more"``, or ``"1, 3, 5"``.
    """

    maker: ClassVar[str] = "share"

    scores: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "scores", ", ".join(map(str, read_ranges(self.scores))))

    @property
    def label(self) -> str:
        return f"Share of {self.scores}"

    def require(self, scale: Scale) -> None:
        ranges = read_ranges(self.scores)
        between = f"this source's scale is {scale[0]:g} to {scale[1]:g}"
        if not any(one.meets(scale) for one in ranges):
            raise MeasureError(f"no score is in share {self.scores}: {between}")
        if any(one.holds(np.array(scale, np.float64)).all() for one in ranges):
            raise MeasureError(f"every score is in share {self.scores}: {between}")

    def _counted(self, values: Array, scale: Scale) -> Mask:
        counted: Mask = np.any([one.holds(values) for one in read_ranges(self.scores)], axis=0)
        return counted


def share(scores: float | str | Collection[float] | Predicate, level: float = 0.95) -> ScoreShare:
    """The share of respondents who gave certain scores, with Wilson's interval.

    With weights: the weighted share, and Wilson's interval at Kish's effective number of respondents.

    Parameters
    ----------
    scores
        A pair ``(low, high)`` is everything from the one to the other, both included; a list, set or range
        is exactly these scores, and so is a number. A respondent's mean of 4.5 is within (4, 5) and none of
        [4, 5]. A predicate such as ``lambda score: score >= 4`` is asked at once, and what it picks is
        kept as text: ``"4 or more"``, which can be given itself, as can ``"4 to 5"`` and ``"1, 3, 5"``.
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
    >>> share(lambda score: score >= 4).method(weighted=False)
    'share of 4 or more, Wilson 95 %'
    >>> from cjm_widgets.measures import Histograms
    >>> cells = Histograms(np.array([3.0, 4.0, 4.5]), np.array([2, 1, 1]))
    >>> [float(share(scores).estimate(cells, scale=(1, 5)).value) for scores in ((4, 5), [4, 5])]
    [0.5, 0.25]
    """
    return ScoreShare(level, as_text(scores))
