"""Drawn emotions against measured ones: does each assumption lie inside the data's interval, and if not, does
the difference matter?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.analysis.tables import noted
from cjm_widgets.document.errors import MeasureError
from cjm_widgets.document.model import Document, Id
from cjm_widgets.document.names import labels
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.averages import mean
from cjm_widgets.measures.measure import Scale, percent
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
    "matters": pd.BooleanDtype(),
    "method": object,
}


def is_borne_out(
    drawn: float, measured: float, interval: tuple[float, float], scale: Scale, tolerance: float
) -> bool | None:
    """Whether measurement bears out a drawn emotion.

    Parameters
    ----------
    drawn, measured, interval
        The drawn emotion, the measured one and the ends of its interval, on the document's scale of emotion.
    scale
        The ends of that scale.
    tolerance
        The part of the scale, 0 to 1, up to which a difference does not matter.

    Returns
    -------
    bool or None
        True inside the interval; False outside, and further from the measured value than the tolerance. None
        where it lies outside by a difference that does not matter, which says neither.

    Examples
    --------
    >>> [is_borne_out(drawn, 1.0, (0.9, 1.1), (-2, 2), 0.3) for drawn in (1.05, 0.5, -0.5)]
    [True, None, False]
    """
    if interval[0] <= drawn <= interval[1]:
        return True
    # A difference written as the tolerance itself is no more than it, whatever the last bits say.
    matters = abs(drawn - measured) > tolerance * (scale[1] - scale[0]) * (1 + 1e-12)
    return False if matters else None


def assumptions_frame(
    document: Document,
    sources: Iterable[MeasuredSource],
    level: float = 0.95,
    tolerance: float | None = None,
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
        Confidence of each interval by itself, between 0 and 1.
    tolerance
        The part of the scale of emotion, 0 to 1, up to which a difference does not matter; by default the
        document's.

    Returns
    -------
    pandas.DataFrame
        ``source, persona, stage, n, drawn, measured, low, high, inside, difference, matters, method``: all
        numbers on the document's scale of emotion (`to_emotion`), the difference is drawn less measured and
        ``matters`` where the drawn emotion is outside the interval by more than the tolerance. Where there
        is no interval, ``inside`` and ``matters`` are ``NA``; where the number is withheld, ``n`` is too.
        ``method`` and ``attrs["multiplicity"]`` say how many intervals are read together.

    Raises
    ------
    MeasureError
        When ``level`` is not between 0 and 1, or ``tolerance`` not from 0 to 1.

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
    tolerance = document.tolerance if tolerance is None else tolerance
    _check_tolerance(tolerance)
    every = [(source, one) for source in sources for one in _assumptions(document, source, level, tolerance)]
    number = sum(one.inside is not None for _, one in every)
    among = f", one of {number} without adjustment" if number > 1 else ""
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
            "matters": pd.NA if one.matters is None else one.matters,
            "method": one.method if one.inside is None else one.method + among,
        }
        for source, one in every
    ]
    frame = frame_of_records(rows, _COLUMNS)
    frame.attrs["tolerance"] = tolerance
    frame.attrs["multiplicity"] = _multiplicity(number, level)
    return frame


def _multiplicity(number: int, level: float) -> str:
    """What reading several intervals together means for a reader."""
    if number < 2:
        return "a single interval"
    return (
        f"{number} intervals of {percent(level)} each, not adjusted for their number: if every drawn "
        f"emotion were true, about {number * (1 - level):.2g} of them would lie outside by chance"
    )


def _check_tolerance(tolerance: object) -> None:
    number = isinstance(tolerance, int | float) and not isinstance(tolerance, bool)
    if not number or not 0 <= tolerance <= 1:  # type: ignore[operator]  # a number, as just seen
        raise MeasureError(
            f"tolerance= is a part of the scale of emotion from 0 to 1, such as 0.3, not {tolerance!r}"
        )


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
    matters: bool | None
    method: str


def _assumptions(
    document: Document, source: MeasuredSource, level: float, tolerance: float
) -> Iterator[_Assumption]:
    measure = mean(level)
    if not source.scored:  # there is no emotion curve
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
            withheld, known = bool(estimates.withheld[place]), not np.isnan(low)
            verdict = is_borne_out(emotion, value, (low, high), document.scale, tolerance)
            yield _Assumption(
                persona.id,
                stage,
                pd.NA if withheld else int(estimates.n[place]),
                emotion,
                value,
                low,
                high,
                verdict is True if known else None,
                verdict is False if known else None,
                methods[place],
            )
