"""Sources between a plan and a document: what a map keeps of joined rows, and how they are read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, NoReturn

import msgspec
import pandas as pd

from cjm_widgets.counts.counting import range_of
from cjm_widgets.counts.stack import stack
from cjm_widgets.counts.survey import Readout
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError, RowsError, unknown
from cjm_widgets.document.lane_kinds import lane_called, lane_content
from cjm_widgets.document.links import drawn_ways
from cjm_widgets.document.model import Counted, Document, Id, JoinOptions, Lane, Part, Source
from cjm_widgets.document.names import former_names, fresh_id, labels, resolve, slug
from cjm_widgets.document.operations import AddLane, AddSource, Operation, Remove, SetSource, SourceChanges
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.mentions import cells_of
from cjm_widgets.measures.registry import from_stored, known_measures, to_stored
from cjm_widgets.measures.source import assumption, measured_source, who_counts
from cjm_widgets.rows.events import WHETHER, EventPlan
from cjm_widgets.rows.provenance import fingerprint, now
from cjm_widgets.rows.reading import AnyPlan, CountedPlan, Match, Plan, Rules
from cjm_widgets.rows.reconciliation import (
    matched_share,
    matches_frame,
    warn_of_several,
    withhold_matches,
    withhold_outcomes,
)
from cjm_widgets.rows.scores import NO_SCALE
from cjm_widgets.shown.reading import with_figures


class RowsOutcome(NamedTuple):
    """The outcome of every row, with stages by their labels."""

    reconciliation: pd.DataFrame
    matches: pd.DataFrame
    labels: pd.DataFrame


class JoinedSource:
    """Rows joined to a map, as ``journey.join`` returns them.

    Attributes
    ----------
    id, name : str
        How the map knows them.
    reconciliation : pandas.DataFrame
        What became of every row: ``given, stage, outcome, rows, examples, nearest``. The outcome is
        ``matched``, ``unmatched`` (with the ``nearest`` stage), ``missing code`` (or nothing at all, among
        the examples as ``(empty)``), ``out of scale``, ``duplicate respondent`` or ``filtered``. Of wide
        rows the rows of each given column add up to all rows; of long rows those of all given stage values
        do so together.
    matches : pandas.DataFrame
        What each rule from texts to stages matched: ``rule, stage, values, rows, hit_rate, examples,
        passed_over``; the last row is what no rule fits. For wide rows each column is a rule of its own, and
        ``rows`` are those with a score.
    labels : pandas.DataFrame
        Every answer that is a score and no plain number: ``column, answer, score, rows, read_as``. Words,
        value labels, labelled numbers, reversed columns; of a usual scale also the points nobody chose.
    provenance : dict
        Where the rows came from: ``name, kind, rows, columns, engine, query, read_as, file, fingerprint,
        read``.
    """

    def __init__(
        self,
        id: str,
        name: str,
        outcome: RowsOutcome,
        document: Callable[[], Document],
        remove: Callable[[str, str], None],
    ) -> None:
        self.id = id
        self.name = name
        self.reconciliation = outcome.reconciliation
        self.matches = outcome.matches
        self.labels = outcome.labels
        self._document = document
        self._remove = remove

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise RowsError("a joined source is neither copied nor pickled: copy its journey, journey.copy()")

    @property
    def provenance(self) -> dict[str, Any]:
        """Where the rows came from, as the saved map says it too.

        Raises
        ------
        UnknownNameError
            The source is not on the map any more.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> rows = pd.DataFrame({"Q1": [4, 4, 5, 5] * 3})
        >>> source = cjm.Journey(["Wait"]).join(rows, columns={"Q1": "Wait"}, scale=(1, 5))
        >>> origin = source.provenance
        >>> origin["rows"], origin["columns"], origin["engine"], origin["read_as"]
        (12, 1, 'pandas', {'columns': {'Q1': 'Wait'}})
        """
        document = self._document()
        for source in document.sources:
            if source.id == self.id:
                return provenance(source, labels(document.stages))
        raise unknown("source", self.name, [source.name for source in document.sources])

    def remove(self) -> None:
        """Take the rows off the map; undo brings them back.

        Examples
        --------
        >>> import pandas as pd, cjm_widgets as cjm
        >>> journey, rows = cjm.Journey(["Wait"]), pd.DataFrame({"Q1": [4, 5] * 10})
        >>> journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5)).remove()
        >>> journey.measures.empty
        True
        """
        self._remove(self.id, self.name)

    def __repr__(self) -> str:
        opening = f"<source {self.name!r}"
        for source in self._document().sources:
            if source.id == self.id:
                share = matched_share(self.reconciliation, "rows" if source.stage else "answers")
                return f"{opening}, {share}, {assumption(source.cluster, who_counts(source))}>"
        return f"{opening}, removed>"


def provenance(source: Source, stages: dict[str, str]) -> dict[str, Any]:
    """Where a source's rows came from.

    Parameters
    ----------
    source
        As the document keeps it.
    stages
        Id and label of each stage.
    """
    file = source.file
    return {
        "name": source.name,
        "kind": source.kind,
        "rows": source.rows,
        "columns": source.width,
        "engine": source.engine,
        "query": source.query,
        "read_as": _read_as(source, stages),
        "file": {"path": file.path, "size": file.size, "modified": file.modified} if file else None,
        "fingerprint": file.fingerprint if file else source.fingerprint,
        "read": source.read,
    }


def _read_as(source: Source, stages: dict[str, str]) -> dict[str, Any]:
    """The options that say which columns and rows were read, as far as they are not the usual ones."""
    usual = _options(JoinOptions(), JoinOptions)
    options = _options(source, JoinOptions)
    if source.counted is not None:
        options |= _options(source.counted, Counted)
    for option in ("columns", "stages"):
        options[option] = {text: stages.get(id, id) for text, id in options[option].items()}
    options["expected"] = {stages.get(id, id): column for id, column in source.expected.items()}
    unsaid = {"kind", "scale", "min_n"} if source.stage else {"kind", "scale", "min_n", "match"}
    return {
        option: value
        for option, value in options.items()
        if value and value != usual.get(option) and option not in unsaid
    }


def _options(part: Part, kind: type[JoinOptions | Counted]) -> dict[str, Any]:
    """The options that a kind of struct declares, by name; ``part`` has them among its own fields."""
    return {name: getattr(part, name) for name in kind.__struct_fields__ if name != "extra"}


# --- plans and sources


def stage_texts(document: Document, stages: Mapping[str, Id], match: Match) -> dict[str, Id]:
    """Every text that means a stage in long rows: the user's own first, then the names and ids of the stages.

    Patterns stand alone: beside them names would only be in the way.
    """
    if match in ("glob", "regex") and stages:
        return dict(stages)
    name_of = labels(document.stages)
    return {
        **stages,
        **{label: id for id, label in name_of.items() if label not in stages},
        **{stage.name: stage.id for stage in reversed(document.stages) if stage.name not in stages},
        **{id: id for id in name_of if id not in stages},
    }


def stage_ids(document: Document, stages: Mapping[Any, str]) -> dict[str, Id]:
    """Texts with the ids of the stages that they name."""
    return {str(text): resolve(document.stages, name, "stage") for text, name in stages.items()}


def source_of(
    plan: AnyPlan, measures: Iterable[Measure], readout: Readout, texts: Mapping[str, Id]
) -> Source:
    """The source as a document stores it, still without its own name.

    Parameters
    ----------
    texts
        The texts the user named the stage of. Those that names or ids of stages were are kept beside them,
        so that a stage may change its name.
    """
    options, counted = _options(plan, JoinOptions), None
    options["stages"] = dict(texts)
    if plan.stage is not None and plan.match in ("exact", "ignore case"):
        matched = readout.reconciliation.dropna(subset="stage")
        options["stages"] = dict(zip(matched["given"], matched["stage"], strict=True)) | options["stages"]
    if isinstance(plan, CountedPlan):
        options["kind"], counted = "counts", Counted(**_options(plan, Counted))
    elif isinstance(plan, EventPlan):
        options["kind"] = "events"
    elif plan.scale == NO_SCALE:
        options |= {"kind": "amounts", "scale": range_of(readout.counts)}
    elif plan.cells is not None:
        options["kind"] = "mentions"
    return Source(
        id="source",
        name="source",
        **options,
        counted=counted,
        measures=tuple(to_stored(measure) for measure in measures),
        rows=readout.rows,
        off_map=readout.off_map,
        width=readout.width,
        engine=readout.engine,
        query=readout.query,
        file=readout.file,
        note=readout.note,
        fingerprint=fingerprint(readout.counts),
        read=now(),
        counts=readout.counts,
    )


def plan_of(source: Source, document: Document) -> AnyPlan:
    """How to read a source's rows again."""
    options = _options(source, JoinOptions)
    options |= {
        "stages": stage_texts(document, source.stages, source.match) if source.stage else {},
        "scale": NO_SCALE if source.kind == "amounts" else source.scale,
        "names": tuple(labels(document.stages).values()),
        "former": former_names(document.stages),
        "cells": cells_of([from_stored(measure) for measure in source.measures])
        if source.kind == "mentions"
        else None,
    }
    if source.counted is not None:
        return CountedPlan(**options, **_options(source.counted, Counted))
    if source.kind == "events":
        return EventPlan(**options | {"scale": WHETHER} | drawn_journey(document))
    return Plan(**options)


