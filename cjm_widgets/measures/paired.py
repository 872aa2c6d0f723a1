"""Comparing two waves by the respondents who answered in both: each one's change, and its test."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cjm_widgets.counts.panel import PairedScores
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.measures.averages import Mean, Median, moments
from cjm_widgets.measures.measure import KindChoice, Measure, Scale, percent
from cjm_widgets.measures.nets import Net
from cjm_widgets.measures.shares import Share
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.differences import newcombe_interval
from cjm_widgets.statistics.histograms import Histograms
from cjm_widgets.statistics.intervals import kish_n, t_interval, t_p
from cjm_widgets.statistics.paired import mcnemar_p, signed_ranks

ALIKE = "no interval and no test: every respondent changed by as much"


@dataclass(frozen=True)
class PairedComparison:
    """How a measure changed among those who answered in both waves, stage by stage.

    ``later`` and ``earlier`` are its values among them; ``alike`` is where nobody changed otherwise than the
    others, so that there is no interval. ``NaN`` where respondents are too few.
    """

    n: Whole
    later: Array
    earlier: Array
    difference: Array
    low: Array
    high: Array
    test: str
    p: Array
    effect: Array
    effect_name: str
    method: str
    alike: Mask


def compare_pairs(
    measure: Measure, pairs: PairedScores, scale: Scale, test: str = "welch", level: float = 0.95
) -> PairedComparison | None:
    """Compare two waves, respondent by respondent.

    Means: the paired t interval and test with Cohen's d of the differences, or Wilcoxon's signed-rank test
    with the rank-biserial correlation. Shares: Newcombe's interval for pairs and McNemar's test; the effect
    is the difference. Net shares: the paired t of each respondent's change of side. Medians: Wilcoxon's
    test, without an interval. With weights a pair weighs the geometric mean of its two, means and shares
    have linearised errors, and Wilcoxon's test is not defined.

    Parameters
    ----------
    measure
        What is compared.
    pairs
        The respondents of both waves.
    scale
        Lowest and highest score.
    test
        ``"welch"`` for the paired t test, ``"mann_whitney"`` for Wilcoxon's; only means offer the choice.
    level
        Confidence of the interval, between 0 and 1.

    Returns
    -------
    PairedComparison
        Arrays of shape ``(stages,)``; ``None`` for a measure that is not of scores.

    Raises
    ------
    MeasureError
        When Wilcoxon's test of means meets weights.

    Examples
    --------
    >>> both = PairedScores(np.array([[1.0, 2.0, 4.0]]), np.array([[2.0, 4.0, 4.0]]), np.array([[4, 3, 3]]))
    >>> change = compare_pairs(Mean(), both, (1, 5))
    >>> change.difference.tolist(), change.low.round(3).tolist(), change.test
    ([1.0], [0.416], 'paired t')
    """
    if isinstance(measure, KindChoice):
        return compare_pairs(measure.measure, pairs, scale, test, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        if isinstance(measure, Mean):
            return _means(pairs, test, level)
        if isinstance(measure, Median):
            return _medians(measure, pairs, scale)
        if isinstance(measure, Share):
            return _shares(measure, pairs, scale, level)
        if isinstance(measure, Net):
            later, earlier = (measure.sides(scores, scale) * 100 for scores in (pairs.later, pairs.earlier))
            return _paired_t(pairs, later, earlier, f"difference of {_of(pairs)}{measure.noun}", level)
    return None


def _of(pairs: PairedScores) -> str:
    return "" if pairs.weights is None else "weighted "


def _side(pairs: PairedScores, scores: Array) -> Histograms:
    """The scores of one wave, of the respondents who answered in both."""
    return Histograms(scores, pairs.n, pairs.weights, pairs.weights_squared)


def _paired_t(pairs: PairedScores, later: Array, earlier: Array, noun: str, level: float) -> PairedComparison:
    """The paired t test of something that each respondent has in either wave."""
    one = moments(_side(pairs, later - earlier))
    spread = np.where(one.error > 1e-9 * np.maximum(np.abs(one.mean), 1), one.error, np.nan)
    low, high = t_interval(one.mean, spread, one.freedom, level)
    before, after = (moments(_side(pairs, each)).mean for each in (earlier, later))
    kind = "" if pairs.weights is None else "linearised "
    return PairedComparison(
        n=pairs.n.sum(axis=-1),
        later=after,
        earlier=before,
        difference=one.mean,
        low=low,
        high=high,
        test=f"{kind}paired t",
        p=t_p(one.mean / spread, one.freedom),
        effect=one.mean / np.sqrt(np.where(np.isfinite(spread), one.variance, np.nan)),
        effect_name="Cohen's d of differences",
        method=f"{noun}, {kind}paired t {percent(level)}",
        alike=np.isnan(spread) & (one.n > 1),
    )


def _means(pairs: PairedScores, test: str, level: float) -> PairedComparison:
    noun = f"difference of {_of(pairs)}means"
    result = _paired_t(pairs, pairs.later, pairs.earlier, noun, level)
    if test != "mann_whitney":
        return result
    if pairs.weights is not None:
        raise MeasureError(
            "Wilcoxon's test is not defined for weighted respondents; compare their means with test='welch'"
        )
    ranks = signed_ranks(pairs.later - pairs.earlier, pairs.n)
    return _with_ranks(result, ranks.p, ranks.correlation)


def _with_ranks(result: PairedComparison, p: Array, correlation: Array) -> PairedComparison:
    return replace(
        result, test="Wilcoxon signed-rank", p=p, effect=correlation, effect_name="rank-biserial correlation"
    )


def _medians(measure: Median, pairs: PairedScores, scale: Scale) -> PairedComparison:
    later, earlier = (
        measure.estimate(_side(pairs, each), scale).value for each in (pairs.later, pairs.earlier)
    )
    p, correlation = signed_ranks(pairs.later - pairs.earlier, pairs.n)
    unknown = np.full(p.shape, np.nan)
    weighted = pairs.weights is not None
    return PairedComparison(
        n=pairs.n.sum(axis=-1),
        later=later,
        earlier=earlier,
        difference=later - earlier,
        low=unknown,
        high=unknown,
        test="Wilcoxon signed-rank",
        p=unknown if weighted else p,
        effect=unknown if weighted else correlation,
        effect_name="rank-biserial correlation",
        method=f"difference of {_of(pairs)}medians, without an interval"
        + (", Wilcoxon's test is not defined for weights" if weighted else ""),
        alike=np.zeros(p.shape, np.bool_),
    )


def _shares(measure: Share, pairs: PairedScores, scale: Scale, level: float) -> PairedComparison:
    later, earlier = (
        measure.members(each, scale).astype(np.float64) for each in (pairs.later, pairs.earlier)
    )
    result = _paired_t(pairs, later, earlier, "difference of shares", level)
    weights, squares = _side(pairs, later).sums
    n = kish_n(weights.sum(axis=-1), squares.sum(axis=-1))
    shares = np.clip(result.later, 0, 1), np.clip(result.earlier, 0, 1)
    both = (weights * later * earlier).sum(axis=-1) / weights.sum(axis=-1)
    deviations = np.sqrt(shares[0] * (1 - shares[0]) * shares[1] * (1 - shares[1]))
    correlation = np.clip(np.nan_to_num((both - shares[0] * shares[1]) / deviations), -1, 1)
    low, high = newcombe_interval(shares[0], n, shares[1], n, level, correlation)
    gained, lost = (np.where(only, pairs.n, 0).sum(axis=-1) for only in (later > earlier, earlier > later))
    weighted = pairs.weights is not None
    return PairedComparison(
        n=result.n,
        later=result.later,
        earlier=result.earlier,
        difference=result.difference,
        low=low,
        high=high,
        test="linearised paired t" if weighted else "McNemar, mid-p",
        p=result.p if weighted else mcnemar_p(gained, lost),
        effect=result.difference,
        effect_name="risk difference",
        method=f"difference of {_of(pairs)}shares, Newcombe for pairs{' at Kish n' if weighted else ''} "
        f"{percent(level)}",
        alike=np.zeros(n.shape, np.bool_),
    )
