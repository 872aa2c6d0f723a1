"""A document as pandas frames: cells by stage and lane, emotions by stage and persona, cards one a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast

import numpy as np
import pandas as pd

from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.merge import Conflict
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.names import labels
from cjm_widgets.document.ranges import range_text
from cjm_widgets.frames.typed import frame_of_rows

TEXT = pd.Series([""]).dtype
"""The dtype of text in the installed pandas: ``str`` from pandas 3 on, ``object`` before."""

Changes = dict[int, dict[str, Any]]
"""New values, by position of the column, then by label of the row."""


@dataclass(frozen=True)
class FrameLayout:
    """How one frame shows a document.

    Attributes
    ----------
    labels
        The index and the columns of the frame.
    columns
        The values of the columns at some positions.
    changes
        The values that differ between two documents; None where rows or columns differ.
    splice
        Turns the frame of one document into that of another; None where a new frame is as fast.
    """

    labels: Callable[[Document], tuple[pd.Index, pd.Index]]
    columns: Callable[[Document, Iterable[int]], dict[int, Any]]
    changes: Callable[[Document, Document], Changes | None]
    splice: Callable[[pd.DataFrame, Document, Document], pd.DataFrame | None] = lambda *_: None

    def frame(self, document: Document) -> pd.DataFrame:
        """The document as a new frame."""
        index, columns = self.labels(document)
        frame = pd.DataFrame(self.columns(document, range(len(columns))), index=index)
        frame.columns = columns
        return frame


def cells_frame(document: Document) -> pd.DataFrame:
    """The texts of the cells: a row a stage, a column a lane of cards; one line a card, "" where empty.

    Examples
    --------
    >>> from cjm_widgets.document.model import Card, Lane, Stage
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> cells = {"pain": {"wait": (Card(id="a", text="No sign"), Card(id="b", text="No seat"))}}
    >>> cells_frame(Document(id="visit", stages=stages, lanes=lanes, cells=cells)).loc["Wait", "Pain points"]
    'No sign\\nNo seat'
    """
    return CELLS.frame(document)


def emotion_frame(document: Document) -> pd.DataFrame:
    """The emotions: a row a stage, a column a persona; NaN is a gap."""
    return EMOTION.frame(document)


def conflicts_frame(conflicts: Iterable[Conflict]) -> pd.DataFrame:
    """Conflicts of a merge as a tidy frame."""
    return frame_of_rows(conflicts, dict.fromkeys(Conflict._fields, object))


def text_index(names: Iterable[str], name: str | None = None) -> pd.Index:
    """An index of text, with the dtype `TEXT`."""
    index: pd.Index = pd.Index(list(names), dtype=TEXT, name=name)
    return index


def text_column(texts: list[str]) -> Any:
    """A column of text, with the dtype `TEXT`."""
    return pd.array(np.array(texts, dtype=object), dtype=cast(Any, TEXT))


def stage_labels(document: Document) -> dict[str, str]:
    """The labels of the stages, by id."""
    return labels(document.stages)


def lane_labels(document: Document) -> dict[str, str]:
    """The labels of the lanes of cards, by id."""
    every = labels(document.lanes)
    return {lane.id: every[lane.id] for lane in card_lanes(document)}


def persona_labels(document: Document) -> dict[str, str]:
    """The labels of the personas, by id."""
    return labels(document.personas)


def labels_differ(shown: Document, document: Document, columns: Callable[[Document], dict[str, str]]) -> bool:
    """Whether stages or columns were added, removed, moved or renamed."""
    if (
        shown.stages is document.stages
        and shown.lanes is document.lanes
        and shown.personas is document.personas
    ):
        return False
    return any(list(name(shown).items()) != list(name(document).items()) for name in (stage_labels, columns))


def differences(
    before: dict[str, dict[str, Any]],
    now: dict[str, dict[str, Any]],
    keys: Iterable[str],
    stages: Iterable[str],
) -> Iterator[tuple[int, str, Any, Any]]:
    """Every leaf that differs between two dictionaries by key and stage.

    Yields the position of the key, the stage, and the leaf before and now.
    """
    if before is now:
        return
    for column, key in enumerate(keys):
        old_row, new_row = before.get(key, {}), now.get(key, {})
        if old_row is not new_row:
            for stage in stages:
                old, new = old_row.get(stage), new_row.get(stage)
                if old is not new and old != new:
                    yield column, stage, old, new


# --- cells


def _cells_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    return (
        text_index(stage_labels(document).values(), "stage"),
        text_index(lane_labels(document).values(), "lane"),
    )


def _cells_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    lanes, stages = card_lanes(document), [stage.id for stage in document.stages]
    rows = {position: document.cells.get(lanes[position].id, {}) for position in positions}
    return {
        position: text_column([cell_text(row.get(stage, ())) for stage in stages])
        for position, row in rows.items()
    }


def _cells_changes(shown: Document, document: Document) -> Changes | None:
    if labels_differ(shown, document, lane_labels):
        return None
    changes: Changes = {}
    lanes, stages = list(lane_labels(document)), stage_labels(document)
    for column, stage, before, now in differences(shown.cells, document.cells, lanes, stages):
        if (text := cell_text(now or ())) != cell_text(before or ()):
            changes.setdefault(column, {})[stages[stage]] = text
    return changes


# --- emotions


def _emotion_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    return (
        text_index(stage_labels(document).values(), "stage"),
        text_index(persona_labels(document).values(), "persona"),
    )


def _emotion_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    columns = {}
    for position in positions:
        scores = document.emotion.get(document.personas[position].id, {})
        values = [scores[stage.id].value if stage.id in scores else np.nan for stage in document.stages]
        columns[position] = np.array(values, dtype=np.float64)
    return columns


def _emotion_changes(shown: Document, document: Document) -> Changes | None:
    if labels_differ(shown, document, persona_labels):
        return None
    changes: Changes = {}
    personas, stages = list(persona_labels(document)), stage_labels(document)
    for column, stage, _, now in differences(shown.emotion, document.emotion, personas, stages):
        changes.setdefault(column, {})[stages[stage]] = np.nan if now is None else now.value
    return changes


def _future_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    columns = {}
    for position in positions:
        row = document.future.get(document.personas[position].id, {})
        columns[position] = np.array(
            [row.get(stage.id, np.nan) for stage in document.stages], dtype=np.float64
        )
    return columns


def _future_changes(shown: Document, document: Document) -> Changes | None:
    if labels_differ(shown, document, persona_labels):
        return None
    changes: Changes = {}
    personas, stages = list(persona_labels(document)), stage_labels(document)
    for column, stage, _, now in differences(shown.future, document.future, personas, stages):
        changes.setdefault(column, {})[stages[stage]] = np.nan if now is None else now
    return changes


CELLS = FrameLayout(_cells_labels, _cells_columns, _cells_changes)
EMOTION = FrameLayout(_emotion_labels, _emotion_columns, _emotion_changes)
FUTURE = FrameLayout(_emotion_labels, _future_columns, _future_changes)

# --- cards


CARD_COLUMNS = (
    *("stage", "lane", "text", "evidence", "source", "n", "tags", "owner", "kpi", "severity", "impact"),
    *("effort", "channel", "ours", "span", "links", "comments", "confidence", "ease", "reach", "status"),
    *("due", "hypothesis", "owned_by", "who", "said_at", "verbatim", "preregistration", "image"),
)
_SIZES = ("impact", "confidence", "ease", "reach", "effort")
_OBJECTS = {*_SIZES, "comments", "hypothesis", "preregistration", "image"}
"""Columns whose values are of several types."""
CardAt = tuple[str, str, Card]
"""A card with the ids of its stage and lane."""

_MOST_SPLICED = 20
"""Changed cells up to which splicing is faster than building a new frame."""


def cards_frame(document: Document) -> pd.DataFrame:
    """The cards, one a row by id: stage by stage, lane by lane, in the order of their cell.

    ``stage`` and ``lane`` hold labels, ``tags`` are joined by ", ", ``links`` by line breaks, ``comments``
    is a tuple of ``Comment``, ``hypothesis`` a ``Hypothesis``, ``image`` an ``Image``
    and ``preregistration`` a ``Preregistration``. ``impact``,
    ``confidence``, ``ease``, ``reach`` and ``effort`` are numbers or ranges such as "6–9". A number without a
    value is ``<NA>``, a text without one "".

    Examples
    --------
    >>> from cjm_widgets.document.model import Lane, Stage
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> cells = {"pain": {"wait": (Card(id="a", text="No sign", severity=3),)}}
    >>> frame = cards_frame(Document(id="visit", stages=stages, lanes=lanes, cells=cells))
    >>> frame.loc["a", ["stage", "text"]].tolist(), int(frame["severity"].sum())
    (['Wait', 'No sign'], 3)
    """
    return CARDS.frame(document)


def cards_in_order(document: Document) -> list[CardAt]:
    """Every card in map order."""
    rows = [(lane.id, document.cells.get(lane.id, {})) for lane in card_lanes(document)]
    return [
        (stage.id, lane, card)
        for stage in document.stages
        for lane, row in rows
        if stage.id in row
        for card in row[stage.id]
    ]


def card_values(cards: Iterable[Card], field: str) -> list[Any]:
    """The frame's values for one field of the cards."""
    values = map(attrgetter(field), cards)
    match field:
        case "tags":
            return list(map(", ".join, values))
        case "links":
            return list(map("\n".join, values))
        case _ if field in _SIZES:
            return [range_text(value) if isinstance(value, tuple) else value for value in values]
        case "owned_by":
            return ["" if value is None else value for value in values]
        case _:
            return list(values)


