"""The sources of a map: joined and removed, measured under the filters, and followed as their rows change."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
import pandas as pd

from cjm_widgets.analysis.tables import QUESTION, measures_by_question, questions_of
from cjm_widgets.analysis.tables import measures_by as tabulate_by
from cjm_widgets.analysis.tables import measures_frame as tabulate
from cjm_widgets.counts.release import release, withholds_any
from cjm_widgets.counts.small_values import join_small_values
from cjm_widgets.counts.stack import check_filters, filter_key
from cjm_widgets.counts.survey import FEW_PEOPLE, SHOWS_FEW, Readout, note_of_withheld, read_rows
from cjm_widgets.counts.weights import SHARED
from cjm_widgets.document.errors import CjmError, CjmWarning, RowsError, quoted, unknown
from cjm_widgets.document.model import Counts, Document, Id, Source
from cjm_widgets.document.names import former_names, fresh_id, labels, slug
from cjm_widgets.document.operations import Operation, Remove
from cjm_widgets.frames.typed import frame_of_rows
from cjm_widgets.frames.watch import Watch
from cjm_widgets.journey.editing import Editing
from cjm_widgets.journey.sources import NO_EVENTS
from cjm_widgets.journey.sources.join_measures import (
    scale_of_options,
    several_measures,
    suited_measures,
    usual_measures,
)
from cjm_widgets.journey.sources.join_options import as_texts, event_options, plan_options, with_questions
from cjm_widgets.journey.sources.source_record import (
    JoinedSource,
    news,
    plan_of,
    reads_alike,
    recount_errors,
    replacing,
    rows_outcome,
    source_of,
    stage_texts,
)
from cjm_widgets.measures.gaps import Gap
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.mentions import cells_of
from cjm_widgets.measures.source import MeasuredSource, measured_source, who_counts
from cjm_widgets.rows.events import EventPlan
from cjm_widgets.rows.files import faults
from cjm_widgets.rows.opening import as_table
from cjm_widgets.rows.provenance import fingerprint, why_changed
from cjm_widgets.rows.reading import (
    AnyPlan,
    CountedPlan,
    Plan,
    check_min_n,
)
from cjm_widgets.rows.scale import infer_scale
from cjm_widgets.rows.scores import NO_SCALE
from cjm_widgets.rows.table import RowTable
from cjm_widgets.rows.xes import XES_COLUMNS, XES_END, is_xes
from cjm_widgets.shown.reading import with_figures
from cjm_widgets.shown.sources import RECENT, MapSource, map_sources

T = TypeVar("T")
Filter = dict[str, tuple[str | None, ...]]
MOST_EXACT = 32
"""Of so many states of weighted sources the counts by their exact weights are remembered, for undo."""

_CHANGES = {
    "source": object,
    "changed": bool,
    "rows_before": int,
    "rows": int,
    "stages": object,
    "read": object,
}
_STALE = {"source": object, "since": object, "why": object}


@dataclass
class _RowsAtHand:
    """The rows of a source, and how to see that they were edited: only pandas frames can be, in place."""

    rows: Any
    joined: JoinedSource | None
    watch: Watch | None = None

    def __post_init__(self) -> None:
        if isinstance(self.rows, pd.DataFrame):
            self.watch = Watch(self.rows)

    def edited(self) -> bool:
        """Whether they changed since `forget_edits`."""
        return self.watch is not None and self.watch.changed()

    def forget_edits(self) -> None:
        """Take the current state of the rows as read."""
        if self.watch is not None:
            self.watch.reset()


class _Numbers:
    """The numbers of one document, remembered for the filters chosen last."""

    def __init__(self, document: Document, measured: Mapping[Id, MeasuredSource]) -> None:
        stages = labels(document.stages)
        self.document = document
        self.sources = map_sources(document, measured)
        self.frame = lru_cache(RECENT)(lambda key: tabulate([*measured.values()], stages, dict(key)))


class Sources:
    """The sources of one document, what they come to, and the filters in force.

    Parameters
    ----------
    editing
        Where the document changes.
    on_numbers
        Called when any number may have changed.
    """

    def __init__(self, editing: Editing, on_numbers: Callable[[], None]) -> None:
        self._editing = editing
        self._on_numbers = on_numbers
        self._at_hand: dict[Id, _RowsAtHand] = {}
        self._exact: dict[str, Counts] = {}
        """By the fingerprints of counts with shared weights, the counts by the weights as they are."""
        self._ready: dict[Id, tuple[Source, MeasuredSource]] = {}
        self._current: _Numbers | None = None
        self.filters: Filter = {}

    # --- joins

    def join(self, rows: Any, *, measures: Any, name: str | None, **options: Any) -> JoinedSource:
        """Count rows and put the counts into the document; see ``Journey.join``."""
        if options["stages"] is not None and options["stage"] is None:
            raise RowsError("stages= says what the texts of a stage column mean: say stage= too")
        return self._join(Plan, rows, options, measures, name)

    def join_counts(self, table: Any, *, measures: Any, name: str | None, **options: Any) -> JoinedSource:
        """Take over a table that was counted already; see ``Journey.join_counts``."""
        return self._join(CountedPlan, table, options, measures, name)

    def join_events(self, events: Any, *, measures: Any, name: str | None, **options: Any) -> JoinedSource:
        """Count events and put the counts into the document; see ``Journey.join_events``."""
        if not is_xes(events):
            planned = event_options(options, self._editing.document)
        else:
            options |= {name: column for name, column in XES_COLUMNS.items() if options[name] is None}
            planned = event_options(options, self._editing.document)
            events = as_table(events, EventPlan(**planned | {"stages": {}}).named_columns, planned["sheet"])
            if planned["end"] is None and XES_END in events.rows:
                planned["end"] = XES_END
        return self._join_planned(EventPlan, events, planned, several_measures(measures), name)

    def _join(
        self,
        kind: type[Plan | CountedPlan],
        rows: Any,
        options: Mapping[str, Any],
        measures: Any,
        name: str | None,
    ) -> JoinedSource:
        choice = several_measures(measures)
        if kind is Plan and all(options[name] is None for name in ("columns", "stage", "score")):
            rows, options = with_questions(self._editing.document, rows, options)
        planned = plan_options(kind, options, self._editing.document)
        planned["cells"] = cells_of(choice or ())
        planned["scale"] = scale_of_options(planned, choice)
        return self._join_planned(kind, rows, planned, choice, name)

    def _join_planned(
        self,
        kind: type[Plan | CountedPlan | EventPlan],
        rows: Any,
        planned: dict[str, Any],
        choice: tuple[Measure, ...] | None,
        name: str | None,
    ) -> JoinedSource:
        """Join rows by options as plans have them; without a scale it is looked for in the rows."""
        document = self._editing.document
        scale, texts = planned["scale"], planned["stages"]
        if not planned.get("columns"):
            planned["stages"] = stage_texts(document, texts, planned["match"])
        planned["names"] = tuple(labels(document.stages).values())
        planned["former"] = former_names(document.stages)
        plan = kind(**planned | {"scale": NO_SCALE if scale is None else scale})
        table = as_table(rows, plan.named_columns, plan.sheet)
        plan = plan.renamed(table.names)
        if scale is None:  # it is looked for where the plan says that scores are
            with faults(table.faults):
                plan = msgspec.structs.replace(plan, scale=infer_scale(table, plan))
        measures = suited_measures(choice or usual_measures(plan), plan)
        if any(isinstance(measure, Gap) for measure in measures) and not plan.expected:
            raise RowsError(
                "cjm.gap() is what respondents expected less what they received: name the columns of what "
                "they expected, expected={stage: column}"
            )
        return self._take_in(table, plan, texts, measures, name)

    def _take_in(
        self,
        table: RowTable,
        plan: AnyPlan,
        texts: Mapping[str, Id],
        measures: tuple[Measure, ...],
        name: str | None,
    ) -> JoinedSource:
        """Read the rows and put their counts into the document."""
        if name is not None and (not isinstance(name, str) or not name):
            raise RowsError(f"name= is what to call the source, as text, not {name!r}")
        document = self._editing.document
        readout = self._read(table, plan)
        old, source = self._identified(source_of(plan, measures, readout, texts), name)
        source = with_figures(document, source)
        joined = JoinedSource(
            source.id,
            source.name,
            rows_outcome(plan, readout, texts, document),
            lambda: self._editing.document,
            self.remove,
        )
        operations = replacing(document, old, source)
        self._editing.commit(lambda _: operations, f"Join {source.name}")
        self._at_hand[source.id] = _RowsAtHand(table.origin, joined)
        self.update()
        return joined

    def _identified(self, source: Source, name: str | None) -> tuple[Source | None, Source]:
        """The source this one replaces, if any, and this one with its name and id.

        The same name is the same source; without a name, the same way of reading is, so that running
        a cell again does not join its rows twice.
        """
        every = self._editing.document.sources
        for old in every:
            if old.name == name or (name is None and reads_alike(old, source)):
                return old, msgspec.structs.replace(source, id=old.id, name=old.name)
        usual = "Events" if source.kind == "events" else "Survey"
        name = name or fresh_id(usual, {old.name for old in every}).replace("-", " ")
        id = fresh_id(slug(name), {old.id for old in every})
        return None, msgspec.structs.replace(source, id=id, name=name)

    def share(self, other: Sources) -> None:
        """Take over the filters, and the rows at hand, of a journey that has the same document."""
        self._exact = dict(other._exact)
        self._at_hand = {id: _RowsAtHand(one.rows, None) for id, one in other._at_hand.items()}
        self.filters = dict(other.filters)
        self.update()

    def remove(self, id: str, name: str) -> None:
        """Take a source off the map."""
        if all(source.id != id for source in self._editing.document.sources):
            raise unknown("source", name, [source.name for source in self._editing.document.sources])
        self._editing.commit(lambda _: [Remove(what="source", id=id)], f"Remove {name}")
        self.update()

    # --- measures

    def measured(self) -> list[MeasuredSource]:
        """Every source of the document that has counts, ready to be measured."""
        return [*self._by_id().values()]

    def measures(self) -> pd.DataFrame:
        """The tidy table of measures under the filters in force."""
        return self._numbers().frame(filter_key(self.filters)).copy()

    def shown(self) -> list[MapSource]:
        """Every source of the document that has numbers, ready to be shown."""
        return self._numbers().sources

    def _numbers(self) -> _Numbers:
        document = self._editing.document
        if self._current is None or self._current.document is not document:
            self._current = _Numbers(document, self._by_id())
        return self._current

    def measures_by(self, column: str) -> pd.DataFrame:
        """The same for each value of a column, or for each question."""
        self.count_crossing(column)
        stages, sources = labels(self._editing.document.stages), self.measured()
        if column == QUESTION and all(column not in source.counts.by for source in sources):
            questions = [
                (questions_of(measured, source.counts), source.columns)
                for source, measured in self._ready.values()
                if source.counts is not None
            ]
            return measures_by_question(questions, stages, self.filters)
        return tabulate_by(column, sources, stages, self.filters)

    def filter(self, choice: Mapping[str, Any]) -> None:
        """Keep only rows with these values from now on."""
        if not isinstance(choice, Mapping):
            raise CjmError(f"filters are a dictionary of columns and values, not {quoted(choice)}")
        filters = {column: as_texts(values) for column, values in choice.items() if values is not None}
        check_filters(filters, [measured.counts for measured in self.measured()])
        self._count_crossing(filters)
        before, self.filters = self.filters, filters
        try:
            self._on_numbers()
        except BaseException:
            self.filters = before
            self._on_numbers()  # whoever heard of the new filters hears of the old ones
            raise

    def count_crossing(self, *columns: str | None) -> None:
        """Count the crossing that filters and columns need, of every source whose rows are at hand."""
        self._count_crossing(self.filters, *columns)

    def count_waves(self, *columns: str | None) -> None:
        """The same with the column of time of each source."""
        for wave in {measured.wave for measured in self.measured() if measured.wave is not None}:
            self.count_crossing(*columns, wave)

    def _count_crossing(self, filters: Filter, *columns: str | None) -> None:
        for source in self._editing.document.sources:
            measured, at_hand = self._by_id().get(source.id), self._at_hand.get(source.id)
            if measured is None or at_hand is None:
                continue
            missing = measured.counts.lacks(filters, columns)
            if not missing:
                continue
            document = self._editing.document
            wanted = msgspec.structs.replace(source, crossings=(*source.crossings, missing))
            with recount_errors(source), warnings.catch_warnings():
                warnings.simplefilter("ignore", CjmWarning)  # they were said when the rows were joined
                readout = self._read(at_hand.rows, plan_of(wanted, document))
            counted = msgspec.structs.replace(
                wanted, counts=readout.counts, fingerprint=fingerprint(readout.counts)
            )
            operations = replacing(document, source, with_figures(document, counted))
            self._editing.report(operations, f"Count {source.name} by {', '.join(missing)}")

    def count_events(self, anew: Callable[[Source, Document], Source | None]) -> list[Source]:
        """Count events again whose counts do not hold what is asked for; returns those not at hand.

        Parameters
        ----------
        anew
            Gives the source as it must be counted, or None where its counts are right.
        """
        absent = []
        for source in self._editing.document.sources:
            document = self._editing.document
            wanted = anew(source, document) if source.kind == "events" and source.counts else None
            if wanted is None:
                continue
            if (at_hand := self._at_hand.get(source.id)) is None:
                absent.append(source)
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", CjmWarning)  # they were said when the events were joined
                readout, operations = self._read_again(wanted, at_hand.rows)
            if wanted is source:
                self._accept(source, readout, at_hand)
            else:
                own = {"counts": readout.counts, "fingerprint": fingerprint(readout.counts)}
                counted = msgspec.structs.replace(wanted, **own)
                operations = replacing(document, source, with_figures(document, counted))
            if operations:
                self._editing.report(operations, f"Count {source.name}")
                self.update()
        return absent

    def visits(self, read: Callable[[Any, EventPlan], T]) -> Iterator[tuple[Source, T]]:
        """The visits of every source of events, read again.

        Parameters
        ----------
        read
            Reads them from rows by a plan; see `read_visits`.

        Raises
        ------
        RowsError
            There is none, or events are not at hand.
        """
        document = self._editing.document
        sources = [source for source in document.sources if source.kind == "events"]
        if not sources:
            raise RowsError(NO_EVENTS)
        for source in sources:
            at_hand = self._at_hand.get(source.id)
            if at_hand is None:
                raise RowsError(f"the events of {source.name!r} are not at hand: join them in this session")
            plan = plan_of(source, document)
            assert isinstance(plan, EventPlan)  # it is of events
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", CjmWarning)  # they were said when the events were joined
                yield source, read(at_hand.rows, plan)

    def rows_at_hand(self, source: Source) -> Any:
        """The rows of a source, for what its counts do not hold.

        Raises
        ------
        RowsError
            They are not at hand.
        """
        at_hand = self._at_hand.get(source.id)
        if at_hand is None:
            raise RowsError(f"the rows of {source.name!r} are not at hand: join them in this session")
        return at_hand.rows

    def update(self) -> None:
        """Announce that numbers may have changed, without filters that no source knows any more."""
        counts = [measured.counts for measured in self.measured()]
        for column, values in list(self.filters.items()):
            try:
                check_filters({column: values}, counts)
            except CjmError:
                self.filters = {other: rest for other, rest in self.filters.items() if other != column}
        self._on_numbers()

    def _by_id(self) -> dict[Id, MeasuredSource]:
        ready = {}
        for source in self._editing.document.sources:
            entry = self._ready.get(source.id)
            if entry is not None and entry[0] is source:
                ready[source.id] = entry
            elif (measured := measured_source(self._with_weights(source))) is not None:
                ready[source.id] = source, measured
        self._ready = ready
        return {id: measured for id, (_, measured) in ready.items()}

    def _with_weights(self, source: Source) -> Source:
        """The source by the weights of its rows, where the document shares rare ones."""
        exact = self._exact.get(source.fingerprint)
        if exact is None:
            return source
        note = ", ".join(part for part in source.note.split(", ") if part != SHARED)
        return msgspec.structs.replace(source, counts=exact, note=note)

    def _read(self, rows: Any, plan: AnyPlan) -> Readout:
        """Read rows, and remember their counts by the weights as they are."""
        readout = read_rows(rows, plan)
        if readout.exact is not None:
            self._exact[fingerprint(readout.counts)] = readout.exact
            for old in [*self._exact][:-MOST_EXACT]:
                del self._exact[old]
        return readout

    # --- live rows

    def is_live(self, id: str) -> bool:
        """Whether the rows of a source are at hand, not only its counts."""
        return id in self._at_hand

    def refresh(self) -> None:
        """Count again the rows that were edited since.

        Raises
        ------
        CjmError
            They cannot be counted any more; the map keeps the numbers it had.
        """
        for source in self._editing.document.sources:
            at_hand = self._at_hand.get(source.id)
            if at_hand is None or not at_hand.edited():
                continue
            try:
                readout, operations = self._read_again(source, at_hand.rows)
            except CjmError:
                at_hand.forget_edits()  # reported once; an interruption leaves the edit to be seen again
                raise
            self._accept(source, readout, at_hand)
            if operations:
                self._editing.report(operations, f"{source.name} changed")
                self.update()

    def recount(self) -> pd.DataFrame:
        """Count every source again whose rows are at hand or whose file is known; see ``Journey.refresh``."""
        document = self._editing.document
        every = []
        for source in document.sources:
            rows = self._rows_of(source)
            if rows is not None:
                every.append((source, rows, *self._read_again(source, rows)))
        for source, rows, readout, _ in every:
            if source.id not in self._at_hand:
                self._at_hand[source.id] = _RowsAtHand(rows, None)
            self._accept(source, readout, self._at_hand[source.id])
        operations = [operation for *_, own in every for operation in own]
        if operations:
            self._editing.report(operations, "Refresh")
            self.update()
        called = labels(document.stages)
        return frame_of_rows(
            [
                (
                    source.name,
                    fingerprint(readout.counts) != source.fingerprint,
                    source.rows,
                    readout.rows,
                    [called.get(stage, stage) for stage in _changed_stages(source, readout)],
                    source.read,
                )
                for source, _, readout, _ in every
            ],
            _CHANGES,
        )

    def published(self, min_n: int) -> Document:
        """The document with numbers of fewer respondents withheld; see ``Journey.publish``."""
        check_min_n(min_n)
        document = self._editing.document
        sources = tuple(self._published(source, min_n) for source in document.sources)
        return msgspec.structs.replace(document, sources=sources, snapshots=())

    def _published(self, source: Source, min_n: int) -> Source:
        if source.counts is None or source.min_n >= min_n:
            return source
        document, rows = self._editing.document, self._rows_of(source)
        strict = msgspec.structs.replace(source, min_n=min_n)
        if rows is not None:
            with recount_errors(source):
                readout = read_rows(rows, plan_of(strict, document))
            counts, note = readout.counts, readout.note
        elif (
            withholds_any(source.counts)
            or source.per == "answer"
            or source.weight
            or source.cluster
            or source.counts.mentions
            or source.counts.events
        ):
            raise RowsError(
                f"the counts of {source.name!r} were released for min_n={source.min_n}, and no more of them "
                "can be withheld without their rows: join the rows in this session, and publish then"
            )
        else:
            # Pairs were released for fewer people, and cannot be withheld any more.
            every = msgspec.structs.replace(source.counts, panel=None, gaps=None)
            joined = join_small_values(every, min_n, source.wave, source.waves)
            counts = release(joined, min_n, source.columns, amounts=source.kind == "amounts")
            parts = source.note.split(", ")
            who = who_counts(source)
            parts = [part for part in parts if part != SHOWS_FEW or min_n < FEW_PEOPLE]
            note = ", ".join(filter(None, [*parts, note_of_withheld(source.counts, counts, who)]))
        anew = msgspec.structs.replace(strict, counts=counts, note=note, fingerprint=fingerprint(counts))
        return with_figures(document, anew)

    def stale(self) -> pd.DataFrame:
        """The sources whose rows are not what they were when they were counted; see ``Journey.stale``."""
        reasons = [(source, self._why_stale(source)) for source in self._editing.document.sources]
        return frame_of_rows(
            [(source.name, source.read, why) for source, why in reasons if why is not None], _STALE
        )

    def _why_stale(self, source: Source) -> str | None:
        at_hand = self._at_hand.get(source.id)
        if source.file is not None and (at_hand is None or isinstance(at_hand.rows, str | os.PathLike)):
            return why_changed(source.file)
        if at_hand is None:
            return None
        if at_hand.watch is not None:
            return "its rows were edited" if at_hand.edited() else None
        try:
            readout, _ = self._read_again(source, at_hand.rows)
        except CjmError as error:
            return str(error)
        return "its rows are others" if fingerprint(readout.counts) != source.fingerprint else None

    def _rows_of(self, source: Source) -> Any:
        """The rows of a source, or the path of the file they are in; None where neither is known."""
        at_hand = self._at_hand.get(source.id)
        if at_hand is not None:
            return at_hand.rows
        return None if source.file is None else source.file.path

    def _read_again(self, source: Source, rows: Any) -> tuple[Readout, list[Operation]]:
        document = self._editing.document
        with recount_errors(source):
            readout = self._read(rows, plan_of(source, document))
        return readout, news(document, source, readout)

    def _accept(self, source: Source, readout: Readout, at_hand: _RowsAtHand) -> None:
        """The rows are what was just read."""
        at_hand.forget_edits()
        if at_hand.joined is not None:
            document = self._editing.document
            outcome = rows_outcome(plan_of(source, document), readout, source.stages, document)
            joined = at_hand.joined
            joined.reconciliation, joined.matches, joined.labels = outcome


def _changed_stages(source: Source, readout: Readout) -> list[str]:
    before = {} if source.counts is None else source.counts.stages
    after = readout.counts.stages
    return [stage for stage in {**before, **after} if before.get(stage) != after.get(stage)]
