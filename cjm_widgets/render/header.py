"""What stands around the lanes: the map's header, its phases and stages, lines between lanes, the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cjm_widgets.document.coverage import BACKED, holds_names
from cjm_widgets.document.lane_kinds import lane_content
from cjm_widgets.document.model import Evidence, Layer, Persona, Phase, Stage
from cjm_widgets.render.card_lane import EVIDENCE_WORDS, evidence_mark, initials
from cjm_widgets.render.content import LANE, UNTITLED, Content, flow
from cjm_widgets.render.emotion_lane import outside_mark
from cjm_widgets.render.measure_lane import differing_mark
from cjm_widgets.render.numbers import count, count_of, duration
from cjm_widgets.render.personas import look_of
from cjm_widgets.render.shapes import Circle, Group, Icon, Line, Marker, Rect, Shape, Text
from cjm_widgets.render.words import width_of, wrap
from cjm_widgets.shown.sources import ShownSource, few_people

_KINDS = {"current": "Current state", "future": "Future state"}
_LEFT, _RIGHT = 16, 12
_BETWEEN = 24
_LAYERS = ("customer", "frontstage", "backstage", "support")
_LINES = {
    "interaction": ("Line of interaction", "swap", ""),
    "visibility": ("Line of visibility", "eyeOff", "5 3"),
    "internal": ("Line of internal interaction", "nodes", ".1 4"),
}
_TRUTH = "Moment of truth"


# --- map header


@dataclass(frozen=True)
class PersonaBlock:
    """Who a persona is, how it looks, and how many respondents it stands for."""

    name: str
    initials: str
    about: str
    n: str
    place: int

    @property
    def width(self) -> float:
        small = 35 + width_of(self.about, 11) + (5 if self.about else 0) + width_of(self.n, 11)
        return 36 + max(width_of(self.name, bold=True), small)

    def shapes(self, x: float, top: float) -> Iterator[Shape]:
        look = look_of(self.place)
        yield Circle(x + 14, top + 15, 14, fill=look.colour)
        yield Text(x + 14, top + 8, self.initials, size=11, height=14, bold=True, fill="on", anchor="middle")
        yield Text(x + 36, top, self.name, bold=True)
        cap = "round" if look.round else "butt"
        yield Line(x + 37, top + 23, x + 65, top + 23, look.colour, 1.75, look.dash, cap)
        yield Marker(look.marker, x + 51, top + 23, 10, "bg", look.colour, 2.6)
        after = x + 71
        if self.about:
            yield Text(after, top + 16, self.about, size=11, height=14, fill="text_2")
            after += width_of(self.about, 11) + 5
        if self.n:
            yield Text(after, top + 16, self.n, size=11, height=14, fill="text_3")


@dataclass(frozen=True)
class SourceBlock:
    """Where the numbers are from, and for each choice of filters whom they are about."""

    name: str
    about: tuple[str, ...]

    @property
    def width(self) -> float:
        return 35 + max(width_of(self.name, bold=True), *(width_of(words, 11) for words in self.about))

    def shapes(self, x: float, top: float) -> Iterator[Shape]:
        yield Icon("data", x, top + 7, 16, "text_2")
        yield Text(x + 24, top, self.name, bold=True)
        yield Circle(x + 27.5, top + 23, 2.6, fill="none", stroke="text_3", width=1.75)
        lines = [Text(x + 35, top + 16, words, size=11, height=14, fill="text_2") for words in self.about]
        if len(lines) == 1:
            yield lines[0]
        else:
            yield from (Group((line,), choice=choice) for choice, line in enumerate(lines))


Block = PersonaBlock | SourceBlock


@dataclass(frozen=True)
class Masthead:
    """The header of a map, broken into lines.

    Parameters
    ----------
    title, kind, scenario
        The lines of the title, what the map calls itself, and the lines of the scenario.
    room
        Width in px of the scenario below the title.
    beside
        Whether the scenario stands in the title's last line.
    blocks
        Personas and source, in lines.
    """

    title: tuple[str, ...]
    kind: str
    scenario: tuple[str, ...]
    room: float
    beside: bool
    blocks: tuple[tuple[Block, ...], ...]

    @property
    def _first(self) -> float:
        """Where the personas begin."""
        below = 6 + 16 * len(self.scenario) if self.scenario and not self.beside else 0
        return 12 + 20 * len(self.title) + below + 12

    @property
    def height(self) -> float:
        return self._first + 40 * len(self.blocks) + (4 if self.blocks else 0)

    def shapes(self) -> Iterator[Shape]:
        """Title, kind, scenario, personas, source."""
        y = 12.0
        for line in self.title:
            yield Text(_LEFT, y, line, size=15, height=20, bold=True, width=width_of(line, 15, bold=True))
            y += 20
        x = _LEFT + width_of(self.title[-1], 15, bold=True) + 8
        badge = _badge_width(self.kind)
        yield Rect(x + 0.5, y - 19.5, badge - 1, 19, "none", "edge", 9.5)
        yield Text(x + 8, y - 20, self.kind, size=11, height=20, fill="text_2")
        if self.beside:
            line = self.scenario[0]
            yield Text(x + badge + 10, y - 18, line, fill="text_2", width=width_of(line))
        else:
            for number, line in enumerate(self.scenario):
                yield Text(_LEFT, y + 6 + 16 * number, line, fill="text_2", width=self.room)
        for number, row in enumerate(self.blocks):
            x = _LEFT
            for block in row:
                yield from block.shapes(x, self._first + 40 * number)
                x += block.width + _BETWEEN


def _badge_width(kind: str) -> float:
    return width_of(kind, 11) + 16


def masthead(contents: Sequence[Content]) -> Masthead:
    """The header of a map; of several contents only the numbers differ."""
    content = contents[0]
    document = content.document
    kind = _KINDS[document.kind]
    room = content.header_width - _LEFT - _RIGHT
    title = wrap(document.title or UNTITLED, room - _badge_width(kind) - 8, 15, bold=True)
    after = _LEFT + width_of(title[-1], 15, bold=True) + 8 + _badge_width(kind) + 10
    beside = content.header_width - _RIGHT - after
    scenario = wrap(document.scenario, beside if beside >= 240 else room) if document.scenario else []
    if beside < 240 or len(scenario) > 1:
        scenario = wrap(document.scenario, room) if document.scenario else []
    fits = len(scenario) == 1 and beside >= 240 and width_of(scenario[0]) <= beside
    blocks = tuple(map(tuple, flow(_blocks(contents, room), room, _BETWEEN)))
    return Masthead(tuple(title), kind, tuple(scenario), room, fits, blocks)


def _blocks(contents: Sequence[Content], room: float) -> list[Block]:
    content = contents[0]
    reading = content.readings[0] if content.readings else None
    personas = enumerate(content.document.personas)
    blocks: list[Block] = [_persona_block(persona, place, reading, room) for place, persona in personas]
    if reading is not None:
        blocks.append(_source_block(contents, reading, room))
    return blocks


def _persona_block(persona: Persona, place: int, reading: ShownSource | None, room: float) -> PersonaBlock:
    name = wrap(look_of(place).named(persona.name), room - 36, bold=True)[0]
    about = ", ".join(value[:1].upper() + value[1:] for value in persona.segment.values()) or persona.about
    about = wrap(about, min(room - 80, 260), 11)[0] if about else ""
    n = reading.personas.get(persona.id) if reading else None
    return PersonaBlock(name, initials(persona.name), about, "" if n is None else f"n {count(n)}", place)


def source_words(content: Content, reading: ShownSource) -> str:
    """Respondents and date of a source's numbers: "2,831 respondents · read 2026-03-01 10:42 UTC".

    Where nobody knows which answers are of one respondent, they are answers; where rows are at no stage, how
    many matched is between the two.
    """
    source = reading.source
    # Of pooled answers the respondents are known all the same.
    unit = "respondent" if source.per == "answer" else reading.who[:-1]
    who = f"{unit}s withheld" if reading.respondents is None else count_of(reading.respondents, unit)
    matched = f"{count(source.rows - source.off_map)} of {count_of(source.rows, 'row')} matched"
    only = f"only {content.persons}" if content.persons else ""
    read = reading.source.read if content.dated else ""
    when = f"read {read[:16].replace('T', ' ')}{' UTC' if read.endswith('+00:00') else ''}" if read else ""
    parts = (who, matched if source.off_map else "", only, when, source.note)
    return " · ".join(part for part in parts if part)


def _source_block(contents: Sequence[Content], reading: ShownSource, room: float) -> SourceBlock:
    others = len(contents[0].readings) - 1
    name = wrap(reading.source.name, room - 120, bold=True)[0] + (f" and {others} more" if others else "")
    about = (f"Saved counts · {source_words(content, content.readings[0])}" for content in contents)
    return SourceBlock(name, tuple(wrap(words, room - 40, 11)[0] for words in about))


# --- phases and stages


@dataclass(frozen=True)
class PhaseRun:
    """Consecutive stages of one phase, and their minutes together."""

    phase: Phase | None
    start: int
    count: int
    minutes: float


def phase_runs(stages: tuple[Stage, ...], phases: tuple[Phase, ...]) -> list[PhaseRun]:
    """Runs of stages of the same phase, in order; none where no stage has one."""
    by_id = {phase.id: phase for phase in phases}
    runs: list[PhaseRun] = []
    for at, stage in enumerate(stages):
        phase = None if stage.phase is None else by_id.get(stage.phase)
        minutes = stage.duration or 0
        if runs and runs[-1].phase is phase:
            before = runs[-1]
            runs[-1] = PhaseRun(phase, before.start, before.count + 1, before.minutes + minutes)
        else:
            runs.append(PhaseRun(phase, at, 1, minutes))
    return runs if any(run.phase for run in runs) else []


@dataclass(frozen=True)
class PhaseBox:
    """A phase above its stages: the lines of its name, and how long it takes."""

    left: float
    width: float
    name: tuple[str, ...]
    takes: str


@dataclass(frozen=True)
class PhaseRow:
    """The row of phases."""

    boxes: tuple[PhaseBox, ...]

    @property
    def _lines(self) -> int:
        return max(len(box.name) for box in self.boxes)

    @property
    def height(self) -> float:
        return 16 + 16 * self._lines

    def shapes(self) -> Iterator[Shape]:
        """A box for each phase."""
        for box in self.boxes:
            left, width = box.left, box.width
            yield Rect(left, 8, width, 8 + 16 * self._lines, "soft", corner=4)
            for number, line in enumerate(box.name):
                yield Text(left + 8, 12 + 16 * number, line, bold=True, fill="text_2", width=width - 16)
            if box.takes:
                yield Text(left + width - 8, 12, box.takes, size=11, anchor="end", fill="text_3")


def phase_row(content: Content) -> PhaseRow | None:
    """The row of phases, where there are any."""
    boxes = []
    for run in phase_runs(content.stages, content.document.phases):
        if run.phase is None:
            continue
        width = run.count * content.column - 4
        takes = duration(run.minutes) if run.minutes else ""
        room = width - 16 - (width_of(takes, 11) + 8 if takes else 0)
        name = wrap(run.phase.name, room, bold=True)
        boxes.append(PhaseBox(content.left(run.start) + 2, width, tuple(name), takes))
    return PhaseRow(tuple(boxes)) if boxes else None


def takes(stage: Stage) -> str:
    """How long a stage takes: its minutes where they are known, else what the map says of it."""
    return stage.timing if stage.duration is None else duration(stage.duration)


@dataclass(frozen=True)
class StageBox:
    """The header of a stage, broken into lines, from its left edge on."""

    left: float
    number: str
    name: tuple[str, ...]
    goal: tuple[str, ...]
    takes: tuple[str, ...]
    truth: bool
    """Whether it is a moment of truth."""
    beside: bool
    """Whether the mark of such a moment fits in the line with the duration."""

    @property
    def indent(self) -> float:
        """Of the name, behind the number."""
        return width_of(self.number, 11) + 6

    @property
    def upper(self) -> float:
        """Height of name and goal."""
        return 18 * len(self.name) + 2 + 16 * len(self.goal)

    @property
    def lower(self) -> float:
        """Height of the duration, and of the mark below or beside it."""
        below = 16 if self.truth and not self.beside else 0
        return max(14 * len(self.takes) + below, 14 if self.truth else 0)


@dataclass(frozen=True)
class StageRow:
    """The row of stages; ``room`` is the width in px of a stage's text."""

    boxes: tuple[StageBox, ...]
    room: float

    @property
    def _upper(self) -> float:
        return max((box.upper for box in self.boxes), default=18)

    @property
    def height(self) -> float:
        lower = max((box.lower for box in self.boxes), default=0)
        return 8 + self._upper + (6 + lower if lower else 0) + 10

    def shapes(self) -> Iterator[Shape]:
        """Number, name, goal, how long it takes, whether it is a moment of truth."""
        room, foot = self.room, 8 + self._upper + 6
        for box in self.boxes:
            left, y = box.left, 8.0
            yield Text(left, y, box.number, size=11, height=18, fill="text_3")
            for line in box.name:
                indent = box.indent
                yield Text(left + indent, y, line, size=13, height=18, bold=True, width=room - indent)
                y += 18
            for line in box.goal:
                yield Text(left, y + 2, line, fill="text_2", width=room)
                y += 16
            y = foot
            if box.takes:
                yield Icon("clock", left, y, 14, "text_3")
            for line in box.takes:
                yield Text(left + 18, y, line, size=11, height=14, fill="text_3", width=room - 18)
                y += 14
            if box.truth:
                y = foot if box.beside else y + 2
                words = width_of(_TRUTH, 11)
                yield Icon("flag", left + room - words - 17, y, 14, "text")
                yield Text(left + room - words, y, _TRUTH, size=11, height=14)


