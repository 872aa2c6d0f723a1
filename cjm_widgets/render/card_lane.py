"""A lane of cards. Ink is evidence: dashed is believed, soft is said, outlined with a rail is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjm_widgets.document.coverage import BACKED, evidence_of
from cjm_widgets.document.errors import number_text
from cjm_widgets.document.links import link_words
from cjm_widgets.document.model import Card, Evidence, Hypothesis, Lane, Stage
from cjm_widgets.document.ranges import level_text, range_text, third
from cjm_widgets.render.content import (
    LANE,
    CardCell,
    CardWords,
    Content,
    LaneLabel,
    WordRow,
    flow,
    lane_label,
)
from cjm_widgets.render.numbers import count
from cjm_widgets.render.paint import icons
from cjm_widgets.render.shapes import Circle, Group, Icon, Line, Outline, Rect, Shape, Text
from cjm_widgets.render.words import is_right_to_left, width_of, wrap

EVIDENCE_WORDS = {
    "assumption": "Assumption",
    "quote": "Quote",
    "walkthrough": "Walkthrough",
    "data": "Data",
}
_PAD, _BETWEEN, _GAP = 6, 4, 5
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
_LEVELS = {1: "low", 2: "medium", 3: "high"}
_WHOSE = {
    None: "a partner's",
    "partner": "a partner's",
    "customer": "the customer's",
    "other": "someone else's",
}
_OUTLINES = {
    "assumption": ("none", "dash", "3 2"),
    "quote": ("soft", "", ""),
    "walkthrough": ("none", "edge", ""),
    "data": ("data_bg", "edge", ""),
    "none": ("soft", "", ""),
    "ours": ("soft", "", ""),
    "partner": ("none", "edge", ""),
}
"""Fill, stroke and dashes of the outlines of each kind of box."""


# --- evidence


def who_says(card: Card, evidence: Evidence) -> str:
    """The number of respondents or the source behind a card, if it has one."""
    if evidence == "data" and card.n is not None:
        return f"n {count(card.n)}"
    return card.source if evidence in BACKED else ""


def initials(name: str) -> str:
    """The first letters of the first and the last word.

    Examples
    --------
    >>> initials("Maya Torres"), initials("Kiosk")
    ('MT', 'K')
    """
    words = name.split()
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in ends).upper()


def evidence_mark(evidence: Evidence, x: float, middle: float) -> Iterator[Shape]:
    """The mark of evidence, 8 px wide: full, half, with a dot or empty."""
    if evidence == "data":
        yield Circle(x + 4, middle, 4, fill="text_2")
        return
    dash = "2 1.6" if evidence == "assumption" else ""
    yield Circle(x + 4, middle, 3.2, fill="none", stroke="text_3", width=1.5, dash=dash)
    if evidence == "quote":
        half = (x + 4, middle - 4, "a4 4 0 0 0 0 8z")
        yield Outline((half,), (x, x + 4), fill="text_3")
    if evidence == "walkthrough":
        yield Circle(x + 4, middle, 1.5, fill="text_3")


# --- card details


@dataclass(frozen=True)
class EvidenceItem:
    """The mark of what backs the card."""

    evidence: Evidence
    width: float = 8

    def shapes(self, x: float, middle: float) -> Iterator[Shape]:
        return evidence_mark(self.evidence, x, middle)


@dataclass(frozen=True)
class TextItem:
    """A few words."""

    text: str

    @property
    def width(self) -> float:
        return width_of(self.text, 11)

    def shapes(self, x: float, middle: float) -> Iterator[Shape]:
        yield Text(x, middle - 7, self.text, size=11, height=14, fill="text_3")


@dataclass(frozen=True)
class TagItem:
    """A tag, or a line of a long one."""

    text: str

    @property
    def width(self) -> float:
        return width_of(self.text, 11) + 10

    def shapes(self, x: float, middle: float) -> Iterator[Shape]:
        yield Rect(x + 0.5, middle - 7.5, self.width - 1, 15, "none", "edge", 3)
        yield Text(x + 5, middle - 8, self.text, size=11, fill="text_2")


@dataclass(frozen=True)
class ImpactItem:
    """Impact against effort as a dot on two axes; thirds, 1 to 3."""

    impact: int
    effort: int
    width: float = 14

    def shapes(self, x: float, middle: float) -> Iterator[Shape]:
        top = middle - 7
        axes = (x + 0.75, top + 0.75, "v12.5h12.5")
        yield Outline((axes,), (x + 0.75, x + 13.25), stroke="text_3", width=1.25)
        yield Circle(x + 0.6 + 3.6 * self.effort, top + 13.4 - 3.6 * self.impact, 1.9, fill="text_2")


@dataclass(frozen=True)
class OwnerItem:
    """How many links there are, and the initials of whose it is."""

    links: str
    owner: str

    @property
    def width(self) -> float:
        links = 14 + width_of(self.links, 11) if self.links else 0
        return links + (26 if self.links and self.owner else 0) or 20

    def shapes(self, x: float, middle: float) -> Iterator[Shape]:
        if self.links:
            yield Icon("link", x, middle - 6, 12, "text_3")
            yield Text(x + 14, middle - 7, self.links, size=11, height=14, fill="text_3")
        if self.owner:
            centre = x + self.width - 7
            yield Circle(centre, middle, 10, fill="avatar")
            yield Text(centre, middle - 7, self.owner, size=11, height=14, fill="text_2", anchor="middle")


Item = EvidenceItem | TextItem | TagItem | ImpactItem | OwnerItem


@dataclass(frozen=True)
class Details:
    """The lines beneath a card's text, and what stands at the right of the last; ``room`` is their width."""

    rows: tuple[tuple[Item, ...], ...]
    right: OwnerItem | None
    room: float

    @property
    def height(self) -> float:
        """Of all lines, with the space above, in px."""
        return 4 + 18 * len(self.rows) - 2 if self.rows else 0

    def shapes(self, left: float, top: float) -> Iterator[Shape]:
        """From their upper left corner on."""
        for number, row in enumerate(self.rows):
            x = left
            for item in row:
                yield from item.shapes(x, top + 12 + 18 * number)
                x += item.width + _GAP
        if self.right is not None:
            last = top + 12 + 18 * (len(self.rows) - 1)
            yield from self.right.shapes(left + self.room - self.right.width, last)


