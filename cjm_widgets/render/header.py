"""The header of a picture: what the map is, whose it is, and what feeds it; and its foot: what backs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from cjm_widgets.document.model import Persona
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.emotion_curves import colour_of, look_of
from cjm_widgets.render.emotion_lane import draw_outside
from cjm_widgets.render.evidence import WORDS, draw_mark, holds_names, initials
from cjm_widgets.render.measure_lane import draw_differing
from cjm_widgets.render.numbers import count, counted
from cjm_widgets.render.readings import Reading
from cjm_widgets.render.scene import Row, Scene
from cjm_widgets.render.words import width_of, wrap

_KINDS = {"current": "Current state", "future": "Future state"}
_LEFT, _RIGHT = 16, 12
_BETWEEN = 24
UNTITLED = "Untitled journey"


@dataclass(frozen=True)
class _Block:
    """One thing in the second line of the header."""

    width: float
    draw: Callable[[Canvas, float, float], None]


def kind_of(scene: Scene) -> str:
    """What the map calls itself."""
    return _KINDS[scene.document.kind]


def header(scenes: Sequence[Scene]) -> Row:
    """Title, kind and scenario; then personas, the source and whom the numbers are about.

    Of several scenes only the numbers differ; a page shows those of one of them at a time.
    """
    scene = scenes[0]
    document = scene.document
    room = scene.header_width - _LEFT - _RIGHT
    badge = width_of(kind_of(scene), 11) + 16
    title = wrap(document.title or UNTITLED, room - badge - 8, 15, bold=True)
    after = _LEFT + width_of(title[-1], 15, bold=True) + 8 + badge + 10
    beside = scene.header_width - _RIGHT - after
    scenario = wrap(document.scenario, beside if beside >= 240 else room) if document.scenario else []
    if beside < 240 or len(scenario) > 1:
        scenario = wrap(document.scenario, room) if document.scenario else []
    below = bool(scenario) and (beside < 240 or len(scenario) > 1 or width_of(scenario[0]) > beside)
    first = 12 + 20 * len(title) + (6 + 16 * len(scenario) if below else 0) + 12
    blocks = _blocks(scenes, room)
    rows = _flow(blocks, room)
    height = first + 40 * len(rows) + (4 if rows else 0)

    def draw(canvas: Canvas, top: float) -> None:
        colours = canvas.palette
        y = top + 12
        for line in title:
            wide = width_of(line, 15, bold=True)
            canvas.text(_LEFT, y, line, size=15, height=20, bold=True, width=wide)
            y += 20
        x = _LEFT + width_of(title[-1], 15, bold=True) + 8
        canvas.rect(x + 0.5, y - 19.5, badge - 1, 19, rx="9.5", fill="none", stroke=colours.edge)
        canvas.text(x + 8, y - 20, kind_of(scene), size=11, height=20, fill=colours.text_2)
        if below:
            for number, line in enumerate(scenario):
                canvas.text(_LEFT, y + 6 + 16 * number, line, fill=colours.text_2, width=room)
        elif scenario:
            canvas.text(after, y - 18, scenario[0], fill=colours.text_2, width=width_of(scenario[0]))
        for number, row in enumerate(rows):
            x = _LEFT
            for block in row:
                block.draw(canvas, x, top + first + 40 * number)
                x += block.width + _BETWEEN

    return Row(height, draw)


def _flow(blocks: list[_Block], room: float) -> list[list[_Block]]:
    rows: list[list[_Block]] = []
    taken = 0.0
    for block in blocks:
        if not rows or taken + block.width > room:
            rows.append([])
            taken = 0.0
        rows[-1].append(block)
        taken += block.width + _BETWEEN
    return rows


def _blocks(scenes: Sequence[Scene], room: float) -> list[_Block]:
    scene = scenes[0]
    reading = scene.readings[0] if scene.readings else None
    blocks = [
        _persona(persona, place, reading, room) for place, persona in enumerate(scene.document.personas)
    ]
    if reading is not None:
        blocks.append(_source(scenes, reading, room))
    return blocks


def _persona(persona: Persona, place: int, reading: Reading | None, room: float) -> _Block:
    look = look_of(place)
    name = wrap(persona.name, room - 36, bold=True)[0]
    about = ", ".join(value[:1].upper() + value[1:] for value in persona.segment.values()) or persona.about
    about = wrap(about, min(room - 80, 260), 11)[0] if about else ""
    n = reading.personas.get(persona.id) if reading else None
    said = f"n {count(n)}" if n is not None else ""
    small = 35 + width_of(about, 11) + (5 if about else 0) + width_of(said, 11)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        colours = canvas.palette
        colour = colour_of(place, colours)
        canvas.circle(x + 14, top + 15, 14, fill=colour)
        canvas.text(
            x + 14,
            top + 8,
            initials(persona.name),
            size=11,
            height=14,
            bold=True,
            fill=colours.on,
            anchor="middle",
        )
        canvas.text(x + 36, top, name, bold=True)
        canvas.line(
            x + 37,
            top + 23,
            x + 65,
            top + 23,
            colour,
            stroke_width="1.75",
            stroke_dasharray="1.5 3" if look.round else "4 3",
            stroke_linecap="round" if look.round else "butt",
        )
        canvas.marker(look.marker, x + 51, top + 23, 10, colours.bg, colour, 2.6)
        after = x + 71
        if about:
            canvas.text(after, top + 16, about, size=11, height=14, fill=colours.text_2)
            after += width_of(about, 11) + 5
        if said:
            canvas.text(after, top + 16, said, size=11, height=14, fill=colours.text_3)

    return _Block(36 + max(width_of(name, bold=True), small), draw)


def source_words(scene: Scene, reading: Reading) -> str:
    """Whom and what a source's numbers are of: "2,831 respondents · read 2026-03-01 10:42 UTC"."""
    who = (
        "respondents withheld" if reading.respondents is None else counted(reading.respondents, "respondent")
    )
    only = f"only {scene.persons}" if scene.persons else ""
    read = reading.source.read if scene.dated else ""
    when = f"read {read[:16].replace('T', ' ')}{' UTC' if read.endswith('+00:00') else ''}" if read else ""
    return " · ".join(part for part in (who, only, when, reading.source.note) if part)


