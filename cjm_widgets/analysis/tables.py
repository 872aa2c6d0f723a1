"""Measures as tidy tables, with a row per source, stage and measure: for all, by segment, by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from msgspec import structs

from cjm_widgets.counts.stack import (
    Filters,
    SegmentGroups,
    check_column,
    check_filters,
    stack,
)
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.document.model import Counts, Id
from cjm_widgets.frames.typed import frame_of_columns, frame_of_records
from cjm_widgets.measures.source import (
    MeasuredSource,
    estimate_groups,
    why_missing,
    withheld_because,
)

FEW = 30
"""Respondents below which a number is flagged as resting on few."""

COLUMNS = {
    "source": object,
    "stage": object,
    "segment": object,
    "measure": object,
    "options": object,
    "n": pd.Int64Dtype(),
    "value": np.float64,
    "low": np.float64,
    "high": np.float64,
    "method": object,
}
NUMBERS = {name: COLUMNS[name] for name in ("n", "value", "low", "high", "method")}


def measures_frame(
    sources: Iterable[MeasuredSource], stages: Mapping[Id, str], filters: Filters | None = None
) -> pd.DataFrame:
    """Tabulate every measure of every source at every stage.

    Parameters
    ----------
    sources
        The sources, in the order wanted.
    stages
        Id and label of each stage, in the map's order.
    filters
        For each column the values to keep, as text.

    Returns
    -------
    pandas.DataFrame
        ``source, stage, measure, options, n, value, low, high, method``. ``measure`` is the name of the
        maker, such as ``"nps"``, ``options`` those that are not the usual ones, such as
        ``"interval='score'"``. Shares are fractions from 0 to 1, NPS is -100 to 100. A stage without rows has
        ``n`` 0 and ``NaN``, one whose numbers are withheld ``NA`` and ``NaN``; the method then says why, as
        it does where there is no interval, where it was cut at an end of the scale, and where respondents are
        fewer than 30. ``attrs["assumes"]`` has the assumption of each source's intervals.

    Raises
    ------
    UnknownNameError
        When no source has a filter's column or value; names the nearest.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Tally
    >>> from cjm_widgets.measures.averages import mean
    >>> from cjm_widgets.counts.stack import stack
    >>> counts = stack(Counts(respondents=(40,), stages={"security": Tally((4.0, 5.0), ((20, 20),))}))
    >>> survey = MeasuredSource("Survey", counts, (1, 5), (mean(),))
    >>> measures_frame([survey], {"security": "Security"})[["stage", "measure", "n", "value"]]
          stage measure   n  value
    0  Security    mean  40    4.5
    """
    every, filters = list(sources), filters or {}
    check_filters(filters, [source.counts for source in every])
    parts = [figures_of(source, [*stages], source.counts.select(filters)) for source in every]
    named = tuple(
        (source.name, tuple((one.maker, one.options_text) for one in source.measures)) for source in every
    )
    labels = _labels(named, tuple(stages.values()))
    numbers = parts[0] if len(parts) == 1 else frame_of_columns(parts, NUMBERS)
    frame = pd.DataFrame({**labels, **{name: numbers[name] for name in NUMBERS}}, labels["source"].index)
    return with_assumptions(frame, every)


@lru_cache(maxsize=16)
def _labels(
    measures: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], stages: tuple[str, ...]
) -> dict[str, pd.Series[Any]]:
    """The columns before the numbers of `measures_frame`."""
    rows = [
        {"source": source, "stage": stage, "measure": maker, "options": options}
        for source, names in measures
        for stage in stages
        for maker, options in names
    ]
    columns = {name: COLUMNS[name] for name in ("source", "stage", "measure", "options")}
    frame = frame_of_records(rows, columns)
    return {str(name): column for name, column in frame.items()}


def measures_by(
    column: str, sources: Iterable[MeasuredSource], stages: Mapping[Id, str], filters: Filters | None = None
) -> pd.DataFrame:
    """Tabulate every measure for each segment of a column.

    Parameters
    ----------
    column
        One of the columns that tell segments apart; sources without it are left out.
    sources, stages, filters
        As for `measures_frame`; segments that the filters leave out have no rows.

    Returns
    -------
    pandas.DataFrame
        As `measures_frame`, with ``segment``, the column's value, after ``stage``; missing values of the
        column are a segment too.

    Raises
    ------
    UnknownNameError
        When no source has the column, or a filter is unknown; names the nearest.
    """
    every, filters = list(sources), filters or {}
    check_filters(filters, [source.counts for source in every])
    check_column(column, [source.counts for source in every])
    parts = [
        tabulate(source, stages, source.counts.select(filters, column))
        for source in every
        if column in source.counts.by
    ]
    return with_assumptions(frame_of_columns(parts, COLUMNS), every)


def with_assumptions(frame: pd.DataFrame, sources: Iterable[MeasuredSource]) -> pd.DataFrame:
    """Put what the intervals of each source assume into ``attrs["assumes"]`` of a table."""
    frame.attrs["assumes"] = {source.name: source.assumes for source in sources}
    return frame


def tabulate(source: MeasuredSource, stages: Mapping[Id, str], groups: SegmentGroups) -> dict[str, Any]:
    """The columns of a source's table, for `frame_of_columns`: by stage, then segment, then measure."""
    measures = source.measures
    labels, each = np.array(groups.labels, object), len(groups.labels) * len(measures)
    return {
        "source": np.full(len(stages) * each, source.name, object),
        "stage": np.repeat(np.array([*stages.values()], object), each),
        "segment": np.tile(np.repeat(labels, len(measures)), len(stages)),
        "measure": np.tile(np.array([one.maker for one in measures], object), len(stages) * len(labels)),
        "options": np.tile(
            np.array([one.options_text for one in measures], object), len(stages) * len(labels)
        ),
        **figures_of(source, [*stages], groups),
    }


