"""What the rows of a picture share: the document with its numbers, the columns, and a lane's label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.lane_kinds import lane_icon
from cjm_widgets.document.links import link_counts, links_of_cards
from cjm_widgets.document.model import Document, Id, Lane, Link, Source, Stage
from cjm_widgets.render.numbers import count_of
from cjm_widgets.render.shapes import Icon, Shape, Text
from cjm_widgets.render.words import wrap
from cjm_widgets.shown.sources import ShownSource

LANE = 156
"""Width in px of the column that names the lanes."""
STAGE = 176
"""Width of a stage's column, as narrow as it is on screen."""
UNTITLED = "Untitled journey"
_NARROWEST = 760


@dataclass(frozen=True)
class Content:
    """A document and how to draw it.

    Parameters
    ----------
    document
        The map.
    lanes
        Those to draw, in order.
    readings
        Its numbers.
    filters
        Whose numbers they are.
    column
        Width of a stage's column in px.
    dated
        Whether it says when the rows were read, which differs each time a notebook runs.
    sheet
        Width in px of what it is drawn on where that is cut into pages; 0 where it is not.
    """

    document: Document
    lanes: tuple[Lane, ...]
    readings: Sequence[ShownSource]
    filters: Filters
    column: float
    dated: bool
    sheet: float = 0

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The columns."""
        return self.document.stages

    @cached_property
    def links(self) -> dict[str, list[Link]]:
        """For each card the links that start or end at it."""
        return links_of_cards(self.document)

    @cached_property
    def link_counts(self) -> dict[str, int]:
        """How many links each card has that has any."""
        return link_counts(self.document)

    @property
    def width(self) -> float:
        """Of the whole picture."""
        return LANE + self.column * max(len(self.stages), 1)

    @property
    def header_width(self) -> float:
        """Of what stands above the columns."""
        return self.sheet or self.width

    def left(self, at: int) -> float:
        """Where a stage's column begins."""
        return LANE + at * self.column

    def centre(self, at: int) -> float:
        """Where its middle is."""
        return LANE + (at + 0.5) * self.column

    def reading(self, source: str | None) -> ShownSource | None:
        """The numbers of the source a lane names; without a name the first."""
        return next((one for one in self.readings if source is None or one.source.id == source), None)

    def reading_of_curve(self, source: str | None) -> ShownSource | None:
        """The numbers whose curve an emotion lane draws: those it names, else the first that have a curve."""
        own = [one for one in self.readings if one.source.id == source]
        return next((one for one in [*own, *self.readings] if one in own or one.curve), None)

    @property
    def persons(self) -> str:
        """The respondents of the numbers if those are not all, e.g. "international or domestic"."""
        every = (values for values in self.filters.values() if values)
        return ", ".join(" or ".join("none" if value is None else value for value in one) for one in every)


class Wide(Protocol):
    """Anything that takes room in a line."""

    @property
    def width(self) -> float:
        """In px."""
        ...


W = TypeVar("W", bound=Wide)


def flow(things: Iterable[W], room: float, gap: float) -> list[list[W]]:
    """Things beside one another in lines no wider than ``room``, each with a gap after it."""
    lines: list[list[W]] = []
    x = 0.0
    for thing in things:
        if not lines or x + thing.width > room:
            lines.append([])
            x = 0.0
        lines[-1].append(thing)
        x += thing.width + gap
    return lines


def column_width(stages: int, width: float | None = None) -> float:
    """How wide each stage's column is: as on screen, or so that the whole is as wide as asked for."""
    if width is not None:
        return (width - LANE) / max(stages, 1)
    return max(STAGE, (_NARROWEST - LANE) / max(stages, 1))


class Row(Protocol):
    """A row of a picture: a value with everything in its place."""

    @property
    def height(self) -> float:
        """In px."""
        ...

    def shapes(self) -> Iterator[Shape]:
        """What is painted for it, from back to front."""
        ...


@dataclass(frozen=True)
class LaneLabel:
    """A lane's icon, name and hint, broken into lines.

    Parameters
    ----------
    icon
        The drawing beside the name.
    name, hint
        Their lines.
    room
        Width in px of name and hint.
    beside
        What something else takes of that next to the name.
    """

    icon: str
    name: tuple[str, ...]
    hint: tuple[str, ...]
    room: float
    beside: float

    @property
    def height(self) -> float:
        """In px."""
        return 10 + 16 * len(self.name) + 14 * len(self.hint) + 8

    def shapes(self) -> Iterator[Shape]:
        """Icon, name, hint."""
        yield Icon(self.icon, 12, 10, 16, "text_2")
        y = 10.0
        for line in self.name:
            yield Text(36, y, line, bold=True, width=self.room - self.beside)
            y += 16
        for line in self.hint:
            yield Text(36, y, line, size=11, height=14, fill="text_3", width=self.room)
            y += 14


def lane_label(lane: Lane, room: float = LANE - 36 - 4, beside: float = 0) -> LaneLabel:
    """A lane's label in so much room, of which something else takes ``beside``."""
    name = wrap(lane.name, room - beside, bold=True)
    hint = wrap(lane.hint, room, 11) if lane.hint else []
    return LaneLabel(lane_icon(lane), tuple(name), tuple(hint), room, beside)


def line_colour(lane: Lane, usual: str) -> str:
    """The colour of what was measured in a lane: its own, one of the personas', or the usual one."""
    return f"p{lane.color}" if lane.color else usual


# --- table rows


@dataclass(frozen=True)
class CardWords:
    """What a card says: its text, the rest in one line, and its links."""

    text: str
    details: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardCell:
    """The cards of a cell over so many columns."""

    cards: tuple[CardWords, ...]
    span: int = 1


@dataclass(frozen=True)
class Origin:
    """How a number was computed, and of which source."""

    formula: str
    source: str = ""
    source_id: Id = ""
    fingerprint: str = ""


def origin_of(formula: str, source: Source) -> Origin:
    """The origin of a number of a source."""
    name = f"{source.name}, {count_of(source.rows, 'row')}"
    fingerprint = source.file.fingerprint if source.file else source.fingerprint
    return Origin(formula, name, source.id, fingerprint)


def row_of(lane: Lane, place: int = 0) -> str:
    """What the row of a measure is called by its numbers in the picture: by its lane, and its place there."""
    return f"{lane.id}.{place}"


@dataclass(frozen=True)
class WordRow:
    """A row of the table: its name, and what each stage says.

    Parameters
    ----------
    name
        Of the lane, and of what in it.
    cells
        From the first stage on; one that spans stages takes the place of as many.
    choice
        Under which filters it says so, by place; None where filters change nothing.
    origins
        Of the number of each stage, None where it has none; empty where no cell is a number.
    persona
        Whose curve it is, by place; None for all other rows.
    row
        What its numbers in the picture call it; empty where the picture has none.
    """

    name: str
    cells: tuple[str | CardCell, ...]
    choice: int | None = None
    origins: tuple[Origin | None, ...] = ()
    persona: int | None = None
    row: str = ""