def details(card: Card, evidence: Evidence, room: float, links: int) -> Details:
    """What a card says besides its text, in so much room, with how many links it has."""
    items: list[Item] = []
    who = who_says(card, evidence)
    if evidence in BACKED:
        items.append(EvidenceItem(evidence))
        items += _lines(who, room - 13)
    if card.impact and card.effort:
        items.append(ImpactItem(third(card.impact), third(card.effort)))
    scores = (("Impact", card.impact), ("Effort", card.effort))
    items += _lines(" · ".join(f"{name} {range_text(size)}" for name, size in scores if size), room)
    items += _lines(card.kpi, room)
    items += [TagItem(line) for text in card.tags for line in wrap(text, room - 10, 11)]
    right = None
    if links or card.owner:
        right = OwnerItem(str(links) if links else "", initials(card.owner))
    if not who and right is None and len(items) < 2:
        items = [] if evidence in BACKED else items
    rows = flow(items, room, _GAP)
    if right is not None and (not rows or sum(item.width + _GAP for item in rows[-1]) + right.width > room):
        rows.append([])
    return Details(tuple(map(tuple, rows)), right, room)


def _lines(text: str, room: float) -> list[TextItem]:
    return [TextItem(line) for line in wrap(text, room, 11)] if text else []


# --- boxes


@dataclass(frozen=True)
class CardBox:
    """A card in its place, broken into lines.

    Parameters
    ----------
    x, y, width
        Its upper left corner in the row, and its width, in px.
    kind
        What backs it.
    lines, details
        Its text, and what is beneath that.
    severity, comments
        A level of 1 to 3 or 0, and how many.
    """

    x: float
    y: float
    width: float
    kind: Evidence
    lines: tuple[str, ...]
    details: Details
    severity: int
    comments: int

    @property
    def _above(self) -> float:
        return 4 if self.kind == "none" else 6

    @property
    def height(self) -> float:
        below = 4 if self.kind == "none" else 7
        return self._above + 16 * len(self.lines) + self.details.height + below

    @property
    def outline(self) -> Rect:
        """Its edge."""
        return Rect(self.x + 0.5, self.y + 0.5, self.width - 1, self.height - 1, corner=4)

    def shapes(self) -> Iterator[Shape]:
        """Its inside."""
        x, y, height = self.x, self.y, self.height
        left = 11 if self.kind == "data" else 9
        if self.kind == "data":
            rail = (x + 3, y, f"v{height:g}a3 4 0 0 1-3-4v{8 - height:g}a3 4 0 0 1 3-4z")
            yield Outline((rail,), (x, x + 3), fill="text_2")
        room = self.width - left - 9 - _corner_width(self.severity, self.comments)
        top = y + self._above
        fill = "text_2" if self.kind == "none" else ""
        for number, line in enumerate(self.lines):
            hang = 4 if self.kind == "quote" and number == 0 and not is_right_to_left(line) else 0
            yield Text(x + left - hang, top + 16 * number, line, fill=fill, width=room)
        yield from self._corner(x + self.width - 9, top)
        yield from self.details.shapes(x + left, top + 16 * len(self.lines))

    def _corner(self, right: float, top: float) -> Iterator[Shape]:
        """How severe it is, and how many comments it has."""
        if self.severity:
            right += 2
            on = "emo_0" if self.severity == 3 else "text_2"
            for step in (1, 2, 3):
                left, height = right - 14 + 4 * step - 2.5, 1 + 3 * step
                yield Rect(
                    left, top + 14 - height, 3, height, on if step <= self.severity else "edge", corner=1
                )
            right -= 20
        if self.comments:
            words = str(self.comments)
            yield Text(right, top, words, size=11, fill="text_3", anchor="end")
            yield Icon("speech", right - width_of(words, 11) - 14, top + 2, 12, "text_3")


