"""What is withheld cannot be had from what is told."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.counts.release import release
from cjm_widgets.counts.stack import stack
from cjm_widgets.document.errors import RowsError
from cjm_widgets.document.model import Counts, Tally
from tests.unit.strategies import examples

MIN_N = 10


def counted(table: np.ndarray) -> Counts:
    """Counts by two columns, one stage, everyone with the same score."""
    places = [*product(range(table.shape[0]), range(table.shape[1]))]
    segments = tuple((f"a{row}", f"b{column}") for row, column in places)
    n = tuple(int(table[place]) for place in places)
    return Counts(("a", "b"), segments, n, {"wait": Tally((4.0,), tuple((one,) for one in n))})


def told(counts: Counts, filters: dict[str, tuple[str, ...]]) -> int | None:
    """What the released counts say of a selection; None where they withhold it."""
    cells = stack(counts).select(filters).cells(["wait"])
    return None if cells.withheld_cells[0, 0] else int(cells.n[0, 0].sum())


tables = st.integers(1, 4).flatmap(
    lambda rows: st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 60)),
            min_size=rows * columns,
            max_size=rows * columns,
        ).map(lambda cells: np.array(cells).reshape(rows, columns))
    )
)


def selections(shape: tuple[int, ...]) -> list[dict[str, tuple[str, ...]]]:
    rows = [(), *((f"a{row}",) for row in range(shape[0]))]
    columns = [(), *((f"b{column}",) for column in range(shape[1]))]
    return [{"a": row, "b": column} for row, column in product(rows, columns)]


@examples(150)
@given(tables)
def test_a_number_that_is_told_is_right_and_never_of_too_few(table):
    released = release(counted(table), MIN_N)
    for choice in selections(table.shape):
        rows = [int(name[1:]) for name in choice["a"]] or [*range(table.shape[0])]
        columns = [int(name[1:]) for name in choice["b"]] or [*range(table.shape[1])]
        n = told(released, choice)
        if n is not None:
            assert n == table[np.ix_(rows, columns)].sum()
            assert n == 0 or n >= MIN_N


@examples(150)
@given(tables)
def test_no_small_cell_follows_from_sums_and_differences_of_what_is_told(table):
    released = release(counted(table), MIN_N)
    known = []
    for choice in selections(table.shape):
        if told(released, choice) is not None:
            row = np.zeros(table.shape)
            rows = [int(name[1:]) for name in choice["a"]] or [*range(table.shape[0])]
            columns = [int(name[1:]) for name in choice["b"]] or [*range(table.shape[1])]
            row[np.ix_(rows, columns)] = 1
            known.append(row.reshape(-1))
    equations = np.array(known).reshape(-1, table.size)
    rank = np.linalg.matrix_rank(equations) if len(equations) else 0
    for place in np.flatnonzero((table.reshape(-1) > 0) & (table.reshape(-1) < MIN_N)):
        cell = np.eye(table.size)[place]
        assert np.linalg.matrix_rank(np.vstack([equations, cell])) > rank


def test_the_smallest_other_segment_is_withheld_with_a_small_one():
    counts = Counts(
        ("class",),
        (("first",), ("second",), ("third",)),
        (3, 40, 15),
        {"wait": Tally((4.0,), ((3,), (40,), (15,)))},
    )
    released = release(counts, MIN_N)
    assert released.stages["wait"].withheld == released.withheld == (0, 2)
    assert released.stages["wait"].n == ((0,), (40,), (0,))
    assert told(released, {}) == 58
    assert stack(released).select().respondents == [58]
    assert stack(released).select(column="class").respondents == [None, 40, None]


def test_choosing_every_value_of_a_column_is_choosing_none():
    counts = Counts(("class",), (("first",), ("second",)), (3, 40), {"wait": Tally((4.0,), ((3,), (40,)))})
    released = release(counts, MIN_N)
    assert told(released, {"class": ("first", "second")}) == 43
    assert told(released, {"class": ("second",)}) is None


def test_counts_with_large_cells_only_are_told_as_they_are():
    counts = counted(np.array([[10, 20], [0, 40]]))
    assert release(counts, MIN_N) == counts


def test_values_that_only_the_withheld_gave_are_not_in_what_is_told():
    tally = Tally((1.0, 4.0), ((3, 0), (0, 40)), ((1.5, 0.0), (0.0, 20.0)), ((0.75, 0.0), (0.0, 10.0)))
    released = release(Counts(("class",), (("first",), ("second",)), (3, 40), {"wait": tally}), MIN_N)
    assert released.stages["wait"].values == ()
    assert released.coarser[0].stages["wait"].values == (1.0, 4.0)
    assert released.coarser[0].stages["wait"].weights == ((1.5, 20.0),)


@pytest.mark.parametrize("min_n", [0, -1, True, "10", 7.5, None])
def test_a_min_n_that_is_no_whole_number_from_one_is_refused(min_n):
    with pytest.raises(RowsError, match="min_n="):
        release(Counts(), min_n)
