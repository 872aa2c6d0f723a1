"""A map as a tidy table: one row a card or a score, with every field, as ``journey.cards`` has them.

A stage without either has a row of its own. Lanes and personas have such rows at the top where the other rows
would not show their order. Tags and links are listed as in ``journey.cards``, or as JSON where one of them
contains the separator; comments, hypotheses and images are JSON. The title, and all that stages, lanes and
personas have besides their names, is left out. The order of the rows is the order of the cards in a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import DecodeError
from msgspec.json import decode, encode

from cjm_widgets.document.errors import CjmError, FileFormatError, InvalidOperationError, number_text, unknown
from cjm_widgets.document.lane_kinds import card_lanes, emotion_lane, lane_called, lane_content
from cjm_widgets.document.model import (
    Card,
    Comment,
    Document,
    Hypothesis,
    Image,
    LaneKind,
    Preregistration,
    Score,
)
from cjm_widgets.document.names import labels
from cjm_widgets.document.ranges import range_text
from cjm_widgets.formats.draft import PERSONA, MapDraft, document_of
from cjm_widgets.formats.row_labels import (
    EmotionLabel,
    card_label,
    emotion_label,
    label_of_emotion,
    name_of_cards,
    read_scale,
    score_of,
)
from cjm_widgets.frames.card_edits import field_of
from cjm_widgets.frames.tables import CARD_COLUMNS

_FIELDS = CARD_COLUMNS[2:]
TIDY_COLUMNS = ("stage", "phase", "lane", "persona", "score", *_FIELDS, "card")
_ALWAYS = {"stage", "lane", "text"}
_MARKS = {"tags": ", ", "links": "\n"}
_SIZES = ("impact", "confidence", "ease", "reach", "effort")
_PARTS = ("comments", "hypothesis", "preregistration", "image")
_OF_SCORES = ("evidence", "source")


def is_tidy(header: Sequence[str]) -> bool:
    """Whether these are the columns of a tidy table; an apostrophe before the first says they are not.

    Examples
    --------
    >>> is_tidy(["card", "stage", "lane", "text"]), is_tidy(["A visit", "Arrive", "Wait"])
    (True, False)
    """
    return bool(header) and set(header) >= _ALWAYS and not header[0].startswith("'")


def seems_tidy(title: str, stages: Iterable[str]) -> bool:
    """Whether a title and stages, with or without apostrophes before the title, read as a tidy header."""
    return {title.lstrip("'"), *stages} >= _ALWAYS


# --- out


def tidy_rows(document: Document) -> Iterator[list[str | float]]:
    """The rows of the tidy table, the names of its columns first."""
    yield list(TIDY_COLUMNS)
    rows = list(_rows(document))
    lanes, personas = _lane_labels(document), labels(document.personas)
    is_default = list(personas.values()) in ([], [PERSONA]) and not _in_order(rows, "persona")
    has_scores = emotion_lane(document) is not None or any(document.emotion.values())
    lists_personas = has_scores and not is_default and _in_order(rows, "persona") != list(personas.values())
    head: list[dict[str, str | float]] = []
    if lists_personas or _in_order(rows, "lane") != list(lanes.values()):
        head += [{"lane": label} for label in lanes.values()]
    if lists_personas:
        head += [{"lane": label_of_emotion(document), "persona": label} for label in personas.values()]
    for row in [*head, *rows]:
        yield [row.get(column, "") for column in TIDY_COLUMNS]


def _in_order(rows: Iterable[dict[str, str | float]], column: str) -> list[str | float]:
    """The names in a column, each where it first appears."""
    return [name for name in dict.fromkeys(row.get(column, "") for row in rows) if name]


def _lane_labels(document: Document) -> dict[str, str]:
    """The labels of the lanes in the table, by id; all scores belong to one lane."""
    names = labels(card_lanes(document))
    curve = emotion_lane(document)
    return {
        lane.id: label_of_emotion(document) if lane is curve else card_label(names[lane.id])
        for lane in document.lanes
        if lane is curve or lane.id in names
    }


def _rows(document: Document) -> Iterator[dict[str, str | float]]:
    stages, personas, phases = labels(document.stages), labels(document.personas), labels(document.phases)
    lanes = _lane_labels(document)
    curve = emotion_lane(document)
    for stage in document.stages:
        head: dict[str, str | float] = {"stage": stages[stage.id]}
        if stage.phase:
            head["phase"] = phases[stage.phase]
        scores = [
            {**head, "lane": label_of_emotion(document), "persona": personas[who.id], **_score(score)}
            for who in document.personas
            if (score := document.emotion.get(who.id, {}).get(stage.id))
        ]
        rows = [] if curve else scores
        for lane in document.lanes:
            if lane is curve:
                rows += scores
            elif lane_content(lane) == "cards":
                cards = document.cells.get(lane.id, {}).get(stage.id, ())
                rows += [{**head, "lane": lanes[lane.id], **card_fields(card)} for card in cards]
        yield from rows or [head]


def _score(score: Score) -> dict[str, str | float]:
    return {"score": score.value, "evidence": score.evidence, "source": score.source}


def card_fields(card: Card) -> dict[str, str | float]:
    """The fields of a card as texts, by column; those that are empty are left out."""
    fields: dict[str, Any] = {"card": card.id}
    for name in _FIELDS:
        value = getattr(card, name)
        match value:
            case None | ():
                continue
            case bool():
                fields[name] = str(value).lower()
            case int() | float():
                fields[name] = number_text(value)
            case tuple() if name in _SIZES:
                fields[name] = range_text(value)
            case tuple() | Hypothesis() | Preregistration() | Image() if name in _PARTS:
                fields[name] = encode(value).decode()
            case tuple():
                fields[name] = _join(value, _MARKS[name])
            case _:
                fields[name] = value
    return fields


def _join(values: tuple[str, ...], mark: str) -> str:
    text = mark.join(values)
    plain = _split(text, mark) == values and not text.startswith("[")
    return text if plain else encode(values).decode()


def _split(text: str, mark: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.split(mark.strip(" ")))
    return tuple(part for part in parts if part)


# --- in


def read_tidy(rows: Sequence[Sequence[str]], name: str) -> Document:
    """The map in a tidy table.

    Raises
    ------
    FileFormatError
        A column is unknown or there twice, or a row cannot be read; the sentence says which.
    """
    header = list(rows[0])
    while header and not header[-1]:
        header.pop()
    try:
        _check_columns(header)
        reader = _TidyRows()
        for number, row in enumerate(rows[1:], 2):
            if any(row[len(header) :]):
                raise FileFormatError(f"row {number} has more cells than the first row names columns")
            reader.row(number, {column: value for column, value in zip(header, row, strict=False) if value})
        return document_of(reader.draft(name), name)
    except CjmError as error:
        raise FileFormatError(str(error) if name in str(error) else f"{name} is not a map: {error}") from None


def _check_columns(header: Sequence[str]) -> None:
    for column in header:
        if column not in TIDY_COLUMNS:
            raise unknown("column", column, TIDY_COLUMNS)
        if header.count(column) > 1:
            raise FileFormatError(f"the column {column!r} is there {header.count(column)} times")


_LaneKey = tuple[str, LaneKind | None]
"""A lane's name, and its kind where the label tells it; else the cards, or without any the name."""


