"""How long things take when some are still going on: Kaplan and Meier, Aalen and Johansen, and the log-rank
test.

Times are distinct and ascending; what happened at each is counted along the last axis.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cjm_widgets.document.errors import check_choice
from cjm_widgets.statistics.arrays import Array, Whole
from cjm_widgets.statistics.intervals import normal_quantile
from cjm_widgets.statistics.omnibus import Omnibus, chi_squared

TRANSFORMS = ("log-log", "log", "plain")
"""On what scale an interval of survival is symmetric: log(-log S), log S, or S itself."""
_SLACK = 1e-9
"""How far rounding may take a curve from a share that it equals."""


class Survival(NamedTuple):
    """The share that lasts beyond each time, with its interval and its standard error by Greenwood.

    Arrays of shape ``(times,)``; ``at_risk`` counts those who had lasted up to each time.
    """

    time: Array
    at_risk: Whole
    share: Array
    low: Array
    high: Array
    error: Array


def kaplan_meier(
    time: Array, ended: Whole, censored: Whole, level: float = 0.95, transform: str = "log-log"
) -> Survival:
    """Estimate the share that lasts beyond each time, where some were last seen before their end.

    Parameters
    ----------
    time
        Different times, ascending.
    ended, censored
        How many ended at each time, and how many were last seen then, still going on; those at the same time
        count as at risk at it.
    level
        Confidence of the pointwise interval, between 0 and 1.
    transform
        One of ``TRANSFORMS``.

    References
    ----------
    Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", JASA 53; Greenwood
    (1926); Kalbfleisch and Prentice (2002), "The Statistical Analysis of Failure Time Data", section 1.4. As
    R's ``survfit`` with ``conf.type``.

    Examples
    --------
    >>> curve = kaplan_meier(np.array([2.0, 3.0, 5.0]), np.array([1, 1, 0]), np.array([0, 1, 1]))
    >>> curve.share.tolist(), curve.at_risk.tolist()
    ([0.75, 0.5, 0.5], [4, 3, 1])
    """
    check_choice("transform", transform, TRANSFORMS)
    at_risk = _at_risk(ended + censored)
    with np.errstate(divide="ignore", invalid="ignore"):
        staying: Array = np.where(at_risk > 0, 1 - ended / np.maximum(at_risk, 1), 1.0)
        share: Array = np.cumprod(staying, dtype=np.float64)
        relative = np.sqrt(np.cumsum(ended / (at_risk * (at_risk - ended).astype(np.float64))))
        z = normal_quantile(level)
        if transform == "plain":
            low, high = share - z * share * relative, share + z * share * relative
        elif transform == "log":
            low, high = share * np.exp(-z * relative), share * np.exp(z * relative)
        else:
            width = z * relative / np.log(share)
            low, high = share ** np.exp(-width), share ** np.exp(width)
        error: Array = np.where(share > 0, share * relative, np.nan)
    # Before the first end nothing varies, and after the last nobody is left.
    certain = (share >= 1) | (share <= 0)
    low = np.where(certain, np.where(share >= 1, 1.0, np.nan), np.clip(low, 0, share))
    high = np.where(certain, np.where(share >= 1, 1.0, np.nan), np.clip(high, share, 1))
    return Survival(time, at_risk, share, low, high, error)


class Lasting(NamedTuple):
    """A time beyond which a given share lasts, with its interval; infinite where the curve does not come down
    so far.
    """

    value: float
    low: float
    high: float


def lasting(curve: Survival, share: float = 0.5) -> Lasting:
    """The time beyond which a share lasts, ``0.5`` for the median; where the curve is level at it, midway.

    The interval holds the times at which the interval of the curve contains the share.

    References
    ----------
    Brookmeyer and Crowley (1982), "A confidence interval for the median survival time", Biometrics 38. As R's
    ``quantile.survfit``.

    Examples
    --------
    >>> curve = kaplan_meier(np.arange(1.0, 11.0), np.ones(10, int), np.zeros(10, int))
    >>> median = lasting(curve)
    >>> median.value, median.low, median.high
    (5.5, 1.0, 8.0)
    """

    def first(values: Array) -> float:
        """Where a curve comes down to the share; midway to its next step where it is exactly there."""
        reached = np.flatnonzero(np.nan_to_num(values) <= share + _SLACK)
        if not len(reached):
            return np.inf
        place = int(reached[0])
        level = float(np.nan_to_num(values[place]))
        if abs(level - share) <= _SLACK:
            lower = np.flatnonzero(np.nan_to_num(values) < share - _SLACK)
            if len(lower):
                return float((curve.time[place] + curve.time[int(lower[0])]) / 2)
        return float(curve.time[place])

    return Lasting(first(curve.share), first(curve.low), first(curve.high))


class Incidence(NamedTuple):
    """The share that has left by each kind of exit up to each time, with its standard error.

    Arrays of shape ``(exits, times)``.
    """

    share: Array
    error: Array


def aalen_johansen(ended: Whole, censored: Whole) -> Incidence:
    """Estimate how many leave by each kind of exit, where one exit precludes the others.

    Parameters
    ----------
    ended
        How many left by each exit at each time, shape ``(exits, times)``.
    censored
        How many were last seen at each time, still there.

    References
    ----------
    Aalen and Johansen (1978), "An empirical transition matrix for non-homogeneous Markov chains based on
    censored observations", Scandinavian Journal of Statistics 5; the error as in Marubini and Valsecchi
    (1995), "Analysing Survival Data from Clinical Trials and Observational Studies", section 10.2.

    Examples
    --------
    >>> leaving = aalen_johansen(np.array([[1, 0, 1], [0, 1, 0]]), np.array([0, 1, 0]))
    >>> leaving.share.round(3).tolist()
    [[0.25, 0.25, 0.75], [0.0, 0.25, 0.25]]
    """
    every = ended.sum(axis=0)
    at_risk = _at_risk(every + censored).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        staying = np.cumprod(np.where(at_risk > 0, 1 - every / np.maximum(at_risk, 1), 1.0))
        before = np.concatenate([[1.0], staying[:-1]])
        share = np.cumsum(np.where(at_risk > 0, before * ended / at_risk, 0.0), axis=1)
        a = np.where(at_risk > every, every / (at_risk * (at_risk - every)), 0.0)
        b = np.where(at_risk > 0, before**2 * (at_risk - ended) * ended / at_risk**3, 0.0)
        c = np.where(at_risk > 0, before * ended / at_risk**2, 0.0)
    # The sum of a (F(t) - F(s))² over times s up to t, multiplied out so that it is a few running sums.
    spread = share**2 * np.cumsum(a) - 2 * share * np.cumsum(share * a, axis=1)
    spread += np.cumsum(share**2 * a, axis=1) + np.cumsum(b, axis=1)
    spread -= 2 * (share * np.cumsum(c, axis=1) - np.cumsum(share * c, axis=1))
    return Incidence(share, np.sqrt(np.maximum(spread, 0)))


def log_rank(ended: Whole, censored: Whole) -> Omnibus:
    """Test that things last equally long in several groups.

    Parameters
    ----------
    ended, censored
        How many of each group ended, and were last seen, at each time; shape ``(groups, times)``.

    References
    ----------
    Mantel (1966), "Evaluation of survival data and two new rank order statistics arising in its
    consideration", Cancer Chemotherapy Reports 50. As R's ``survdiff``.

    Examples
    --------
    >>> test = log_rank(np.array([[1, 1, 0, 1], [0, 0, 1, 1]]), np.zeros((2, 4), int))
    >>> round(float(test.statistic), 3), float(test.freedom)
    (0.451, 1.0)
    """
    at_risk = np.array([_at_risk(own) for own in ended + censored], np.float64)
    present = (ended + censored).sum(axis=1) > 0
    at_risk, own = at_risk[present], ended[present].astype(np.float64)
    every, everyone = own.sum(axis=0), at_risk.sum(axis=0)
    if len(own) < 2:
        return chi_squared(np.array(np.nan), np.array(len(own)))
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(everyone > 0, at_risk / everyone, 0.0)
        share = np.where(everyone > 1, every * (everyone - every) / (everyone - 1), 0.0)
    away = (own - part * every).sum(axis=1)[:-1]
    covariance = np.diag((share * part).sum(axis=1)) - (share * part) @ part.T
    try:
        statistic = away @ np.linalg.solve(covariance[:-1, :-1], away)
    except np.linalg.LinAlgError:  # nothing ended while several groups were there
        statistic = np.nan
    return chi_squared(np.array(statistic), np.array(len(own)))


def _at_risk(seen: Whole) -> Whole:
    """How many had lasted up to each time, from how many were last seen at each."""
    remaining: Whole = seen.sum() - np.cumsum(seen) + seen
    return remaining
