"""Who rated each stage: those who left next against those who went on, and the curve without that bias."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.measure import percent
from cjm_widgets.statistics.arrays import Array
from cjm_widgets.statistics.survivorship import survivors

_N, _NUMBER = pd.Int64Dtype(), np.float64
COLUMNS: dict[str, Any] = {"stage": object, "reached": _N, "left": _N, "n": _N}
COLUMNS |= {"n_left": _N, "score_left": _NUMBER, "n_on": _N, "score_on": _NUMBER, "difference": _NUMBER}
COLUMNS |= {"difference_low": _NUMBER, "difference_high": _NUMBER, "score": _NUMBER}
COLUMNS |= {"corrected": _NUMBER, "low": _NUMBER, "high": _NUMBER, "method": object}
NOT_SHARED = "leavers are not in the ratings of later stages: the survey does not say whose its answers are"


@dataclass(frozen=True)
class StageRatings:
    """A survey and a log of events of the same people.

    Parameters
    ----------
    scores
        By who it is the score at each stage, ``NaN`` where none; None where the survey does not say whose
        its answers are.
    furthest
        By who it is the last stage, in the order of the map, that the case came to.
    min_n
        Numbers of fewer cases are withheld.
    """

    scores: Mapping[str, Array] | None
    furthest: Mapping[str, int]
    min_n: int


def survivorship_frame(
    ratings: StageRatings, stages: Mapping[Id, str], level: float, draws: int, seed: int
) -> pd.DataFrame:
    """The table of ``Journey.survivorship``."""
    ends = np.array([*ratings.furthest.values()], np.intp)
    places = np.arange(len(stages))
    reached = (ends[:, np.newaxis] >= places).sum(axis=0)
    left = (ends[:, np.newaxis] == places).sum(axis=0)
    rows: list[dict[str, Any]] = []
    hidden = ratings.min_n
    for label, came, gone in zip(stages.values(), reached.tolist(), left.tolist(), strict=True):
        small = 0 < came < hidden or 0 < gone < hidden or 0 < came - gone < hidden
        row: dict[str, Any] = {"stage": label, "method": NOT_SHARED}
        rows.append(row | ({} if small else {"reached": came, "left": gone}))
    shared = sorted(set(ratings.scores or ()) & set(ratings.furthest))
    if ratings.scores is not None:
        scores = np.array([ratings.scores[who] for who in shared]).reshape(len(shared), len(stages))
        own = np.array([ratings.furthest[who] for who in shared], np.intp)
        # An answer about a stage that its case never came so far as to see is of another visit.
        scores = np.where(places <= own[:, np.newaxis], scores, np.nan)
        _put(rows, scores, own, ratings, level, draws, seed)
    frame = frame_of_records([dict.fromkeys(COLUMNS) | row for row in rows], COLUMNS)
    frame.attrs = {"cases": len(ends), "respondents": len(ratings.scores or ()), "shared": len(shared)}
    return frame


def _put(
    rows: list[dict[str, Any]],
    scores: Array,
    furthest: Any,
    ratings: StageRatings,
    level: float,
    draws: int,
    seed: int,
) -> None:
    """Put the means of each stage into its row; those of few are withheld."""
    means = survivors(scores, furthest, level, draws, seed)
    about = (
        f"inverse probability of coming so far, given the latest score; normal {percent(level)}, {draws:,} "
        f"bootstrap samples of {len(furthest):,} cases, seed {seed}"
    )
    withheld = f"withheld: fewer than {ratings.min_n} cases, here or in what this would give away"
    for at, row in enumerate(rows):
        n, n_left, n_on = int(means.n[at]), int(means.n_left[at]), int(means.n_on[at])
        if not n:
            row["method"] = "no rows: nobody who came so far answered here"
            continue
        if n < ratings.min_n:
            row["method"] = withheld
            continue
        row |= {"n": n, "score": means.score[at], "corrected": means.corrected[at]}
        row |= {"low": means.corrected_low[at], "high": means.corrected_high[at]}
        method = about
        if means.impossible[at]:
            method += f"; {int(means.impossible[at]):,} cases had scores with which nobody went on"
        if 0 < n_left < ratings.min_n or 0 < n_on < ratings.min_n:
            method += f"; those who left and who went on {withheld}"
        else:
            row |= {"n_left": n_left, "n_on": n_on, "score_left": means.score_left[at]}
            row |= {"score_on": means.score_on[at], "difference": means.difference[at]}
            row |= {"difference_low": means.difference_low[at], "difference_high": means.difference_high[at]}
        row["method"] = method
