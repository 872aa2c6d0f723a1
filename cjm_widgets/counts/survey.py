"""Reading rows the whole way: the counts that may be shown, what became of every row, and its origin."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace as replace_rows
from typing import Any

import numpy as np
import pandas as pd
from msgspec.structs import replace

from cjm_widgets.counts.counted_tables import RECONSTRUCTED, count_table
from cjm_widgets.counts.counting import RowCounts
from cjm_widgets.counts.crossings import count_crossings, cross
from cjm_widgets.counts.events.counting import count_events, release_events
from cjm_widgets.counts.events.parts import count_parts, parts_of
from cjm_widgets.counts.mentions.release import release_mentions
from cjm_widgets.counts.panel import together
from cjm_widgets.counts.release import release
from cjm_widgets.counts.small_values import join_small_values
from cjm_widgets.counts.stack import StackedCounts, stack
from cjm_widgets.counts.weights import SHARED
from cjm_widgets.document.errors import CjmWarning, RowsError
from cjm_widgets.document.model import Counts, Id, Panel, SourceFile, Tally
from cjm_widgets.rows.advice import labels_frame
from cjm_widgets.rows.events import (
    EventPlan,
    EventReadout,
    Visits,
    columns_of,
    event_note,
    read_events,
    read_part,
    report_events,
)
from cjm_widgets.rows.files import faults
from cjm_widgets.rows.opening import as_table, open_rows
from cjm_widgets.rows.protocol import require_columns
from cjm_widgets.rows.provenance import query_of
from cjm_widgets.rows.reading import AnyPlan, CountedPlan, Plan
from cjm_widgets.rows.reconciliation import add_left_out, event_reconciliation
from cjm_widgets.rows.scores import MATCHED, NO_SCALE, OUTCOMES, UNMATCHED, is_blank, text
from cjm_widgets.rows.table import RowTable, named_by_text
from cjm_widgets.rows.waves import read_calendar

POOLED = "answers pooled"
"""The note that the methods of such a source carry."""
NOT_PAIRED = "respondents in several waves taken for independent"
"""The note of mentions, of which no pairs are kept."""
FEW_PEOPLE = 5
"""Below this ``min_n`` numbers may be of people whom others recognise."""
SHOWS_FEW = f"shows numbers of fewer than {FEW_PEOPLE} people"
"""The note that such a source carries."""


def pool(counts: Counts, columns: Mapping[str, Id]) -> Counts:
    """Let each stage with several questions hold all answers to them; ``n`` then counts answers.

    Parameters
    ----------
    counts
        Released counts; see `release`. Where a question is withheld, so is its stage.
    columns
        Each question's stage.

    Examples
    --------
    >>> questions = {"Q1": Tally((4.0, 5.0), ((10, 20),)), "Q2": Tally((3.0, 5.0), ((5, 10),))}
    >>> pooled = pool(Counts(questions=questions), {"Q1": "wait", "Q2": "wait"})
    >>> pooled.stages["wait"].values, pooled.stages["wait"].n
    ((3.0, 4.0, 5.0), ((5, 10, 30),))
    """
    of: dict[Id, list[Tally]] = {}
    for question, stage in columns.items():
        if question in counts.questions:
            of.setdefault(stage, []).append(counts.questions[question])
    pooled = {stage: _together(several) for stage, several in of.items() if len(several) > 1}
    return replace(
        counts,
        stages=counts.stages | pooled,
        coarser=tuple(pool(coarser, columns) for coarser in counts.coarser),
    )


def _together(tallies: list[Tally]) -> Tally:
    values = sorted({value for tally in tallies for value in tally.values})
    withheld = sorted({segment for tally in tallies for segment in tally.withheld})

    def add_up(field: str) -> Any:
        if not getattr(tallies[0], field):
            return ()
        rows = np.zeros((len(tallies[0].n), len(values)), np.int64 if field == "n" else np.float64)
        for tally in tallies:
            if tally.values:  # a question that is withheld for everyone has none
                rows[:, np.searchsorted(values, tally.values)] += getattr(tally, field)
        rows[withheld] = 0
        return tuple(tuple(row) for row in rows.tolist())

    return Tally(
        values=tuple(values),
        n=add_up("n"),
        weights=add_up("weights"),
        weights_squared=add_up("weights_squared"),
        withheld=tuple(withheld),
    )


# --- rows to counts


@dataclass(frozen=True)
class Readout:
    """The result of reading rows.

    Parameters
    ----------
    counts
        The counts that may be shown; see `release`.
    reconciliation
        What became of every row; see `reconciliation`. Stages are there by their ids.
    labels
        Every answer that is a score and no plain number; see `labels_frame`.
    rows, width
        How many rows and columns there are.
    engine, query, file
        What holds the rows, and where they came from.
    note
        What every method should say besides.
    exact
        The counts by the weights as they are, where ``counts`` shares rare ones: for numbers of this session,
        which has the rows; never for the document.
    """

    counts: Counts
    reconciliation: pd.DataFrame
    labels: pd.DataFrame
    rows: int
    width: int
    engine: str
    query: str
    file: SourceFile | None
    note: str = ""
    exact: Counts | None = None

    @property
    def off_map(self) -> int:
        """How many rows are at no stage of the map."""
        outcome = self.reconciliation["outcome"]
        return int(self.reconciliation.loc[outcome == OUTCOMES[UNMATCHED], "rows"].sum())


def read_rows(rows: Any, plan: AnyPlan) -> Readout:
    """Read rows, or a table that was counted already, as a plan says.

    Parameters
    ----------
    rows
        What `as_table` takes.
    plan
        A `Plan`, a `CountedPlan` or an `EventPlan`.

    Raises
    ------
    CjmError
        They cannot be read so; see `count`, `count_table` and `select_rows`.

    Examples
    --------
    >>> rows = pd.DataFrame({"Q1": [4, 5] * 10, "year": [2016] * 12 + [2017] * 8})
    >>> plan = Plan(scale=(1, 5), columns={"Q1": "wait"}, where={"year": ("2016",)})
    >>> tabulation = read_rows(rows, plan)
    >>> tabulation.rows, tabulation.width, tabulation.engine, tabulation.counts.respondents
    (20, 2, 'pandas', (12,))
    >>> tabulation.reconciliation[["outcome", "rows"]].to_numpy().tolist()
    [['matched', 12], ['filtered', 8]]
    """
    table = as_table(rows, plan.named_columns, plan.sheet)
    plan = plan.renamed(table.names)
    table = table.labelled(plan)
    exact = None
    with faults(table.faults):
        reader = open_rows(table)
        if isinstance(plan, EventPlan):
            return _read_events(table, reader, plan)
        if isinstance(plan, CountedPlan):
            result = count_table(as_pandas(table.rows), plan)
            counts = _released(result.counts, plan)
            notes = [_note_of_counted(plan, result.reconciliation)]
        else:
            assert isinstance(plan, Plan)  # there are no others
            result = _count_rows(table, reader, plan)
            pooled = plan.per == "answer" and plan.wide
            counts, notes = _published(result.counts, plan), [POOLED] if pooled else []
            if SHARED in result.note:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", CjmWarning)  # they were said of the shared weights
                    exact = _published(_count_rows(table, reader, plan, share=False).counts, plan)
        rows_there = len(reader)
    if plan.cells is not None and plan.wave is not None and plan.respondent is not None:
        notes.append(NOT_PAIRED)
    answers = plan.stage is not None and plan.respondent is None and not isinstance(plan, CountedPlan)
    notes += [
        result.note,
        SHOWS_FEW if plan.min_n < FEW_PEOPLE else "",
        note_of_withheld(result.counts, counts, "answers" if answers else "respondents"),
    ]
    return Readout(
        counts,
        result.reconciliation,
        result.labels,
        rows_there,
        len(reader.columns),
        reader.engine,
        query_of(table.origin),
        table.file,
        ", ".join(note for note in notes if note),
        exact,
    )


def _read_events(table: RowTable, reader: Any, plan: EventPlan) -> Readout:
    """Read a log of events; its rows are events, its respondents cases."""
    rows, plan, left_out = _remaining_events(table, plan)
    parts = parts_of(rows, plan)
    if parts is None:
        events = read_part(columns_of(rows, plan.named_columns), plan, plan.order_of_stages)
        report_events(events, plan)
        counted = count_events(events.visits, plan)
    else:
        events, counted = count_parts(parts, plan)
        report_events(events, plan)
    counts = release_events(counted, plan)
    table_of = event_reconciliation(events.outcomes, plan)
    stages = {name: plan.rules.get(name) for own in left_out.values() for name in own}
    notes = [
        event_note(events, plan),
        SHOWS_FEW if plan.min_n < FEW_PEOPLE else "",
        note_of_withheld(counted, counts, "cases"),
    ]
    return Readout(
        counts,
        add_left_out(table_of, left_out, stages),
        labels_frame((), plan, {}),
        len(reader),
        len(reader.columns),
        reader.engine,
        query_of(table.origin),
        table.file,
        ", ".join(note for note in notes if note),
    )


def _events_of(table: RowTable, plan: EventPlan) -> tuple[EventReadout, Mapping[int, Mapping[str, int]]]:
    """The events that ``where`` keeps, and how many of which activity it leaves out."""
    rows, plan, left_out = _remaining_events(table, plan)
    return read_events(columns_of(rows, plan.named_columns), plan, plan.order_of_stages), left_out


def _remaining_events(
    table: RowTable, plan: EventPlan
) -> tuple[Any, EventPlan, Mapping[int, Mapping[str, int]]]:
    """The events that ``where`` keeps, the plan with their waves, and how many of which activity are not."""
    rows: Any = table.rows
    left_out: Mapping[int, Mapping[str, int]] = {}
    if plan.where:
        from cjm_widgets.rows.lazy import select_rows  # with narwhals, which takes a while to load

        remaining = select_rows(table.rows, plan)
        rows, left_out = remaining.rows, remaining.left_out
    if plan.wave is not None and not plan.waves_of_time:
        reader = open_rows(rows)
        require_columns(reader.columns, plan.named_columns)
        plan = replace(plan, calendar=read_calendar(reader, plan.wave, plan.every, plan.waves))
    return rows, plan, left_out


def read_visits(rows: Any, plan: EventPlan) -> Visits:
    """The visits of joined events, for what counts do not hold."""
    table = as_table(rows, plan.named_columns, plan.sheet)
    plan = plan.renamed(table.names)
    return _events_of(table.labelled(plan), plan)[0].visits


def read_channels(rows: Any, plan: EventPlan, column: str) -> Visits:
    """The visits of the same cases to the values of another column, such as a channel, instead of stages.

    Parameters
    ----------
    rows
        What `as_table` takes.
    plan
        How the events are read.
    column
        The column; its values are the stages of the result, in ascending order.

    Raises
    ------
    RowsError
        There is no such column, or it has no values.
    """
    own = replace(plan, stage=column, match="exact", stages={}, former={}, names=())
    table = as_table(rows, own.named_columns, plan.sheet)
    own = own.renamed(table.names)
    remaining, own, _ = _remaining_events(table.labelled(own), own)
    columns = columns_of(remaining, own.named_columns)
    present = columns[str(own.stage)].dropna().unique()
    names = sorted({text(value) for value in present if not is_blank(value)})
    if not names:
        raise RowsError(f"of={column!r} has no values in any event")
    return read_events(columns, replace(own, stages={name: name for name in names}), names).visits


def note_of_withheld(counts: Counts, released: Counts, who: str) -> str:
    """Where the numbers of all stages are withheld, how many answered, and which argument shows them.

    Parameters
    ----------
    counts, released
        The counts, and what may be published of them.
    who
        Whom they count: respondents or answers.
    Examples
    --------
    >>> before = Counts(respondents=(7,), stages={"wait": Tally((4.0,), ((7,),))})
    >>> note_of_withheld(before, Counts(stages={"wait": Tally((), ((),), withheld=(0,))}), "respondents")
    'numbers of all 7 respondents withheld, a lower min_n= shows more'
    """
    everyone = stack(replace(released, events={})).select()
    n = sum(counts.respondents)
    if not n or not counts.stages or not everyone.cells([*counts.stages]).withheld_cells.all():
        return ""
    return f"numbers of all {n:,} {who} withheld, a lower min_n= shows more"


def _published(counts: Counts, plan: Plan) -> Counts:
    """What may be published of counted rows, the answers of a stage together where the plan says so."""
    released = _released(counts, plan)
    return pool(released, plan.columns) if plan.per == "answer" and plan.wide else released


def _released(counts: Counts, plan: AnyPlan) -> Counts:
    """What may be published of the counts, of the pairs of waves, of gaps, and of mentions."""
    mentions = {stage: cross(table, plan) for stage, table in counts.mentions.items()}
    crossed = replace(cross(counts, plan), mentions=mentions)
    joined = join_small_values(crossed, plan.min_n, plan.wave, plan.waves)
    released = release(joined, plan.min_n, plan.columns, amounts=plan.scale == NO_SCALE)
    names = {
        name for table in (released, *released.coarser) for segment in table.segments for name in segment
    }
    return replace(
        released,
        waves=tuple(wave for wave in joined.waves if wave in names),
        panel=counts.panel and _beside(released, counts.panel, str(plan.wave)),
        mentions=release_mentions(joined.mentions, released, plan.min_n),
    )


def _beside(released: Counts, panel: Panel, wave: str) -> Panel | None:
    """The pairs without those that show something of what the counts withhold.

    Where a segment of a wave is withheld its pairs are published for all segments together, and where the
    wave is, not at all.
    """
    counts = stack(released, wave)
    names = {column: {*counts.options(column)} for column in panel.by}
    unnamed = any(
        name not in names[column]
        for segment in panel.segments
        for column, name in zip(panel.by, segment, strict=True)
    )
    places = range(len(panel.segments)) if panel.by else ()
    if unnamed or any(_shows_withheld(counts, panel, place) for place in places):
        panel = together(panel)
    waves = _visible(counts, {})
    stages = {
        stage: left
        for stage, pairs in panel.stages.items()
        if (left := tuple(pair for pair in pairs if {*pair.waves} <= waves[stage]))
    }
    return replace(panel, stages=stages) if stages else None


def _shows_withheld(counts: StackedCounts, panel: Panel, place: int) -> bool:
    """Whether a segment has pairs of a wave in which its counts are withheld."""
    visible = _visible(counts, dict(zip(panel.by, panel.segments[place], strict=True)))
    return any(
        any(pair.n[place]) and not {*pair.waves} <= visible[stage]
        for stage, pairs in panel.stages.items()
        for pair in pairs
    )


def _visible(counts: StackedCounts, segment: Mapping[str, str | None]) -> dict[Id, set[str | None]]:
    """The waves of a segment whose counts are published, at each stage."""
    groups = counts.select({column: (value,) for column, value in segment.items()}, counts.wave)
    hidden = groups.cells(counts.stages).withheld_cells
    return {
        stage: {label for label, out in zip(groups.labels, hidden[:, place], strict=True) if not out}
        for place, stage in enumerate(counts.stages)
    }


def _note_of_counted(plan: CountedPlan, outcomes: pd.DataFrame) -> str:
    """What methods say of a counted table: several questions of a stage are pooled, as nobody knows who
    answered.
    """
    matched = outcomes[outcomes["outcome"] == OUTCOMES[MATCHED]]
    notes = [RECONSTRUCTED] if plan.of_percentages else []
    if matched["stage"].duplicated().any():
        notes.append(POOLED)
    return ", ".join(notes)


def _count_rows(table: RowTable, reader: Any, plan: Plan, *, share: bool = True) -> RowCounts:
    """Count the rows that ``where`` and ``respondent`` keep; the others are reconciled as left out."""
    left_out: Mapping[int, Mapping[str, int]] = {}
    rows: Any = reader
    if plan.where or (plan.wide and plan.respondent is not None):
        from cjm_widgets.rows.lazy import select_rows  # with narwhals, which takes a while to load

        remaining = select_rows(table.rows, plan)
        left_out = remaining.left_out
        rows = reader if remaining.rows is table.rows else remaining.rows
    result = count_crossings(replace_rows(table, rows=rows), plan, share=share)
    origins = {origin for rows_of in left_out.values() for origin in rows_of}
    stages = {origin: plan.questions.get(origin) or plan.rules.get(origin) for origin in origins}
    return result._replace(reconciliation=add_left_out(result.reconciliation, left_out, stages))


def as_pandas(rows: Any) -> pd.DataFrame:
    """A table as a pandas frame, whatever holds it; for tables that are small."""
    if isinstance(rows, pd.DataFrame):
        return rows
    import narwhals.stable.v2 as nw

    frame = nw.from_native(named_by_text(rows))
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return eager.to_pandas()
