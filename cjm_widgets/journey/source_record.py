"""Sources between a plan and a document: what is kept of a joined source, and how its rows are read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import pandas as pd

from cjm_widgets.analysis.tables import Measured, assumption
from cjm_widgets.counts.counting import range_of
from cjm_widgets.counts.stack import stack
from cjm_widgets.counts.survey import AnyPlan, Read
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import unknown
from cjm_widgets.document.model import Counted, Document, Figure, Id, Lane, Source
from cjm_widgets.document.names import fresh_id, labels, resolve, slug
from cjm_widgets.document.operations import AddLane, AddSource, Operation, Remove, SetSource, SourceChanges
from cjm_widgets.measures.measure import Measure
from cjm_widgets.measures.registry import from_stored, to_stored
from cjm_widgets.rows.provenance import fingerprint, now
from cjm_widgets.rows.reading import CountedPlan, Match, Plan, Rules
from cjm_widgets.rows.reconciliation import matches_frame, warn_of_several
from cjm_widgets.rows.scores import NO_SCALE
from cjm_widgets.shown.figures import figures


@dataclass
class Found:
    """What reading the rows found, with stages called what the user calls them."""

    reconciliation: pd.DataFrame
    matches: pd.DataFrame


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
    provenance : dict
        Where the rows came from: ``name, kind, rows, columns, engine, query, read_as, file, fingerprint,
        read``.
    """

    def __init__(
        self,
        id: str,
        name: str,
        found: Found,
        document: Callable[[], Document],
        remove: Callable[[str, str], None],
    ) -> None:
        self.id = id
        self.name = name
        self.reconciliation = found.reconciliation
        self.matches = found.matches
        self._document = document
        self._remove = remove

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
        >>> known = source.provenance
        >>> known["rows"], known["columns"], known["engine"], known["read_as"]
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
        named = f"<source {self.name!r}"
        for source in self._document().sources:
            if source.id == self.id:
                return f"{named}, {assumption(source.cluster)}>"
        return f"{named}, removed>"


def provenance(source: Source, stages: dict[str, str]) -> dict[str, Any]:
    """Where a source's rows came from.

    Parameters
    ----------
    source
        As the document keeps it.
    stages
        Id and label of each stage.
    """

    def named(texts: dict[str, str]) -> dict[str, str]:
        return {text: stages.get(id, id) for text, id in texts.items()}

    counted = source.counted
    every: dict[str, Any] = {
        "columns": named(source.columns),
        "stage": source.stage,
        "stages": named(source.stages),
        "match": source.match if source.stage and source.match != "exact" else None,
        "score": source.score,
        "n": counted.n if counted else None,
        "percent": counted.percent if counted else None,
        "boxes": counted.boxes if counted else None,
        "where": source.where,
        "respondent": source.respondent,
        "by": source.by,
        "wave": source.wave,
        "weight": source.weight,
        "cluster": source.cluster,
        "per": source.per if source.per != "respondent" else None,
        "missing": source.missing,
    }
    file = source.file
    return {
        "name": source.name,
        "kind": source.kind,
        "rows": source.rows,
        "columns": source.width,
        "engine": source.engine,
        "query": source.query,
        "read_as": {option: value for option, value in every.items() if value},
        "file": {"path": file.path, "size": file.size, "modified": file.modified} if file else None,
        "fingerprint": file.fingerprint if file else source.fingerprint,
        "read": source.read,
    }


# --- sources between a plan and a document


_OF_EVERY_PLAN = ("score", "stage", "missing", "by", "wave", "min_n")

# --- texts to stages


def meaning(document: Document, stages: Mapping[str, Id], match: Match) -> dict[str, Id]:
    """Every text that means a stage in long rows: those given first, then the names and ids of the stages.

    Patterns stand alone: beside them names would only be in the way.
    """
    if match in ("glob", "regex") and stages:
        return dict(stages)
    called = labels(document.stages)
    return {
        **stages,
        **{label: id for id, label in called.items() if label not in stages},
        **{stage.name: stage.id for stage in reversed(document.stages) if stage.name not in stages},
        **{id: id for id in called if id not in stages},
    }


def resolved(document: Document, stages: Mapping[Any, str] | None) -> dict[str, Id]:
    """Texts to the ids of the stages they are said to mean."""
    return {str(text): resolve(document.stages, name, "stage") for text, name in (stages or {}).items()}


# --- what is kept


def recorded(plan: AnyPlan, measures: Iterable[Measure], read: Read, given: Mapping[str, Id]) -> Source:
    """The source as a document keeps it, yet without a name of its own.

    Parameters
    ----------
    given
        The texts the user said the stage of. Those that names or ids of stages were are kept beside them,
        so that a stage may change its name.
    """
    source = Source(
        id="source",
        name="source",
        stage=plan.stage,
        score=plan.score,
        match=plan.match,
        stages=dict(given),
        scale=plan.scale,
        missing=plan.missing,
        by=plan.by,
        wave=plan.wave,
        min_n=plan.min_n,
        measures=tuple(to_stored(measure) for measure in measures),
        rows=read.rows,
        width=read.width,
        engine=read.engine,
        query=read.query,
        file=read.file,
        note=read.note,
        fingerprint=fingerprint(read.counts),
        read=now(),
        counts=read.counts,
    )
    if plan.stage is not None and plan.match in ("exact", "ignore case"):
        met = read.reconciliation.dropna(subset="stage")
        texts = dict(zip(met["given"], met["stage"], strict=True))
        source = msgspec.structs.replace(source, stages={**texts, **given})
    if isinstance(plan, CountedPlan):
        counted = Counted(n=plan.n, percent=plan.percent, boxes=dict(plan.boxes))
        return msgspec.structs.replace(source, kind="counts", counted=counted)
    if plan.scale == NO_SCALE:
        source = msgspec.structs.replace(source, kind="events", scale=range_of(read.counts))
    return msgspec.structs.replace(
        source,
        columns=dict(plan.columns),
        respondent=plan.respondent,
        where=dict(plan.where),
        weight=plan.weight,
        per=plan.per,
        cluster=plan.cluster,
    )


