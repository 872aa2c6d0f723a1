"""Differences between segments or waves as a tidy table, and the stages that a map marks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from cjm_widgets.analysis.tables import noted
from cjm_widgets.counts.stack import Filters, SegmentGroups, check_column, check_filters
from cjm_widgets.document.errors import MeasureError, check_choice, unknown
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.measure import Comparison, Measure, check_level, full_name
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.rows.scores import text
from cjm_widgets.statistics.adjustment import ADJUSTMENTS
from cjm_widgets.statistics.histograms import Histograms

MeasureChoice: TypeAlias = "Measure | str | Sequence[Measure | str] | None"
MAX_COMPARED = 50
"""The most segments to compare in pairs: 50 have 1,225 of them."""

COLUMNS = {
    "source": object,
    "stage": object,
    "measure": object,
    "options": object,
    "segment_a": object,
    "segment_b": object,
    "n_a": pd.Int64Dtype(),
    "n_b": pd.Int64Dtype(),
    "value_a": np.float64,
    "value_b": np.float64,
    "difference": np.float64,
    "low": np.float64,
    "high": np.float64,
    "test": object,
    "p": np.float64,
    "p_adjusted": np.float64,
    "significant": np.bool_,
    "effect": np.float64,
    "effect_name": object,
    "method": object,
}


@dataclass(frozen=True)
class CompareOptions:
    """What to compare, and how.

    Parameters
    ----------
    measure
        A measure, the name of one of the sources' measures, or several; by default all measures of each
        source. How each is compared: `Measure.compare`.
    test
        ``"welch"`` or ``"mann_whitney"``: how means are tested.
    adjust
        ``"holm"`` or ``"bh"`` (Benjamini and Hochberg): how p-values are adjusted. All pairs and stages of
        a source and measure are one family.
    level
        Confidence of each single interval, between 0 and 1; a difference is significant where its
        adjusted p-value is below ``1 - level``.

    Raises
    ------
    MeasureError
        When an option makes no sense.
    """

    measure: MeasureChoice = None
    test: str = "welch"
    adjust: str = "holm"
    level: float = 0.95

    def __post_init__(self) -> None:
        check_choice("adjust", self.adjust, ADJUSTMENTS)
        check_level(self.level)


@dataclass(frozen=True)
class GroupPairs:
    """Groups to compare, two by two.

    Parameters
    ----------
    labels
        The name of each group.
    a, b
        The places of the first and of the second of each pair.
    """

    labels: Sequence[str]
    a: Any
    b: Any

    @classmethod
    def all_of(cls, labels: Sequence[str]) -> GroupPairs:
        """Every pair, the earlier group first."""
        a, b = np.array([*combinations(range(len(labels)), 2)], np.intp).reshape(-1, 2).T
        return cls(labels, a, b)

    @classmethod
    def neighbours(cls, labels: Sequence[str]) -> GroupPairs:
        """Each group with the one before it, the later first: the difference is the change."""
        return cls(labels, np.arange(1, len(labels)), np.arange(len(labels) - 1))


def compare_frame(
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
    """Compare every two segments of a column, at every stage.

    Parameters
    ----------
    column
        One of the columns that tell segments apart. Respondents without a value in it are in no segment.
    sources, stages, filters
        As for `measures_frame`; sources without the column, or with one segment of it, are left out.
    measure, test, adjust, level
        What to compare and how; see `CompareOptions`.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, measure, options, segment_a, segment_b, n_a, n_b, value_a, value_b, difference, low,
        high, test, p, p_adjusted, significant, effect, effect_name, method``; a difference is ``a`` less
        ``b``. Where respondents are too few, numbers are ``NaN`` and not significant; where a segment is
        withheld, its ``n`` is ``NA``. The method says so, as it does where respondents of either are fewer
        than 30, and why there is no test.

    Raises
    ------
    UnknownNameError
        When no source has the column, the measure or a filter; names the nearest.
    MeasureError
        When there are fewer than two segments or too many.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures.averages import mean
    >>> from cjm_widgets.counts.stack import stack
    >>> tally = Tally((3.0, 4.0, 5.0), ((1, 4, 5), (5, 3, 2)))
    >>> counts = stack(Counts(("group",), (("a",), ("b",)), (10, 10), {"security": tally}))
    >>> survey = MeasuredSource("Survey", counts, (1, 5), (mean(),))
    >>> compare_frame("group", [survey], {"security": "Security"})[["segment_a", "segment_b", "difference"]]
      segment_a segment_b  difference
    0         a         b         0.7
    """
    every, filters = list(sources), filters or {}
    options = CompareOptions(measure, test, adjust, level)
    check_filters(filters, [source.counts for source in every])
    check_column(column, [source.counts for source in every])
    usable = [source for source in every if column in source.counts.by]
    parts: list[dict[str, Any]] = []
    names: list[str] = []
    for source, measures in zip(usable, choose_measures(options.measure, usable), strict=True):
        groups = segments_of(source, column, filters)
        segments = [str(label) for label in groups.labels]
        names += segments
        if len(segments) > 1:
            pairs = GroupPairs.all_of(segments)
            parts.append(compare_groups(source, measures, stages, groups.cells([*stages]), pairs, options))
    if not parts:
        raise MeasureError(_too_few(column, [*dict.fromkeys(names)], bool(filters)))
    return frame_of_columns(parts, COLUMNS)


def choose_measures(measure: MeasureChoice, sources: Sequence[MeasuredSource]) -> list[tuple[Measure, ...]]:
    """The measures to compare, for each source; see `CompareOptions`."""
    if measure is None:
        return [source.measures for source in sources]
    choices = [measure] if isinstance(measure, Measure | str) else list(measure)
    for one in choices:
        if not isinstance(one, Measure | str):
            raise MeasureError(f"measure= takes measures such as cjm.mean() or their names, not {one!r}")
    for one in choices:
        if isinstance(one, str) and not any(called(one, source) for source in sources):
            raise unknown("measure", one, dict.fromkeys(own.name for it in sources for own in it.measures))
    return [
        tuple(own for one in choices for own in ([one] if isinstance(one, Measure) else called(one, source)))
        for source in sources
    ]


def called(name: str, source: MeasuredSource) -> list[Measure]:
    """The measures of a source with this name, or else those of the maker of this name, whatever their
    options.

    Examples
    --------
    >>> from cjm_widgets.counts.stack import stack
    >>> from cjm_widgets.document.model import Counts
    >>> from cjm_widgets.measures.nets import nps
    >>> survey = MeasuredSource("Survey", stack(Counts()), (0, 10), (nps(interval="score"),))
    >>> [measure.name for measure in called("nps", survey)]
    ["nps(interval='score')"]
    """
    exact = [one for one in source.measures if one.name == name]
    return exact or [one for one in source.measures if one.maker == name]


def segments_of(source: MeasuredSource, column: str, filters: Filters) -> SegmentGroups:
    """The segments of a column as groups, without that of missing values."""
    groups = source.counts.select(filters, column)
    segments = [label for label in groups.labels if label is not None]
    if len(segments) > MAX_COMPARED:
        raise MeasureError(
            f"{column} has {len(segments):,} segments, too many to compare every two of them; "
            f"filter it to at most {MAX_COMPARED}"
        )
    return groups.only(segments)


def compare_groups(
    source: MeasuredSource,
    measures: Sequence[Measure],
    stages: Mapping[Id, str],
    cells: Histograms,
    pairs: GroupPairs,
    options: CompareOptions,
) -> dict[str, Any]:
    """The columns of `compare_frame`, by stage, then measure, then pair.

    Parameters
    ----------
    source
        The source, for its name, scale and note.
    measures
        The measures to compare.
    stages
        Id and label of each stage.
    cells
        Counts of shape ``(groups, stages, values)``.
    pairs
        Which groups to compare.
    options
        How to compare them.
    """
    results = _compare_all(measures, source, cells, pairs, options)
    stage, measure, pair = np.indices((len(stages), len(measures), len(pairs.a))).reshape(3, -1)

    def figures(name: str) -> Any:
        every: Any = np.array([one[name] for one in results])
        return every.reshape(len(measures), len(pairs.a), len(stages))[measure, pair, stage]

    def texts(name: str) -> Any:
        return np.array([one[name] for one in results], object)[measure]

    n_a, n_b = (figures(f"n_{side}").astype(np.int64) for side in "ab")
    withheld_a, withheld_b = (figures(f"withheld_{side}").astype(np.bool_) for side in "ab")
    asked = np.array([id in source.counts.stages for id in stages])[stage]
    few, withheld = np.minimum(n_a, n_b), withheld_a | withheld_b
    method = noted(source, figures("method"), few, withheld, asked)
    labels = np.array([*pairs.labels], object)
    own = {"source", "stage", "segment_a", "segment_b", "n_a", "n_b", "method"}
    return {
        "source": np.full(len(stage), source.name, object),
        "stage": np.array([*stages.values()], object)[stage],
        "segment_a": labels[pairs.a[pair]],
        "segment_b": labels[pairs.b[pair]],
        **{
            name: texts(name) if dtype is object else figures(name)
            for name, dtype in COLUMNS.items()
            if name not in own
        },
        "n_a": pd.arrays.IntegerArray(n_a, withheld_a),
        "n_b": pd.arrays.IntegerArray(n_b, withheld_b),
        "method": method,
    }


def _compare_all(
    measures: Sequence[Measure],
    source: MeasuredSource,
    cells: Histograms,
    pairs: GroupPairs,
    options: CompareOptions,
) -> list[dict[str, Any]]:
    """Every measure; one that makes no sense here says so in its own rows, unless none does.

    Raises
    ------
    MeasureError
        When no measure can be compared.
    """
    results: list[dict[str, Any]] = []
    errors: list[MeasureError] = []
    for measure in measures:
        try:
            results.append(_compare(measure, source, cells, pairs, options))
        except MeasureError as error:
            errors.append(error)
            results.append(_no_comparison(measure, cells, pairs, error))
    if errors and len(errors) == len(measures):
        raise errors[0]
    return results


def _no_comparison(
    measure: Measure, cells: Histograms, pairs: GroupPairs, error: MeasureError
) -> dict[str, Any]:
    """The rows of a measure that cannot be compared."""
    n, withheld = cells.n.sum(axis=-1), cells.withheld_cells
    nothing = np.full((len(pairs.a), n.shape[1]), np.nan)
    numbers = ("value_a", "value_b", "difference", "low", "high", "p", "p_adjusted", "effect")
    return {
        **dict.fromkeys(numbers, nothing),
        "measure": measure.maker,
        "options": measure.options_text,
        "test": None,
        "effect_name": None,
        "method": np.full(nothing.shape, f"not compared: {error}", object),
        "n_a": n[pairs.a],
        "n_b": n[pairs.b],
        "withheld_a": withheld[pairs.a],
        "withheld_b": withheld[pairs.b],
        "significant": np.zeros(nothing.shape, np.bool_),
    }


def _compare(
    measure: Measure, source: MeasuredSource, cells: Histograms, pairs: GroupPairs, options: CompareOptions
) -> dict[str, Any]:
    """One measure of every pair and stage, in arrays of shape ``(pairs, stages)``."""
    bounded = not source.amounts
    estimates = measure.estimate(cells, source.scale, bounded=bounded)
    result = measure.compare(
        cells.take(pairs.a), cells.take(pairs.b), source.scale, options.test, options.level, bounded=bounded
    )
    adjusted = ADJUSTMENTS[options.adjust](result.p.reshape(-1)).reshape(result.p.shape)
    return {
        **{field.name: getattr(result, field.name) for field in fields(Comparison)},
        "method": source.methods(np.asarray(result.method, object)),
        "measure": measure.maker,
        "options": measure.options_text,
        "n_a": estimates.n[pairs.a],
        "n_b": estimates.n[pairs.b],
        "withheld_a": estimates.withheld[pairs.a],
        "withheld_b": estimates.withheld[pairs.b],
        "value_a": estimates.value[pairs.a],
        "value_b": estimates.value[pairs.b],
        "p_adjusted": adjusted,
        "significant": adjusted < 1 - options.level,
    }


def _too_few(column: str, segments: Sequence[str], filtered: bool) -> str:
    left = " under the filters in force" if filtered else ""
    there = f"one segment{left}, {segments[0]}" if segments else f"no segment{left}"
    return f"{column} has {there}; comparing takes two"


# --- waves


def compare_waves(
    waves: Literal[True] | Sequence[Any],
    sources: Iterable[MeasuredSource],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
    *,
    measure: MeasureChoice = None,
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
    >>> from cjm_widgets.measures.averages import mean
    >>> from cjm_widgets.counts.stack import stack
    >>> tally = Tally(values=(3.0, 4.0, 5.0), n=((1, 4, 5), (5, 3, 2)))
    >>> counts = stack(Counts(("year",), (("2016",), ("2017",)), (10, 10), {"wait": tally}))
    >>> survey = MeasuredSource("Survey", counts, (1, 5), (mean(),), wave="year")
    >>> table = compare_waves(True, [survey], {"wait": "Wait"})
    >>> table[["segment_a", "segment_b", "difference"]]
      segment_a segment_b  difference
    0      2017      2016        -0.7
    """
    every, filters, options = list(sources), filters or {}, CompareOptions(measure, test, adjust, level)
    check_filters(filters, [source.counts for source in every])
    usable = with_waves(every)
    pair = None if waves is True else _two(waves)
    known = dict.fromkeys(wave for source in usable for wave in source.counts.options(str(source.wave)))
    for wave in pair or ():
        if wave not in known:
            raise unknown("wave", wave, [str(option) for option in known if option is not None])
    parts = []
    for source, measures in zip(usable, choose_measures(options.measure, usable), strict=True):
        groups = segments_of(source, str(source.wave), filters)
        if pair is not None and not set(pair) <= set(groups.labels):
            continue
        groups = groups if pair is None else groups.only(pair)
        if len(groups.labels) > 1:
            pairs = GroupPairs.neighbours([str(label) for label in groups.labels])
            parts.append(compare_groups(source, measures, stages, groups.cells([*stages]), pairs, options))
    if not parts:
        left = " under the filters in force" if filters else ""
        raise MeasureError(f"no source has two waves to compare{left}")
    return frame_of_columns(parts, COLUMNS)