def _cards_labels(document: Document) -> tuple[pd.Index, pd.Index]:
    ids = (card.id for _, _, card in cards_in_order(document))
    return text_index(ids, "card"), text_index(CARD_COLUMNS)


def _cards_columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    return _columns_of_cards(document, cards_in_order(document), positions)


def _columns_of_cards(document: Document, rows: Sequence[CardAt], positions: Iterable[int]) -> dict[int, Any]:
    cards = [card for _, _, card in rows]
    columns: dict[int, Any] = {}
    for position in positions:
        match field := CARD_COLUMNS[position]:
            case "stage":
                stages = stage_labels(document)
                columns[position] = text_column([stages[stage] for stage, _, _ in rows])
            case "lane":
                lanes = lane_labels(document)
                columns[position] = text_column([lanes[lane] for _, lane, _ in rows])
            case _:
                columns[position] = field_column(field, card_values(cards, field))
    return columns


def field_column(field: str, values: list[Any]) -> Any:
    """The column of a field of cards, of the type that it always has."""
    match field:
        case "n" | "severity":
            return pd.array(values, dtype="Int64")
        case "ours" | "verbatim":
            return pd.array(values, dtype="boolean")
        case "span":
            return np.array(values, dtype=np.int64)
        case _ if field in _OBJECTS:
            return _objects(values)
        case _:
            return text_column(values)


