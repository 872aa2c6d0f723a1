"""One test for each stage that all segments of a column are alike, as a tidy table; and families by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.compare import MeasureChoice, choose_measures
from cjm_widgets.counts.stack import Filters, check_column, check_filters
from cjm_widgets.document.errors import MeasureError, check_choice, check_level
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.alike import OMNIBUS_TESTS, compare_all
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.source import MeasuredSource, withheld_because
from cjm_widgets.statistics.adjustment import ADJUSTMENT_NAMES, ADJUSTMENTS
from cjm_widgets.statistics.histograms import Histograms

_COLUMNS = {
    "source": object,
    "stage": object,
    "measure": object,
    "segments": pd.Int64Dtype(),
    "n": pd.Int64Dtype(),
    "test": object,
    "statistic": np.float64,
    "df": np.float64,
    "df_within": np.float64,
    "p": np.float64,
    "p_adjusted": np.float64,
    "significant": np.bool_,
    "method": object,
}


def omnibus_frame(
    column: str,
    sources: Iterable[MeasuredSource],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
    *,
    measure: MeasureChoice = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Test at every stage whether all segments of a column are alike.

    Parameters
    ----------
    column
        One of the columns that tell segments apart. Respondents without a value in it are in no segment.
    sources, stages, filters
        As for `measures_frame`; sources without the column, or with one segment of it, are left out.
    measure
        As for `compare_frame`.
    test
        ``"welch"`` or ``"kruskal_wallis"``, for means; see `compare_all`.
    adjust
        ``"holm"`` or ``"bh"``. All stages of a source and measure are one family.
    level
        A test is significant where its adjusted p-value is below ``1 - level``.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, measure, segments, n, test, statistic, df, df_within, p, p_adjusted, significant,
        method``. ``segments`` is how many were tested and ``n`` their respondents; ``df_within`` is the
        second number of degrees of freedom of Welch's F. Withheld segments are left out,
        and the method says so. Numbers are ``NaN`` where there is no test. ``attrs`` names column, adjustment
        and family.

    Raises
    ------
    UnknownNameError
        When no source has the column, the measure or a filter; names the nearest.
    MeasureError
        When there are fewer than two segments, or an option makes no sense.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures.averages import mean
    >>> from cjm_widgets.counts.stack import stack
    >>> tally = Tally((3.0, 4.0, 5.0), ((1, 4, 5), (5, 3, 2), (3, 4, 3)))
    >>> counts = stack(Counts(("group",), (("a",), ("b",), ("c",)), (10, 10, 10), {"security": tally}))
    >>> survey = MeasuredSource("Survey", counts, (1, 5), (mean(),))
    >>> table = omnibus_frame("group", [survey], {"security": "Security"})
    >>> table[["stage", "segments", "test", "statistic", "df"]].round(3)
          stage  segments         test  statistic   df
    0  Security         3  Welch ANOVA      2.082  2.0
    """
    check_choice("test", test, OMNIBUS_TESTS)
    check_choice("adjust", adjust, ADJUSTMENTS)
    check_level(level)
    every, filters = list(sources), filters or {}
    check_filters(filters, [source.counts for source in every])
    check_column(column, [source.counts for source in every])
    usable = [source for source in every if column in source.counts.by]
    parts = []
    for source, measures in zip(usable, choose_measures(measure, usable), strict=True):
        groups = source.counts.select(filters, column)
        groups = groups.only([label for label in groups.labels if label is not None])
        if len(groups.labels) < 2:
            continue
        cells = groups.cells([*stages])
        parts += [_rows(source, one, cells, stages, test, adjust, level) for one in measures]
    if not parts:
        left = " under the filters in force" if filters else ""
        raise MeasureError(f"{column} has fewer than two segments{left}; comparing takes two")
    frame = frame_of_columns(parts, _COLUMNS)
    order = {name: place for place, name in enumerate(stages.values())}
    places = {source.name: place for place, source in enumerate(usable)}
    keys = frame["source"].map(places) * len(order) + frame["stage"].map(order)
    frame = frame.iloc[np.argsort(keys.to_numpy(), kind="stable")].reset_index(drop=True)
    frame = with_family(frame, adjust, "stages")
    frame.attrs["column"] = column
    return frame


def _rows(
    source: MeasuredSource,
    measure: Measure,
    cells: Histograms,
    stages: Mapping[Id, str],
    test: str,
    adjust: str,
    level: float,
) -> dict[str, Any]:
    """One measure at every stage."""
    result = compare_all(measure, cells, source.scale, test, level)
    omnibus, withheld = result.omnibus, cells.withheld_cells.sum(axis=0)
    adjusted = ADJUSTMENTS[adjust](omnibus.p)
    methods = [source.method(result.method)] * len(stages)
    for place, number in enumerate(withheld.tolist()):
        if number:
            segments = "1 segment" if number == 1 else f"{number} segments"
            methods[place] += f", without {segments} {withheld_because(source.min_n, source.who)}"
    return {
        "source": [source.name] * len(stages),
        "stage": [*stages.values()],
        "measure": [measure.name] * len(stages),
        "segments": omnibus.groups,
        "n": cells.n.sum(axis=(0, -1)),
        "test": [result.test] * len(stages),
        "statistic": omnibus.statistic,
        "df": omnibus.freedom,
        "df_within": omnibus.freedom_within,
        "p": omnibus.p,
        "p_adjusted": adjusted,
        "significant": adjusted < 1 - level,
        "method": methods,
    }


def with_family(frame: pd.DataFrame, adjust: str, family: str) -> pd.DataFrame:
    """Say in the methods of a table and in its ``attrs`` how tests were adjusted, and with how many others.

    Parameters
    ----------
    frame
        With ``source``, ``measure``, ``test``, ``p`` and ``method``; the tests of a source and measure are
        one family.
    adjust
        A key of `ADJUSTMENTS`.
    family
        What the tests of a family are of, such as "stages and pairs".

    Examples
    --------
    >>> rows = {"source": "Survey", "measure": "mean", "test": "Welch", "p": [0.1, 0.2], "method": "means"}
    >>> table = with_family(pd.DataFrame(rows), "holm", "stages")
    >>> table["method"][0], table.attrs["family"]
    ('means; Welch, Holm over 2 tests', 'all stages of a source and measure')
    """
    name = ADJUSTMENT_NAMES[adjust]
    numbers = frame.groupby(["source", "measure"], sort=False)["p"].transform("count")
    every = zip(frame["method"], frame["test"], frame["p"], numbers, strict=True)
    methods = [
        method if np.isnan(p) else f"{method}; {test}, {name} over {number:,} test{'s' * (number > 1)}"
        for method, test, p, number in every
    ]
    frame["method"] = pd.Series(methods, frame.index, object)
    frame.attrs["adjustment"] = name
    frame.attrs["family"] = f"all {family} of a source and measure"
    return frame
