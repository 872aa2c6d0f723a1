"""From rows to counts, which are all that measures need: nothing later reads a row again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from msgspec import structs

from cjm_widgets.counts.answers import AnswerCode, code_for, tally_answers
from cjm_widgets.counts.mentions.counting import count_mentions
from cjm_widgets.counts.pairs import find_pairs
from cjm_widgets.counts.panel import panel_answers, publish_panel
from cjm_widgets.counts.segments import Segments, find_segments
from cjm_widgets.counts.weights import SHARED, share_weights
from cjm_widgets.document.errors import RowsError, listing
from cjm_widgets.document.model import Counts, Id, Panel, Tally
from cjm_widgets.rows.advice import (
    advice_on,
    answers_of,
    labels_frame,
    note_readings,
    row_count,
    warn_out_of_scale,
)
from cjm_widgets.rows.meanings import ValueLabels, find_meanings, note_meanings
from cjm_widgets.rows.opening import as_table, open_rows
from cjm_widgets.rows.protocol import DIGITS, AnyRows, Key, require_columns
from cjm_widgets.rows.reading import AnyPlan, Plan
from cjm_widgets.rows.reconciliation import (
    RowOutcomes,
    column_outcomes,
    reconciliation,
    require_scores,
    stage_outcomes,
    warn_off_map,
    warn_renamed,
)
from cjm_widgets.rows.scores import NO_SCALE, Answers, Meaning, read_scores, text
from cjm_widgets.rows.tabulate import Tabulation, progress
from cjm_widgets.rows.waves import wave_key
from cjm_widgets.statistics.arrays import Array, Index, Whole
from cjm_widgets.statistics.histograms import MOST_VALUES, middles


def count(rows: Any, plan: Plan) -> tuple[Counts, pd.DataFrame]:
    """Count rows per stage, segment and value, and per question.

    Parameters
    ----------
    rows
        Survey responses, wide or long.
    plan
        How to read them.

    Returns
    -------
    counts : Counts
        Whole numbers per stage, segment and value; with weights, their sums and sums of squares. A stage
        with several answers of a respondent holds the mean of these, and the answers; wide rows also give
        ``questions``, the counts of each column. ``respondents`` is their number per segment. Without a
        scale (`NO_SCALE`) the columns hold amounts, which go into bins if they have many values.
    reconciliation : pandas.DataFrame
        What became of every row; see `reconciliation`.

    Raises
    ------
    UnknownNameError
        When a column is not there; names the nearest.
    RowsError
        When there are no rows or no scores, a column name occurs twice, or a weight is missing or negative.

    Warns
    -----
    OutOfScaleWarning
        When values are off the scale and not named in ``missing``; says what they most likely mean.
    CjmWarning
        When rows are at no stage of the map, or at one by its old name; when decimal commas, parts of the
        highest score or labelled numbers were read; says which.

    Examples
    --------
    >>> rows = pd.DataFrame({"Q1": [5, 4, 0], "Q2": [4, 0, 2]})
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "security", "Q2": "security"}, missing=(0,))
    >>> counts, _ = count(rows, plan)
    >>> counts.stages["security"].values, counts.stages["security"].n
    ((2.0, 4.0, 4.5), ((1, 1, 1),))
    """
    result = count_rows(rows, plan, share=False)
    return result.counts, result.reconciliation


class RowCounts(NamedTuple):
    """What `count_rows` returns.

    ``labels`` is the table of ``source.labels``, ``note`` what every method should say of how answers were
    read, and ``outcomes`` what became of every answer.
    """

    counts: Counts
    reconciliation: pd.DataFrame
    labels: pd.DataFrame
    note: str


class Weights(NamedTuple):
    """The column of weights, and whether rare ones were shared; see `share_weights`."""

    column: Any
    shared: bool = False


def count_rows(rows: Any, plan: Plan, *, share: bool = True, weights: Weights | None = None) -> RowCounts:
    """Count rows as `count` does, and say besides how answers were read that are not plain numbers.

    Rare weights are shared by ``min_n`` respondents unless ``share`` is false, or they are there already:
    whoever counts rows several times reads their weights once.
    """
    _check_amounts(plan)
    table = as_table(rows)
    rows = open_rows(table)
    require_columns(rows.columns, plan.named_columns)
    with progress(_steps(plan)) as bar:
        bar.expect(len(rows))
        if not len(rows):
            raise RowsError("the rows are empty: there is nothing to count")
        weights = weights or weights_of(rows, plan, share=share)
        read = _count_wide if plan.wide else _count_long
        if plan.cells is not None:
            read = _count_mentions
        counts, outcomes, meanings = read(rows, plan, weights.column, table.value_labels)
    try:
        require_scores(outcomes, plan)
    except RowsError as error:
        raise RowsError(f"{error} {advice_on(outcomes, plan)}".strip()) from None
    warn_off_map(outcomes, plan)
    warn_renamed(outcomes, plan)
    answers = answers_of(outcomes, plan)
    note = note_meanings(meanings, {column: [*own] for column, own in answers.items()}, plan)
    note = ", ".join(part for part in (note, SHARED if weights.shared else "") if part)
    commas = 0 if plan.weight is None else rows.commas(plan.weight)
    others = {str(plan.weight): f"decimal commas in {row_count(commas)}"} if commas else {}
    note_readings(outcomes, plan, meanings, others)
    warn_out_of_scale(outcomes, plan)
    return RowCounts(
        counts,
        reconciliation(outcomes, plan.suggestions, plan if share else None),
        labels_frame(outcomes, plan, meanings),
        note,
    )


def _steps(plan: Plan) -> int:
    """How many keys and tables the count needs."""
    keys = len(plan.by) + (plan.cluster is not None)
    if plan.wide:
        means = sum(columns > 1 for columns in Counter(plan.columns.values()).values())
        return keys + 1 + 2 * (len(plan.columns) + len(plan.expected)) + 2 * means
    return keys + 3 + 2 * (plan.respondent is not None)


def _check_amounts(plan: Plan) -> None:
    """Raise where amounts would have to be added up or averaged, and the plan does not say which."""
    if plan.scale != NO_SCALE:
        return
    if plan.reverse:
        raise RowsError("reverse= turns a scale round, and amounts have none: leave it out")
    twice = [stage for stage, columns in Counter(plan.columns.values()).items() if columns > 1]
    if plan.expected:
        raise RowsError("expected= is for scores on a scale, and these columns hold amounts: leave it out")
    if twice:
        raise RowsError(
            f"several columns of amounts are of one stage, {listing(twice)}: add them up first, or "
            "join one of them"
        )
    if plan.respondent is not None and not plan.wide:
        raise RowsError(
            "respondent= would average the amounts of a respondent: add them up in the rows first, or leave "
            "it out, and every row counts"
        )


_Read = tuple[Counts, list[RowOutcomes], dict[str, Meaning]]


def _count_wide(rows: AnyRows, plan: Plan, weights: Any, labels: ValueLabels) -> _Read:
    by, waves = by_keys(rows, plan)
    cluster = _cluster_key(rows, plan)
    everyone = rows.tabulate(by)
    segments = find_segments(plan.by, by, everyone.index, waves)
    panelists = Panelists.of(rows, plan, by, waves)
    questions: dict[str, Tally] = {}
    outcomes: list[RowOutcomes] = []
    keys: dict[Id, list[tuple[Key, Answers]]] = {}
    stages: dict[Id, Tally] = {}
    received: dict[Id, tuple[Key, Array]] = {}
    columns = {column: rows.key(column) for column in plan.columns}
    tables = {
        column: rows.tabulate([*panelists.key, *by, *cluster, key], weights)
        for column, key in columns.items()
    }
    meanings = find_meanings(columns, plan, labels, plan.scale)
    for column, stage in plan.columns.items():
        key, table = columns[column], tables[column]
        answers = read_scores(key.labels, plan.scale, plan.missing, meanings[column])
        received[stage] = key, _scores(answers)
        table = panelists.take(stage, table, _scores(answers))
        questions[column] = stages[stage] = _tally(table, _scores(answers), segments, cluster, plan)
        outcomes.append(column_outcomes(column, stage, key, answers, _sum_over_segments(table, [key])))
        keys.setdefault(stage, []).append((key, answers))
    for stage, several in keys.items():
        if len(several) > 1:
            code = code_for([answers for _, answers in several], len(several) + 1)
            sums = rows.sums_per_row([(key, code.numbers(answers)) for key, answers in several])
            table = rows.tabulate([*panelists.key, *by, *cluster, sums], weights)
            received[stage] = sums, code.means(sums.labels)
            table = panelists.take(stage, table, received[stage][1])
            asked = [column for column, of in plan.columns.items() if of == stage]
            stages[stage] = _stage_tally(table, sums, code, segments, cluster, plan, asked)
    respondents = _per_segment(everyone, segments)
    counts = Counts(plan.by, segments.values, respondents, stages, questions, waves=waves)
    gaps = {}
    for stage, column in plan.expected.items():
        key, score = rows.key(column), received[stage]
        table = rows.tabulate([*by, *cluster, score[0], key], weights)
        meanings |= find_meanings({column: key}, plan, labels, plan.scale)
        answers = read_scores(key.labels, plan.scale, plan.missing, meanings[column])
        outcomes.append(column_outcomes(column, stage, key, answers, _sum_over_segments(table, [key])))
        difference = np.round(_scores(answers)[table.index[-1]] - score[1][table.index[-2]], DIGITS)
        lines = replace(table, index=(*table.index[:-2], np.arange(len(table.n))))
        gaps[stage] = _tally(lines, difference, segments, cluster, plan)
    counts = structs.replace(
        counts,
        panel=panelists.published(),
        gaps=Counts(plan.by, segments.values, respondents, gaps) if gaps else None,
    )
    return counts, outcomes, meanings


def _count_long(rows: AnyRows, plan: Plan, weights: Any, labels: ValueLabels) -> _Read:
    by, waves = by_keys(rows, plan)
    cluster = _cluster_key(rows, plan)
    stage, score = rows.key(str(plan.stage)), rows.key(str(plan.score))
    table = rows.tabulate([*by, *cluster, stage, score], weights)
    meanings = find_meanings({str(plan.score): score}, plan, labels, plan.scale)
    answers = read_scores(score.labels, plan.scale, plan.missing, meanings[str(plan.score)])
    segments = find_segments(plan.by, by, table.index[: len(by)], waves)
    outcomes = stage_outcomes(stage, score, answers, plan.rules, _sum_over_segments(table, [stage, score]))
    ids = [None if label is None else plan.rules.get(text(label)) for label in stage.labels]
    scores, sums = _scores(answers), None
    panelists = Panelists.of(rows, plan, by, waves)
    if plan.respondent is None:
        respondents = _per_segment(table.over(slice(len(by))), segments)
    else:
        respondents = _per_segment(rows.people(plan.respondent, by), segments)
        keys = [*panelists.key, *by, *cluster, rows.relabel(stage, ids)]
        table, sums, code = _sum_per_respondent(rows, plan.respondent, keys, score, answers, weights)
        ids, scores = [*keys[-1].labels], code.means(sums.labels)
    stages = {}
    for id in dict.fromkeys(one.stage for one in outcomes if one.stage is not None):
        here = np.array([label == id for label in ids], bool)[table.index[-2]]
        part = panelists.take(id, table.take(np.flatnonzero(here)).over(slice(-2), -1), scores)
        stages[id] = (
            _tally(part, scores, segments, cluster, plan)
            if sums is None
            else _stage_tally(part, sums, code, segments, cluster, plan)
        )
    counts = Counts(plan.by, segments.values, respondents, stages, waves=waves)
    return structs.replace(counts, panel=panelists.published()), outcomes, meanings


def _count_mentions(rows: AnyRows, plan: Plan, weights: Any, labels: ValueLabels) -> _Read:
    return *count_mentions(rows, plan, weights, labels, *by_keys(rows, plan)), {}


def by_keys(rows: AnyRows, plan: AnyPlan) -> tuple[list[Any], tuple[str, ...]]:
    """The keys of segments, the waves before all others, and the waves in time order."""
    waves: tuple[str, ...] = ()
    keys: list[Any] = []
    for name in plan.by:
        if name == plan.wave:
            key, waves = wave_key(rows, name, plan.every, plan.waves)
            keys.append(key)
        else:
            keys.append(rows.key(name))
    return keys, waves


@dataclass
class Panelists:
    """Collects the answers of respondents who answered in several waves; nobody's without such a plan.

    Parameters
    ----------
    plan
        How the rows are read.
    by
        The keys of segments, waves first.
    waves
        The waves in time order.
    key
        The key of respondents, which leads those of each table; empty where no answers are collected.
    """

    plan: Plan
    by: Sequence[Key]
    waves: tuple[str, ...]
    key: list[Key]
    tables: dict[Id, tuple[Tabulation, Array]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: AnyRows, plan: Plan, by: Sequence[Key], waves: tuple[str, ...]) -> Panelists:
        """Panelists of a plan that names respondents and waves.

        Clusters have products of their own, and amounts one by one would tell who is who.
        """
        panel = plan.respondent is not None and len(waves) > 1 and plan.cluster is None
        if not panel or plan.scale == NO_SCALE:
            return cls(plan, by, waves, [])
        key = rows.key(str(plan.respondent))
        people = rows.tabulate([key, by[0]])
        answered_twice = len(np.unique(people.index[0])) < len(people.index[0])
        return cls(plan, by, waves, [key] if answered_twice else [])

    def take(self, stage: Id, table: Tabulation, scores: Array) -> Tabulation:
        """Keep the lines of a stage; returns the table without its key of respondents."""
        if not self.key:
            return table
        self.tables[stage] = table, scores
        return table.over(slice(1, None))

    def published(self) -> Panel | None:
        """What of the pairs may be published."""
        answers_pooled = Counter(self.plan.columns.values()) if self.plan.per == "answer" else Counter()
        tables = {stage: one for stage, one in self.tables.items() if answers_pooled[stage] < 2}
        if not tables:
            return None
        wave, *others = self.by
        each = [table.index[2 : 1 + len(self.by)] for table, _ in tables.values()]
        positions = [np.concatenate(columns) for columns in zip(*each, strict=True)]
        segments = find_segments(self.plan.by[1:], others, positions)
        at = {name: place for place, name in enumerate(self.waves)}
        wave_of = np.array([-1 if name is None else at[text(name)] for name in wave.labels], np.intp)
        answers = {
            stage: panel_answers(
                self.key[0],
                table,
                wave_of[table.index[1]],
                segments.of(table.index[2 : 1 + len(self.by)], len(table.n)),
                scores[table.index[-1]],
                len(self.waves),
            )
            for stage, (table, scores) in tables.items()
        }
        return publish_panel(
            answers,
            self.waves,
            self.plan.by[1:],
            segments.values,
            self.plan.min_n,
            weighted=self.plan.weight is not None,
        )


_FEW_ANSWERS = 64
"""More answers than most respondents give at a stage of long rows."""


def _sum_per_respondent(
    rows: AnyRows, respondent: str, keys: Sequence[Key], score: Key, answers: Answers, weights: Any
) -> tuple[Tabulation, Key, AnswerCode]:
    """The answers of each respondent at each stage, with the code that reads them."""
    code = code_for([answers], _FEW_ANSWERS)

    def read(code: AnswerCode) -> tuple[Tabulation, Key]:
        # One number says how many answers there are, whatever they are: it shows a base that is too small.
        numbers = [*code.numbers(answers), answers.is_score.astype(np.int64)]
        return rows.sums_per_respondent(respondent, keys, score, numbers, weights)

    table, sums = read(code)
    most = max((int(label[-1]) for label in sums.labels), default=0)
    if code.exact and most >= code.base:
        code = replace(code, base=most + 1)
        table, sums = read(code)
    return table, sums, code


def _stage_tally(
    table: Tabulation,
    sums: Key,
    code: AnswerCode,
    segments: Segments,
    clusters: Sequence[Key],
    plan: Plan,
    questions: Sequence[str] = (),
) -> Tally:
    """The tally of a stage from respondents' answers: of their means, and of the answers besides."""
    labels = [label[:-1] for label in sums.labels] if plan.respondent and not plan.wide else [*sums.labels]
    means = code.means(labels)
    own = _tally(table, means, segments, clusters, plan)
    if not code.exact:
        return own
    *by, place = table.index
    cluster = _cluster_numbers(by.pop(), clusters[0]) if clusters else None
    answers = tally_answers(
        table,
        code.counts(labels)[place],
        code.values,
        segments.of(by, len(table.n)),
        len(segments),
        questions=questions,
        cluster=cluster,
    )
    return structs.replace(own, answers=answers)


