"""A map as a tidy table: one row a card or a score, with every field, as ``journey.cards`` has them.

What has neither stands in a row of its own: a stage without cards, and before all others the lanes and
personas where their order would not be told otherwise. Tags and links are listed as in ``journey.cards``, or
as JSON where one of them holds the mark; comments are JSON. The title, and what stages, lanes and personas
have besides their names, is left out; a card's place in its cell is the order of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import DecodeError
from msgspec.json import decode, encode

from cjm_widgets.document.errors import CjmError, FileFormatError, InvalidOperationError, unknown
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Comment, Document, LaneKind, Score
from cjm_widgets.document.names import labels
from cjm_widgets.formats.emotion_rows import (
    card_label,
    emotion_label,
    label_of_emotion,
    name_of_cards,
    scale_of,
    score_of,
)
from cjm_widgets.formats.made import PERSONA, Found, document_of
from cjm_widgets.frames.card_edits import field_of
from cjm_widgets.frames.tables import CARD_COLUMNS

_FIELDS = CARD_COLUMNS[2:]
TIDY_COLUMNS = ("stage", "phase", "lane", "persona", "score", *_FIELDS, "card")
_NEEDED = {"stage", "lane", "text"}
_MARKS = {"tags": ", ", "links": "\n"}
_OF_SCORES = ("evidence", "source")


def is_tidy(header: Sequence[str]) -> bool:
    """Whether these are the columns of a tidy table; an apostrophe before the first says they are not.

    Examples
    --------
    >>> is_tidy(["card", "stage", "lane", "text"]), is_tidy(["A visit", "Arrive", "Wait"])
    (True, False)
    """
    return bool(header) and set(header) >= _NEEDED and not header[0].startswith("'")


def seems_tidy(title: str, stages: Iterable[str]) -> bool:
    """Whether a title and stages, with or without apostrophes before the title, read as a tidy header."""
    return {title.lstrip("'"), *stages} >= _NEEDED


# --- out


def tidy_rows(document: Document) -> Iterator[list[str | float]]:
    """The rows of the tidy table, the names of its columns first."""
    yield list(TIDY_COLUMNS)
    rows = list(_rows(document))
    lanes, personas = _lane_labels(document), labels(document.personas)
    of_default = list(personas.values()) in ([], [PERSONA]) and not _told(rows, "persona")
    unsaid = not of_default and _told(rows, "persona") != list(personas.values())
    if not any(lane.kind == "emotion" for lane in document.lanes) and not any(document.emotion.values()):
        unsaid = False  # without scores there is no row that could name a persona
    head: list[dict[str, str | float]] = []
    if unsaid or _told(rows, "lane") != list(lanes.values()):
        head += [{"lane": label} for label in lanes.values()]
    if unsaid:
        head += [{"lane": label_of_emotion(document), "persona": label} for label in personas.values()]
    for row in [*head, *rows]:
        yield [row.get(column, "") for column in TIDY_COLUMNS]


def _told(rows: Iterable[dict[str, str | float]], column: str) -> list[str | float]:
    """What the rows name in a column, in the order in which they first do."""
    return [name for name in dict.fromkeys(row.get(column, "") for row in rows) if name]


def _lane_labels(document: Document) -> dict[str, str]:
    """The labels of the lanes that the table tells of, by id; all scores are one lane's."""
    called = labels(card_lanes(document))
    first = next((lane.id for lane in document.lanes if lane.kind == "emotion"), None)
    return {
        lane.id: label_of_emotion(document) if lane.id == first else card_label(called[lane.id])
        for lane in document.lanes
        if lane.kind == "cards" or lane.id == first
    }


def _rows(document: Document) -> Iterator[dict[str, str | float]]:
    stages, personas, phases = labels(document.stages), labels(document.personas), labels(document.phases)
    lanes = _lane_labels(document)
    drawn = any(lane.kind == "emotion" for lane in document.lanes)
    for stage in document.stages:
        head: dict[str, str | float] = {"stage": stages[stage.id]}
        if stage.phase:
            head["phase"] = phases[stage.phase]
        scores = [
            {**head, "lane": label_of_emotion(document), "persona": personas[who.id], **_score(score)}
            for who in document.personas
            if (score := document.emotion.get(who.id, {}).get(stage.id))
        ]
        rows = [] if drawn else scores
        for lane in document.lanes:
            if lane.kind == "emotion":
                rows += scores
                scores = []
            elif lane.kind == "cards":
                cards = document.cells.get(lane.id, {}).get(stage.id, ())
                rows += [{**head, "lane": lanes[lane.id], **_card(card)} for card in cards]
        yield from rows or [head]


def _score(score: Score) -> dict[str, str | float]:
    return {"score": score.value, "evidence": score.evidence, "source": score.source}


def _card(card: Card) -> dict[str, str | float]:
    fields: dict[str, Any] = {"card": card.id}
    for name in _FIELDS:
        value = getattr(card, name)
        match value:
            case None | ():
                continue
            case bool():
                fields[name] = str(value).lower()
            case int():
                fields[name] = str(value)
            case tuple() if name == "comments":
                fields[name] = encode(value).decode()
            case tuple():
                fields[name] = _listed(value, _MARKS[name])
            case _:
                fields[name] = value
    return fields


def _listed(values: tuple[str, ...], mark: str) -> str:
    text = mark.join(values)
    plain = _parts(text, mark) == values and not text.startswith("[")
    return text if plain else encode(values).decode()


