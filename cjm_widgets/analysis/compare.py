"""Differences between segments or waves as a tidy table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from cjm_widgets.analysis.groups import GroupPairs, pairs_of_waves, segments_of, with_waves
from cjm_widgets.analysis.tables import noted
from cjm_widgets.counts.panel import PairedScores, PanelView
from cjm_widgets.counts.stack import Filters, SegmentGroups, check_column, check_filters
from cjm_widgets.document.errors import MeasureError, check_choice, check_level, unknown
from cjm_widgets.document.model import Id
from cjm_widgets.frames.typed import frame_of_columns
from cjm_widgets.measures.measure import Comparison, Measure
from cjm_widgets.measures.mentions import Mentions, each_option
from cjm_widgets.measures.paired import ALIKE, compare_pairs
from cjm_widgets.measures.source import MeasuredSource
from cjm_widgets.statistics.adjustment import ADJUSTMENTS
from cjm_widgets.statistics.arrays import Array, Mask
from cjm_widgets.statistics.histograms import Histograms

MeasureChoice: TypeAlias = "Measure | str | Sequence[Measure | str] | None"

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
    paired
        Of waves: whether respondents who answered in both are compared with themselves, each by the test of
        pairs that corresponds to ``test``; see `compare_pairs`. By default where at least half of the
        respondents of the smaller wave are known to be in both; else all respondents are compared, and those
        in both taken into account. ``False`` takes the waves for independent.

    Raises
    ------
    MeasureError
        When an option makes no sense.
    """

    measure: MeasureChoice = None
    test: str = "welch"
    adjust: str = "holm"
    level: float = 0.95
    paired: bool | None = None

    def __post_init__(self) -> None:
        check_choice("adjust", self.adjust, ADJUSTMENTS)
        check_level(self.level)
        if self.paired is not None and not isinstance(self.paired, bool):
            raise MeasureError(f"paired= is True, False or None, not {self.paired!r}")


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
        if isinstance(one, str) and not any(called(one, source) for source in sources):
            raise unknown("measure", one, dict.fromkeys(own.name for it in sources for own in it.measures))
        if isinstance(one, Measure) and sources and not any(source.suits(one) for source in sources):
            raise MeasureError(f"no source is joined that {one.name} is a measure of")
    return [tuple(own for one in choices for own in _of_source(one, source)) for source in sources]


def _of_source(measure: Measure | str, source: MeasuredSource) -> list[Measure]:
    """The measures of a source that a measure or a name stands for."""
    if isinstance(measure, str):
        return called(measure, source)
    if not source.suits(measure):
        return []
    if isinstance(measure, Mentions):
        return [*each_option(measure, source.counts)]
    return [measure]


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