def _objects(values: list[Any]) -> Any:
    # Of an array a frame would make a column of text where all of its values happen to be texts.
    array = np.fromiter(values, dtype=object, count=len(values))
    return pd.Index(array, dtype=cast(Any, object), tupleize_cols=False)


def _cards_changes(shown: Document, document: Document) -> Changes | None:
    if labels_differ(shown, document, lane_labels):
        return _label_changes(shown, document)
    changes: Changes = {}
    for _, _, before, now in _cell_differences(shown, document):
        if [card.id for card in before] != [card.id for card in now]:
            return None
        for old, new in zip(before, now, strict=True):
            _add_fields(changes, old, new)
    return changes


def _label_changes(shown: Document, document: Document) -> Changes | None:
    """The changes where stages or lanes were renamed, added, removed or moved; None where rows changed."""
    old, new = cards_in_order(shown), cards_in_order(document)
    if [card.id for _, _, card in old] != [card.id for _, _, card in new]:
        return None
    changes: Changes = {}
    before, now = stage_labels(shown), stage_labels(document)
    lanes_before, lanes_now = lane_labels(shown), lane_labels(document)
    for (old_stage, old_lane, past), (stage, lane, card) in zip(old, new, strict=True):
        if before[old_stage] != now[stage]:
            changes.setdefault(0, {})[card.id] = now[stage]
        if lanes_before[old_lane] != lanes_now[lane]:
            changes.setdefault(1, {})[card.id] = lanes_now[lane]
        _add_fields(changes, past, card)
    return changes


def _add_fields(changes: Changes, old: Card, new: Card) -> None:
    if old is new:
        return
    for column, field in enumerate(CARD_COLUMNS[2:], 2):
        (before,), (now,) = card_values([old], field), card_values([new], field)
        if before != now:
            changes.setdefault(column, {})[new.id] = now


_CellDifference = tuple[int, int, tuple[Card, ...], tuple[Card, ...]]
"""Positions of stage and lane, and the cell's cards before and now."""


def _cell_differences(shown: Document, document: Document) -> list[_CellDifference]:
    """The cells that differ between two documents of the same stages and lanes, in map order."""
    stages = {stage.id: position for position, stage in enumerate(document.stages)}
    lanes = (lane.id for lane in card_lanes(document))
    leaves = differences(shown.cells, document.cells, lanes, stages)
    cells = ((stages[stage], lane, before or (), now or ()) for lane, stage, before, now in leaves)
    return sorted(cells, key=lambda cell: cell[:2])


def _splice_cards(frame: pd.DataFrame, shown: Document, document: Document) -> pd.DataFrame | None:
    if labels_differ(shown, document, lane_labels):
        return None
    cells = _cell_differences(shown, document)
    if len(cells) > _MOST_SPLICED:
        return None
    lanes, stages = card_lanes(document), document.stages
    added: list[CardAt] = []
    order: list[np.ndarray] = []
    at = 0
    for stage, lane, before, now in cells:
        first, new = _first_row(frame.index, shown, stage, lane), len(frame) + len(added)
        order += [np.arange(at, first), np.arange(new, new + len(now))]
        added += [(stages[stage].id, lanes[lane].id, card) for card in now]
        at = first + len(before)
    order.append(np.arange(at, len(frame)))
    if added:
        rows = pd.DataFrame(
            _columns_of_cards(document, added, range(len(CARD_COLUMNS))),
            index=text_index((card.id for *_, card in added), "card"),
        )
        rows.columns = frame.columns
        frame = pd.concat([frame, rows]) if len(frame) else rows
    return frame.take(np.concatenate(order))


def _first_row(ids: pd.Index, shown: Document, stage: int, lane: int) -> int:
    """The position of a cell's first row: behind the last card of the cells before it."""
    lanes = [one.id for one in card_lanes(shown)]
    for earlier in range(stage, -1, -1):
        for other in reversed(lanes[:lane] if earlier == stage else lanes):
            if cards := shown.cells.get(other, {}).get(shown.stages[earlier].id):
                return cast(int, ids.get_loc(cards[-1].id)) + 1
    return 0


CARDS = FrameLayout(_cards_labels, _cards_columns, _cards_changes, _splice_cards)