class _TidyRows:
    """One pass over the rows of a tidy table, which makes a draft."""

    def __init__(self) -> None:
        self._stages: dict[str, int] = {}
        self._phases: list[str] = []
        self._lanes: dict[_LaneKey, None] = {}
        self._personas: dict[str, int] = {}
        self._cards: dict[tuple[_LaneKey, int], list[Card]] = {}
        self._scores: dict[tuple[int, int], Score] = {}
        self._scales: list[tuple[float, float]] = []
        self._ids: set[str] = set()
        self._labels: dict[str, tuple[EmotionLabel | None, str]] = {}

    def row(self, number: int, row: dict[str, str]) -> None:
        if not row:
            return
        stage = self._stage(row)
        fields = row.keys() - {"stage", "phase", "lane", "persona", *_OF_SCORES}
        label = row.get("lane", "")
        if label not in self._labels:
            self._labels[label] = emotion_label(label), name_of_cards(label)
        emotion, name = self._labels[label]
        if "score" in fields or (emotion and not fields):
            if all(kind != "emotion" for _, kind in self._lanes):  # all scores are one lane's
                self._lanes[emotion.lane if emotion else label or "Emotion", "emotion"] = None
            self._scales += [emotion.scale] if emotion and emotion.scale else []
            self._score(number, row, stage)
            return
        lane: _LaneKey = (name, "cards" if name != label else None)
        if label:
            self._lanes[lane] = None
        if fields:
            if stage is None or not label:
                raise FileFormatError(f"row {number} has no {'lane' if stage is not None else 'stage'}")
            self._cards.setdefault((lane, stage), []).append(self._card(number, row))

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
        self._scores[persona, stage] = Score(value=value, **read_score(row, number))

    def _card(self, number: int, row: dict[str, str]) -> Card:
        id = row.get("card", "")
        if id in self._ids:
            raise FileFormatError(f"row {number}: the card {id!r} is there twice")
        self._ids |= {id} - {""}
        return read_card(row, number)

    def draft(self, file: str) -> MapDraft:
        with_cards = {lane for lane, _ in self._cards}
        lanes: list[tuple[str, LaneKind]] = []
        for name, kind in self._lanes:
            of_name = "cards" if (name, kind) in with_cards else lane_called(name)["kind"]
            lanes.append((name, kind or of_name))
        at = {lane: place for place, lane in enumerate(self._lanes)}
        return MapDraft(
            scale=read_scale(file, (score.value for score in self._scores.values()), self._scales),
            stages=list(self._stages),
            phases=self._phases,
            lanes=lanes,
            personas=list(self._personas),
            cells={(at[lane], stage): cards for (lane, stage), cards in self._cards.items()},
            emotion=dict(self._scores),
        )


