"""Joining rows to a map, and taking them off it: only their counts come into the document."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any

import msgspec
import pandas as pd

from cjm_widgets.analysis.compare import significant_stages
from cjm_widgets.analysis.tables import QUESTION, Measured, measures_by_question, questions_of
from cjm_widgets.analysis.tables import measures_by as tabulate_by
from cjm_widgets.analysis.tables import measures_frame as tabulate
from cjm_widgets.counts.stack import check_filters
from cjm_widgets.counts.survey import AnyPlan, Read, read_rows
from cjm_widgets.document.errors import CjmError, RowsError, check_choice, unknown
from cjm_widgets.document.model import Id, Source
from cjm_widgets.document.names import fresh_id, labels, resolve, slug
from cjm_widgets.document.operations import Operation, Remove
from cjm_widgets.frames.watch import Watch
from cjm_widgets.journey.editing import Editing
from cjm_widgets.journey.source_record import (
    JoinedSource,
    found,
    meaning,
    measurable,
    news,
    plan_of,
    reading,
    recorded,
    replacing,
    resolved,
    with_figures,
)
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.measure import Measure, check_suits
from cjm_widgets.measures.nets import NetPromoterScore, nps
from cjm_widgets.measures.shares import bottom_box, top_box
from cjm_widgets.rows.provenance import fingerprint, why_changed
from cjm_widgets.rows.reading import MATCHES, CountedPlan, Plan
from cjm_widgets.rows.scale import infer_scale
from cjm_widgets.rows.scores import NO_SCALE, text

Filter = dict[str, tuple[str | None, ...]]


class SourceNumbers:
    """What the sources of one document come to, and the filters in force.

    Parameters
    ----------
    editing
        Where the document changes.
    on_measured
        Called when any number may have changed.
    """

    def __init__(self, editing: Editing, on_measured: Callable[[], None]) -> None:
        self._editing = editing
        self._on_measured = on_measured
        self._ready: dict[Id, tuple[Source, Measured]] = {}
        self._marked: dict[Id, tuple[Measured, Filter, dict[Id, tuple[str, ...]]]] = {}
        self.filters: Filter = {}

    def measured(self) -> list[Measured]:
        """Every source of the document that has counts, ready to be measured."""
        return [*self._by_id().values()]

    def measures(self) -> pd.DataFrame:
        """The tidy table of measures under the filters in force."""
        return tabulate(self.measured(), labels(self._editing.document.stages), self.filters)

    def measures_by(self, column: str) -> pd.DataFrame:
        """The same for each value of a column, or for each question."""
        stages, sources = labels(self._editing.document.stages), self.measured()
        if column == QUESTION and all(column not in source.counts.by for source in sources):
            asked = [
                (questions_of(measured, source.counts), source.columns)
                for source, measured in self._ready.values()
                if source.counts is not None
            ]
            return measures_by_question(asked, stages, self.filters)
        return tabulate_by(column, sources, stages, self.filters)

    def marks(self) -> dict[Id, dict[Id, tuple[str, ...]]]:
        """For each source the stages where segments differ, under the filters in force; see `marks`."""
        marked = {}
        for id, measured in self._by_id().items():
            known = self._marked.get(id)
            if known is None or known[0] is not measured or known[1] != self.filters:
                stages = [stage.id for stage in self._editing.document.stages]
                known = measured, self.filters, significant_stages(measured, stages, self.filters)
            marked[id] = known
        self._marked = marked
        return {id: found for id, (_, _, found) in marked.items()}

    def filter(self, choice: Mapping[str, Any]) -> None:
        """Keep only rows with these values from now on."""
        filters = {column: as_texts(values) for column, values in choice.items() if values is not None}
        check_filters(filters, [measured.counts for measured in self.measured()])
        self.filters = filters
        self._on_measured()

    def tell(self) -> None:
        """Numbers may have changed; filters that no source knows any more are dropped."""
        counts = [measured.counts for measured in self.measured()]
        for column, values in list(self.filters.items()):
            try:
                check_filters({column: values}, counts)
            except CjmError:
                self.filters = {other: kept for other, kept in self.filters.items() if other != column}
        self._on_measured()

    def _by_id(self) -> dict[Id, Measured]:
        ready = {}
        for source in self._editing.document.sources:
            known = self._ready.get(source.id)
            if known is not None and known[0] is source:
                ready[source.id] = known
            elif (measured := measurable(source)) is not None:
                ready[source.id] = source, measured
        self._ready = ready
        return {id: measured for id, (_, measured) in ready.items()}


def as_texts(values: Any) -> tuple[str | None, ...]:
    """One value or several as the texts that counts know them by."""
    every = [values] if isinstance(values, str) or not isinstance(values, Iterable) else values
    return tuple(None if value is None else text(value) for value in every)


# --- rows at hand, watched for edits and read again: what they come to stays what the map says


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
class _Held:
    """Rows at hand, and how to see that they were edited: only pandas frames can be, where they lie."""

    rows: Any
    watch: Watch | None
    joined: JoinedSource | None

    def edited(self) -> bool:
        return self.watch is not None and self.watch.changed()

    def seen(self) -> None:
        if self.watch is not None:
            self.watch.reset()


class FollowedRows(SourceNumbers):
    """The rows of joined sources, as far as they are at hand."""

    def __init__(self, editing: Editing, on_measured: Callable[[], None]) -> None:
        super().__init__(editing, on_measured)
        self._held: dict[str, _Held] = {}

    def _hold(self, id: str, rows: Any, joined: JoinedSource | None) -> None:
        watch = Watch(rows) if isinstance(rows, pd.DataFrame) else None
        self._held[id] = _Held(rows, watch, joined)

    def is_live(self, id: str) -> bool:
        """Whether the rows of a source are at hand, not only its counts."""
        return id in self._held

    def refresh(self) -> None:
        """Count again the rows that were edited since.

        Raises
        ------
        CjmError
            They cannot be counted any more; the map keeps the numbers it had.
        """
        for source in self._editing.document.sources:
            held = self._held.get(source.id)
            if held is None or not held.edited():
                continue
            try:
                read, operations = self._read_again(source, held.rows)
            except CjmError:
                held.seen()  # said once; an interruption instead leaves the edit to be seen again
                raise
            self._accept(source, read, operations, held)
            if operations:
                self._editing.report(operations, f"{source.name} changed")
                self.tell()

    def recount(self) -> pd.DataFrame:
        """Count every source again whose rows are at hand or whose file is known; see ``Journey.refresh``."""
        document = self._editing.document
        every = []
        for source in document.sources:
            rows = self._rows_of(source)
            if rows is not None:
                every.append((source, rows, *self._read_again(source, rows)))
        for source, rows, read, operations in every:
            if source.id not in self._held:
                self._hold(source.id, rows, None)
            self._accept(source, read, operations, self._held[source.id])
        operations = [operation for *_, own in every for operation in own]
        if operations:
            self._editing.report(operations, "Refresh")
            self.tell()
        called = labels(document.stages)
        return _frame(
            [
                (
                    source.name,
                    fingerprint(read.counts) != source.fingerprint,
                    source.rows,
                    read.rows,
                    [called.get(stage, stage) for stage in _changed_stages(source, read)],
                    source.read,
                )
                for source, _, read, _ in every
            ],
            _CHANGES,
        )

    def stale(self) -> pd.DataFrame:
        """The sources whose rows are not what they were when they were counted; see ``Journey.stale``."""
        found = []
        for source in self._editing.document.sources:
            why = self._why_stale(source)
            if why is not None:
                found.append((source.name, source.read, why))
        return _frame(found, _STALE)

    def _why_stale(self, source: Source) -> str | None:
        held = self._held.get(source.id)
        if source.file is not None and (held is None or _is_path(held.rows)):
            return why_changed(source.file)
        if held is None:
            return None
        if held.watch is not None:
            return "its rows were edited" if held.edited() else None
        try:
            read, _ = self._read_again(source, held.rows)
        except CjmError as error:
            return str(error)
        return "its rows are others" if fingerprint(read.counts) != source.fingerprint else None

    def _rows_of(self, source: Source) -> Any:
        """The rows of a source as far as they are at hand: held, or in a file that is known."""
        held = self._held.get(source.id)
        if held is not None:
            return held.rows
        return None if source.file is None else source.file.path

    def _read_again(self, source: Source, rows: Any) -> tuple[Read, list[Operation]]:
        document = self._editing.document
        with _cannot_be_counted(source):
            read = read_rows(rows, plan_of(source, document))
        return read, news(document, source, read)

    def _accept(self, source: Source, read: Read, operations: Sequence[Operation], held: _Held) -> None:
        """The rows are what was just read."""
        held.seen()
        if held.joined is not None:
            document = self._editing.document
            now = found(plan_of(source, document), read, source.stages, document)
            held.joined.reconciliation, held.joined.matches = now.reconciliation, now.matches


@contextmanager
def _cannot_be_counted(source: Source) -> Iterator[None]:
    try:
        yield
    except CjmError as error:
        raise RowsError(
            f"the rows of {source.name!r} cannot be counted any more, the map keeps its numbers: {error}"
        ) from error


def _changed_stages(source: Source, read: Read) -> list[str]:
    before = {} if source.counts is None else source.counts.stages
    after = read.counts.stages
    return [stage for stage in {**before, **after} if before.get(stage) != after.get(stage)]


def _is_path(rows: Any) -> bool:
    return isinstance(rows, str | os.PathLike)


def _frame(rows: Sequence[tuple[Any, ...]], columns: Mapping[str, Any]) -> pd.DataFrame:
    every = [*zip(*rows, strict=True)] or [()] * len(columns)
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=dtype)
            for (name, dtype), values in zip(columns.items(), every, strict=True)
        }
    )


# --- joining rows to a map, and taking them off it: only their counts come into the document


_NAMES = ("stage", "score", "percent", "respondent", "wave", "weight", "cluster")
"""The options that name a column."""
_MAPPED = {
    "columns": "a mapping of columns to stages, such as {'Q1': 'Wait'}",
    "stages": "a mapping of texts to stages, such as {'wait*': 'Wait'}",
    "where": "a mapping of columns to the values that count, such as {'country': ['AT', 'DE']}",
    "boxes": "a mapping of columns or answers to scores, such as {'low': 1, 'top': 3}",
}


class Sources(FollowedRows):
    """The sources of one document: joined and removed here, followed and measured as they stand."""

    def join(
        self,
        rows: Any,
        *,
        columns: Mapping[str, str] | None,
        stages: Mapping[Any, str] | None,
        scale: tuple[float, float] | None,
        measures: Any,
        where: Mapping[str, Any],
        missing: tuple[Any, ...],
        name: str | None,
        **how: Any,
    ) -> JoinedSource:
        """Count rows and put the counts into the document; see ``Journey.join``."""
        document, how = self._editing.document, _named(how)
        check_choice("match", how["match"], MATCHES)
        if stages is not None and how["stage"] is None:
            raise RowsError("stages= says what the texts of a stage column mean: say stage= too")
        _check_mappings(columns=columns, stages=stages, where=where)
        given, chosen = resolved(document, stages), _several(measures)
        if scale is None and chosen and all(isinstance(measure, NetPromoterScore) for measure in chosen):
            scale = (0, 10)
        if scale is None and _of_amounts(chosen):
            scale = NO_SCALE
        plan = Plan(
            scale=scale or NO_SCALE,  # to be found, once it is known where
            columns={
                str(column): resolve(document.stages, name, "stage")
                for column, name in (columns or {}).items()
            },
            stages={} if columns else meaning(document, given, how["match"]),
            names=tuple(labels(document.stages).values()),
            where={str(column): as_texts(values) for column, values in where.items()},
            missing=tuple(_code(code) for code in missing),
            **how,
        )
        if scale is None:
            plan = replace(plan, scale=infer_scale(rows, plan))
        return self._take_in(rows, plan, given, _checked(chosen or _default(plan.scale), plan.scale), name)

    def join_counts(
        self,
        table: Any,
        *,
        stages: Mapping[Any, str] | None,
        scale: tuple[float, float] | None,
        measures: Any,
        boxes: Mapping[Any, float],
        missing: tuple[Any, ...],
        name: str | None,
        **how: Any,
    ) -> JoinedSource:
        """Take over a table that was counted already; see ``Journey.join_counts``."""
        document, how = self._editing.document, _named(how)
        check_choice("match", how["match"], MATCHES)
        _check_mappings(stages=stages, boxes=boxes)
        given, chosen = resolved(document, stages), _several(measures)
        scores = {str(box): score for box, score in boxes.items()}
        if scale is None and len({*scores.values()}) > 1:
            scale = min(scores.values()), max(scores.values())
        plan = CountedPlan(
            scale=scale or NO_SCALE,  # to be found, once it is known where
            stages=meaning(document, given, how["match"]),
            names=tuple(labels(document.stages).values()),
            boxes=scores,
            missing=tuple(_code(code) for code in missing),
            **how,
        )
        if scale is None:
            plan = replace(plan, scale=infer_scale(table, plan))
        default = (top_box(1), bottom_box(1)) if scores else _default(plan.scale)
        return self._take_in(table, plan, given, _checked(chosen or default, plan.scale), name)

    def _take_in(
        self,
        rows: Any,
        plan: AnyPlan,
        given: Mapping[str, str],
        measures: tuple[Measure, ...],
        name: str | None,
    ) -> JoinedSource:
        """Read the rows and put what they come to into the document."""
        if name is not None and (not isinstance(name, str) or not name):
            raise RowsError(f"name= is what to call the source, as text, not {name!r}")
        document = self._editing.document
        read = read_rows(rows, plan)
        old, source = self._named(recorded(plan, measures, read, given), name)
        source = with_figures(document, source)
        joined = JoinedSource(
            source.id,
            source.name,
            found(plan, read, given, document),
            lambda: self._editing.document,
            self.remove,
        )
        operations = replacing(document, old, source)
        self._editing.commit(lambda _: operations, f"Join {source.name}")
        self._hold(source.id, rows, joined)
        self.tell()
        return joined

    def _named(self, source: Source, name: str | None) -> tuple[Source | None, Source]:
        """The source this one replaces, if any, and this one with its name and id.

        The same name is the same source; without a name, the same way of reading is, so that running
        a cell again does not join its rows twice.
        """
        every = self._editing.document.sources
        for old in every:
            if old.name == name or (name is None and reading(old) == reading(source)):
                return old, msgspec.structs.replace(source, id=old.id, name=old.name)
        name = name or fresh_id("Survey", {old.name for old in every}).replace("-", " ")
        id = fresh_id(slug(name), {old.id for old in every})
        return None, msgspec.structs.replace(source, id=id, name=name)

    def remove(self, id: str, name: str) -> None:
        """Take a source off the map."""
        if all(source.id != id for source in self._editing.document.sources):
            raise unknown("source", name, [source.name for source in self._editing.document.sources])
        self._editing.commit(lambda _: [Remove(what="source", id=id)], f"Remove {name}")
        self.tell()


def _several(measures: Any) -> tuple[Measure, ...] | None:
    """The measures asked for; None for those that go without saying."""
    if measures is None or isinstance(measures, Measure):
        return None if measures is None else (measures,)
    listed = isinstance(measures, Iterable) and not isinstance(measures, str)
    several = tuple(measures) if listed else (measures,)
    for measure in several or (measures,):
        if not isinstance(measure, Measure):
            raise RowsError(f"measures= takes measures such as cjm.mean() or cjm.top_box(), not {measure!r}")
    return several


def _default(scale: tuple[float, float]) -> tuple[Measure, ...]:
    """What is measured where nobody says."""
    if scale == (0, 10):
        return mean(), nps()
    width = scale[1] - scale[0]
    return (mean(), top_box(2 if width >= 2 else 1)) if width >= 1 else (mean(),)


def _checked(measures: tuple[Measure, ...], scale: tuple[float, float]) -> tuple[Measure, ...]:
    """Measures that suit the scale."""
    for measure in measures:
        check_suits(measure, amounts=scale == NO_SCALE)
        measure.require(scale)
    return measures


def _of_amounts(measures: Sequence[Measure] | None) -> bool:
    """Whether the columns hold amounts, as the measures asked for say."""
    return any(measure.suits == "amounts" for measure in measures or ())


def _named(how: Mapping[str, Any]) -> dict[str, Any]:
    """The options, with the columns that they name as text, as columns of any label are known by."""

    def column(option: str, given: Any) -> str:
        if not isinstance(given, Hashable) or callable(given):
            raise RowsError(f"{option}= is the name of a column, not {given!r}")
        return str(given)

    named = {option: column(option, how[option]) for option in _NAMES if how.get(option) is not None}
    return {**how, **named, "by": tuple(column("by", one) for one in how["by"])}


def _check_mappings(**given: Any) -> None:
    for option, mapping in given.items():
        if mapping is not None and not isinstance(mapping, Mapping):
            raise RowsError(f"{option}= is {_MAPPED[option]}, not {mapping!r}")


def _code(code: Any) -> int | float | str:
    """A missing code as the document can hold it; numpy's whole numbers are not Python's."""
    if isinstance(code, Real) and math.isfinite(code):
        value = float(code)
        return int(value) if value.is_integer() else value
    return str(code)
