"""Waves: how the numbers of one survey differ from one time it was held to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from cjm_widgets.document.errors import unknown
from cjm_widgets.document.model import Id
from cjm_widgets.measures.compare import COLUMNS, How, Pairs, Wanted, compare_groups, segments_of, wanted
from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.scores import text
from cjm_widgets.measures.stack import Filters, check_filters
from cjm_widgets.measures.tables import Measured, join_columns


def compare_waves(
    waves: Literal[True] | Sequence[Any],
    sources: Iterable[Measured],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
    *,
    measure: Wanted = None,
    test: str = "welch",
    adjust: str = "holm",
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare waves: two of them, or each with the one before.

    Parameters
    ----------
    waves
        Before and after; or True for each wave and the one before it.
    sources, stages, filters, measure, test, adjust, level
        As for `compare_frame`; sources without waves are left out.

    Returns
    -------
    pandas.DataFrame
        As `compare_frame`. ``a`` is the later wave and ``b`` the one before, so that the difference is the
        change; of two waves that are named, ``a`` is the second.

    Raises
    ------
    UnknownNameError
        When no source has a wave of that name; names the nearest.
    MeasureError
        When no source has waves, or not two of them.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures import mean, stack
    >>> tally = Tally(values=(3.0, 4.0, 5.0), n=((1, 4, 5), (5, 3, 2)))
    >>> counts = stack(Counts(("year",), (("2016",), ("2017",)), (10, 10), {"wait": tally}))
    >>> survey = Measured("Survey", counts, (1, 5), (mean(),), wave="year")
    >>> found = compare_waves(True, [survey], {"wait": "Wait"})
    >>> found[["segment_a", "segment_b", "difference"]]
      segment_a segment_b  difference
    0      2017      2016        -0.7
    """
    every, chosen, how = list(sources), filters or {}, How(measure, test, adjust, level)
    check_filters(chosen, [source.counts for source in every])
    having = [source for source in every if source.wave is not None]
    if not having:
        raise MeasureError("no source has waves; name the column of time when joining: wave=")
    named = None if waves is True else _two(waves)
    known = dict.fromkeys(wave for source in having for wave in source.counts.options(str(source.wave)))
    for wave in named or ():
        if wave not in known:
            raise unknown("wave", wave, [str(option) for option in known if option is not None])
    parts = []
    for source, measures in zip(having, wanted(how.measure, having), strict=True):
        groups = segments_of(source, str(source.wave), chosen)
        if named is not None and not set(named) <= set(groups.labels):
            continue
        groups = groups if named is None else groups.only(named)
        if len(groups.labels) > 1:
            pairs = Pairs.neighbours([str(label) for label in groups.labels])
            parts.append(compare_groups(source, measures, stages, groups.cells([*stages]), pairs, how))
    if not parts:
        left = " under the filters in force" if chosen else ""
        raise MeasureError(f"no source has two waves to compare{left}")
    return join_columns(parts, COLUMNS)


def _two(waves: Any) -> list[str]:
    pair = [] if isinstance(waves, str) or not isinstance(waves, Iterable) else [text(one) for one in waves]
    if len(set(pair)) != 2 or len(pair) != 2:
        raise MeasureError(f'wave= is before and after, such as ("2016", "2017"), or True, not {waves!r}')
    return pair
