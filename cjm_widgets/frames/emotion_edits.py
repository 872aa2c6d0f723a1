"""Edits of the frame of emotions: scores drawn anew, stages and personas in another order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, cast

import numpy as np
import pandas as pd
from msgspec.structs import replace

from cjm_widgets.document.errors import InvalidOperationError
from cjm_widgets.document.model import Document, Score
from cjm_widgets.document.operations import SetEmotion
from cjm_widgets.frames.edits import Clash, Edits, grid, is_missing, said
from cjm_widgets.frames.tables import persona_labels, stage_labels


def emotion_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """What it takes for the document's emotions to be those of the frame; a missing number is a gap.

    Parameters are those of ``cell_edits``, for a frame of stages x personas. A score keeps its evidence.

    Raises
    ------
    CjmError
        The frame cannot be a map: a stage or persona unknown, missing or twice, text in a score, or a
        score off the document's scale.
    """
    stages, personas = stage_labels(shown), persona_labels(shown)
    operations, values = grid(document, shown, now, touched, ("persona", personas), stages)
    lane = next((lane.id for lane in document.lanes if lane.kind == "emotion"), "")
    clashes: list[Clash] = []
    for stage, persona, value in values:
        was = _score(shown, stage, persona)
        if type(value) is float and (value != value if was is None else value == was.value):
            continue
        where = f"the emotion of {personas[persona]!r} at {stages[stage]!r}"
        number = _number(value, where, document.scale)
        if number == _value(was):
            continue
        here = _score(document, stage, persona)
        theirs = "no score" if number is None else f"{number:g}"
        if not _has(document, stage, persona):
            clashes.append(Clash(stage, lane, where, theirs, "removed"))
        elif _value(here) == _value(was):
            score = None if number is None else replace(here or Score(value=number), value=number)
            operations.append(SetEmotion(stage=stage, persona=persona, score=score, was=here))
        elif _value(here) != number:
            said = "no score" if here is None else f"{here.value:g}"
            clashes.append(Clash(stage, lane, where, theirs, said))
    return Edits(tuple(operations), tuple(clashes))


def _number(value: Any, where: str, scale: tuple[float, float]) -> float | None:
    if is_missing(value):
        return None
    low, high = scale
    takes = f"{where} takes a number from {low:g} to {high:g}, not {said(value)}"
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real | Decimal):
        raise InvalidOperationError(takes)
    if not low <= cast(float, value) <= high:
        raise InvalidOperationError(f"{takes}; the nearest is {low if cast(float, value) < low else high:g}")
    return float(value)


def _score(document: Document, stage: str, persona: str) -> Score | None:
    return document.emotion.get(persona, {}).get(stage)


def _value(score: Score | None) -> float | None:
    return None if score is None else score.value


def _has(document: Document, stage: str, persona: str) -> bool:
    return any(one.id == stage for one in document.stages) and any(
        one.id == persona for one in document.personas
    )