def _cluster_numbers(position: Index, key: Key) -> Index:
    """The cluster of each line, -1 for none, from the positions of a key's labels."""
    absent = np.array([label is None for label in key.labels], bool)
    numbers: Index = np.where(absent[position], -1, position)
    return numbers


def _cluster_key(rows: AnyRows, plan: Plan) -> list[Key]:
    """The key of clusters; empty where the plan names none."""
    return [] if plan.cluster is None else [rows.key(plan.cluster)]


def _tally(
    table: Tabulation, scores: Array, segments: Segments, clusters: Sequence[Key], plan: Plan
) -> Tally:
    """The tally of a table by segment, by cluster if there are any, and by a last key.

    ``scores`` are the scores of the last key's labels; NaN is none.
    """
    table = table.take(np.flatnonzero(np.isfinite(scores[table.index[-1]])))
    *by, value = table.index
    cluster = None
    for key in clusters:
        cluster = _cluster_numbers(by.pop(), key)
    return tally(
        segments.of(by, len(table.n)),
        scores[value],
        table,
        len(segments),
        cluster=cluster,
        amounts=plan.scale == NO_SCALE,
    )


def _per_segment(table: Tabulation, segments: Segments) -> tuple[int, ...]:
    return per_segment(segments.of(table.index, len(table.n)), table.n, len(segments))