def stage_row(content: Content) -> StageRow:
    """The row of stages."""
    room = content.column - 20
    boxes = []
    for at, stage in enumerate(content.stages):
        number = str(at + 1)
        name = wrap(stage.name, room - width_of(number, 11) - 6, 13, bold=True)
        goal = wrap(stage.goal, room) if stage.goal else []
        lines = wrap(takes(stage), room - 18, 11) if takes(stage) else []
        flag = width_of(_TRUTH, 11) + 17 if stage.moment_of_truth else 0
        beside = not flag or width_of(lines[0] if lines else "", 11) + 18 + 6 + flag <= room
        left = content.left(at) + 10
        boxes.append(
            StageBox(left, number, tuple(name), tuple(goal), tuple(lines), stage.moment_of_truth, beside)
        )
    return StageRow(tuple(boxes), room)


# --- lines between lanes


def line_between(above: Layer, below: Layer) -> str | None:
    """The blueprint line between two layers; where several lie between them, the one customers notice."""
    high, low = sorted((_LAYERS.index(above), _LAYERS.index(below)))
    if high == low:
        return None
    if high < 2 <= low:
        return "visibility"
    return "interaction" if low == 1 else "internal"


@dataclass(frozen=True)
class BlueprintLine:
    """A line between two layers, with its name."""

    kind: str
    width: float
    height: float = 24

    def shapes(self) -> Iterator[Shape]:
        """Icon, name, line."""
        label, icon, dash = _LINES[self.kind]
        yield Icon(icon, 12, 5, 14, "text_2")
        yield Text(36, 4, label, size=11, fill="text_2")
        start = max(LANE + 24, 36 + width_of(label, 11) + 8)
        round_ends = self.kind == "internal"
        cap = ("round" if round_ends else "butt") if dash else ""
        yield Line(start, 12, self.width, 12, "text_3", 2 if round_ends else 1.5, dash, cap)


