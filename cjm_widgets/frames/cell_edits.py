"""Edits of the frame of cells: texts written anew, stages and lanes in another order."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cjm_widgets.document.cards import card_ids
from cjm_widgets.document.cell import cell_text, set_cell_operations
from cjm_widgets.document.model import Document
from cjm_widgets.frames.edits import Clash, Edits, check_length, grid, text_of
from cjm_widgets.frames.tables import lane_labels, stage_labels


def cell_edits(
    document: Document, shown: Document, now: pd.DataFrame, touched: Sequence[int] | None = None
) -> Edits:
    """What it takes for the document to say what the frame says.

    Parameters
    ----------
    document
        The document as it is.
    shown
        The document that the frame showed before it was edited.
    now
        The frame, stages x lanes.
    touched
        The positions of the columns that may differ, where the labels are as they were; None compares all.

    Raises
    ------
    CjmError
        The frame cannot be a map: a stage or lane unknown, missing or twice, or a cell that is not text.

    Examples
    --------
    >>> from cjm_widgets.document.model import Lane, Stage
    >>> from cjm_widgets.frames.tables import cells_frame
    >>> stages, lanes = (Stage(id="wait", name="Wait"),), (Lane(id="pain", name="Pain points"),)
    >>> document = Document(id="visit", stages=stages, lanes=lanes)
    >>> frame = cells_frame(document)
    >>> frame.loc["Wait", "Pain points"] = "No seat"
    >>> [operation.card.text for operation in cell_edits(document, document, frame).operations]
    ['No seat']
    """
    stages, lanes = stage_labels(shown), lane_labels(shown)
    operations, values = grid(document, shown, now, touched, ("lane", lanes), stages)
    clashes: list[Clash] = []
    written: list[tuple[str, str, str]] = []
    for stage, lane, value in values:
        was = _text(shown, stage, lane)
        if isinstance(value, str) and value == was:
            continue
        where = f"the cell {stages[stage]!r}, {lanes[lane]!r}"
        text = text_of(value, where)
        if text == was:
            continue
        for line in text.split("\n"):
            check_length(line, f"a card of {where}")
        if not _holds_cards(document, stage, lane):
            clashes.append(Clash(stage, lane, where, text, "removed"))
        elif (here := _text(document, stage, lane)) == was:
            written.append((stage, lane, text))
        elif here != text:
            clashes.append(Clash(stage, lane, where, text, here))
    taken = set(card_ids(document)) if len(written) > 1 else None
    for cell in written:
        operations += set_cell_operations(document, *cell, taken)
    return Edits(tuple(operations), tuple(clashes))


def _text(document: Document, stage: str, lane: str) -> str:
    return cell_text(document.cells.get(lane, {}).get(stage, ()))


def _holds_cards(document: Document, stage: str, lane: str) -> bool:
    return any(one.id == stage for one in document.stages) and any(
        one.id == lane and one.kind == "cards" for one in document.lanes
    )