def _scores(answers: Answers) -> Array:
    return np.where(answers.is_score, answers.score, np.nan)


def _sum_over_segments(table: Tabulation, keys: Sequence[Key]) -> Whole:
    """Rows for each combination of the last keys."""
    n = np.zeros([len(key.labels) for key in keys], np.int64)
    np.add.at(n, table.index[-len(keys) :], table.n)
    return n


def weights_of(rows: AnyRows, plan: Plan, *, share: bool = True) -> Weights:
    """The weights that a plan names, rare ones shared; no column where it names none.

    Raises
    ------
    RowsError
        When a weight is missing or negative, or all are zero.
    """
    if plan.weight is None:
        return Weights(None)
    weights = _read_weights(rows, plan.weight)
    if not share:
        return Weights(weights)
    return Weights(*share_weights(rows, weights, plan.respondent, plan.min_n))


def _read_weights(rows: AnyRows, name: str) -> Any:
    weights = rows.numbers(name)
    extent = rows.extent(weights)
    if extent.absent or extent.negative:
        raise RowsError(
            f"weight column {name!r} has {extent.absent:,} values that are missing or no number and "
            f"{extent.negative:,} below zero, of {extent.rows:,}; a weight is zero or more"
        )
    if not extent.high:
        raise RowsError(f"weight column {name!r} is zero in every row")
    return weights