def drawn_journey(document: Document) -> dict[str, Any]:
    """What plans of events have of the map: its stages in order, and the links between them."""
    return {
        "order_of_stages": tuple(stage.id for stage in document.stages),
        "links": drawn_ways(document),
    }


_REFINED = {
    *("kind", "stages", "match", "scale", "missing", "labels", "reverse", "crossings"),
    *("wave", "waves", "every", "expected", "min_n"),
    *("end", "order", "repeats", "session", "until", "windows", "outcome", "value"),
}
"""Options that may differ when the same rows are joined again."""


def reads_alike(source: Source, other: Source) -> bool:
    """Whether both read the same columns and rows in the same way."""
    own = [
        {option: value for option, value in _options(one, JoinOptions).items() if option not in _REFINED}
        for one in (source, other)
    ]
    alike = all((source.kind == kind) == (other.kind == kind) for kind in ("mentions", "events"))
    return alike and own[0] == own[1] and source.counted == other.counted


def rows_outcome(plan: AnyPlan, readout: Readout, texts: Iterable[str], document: Document) -> RowsOutcome:
    """The outcome of every row, with stages by their labels.

    What is withheld for everyone at a stage is so here; see `withhold_outcomes`.
    """
    name_of = labels(document.stages)
    counts = stack(msgspec.structs.replace(readout.counts, events={}))
    withheld = counts.select().cells(counts.stages).withheld_cells[0]
    hidden = {stage for stage, out in zip(counts.stages, withheld, strict=True) if out}

    def with_names(frame: Any) -> Any:
        names = [None if pd.isna(stage) else name_of.get(stage, stage) for stage in frame["stage"]]
        return frame.assign(stage=pd.Series(names, dtype=object))

    if plan.stage is not None:
        matches = matches_frame(readout.reconciliation, plan.rules, [*texts] or [*name_of.values()], plan)
        warn_of_several(matches)
    else:
        matched = readout.reconciliation.query("outcome == 'matched'").set_index("given")["rows"]
        by_column = matched.reindex([*plan.columns], fill_value=0)
        matches = matches_frame(by_column.rename_axis("given").reset_index(), Rules(plan.columns))
        matches = matches.dropna(subset="rule").assign(hit_rate=lambda frame: frame["rows"] / readout.rows)
    columns = {column for column, stage in plan.columns.items() if stage in hidden}
    answers = readout.labels.assign(
        rows=readout.labels["rows"].astype("Int64").mask(readout.labels["column"].isin([*columns]))
    )
    return RowsOutcome(
        with_names(withhold_outcomes(readout.reconciliation, plan, hidden)),
        with_names(withhold_matches(matches, hidden)),
        answers,
    )


