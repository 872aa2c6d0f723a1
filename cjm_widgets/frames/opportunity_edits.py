"""The frame of opportunities: what cards of their lanes say, with their scores; and its edits.

Scores and ranks are computed, and so are the step of the solution tree and the state of the preregistration.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import InvalidOperationError, unknown
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Document
from cjm_widgets.document.opportunities import Opportunity, ice, opportunities, ranks, rice
from cjm_widgets.frames.card_edits import card_edits
from cjm_widgets.frames.edits import Edits, is_missing, short_repr
from cjm_widgets.frames.tables import (
    CARD_COLUMNS,
    CARDS,
    Changes,
    FrameLayout,
    card_values,
    field_column,
    lane_labels,
    stage_labels,
    text_column,
    text_index,
)

_FIELDS = ("text", "owner", "status", "due", "impact", "confidence", "ease", "reach", "effort")
_SCORES = ("ice", "ice_low", "ice_high", "ice_rank", "rice", "rice_low", "rice_high", "rice_rank")
_COMPUTED = (*_SCORES, "step", "registration")
OPPORTUNITY_COLUMNS = ("stage", "lane", *_FIELDS, *_SCORES, "kpi", "hypothesis", "step", "registration")
_SAYS = {
    "step": "from links between opportunities",
    "registration": "by journey.preregister()",
    **dict.fromkeys(_SCORES[:4], "from impact, confidence and ease"),
    **dict.fromkeys(_SCORES[4:], "from reach, impact, confidence and effort"),
}


def opportunities_frame(document: Document) -> pd.DataFrame:
    """The opportunities, one a row by id; a score that cannot be computed is NaN, its rank "".

    Examples
    --------
    >>> from cjm_widgets.document.model import Lane, Stage
    >>> stages = (Stage(id="wait", name="Wait"),)
    >>> lanes = (Lane(id="ideas", name="Ideas", role="opportunities"),)
    >>> card = Card(id="a", text="A screen", impact=(6, 8), confidence=50, ease=4)
    >>> cells = {"ideas": {"wait": (card,)}}
    >>> frame = opportunities_frame(Document(id="visit", stages=stages, lanes=lanes, cells=cells))
    >>> frame[["text", "impact", "ice", "ice_low", "ice_high", "ice_rank"]].values.tolist()
    [['A screen', '6–8', 14.0, 12.0, 16.0, '1']]
    """
    return OPPORTUNITIES.frame(document)


def _labels(document: Document) -> tuple[pd.Index, pd.Index]:
    ids = (one.card.id for one in opportunities(document))
    return text_index(ids, "opportunity"), text_index(OPPORTUNITY_COLUMNS)


def _columns(document: Document, positions: Iterable[int]) -> dict[int, Any]:
    every = opportunities(document)
    return {at: _column(document, every, OPPORTUNITY_COLUMNS[at]) for at in positions}


def _column(document: Document, every: Sequence[Opportunity], name: str) -> Any:
    values = _values(document, every, name)
    if name in ("ice", "ice_low", "ice_high", "rice", "rice_low", "rice_high"):
        return np.array(values, dtype=np.float64)
    return text_column(values) if name in ("stage", "lane", *_COMPUTED) else field_column(name, values)


def _values(document: Document, every: Sequence[Opportunity], name: str) -> list[Any]:
    cards = [one.card for one in every]
    kind, _, part = name.partition("_")
    match kind:
        case "stage":
            stages = stage_labels(document)
            return [stages[one.stage] for one in every]
        case "lane":
            lanes = lane_labels(document)
            return [lanes[one.lane.id] for one in every]
        case "step":
            return [one.step for one in every]
        case "registration":
            return [registration(card) for card in cards]
        case "ice" | "rice":
            scores = [(ice if kind == "ice" else rice)(card) for card in cards]
            if part == "rank":
                return ["" if rank is None else str(rank) for rank in ranks(scores)]
            return [math.nan if score is None else getattr(score, part or "value") for score in scores]
    return card_values(cards, name)


def registration(card: Card) -> str:
    """The day a hypothesis was preregistered, and whether it was changed since; "" where it was not.

    Examples
    --------
    >>> registration(Card(id="a"))
    ''
    """
    frozen = card.preregistration
    if frozen is None:
        return ""
    return frozen.time[:10] + ("" if frozen.hypothesis == card.hypothesis else ", changed since")


def _changes(shown: Document, document: Document) -> Changes | None:
    if (shown.cells, shown.links, shown.stages, shown.lanes) == (
        *(document.cells, document.links, document.stages, document.lanes),
    ):
        return {}
    before, now = opportunities(shown), opportunities(document)
    if [one.card.id for one in before] != [one.card.id for one in now]:
        return None
    changes: Changes = {}
    for at, name in enumerate(OPPORTUNITY_COLUMNS):
        old, new = _values(shown, before, name), _values(document, now, name)
        for one, was, value in zip(now, old, new, strict=True):
            if was != value and not (is_missing(was) and is_missing(value)):
                changes.setdefault(at, {})[one.card.id] = value
    return changes


OPPORTUNITIES = FrameLayout(_labels, _columns, _changes)


# --- edits


def opportunity_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """The edits that bring the document's opportunities to those of the frame.

    The parameters are those of `cell_edits`, for a frame with one row an opportunity. A row whose label is no
    card's id is a new one: it needs a stage, and without a lane is in the first lane of opportunities. The
    order of the rows says nothing.

    Raises
    ------
    CjmError
        A column is unknown or computed, an opportunity is there twice, or a column does not take a value.
    """
    _check_columns(now.columns)
    every = opportunities(shown)
    ids = [one.card.id for one in every]
    if len(now.index) != len(set(now.index)):
        twice = next(label for label in now.index if (now.index == label).sum() > 1)
        raise InvalidOperationError(f"the opportunity {twice!r} is in the frame twice")
    compared = OPPORTUNITY_COLUMNS if touched is None else [OPPORTUNITY_COLUMNS[at] for at in touched]
    for name in compared:
        if name in _COMPUTED and name in now.columns:
            _refuse_computed(name, dict(zip(ids, _values(shown, every, name), strict=True)), now)
    known = set(ids)
    cards = CARDS.frame(shown).astype(object)
    cards = cards.loc[[label for label in cards.index if label not in known or label in now.index]]
    names = [name for name in now.columns if name in CARD_COLUMNS]
    for label, values in zip(now.index, now[names].itertuples(index=False), strict=True):
        if label in known:
            for name, value in zip(names, values, strict=True):
                cards.at[label, name] = value
    fresh = [label for label in now.index if label not in known]
    if fresh:
        rows = now.loc[fresh, names].astype(object).reindex(columns=list(cards.columns))
        rows["lane"] = [lane or _first_lane(shown) for lane in _texts(rows["lane"])]
        cards = pd.concat([cards, rows]) if len(cards) else rows
    return card_edits(document, shown, cards)


def _texts(values: Iterable[Any]) -> list[str]:
    return ["" if is_missing(value) else value for value in values]


def _first_lane(document: Document) -> str:
    every = lane_labels(document)
    for lane in card_lanes(document):
        if lane.role == "opportunities":
            return every[lane.id]
    raise InvalidOperationError("the map has no lane of opportunities; journey.add_lane('Opportunities')")


def _check_columns(columns: pd.Index) -> None:
    for name in columns:
        if name not in OPPORTUNITY_COLUMNS:
            raise unknown("column", name, OPPORTUNITY_COLUMNS)
        if int((columns == name).sum()) > 1:
            raise InvalidOperationError(f"the column {name!r} is in the frame twice")
    for name in ("stage", "text"):
        if name not in columns:
            raise InvalidOperationError(f"the frame of opportunities has lost its column {name!r}")


def _refuse_computed(name: str, before: dict[str, Any], now: pd.DataFrame) -> None:
    for label, value in now[name].items():
        if (
            label in before
            and value != before[label]
            and not (is_missing(value) and is_missing(before[label]))
        ):
            raise InvalidOperationError(
                f"row {short_repr(label)}, column {name!r} is computed {_SAYS[name]}, and cannot be set"
            )
