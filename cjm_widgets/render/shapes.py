"""What a picture is made of: shapes as values, of which ``paint`` makes SVG.

Places are px: across from the picture's left edge, down from the top of the row that a shape belongs to.
Colours are names of the palette's fields, or ``none``; an empty one is the surroundings'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cjm_widgets.render.words import is_right_to_left, printable, width_of

SIZE = 12
"""The usual size of letters."""
Spot = tuple[float, float]
"""Across and down."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle from its upper left corner on, with corners of a radius."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    corner: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 0
    dash: str = ""
    cap: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle about a point."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 0
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """Strokes, each from a spot on, which go on by the commands of an SVG path relative to it."""

    strokes: tuple[tuple[float, float, str], ...]
    ends: tuple[float, float]
    """Left and right."""
    fill: str = "none"
    stroke: str = ""
    width: float = 0


@dataclass(frozen=True, slots=True)
class Beam:
    """An upright line with a short one across each end: a whisker or a bracket."""

    x: float
    top: float
    foot: float
    half: float
    """Half the length of the short lines."""
    stroke: str
    width: float = 0


@dataclass(frozen=True, slots=True)
class Spline:
    """The monotone curve through spots from left to right; none across a gap."""

    spots: tuple[Spot | None, ...]
    stroke: str
    width: float
    dash: str = ""
    cap: str = ""
    join: str = ""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The band between two monotone curves, through spans ``(across, lower end, upper end)``."""

    spans: tuple[tuple[float, float, float] | None, ...]
    fill: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawing of the interface with its upper left corner there."""

    name: str
    x: float
    y: float
    size: float
    stroke: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark about a point, e.g. a persona's."""

    name: str
    x: float
    y: float
    size: float
    fill: str
    stroke: str
    width: float = 2


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text.

    Parameters
    ----------
    x, top
        Where it starts, ends or has its middle, as ``anchor`` says; and the top of its line.
    text
        Any text: it only ever becomes a text node.
    size, height
        Of the letters and of the line.
    width
        Room for it: where the text runs to the left, it starts at the other end of that.
    halo
        Whether it keeps clear of lines behind it.
    number
        Which number of the map it is, as `number_of` says it; empty for all other text.
    """

    x: float
    top: float
    text: str
    size: float = SIZE
    height: float = 16
    bold: bool = False
    fill: str = ""
    anchor: Literal["start", "middle", "end"] = "start"
    width: float = 0
    halo: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that share a look or a place.

    Parameters
    ----------
    shapes
        In the order of painting.
    fill, stroke, dash
        Of those shapes that do not say it themselves.
    lifted
        Whether the shapes keep the numbers they have from the row's top, and the group is moved there.
    choice
        Of a page that shows one version at a time: which one this is; only the first is not hidden.
    """

    shapes: tuple[Shape, ...]
    fill: str = ""
    stroke: str = ""
    dash: str = ""
    lifted: bool = False
    choice: int | None = None


Shape = Rect | Line | Circle | Outline | Beam | Spline | Ribbon | Icon | Marker | Text | Group


def number_of(row: str, at: int) -> str:
    """How a number is called in the picture and in the table of a page, so that one leads to the other.

    Parameters
    ----------
    row
        The row of the table that says it: a lane's id and the place of a measure.
    at
        The place of its stage.

    Examples
    --------
    >>> number_of("rating.0", 3)
    'rating.0.3'
    """
    return f"{row}.{at}"


def turns(text: Text) -> bool:
    """Whether a text runs to the left, so that it starts at the other end of its room."""
    return bool(text.width) and text.anchor == "start" and is_right_to_left(printable(text.text))


def reach(shape: Shape) -> tuple[float, float]:
    """From where to where a shape reaches across.

    Examples
    --------
    >>> reach(Circle(20, 5, 4)), reach(Group((Rect(0, 0, 30, 9), Line(40, 0, 10, 9, "line"))))
    ((16, 24), (0, 40))
    """
    match shape:
        case Rect(x):
            return x, x + max(shape.width, 0)
        case Line():
            return min(shape.x1, shape.x2), max(shape.x1, shape.x2)
        case Circle(x):
            return x - shape.radius, x + shape.radius
        case Beam(x):
            return x - shape.half, x + shape.half
        case Icon(_, x):
            return x, x + shape.size
        case Marker(_, x):
            return x - shape.size / 2, x + shape.size / 2
        case Outline():
            return shape.ends
        case Spline():
            places = [spot[0] for spot in shape.spots if spot]
        case Ribbon():
            places = [span[0] for span in shape.spans if span]
        case Group():
            places = [end for one in shape.shapes for end in reach(one)]
        case Text(x):
            wide = width_of(printable(shape.text), shape.size, shape.bold)
            if turns(shape):
                return x + shape.width - wide, x + shape.width
            left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
            return left, left + wide
    return (min(places), max(places)) if places else (0, 0)
