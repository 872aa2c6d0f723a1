"""Key figures of a curve over the stages: its peak, end, slope and biggest drop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.measure import Scale
from cjm_widgets.statistics.arrays import Array

_COLUMNS = {
    "curve": object,
    "name": object,
    "scale": object,
    "stages": np.int64,
    "peak": np.float64,
    "peak_stage": object,
    "end": np.float64,
    "end_stage": object,
    "peak_end": np.float64,
    "slope": np.float64,
    "time_weighted_mean": np.float64,
    "drop": np.float64,
    "drop_from": object,
    "drop_to": object,
    "method": object,
}
_SLACK = 1e-9
"""How far two distances may differ, as a part of the scale, and still count as equal."""


@dataclass(frozen=True)
class CurveSummary:
    """The key figures of a curve; see `summarise`. Stages are counted from 0."""

    stages: int
    peak: float
    peak_at: int | None
    end: float
    end_at: int | None
    peak_end: float
    slope: float
    time_weighted_mean: float
    drop: float
    drop_from: int | None
    drop_to: int | None


@dataclass(frozen=True)
class ScoreCurve:
    """A curve to summarise.

    Parameters
    ----------
    kind
        ``"measured"`` or ``"drawn"``.
    name
        The source or the persona it belongs to.
    scale
        Its lowest and highest score.
    scores
        A score for each stage of the map; ``NaN`` is a gap.
    """

    kind: str
    name: str
    scale: Scale
    scores: Array


def summarise(scores: Array, scale: Scale, durations: Array) -> CurveSummary:
    """Summarise a curve.

    Parameters
    ----------
    scores
        A score for each stage, in order; ``NaN`` is a gap.
    scale
        Lowest and highest score.
    durations
        How long each stage takes, in minutes; ``NaN`` where it is not known.

    Returns
    -------
    CurveSummary
        ``peak`` is the score furthest from the midpoint of the scale, good or bad; of equally
        far ones, the later. ``end`` is the last score, ``peak_end`` the mean of the two. ``slope`` is the
        least-squares line's, in scores per stage, over the places of the stages; gaps keep their places.
        ``time_weighted_mean`` needs the duration of every stage with a score. ``drop`` is how far the
        score falls most from one stage to the very next, above 0; of equal drops, the later. A figure
        that needs more scores than there are is ``NaN`` or ``None``.

    References
    ----------
    Fredrickson and Kahneman (1993), "Duration neglect in retrospective evaluations of affective
    episodes", Journal of Personality and Social Psychology 65, on peak and end.

    Examples
    --------
    >>> summary = summarise(np.array([3.5, 1.5, 4.0]), (1, 5), np.array([10.0, 30.0, 20.0]))
    >>> summary.peak, summary.peak_at, summary.end, summary.peak_end, summary.slope
    (1.5, 1, 4.0, 2.75, 0.25)
    >>> summary.drop, summary.drop_from, summary.drop_to, round(summary.time_weighted_mean, 4)
    (2.0, 0, 1, 2.6667)
    """
    places = np.flatnonzero(~np.isnan(scores))
    if not len(places):
        nothing = float("nan")
        return CurveSummary(0, nothing, None, nothing, None, nothing, nothing, nothing, nothing, None, None)
    slack = _SLACK * (scale[1] - scale[0])
    peak_at = _last_largest(np.abs(scores - (scale[0] + scale[1]) / 2), slack)
    end_at = int(places[-1])
    peak, end = float(scores[peak_at]), float(scores[end_at])
    falls = scores[:-1] - scores[1:]
    falling = bool((falls > slack).any())
    drop_from = _last_largest(falls, slack) if falling else None
    return CurveSummary(
        stages=len(places),
        peak=peak,
        peak_at=peak_at,
        end=end,
        end_at=end_at,
        peak_end=(peak + end) / 2,
        slope=_slope(places, scores[places]),
        time_weighted_mean=_weighted_mean(scores[places], durations[places]),
        drop=float("nan") if drop_from is None else float(falls[drop_from]),
        drop_from=drop_from,
        drop_to=None if drop_from is None else drop_from + 1,
    )


def curves_frame(
    curves: Iterable[ScoreCurve], stages: Mapping[Id, str], durations: Mapping[Id, float | None]
) -> pd.DataFrame:
    """Tabulate the key figures of curves, a row each.

    Parameters
    ----------
    curves
        The curves, in the order wanted.
    stages
        Id and label of each stage, in the map's order.
    durations
        Minutes of each stage; ``None`` where they are not known.

    Returns
    -------
    pandas.DataFrame
        ``curve, name, scale, stages, peak, peak_stage, end, end_stage, peak_end, slope,
        time_weighted_mean, drop, drop_from, drop_to, method``; see `summarise`. ``stages`` counts those
        with a score.
    """
    labels = [*stages.values()]
    minutes = np.array([durations[stage] for stage in stages], np.float64)
    rows = []
    for curve in curves:
        summary = summarise(curve.scores, curve.scale, minutes)

        def label(place: int | None) -> str | None:
            return None if place is None else labels[place]

        rows.append(
            {
                "curve": curve.kind,
                "name": curve.name,
                "scale": f"{curve.scale[0]:g} to {curve.scale[1]:g}",
                "stages": summary.stages,
                "peak": summary.peak,
                "peak_stage": label(summary.peak_at),
                "end": summary.end,
                "end_stage": label(summary.end_at),
                "peak_end": summary.peak_end,
                "slope": summary.slope,
                "time_weighted_mean": summary.time_weighted_mean,
                "drop": summary.drop,
                "drop_from": label(summary.drop_from),
                "drop_to": label(summary.drop_to),
                "method": _method(curve.scale, summary),
            }
        )
    return frame_of_records(rows, _COLUMNS)


def _method(scale: Scale, summary: CurveSummary) -> str:
    """How the figures are computed, and why those that are not there are missing."""
    if not summary.stages:
        return "no scores: nothing is drawn or measured at any stage"
    method = (
        f"peak furthest from the midpoint {(scale[0] + scale[1]) / 2:g}, of equal ones the later; "
        "slope by least squares"
    )
    missing = {
        "no slope: one score": summary.stages < 2,
        "no time-weighted mean: a stage with a score has no duration": np.isnan(summary.time_weighted_mean),
        "no drop: no score is below the one at the stage before": summary.drop_from is None,
    }
    return "; ".join([method, *(why for why, is_missing in missing.items() if is_missing)])


def _last_largest(numbers: Array, slack: float) -> int:
    """The last place of the largest number, ignoring ``NaN``."""
    return int(np.flatnonzero(numbers >= np.nanmax(numbers) - slack)[-1])


def _slope(places: np.ndarray[tuple[int, ...], np.dtype[np.intp]], scores: Array) -> float:
    if len(places) < 2:
        return float("nan")
    away = places - places.mean()
    return float((away * scores).sum() / (away * away).sum())


def _weighted_mean(scores: Array, durations: Array) -> float:
    total = durations.sum()  # NaN where one of them is not known
    return float((scores * durations).sum() / total) if total > 0 else float("nan")
