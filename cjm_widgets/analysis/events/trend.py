"""How what cases did changes from wave to wave: steps of the funnel, transitions, paths, conformance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.events.cases import withheld_note
from cjm_widgets.analysis.events.compare import (
    KEYS,
    VALUES,
    ShareTable,
    check_of,
    differences,
    events_of,
    share_table,
)
from cjm_widgets.analysis.groups import GroupPairs, waves_of, with_waves
from cjm_widgets.analysis.tables import FEW
from cjm_widgets.analysis.trend import CONTRAST_Z, line_of_shares
from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import MeasureError, check_choice, check_level
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.measure import percent
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.adjustment import ADJUSTMENTS
from cjm_widgets.statistics.intervals import wilson_interval

_NUMBER = np.float64
_WAVE: dict[str, Any] = {"wave": object, "n": pd.Int64Dtype()}
_WAVE |= dict.fromkeys(("value", "low", "high", "change", "change_low", "change_high"), _NUMBER)
_WAVE |= {"test": object, "p": _NUMBER, "p_adjusted": _NUMBER, "significant": np.bool_}
_WAVE |= dict.fromkeys(("slope", "slope_low", "slope_high"), _NUMBER)
_WAVE |= {"slope_test": object, "slope_p": _NUMBER, "method": object}


def trend_cases(
    of: str,
    sources: Iterable[MeasuredSource],
    stages: Mapping[Id, str],
    filters: Filters,
    *,
    only: Id | None = None,
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Tabulate every wave of what cases did, its change from the one before, and the slope over all waves.

    Parameters
    ----------
    of
        A key of `KEYS`.
    sources, stages, filters
        Those with events and waves count; id and label of each stage, in order; for each column the values to
        keep.
    only
        The stage to follow, and of transitions those from it; by default all.
    adjust, level
        As for `CompareOptions`; all rows of a source are one family.

    Returns
    -------
    pandas.DataFrame
        As `trend_frame`, with the columns of `KEYS` in place of ``stage`` and ``options``. ``n`` is of how
        many cases ``value`` is a share. Cases of different waves are different cases.

    Raises
    ------
    RowsError
        No events are joined.
    MeasureError
        None of them have waves.

    References
    ----------
    As for `trend_frame` of shares; of transitions Fisher (1935), "The Design of Experiments".
    """
    check_of(of)
    check_choice("adjust", adjust, ADJUSTMENTS)
    check_level(level)
    records: list[dict[str, Any]] = []
    for source in with_waves(events_of(sources, filters)):
        groups = waves_of(source, filters)
        if groups.labels:
            waves = [str(label) for label in groups.labels]
            own = [*_rows(of, source, _at(stages, only, share_table(of, groups, stages)), waves, level)]
            adjusted = ADJUSTMENTS[adjust](np.array([row["p"] for row in own], np.float64))
            for row, value in zip(own, adjusted.tolist(), strict=True):
                row |= {"p_adjusted": value, "significant": bool(value < 1 - level)}
            records += own
    if not records:
        raise MeasureError("no wave has cases that did anything under the filters in force")
    columns: dict[str, Any] = dict.fromkeys(("source", *KEYS[of], "measure"), object)
    return frame_of_records(records, columns | _WAVE)


def _at(stages: Mapping[Id, str], only: Id | None, table: ShareTable) -> ShareTable:
    """The columns of one stage, or all."""
    if only is None:
        return table
    own = [place for place, key in enumerate(table.keys) if key[0] == stages[only]]
    return ShareTable(
        [table.keys[place] for place in own], table.doing[:, own], table.of[:, own], table.withheld[:, own]
    )


def _rows(
    of: str, source: MeasuredSource, table: ShareTable, waves: list[str], level: float
) -> Iterator[dict[str, Any]]:
    """Every key in every wave, before p-values are adjusted."""
    change = differences(of, table, GroupPairs.neighbours(waves), level)
    known = ~table.withheld & (table.of > 0)
    n = np.where(known, table.of, 0).astype(np.float64)
    share = np.where(known, table.share, np.nan)
    low, high = wilson_interval(share, np.maximum(n, 1), level)
    line = line_of_shares(known, share, n, level)
    variant = f"{VALUES[of]}, Wilson {percent(level)}; change Newcombe {percent(level)}"
    nothing = {name: np.nan if kind is _NUMBER else None for name, kind in _WAVE.items()}
    for number, key in enumerate(table.keys):
        for at, wave in enumerate(waves):
            row: dict[str, Any] = {**nothing, **dict(zip(KEYS[of], key, strict=True))}
            row |= {"source": source.name, "measure": of, "wave": wave}
            row |= {"slope": line.value[number], "slope_test": CONTRAST_Z, "slope_p": line.p[number]}
            row |= {"slope_low": line.low[number], "slope_high": line.high[number]}
            if table.withheld[at, number]:
                yield row | {"n": None, "method": source.method(withheld_note(source.min_n))}
                continue
            row |= {"n": int(table.of[at, number])}
            if not known[at, number]:
                yield row | {"method": source.method("no rows: nobody was at the stage")}
                continue
            row |= {"value": share[at, number], "low": low[at, number], "high": high[at, number]}
            if at and known[at - 1, number]:
                pair = at - 1, number
                row |= {"change": change.difference[pair], "test": change.test, "p": change.p[pair]}
                row |= {"change_low": change.low[pair], "change_high": change.high[pair]}
            few = f"{variant}, few cases (n < {FEW})" if table.of[at, number] < FEW else variant
            yield row | {"method": source.method(few)}
