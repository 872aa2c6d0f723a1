"""The stages that a map marks because segments differ there: all tests of the map are one family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cjm_widgets.analysis.compare import CompareOptions, compare_groups
from cjm_widgets.analysis.groups import GroupPairs, segments_of
from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Id
from cjm_widgets.measures.measure import Measure, full_name
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.adjustment import holm

MOST_SEGMENTS = 12
"""The most segments of a column to compare at each change of a filter, which has to be quick."""


@dataclass(frozen=True)
class Marks:
    """What a map says of segments of one source that differ.

    Parameters
    ----------
    sentences
        For each stage where segments differ, a sentence for every two that do.
    tests
        The tests, their adjustment and its family, for a reader; empty where nothing was tested.
    """

    sentences: Mapping[Id, tuple[str, ...]] = field(default_factory=dict)
    tests: str = ""


@dataclass
class _Family:
    """The tests of one source and column."""

    place: int
    column: str
    table: Mapping[str, Any]
    p: Any = field(init=False)

    def __post_init__(self) -> None:
        self.p = np.asarray(self.table["p"], np.float64)


def stage_marks(
    sources: Sequence[MeasuredSource],
    stages: Sequence[Id],
    filters: Filters | None = None,
    level: float = 0.95,
) -> list[Marks]:
    """Say at which stages of a map segments differ significantly.

    Every two segments are compared by each measure, as in `compare_frame`. All sources, columns, stages,
    measures and pairs of the map are one family, adjusted by Holm: where no segments differ at all, the
    chance that a map has any mark is at most ``1 - level``, however many columns it has.

    Parameters
    ----------
    sources
        All sources of the map. Columns with 2 to 12 segments are looked at, waves included.
    stages
        Ids of the stages of the map.
    filters
        As for `measures_frame`.
    level
        The confidence of the whole family, between 0 and 1.

    Returns
    -------
    list of Marks
        One for each source; all have the same ``tests``.

    References
    ----------
    Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures.averages import mean
    >>> from cjm_widgets.counts.stack import stack
    >>> tally = Tally(values=(3.0, 5.0), n=((10, 50), (40, 20)))
    >>> counts = stack(Counts(("group",), (("a",), ("b",)), (60, 60), {"wait": tally}))
    >>> [marks] = stage_marks([MeasuredSource("Survey", counts, (1, 5), (mean(),))], ["wait", "pay"])
    >>> marks.sentences, marks.tests
    ({'wait': ('a above b (group): mean 4.67, 3.67',)}, 'Welch')
    """
    every = [
        _Family(place, column, table)
        for place, source in enumerate(sources)
        for column, table in _comparisons(source, stages, filters or {}, CompareOptions(level=level))
    ]
    if not every:
        return [Marks() for _ in sources]
    adjusted = holm(np.concatenate([one.p for one in every]))
    parts = np.split(adjusted, np.cumsum([len(one.p) for one in every])[:-1])
    sentences: list[dict[Id, tuple[str, ...]]] = [{} for _ in sources]
    for one, p in zip(every, parts, strict=True):
        own = sentences[one.place]
        for stage, more in _sentences(one, sources[one.place].measures, p < 1 - level).items():
            own[stage] = (*own.get(stage, ()), *more)
    tests = _tests(every)
    return [Marks(own, tests) for own in sentences]


def _comparisons(
    source: MeasuredSource, stages: Sequence[Id], filters: Filters, options: CompareOptions
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The comparisons of every two segments, for each column that has 2 to 12."""
    own = {stage: stage for stage in stages if stage in source.counts.stages}
    for column in source.counts.by:
        if not own or not source.measures or len(source.counts.options(column)) > MOST_SEGMENTS:
            continue
        groups = segments_of(source, column, filters)
        segments = [str(label) for label in groups.labels]
        if len(segments) > 1:
            cells, pairs = groups.cells([*own]), GroupPairs.all_of(segments)
            yield column, compare_groups(source, source.measures, own, cells, pairs, options)


def _sentences(family: _Family, measures: Sequence[Measure], significant: Any) -> dict[Id, list[str]]:
    """For each stage a sentence for every two segments that differ, with the measures they differ in."""
    differences: dict[tuple[Id, str, str], list[str]] = {}
    by_name = {measure.name: measure for measure in measures}
    names = ("stage", "segment_a", "segment_b", "measure", "options", "value_a", "value_b", "difference")
    for place in np.flatnonzero(significant):
        stage, a, b, maker, options, value_a, value_b, difference = (
            family.table[name][place] for name in names
        )
        above, below = ((a, value_a), (b, value_b)) if difference > 0 else ((b, value_b), (a, value_a))
        figures = _figures(by_name[full_name(maker, options)], above[1], below[1])
        differences.setdefault((stage, above[0], below[0]), []).append(figures)
    sentences: dict[Id, list[str]] = {}
    for (stage, high, low), every in differences.items():
        sentences.setdefault(stage, []).append(f"{high} above {low} ({family.column}): {'; '.join(every)}")
    return sentences


def _figures(measure: Measure, above: float, below: float) -> str:
    """What a measure is called, and both values: "top-2 box 84.3 %, 78.1 %"."""
    label = measure.label
    label = label[:1].lower() + label[1:] if label[1:2].islower() else label  # NPS is a name
    if measure.unit == "share":
        return f"{label} {_figure(above * 100)} %, {_figure(below * 100)} %"
    return f"{label} {_figure(above)}, {_figure(below)}"


def _figure(value: float) -> str:
    """Three digits that count, written out: 7486.2 is "7,490"."""
    return f"{float(f'{value:.3g}'):,.15g}"


def _tests(every: Sequence[_Family]) -> str:
    """ "Welch and two-proportion z, Holm over 14 tests of all columns, stages and measures"."""
    usable = [(one, np.flatnonzero(np.isfinite(one.p))) for one in every]
    names = [*dict.fromkeys(str(one.table["test"][place]) for one, places in usable for place in places)]
    number = sum(len(places) for _, places in usable)
    if number < 2:
        return "".join(names)
    *first, last = names
    which = f"{', '.join(first)} and {last}" if first else last
    return f"{which}, Holm over {number:,} tests of all columns, stages and measures"