# --- changes


def replacing(document: Document, old: Source | None, source: Source) -> list[Operation]:
    """Put the source where the old one was, and a lane for its numbers where the map has none."""
    operations: list[Operation] = []
    if old is not None and msgspec.structs.replace(old, read=source.read) == source:
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
    if not any(_shows(lane, source) for lane in document.lanes):
        operations += _lanes_of(document, source)
    apply_all(document, operations)
    return operations


def _shows(lane: Lane, source: Source) -> bool:
    """Whether a lane is for a source's numbers; one that names no source is for scores."""
    return lane_content(lane) == "measures" and (
        lane.source == source.id or (lane.source is None and source.kind not in _OWN_LANE)
    )


_OWN_LANE = ("amounts", "mentions", "events")
"""The kinds of sources whose numbers are never shown in a lane that names no source."""
_MOST_LINES = 5
"""The most options that a lane shows unless it says which."""


_EVENT_LANES = {
    "reached": ("Funnel", "cases that reach it"),
    "drop_off": ("Drop-off", ""),
    "time_in_stage": ("Time in stage", ""),
}
"""Name and hint of the lane of each measure of events, by its maker; an axis takes the room of a hint."""


def _lanes_of(document: Document, source: Source) -> list[AddLane]:
    """Lanes for a source's numbers: amounts under their own name, below what else is measured; of mentions
    those of the most frequent options; of events a lane for each measure.
    """
    above = [place for place, lane in enumerate(document.lanes) if lane_content(lane) != "cards"]
    at = above[-1] + 1 if above else 0
    before = document.lanes[at].id if at < len(document.lanes) else None
    taken = {lane.id for lane in document.lanes}
    wanted: list[tuple[str, str, tuple[str, ...]]]
    if source.kind == "events":
        wanted = [(*_EVENT_LANES[one.maker], (one.name,)) for one in known_measures(source.measures)]
    else:
        name = {"amounts": source.name, "mentions": "Mentions"}.get(source.kind, "Rating")
        measured = measured_source(source) if source.kind == "mentions" else None
        options = measured.measures[:_MOST_LINES] if measured else ()
        wanted = [(name, "", tuple(measure.name for measure in options))]
    operations = []
    for name, hint, names in wanted:
        lane = Lane(
            id=fresh_id(slug(name), taken),
            name=name,
            hint=hint,
            **lane_called(name, "measure"),
            source=source.id if document.sources or source.kind in _OWN_LANE else None,
            measures=names,
        )
        taken.add(lane.id)
        operations.append(AddLane(lane=lane, before=before))
    return operations


