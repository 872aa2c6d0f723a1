"""Running the rules: all of them at first, and after an edit only on what it touched.

A document shares with the one before it whatever an edit did not touch, so that comparing objects, not
values, says what to look at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import is_

from cjm_widgets.document.model import Card, Document, Lane
from cjm_widgets.lint.rule import Finding, Rule, severity_rank, waiver_of
from cjm_widgets.lint.rules import RULES
from cjm_widgets.lint.subjects import Cells, Column, MapContext

Findings = dict[str, list[Finding]]
_OUTSIDE = ("today", "population")
"""Parts that rules look at beside the document's."""


class Linter:
    """The findings of one map, kept up to date with its edits.

    Parameters
    ----------
    rules
        Those to run; all by default.

    Examples
    --------
    >>> linter = Linter()
    >>> findings = linter.update(Document(id="visit"))
    >>> findings[0].rule.code, findings[0].message
    ('CJM101', 'The map is about nobody')
    """

    def __init__(self, rules: Iterable[Rule] | None = None) -> None:
        every = sorted(RULES.values() if rules is None else rules, key=severity_rank)
        self.rules = every
        self._by_scope = {
            scope: [one for one in every if one.looks_at == scope]
            for scope in ("cell", "stage", "lane", "document")
        }
        self._context: MapContext | None = None
        self._cells: dict[str, dict[str, list[Finding]]] = {}
        self._lanes: Findings = {}
        self._stages: Findings = {}
        self._map: Findings = {}
        self._sorted: dict[str, Findings] = {}
        """For each lane its findings by code, in the order of the map, until it is looked at again."""

    @property
    def context(self) -> MapContext | None:
        """The map as it was last looked at; None before that."""
        return self._context

    def update(
        self,
        document: Document,
        today: date | None = None,
        population: Mapping[str, Mapping[str, float]] | None = None,
    ) -> list[Finding]:
        """The findings of a map, without those that its waivers leave out.

        Parameters
        ----------
        document
            The map; where it is an edit of the one before, only what it touched is looked at.
        today, population
            See `MapContext`; today is the day it is.

        Returns
        -------
        list of Finding
            Errors first, then by code, then in the order of the map.
        """
        new = MapContext(document, today or date.today(), population)
        old = self._context
        if old is not None:
            new.follow(old)
        touched = self._run_lanes(old, new)
        self._run_stages(old, new, touched)
        self._run_document(old, new)
        self._context = new
        every = self._in_order()
        return [one for one in every if waiver_of(document, one) is None] if document.waivers else every

    def waived(self) -> list[Finding]:
        """The findings that waivers of the map leave out."""
        if self._context is None:
            return []
        document = self._context.document
        return [finding for finding in self._in_order() if waiver_of(document, finding) is not None]

    def _in_order(self) -> list[Finding]:
        assert self._context is not None
        places = self._context.places
        parts: list[Findings] = []
        for lane in self._context.lanes:
            if lane.id not in self._sorted:
                cells = self._cells.get(lane.id, {})
                of_cells = chain.from_iterable(
                    cells[stage] for stage in sorted(cells, key=places.__getitem__)
                )
                self._sorted[lane.id] = _by_code(chain(of_cells, self._lanes.get(lane.id, ())))
            parts.append(self._sorted[lane.id])
        parts.append(_by_code(chain.from_iterable(self._stages[stage] for stage in places)))
        parts.append(self._map)
        codes = [one.code for one in self.rules]
        return [finding for code in codes for part in parts if code in part for finding in part[code]]

    # --- cells and lanes

    def _run_lanes(self, old: MapContext | None, new: MapContext) -> dict[str, set[str]]:
        """Look at the lanes and cells that are new or edited; returns the stages with such cells, by lane."""
        before = {} if old is None else {lane.id: lane for lane in old.lanes}
        touched: dict[str, set[str]] = {}
        for gone in before.keys() - {lane.id for lane in new.lanes}:
            touched[gone] = set(old.document.cells.get(gone, {})) if old is not None else set()
            self._cells.pop(gone, None)
            self._sorted.pop(gone, None)
            self._lanes.pop(gone, None)
        for lane in new.lanes:
            row: Mapping[str, tuple[Card, ...]] = new.document.cells.get(lane.id, {})
            was = None if old is None else old.document.cells.get(lane.id, {})
            fresh = before.get(lane.id) is not lane
            if not fresh and row is was and old is not None and old.order is new.order:
                continue
            self._sorted.pop(lane.id, None)
            if fresh or was is None:
                edited = {*row, *(was or ())}
                self._cells[lane.id] = {}
                self._run_cells(lane, new.row(lane), new)
            else:
                edited = {stage for stage in {*row, *was} if row.get(stage) is not was.get(stage)}
                if edited:
                    for stage in edited:
                        self._cells[lane.id].pop(stage, None)
                    cards = [(stage, card) for stage in edited for card in row.get(stage, ())]
                    self._run_cells(lane, cards, new)
            if edited:
                touched[lane.id] = edited
            self._lanes[lane.id] = [
                Finding(one, *spot)
                for one in self._by_scope["lane"]
                if not one.roles or lane.role in one.roles
                for spot in one.check(Cells(lane, new.row(lane)), new)
            ]
        return touched

    def _run_cells(self, lane: Lane, cards: Sequence[tuple[str, Card]], context: MapContext) -> None:
        cells, by_stage = Cells(lane, cards), self._cells[lane.id]
        for one in self._by_scope["cell"]:
            if not one.roles or lane.role in one.roles:
                for at, message in one.check(cells, context):
                    by_stage.setdefault(at.stage or "", []).append(Finding(one, at, message))

    # --- stages

    def _run_stages(self, old: MapContext | None, new: MapContext, touched: Mapping[str, set[str]]) -> None:
        stages = {stage.id: stage for stage in new.document.stages}
        for gone in self._stages.keys() - stages.keys():
            del self._stages[gone]
        edited = {*stages}
        if old is not None and self._keeps_columns(old, new):
            was = {stage.id: stage for stage in old.document.stages}
            edited = {stage for stage in stages if was[stage] is not stages[stage]}
            for id, cells in touched.items():
                for stage in cells:
                    edited |= self._covered(old, new, id, stage)
        rules = self._by_scope["stage"]
        roles = {role for one in rules for role in one.roles}
        lanes = [
            (lane, new.document.cells.get(lane.id, {}), new.covering(lane))
            for lane in new.lanes
            if lane.role in roles
        ]
        for stage in edited:
            by_role: dict[str, list[Card]] = {}
            for lane, row, covering in lanes:
                if cards := (*covering.get(stage, ()), *row.get(stage, ())):
                    by_role.setdefault(lane.role, []).extend(cards)
            column = Column(stages[stage], by_role)
            self._stages[stage] = [Finding(one, *spot) for one in rules for spot in one.check(column, new)]

    @staticmethod
    def _keeps_columns(old: MapContext, new: MapContext) -> bool:
        """Whether stages and lanes are the same and in the same order, so that columns can be kept."""
        same_lanes = len(old.lanes) == len(new.lanes) and all(map(is_, old.lanes, new.lanes))
        return same_lanes and old.order is new.order and old.document.links is new.document.links

    @staticmethod
    def _covered(old: MapContext, new: MapContext, lane: str, stage: str) -> set[str]:
        """The stages that the cards of a cell cover, before and after an edit."""
        both = (context.document.cells.get(lane, {}).get(stage, ()) for context in (old, new))
        most = max((card.span for card in chain.from_iterable(both)), default=1)
        at = new.places.get(stage)
        return set() if at is None else {*new.order[at : at + most]}

    # --- the document

    def _run_document(self, old: MapContext | None, new: MapContext) -> None:
        for one in self._by_scope["document"]:
            if old is None or any(_is_other(old, new, part) for part in one.parts):
                self._map[one.code] = [Finding(one, *spot) for spot in one.check(new)]


def _by_code(findings: Iterable[Finding]) -> Findings:
    codes: Findings = {}
    for finding in findings:
        codes.setdefault(finding.rule.code, []).append(finding)
    return codes


def _is_other(old: MapContext, new: MapContext, part: str) -> bool:
    """Whether a part that a rule looks at changed."""
    if part in _OUTSIDE:
        return bool(getattr(old, part) != getattr(new, part))
    return getattr(old.document, part) is not getattr(new.document, part)
