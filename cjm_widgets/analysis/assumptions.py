"""Drawn emotions against measured ones: does each assumption lie inside the data's interval?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.tables import noted
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.names import labels
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.source import MeasuredSource, estimate, to_emotion

_COLUMNS: dict[str, Any] = {
    "source": object,
    "persona": object,
    "stage": object,
    "n": pd.Int64Dtype(),
    "drawn": np.float64,
    "measured": np.float64,
    "low": np.float64,
    "high": np.float64,
    "inside": pd.BooleanDtype(),
    "difference": np.float64,
    "method": object,
}


def assumptions_frame(
    document: Document, sources: Iterable[MeasuredSource], level: float = 0.95
) -> pd.DataFrame:
    """Compare every drawn emotion with the mean score of the respondents whom the persona stands for.

    Parameters
    ----------
    document
        The map with its emotions.
    sources
        The sources to compare with. A persona that names a segment is compared with that segment, and left
        out for a source that does not have it; any other persona is compared with all respondents.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``source, persona, stage, n, drawn, measured, low, high, inside, difference, method``: all numbers
        on the document's scale of emotion (`to_emotion`), the difference is drawn less measured. Where
        there is no interval, ``inside`` is ``NA``; where the number is withheld, ``n`` is too.

    Raises
    ------
    MeasureError
        When ``level`` is not between 0 and 1.

    References
    ----------
    Student (1908), "The probable error of a mean", Biometrika 6.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Persona, Score, Stage, Tally
    >>> from cjm_widgets.counts.stack import stack
    >>> drawn = {"maya": {"wait": Score(-1.5)}}
    >>> personas, stages = (Persona("maya", "Maya"),), (Stage("wait", "Wait"),)
    >>> document = Document(id="visit", personas=personas, stages=stages, emotion=drawn)
    >>> counts = stack(Counts(respondents=(4,), stages={"wait": Tally((4.0, 5.0), ((2, 2),))}))
    >>> table = assumptions_frame(document, [MeasuredSource("Survey", counts, (1, 5), ())])
    >>> table[["persona", "stage", "drawn", "measured", "inside"]]
      persona stage  drawn  measured  inside
    0    Maya  Wait   -1.5       1.5   False
    """
    stages, personas = labels(document.stages), labels(document.personas)
    rows = [
        {
            "source": source.name,
            "persona": personas[one.persona],
            "stage": stages[one.stage],
            "n": one.n,
            "drawn": one.drawn,
            "measured": one.measured,
            "low": one.low,
            "high": one.high,
            "inside": pd.NA if one.inside is None else one.inside,
            "difference": one.drawn - one.measured,
            "method": one.method,
        }
        for source in sources
        for one in _assumptions(document, source, level)
    ]
    return frame_of_records(rows, _COLUMNS)


@dataclass(frozen=True)
class _Assumption:
    """A drawn emotion and what was measured, on the document's scale of emotion."""

    persona: Id
    stage: Id
    n: Any
    drawn: float
    measured: float
    low: float
    high: float
    inside: bool | None
    method: str


def _assumptions(document: Document, source: MeasuredSource, level: float) -> Iterator[_Assumption]:
    measure = mean(level)
    if source.amounts:  # amounts have no emotion curve
        return
    for persona in document.personas:
        drawn = document.emotion.get(persona.id, {})
        if not drawn or not set(persona.segment) <= set(source.counts.by):
            continue
        segment = {column: (value,) for column, value in persona.segment.items()}
        stages = [stage.id for stage in document.stages if stage.id in drawn]
        estimates = estimate(replace(source, measures=(measure,)), stages, segment)[measure.name]
        methods = noted(source, source.methods(estimates.method), estimates.n, estimates.withheld)
        for place, stage in enumerate(stages):
            emotion = drawn[stage].value
            value, low, high = (
                float(to_emotion(end[place], source.scale, document.scale))
                for end in (estimates.value, estimates.low, estimates.high)
            )
            withheld = bool(estimates.withheld[place])
            yield _Assumption(
                persona.id,
                stage,
                pd.NA if withheld else int(estimates.n[place]),
                emotion,
                value,
                low,
                high,
                None if np.isnan(low) else low <= emotion <= high,
                methods[place],
            )
