"""The numbers of joined sources under the filters in force; nothing here looks at a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Id, Source
from cjm_widgets.document.names import labels
from cjm_widgets.editing import Editing
from cjm_widgets.measures import Measured, text
from cjm_widgets.measures import measures_by as tabulate_by
from cjm_widgets.measures import measures_frame as tabulate
from cjm_widgets.measures.marks import significant_stages
from cjm_widgets.measures.questions import QUESTION, measures_by_question, questions_of
from cjm_widgets.measures.stack import check_filters
from cjm_widgets.source_record import measurable

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
