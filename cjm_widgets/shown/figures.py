"""Every measure of a source at every stage, as values that a document and the wire can hold."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from cjm_widgets.analysis.tables import Measured, estimate, withheld_because
from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Figure, Id
from cjm_widgets.measures.averages import Mean, mean
from cjm_widgets.measures.measure import Estimates


def curve_measure(source: Measured) -> Mean:
    """The mean that a source's curve is drawn through: its own, or else the default one."""
    return next((measure for measure in source.measures if isinstance(measure, Mean)), mean())


def figures(
    source: Measured, stages: Sequence[Id], filters: Filters | None = None
) -> dict[Id, dict[str, Figure]]:
    """Every measure of a source, and the mean its curve runs through where it has one, at each stage.

    Parameters
    ----------
    source
        The source.
    stages
        Ids; one the source was not asked about has figures that say so.
    filters
        For each column the values to keep.

    Returns
    -------
    dict
        For each stage, the figure of each measure by its name.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.counts.stack import stack
    >>> counts = stack(Counts(respondents=(40,), stages={"security": Tally((4.0, 5.0), ((20, 20),))}))
    >>> found = figures(Measured("Survey", counts, (1, 5), ()), ["security", "gate"])
    >>> found["security"]["mean"].value, found["gate"]["mean"].why
    (4.5, 'not asked')
    """
    if not source.amounts:
        measures = tuple(dict.fromkeys([*source.measures, curve_measure(source)]))
        source = dataclasses.replace(source, measures=measures)
    estimates = estimate(source, stages, filters)
    return {
        stage: {
            name: _figure(of, place, stage in source.counts.stages, source.min_n)
            for name, of in estimates.items()
        }
        for place, stage in enumerate(stages)
    }


def _figure(estimates: Estimates, place: int, asked: bool, min_n: int) -> Figure:
    if estimates.withheld[place]:
        return Figure(0, why="withheld", method=withheld_because(min_n))
    n = int(estimates.n[place])
    if n == 0:
        return Figure(0, why="no rows" if asked else "not asked")
    value, low, high = (_number(end[place]) for end in (estimates.value, estimates.low, estimates.high))
    return Figure(n, value, low, high, estimates.method)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