def read_card(row: Mapping[str, str], number: int) -> Card:
    """The card that a row says, with the id "" where it names none; ``number`` is the row's.

    Raises
    ------
    CjmError
        A field does not take its text; the sentence names row and column.
    """
    fields = {name: _field(name, row[name], number) for name in _FIELDS if name in row}
    return Card(id=row.get("card", ""), **fields)


def read_score(row: Mapping[str, str], number: int) -> dict[str, Any]:
    """What backs the score of a row: its fields besides the value."""
    return {name: _field(name, row[name], number) for name in _OF_SCORES if name in row}


def _field(name: str, text: str, number: int) -> Any:
    """A field of a card from its text."""
    where = f"row {number}, column {name!r}"
    match name:
        case "tags" | "links":
            return _read_list(text, _MARKS[name])
        case "comments":
            return _comments(text, where)
        case "ours" | "verbatim":
            return field_of(name, {"true": True, "false": False}.get(text.casefold(), text), where)
        case "n" | "severity" | "span":
            value = score_of(text)
            return field_of(name, text if value is None else value, where)
        case _:
            return field_of(name, text, where)


def _read_list(text: str, mark: str) -> tuple[str, ...]:
    """Tags or links: a JSON list of texts, or texts between separators."""
    try:
        return decode(text, type=tuple[str, ...])
    except DecodeError:
        return _split(text, mark)


def _comments(text: str, where: str) -> tuple[Comment, ...]:
    if text == "()":  # as pandas writes a column that has none
        return ()
    try:
        return decode(text, type=tuple[Comment, ...])
    except DecodeError as error:
        raise InvalidOperationError(f"{where} takes a JSON list of comments: {error}") from None