def _parts(text: str, mark: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.split(mark.strip(" ")))
    return tuple(part for part in parts if part)


# --- in


def read_tidy(rows: Sequence[Sequence[str]], name: str) -> Document:
    """The map in a tidy table.

    Raises
    ------
    FileFormatError
        A column is unknown or twice there, or a row no card, score, stage or lane; the sentence says which.
    """
    header = list(rows[0])
    while header and not header[-1]:
        header.pop()
    try:
        _check_columns(header)
        reading = _Reading()
        for number, row in enumerate(rows[1:], 2):
            if any(row[len(header) :]):
                raise FileFormatError(f"row {number} has more cells than the first row names columns")
            reading.row(number, {column: value for column, value in zip(header, row, strict=False) if value})
        return document_of(reading.found(), name)
    except CjmError as error:
        raise FileFormatError(str(error) if name in str(error) else f"{name} is not a map: {error}") from None


def _check_columns(header: Sequence[str]) -> None:
    for column in header:
        if column not in TIDY_COLUMNS:
            raise unknown("column", column, TIDY_COLUMNS)
        if header.count(column) > 1:
            raise FileFormatError(f"the column {column!r} is there {header.count(column)} times")


class _Reading:
    """The rows of a tidy table, one after the other."""

    def __init__(self) -> None:
        self._stages: dict[str, int] = {}
        self._phases: list[str] = []
        self._lanes: dict[tuple[str, LaneKind], None] = {}
        self._personas: dict[str, int] = {}
        self._cards: dict[tuple[str, int], list[Card]] = {}
        self._scores: dict[tuple[int, int], Score] = {}
        self._scales: list[tuple[float, float]] = []
        self._ids: set[str] = set()

    def row(self, number: int, row: dict[str, str]) -> None:
        if not row:
            return
        stage = self._stage(row)
        said = row.keys() - {"stage", "phase", "lane", "persona", *_OF_SCORES}
        label = row.get("lane", "")
        emotion = emotion_label(label)
        if "score" in said or (emotion and not said):
            self._lanes[emotion.lane if emotion else label or "Emotion", "emotion"] = None
            self._scales += [emotion.scale] if emotion and emotion.scale else []
            self._score(number, row, stage)
            return
        if label:
            label = name_of_cards(label)
            self._lanes[label, "cards"] = None
        if said:
            if stage is None or not label:
                raise FileFormatError(f"row {number} has no {'lane' if stage is not None else 'stage'}")
            self._cards.setdefault((label, stage), []).append(self._card(number, row))

    def _stage(self, row: dict[str, str]) -> int | None:
        if "stage" not in row:
            return None
        position = self._stages.setdefault(row["stage"], len(self._stages))
        if position == len(self._phases):
            self._phases.append("")
        self._phases[position] = self._phases[position] or row.get("phase", "")
        return position

    def _score(self, number: int, row: dict[str, str], stage: int | None) -> None:
        if "persona" not in row and "score" not in row:
            return
        persona = self._personas.setdefault(row.get("persona", PERSONA), len(self._personas))
        if "score" not in row:
            return
        value = score_of(row["score"])
        if value is None or stage is None:
            why = f"its score is {row['score']!r}, no number" if value is None else "it has no stage"
            raise FileFormatError(f"row {number}: {why}")
        fields = {name: _field(name, row[name], number) for name in _OF_SCORES if name in row}
        self._scores[persona, stage] = Score(value=value, **fields)

    def _card(self, number: int, row: dict[str, str]) -> Card:
        id = row.get("card", "")
        if id in self._ids:
            raise FileFormatError(f"row {number}: the card {id!r} is there twice")
        self._ids |= {id} - {""}
        return Card(id=id, **{name: _field(name, row[name], number) for name in _FIELDS if name in row})

    def found(self) -> Found:
        lanes = list(self._lanes)
        at = {lane: place for place, lane in enumerate(lanes)}
        return Found(
            scale=scale_of((score.value for score in self._scores.values()), self._scales),
            stages=list(self._stages),
            phases=self._phases,
            lanes=lanes,
            personas=list(self._personas),
            cells={(at[lane, "cards"], stage): cards for (lane, stage), cards in self._cards.items()},
            emotion=dict(self._scores),
        )


def _field(name: str, text: str, number: int) -> Any:
    """A field of a card from its text."""
    where = f"row {number}, column {name!r}"
    match name:
        case "tags" | "links":
            return _listed_in(text, _MARKS[name])
        case "comments":
            return _comments(text, where)
        case "ours":
            return field_of(name, {"true": True, "false": False}.get(text.casefold(), text), where)
        case "n" | "severity" | "impact" | "effort" | "span":
            value = score_of(text)
            return field_of(name, text if value is None else value, where)
        case _:
            return field_of(name, text, where)


def _listed_in(text: str, mark: str) -> tuple[str, ...]:
    """Tags or links: a JSON list of texts, or parts between marks."""
    try:
        return decode(text, type=tuple[str, ...])
    except DecodeError:
        return _parts(text, mark)


def _comments(text: str, where: str) -> tuple[Comment, ...]:
    if text == "()":  # as pandas writes a column that has none
        return ()
    try:
        return decode(text, type=tuple[Comment, ...])
    except DecodeError as error:
        raise InvalidOperationError(f"{where} takes a JSON list of comments: {error}") from None
