"""What backs a card, and what else it says, as small things in a line beneath its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cjm_widgets.document.model import Card, Evidence, Lane
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.numbers import count
from cjm_widgets.render.words import width_of, wrap

WORDS = {"assumption": "Assumption", "quote": "Quote", "data": "Data"}
_GAP = 5


def holds_names(lane: Lane) -> bool:
    """Whether its cards are names of things, not claims about the journey: they need no evidence."""
    return lane.role in ("touchpoints", "channels", "systems")


def evidence_of(card: Card, lane: Lane) -> Evidence:
    """What backs a card where it stands."""
    return "none" if holds_names(lane) else card.evidence


def said_by(card: Card, evidence: Evidence) -> str:
    """How many or who says so, where anybody does."""
    if evidence == "data" and card.n is not None:
        return f"n {count(card.n)}"
    return card.source if evidence in ("quote", "data") else ""


def initials(name: str) -> str:
    """The first letters of the first and the last word.

    Examples
    --------
    >>> initials("Maya Torres"), initials("Kiosk")
    ('MT', 'K')
    """
    words = name.split()
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper()


def draw_mark(canvas: Canvas, evidence: Evidence, x: float, middle: float) -> None:
    """The mark of evidence, 8 px wide: full, half or empty."""
    colours = canvas.palette
    if evidence == "data":
        canvas.circle(x + 4, middle, 4, fill=colours.text_2)
        return
    dashed = {"stroke_dasharray": "2 1.6"} if evidence == "assumption" else {}
    canvas.circle(x + 4, middle, 3.25, fill="none", stroke=colours.text_3, stroke_width="1.5", **dashed)
    if evidence == "quote":
        canvas.path(f"M{x + 4:g} {middle - 4:g}a4 4 0 0 0 0 8z", fill=colours.text_3)


@dataclass(frozen=True)
class Item:
    """A small thing of a width, drawn from its left end about the middle of its line."""

    width: float
    draw: Callable[[Canvas, float, float], None]


@dataclass(frozen=True)
class Details:
    """The lines beneath a card's text."""

    rows: Sequence[Sequence[Item]]
    right: Item | None
    room: float

    @property
    def height(self) -> float:
        """Of all lines, with the space above."""
        return 4 + 18 * len(self.rows) - 2 if self.rows else 0

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw them."""
        for number, row in enumerate(self.rows):
            x, middle = left, top + 12 + 18 * number
            for item in row:
                item.draw(canvas, x, middle)
                x += item.width + _GAP
        if self.right is not None:
            last = top + 12 + 18 * (len(self.rows) - 1)
            self.right.draw(canvas, left + self.room - self.right.width, last)


def details(card: Card, evidence: Evidence, room: float) -> Details:
    """What a card says besides its text."""
    items: list[Item] = []
    said = said_by(card, evidence)
    if evidence in ("quote", "data"):
        items.append(Item(8, lambda canvas, x, middle: draw_mark(canvas, evidence, x, middle)))
        items += _lines(said, room - 13)
    if card.impact and card.effort:
        items.append(Item(14, _grid_of(card.impact, card.effort)))
    scores = [
        f"{name} {level}" for name, level in (("Impact", card.impact), ("Effort", card.effort)) if level
    ]
    items += _lines(" · ".join(scores), room)
    items += _lines(card.kpi, room)
    items += [tag for text in card.tags for tag in _tags(text, room)]
    right = _right(card)
    if not said and right is None and len(items) < 2:
        items = [] if evidence in ("quote", "data") else items
    return Details(_flow(items, right, room), right, room)


def _flow(items: Sequence[Item], right: Item | None, room: float) -> list[list[Item]]:
    """The items in lines, with room at the end of the last for what stands at the right."""
    rows: list[list[Item]] = []
    taken = 0.0
    for item in items:
        if not rows or taken + item.width > room:
            rows.append([])
            taken = 0.0
        rows[-1].append(item)
        taken += item.width + _GAP
    if right is not None and (not rows or taken + right.width > room):
        rows.append([])
    return rows


def _lines(text: str, room: float) -> list[Item]:
    if not text:
        return []

    def item(line: str) -> Item:
        def draw(canvas: Canvas, x: float, middle: float) -> None:
            canvas.text(x, middle - 7, line, size=11, height=14, fill=canvas.palette.text_3)

        return Item(width_of(line, 11), draw)

    return [item(line) for line in wrap(text, room, 11)]


def _tags(text: str, room: float) -> list[Item]:
    def item(line: str) -> Item:
        width = width_of(line, 11) + 10

        def draw(canvas: Canvas, x: float, middle: float) -> None:
            colours = canvas.palette
            canvas.rect(x + 0.5, middle - 7.5, width - 1, 15, rx="3", fill="none", stroke=colours.edge)
            canvas.text(x + 5, middle - 8, line, size=11, fill=colours.text_2)

        return Item(width, draw)

    return [item(line) for line in wrap(text, room - 10, 11)]


def _grid_of(impact: int, effort: int) -> Callable[[Canvas, float, float], None]:
    def draw(canvas: Canvas, x: float, middle: float) -> None:
        colours = canvas.palette
        top = middle - 7
        canvas.path(
            f"M{x + 0.75:g} {top + 0.75:g}v12.5h12.5", fill="none", stroke=colours.text_3, stroke_width="1.25"
        )
        canvas.circle(x + 0.6 + 3.6 * effort, top + 13.4 - 3.6 * impact, 1.9, fill=colours.text_2)

    return draw


def _right(card: Card) -> Item | None:
    """How many links there are, and whose it is."""
    links = str(len(card.links)) if card.links else ""
    width = (14 + width_of(links, 11) if links else 0) + (26 if links and card.owner else 0)
    width = width or 20
    if not links and not card.owner:
        return None

    def draw(canvas: Canvas, x: float, middle: float) -> None:
        colours = canvas.palette
        if links:
            canvas.icon("link", x, middle - 6, 12, colours.text_3)
            canvas.text(x + 14, middle - 7, links, size=11, height=14, fill=colours.text_3)
        if card.owner:
            canvas.circle(x + width - 7, middle, 10, fill=colours.avatar)
            canvas.text(
                x + width - 7,
                middle - 7,
                initials(card.owner),
                size=11,
                height=14,
                fill=colours.text_2,
                anchor="middle",
            )

    return Item(width, draw)