def plan_of(source: Source, document: Document) -> AnyPlan:
    """How to read a source's rows again."""
    if source.stage is None:
        stages, match = {}, "exact"
    else:
        stages, match = meaning(document, source.stages, source.match), source.match
    same: dict[str, Any] = {
        "stages": stages,
        "match": match,
        "names": tuple(labels(document.stages).values()),
        "scale": NO_SCALE if source.kind == "events" else source.scale,
        **{name: getattr(source, name) for name in _OF_EVERY_PLAN},
    }
    if source.counted is not None:
        counted = source.counted
        return CountedPlan(**same, n=counted.n, percent=counted.percent, boxes=counted.boxes)
    own = ("columns", "respondent", "where", "weight", "per", "cluster")
    return Plan(**same, **{name: getattr(source, name) for name in own})


def found(plan: AnyPlan, read: Read, given: Iterable[str], document: Document) -> Found:
    """What reading found, with stages called what the user calls them."""
    called = labels(document.stages)

    def named(frame: Any) -> Any:
        names = [None if pd.isna(stage) else called.get(stage, stage) for stage in frame["stage"]]
        return frame.assign(stage=pd.Series(names, dtype=object))

    if plan.stage is not None:
        shown = [*given] or [*called.values()]
        matches = matches_frame(read.reconciliation, plan.rules, shown)
        warn_of_several(matches)
    else:
        columns = plan.columns if isinstance(plan, Plan) else {}
        matched = read.reconciliation.query("outcome == 'matched'").set_index("given")["rows"]
        scored = matched.reindex([*columns], fill_value=0)
        matches = matches_frame(scored.rename_axis("given").reset_index(), Rules(columns))
        matches = matches.dropna(subset="rule").assign(hit_rate=lambda frame: frame["rows"] / read.rows)
    return Found(named(read.reconciliation), named(matches))


def reading(source: Source) -> tuple[Any, ...]:
    """How a source reads its rows, whatever they hold."""
    own = ("columns", "stage", "score", "counted", "where", "respondent", "by", "weight", "per", "cluster")
    return tuple(getattr(source, name) for name in own)


def measurable(source: Source) -> Measured | None:
    """A source ready to be measured; None for one that was never counted."""
    if source.counts is None or source.scale is None:
        return None
    amounts = source.kind == "events"
    return Measured(
        name=source.name,
        counts=stack(source.counts),
        scale=range_of(source.counts) if amounts else source.scale,
        measures=tuple(from_stored(stored) for stored in source.measures),
        min_n=source.min_n,
        note=source.note,
        wave=source.wave,
        amounts=amounts,
        cluster=source.cluster,
    )


def with_figures(document: Document, source: Source) -> Source:
    """A source with what it says of everyone, at the stages it was asked about."""
    return msgspec.structs.replace(source, figures=_figures(document, source))


def _figures(document: Document, source: Source) -> dict[str, dict[str, Figure]]:
    measured = measurable(source)
    if measured is None:
        return {}
    return figures(measured, [stage.id for stage in document.stages if stage.id in measured.counts.stages])


# --- what changes


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
        operations.append(_lane_of(document, source))
    apply_all(document, operations)
    return operations


def _shows(lane: Lane, source: Source) -> bool:
    """Whether a lane is for a source's numbers; one that names no source is for scores."""
    return lane.kind == "measure" and (
        lane.source == source.id or (lane.source is None and source.kind != "events")
    )


def _lane_of(document: Document, source: Source) -> AddLane:
    """A lane for a source's numbers: amounts under their own name, below what else is measured."""
    above = [place for place, lane in enumerate(document.lanes) if lane.kind in ("emotion", "measure")]
    at = above[-1] + 1 if above else 0
    name = source.name if source.kind == "events" else "Rating"
    lane = Lane(
        id=fresh_id(slug(name), {lane.id for lane in document.lanes}),
        name=name,
        kind="measure",
        role="measure",
        source=source.id if document.sources or source.kind == "events" else None,
    )
    return AddLane(lane=lane, before=document.lanes[at].id if at < len(document.lanes) else None)


def news(document: Document, source: Source, read: Read) -> list[Operation]:
    """What changes in the document when rows are read again; nothing where they say the same."""
    if (read.counts, read.file, read.rows, read.width) == (
        source.counts,
        source.file,
        source.rows,
        source.width,
    ):
        return []
    changes = SourceChanges(
        rows=read.rows,
        width=read.width,
        file=read.file,
        counts=read.counts,
        figures=_figures(document, msgspec.structs.replace(source, counts=read.counts)),
        fingerprint=fingerprint(read.counts),
        read=now(),
    )
    return [SetSource(source=source.id, changes=changes)]