def _corner_width(severity: int, comments: int) -> float:
    """The width in px of severity and comments beside the text."""
    return (18 if severity else 0) + (20 + width_of(str(comments), 11) if comments else 0)


def _card_boxes(
    cards: Sequence[Card], lane: Lane, left: float, room: float, counts: Mapping[str, int]
) -> Iterator[CardBox]:
    """Cards below one another, with how many links each has."""
    y: float = _PAD
    for card in cards:
        kind = evidence_of(card, lane)
        inner = room - (20 if kind == "data" else 18)
        severity, comments = card.severity or 0, len(card.comments)
        text = f"“{card.text}”" if kind == "quote" else card.text
        lines = wrap(text, inner - _corner_width(severity, comments))
        beneath = details(card, kind, inner, counts.get(card.id, 0))
        box = CardBox(left, y, room, kind, tuple(lines), beneath, severity, comments)
        yield box
        y += box.height + _BETWEEN


@dataclass(frozen=True)
class Chip:
    """A touchpoint or channel in its place: filled is ours, outlined another's."""

    x: float
    y: float
    lines: tuple[str, ...]
    icon: str | None
    kind: str

    @property
    def _left(self) -> float:
        return 23 if self.icon else 8

    @property
    def width(self) -> float:
        return self._left + max(width_of(line, 11) for line in self.lines) + 8

    @property
    def height(self) -> float:
        return 8 + 14 * len(self.lines)

    @property
    def outline(self) -> Rect:
        """Its edge."""
        return Rect(self.x + 0.5, self.y + 0.5, self.width - 1, self.height - 1, corner=10.5)

    def shapes(self) -> Iterator[Shape]:
        """Its inside."""
        if self.icon:
            yield Icon(self.icon, self.x + 5, self.y + (self.height - 14) / 2, 14, "text_3")
        room, fill = self.width - self._left - 8, "text" if self.kind == "ours" else "text_2"
        for number, line in enumerate(self.lines):
            top = self.y + 4 + 14 * number
            yield Text(self.x + self._left, top, line, size=11, height=14, fill=fill, width=room)


def _chips(cards: Sequence[Card], left: float, room: float) -> Iterator[Chip]:
    """Chips beside one another, in lines."""
    x, y, lowest = 0.0, float(_PAD), 0.0
    for card in cards:
        channel = card.channel.lower()
        icon = channel if channel in icons() else _CHANNELS.get(channel)
        lines = tuple(wrap(card.text, room - (31 if icon else 16), 11))
        chip = Chip(left + x, y, lines, icon, "ours" if card.ours else "partner")
        if x and x + chip.width > room:
            x, y, lowest = 0.0, y + lowest + _BETWEEN, 0.0
            chip = Chip(left, y, lines, icon, chip.kind)
        yield chip
        x += chip.width + _BETWEEN
        lowest = max(lowest, chip.height)


# --- the row


@dataclass(frozen=True)
class CardLane:
    """The row of a lane of cards.

    Parameters
    ----------
    label
        The lane's.
    edges
        Where its cells begin from left to right, in px.
    boxes
        Every card in its place.
    back
        Where what customers do not see is tinted, the right end of that; else 0.
    height
        In px.
    """

    label: LaneLabel
    edges: tuple[float, ...]
    boxes: tuple[CardBox | Chip, ...]
    back: float
    height: float

    def shapes(self) -> Iterator[Shape]:
        """Ground, label, outlines of each kind, insides."""
        if self.back:
            yield Rect(LANE, 0, self.back - LANE, self.height, "back")
        lines = (Line(x + 0.5, 0, x + 0.5, self.height, "faint") for x in self.edges)
        yield Group(tuple(lines), stroke="faint")
        yield from self.label.shapes()
        for kind, look in _OUTLINES.items():
            if outlines := tuple(box.outline for box in self.boxes if box.kind == kind):
                yield Group(outlines, *look)
        for box in self.boxes:
            yield from box.shapes()