def figures_of(source: MeasuredSource, stages: Sequence[Id], groups: SegmentGroups) -> dict[str, Any]:
    """The columns of numbers of a source's table: by stage, then segment, then measure."""
    by_name = estimate_groups(source, stages, groups)
    every = [*by_name.values()]
    if not every:
        return {name: [] for name in NUMBERS}

    def column(name: str) -> Any:
        return np.array([getattr(one, name) for one in every]).transpose(2, 1, 0).ravel()

    n, withheld = column("n"), column("withheld")
    methods = source.methods(column("method"))
    about = [[stage in source.asked(name) for name in by_name] for stage in stages]
    asked = np.repeat(
        np.array(about, np.bool_).reshape(len(stages), 1, len(every)), len(groups.labels), axis=1
    ).ravel()
    return {
        "n": pd.arrays.IntegerArray(n, withheld),
        **{name: column(name) for name in ("value", "low", "high")},
        "method": pd.Series(
            noted(source, methods, n, withheld, asked, why_missing(groups, source)), dtype=object
        ),
    }


def noted(
    source: MeasuredSource, methods: Any, n: Any, withheld: Any, asked: Any = True, because: str = ""
) -> Any:
    """Methods of numbers, which say so where respondents are few, and why there is no number.

    Parameters
    ----------
    source
        Whose numbers they are.
    methods, n, withheld
        For each number its method, how many respondents are behind it, and whether it is withheld.
    asked
        Whether any rows are about the stage, for each number or for all.
    because
        Why numbers are missing, where it is not that too few answered.

    Examples
    --------
    >>> survey = MeasuredSource("Survey", stack(Counts()), (1, 5), ())
    >>> noted(survey, ["mean", "mean"], np.array([12, 0]), np.array([False, False])).tolist()
    ['mean, few respondents (n < 30)', 'no rows: nobody answered here']
    """
    method = np.array(methods, object)
    few = (n > 0) & (n < FEW)
    if np.any(few):
        method[few] += f", few {source.who} (n < {FEW})"
    for known in (True, False):
        empty = (n == 0) & (np.asarray(asked) == known)
        if np.any(empty):
            method[empty] = source.why_empty(known)
    if np.any(withheld):
        method[withheld] = because or withheld_because(source.min_n, source.who)
    return method


# --- questions

QUESTION = "question"
"""What ``by`` is for a row per question."""


def questions_of(source: MeasuredSource, counts: Counts) -> MeasuredSource:
    """A source whose stages are its questions."""

    def by_question(counts: Counts) -> Counts:
        coarser = tuple(by_question(each) for each in counts.coarser)
        return structs.replace(counts, stages=counts.questions, questions={}, coarser=coarser)

    return replace(source, counts=stack(by_question(counts)), note="")


def measures_by_question(
    sources: Iterable[tuple[MeasuredSource, Mapping[str, Id]]],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
) -> pd.DataFrame:
    """Tabulate every measure for each question of every stage.

    Parameters
    ----------
    sources
        Sources whose stages are their questions, each with the stage that every question belongs to.
    stages, filters
        As for `measures_frame`.

    Returns
    -------
    pandas.DataFrame
        As `measures_by`, with the question in ``segment``; by stage, then question, then measure.

    Raises
    ------
    MeasureError
        When no source has questions.

    Examples
    --------
    >>> from cjm_widgets.document.model import Tally
    >>> from cjm_widgets.measures.averages import mean
    >>> counts = Counts(respondents=(30,), questions={"Q1": Tally(values=(4.0, 5.0), n=((10, 20),))})
    >>> survey = questions_of(MeasuredSource("Survey", stack(Counts()), (1, 5), (mean(),)), counts)
    >>> table = measures_by_question([(survey, {"Q1": "wait"})], {"wait": "Wait"})
    >>> table[["stage", "segment", "n"]].to_numpy().tolist()
    [['Wait', 'Q1', 30]]
    """
    every, filters = [*sources], filters or {}
    check_filters(filters, [source.counts for source, _ in every])
    if not any(source.counts.stages for source, _ in every):
        raise MeasureError(
            "no source has questions of its own: they are the columns of wide rows; where a column of long "
            "rows or of a counted table tells questions apart, join it with by="
        )
    places = {stage: place for place, stage in enumerate(stages)}
    parts = []
    for source, columns in every:
        known = [one for one in source.counts.stages if columns.get(one) in places]
        questions = sorted(known, key=lambda one: places[columns[one]])
        part = tabulate(source, {one: one for one in questions}, source.counts.select(filters))
        question = part["stage"]
        stage = np.array([stages[columns[one]] for one in question], object)
        parts.append({**part, "stage": stage, "segment": question})
    return with_assumptions(frame_of_columns(parts, COLUMNS), [source for source, _ in every])
