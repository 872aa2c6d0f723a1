"""Whether cases of all segments go the same ways: one test of the whole matrix of transitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.counts.events.paths import moves_of, paths_of
from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import MeasureError, check_draws, check_level
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.source import MeasuredSource, withheld_because
from cjm_widgets.rows.events import Visits
from cjm_widgets.statistics.permutation import permuted_matrix_p

_COLUMNS: dict[str, Any] = {"source": object, "measure": object, "segments": pd.Int64Dtype()}
_COLUMNS |= {"n": pd.Int64Dtype(), "test": object, "statistic": np.float64, "p": np.float64}
_COLUMNS |= {"significant": np.bool_, "method": object}


def alike_frame(
    column: str,
    sources: Iterable[tuple[MeasuredSource, Visits]],
    filters: Filters,
    *,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """The table of ``Journey.omnibus`` of transitions.

    Parameters
    ----------
    column
        What tells segments apart; segments of fewer cases than the source's ``min_n`` are left out.
    sources
        Each source joined by the column, with its visits.
    filters
        For each column the values to keep.
    level, draws, seed
        See `permuted_matrix_p`; the test is significant where p is below ``1 - level``.

    Raises
    ------
    MeasureError
        There are fewer than two segments of enough cases.
    """
    check_level(level)
    check_draws(draws, seed, fewest=99)
    records = [
        record
        for source, visits in sources
        if (record := _record(column, source, visits, filters, level, draws, seed)) is not None
    ]
    if not records:
        left = " under the filters in force" if filters else ""
        raise MeasureError(f"{column} has fewer than two segments of enough cases{left}; comparing takes two")
    frame = frame_of_records(records, _COLUMNS)
    frame.attrs["column"] = column
    return frame


def _record(
    column: str, source: MeasuredSource, visits: Visits, filters: Filters, level: float, draws: int, seed: int
) -> dict[str, Any] | None:
    """The test of one source; None where it has no two segments."""
    values = np.array(visits.by[column], object)
    remains = np.array([value is not None for value in visits.by[column]], np.bool_)
    for name, wanted in filters.items():
        if name in visits.by:
            remains &= np.array([value in wanted for value in visits.by[name]], np.bool_)
    group, names = pd.factorize(values[remains])
    size = np.bincount(group, minlength=len(names))
    enough = size >= source.min_n
    if enough.sum() < 2:
        return None
    paths = paths_of(visits)
    path, inside = paths.of_case[remains], enough[group]
    place, groups = np.cumsum(enough) - 1, int(enough.sum())
    code = path[inside] * groups + place[group[inside]]
    n = np.bincount(code, minlength=len(paths) * groups).reshape(-1, groups)
    test = permuted_matrix_p(moves_of(paths), n, draws, seed)
    method = (
        "share of cases at the one stage that ever go on to the other, all transitions together; "
        f"Anderson and Goodman's chi-squared, {draws:,} permutations of cases, seed {seed}"
    )
    if few := int((~enough).sum()):
        segments = "1 segment" if few == 1 else f"{few} segments"
        method += f", without {segments} {withheld_because(source.min_n, source.who)}"
    return {
        "source": source.name,
        "measure": "transitions",
        "segments": groups,
        "n": int(n.sum()),
        "test": "permutation of cases",
        "statistic": test.statistic,
        "p": test.p,
        "significant": test.p < 1 - level,
        "method": source.method(method),
    }
