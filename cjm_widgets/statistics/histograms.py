"""Counts as measures take them: how many respondents gave each value, for any number of cells at once."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

MOST_VALUES = 1000
"""Different values up to which each is counted by itself."""
BIN = 0.02
"""How much greater a bin's far edge is than its near one."""

_STEP = np.log1p(BIN)


def middles(amounts: Array) -> Array:
    """The middle of the bin that each amount falls into.

    Parameters
    ----------
    amounts
        Any finite numbers.

    References
    ----------
    Masson, Rim and Lee (2019), "DDSketch: a fast and fully-mergeable quantile sketch with relative-error
    guarantees", Proceedings of the VLDB Endowment 12.

    Examples
    --------
    >>> middles(np.array([0.0, 100.0, 100.5, -100.0])).round(2).tolist()
    [0.0, 99.89, 99.89, -99.89]
    """
    size = np.abs(amounts)
    place = np.ceil(np.log(np.where(size > 0, size, 1.0)) / _STEP)
    middle: Array = np.sign(amounts) * np.exp(place * _STEP) * 2 / (2 + BIN)
    return middle


def edges(middle: Array, bin: Array) -> tuple[Array, Array]:
    """The lower and the upper edge of bins, from their middles.

    Parameters
    ----------
    middle
        Of each bin.
    bin
        How much greater the far edge is than the near one; zero for a value that is no bin.

    Examples
    --------
    >>> low, high = edges(middles(np.array([100.0, 0.0, -100.0])), np.array(BIN))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([98.91, 0.0, -100.89], [100.89, 0.0, -98.91])
    """
    far = middle * (2 + bin) / 2
    near = far / (1 + bin)
    return np.minimum(near, far), np.maximum(near, far)


# --- counts as measures take them


class Design(NamedTuple):
    """How respondents were drawn, as far as a method has to say it."""

    weighted: bool = False
    clustered: bool = False

    @property
    def of(self) -> str:
        """What stands before an estimate's name."""
        return "weighted " if self.weighted else ""

    @property
    def at(self) -> str:
        """At how many respondents an interval of shares is taken, where that is not their number."""
        return " at cluster-robust n" if self.clustered else " at Kish n" if self.weighted else ""

    @property
    def error(self) -> str:
        """What kind of standard error a mean has, where it is not the usual one."""
        return "cluster-robust " if self.clustered else "linearised " if self.weighted else ""


@dataclass(frozen=True)
class Sums:
    """Exact sums over the respondents of each cell, where their values are binned.

    Parameters
    ----------
    of
        With weights w and values x: the sums of wx, wx², w²x and w²x², shape ``(..., 4)``.
    bin
        How much greater a bin's far edge is than its near one, as a part, shape ``(...)``; zero where
        the values are exact.
    """

    of: Array
    bin: Array


@dataclass(frozen=True)
class Together:
    """Who answered together, in each cell.

    Parameters
    ----------
    products
        For each two values, the sum over clusters of the product of their respondents, or of their
        weights; shape ``(..., values, values)``.
    clusters
        How many clusters there are, or at least are, shape ``(...)``.
    """

    products: Array
    clusters: Array


@dataclass(frozen=True)
class Histograms:
    """How many respondents gave each value, for any number of cells at once.

    Parameters
    ----------
    values
        Scores, shape ``(..., values)``, to broadcast with ``n``; any finite number where ``n`` is zero.
    n
        Respondents, shape ``(..., values)``.
    weights, weights_squared
        Sums of their weights and of the squares, same shape; ``None`` without weights.
    withheld
        Cells whose respondents are too few to be told, shape ``(...)``; they count nobody. ``None``: nowhere.
    exact
        Sums over respondents, where the values are the middles of bins.
    together
        Which respondents answered in clusters; ``None`` where all are independent.
    """

    values: Array
    n: Whole
    weights: Array | None = None
    weights_squared: Array | None = None
    withheld: Mask | None = None
    exact: Sums | None = None
    together: Together | None = None

    @property
    def design(self) -> Design:
        """What methods say of how respondents were drawn."""
        return Design(self.weights is not None, self.together is not None)

    @property
    def untold(self) -> Mask:
        """Which cells are withheld, shape ``(...)``."""
        return np.zeros(self.n.shape[:-1], np.bool_) if self.withheld is None else self.withheld

    @property
    def sums(self) -> tuple[Array, Array]:
        """Weights and their squares; those of one each, where there are none."""
        if self.weights is None or self.weights_squared is None:
            ones = self.n.astype(np.float64)
            return ones, ones
        return self.weights, self.weights_squared

    def take(self, places: Index) -> Histograms:
        """The cells at these places of the first axis."""
        return self._at(places, self.values)

    def cell(self, *place: int) -> Histograms:
        """The one cell at a place."""
        return self._at(place, np.broadcast_to(self.values, self.n.shape)[place])

    def _at(self, place: Any, values: Array) -> Histograms:
        def chosen(array: Any) -> Any:
            return None if array is None else array[place]

        def each(of: Any) -> Any:
            return of and replace(of, **{one.name: getattr(of, one.name)[place] for one in fields(of)})

        return replace(
            self,
            values=values,
            n=self.n[place],
            weights=chosen(self.weights),
            weights_squared=chosen(self.weights_squared),
            withheld=chosen(self.withheld),
            exact=each(self.exact),
            together=each(self.together),
        )

    @property
    def ascending(self) -> Histograms:
        """The same counts, with the values of each cell from the lowest to the highest."""
        values = np.broadcast_to(self.values, self.n.shape)
        order = np.argsort(values, axis=-1, kind="stable")

        def sort(array: Any) -> Any:
            return None if array is None else np.take_along_axis(array, order, axis=-1)

        together = self.together
        if together is not None:
            rows = np.take_along_axis(together.products, order[..., :, np.newaxis], axis=-2)
            products = np.take_along_axis(rows, order[..., np.newaxis, :], axis=-1)
            together = replace(together, products=products)
        return replace(
            self,
            values=sort(values),
            n=sort(self.n),
            weights=sort(self.weights),
            weights_squared=sort(self.weights_squared),
            together=together,
        )
