"""A map at the size of a card: its stages, its lanes, its curve, and each cell by what stands in it.

js/src/view/templates/template-picture.tsx draws the same on screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from cjm_widgets.document.coverage import holds_names
from cjm_widgets.document.lane_kinds import lane_content
from cjm_widgets.document.model import Card, Document, Lane
from cjm_widgets.render.paint import line_path

_WIDTH, _HEIGHT, _LEFT, _TOP, _CURVE = 200, 104, 20, 18, 30
_FAINT, _SOFT = "0.12", "0.35"
"""How much of the text's colour is left: so it fits light pages and dark ones."""


def thumbnail(document: Document) -> str:
    """The picture as SVG, in the colour of the text around it.

    Examples
    --------
    >>> thumbnail(Document(id="visit"))[:32]
    '<svg xmlns="http://www.w3.org/20'
    """
    box = f"0 0 {_WIDTH} {_HEIGHT}"
    picture = Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "width": "200", "aria-hidden": "true"}
    )
    lanes = [lane for lane in document.lanes if lane_content(lane) == "cards"]
    has_curve = any(lane_content(lane) == "emotions" for lane in document.lanes)
    column = (_WIDTH - _LEFT - 2) / max(1, len(document.stages))
    top = _TOP + 4 + (_CURVE if has_curve else 0)
    height = (_HEIGHT - top - 4) / max(1, len(lanes))
    _box(picture, (_LEFT, 6, _WIDTH - _LEFT - 4, 5), fill=_FAINT)
    for at in range(len(document.stages)):
        _box(picture, (_LEFT + at * column + 1, 14, column * 0.55, 2.5), fill="0.7")
    if has_curve:
        _draw_curve(picture, document, column)
    for row, lane in enumerate(lanes):
        y = top + row * height
        _box(picture, (4, y + height / 2 - 1.5, 10, 3), fill=_SOFT)
        for at, stage in enumerate(document.stages):
            cards = document.cells.get(lane.id, {}).get(stage.id, ())
            if cards or lane.guidance.get(stage.id):
                place = (_LEFT + at * column + 1.5, y + 1, column - 3, max(3, height - 2.5))
                _draw_cell(picture, place, lane, cards)
    return tostring(picture, "unicode")


def _draw_curve(into: Element, document: Document, column: float) -> None:
    """The first persona's, or a dashed line where nobody has scores."""
    low, high = document.scale
    scores = document.emotion.get(document.personas[0].id, {}) if document.personas else {}
    spots = [
        (
            _LEFT + (at + 0.5) * column,
            _TOP + 2 + (high - scores[stage.id].value) / (high - low) * (_CURVE - 4),
        )
        if stage.id in scores
        else None
        for at, stage in enumerate(document.stages)
    ]
    line = {"fill": "none", "stroke": "currentColor", "stroke-width": "1.5"}
    if path := line_path(spots):
        SubElement(into, "path", {"d": path, **line})
    elif document.stages:
        ends = f"M{_LEFT + column / 2:g} {_TOP + _CURVE / 2:g}H{_WIDTH - 2 - column / 2:g}"
        SubElement(into, "path", {"d": ends, "stroke-dasharray": "3 3", "opacity": _SOFT, **line})


def _draw_cell(
    into: Element, place: tuple[float, float, float, float], lane: Lane, cards: Sequence[Card]
) -> None:
    """Guidance and assumptions are dashed, quotes and names filled, data drawn through."""
    evidence = cards[0].evidence if cards else "guidance"
    if cards and (holds_names(lane) or evidence in ("quote", "none")):
        _box(into, place, fill=_FAINT)
        return
    dash = {} if evidence == "data" else {"stroke-dasharray": "2 1.5"}
    strength = _SOFT if evidence == "guidance" else "0.7"
    _box(into, place, **{"fill": "none", "stroke": "currentColor", "opacity": strength, **dash})


def _box(into: Element, place: tuple[float, float, float, float], *, fill: str, **look: str) -> None:
    """A rectangle at ``x, y, width, height``; ``fill`` is how strong it is, or none."""
    sides = dict(zip(("x", "y", "width", "height"), (f"{side:g}" for side in place), strict=True))
    ink = {"fill": "none"} if fill == "none" else {"fill": "currentColor", "opacity": fill}
    SubElement(into, "rect", {**sides, "rx": "1.5", **ink, **look})
