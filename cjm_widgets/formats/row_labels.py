"""How a table names its rows, columns and numbers, in the spreadsheet shape and in the tidy form.

A row of scores is called ``Emotion``, with its scale and the persona where it is not "Customer":
``Emotion (1 to 5): Business traveller``. A lane of cards so called has an apostrophe before it. In tables of
others ``Emotion (1-5)``, ``Customer emotion`` and ``Feelings`` are rows of scores too, where their cells are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cjm_widgets.document.errors import CjmWarning, FileFormatError, warn
from cjm_widgets.document.lane_kinds import emotion_lane, lane_called
from cjm_widgets.document.model import Document, Layer
from cjm_widgets.document.names import slug
from cjm_widgets.formats.draft import PERSONA
from cjm_widgets.formats.feelings import feeling_score

PHASE = "Phase"
SCALE = (-2.0, 2.0)
_GUESSES = ((1, 5), SCALE, (-3, 3), (-5, 5), (0, 10), (-10, 10), (0, 100), (-100, 100))
"""1 to 5 comes first: that is what people who write "1, 2, 1" mean, and a curve seldom has only heights."""
_NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?"
_SCALE_LABEL = rf"\s*[(\[]\s*({_NUMBER})\s*(?:to|\.\.|[-\u2013\u2014/])\s*({_NUMBER})\s*[)\]]"
_LABEL = re.compile(rf"(.+?)(?:{_SCALE_LABEL})?(?:: (.+))?", re.DOTALL)
_FEELINGS = ("feeling", "feelings", "mood", "moods", "sentiment", "emotional-state", "emotional-level")
_OF_SOMEONE = ("-emotion", "-emotions", "-feeling", "-feelings", "-mood")
_LAYERS: dict[Layer, tuple[str, ...]] = {
    "customer": ("customer", "customers", "user", "users"),
    "frontstage": ("frontstage", "front-stage", "onstage"),
    "backstage": (
        "backstage",
        "back-stage",
        "company",
        "business",
        "organisation",
        "organization",
        "internal",
    ),
    "support": ("support", "support-process", "support-processes"),
}
_BULLET = re.compile(r"\s*[-*\u2013\u2022\u25e6\u2023\u25aa\u00b7\u25cf]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*([0-9]{1,2})[.)]\s+(?=\S)")
_MINUS = str.maketrans("\u2212\u2013", "--")


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
    return _parts(label) if lane_called(_lane_part(label))["kind"] == "emotion" else None


def feelings_label(label: str) -> EmotionLabel | None:
    """What a label says of its row if the row's cells are scores, or None where it labels something else.

    Examples
    --------
    >>> feelings_label("Customer emotion (1-5)")
    EmotionLabel(lane='Customer emotion', scale=(1.0, 5.0), persona='Customer')
    """
    words = slug(_lane_part(label))
    is_loose = words in _FEELINGS or words.endswith(_OF_SOMEONE)
    return _parts(label) if is_loose else emotion_label(label)


def _lane_part(label: str) -> str:
    match = _LABEL.fullmatch(label)
    return match[1] if match and not label.startswith("'") else ""


def _parts(label: str) -> EmotionLabel | None:
    match = _LABEL.fullmatch(label)
    if match is None:
        return None
    lane, low, high, persona = match.groups()
    scale = None if low is None else (_number(low), _number(high))
    return EmotionLabel(lane, scale, persona or PERSONA)


def group_layer(label: str) -> Layer | None:
    """The layer that a group of lanes so called is, or None.

    Examples
    --------
    >>> group_layer("BACKSTAGE"), group_layer("Actions")
    ('backstage', None)
    """
    words = "" if label.startswith("'") else slug(label)
    return next((layer for layer, names in _LAYERS.items() if words in names), None)


def label_of_emotion(document: Document, persona: str | None = None) -> str:
    """The label of the scores of a persona, or without one of all of them."""
    lane = emotion_lane(document)
    label = lane.name if lane and lane.name.isalpha() and emotion_label(lane.name) else "Emotion"
    if document.scale != SCALE or any(document.emotion.values()):
        low, high = map(plain_number, document.scale)
        label += f" ({low} to {high})"
    return label if persona in (None, PERSONA) else f"{label}: {persona}"


def is_phase_label(label: str) -> bool:
    """Whether a row so called names the phases of its stages."""
    return label.casefold() in ("phase", "phases")


def card_label(name: str, cells: Sequence[str] | None = None) -> str:
    """The label of a lane of cards: its name, with an apostrophe where it would label something else.

    ``cells`` are the texts beside it: scores make a row of scores of a label like "Feelings", and a row
    without texts is a group's if it is called as one.

    Examples
    --------
    >>> card_label("Actions"), card_label("Emotion"), name_of_cards("'Emotion")
    ('Actions', "'Emotion", 'Emotion')
    """
    bare = name.lstrip("'")
    is_scores = cells is not None and feelings_label(bare) is not None and are_scores(cells)
    is_group = cells is not None and group_layer(bare) is not None and not any(cells)
    quoted = name != bare and _may_be_reserved(bare)
    return f"'{name}" if _is_reserved(name) or is_scores or is_group or quoted else name


def name_of_cards(label: str) -> str:
    """The name of the lane of cards with this label."""
    return label[1:] if label.startswith("'") and _may_be_reserved(label.lstrip("'")) else label


def _may_be_reserved(bare: str) -> bool:
    return _is_reserved(bare) or feelings_label(bare) is not None or group_layer(bare) is not None


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
    bare = text.strip().translate(_MINUS)
    return _number(bare) if re.fullmatch(_NUMBER, bare) else None


def are_scores(texts: Iterable[str]) -> bool:
    """Whether the texts of a row, some of them empty, are numbers or known feelings."""
    every = [text for text in texts if text]
    return bool(every) and all(
        score_of(text) is not None or feeling_score(text) is not None for text in every
    )


def bare_lines(text: str) -> list[str]:
    """The lines of a cell without the bullets, or numbers from 1, that all of them begin with.

    Examples
    --------
    >>> bare_lines("- Parks\\n- Pays"), bare_lines("'- 1"), bare_lines("2. Klasse")
    (['Parks', 'Pays'], ['- 1'], ['2. Klasse'])
    """
    if _has_bullets(text.lstrip("'")):
        if text.startswith("'"):
            return text[1:].split("\n")
        return [
            (_BULLET.match(line) and _BULLET.sub("", line, count=1)) or _NUMBERED.sub("", line, count=1)
            for line in text.split("\n")
            if line.strip()
        ]
    return text.split("\n")


def quote_lines(text: str) -> str:
    """The text of a cell from which ``bare_lines`` returns the very same lines."""
    return f"'{text}" if _has_bullets(text.lstrip("'")) else text


def _has_bullets(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    numbers = [match[1] for line in lines if (match := _NUMBERED.match(line))]
    is_count = len(lines) > 1 and numbers == [str(at) for at in range(1, len(lines) + 1)]
    return is_count or (bool(lines) and all(_BULLET.match(line) for line in lines))


def read_scale(
    name: str, scores: Iterable[float], labelled: Iterable[tuple[float, float]]
) -> tuple[float, float]:
    """``scale_of`` with a warning where it is a guess; ``name`` is the file's.

    Raises
    ------
    FileFormatError
        No usual scale covers the scores, or the labels name several.
    """
    every, scales = list(scores), list(labelled)
    low, high = scale_of(every, scales)
    if every and not scales:
        some = ", ".join(map(plain_number, every[:5])) + (", ..." if len(every) > 5 else "")
        warn(
            f"{name}: the emotions {some} are read on a scale of {low:g} to {high:g}; name another in the "
            "row's label, as 'Emotion (0 to 10)'",
            CjmWarning,
        )
    return low, high


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
    for low, high in scales or (_GUESSES if every else (SCALE,)):
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
