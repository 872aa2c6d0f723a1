"""The headers of stages, phases and lanes, and the blueprint lines between lanes."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_widgets.document.model import Lane, Layer, Phase, Stage
from cjm_widgets.render.canvas import Canvas
from cjm_widgets.render.numbers import duration
from cjm_widgets.render.scene import LANE, Row, Scene
from cjm_widgets.render.words import width_of, wrap

_ICONS = {
    "actions": "steps",
    "thoughts": "speech",
    "touchpoints": "nodes",
    "channels": "screen",
    "pain_points": "bolt",
    "opportunities": "bulb",
    "goals": "target",
    "systems": "server",
}
_LAYERS = ("customer", "frontstage", "backstage", "support")
_LINES = {
    "interaction": ("Line of interaction", "swap", ""),
    "visibility": ("Line of visibility", "eyeOff", "5 3"),
    "internal": ("Line of internal interaction", "nodes", ".1 4"),
}


@dataclass
class Run:
    """Consecutive stages of one phase, and their minutes together."""

    phase: Phase | None
    start: int
    count: int
    minutes: float


def phase_runs(stages: tuple[Stage, ...], phases: tuple[Phase, ...]) -> list[Run]:
    """Runs of stages of the same phase, in order; none where no stage has one."""
    by_id = {phase.id: phase for phase in phases}
    runs: list[Run] = []
    for at, stage in enumerate(stages):
        phase = None if stage.phase is None else by_id.get(stage.phase)
        if runs and runs[-1].phase is phase:
            runs[-1].count += 1
            runs[-1].minutes += stage.duration or 0
        else:
            runs.append(Run(phase, at, 1, stage.duration or 0))
    return runs if any(run.phase for run in runs) else []


def phase_row(scene: Scene) -> Row | None:
    """The row of phases, where there are any."""
    runs = phase_runs(scene.stages, scene.document.phases)
    boxes = []
    for run in runs:
        if run.phase is None:
            continue
        width = run.count * scene.column - 4
        taken = duration(run.minutes) if run.minutes else ""
        room = width - 16 - (width_of(taken, 11) + 8 if taken else 0)
        boxes.append((run, wrap(run.phase.name, room, bold=True), width, taken))
    if not boxes:
        return None
    lines = max(len(name) for _, name, _, _ in boxes)

    def draw(canvas: Canvas, top: float) -> None:
        colours = canvas.palette
        for run, name, width, taken in boxes:
            left = scene.left(run.start) + 2
            canvas.rect(left, top + 8, width, 8 + 16 * lines, rx="4", fill=colours.soft)
            for number, line in enumerate(name):
                canvas.text(
                    left + 8, top + 12 + 16 * number, line, bold=True, fill=colours.text_2, width=width - 16
                )
            if taken:
                canvas.text(left + width - 8, top + 12, taken, size=11, anchor="end", fill=colours.text_3)

    return Row(16 + 16 * lines, draw)


def stage_row(scene: Scene) -> Row:
    """The row of stages: number, name, goal, how long it takes, whether it is a moment of truth."""
    room = scene.column - 20
    boxes = []
    for at, stage in enumerate(scene.stages):
        number = str(at + 1)
        indent = width_of(number, 11) + 6
        name = wrap(stage.name, room - indent, 13, bold=True)
        goal = wrap(stage.goal, room) if stage.goal else []
        taken = stage.timing if stage.duration is None else duration(stage.duration)
        flag = width_of("Moment of truth", 11) + 17 if stage.moment_of_truth else 0
        timing = wrap(taken, room - 18, 11) if taken else []
        beside = not flag or width_of(timing[0] if timing else "", 11) + 18 + 6 + flag <= room
        boxes.append((number, indent, name, goal, timing, stage.moment_of_truth, beside))
    top_lines = max((18 * len(name) + 2 + 16 * len(goal) for _, _, name, goal, *_ in boxes), default=18)
    meta = max((_meta_height(timing, truth, beside) for *_, timing, truth, beside in boxes), default=0)

    def draw(canvas: Canvas, top: float) -> None:
        colours = canvas.palette
        for at, (number, indent, name, goal, timing, truth, beside) in enumerate(boxes):
            left, y = scene.left(at) + 10, top + 8
            canvas.text(left, y, number, size=11, height=18, fill=colours.text_3)
            for line in name:
                canvas.text(left + indent, y, line, size=13, height=18, bold=True, width=room - indent)
                y += 18
            for line in goal:
                canvas.text(left, y + 2, line, fill=colours.text_2, width=room)
                y += 16
            y = top + 8 + top_lines + 6
            if timing:
                canvas.icon("clock", left, y, 14, colours.text_3)
            for line in timing:
                canvas.text(left + 18, y, line, size=11, height=14, fill=colours.text_3, width=room - 18)
                y += 14
            if truth:
                y = top + 8 + top_lines + 6 if beside else y + 2
                words = width_of("Moment of truth", 11)
                canvas.icon("flag", left + room - words - 17, y, 14, colours.text)
                canvas.text(left + room - words, y, "Moment of truth", size=11, height=14)

    return Row(8 + top_lines + (6 + meta if meta else 0) + 10, draw)


def _meta_height(timing: list[str], truth: bool, beside: bool) -> float:
    """Of how long a stage takes, and of its mark below that or beside it."""
    return max(14 * len(timing) + (16 if truth and not beside else 0), 14 if truth else 0)


def lane_header(lane: Lane, room: float = LANE - 36 - 4, beside: float = 0) -> Row:
    """A lane's icon, name and hint.

    Parameters
    ----------
    lane
        The lane.
    room
        Width of name and hint.
    beside
        What something else takes of that next to the name.
    """
    name = wrap(lane.name, room - beside, bold=True)
    hint = wrap(lane.hint, room, 11) if lane.hint else []

    def draw(canvas: Canvas, top: float) -> None:
        colours = canvas.palette
        canvas.icon(_icon(lane), 12, top + 10, 16, colours.text_2)
        y = top + 10
        for line in name:
            canvas.text(36, y, line, bold=True, width=room - beside)
            y += 16
        for line in hint:
            canvas.text(36, y, line, size=11, height=14, fill=colours.text_3, width=room)
            y += 14

    return Row(10 + 16 * len(name) + 14 * len(hint) + 8, draw)


def _icon(lane: Lane) -> str:
    kinds = {"emotion": "curve", "measure": "gauge"}
    return kinds.get(lane.kind) or _ICONS.get(lane.role, "table")


def line_between(above: Layer, below: Layer) -> str | None:
    """The blueprint line between two layers; where several lie between them, the one customers notice."""
    high, low = sorted((_LAYERS.index(above), _LAYERS.index(below)))
    if high == low:
        return None
    if high < 2 <= low:
        return "visibility"
    return "interaction" if low == 1 else "internal"


def line_label(line: str) -> str:
    """What a blueprint line is called."""
    return _LINES[line][0]


def blueprint_line(scene: Scene, line: str) -> Row:
    """A line between two layers, with its name."""
    label, icon, dash = _LINES[line]

    def draw(canvas: Canvas, top: float) -> None:
        colours = canvas.palette
        canvas.icon(icon, 12, top + 5, 14, colours.text_2)
        canvas.text(36, top + 4, label, size=11, fill=colours.text_2)
        start = max(LANE + 24, 36 + width_of(label, 11) + 8)
        look = {"stroke_dasharray": dash, "stroke_linecap": "round" if line == "internal" else "butt"}
        canvas.line(
            start,
            top + 12,
            scene.width,
            top + 12,
            colours.text_3,
            stroke_width="2" if line == "internal" else "1.5",
            **(look if dash else {}),
        )

    return Row(24, draw)