# --- tallies


def tally(
    segment: Index,
    score: Array,
    table: Tabulation,
    segments: int,
    *,
    cluster: Index | None = None,
    amounts: bool = False,
) -> Tally:
    """Counts of one stage or question: ``n[segment][value]``, the values ascending.

    Parameters
    ----------
    segment, score
        For each row of ``table``, its segment and its score.
    table
        How many rows there are of each, and their weights.
    segments
        How many segments there are.
    cluster
        For each row of ``table`` the number of its cluster, -1 for none.
    amounts
        Whether very many values may go into bins, with their exact sums.

    Raises
    ------
    RowsError
        When clusters have too many pairs of cells, or amounts in clusters have too many different values.

    Examples
    --------
    >>> counts = tally(np.array([0, 1, 1]), np.array([5.0, 4.0, 5.0]), Tabulation((), np.array([2, 1, 3])), 2)
    >>> counts.values, counts.n
    ((4.0, 5.0), ((0, 2), (1, 3)))
    """
    sums: tuple[tuple[float, float, float, float], ...] = ()
    if amounts and len(np.unique(score)) > MOST_VALUES:
        if cluster is not None:
            raise RowsError(
                f"cluster= takes amounts of at most {MOST_VALUES:,} different values; round them first"
            )
        sums = _exact_sums(segment, score, table, segments)
        score = middles(score)
    values, place = np.unique(score, return_inverse=True)
    cell, shape = segment * len(values) + place, (segments, len(values))
    weights, squares = (
        () if each is None else _rows(np.bincount(cell, each, segments * len(values)).reshape(shape))
        for each in (table.weights, table.weights_squared)
    )
    return Tally(
        values=tuple(values.tolist()),
        n=_rows(_whole(cell, table.n, shape)),
        weights=weights,
        weights_squared=squares,
        sums=sums,
        clusters=None if cluster is None else find_pairs(cluster, segment, place, table, shape).stored(),
    )


