"""Each question by itself, where several fall in one stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from msgspec import structs

from cjm_widgets.document.model import Counts, Id
from cjm_widgets.measures.errors import MeasureError
from cjm_widgets.measures.stack import Filters, check_filters, stack
from cjm_widgets.measures.tables import COLUMNS, Measured, join_columns, tabulated, with_assumptions

QUESTION = "question"
"""What to ask measures by for each question."""


def questions_of(source: Measured, counts: Counts) -> Measured:
    """A source whose stages are its questions."""

    def asked(counts: Counts) -> Counts:
        coarser = tuple(asked(each) for each in counts.coarser)
        return structs.replace(counts, stages=counts.questions, questions={}, coarser=coarser)

    return replace(source, counts=stack(asked(counts)), note="")


def measures_by_question(
    sources: Iterable[tuple[Measured, Mapping[str, Id]]],
    stages: Mapping[Id, str],
    filters: Filters | None = None,
) -> pd.DataFrame:
    """Tabulate every measure for each question, whichever stage it belongs to.

    Parameters
    ----------
    sources
        Sources whose stages are their questions, each with the stage that every question belongs to.
    stages, filters
        As for `measures_frame`.

    Returns
    -------
    pandas.DataFrame
        As `measures_by`, with the question in ``segment``; by stage, then question, then measure.

    Raises
    ------
    MeasureError
        When no source has questions.

    Examples
    --------
    >>> from cjm_widgets.document.model import Tally
    >>> from cjm_widgets.measures import mean
    >>> counts = Counts(respondents=(30,), questions={"Q1": Tally(values=(4.0, 5.0), n=((10, 20),))})
    >>> survey = questions_of(Measured("Survey", stack(Counts()), (1, 5), (mean(),)), counts)
    >>> found = measures_by_question([(survey, {"Q1": "wait"})], {"wait": "Wait"})
    >>> found[["stage", "segment", "n"]].to_numpy().tolist()
    [['Wait', 'Q1', 30]]
    """
    every, chosen = [*sources], filters or {}
    check_filters(chosen, [source.counts for source, _ in every])
    if not any(source.counts.stages for source, _ in every):
        raise MeasureError(
            "no source has questions of its own: they are the columns of wide rows; where a column of long "
            "rows or of a counted table tells questions apart, join it with by="
        )
    places = {stage: place for place, stage in enumerate(stages)}
    parts = []
    for source, columns in every:
        known = [one for one in source.counts.stages if columns.get(one) in places]
        asked = sorted(known, key=lambda one: places[columns[one]])
        part = tabulated(source, {one: one for one in asked}, source.counts.select(chosen))
        question = part["stage"]
        stage = np.array([stages[columns[one]] for one in question], object)
        parts.append({**part, "stage": stage, "segment": question})
    return with_assumptions(join_columns(parts, COLUMNS), [source for source, _ in every])
