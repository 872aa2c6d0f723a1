"""How a table names its rows, columns and numbers, in the spreadsheet shape and in the tidy form.

A row of scores is called ``Emotion``, with the scale where it is not -2 to 2 and the persona where it is not
"Customer": ``Emotion (1 to 5): Business traveller``. A lane of cards so called has an apostrophe before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.lane_kinds import emotion_lane, lane_called
from cjm_widgets.document.model import Document
from cjm_widgets.formats.draft import PERSONA

PHASE = "Phase"
SCALE = (-2.0, 2.0)
_GUESSES = (SCALE, (1, 5), (-3, 3), (-5, 5), (0, 10), (-10, 10), (0, 100), (-100, 100))
_NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?"
_LABEL = re.compile(rf"(.+?)(?: \(({_NUMBER}) to ({_NUMBER})\))?(?:: (.+))?", re.DOTALL)


@dataclass(frozen=True)
class EmotionLabel:
    """What the label of a row of scores says."""

    lane: str
    scale: tuple[float, float] | None
    persona: str


def emotion_label(label: str) -> EmotionLabel | None:
    """What a label says of the scores in its row, or None where it labels something else.

    Examples
    --------
    >>> emotion_label("Emotion (1 to 5): Ann")
    EmotionLabel(lane='Emotion', scale=(1.0, 5.0), persona='Ann')
    """
    match = _LABEL.fullmatch(label)
    if not match or label.startswith("'") or lane_called(match[1])["kind"] != "emotion":
        return None
    lane, low, high, persona = match.groups()
    scale = None if low is None else (_number(low), _number(high))
    return EmotionLabel(lane, scale, persona or PERSONA)


def label_of_emotion(document: Document, persona: str | None = None) -> str:
    """The label of the scores of a persona, or without one of all of them."""
    lane = emotion_lane(document)
    label = lane.name if lane and lane.name.isalpha() and emotion_label(lane.name) else "Emotion"
    if document.scale != SCALE:
        low, high = map(plain_number, document.scale)
        label += f" ({low} to {high})"
    return label if persona in (None, PERSONA) else f"{label}: {persona}"


def is_phase_label(label: str) -> bool:
    """Whether a row so called names the phases of its stages."""
    return label.casefold() in ("phase", "phases")


def card_label(name: str) -> str:
    """The label of a lane of cards: its name, with an apostrophe where it would label something else.

    Examples
    --------
    >>> card_label("Actions"), card_label("Emotion"), name_of_cards("'Emotion")
    ('Actions', "'Emotion", 'Emotion')
    """
    return f"'{name}" if _is_reserved(name) else name


def name_of_cards(label: str) -> str:
    """The name of the lane of cards with this label."""
    return label[1:] if label.startswith("'") and _is_reserved(label) else label


def _is_reserved(label: str) -> bool:
    """Whether a row so called, apostrophes aside, would hold phases, scores or measures."""
    bare = label.lstrip("'")
    return is_phase_label(bare) or emotion_label(bare) is not None or lane_called(bare)["kind"] != "cards"


def score_of(text: str) -> float | None:
    """The number a text is, with a point or a comma, or None.

    Examples
    --------
    >>> score_of(" -1,5 "), score_of("calm")
    (-1.5, None)
    """
    bare = text.strip()
    return _number(bare) if re.fullmatch(_NUMBER, bare) else None


def scale_of(scores: Iterable[float], labelled: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The scale of scores: the one in their labels, else the first usual one that covers them.

    Raises
    ------
    FileFormatError
        No usual scale covers them, or the labels name several.
    """
    every, scales = list(scores), list(dict.fromkeys(labelled))
    if len(scales) > 1:
        raise FileFormatError(f"the emotions are on several scales: {scales}; a map has one")
    for low, high in scales or _GUESSES:
        if scales or all(low <= score <= high for score in every):
            return float(low), float(high)
    furthest = max(every, key=abs)
    raise FileFormatError(
        f"an emotion of {furthest:g} is on no usual scale; name it in the row's label: 'Emotion (0 to 500)'"
    )


def plain_number(value: float) -> str:
    """A number as people write it, and exactly: 2, not 2.0.

    Examples
    --------
    >>> plain_number(-2.0), plain_number(0.1)
    ('-2', '0.1')
    """
    value = float(value)
    return repr(int(value)) if value.is_integer() else repr(value)


def column_name(position: int) -> str:
    """The letters of a spreadsheet's column, from 0.

    Examples
    --------
    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    letters = ""
    while position >= 0:
        letters = chr(ord("A") + position % 26) + letters
        position = position // 26 - 1
    return letters


def _number(text: str) -> float:
    return float(text.replace(",", "."))