_OF_EVERY_COUNT = (
    *("rows", "off_map", "width", "file", "note", "counts", "fingerprint", "read"),
    *(
        "scale",
        "figures",
        "transitions",
        "legend",
    ),  # these follow from the counts; see `with_figures`
)


def news(document: Document, source: Source, readout: Readout) -> list[Operation]:
    """The operations that update the document after reading rows again; none if nothing changed."""
    if (readout.counts, readout.file, readout.rows, readout.off_map, readout.width) == (
        source.counts,
        source.file,
        source.rows,
        source.off_map,
        source.width,
    ):
        return []
    recount = msgspec.structs.replace(
        source,
        rows=readout.rows,
        off_map=readout.off_map,
        width=readout.width,
        file=readout.file,
        note=readout.note,
        counts=readout.counts,
        fingerprint=fingerprint(readout.counts),
        read=now(),
    )
    after = with_figures(document, recount)
    changes = SourceChanges(**{name: getattr(after, name) for name in _OF_EVERY_COUNT})
    return [SetSource(source=source.id, changes=changes)]


@contextmanager
def recount_errors(source: Source) -> Iterator[None]:
    """Name the source where its rows cannot be counted again."""
    try:
        yield
    except CjmError as error:
        raise RowsError(
            f"the rows of {source.name!r} cannot be counted any more, the map keeps its numbers: {error}"
        ) from error
