"""Joining rows to a map, and taking them off it: only their counts come into the document."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from numbers import Real
from typing import Any

import msgspec

from cjm_widgets.document.errors import unknown
from cjm_widgets.document.model import Source
from cjm_widgets.document.names import fresh_id, labels, resolve, slug
from cjm_widgets.document.operations import Remove
from cjm_widgets.followed_rows import FollowedRows
from cjm_widgets.joined_source import JoinedSource
from cjm_widgets.measures import NetPromoterScore, Plan, mean, nps, top_box
from cjm_widgets.measures.counted_plan import CountedPlan
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.found import found_scale
from cjm_widgets.measures.measure import Measure, check_choice, check_suits
from cjm_widgets.measures.read_rows import AnyPlan, read_rows
from cjm_widgets.measures.rules import MATCHES
from cjm_widgets.measures.scores import NO_SCALE
from cjm_widgets.measures.shares import bottom_box
from cjm_widgets.source_numbers import as_texts
from cjm_widgets.source_record import (
    found,
    meaning,
    reading,
    recorded,
    replacing,
    resolved,
    with_figures,
)

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
            plan = replace(plan, scale=found_scale(rows, plan))
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
            plan = replace(plan, scale=found_scale(table, plan))
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