def spans_of(cells: Mapping[str, Sequence[Card]], stages: Sequence[Stage]) -> list[int]:
    """For each stage, how many columns its cell takes; 0 where an earlier cell covers it.

    A card may span stages, and takes the empty cells after its own.
    """
    spans = [1] * len(stages)
    for at, stage in enumerate(stages):
        if not spans[at]:
            continue
        most = max((card.span for card in cells.get(stage.id, ())), default=1)
        for after in range(at + 1, min(len(stages), at + most)):
            if cells.get(stages[after].id):
                break
            spans[at] += 1
            spans[after] = 0
    return spans


def card_lane(content: Content, lane: Lane) -> CardLane:
    """The row of a lane of cards."""
    label = lane_label(lane)
    cells = content.document.cells.get(lane.id, {})
    chips = lane.role in ("touchpoints", "channels")
    edges: list[float] = []
    boxes: list[CardBox | Chip] = []
    counts = content.link_counts
    spans = spans_of(cells, content.stages) if cells else [1] * len(content.stages)
    for at, (stage, span) in enumerate(zip(content.stages, spans, strict=True)):
        if not span:
            continue
        edges.append(content.left(at))
        cards, left, room = cells.get(stage.id, ()), content.left(at) + _PAD, span * content.column - 2 * _PAD
        boxes += _chips(cards, left, room) if chips else _card_boxes(cards, lane, left, room, counts)
    height = max([label.height, _LOWEST, *(box.y + box.height + _PAD for box in boxes)])
    back = content.width if lane.layer in ("backstage", "support") else 0
    return CardLane(label, tuple(edges), tuple(boxes), back, height)


def card_words(contents: Sequence[Content], lane: Lane) -> Iterator[WordRow]:
    """The row of a lane of cards in words."""
    content = contents[0]
    cells = content.document.cells.get(lane.id, {})
    spans = zip(content.stages, spans_of(cells, content.stages), strict=True)
    links = content.links

    def words(card: Card) -> CardWords:
        between = [f"link {link_words(content.document, link)}" for link in links.get(card.id, ())]
        # An id of another card says nothing to a reader; its link does, with that card's text.
        outside = tuple(link for link in card.links if link not in links)
        return CardWords(card.text, " · ".join([*_details(card, lane), *between]), outside)

    yield WordRow(
        lane.name,
        tuple(CardCell(tuple(map(words, cells.get(stage.id, ()))), span) for stage, span in spans if span),
    )


def _details(card: Card, lane: Lane) -> Iterator[str]:
    """What a card says besides its text."""
    evidence = evidence_of(card, lane)
    if evidence in BACKED:
        yield ": ".join(part for part in (EVIDENCE_WORDS[evidence], who_says(card, evidence)) if part)
    if card.severity:
        yield f"severity {_LEVELS[card.severity]}"
    for name in ("impact", "confidence", "ease", "reach", "effort"):
        if (size := getattr(card, name)) is not None:
            yield f"{name} {range_text(size)} %" if name == "confidence" else f"{name} {level_text(size)}"
    yield from _hypothesis(card.hypothesis)
    for name, text in (
        *(("KPI", card.kpi), ("owner", card.owner), ("status", card.status), ("due", card.due)),
        *(("channel", card.channel), ("said by", card.who), ("at", card.said_at)),
    ):
        if text:
            yield f"{name} {text}"
    if card.ours is not None:
        yield "ours" if card.ours else _WHOSE[card.owned_by]
    yield from (f"#{tag}" for tag in card.tags)
    if card.image is not None:
        yield f"image {card.image.alt}" if card.image.alt else "an image"
    for comment in card.comments:
        yield f"{comment.author}: {comment.text}" + (" (resolved)" if comment.resolved_by else "")
        yield from (f"{reply.author}: {reply.text}" for reply in comment.replies)


def _hypothesis(bet: Hypothesis | None) -> Iterator[str]:
    """The sentence of an opportunity's hypothesis, as far as it is filled in."""
    if bet is None or not (bet.change or bet.metric):
        return
    sentence = f"if {bet.change}" if bet.change else "the bet"
    if bet.metric is not None:
        ends = (("from", bet.baseline), ("to", bet.metric.target))
        moves = [f"{word} {number_text(end)}" for word, end in ends if end is not None]
        sentence += " ".join([f" then {bet.metric.name} moves", *moves])
    yield sentence
