"""Which stages a map marks: those where segments differ even after the tests were adjusted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cjm_widgets.document.model import Id
from cjm_widgets.measures.compare import How, Pairs, compare_groups, segments_of
from cjm_widgets.measures.stack import Filters
from cjm_widgets.measures.tables import Measured

MOST_SEGMENTS = 12
"""Segments up to which a column is looked at: what is computed at each filter has to be quick."""


def significant_stages(
    source: Measured, stages: Sequence[Id], filters: Filters | None = None, how: How | None = None
) -> dict[Id, tuple[str, ...]]:
    """Say at which stages segments differ, as `compare_frame` finds it.

    Parameters
    ----------
    source
        The source. Each column that tells 2 to 12 segments apart is looked at by itself, waves too.
    stages
        Ids of the stages of the map.
    filters
        As for `measures_frame`.
    how
        What to compare, and how.

    Returns
    -------
    dict
        For each stage with a significant difference, a sentence for every two segments that differ.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures import mean, stack
    >>> tally = Tally(values=(3.0, 5.0), n=((10, 50), (40, 20)))
    >>> counts = stack(Counts(("group",), (("a",), ("b",)), (60, 60), {"wait": tally}))
    >>> significant_stages(Measured("Survey", counts, (1, 5), (mean(),)), ["wait", "pay"])
    {'wait': ('a above b (group): mean 4.67, 3.67',)}
    """
    how = how or How()
    marks: dict[Id, list[str]] = {}
    own = {stage: stage for stage in stages if stage in source.counts.stages}
    for column in source.counts.by:
        if not own or not source.measures or len(source.counts.options(column)) > MOST_SEGMENTS:
            continue
        groups = segments_of(source, column, filters or {})
        segments = [str(label) for label in groups.labels]
        if len(segments) < 2:
            continue
        cells = groups.cells([*own])
        found = compare_groups(source, source.measures, own, cells, Pairs.all_of(segments), how)
        sentences: dict[tuple[Id, str, str], list[str]] = {}
        for place in np.flatnonzero(found["significant"]):
            stage, a, b, measure, value_a, value_b, difference = (
                found[name][place]
                for name in ("stage", "segment_a", "segment_b", "measure", "value_a", "value_b", "difference")
            )
            above, below = ((a, value_a), (b, value_b)) if difference > 0 else ((b, value_b), (a, value_a))
            figures = f"{measure} {above[1]:.3g}, {below[1]:.3g}"
            sentences.setdefault((stage, above[0], below[0]), []).append(figures)
        for (stage, high, low), every in sentences.items():
            marks.setdefault(stage, []).append(f"{high} above {low} ({column}): {'; '.join(every)}")
    return {stage: tuple(said) for stage, said in marks.items()}