def compare_groups(
    source: MeasuredSource,
    measures: Sequence[Measure],
    stages: Mapping[Id, str],
    cells: Histograms,
    pairs: GroupPairs,
    options: CompareOptions,
    panel: PanelView | None = None,
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
    panel
        Where the groups are waves to compare by pairs: the respondents who answered in several.
    """
    results = _compare_all(measures, source, cells, pairs, options)
    if panel is not None:
        both = [
            panel.paired(pairs.labels[earlier], pairs.labels[later], [*stages])
            for later, earlier in zip(pairs.a, pairs.b, strict=True)
        ]
        for one, result in zip(measures, results, strict=True):
            _put_pairs(result, one, source, both, _shares_of_several(one, cells, pairs), options)
    for result in results:
        result |= _adjusted(result["p"], options)
    stage, measure, pair = np.indices((len(stages), len(measures), len(pairs.a))).reshape(3, -1)

    def figures(name: str) -> Any:
        every: Any = np.array([one[name] for one in results])
        return every.reshape(len(measures), len(pairs.a), len(stages))[measure, pair, stage]

    n_a, n_b = (figures(f"n_{side}").astype(np.int64) for side in "ab")
    withheld_a, withheld_b = (figures(f"withheld_{side}").astype(np.bool_) for side in "ab")
    about = [id in source.asked(one.name) for id in stages for one in measures]
    asked = np.array(about, np.bool_).reshape(len(stages), len(measures))[stage, measure]
    few, withheld = np.minimum(n_a, n_b), withheld_a | withheld_b
    method = noted(source, figures("method"), few, withheld, asked)
    labels = np.array([*pairs.labels], object)
    own = {"source", "stage", "segment_a", "segment_b", "n_a", "n_b", "method"}
    return {
        "source": np.full(len(stage), source.name, object),
        "stage": np.array([*stages.values()], object)[stage],
        "segment_a": labels[pairs.a[pair]],
        "segment_b": labels[pairs.b[pair]],
        **{name: figures(name) for name in COLUMNS if name not in own},
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
    numbers = ("value_a", "value_b", "difference", "low", "high", "p", "effect")
    texts = {
        "measure": measure.maker,
        "options": measure.options_text,
        "test": None,
        "effect_name": None,
        "method": f"not compared: {error}",
    }
    return {
        **dict.fromkeys(numbers, nothing),
        **{name: np.full(nothing.shape, words, object) for name, words in texts.items()},
        "n_a": n[pairs.a],
        "n_b": n[pairs.b],
        "withheld_a": withheld[pairs.a],
        "withheld_b": withheld[pairs.b],
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
    shape = estimates.n[pairs.a].shape
    texts = {
        "test": result.test,
        "effect_name": result.effect_name,
        "measure": measure.maker,
        "options": measure.options_text,
    }
    return {
        **{field.name: getattr(result, field.name) for field in fields(Comparison)},
        **{name: np.full(shape, words, object) for name, words in texts.items()},
        "method": source.methods(np.asarray(result.method, object)),
        "n_a": estimates.n[pairs.a],
        "n_b": estimates.n[pairs.b],
        "withheld_a": estimates.withheld[pairs.a],
        "withheld_b": estimates.withheld[pairs.b],
        "value_a": estimates.value[pairs.a],
        "value_b": estimates.value[pairs.b],
    }


def _adjusted(p: Array, options: CompareOptions) -> dict[str, Any]:
    """The adjusted p-values of a measure, over all its pairs and stages."""
    adjusted = ADJUSTMENTS[options.adjust](p.reshape(-1)).reshape(p.shape)
    return {"p_adjusted": adjusted, "significant": adjusted < 1 - options.level}


def _shares_of_several(measure: Measure, cells: Histograms, pairs: GroupPairs) -> Mask:
    """Where a share is one of several answers: pairs have the mean of the answers only."""
    answers = cells.answers
    if answers is None or not measure.averages_shares:
        return np.zeros((len(pairs.a), cells.n.shape[1]), np.bool_)
    several: Mask = answers.several[pairs.a] | answers.several[pairs.b]
    return several


def _put_pairs(
    result: dict[str, Any],
    measure: Measure,
    source: MeasuredSource,
    both: Sequence[PairedScores],
    left_out: Mask,
    options: CompareOptions,
) -> None:
    """Put the comparison of pairs in the place of that of groups, at each stage that has any.

    Stages that are ``left_out``, shape ``(pairs, stages)``, stay as they are, and so does a measure of which
    there are no pairs; the method says so.
    """
    for place, scores in enumerate(both):
        change = compare_pairs(measure, scores, source.scale, options.test, options.level)
        in_both = scores.n.sum(axis=-1) > 0
        _note(result, place, in_both & left_out[place], "not paired: pairs are known by their means only")
        if change is None:
            _note(result, place, in_both, "not paired: respondents in both waves taken for independent")
            continue
        own = (change.n > 0) & ~left_out[place]
        if options.paired is None:
            own &= 2 * change.n >= np.minimum(result["n_a"][place], result["n_b"][place])
        numbers = {
            **dict.fromkeys(("n_a", "n_b"), change.n),
            **{"value_a": change.later, "value_b": change.earlier},
            **{name: getattr(change, name) for name in ("difference", "low", "high", "p", "effect")},
            **{"test": change.test, "effect_name": change.effect_name},
            **{"withheld_a": False, "withheld_b": False},
            "method": np.where(
                change.alike,
                source.method(f"{change.method}, {ALIKE}"),
                source.method(f"{change.method}, respondents in both waves"),
            ),
        }
        for name, values in numbers.items():
            array = np.array(result[name])  # what `Measure.compare` returned may be a view
            array[place] = np.where(own, values, array[place])
            result[name] = array


def _note(result: dict[str, Any], place: int, where: Mask, words: str) -> None:
    """Add words to the methods of a pair of groups."""
    methods = np.array(result["method"], object)
    methods[place, where] += f", {words}"
    result["method"] = methods


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
    paired: bool | None = None,
) -> pd.DataFrame:
    """Compare waves: two of them, or each with the one before.

    Parameters
    ----------
    waves
        Two waves; or True for each wave and the one before it.
    sources, stages, filters, measure, test, adjust, level
        As for `compare_frame`; sources without waves are left out.
    paired
        Whether respondents who answered in both waves are compared with themselves; see `CompareOptions`.

    Returns
    -------
    pandas.DataFrame
        As `compare_frame`. ``a`` is the later wave and ``b`` the earlier, so that the difference is the
        change. Of pairs both ``n`` are the respondents in both waves, and all numbers are theirs.

    Raises
    ------
    UnknownNameError
        When no source has a wave of that name; names the nearest.
    MeasureError
        When no source has waves, or not two of them, or ``paired`` is True and there are no pairs.

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
    every, filters = list(sources), filters or {}
    options = CompareOptions(measure, test, adjust, level, paired)
    check_filters(filters, [source.counts for source in every])
    usable = with_waves(every)
    measures_of = dict(
        zip((source.name for source in usable), choose_measures(options.measure, usable), strict=True)
    )
    parts = []
    for source, groups, pairs in pairs_of_waves(waves, usable, filters):
        cells, panel = groups.cells([*stages]), groups.panel
        if options.paired is False and panel is not None:
            cells, panel = replace(cells, shared=None), None
        if options.paired and (panel is None or cells.shared is None):
            raise MeasureError(_no_pairs(source, filters))
        named = source if options.paired is False else with_pairs_noted(source, groups)
        own = measures_of[source.name]
        parts.append(compare_groups(named, own, stages, cells, pairs, options, panel))
    return frame_of_columns(parts, COLUMNS)


def with_pairs_noted(source: MeasuredSource, groups: SegmentGroups) -> MeasuredSource:
    """The source, whose methods say so where filters keep respondents whose pairs are not counted."""
    if source.counts.panel is None or groups.panel is not None:
        return source
    note = "waves taken for independent: pairs are not counted for these filters"
    return replace(source, note=", ".join(part for part in (source.note, note) if part))


def _no_pairs(source: MeasuredSource, filters: Filters) -> str:
    """Why the respondents of a source cannot be compared with themselves."""
    if source.cluster is not None:
        return (
            f"{source.name} has respondents who answered in clusters, and its waves are compared by them; "
            "clusters in both waves are taken into account: leave paired= out"
        )
    if source.counts.panel is None:
        return (
            f"{source.name} has no respondents who are known to have answered in two waves: name the column "
            "that says who answered when joining, respondent=. Amounts, pooled answers and pairs of fewer "
            f"than {source.min_n} respondents are not paired"
        )
    if filters:
        return (
            f"{source.name} has no pairs of the respondents that the filters keep ({', '.join(filters)}), or "
            f"fewer than {source.min_n}; without the filters, or with paired=False, its waves can be compared"
        )
    return f"{source.name} has fewer than {source.min_n} respondents who answered in both waves"