def _source(scenes: Sequence[Scene], reading: Reading, room: float) -> _Block:
    others = len(scenes[0].readings) - 1
    name = wrap(reading.source.name, room - 120, bold=True)[0] + (f" and {others} more" if others else "")
    said = [
        wrap(f"Saved counts · {source_words(scene, scene.readings[0])}", room - 40, 11)[0] for scene in scenes
    ]

    def draw(canvas: Canvas, x: float, top: float) -> None:
        colours = canvas.palette
        canvas.icon("data", x, top + 7, 16, colours.text_2)
        canvas.text(x + 24, top, name, bold=True)
        canvas.circle(x + 27.5, top + 23, 2.6, fill="none", stroke=colours.text_3, stroke_width="1.75")

        def say(words: str) -> None:
            canvas.text(x + 35, top + 16, words, size=11, height=14, fill=colours.text_2)

        canvas.alternatives([partial(say, words) for words in said])

    widths = [width_of(name, bold=True), *(width_of(words, 11) for words in said)]
    return _Block(35 + max(widths), draw)


def evidence_counts(scene: Scene) -> dict[str, int]:
    """How many of the cards drawn are claims, by what backs them."""
    found = {"data": 0, "quote": 0, "assumption": 0}
    for lane in scene.lanes:
        if not holds_names(lane):
            for cards in scene.document.cells.get(lane.id, {}).values():
                for card in cards:
                    if card.evidence != "none":
                        found[card.evidence] += 1
    return found


def foot(scene: Scene) -> Row:
    """How much of the map there is, and what backs it."""
    found = evidence_counts(scene)
    cards = sum(found.values())
    sizes = [
        counted(len(scene.stages), "stage"),
        counted(len(scene.lanes), "lane"),
        counted(cards, "card"),
    ]

    def draw(canvas: Canvas, top: float) -> None:
        colours = canvas.palette
        x = float(_RIGHT)
        for words in sizes:
            canvas.text(x, top + 9, words, size=11, height=14, fill=colours.text_3)
            x += width_of(words, 11) + 12
        if cards:
            fills = {"data": colours.text_2, "quote": colours.dash, "assumption": colours.edge}
            left = x
            for kind, n in found.items():
                if n:
                    width = 96 * n / cards
                    canvas.rect(left, top + 13, max(width - 1, 1), 6, fill=fills[kind])
                    left += width
            x += 107
            for kind, n in found.items():
                draw_mark(canvas, kind, x, top + 16)  # type: ignore[arg-type]  # the kinds of evidence
                words = f"{WORDS[kind]} {count(n)}"
                canvas.text(x + 13, top + 9, words, size=11, height=14, fill=colours.text_3)
                x += 13 + width_of(words, 11) + 11
        _draw_legend(canvas, scene, x + 8, top + 16)

    return Row(32, draw)


def _draw_legend(canvas: Canvas, scene: Scene, x: float, middle: float) -> None:
    """What the marks on the numbers mean, where there are any."""
    colours = canvas.palette
    kinds = {lane.kind for lane in scene.lanes}
    if "measure" in kinds and any(one.marks for one in scene.readings):
        draw_differing(canvas, x + 8, middle)
        x = _say(canvas, x + 20, middle, "segments differ")
    outside = any(not kept for one in scene.readings for by in one.inside.values() for kept in by.values())
    if "emotion" in kinds and outside:
        draw_outside(canvas, x + 6, middle, 5, colours.text_3)
        _say(canvas, x + 16, middle, "outside the measured interval")


def _say(canvas: Canvas, x: float, middle: float, words: str) -> float:
    """Say something small, and where the next thing may begin."""
    canvas.text(x, middle - 7, words, size=11, height=14, fill=canvas.palette.text_3)
    return x + width_of(words, 11) + 12
