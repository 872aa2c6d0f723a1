"""How many people a comparison of two shares needs."""

from __future__ import annotations

import math
from numbers import Real
from statistics import NormalDist

import numpy as np

from cjm_widgets.document.errors import MeasureError

_MOST = 1e15


def sample_size(
    baseline: float,
    target: float,
    power: float = 0.8,
    alpha: float = 0.05,
    paired: bool | float = False,
) -> int:
    """How many people must be asked to see a share move from ``baseline`` to ``target``, rounded up.

    Parameters
    ----------
    baseline, target
        The share before and the share hoped for, between 0 and 1.
    power
        The chance of seeing the difference if it is there, between ``alpha`` and 1.
    alpha
        The chance of seeing one that is not there, of a two-sided test, between 0 and 1.
    paired
        Whether the same people are asked twice. The number then depends on how many of them answer otherwise
        the second time: with True as many as if the two answers had nothing to do with each other, which is
        cautious; or that share, between 0 and 1.

    Returns
    -------
    int
        People in each of two groups; with ``paired`` people, each asked twice.

    Raises
    ------
    MeasureError
        A share, power or alpha is out of range; baseline and target are the same; or fewer people change
        their answer than the difference needs.

    Notes
    -----
    Two groups: the number n that solves the equation of R's ``power.prop.test`` (two-sided, not strict),
    after J. L. Fleiss, Statistical Methods for Rates and Proportions, without correction for continuity. With
    p1 and p2 the shares, p their mean and z the normal quantiles of 1 - alpha / 2 and of power,
    n = (z_alpha sqrt(2 p (1 - p)) + z_power sqrt(p1 (1 - p1) + p2 (1 - p2)))² / (p1 - p2)².

    Paired: McNemar's test, after R. J. Connor, Biometrics 43 (1987), 207-211. With d = p2 - p1 and s the
    share of people whose answer changes, n = (z_alpha sqrt(s) + z_power sqrt(s - d²))² / d². Answers that
    have nothing to do with each other change with s = p1 (1 - p2) + p2 (1 - p1).

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.sample_size(0.50, 0.60)
    388
    >>> cjm.sample_size(0.50, 0.60, paired=0.2)
    155
    """
    _check_share(baseline, "baseline")
    _check_share(target, "target")
    _check_between("alpha", alpha, 0)
    _check_between("power", power, alpha)
    difference = target - baseline
    if difference == 0:
        raise MeasureError(
            f"baseline and target are both {baseline:g}; no number of people shows that nothing changes"
        )
    z_alpha, z_power = (NormalDist().inv_cdf(p) for p in (1 - alpha / 2, power))
    if paired is False:
        mean = (baseline + target) / 2
        spread = baseline * (1 - baseline) + target * (1 - target)
        root = z_alpha * math.sqrt(2 * mean * (1 - mean)) + z_power * math.sqrt(spread)
    else:
        change = _change(baseline, target, paired)
        root = z_alpha * math.sqrt(change) + z_power * math.sqrt(max(0.0, change - difference**2))
    people = (root / difference) ** 2
    if not people < _MOST:
        raise MeasureError(
            f"baseline {baseline:g} and target {target:g} are too close; choose a larger difference"
        )
    return math.ceil(people)


def _change(baseline: float, target: float, paired: bool | float) -> float:
    """The share of people whose answer changes."""
    if paired is True:
        return baseline * (1 - target) + target * (1 - baseline)
    if not _is_number(paired):
        raise MeasureError(
            f"paired= is True, False, or the share of people whose answer changes, 0 to 1, not {paired!r}"
        )
    least, most = abs(target - baseline), min(baseline + target, 2 - baseline - target)
    if not least <= paired <= most:
        raise MeasureError(
            f"from {baseline:g} to {target:g} between {least:.3g} and {most:.3g} of the people change their "
            f"answer; paired={paired:g} cannot be"
        )
    return float(paired)


def _check_share(value: float, name: str) -> None:
    if not _is_number(value):
        raise MeasureError(f"{name} is a share between 0 and 1, not {value!r}")
    if not 0 < value < 1:
        hint = f"; did you mean {value / 100:g}, which is {value:g} %?" if 1 < value < 100 else ""
        raise MeasureError(f"{name} is a share between 0 and 1, not {value:g}{hint}")


def _check_between(name: str, value: float, least: float) -> None:
    if not _is_number(value) or not least < value < 1:
        words = value if not _is_number(value) else f"{value:g}"
        hint = f"; did you mean {value / 100:g}?" if _is_number(value) and 1 < value < 100 else ""
        raise MeasureError(f"{name} is between {least:g} and 1, not {words}{hint}")


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_) and math.isfinite(value)