# --- the foot


@dataclass(frozen=True)
class Foot:
    """How much of the map there is, what backs it, and what the marks on its numbers mean."""

    sizes: tuple[str, ...]
    evidence: tuple[tuple[Evidence, int], ...]
    """How many claims there are of each kind."""
    tests: str
    """The tests by which segments differ; empty where none do."""
    few: str
    """Which sources show numbers of few people; empty where none does."""
    tolerance: str
    """How far off beliefs outside the measured interval are at least; empty where none is outside."""
    width: float

    @property
    def height(self) -> float:
        """A line, and one for each line of the legend that does not fit beside the rest."""
        return 32.0 + 18 * sum(len(lines) for _, lines, _ in self._legend if self._below)

    def shapes(self) -> Iterator[Shape]:
        """Sizes, a bar of what backs the cards, its key, a legend."""
        x, middle = self._counts_end + 8, 16.0
        yield from self._counts()
        if self._below:
            x, middle = float(_RIGHT), 34.0
        for mark, lines, width in self._legend:
            if mark == "tests":
                yield from differing_mark(x + 8, middle)
            elif mark == "tolerance":
                yield outside_mark(x + 8, middle, 5, "text_3")
            for line in lines:
                yield _small(x + 20, middle, line)
                middle += 18 if self._below else 0
            x += 0 if self._below else width

    @cached_property
    def _legend(self) -> list[tuple[str, list[str], float]]:
        """Each mark with the lines that say what it means, and their width."""
        every = [("few", self.few)] if self.few else []
        if self.tests:
            every.append(("tests", f"segments differ: {self.tests}"))
        if self.tolerance:
            every.append(("tolerance", f"outside the measured interval, more than {self.tolerance} off"))
        room = max(self.width - 2 * _RIGHT - 20, 80)
        return [(mark, wrap(words, room, 11), 32 + width_of(words, 11)) for mark, words in every]

    @cached_property
    def _below(self) -> bool:
        """Whether the legend is too wide to stand beside the rest."""
        return self._counts_end + 8 + sum(width for *_, width in self._legend) > self.width - _RIGHT

    @cached_property
    def _counts_end(self) -> float:
        """Where the sizes and the key of what backs the cards end."""
        x = _RIGHT + sum(width_of(words, 11) + 12 for words in self.sizes)
        if any(n for _, n in self.evidence):
            keys = (width_of(f"{EVIDENCE_WORDS[kind]} {count(n)}", 11) + 24 for kind, n in self.evidence)
            x += 107 + sum(keys)
        return x

    def _counts(self) -> Iterator[Shape]:
        x = float(_RIGHT)
        for words in self.sizes:
            yield _small(x, 16, words)
            x += width_of(words, 11) + 12
        cards = sum(n for _, n in self.evidence)
        if cards:
            fills = {"data": "text_2", "quote": "dash", "walkthrough": "text_3", "assumption": "edge"}
            left = x
            for kind, n in self.evidence:
                if n:
                    width = 96 * n / cards
                    yield Rect(left, 13, max(width - 1, 1), 6, fills[kind])
                    left += width
            x += 107
            for kind, n in self.evidence:
                yield from evidence_mark(kind, x, 16)
                words = f"{EVIDENCE_WORDS[kind]} {count(n)}"
                yield _small(x + 13, 16, words)
                x += 13 + width_of(words, 11) + 11


