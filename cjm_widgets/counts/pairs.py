"""Clusters in counts: sums of products over clusters, for pairs of cells.

A cell is a segment and a value. Merging segments adds up pairs, so a filter needs neither rows nor the names
of clusters. Pairs give only a lower bound for the number of clusters in merged segments. It is exact if every
cluster lies within one segment, and if every cluster reaches into all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cjm_widgets.document.errors import RowsError
from cjm_widgets.document.model import Clusters
from cjm_widgets.rows.tabulate import Tabulation
from cjm_widgets.statistics.arrays import Array, Index, Mask, Whole

MAX_PAIRS = 100_000
"""The most pairs of cells that a stage may have."""
_MAX_WORK = 50_000_000
"""The most products to compute for a stage."""


@dataclass(frozen=True)
class CellPairs:
    """Pairs of cells of one stage, the first never after the second.

    Parameters
    ----------
    values
        How many values each segment has; a cell is ``segment * values + value``.
    first, second
        The cells of each pair.
    products
        Sums over clusters of the product of their respondents, or weights.
    common
        Two segments and how many clusters have respondents in both, shape ``(pairs of segments, 3)``.
    """

    values: int
    first: Index
    second: Index
    products: Array
    common: Whole

    def stored(self) -> Clusters:
        """The pairs as a document stores them."""
        return Clusters(
            pairs=tuple(zip(self.first.tolist(), self.second.tolist(), strict=True)),
            products=tuple(self.products.tolist()),
            common=tuple((a, b, n) for a, b, n in self.common.tolist()),
        )

    def merge(self, group: Index, groups: int) -> CellPairs:
        """The pairs after merging segments into groups; ``group`` is the group of each segment."""
        first, second = (
            group[cell // self.values] * self.values + cell % self.values
            for cell in (self.first, self.second)
        )
        # A pair of two cells stands for both orders; if the cells become one, it counts twice.
        products = self.products * np.where((first == second) & (self.first != self.second), 2.0, 1.0)
        cells = groups * self.values
        key, place = np.unique(
            np.minimum(first, second) * cells + np.maximum(first, second), return_inverse=True
        )
        a, b = np.sort(group[self.common[:, :2]], axis=1).T
        both, where = np.unique(a * groups + b, return_inverse=True)
        shared = np.zeros(len(both), np.int64)
        np.add.at(shared, where, self.common[:, 2])
        common = np.column_stack([both // groups, both % groups, shared])
        own = common[:, 0] == common[:, 1]
        common[own, 2] = self.clusters(group, groups)[common[own, 0]]
        return CellPairs(
            self.values,
            key // cells,
            key % cells,
            np.bincount(place, products, len(key)).astype(np.float64),
            common,
        )

    def without(self, hidden: Mask, values: Index) -> CellPairs:
        """The pairs without those of hidden segments, and with these values only."""
        number = np.full(self.values, -1)
        number[values] = np.arange(len(values))

        def renumber(cell: Index) -> Index:
            cells: Index = cell // self.values * len(values) + number[cell % self.values]
            return cells

        visible = ~(hidden[self.first // self.values] | hidden[self.second // self.values])
        return CellPairs(
            len(values),
            renumber(self.first[visible]),
            renumber(self.second[visible]),
            self.products[visible],
            self.common[~hidden[self.common[:, :2]].any(axis=1)],
        )

    def of_groups(self, group: Index, groups: int, width: int) -> Array:
        """The products of each two values in each group of segments, shape ``(groups, width, width)``.

        ``group`` is the group of each segment, or -1.
        """
        a, b = group[self.first // self.values], group[self.second // self.values]
        inside = (a == b) & (a >= 0)
        one, other = (cell[inside] % self.values for cell in (self.first, self.second))
        products = np.zeros((groups, width, width))
        np.add.at(products, (a[inside], one, other), self.products[inside])
        apart = (self.first != self.second)[inside]
        np.add.at(products, (a[inside][apart], other[apart], one[apart]), self.products[inside][apart])
        return products

    def between_groups(self, group: Index) -> tuple[Index, Index, Index, Index, Array]:
        """Pairs of cells in different groups: both groups, both values, and the products.

        ``group`` is the group of each segment, or -1.
        """
        a, b = group[self.first // self.values], group[self.second // self.values]
        apart = (a != b) & (a >= 0) & (b >= 0)
        first, second = (cell[apart] % self.values for cell in (self.first, self.second))
        return a[apart], b[apart], first, second, self.products[apart]

    def in_both(self, group: Index, groups: int) -> Whole:
        """How many clusters lie in each two groups, or an upper bound of that; shape ``(groups, groups)``.

        ``group`` is the group of each segment, or -1.
        """
        first, second, n = self.common.T
        a, b = group[first], group[second]
        apart = (a != b) & (a >= 0) & (b >= 0)
        both = np.zeros((groups, groups), np.int64)
        np.add.at(both, (a[apart], b[apart]), n[apart])
        both += both.T
        own = self.clusters(group, groups)
        most: Whole = np.minimum(both, np.minimum(own[:, np.newaxis], own))
        return most

    def clusters(self, group: Index, groups: int) -> Whole:
        """A lower bound for the number of clusters in each group of segments.

        References
        ----------
        De Caen (1997), "A lower bound on the probability of a union", Discrete Mathematics 169.
        """
        first, second, n = self.common.T
        inside = (group[first] == group[second]) & (group[first] >= 0)
        first, second, n = first[inside], second[inside], n[inside]
        shared, own = np.zeros(len(group)), np.zeros(len(group))
        np.add.at(shared, first, n)
        np.add.at(shared, second, np.where(first == second, 0, n))
        np.add.at(own, first, np.where(first == second, n, 0))
        chosen = np.flatnonzero((group >= 0) & (shared > 0))
        least, largest = np.zeros(groups), np.zeros(groups)
        np.add.at(least, group[chosen], own[chosen] ** 2 / shared[chosen])
        np.maximum.at(largest, group[chosen], own[chosen])
        bound: Whole = np.ceil(np.maximum(least, largest) - 1e-9).astype(np.int64)
        return bound


def read_pairs(clusters: Clusters, values: int) -> CellPairs:
    """The pairs of a stage with so many values, from a document."""
    cells = np.array(clusters.pairs, np.intp).reshape(-1, 2)
    common = np.array(clusters.common, np.int64).reshape(-1, 3)
    return CellPairs(values, cells[:, 0], cells[:, 1], np.array(clusters.products, np.float64), common)


def find_pairs(
    cluster: Index, segment: Index, value: Index, table: Tabulation, shape: tuple[int, int]
) -> CellPairs:
    """Add up products over clusters.

    Parameters
    ----------
    cluster, segment, value
        The numbers of each line's cluster, segment and value; -1 is for respondents in no cluster, who are
        independent.
    table
        How many respondents each line has, and their weights.
    shape
        How many segments and values there are.

    Raises
    ------
    RowsError
        When a stage would have too many pairs.

    Examples
    --------
    >>> lines = np.array([0, 0, 1]), np.zeros(3, np.intp), np.array([0, 1, 1])
    >>> clusters = find_pairs(*lines, Tabulation((), np.array([2, 1, 3])), shape=(1, 2)).stored()
    >>> clusters.pairs, clusters.products, clusters.common
    (((0, 0), (0, 1), (1, 1)), (4.0, 2.0, 10.0), ((0, 0, 2),))
    """
    amount, alone = (table.n if sums is None else sums for sums in (table.weights, table.weights_squared))
    cell = segment * shape[1] + value
    in_cluster = cluster >= 0
    _, member = np.unique(cluster[in_cluster], return_inverse=True)
    if (np.bincount(member).astype(np.float64) ** 2).sum() > _MAX_WORK:
        raise _too_many()
    first, second, products = _products(
        (member, cell[in_cluster], amount[in_cluster]),
        (cell[~in_cluster], alone[~in_cluster]),
        shape[0] * shape[1],
    )
    if len(products) > MAX_PAIRS:
        raise _too_many()
    _, once = np.unique(member * shape[0] + segment[in_cluster], return_index=True)
    common = _products(
        (member[once], segment[in_cluster][once], np.ones(len(once))),
        (segment[~in_cluster], table.n[~in_cluster]),
        shape[0],
    )
    return CellPairs(shape[1], first, second, products, np.column_stack(common).astype(np.int64))


def add_products(cluster: Index, cell: Index, amount: Array, cells: int) -> Clusters:
    """Add up, over clusters, the products of amounts at two of so many cells; nothing in ``common``.

    Raises
    ------
    RowsError
        When there would be too many pairs.

    Examples
    --------
    >>> add_products(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([2.0, 1.0, 3.0]), 2).products
    (4.0, 2.0, 10.0)
    """
    nobody = np.zeros(0, np.intp)
    first, second, products = _products((cluster, cell, amount), (nobody, nobody), cells)
    if len(products) > MAX_PAIRS:
        raise _too_many()
    return CellPairs(1, first, second, products, np.zeros((0, 3), np.int64)).stored()


def _products(
    lines: tuple[Index, Index, Any], alone: tuple[Index, Any], cells: int
) -> tuple[Index, Index, Array]:
    """Sums over clusters of products of two cells, the first never after the second.

    ``lines`` are clusters, cells and amounts; ``alone`` are cells and squares of respondents in no cluster.
    """
    from scipy.sparse import coo_array, triu

    cluster, cell, amount = lines
    shape = (int(cluster.max(initial=-1)) + 1, cells)
    table = coo_array((np.asarray(amount, np.float64), (cluster, cell)), shape=shape).tocsr()
    own = coo_array((np.asarray(alone[1], np.float64), (alone[0], alone[0])), shape=(cells, cells))
    upper = triu(table.T @ table + own.tocsr()).tocoo()
    order = np.lexsort((upper.col, upper.row))
    return upper.row[order].astype(np.intp), upper.col[order].astype(np.intp), upper.data[order]


def _too_many() -> RowsError:
    return RowsError(
        f"cluster= would keep more than {MAX_PAIRS:,} pairs of segments and values that answered together "
        "at a stage; name fewer columns in by=, or ones with fewer values"
    )
