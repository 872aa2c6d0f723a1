"""What was drawn against what was measured: does each assumed emotion lie inside the data's interval?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.model import Document
from cjm_widgets.document.names import labels
from cjm_widgets.measures.means import mean
from cjm_widgets.measures.tables import Measured, estimate, to_emotion

_COLUMNS: dict[str, Any] = {
    "source": object,
    "persona": object,
    "stage": object,
    "n": np.int64,
    "drawn": np.float64,
    "measured": np.float64,
    "low": np.float64,
    "high": np.float64,
    "inside": pd.BooleanDtype(),
    "difference": np.float64,
    "method": object,
}


def assumptions_frame(document: Document, sources: Iterable[Measured], level: float = 0.95) -> pd.DataFrame:
    """Set every drawn emotion against the mean score of those the persona stands for.

    Parameters
    ----------
    document
        The map with its emotions.
    sources
        What was measured. A persona that names a segment is set against it, and left out for a source
        that cannot tell it apart; any other persona against all respondents.
    level
        Confidence of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``source, persona, stage, n, drawn, measured, low, high, inside, difference, method``: all numbers
        on the document's scale of emotion (`to_emotion`), the difference is drawn less measured. Where
        there is no interval, ``inside`` is ``NA``.

    Raises
    ------
    MeasureError
        When ``level`` is no confidence.

    References
    ----------
    Student (1908), "The probable error of a mean", Biometrika 6.

    Examples
    --------
    >>> from cjm_widgets.document.model import Counts, Persona, Score, Stage, Tally
    >>> from cjm_widgets.measures import stack
    >>> drawn = {"maya": {"wait": Score(-1.5)}}
    >>> personas, stages = (Persona("maya", "Maya"),), (Stage("wait", "Wait"),)
    >>> document = Document(id="visit", personas=personas, stages=stages, emotion=drawn)
    >>> counts = stack(Counts(respondents=(4,), stages={"wait": Tally((4.0, 5.0), ((2, 2),))}))
    >>> found = assumptions_frame(document, [Measured("Survey", counts, (1, 5), ())])
    >>> found[["persona", "stage", "drawn", "measured", "inside"]]
      persona stage  drawn  measured  inside
    0    Maya  Wait   -1.5       1.5   False
    """
    measure = mean(level)
    stages, personas = labels(document.stages), labels(document.personas)
    rows: list[dict[str, Any]] = []
    for source in sources:
        for persona in document.personas:
            drawn = document.emotion.get(persona.id, {})
            if not drawn or not set(persona.segment) <= set(source.counts.by):
                continue
            segment = {column: (value,) for column, value in persona.segment.items()}
            found = estimate(replace(source, measures=(measure,)), [*stages], segment)[measure.name]
            for place, stage in enumerate(stages):
                if stage not in drawn:
                    continue
                emotion = drawn[stage].value
                value, low, high = (
                    float(to_emotion(end[place], source.scale, document.scale))
                    for end in (found.value, found.low, found.high)
                )
                inside = pd.NA if np.isnan(low) else low <= emotion <= high
                rows.append(
                    {
                        "source": source.name,
                        "persona": personas[persona.id],
                        "stage": stages[stage],
                        "n": int(found.n[place]),
                        "drawn": emotion,
                        "measured": value,
                        "low": low,
                        "high": high,
                        "inside": inside,
                        "difference": emotion - value,
                        "method": found.method,
                    }
                )
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in _COLUMNS.items()}
    )
