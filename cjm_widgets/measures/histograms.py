"""Counts as measures take them: how many respondents gave each value, for any number of cells at once."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from cjm_widgets.measures.intervals import Array, Mask, Whole
from cjm_widgets.measures.tabulate import Index


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
