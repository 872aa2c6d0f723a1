"""Weights that are shared by enough respondents: no number of a map then tells the weight of one of them.

Whatever tables are published, and however they are added and subtracted, only weights come out that at least
``min_n`` respondents have in common. That is why weights are shared before anything is counted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from cjm_widgets.rows.protocol import AnyRows, Frequencies, WeightGroups
from cjm_widgets.statistics.arrays import Array, Index, Mask

MOST_GROUPS = 128
"""The most groups of rare weights, more than which an engine would take long to tell apart."""
_SLACK = 1e-9


SHARED = "rare weights shared"
"""The note that such a source carries."""


def share_weights(rows: AnyRows, weights: Any, respondent: str | None, min_n: int) -> tuple[Any, bool]:
    """Give respondents with a rare weight the mean weight of at least ``min_n`` who weigh about the same.

    A weight that ``min_n`` respondents have, such as that of a stratum, stays as it is. Their sum does so
    too. A respondent with several weights counts in parts.

    Parameters
    ----------
    rows
        The rows.
    weights
        A column of them, as ``rows.numbers`` has it.
    respondent
        The column that says whose a row is; None where each is of another.
    min_n
        Respondents that a weight needs.

    Returns
    -------
    weights : Any
        The column, of the kind it was.
    any_rare : bool
        Whether any weight became another.

    References
    ----------
    Domingo-Ferrer and Mateo-Sanz (2002), "Practical data-oriented microaggregation for statistical
    disclosure control", IEEE Transactions on Knowledge and Data Engineering 14.

    Examples
    --------
    >>> import pandas as pd
    >>> from cjm_widgets.rows.opening import open_rows
    >>> rows = open_rows(pd.DataFrame({"w": [1.0, 1.0, 2.0, 3.0, 3.5]}))
    >>> shared, any_rare = share_weights(rows, rows.numbers("w"), None, min_n=2)
    >>> shared.round(3).tolist(), any_rare
    ([1.0, 1.0, 2.833, 2.833, 2.833], True)
    """
    if min_n < 2:
        return weights, False
    groups = weight_groups(rows.frequencies(weights, respondent), min_n)
    return (weights, False) if groups is None else (rows.regroup(weights, groups), True)


def weight_groups(weights: Frequencies, min_n: int) -> WeightGroups | None:
    """The groups of rare weights; None where every weight is frequent.

    Parameters
    ----------
    weights
        Every weight that occurs.
    min_n
        Respondents that a weight needs.

    Examples
    --------
    >>> n = np.array([30.0, 4.0, 1.0])
    >>> groups = weight_groups(Frequencies(np.array([1.0, 2.0, 9.0]), n, n, n), min_n=5)
    >>> groups.apart.tolist(), groups.upto.tolist(), groups.mean.tolist()
    ([1.0], [9.0], [3.4])
    """
    rare = weights.people < min_n
    if not rare.any():
        return None
    if weights.parts[rare].sum() < min_n - _SLACK and not rare.all():
        rare = _with_nearest(weights, rare)
    own, size, rows = weights.values[rare], weights.parts[rare], weights.rows[rare]
    place = _in_turn(size, max(min_n, float(size.sum()) / MOST_GROUPS))
    mean = np.bincount(place, rows * own) / np.bincount(place, rows)
    last = np.append(np.flatnonzero(np.diff(place)), len(own) - 1)
    return WeightGroups(weights.values[~rare], own[last], mean)


def _with_nearest(weights: Frequencies, rare: Mask) -> Mask:
    """Too few rare weights for a group, with the frequent one that is nearest to them."""
    middle = np.average(weights.values[rare], weights=weights.parts[rare])
    frequent = np.flatnonzero(~rare)
    chosen = rare.copy()
    chosen[frequent[np.argmin(np.abs(weights.values[frequent] - middle))]] = True
    return chosen


def _in_turn(size: Array, least: float) -> Index:
    """The group of each weight, neighbours together until a group is large enough."""
    upto = np.cumsum(size)
    starts, before = [0], 0.0
    while upto[-1] - before >= 2 * least - _SLACK:
        start = int(np.searchsorted(upto, before + least - _SLACK)) + 1
        if start == len(size) or upto[-1] - upto[start - 1] < least - _SLACK:
            break
        starts.append(start)
        before = float(upto[start - 1])
    place = np.zeros(len(size), np.intp)
    place[starts[1:]] = 1
    return np.cumsum(place)
