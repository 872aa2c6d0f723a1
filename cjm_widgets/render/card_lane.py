"""A lane of cards. Ink is evidence: dashed is believed, soft is said, outlined with a rail is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjm_widgets.document.model import Card, Evidence, Lane, Stage
from cjm_widgets.render.canvas import Canvas, icons
from cjm_widgets.render.evidence import Details, details, evidence_of
from cjm_widgets.render.headers import lane_header
from cjm_widgets.render.scene import LANE, Row, Scene
from cjm_widgets.render.words import is_right_to_left, width_of, wrap

_PAD, _BETWEEN = 6, 4
_LOWEST = 34
_CHANNELS = {
    "e-mail": "mail",
    "email": "mail",
    "web": "screen",
    "website": "screen",
    "app": "phone",
    "mobile": "phone",
    "in person": "person",
    "store": "building",
    "chat": "speech",
    "social": "people",
}


def spans_of(cells: Mapping[str, Sequence[Card]], stages: Sequence[Stage]) -> list[int]:
    """For each stage, how many columns its cell takes; 0 where an earlier cell covers it.

    A card may span stages, and takes the empty cells after its own.
    """
    spans = [1] * len(stages)
    for at, stage in enumerate(stages):
        if not spans[at]:
            continue
        wanted = max((card.span for card in cells.get(stage.id, ())), default=1)
        for after in range(at + 1, min(len(stages), at + wanted)):
            if cells.get(stages[after].id):
                break
            spans[at] += 1
            spans[after] = 0
    return spans


def card_lane(scene: Scene, lane: Lane) -> Row:
    """The row of a lane of cards."""
    header = lane_header(lane)
    cells = scene.document.cells.get(lane.id, {})
    chips = lane.role in ("touchpoints", "channels")
    placed: list[tuple[float, float, _Box | _Chip]] = []
    height: float = max(header.height, _LOWEST)
    spans = spans_of(cells, scene.stages) if cells else [1] * len(scene.stages)
    for at, (stage, span) in enumerate(zip(scene.stages, spans, strict=True)):
        cards = cells.get(stage.id, ()) if span else ()
        room = span * scene.column - 2 * _PAD
        inside = _chips(cards, room) if chips else _boxes(cards, lane, room)
        placed += [(scene.left(at) + _PAD + x, y, one) for x, y, one in inside]
        height = max([height, *(y + one.height + _PAD for _, y, one in inside)])

    def draw(canvas: Canvas, top: float) -> None:
        colours = canvas.palette
        if lane.layer in ("backstage", "support"):
            canvas.rect(LANE, top, scene.width - LANE, height, fill=colours.back)
        with canvas.group(stroke=colours.faint):
            for at, span in enumerate(spans):
                if span:
                    canvas.line(scene.left(at) + 0.5, top, scene.left(at) + 0.5, top + height, colours.faint)
        header.draw(canvas, top)
        for kind, look in _looks(canvas).items():
            outlined = [(x, y, one) for x, y, one in placed if one.kind == kind]
            if outlined:
                with canvas.group(**look):
                    for x, y, one in outlined:
                        one.outline(canvas, x, top + y)
        for x, y, one in placed:
            one.draw(canvas, x, top + y)

    return Row(height, draw)


def _looks(canvas: Canvas) -> dict[str, dict[str, str]]:
    """How the outlines of each kind are drawn."""
    colours = canvas.palette
    return {
        "assumption": {"fill": "none", "stroke": colours.dash, "stroke-dasharray": "3 2"},
        "quote": {"fill": colours.soft},
        "data": {"fill": colours.data_bg, "stroke": colours.edge},
        "none": {"fill": colours.soft},
        "ours": {"fill": colours.soft},
        "partner": {"fill": "none", "stroke": colours.edge},
    }


@dataclass(frozen=True)
class _Box:
    """A card laid out in a width."""

    card: Card
    kind: Evidence
    lines: Sequence[str]
    details: Details
    width: float
    corner: float
    """Room that severity and comments take beside the text."""

    @property
    def _above(self) -> float:
        return 4 if self.kind == "none" else 6

    @property
    def height(self) -> float:
        below = 4 if self.kind == "none" else 7
        return self._above + 16 * len(self.lines) + self.details.height + below

    @property
    def _left(self) -> float:
        return 11 if self.kind == "data" else 9

    def outline(self, canvas: Canvas, x: float, y: float) -> None:
        canvas.rect(x + 0.5, y + 0.5, self.width - 1, self.height - 1, rx="4")

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        colours = canvas.palette
        if self.kind == "data":
            canvas.path(
                f"M{x + 3:g} {y:g}v{self.height:g}a3 4 0 0 1-3-4v{8 - self.height:g}a3 4 0 0 1 3-4z",
                fill=colours.text_2,
            )
        room = self.width - self._left - 9 - self.corner
        top = y + self._above
        for number, line in enumerate(self.lines):
            hang = 4 if self.kind == "quote" and number == 0 and not is_right_to_left(line) else 0
            canvas.text(
                x + self._left - hang,
                top + 16 * number,
                line,
                fill=colours.text_2 if self.kind == "none" else "",
                width=room,
            )
        self._draw_corner(canvas, x + self.width - 9, top)
        self.details.draw(canvas, x + self._left, top + 16 * len(self.lines))

    def _draw_corner(self, canvas: Canvas, right: float, top: float) -> None:
        """How severe it is, and how many comments it has."""
        colours = canvas.palette
        severity = self.card.severity
        if severity:
            right += 2
            for step in (1, 2, 3):
                on = colours.emo_0 if severity == 3 else colours.text_2
                canvas.rect(
                    right - 14 + 4 * step - 2.5,
                    top + 1 + 12 - 3 * step,
                    3,
                    1 + 3 * step,
                    rx="1",
                    fill=on if step <= severity else colours.edge,
                )
            right -= 20
        if self.card.comments:
            words = str(len(self.card.comments))
            canvas.text(right, top, words, size=11, fill=colours.text_3, anchor="end")
            canvas.icon("speech", right - width_of(words, 11) - 14, top + 2, 12, colours.text_3)


def _boxes(cards: Sequence[Card], lane: Lane, room: float) -> list[tuple[float, float, _Box]]:
    """Cards below one another."""
    placed = []
    y: float = _PAD
    for card in cards:
        kind = evidence_of(card, lane)
        inner = room - (20 if kind == "data" else 18)
        corner = (18 if card.severity else 0) + (
            20 + width_of(str(len(card.comments)), 11) if card.comments else 0
        )
        text = f"“{card.text}”" if kind == "quote" else card.text
        box = _Box(card, kind, wrap(text, inner - corner), details(card, kind, inner), room, corner)
        placed.append((0.0, y, box))
        y += box.height + _BETWEEN
    return placed


@dataclass(frozen=True)
class _Chip:
    """A touchpoint or channel laid out: filled is ours, outlined another's."""

    lines: Sequence[str]
    icon: str | None
    kind: str

    @property
    def width(self) -> float:
        return (23 if self.icon else 8) + max(width_of(line, 11) for line in self.lines) + 8

    @property
    def height(self) -> float:
        return 8 + 14 * len(self.lines)

    def outline(self, canvas: Canvas, x: float, y: float) -> None:
        canvas.rect(x + 0.5, y + 0.5, self.width - 1, self.height - 1, rx="10.5")

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        colours = canvas.palette
        if self.icon:
            canvas.icon(self.icon, x + 5, y + (self.height - 14) / 2, 14, colours.text_3)
        for number, line in enumerate(self.lines):
            canvas.text(
                x + (23 if self.icon else 8),
                y + 4 + 14 * number,
                line,
                size=11,
                height=14,
                fill=colours.text if self.kind == "ours" else colours.text_2,
                width=self.width - (23 if self.icon else 8) - 8,
            )


def _chips(cards: Sequence[Card], room: float) -> list[tuple[float, float, _Chip]]:
    """Chips beside one another, in lines."""
    placed: list[tuple[float, float, _Chip]] = []
    x, y, lowest = 0.0, float(_PAD), 0.0
    for card in cards:
        channel = card.channel.lower()
        icon = channel if channel in icons() else _CHANNELS.get(channel)
        lines = wrap(card.text, room - (31 if icon else 16), 11)
        chip = _Chip(lines, icon, "ours" if card.ours else "partner")
        if x and x + chip.width > room:
            x, y, lowest = 0.0, y + lowest + _BETWEEN, 0.0
        placed.append((x, y, chip))
        x += chip.width + _BETWEEN
        lowest = max(lowest, chip.height)
    return placed
