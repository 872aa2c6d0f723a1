"""Rows joined to a map: their counts live in the document, the rows only here, watched for edits."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from numbers import Real
from typing import Any

import msgspec
import pandas as pd

from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.document.model import Counts, Document, Figure, Lane, Source
from cjm_widgets.document.names import fresh_id, labels, resolve, slug
from cjm_widgets.document.operations import (
    AddLane,
    AddSource,
    Operation,
    Remove,
    SetSource,
    SourceChanges,
)
from cjm_widgets.editing import Editing
from cjm_widgets.frames.watch import Watch
from cjm_widgets.measures import (
    Measured,
    NetPromoterScore,
    Plan,
    count,
    figures,
    from_stored,
    mean,
    nps,
    release,
    stack,
    text,
    to_stored,
    top_box,
)
from cjm_widgets.measures import measures_by as tabulate_by
from cjm_widgets.measures import measures_frame as tabulate
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.found import found_scale
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.stack import check_filters

Filter = dict[str, tuple[str | None, ...]]


class JoinedSource:
    """Rows joined to a map, as ``journey.join`` returns them.

    Attributes
    ----------
    id, name : str
        How the map knows them.
    reconciliation : pandas.DataFrame
        What became of every row, column by column.
    """

    def __init__(self, sources: Sources, id: str, name: str, reconciliation: pd.DataFrame) -> None:
        self._sources = sources
        self.id = id
        self.name = name
        self.reconciliation = reconciliation

    def remove(self) -> None:
        """Take the rows off the map; undo brings them back."""
        self._sources.remove(self.id, self.name)

    def __repr__(self) -> str:
        return f"<source {self.name!r}>"


@dataclass
class _Held:
    """Rows at hand: how to read them, and how to see that they changed."""

    rows: pd.DataFrame
    watch: Watch
    plan: Plan
    joined: JoinedSource


class Sources:
    """The sources of one document, and the filters in force.

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
        self._held: dict[str, _Held] = {}
        self._ready: dict[str, tuple[Source, Measured]] = {}
        self.filters: Filter = {}

    # --- joining

    def join(
        self,
        rows: Any,
        *,
        columns: Mapping[str, str] | None,
        stage: str | None,
        score: str | None,
        respondent: str | None,
        measures: Sequence[Any] | None,
        scale: tuple[float, float] | None,
        missing: tuple[Any, ...],
        by: tuple[str, ...],
        weight: str | None,
        min_n: int,
        name: str | None,
    ) -> JoinedSource:
        """Count the rows and put the counts into the document; see ``Journey.join``."""
        if not isinstance(rows, pd.DataFrame):
            raise RowsError(f"join takes a pandas DataFrame of rows, not {type(rows).__name__}")
        if name is not None and (not isinstance(name, str) or not name):
            raise RowsError(f"name= is what to call the source, as text, not {name!r}")
        document = self._editing.document
        if scale is None and measures and all(isinstance(measure, NetPromoterScore) for measure in measures):
            scale = (0, 10)
        plan = Plan(
            scale=scale or found_scale(rows, [*columns] if columns else [score], missing),
            columns={
                str(column): resolve(document.stages, name, "stage")
                for column, name in (columns or {}).items()
            },
            stage=stage,
            score=score,
            stages={} if columns else _accepted(document),
            respondent=respondent,
            missing=tuple(_code(code) for code in missing),
            by=by,
            weight=weight,
            min_n=min_n,
        )
        chosen = _chosen(measures, plan.scale)
        counts, reconciliation = self._count(rows, plan)
        source = _record(rows, plan, chosen, counts)
        source = msgspec.structs.replace(source, figures=_figures(document, source))
        reconciliation = _named(reconciliation, document)
        old, source = self._named(source, name)
        joined = JoinedSource(self, source.id, source.name, reconciliation)
        operations = _replacing(document, old, source)
        self._held[source.id] = _Held(rows, Watch(rows), plan, joined)
        try:
            self._editing.commit(lambda _: operations, f"Join {source.name}")
        except CjmError:
            del self._held[source.id]
            raise
        self.tell()
        return joined

    def _named(self, source: Source, name: str | None) -> tuple[Source | None, Source]:
        """The source this one replaces, if any, and this one with its name and id.

        The same name is the same source; without a name, the same way of reading is, so that running
        a cell again does not join its rows twice.
        """
        every = self._editing.document.sources
        for old in every:
            if old.name == name or (name is None and _reading(old) == _reading(source)):
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

    # --- following the rows

    def refresh(self) -> None:
        """Count again the rows that were edited since.

        Raises
        ------
        CjmError
            They cannot be counted any more; the map keeps the numbers it had.
        """
        for source in self._editing.document.sources:
            held = self._held.get(source.id)
            if held is None or not held.watch.changed():
                continue
            held.watch.reset()
            try:
                counts, reconciliation = self._count(held.rows, held.plan)
            except CjmError as error:
                raise RowsError(
                    f"the rows of {source.name!r} cannot be counted any more, the map keeps its numbers: "
                    f"{error}"
                ) from error
            held.joined.reconciliation = _named(reconciliation, self._editing.document)
            if counts != source.counts:
                recounted = msgspec.structs.replace(source, counts=counts)
                news = SourceChanges(
                    rows=len(held.rows),
                    counts=counts,
                    figures=_figures(self._editing.document, recounted),
                    fingerprint=_fingerprint(counts),
                    read=_now(),
                )
                self._editing.report([SetSource(source=source.id, changes=news)], f"{source.name} changed")
                self.tell()

    def _count(self, rows: pd.DataFrame, plan: Plan) -> tuple[Counts, pd.DataFrame]:
        """Count rows; what is too small to be told never reaches the document."""
        counts, reconciliation = count(rows, plan)
        return release(counts, plan.min_n), reconciliation

    def is_live(self, id: str) -> bool:
        """Whether the rows of a source are at hand, not only its counts."""
        return id in self._held

    # --- numbers

    def measured(self) -> list[Measured]:
        """Every source of the document that has counts, ready to be measured."""
        ready = {}
        for source in self._editing.document.sources:
            if source.counts is None or source.scale is None:
                continue
            known = self._ready.get(source.id)
            if known is None or known[0] is not source:
                known = source, _measured(source, source.counts, source.scale)
            ready[source.id] = known
        self._ready = ready
        return [measured for _, measured in ready.values()]

    def measures(self) -> pd.DataFrame:
        """The tidy table of measures under the filters in force."""
        return tabulate(self.measured(), labels(self._editing.document.stages), self.filters)

    def measures_by(self, column: str) -> pd.DataFrame:
        """The same for each value of a column."""
        return tabulate_by(column, self.measured(), labels(self._editing.document.stages), self.filters)

    def filter(self, choice: Mapping[str, Any]) -> None:
        """Keep only rows with these values from now on."""
        filters = {column: _values(values) for column, values in choice.items() if values is not None}
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