def _exact_sums(segment: Index, score: Array, table: Tabulation, segments: int) -> Any:
    """Sums of wx, wx², w²x and w²x² of each segment, added in the order of values, not of rows."""
    order = np.argsort(score, kind="stable")
    x, group = score[order], segment[order]
    weights, squares = (
        (table.n if each is None else each)[order] for each in (table.weights, table.weights_squared)
    )
    products = (weights * x, weights * x * x, squares * x, squares * x * x)
    return _rows(np.column_stack([np.bincount(group, each, segments) for each in products]))


def per_segment(segment: Index, n: Whole, segments: int) -> tuple[int, ...]:
    """Sums of ``n`` per segment."""
    return tuple(_whole(segment, n, (segments,)).tolist())


def range_of(counts: Counts) -> tuple[float, float]:
    """The range of the published amounts, zero included.

    Examples
    --------
    >>> range_of(Counts(stages={"shop": Tally((12.5, 40.0), ((3, 9),))}))
    (0.0, 40.0)
    """
    tables = [counts, *counts.coarser]
    tallies = [tally for table in tables for tally in table.stages.values()]
    amounts = [0.0, *(value for tally in tallies for value in tally.values)]
    return (min(amounts), max(amounts)) if any(amounts) else (0.0, 1.0)


def _whole(cell: Index, n: Whole, shape: tuple[int, ...]) -> Whole:
    counts = np.zeros(shape, np.int64)
    np.add.at(counts.reshape(-1), cell, n)
    return counts


def _rows(array: np.ndarray[Any, np.dtype[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in array.tolist())