def _small(x: float, middle: float, words: str) -> Text:
    return Text(x, middle - 7, words, size=11, height=14, fill="text_3")


def foot(content: Content) -> Foot:
    """The row below the lanes."""
    claims = _claims(content)
    sizes = (
        count_of(len(content.stages), "stage"),
        count_of(len(content.lanes), "lane"),
        count_of(sum(claims.values()), "card"),
    )
    contents = set(map(lane_content, content.lanes))
    inside = (by.values() for one in content.readings for by in one.inside.values())
    differing = (one.tests for one in content.readings if one.marks)
    (low, high), tolerance = content.document.scale, content.document.tolerance
    outside = "emotions" in contents and not all(all(values) for values in inside)
    return Foot(
        sizes,
        tuple(claims.items()),
        next(differing, "") if "measures" in contents else "",
        few_people(content.document) if contents & {"measures", "emotions"} else "",
        f"{tolerance * (high - low):.3g}" if outside else "",
        content.width,
    )


def _claims(content: Content) -> dict[Evidence, int]:
    """How many of the cards drawn are claims, by what backs them."""
    claims: dict[Evidence, int] = dict.fromkeys((*BACKED, "assumption"), 0)
    for lane in content.lanes:
        if not holds_names(lane):
            for cards in content.document.cells.get(lane.id, {}).values():
                for card in cards:
                    if card.evidence != "none":
                        claims[card.evidence] += 1
    # Few maps have walkthroughs; the others need no key for them.
    return {kind: n for kind, n in claims.items() if n or kind != "walkthrough"}