def with_waves(sources: Iterable[MeasuredSource]) -> list[MeasuredSource]:
    """The sources with waves; raises `MeasureError` if there are none."""
    usable = [source for source in sources if source.wave is not None]
    if not usable:
        raise MeasureError("no source has waves; name the column of time when joining: wave=")
    return usable


def _two(waves: Any) -> list[str]:
    pair = [] if isinstance(waves, str) or not isinstance(waves, Iterable) else [text(one) for one in waves]
    if len(set(pair)) != 2 or len(pair) != 2:
        raise MeasureError(f'wave= is before and after, such as ("2016", "2017"), or True, not {waves!r}')
    return pair


# --- stages to mark

MOST_SEGMENTS = 12
"""The most segments of a column to compare at each change of a filter, which has to be quick."""


def significant_stages(
    source: MeasuredSource,
    stages: Sequence[Id],
    filters: Filters | None = None,
    options: CompareOptions | None = None,
) -> dict[Id, tuple[str, ...]]:
    """Say at which stages segments differ significantly, as in `compare_frame`.

    Parameters
    ----------
    source
        The source. Each of its columns with 2 to 12 segments is a family of tests of its own, waves included.
    stages
        Ids of the stages of the map.
    filters
        As for `measures_frame`.
    options
        What to compare, and how.

    Returns
    -------
    dict
        For each stage with a significant difference, a sentence for every two segments that differ.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures.averages import mean
    >>> from cjm_widgets.counts.stack import stack
    >>> tally = Tally(values=(3.0, 5.0), n=((10, 50), (40, 20)))
    >>> counts = stack(Counts(("group",), (("a",), ("b",)), (60, 60), {"wait": tally}))
    >>> significant_stages(MeasuredSource("Survey", counts, (1, 5), (mean(),)), ["wait", "pay"])
    {'wait': ('a above b (group): mean 4.67, 3.67',)}
    """
    options = options or CompareOptions()
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
        table = compare_groups(source, source.measures, own, cells, GroupPairs.all_of(segments), options)
        differences: dict[tuple[Id, str, str], list[str]] = {}
        for place in np.flatnonzero(table["significant"]):
            stage, a, b, value_a, value_b, difference = (
                table[name][place]
                for name in ("stage", "segment_a", "segment_b", "value_a", "value_b", "difference")
            )
            measure = full_name(table["measure"][place], table["options"][place])
            above, below = ((a, value_a), (b, value_b)) if difference > 0 else ((b, value_b), (a, value_a))
            figures = f"{measure} {above[1]:.3g}, {below[1]:.3g}"
            differences.setdefault((stage, above[0], below[0]), []).append(figures)
        for (stage, high, low), every in differences.items():
            marks.setdefault(stage, []).append(f"{high} above {low} ({column}): {'; '.join(every)}")
    return {stage: tuple(sentences) for stage, sentences in marks.items()}