def _measured(source: Source, counts: Counts, scale: tuple[float, float]) -> Measured:
    measures = tuple(from_stored(stored) for stored in source.measures)
    return Measured(source.name, stack(counts), scale, measures, source.min_n)


def _figures(document: Document, source: Source) -> dict[str, dict[str, Figure]]:
    """What the source says of everyone, at the stages it was asked about."""
    if source.counts is None or source.scale is None:
        return {}
    measured = _measured(source, source.counts, source.scale)
    return figures(measured, [stage.id for stage in document.stages if stage.id in source.counts.stages])


def _accepted(document: Document) -> dict[str, str]:
    """Every text that means a stage in long rows: its id, its name, its label."""
    names = {stage.name: stage.id for stage in reversed(document.stages)}
    return {
        **{stage.id: stage.id for stage in document.stages},
        **names,
        **_inverted(labels(document.stages)),
    }


def _named(reconciliation: pd.DataFrame, document: Document) -> pd.DataFrame:
    """With stages called what the user calls them."""
    return reconciliation.assign(stage=reconciliation["stage"].map(labels(document.stages)))


def _inverted(texts: Mapping[str, str]) -> dict[str, str]:
    return {label: id for id, label in texts.items()}


def _chosen(measures: Sequence[Any] | None, scale: tuple[float, float]) -> tuple[Measure, ...]:
    if measures is None:
        measures = [mean(), nps()] if scale == (0, 10) else [mean(), top_box()]
    for measure in measures:
        if not isinstance(measure, Measure):
            raise RowsError(f"measures= takes measures such as cjm.mean() or cjm.top_box(), not {measure!r}")
        measure.require(scale)
    return tuple(measures)


def _record(rows: pd.DataFrame, plan: Plan, measures: Iterable[Measure], counts: Counts) -> Source:
    return Source(
        id="source",
        name="source",
        columns=dict(plan.columns),
        stage=plan.stage,
        score=plan.score,
        respondent=plan.respondent,
        scale=plan.scale,
        missing=plan.missing,
        by=plan.by,
        weight=plan.weight,
        min_n=plan.min_n,
        measures=tuple(to_stored(measure) for measure in measures),
        rows=len(rows),
        engine="pandas",
        fingerprint=_fingerprint(counts),
        read=_now(),
        counts=counts,
    )


def _reading(source: Source) -> tuple[Any, ...]:
    """How a source reads its rows, whatever they hold."""
    return source.columns, source.stage, source.score, source.respondent, source.by, source.weight


def _replacing(document: Document, old: Source | None, source: Source) -> list[Operation]:
    """Put the source where the old one was, and a lane for its numbers where the map has none."""
    operations: list[Operation] = []
    if old is not None and _same(old, source):
        return operations
    if old is not None:
        position = document.sources.index(old)
        after = document.sources[position + 1 : position + 2]
        operations += [
            Remove(what="source", id=old.id),
            AddSource(source=source, before=after[0].id if after else None),
        ]
    else:
        operations.append(AddSource(source=source))
    if all(lane.kind != "measure" for lane in document.lanes):
        at = next((place + 1 for place, lane in enumerate(document.lanes) if lane.kind == "emotion"), 0)
        id = fresh_id("rating", {lane.id for lane in document.lanes})
        before = document.lanes[at].id if at < len(document.lanes) else None
        operations.append(
            AddLane(lane=Lane(id=id, name="Rating", kind="measure", role="measure"), before=before)
        )
    apply_all(document, operations)
    return operations


def _same(old: Source, new: Source) -> bool:
    return msgspec.structs.replace(old, read=new.read) == new


def _values(values: Any) -> tuple[str | None, ...]:
    every = [values] if isinstance(values, str) or not isinstance(values, Iterable) else values
    return tuple(None if value is None else text(value) for value in every)


def _code(code: Any) -> int | float | str:
    """A missing code as the document can hold it; numpy's whole numbers are not Python's."""
    if isinstance(code, Real) and math.isfinite(code):
        value = float(code)
        return int(value) if value.is_integer() else value
    return str(code)


def _fingerprint(counts: Counts) -> str:
    return hashlib.sha256(msgspec.json.encode(counts, order="deterministic")).hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
