"""The contract between the two halves on pictures: how numbers are written, and where everything is placed.

``python -m tests.contract.scenes`` writes files/scenes.json: for each function its calls, and their answers.
TypeScript must give the same answers, so that the screen and a static picture never differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cjm_widgets.document.check import decoded
from cjm_widgets.document.links import link_counts, link_words, whole_links
from cjm_widgets.document.model import Card, Document, Figure, Lane, Stage, Transition
from cjm_widgets.measures.measure import Unit
from cjm_widgets.render import heights, numbers
from cjm_widgets.render.card_lane import initials, spans_of
from cjm_widgets.render.content import Content
from cjm_widgets.render.emotion_lane import emotion_columns, emotion_lane
from cjm_widgets.render.header import line_between, phase_runs
from cjm_widgets.render.heights import EmotionAxis
from cjm_widgets.render.measure_lane import shared_axis, standing
from cjm_widgets.render.paint import band_path, line_path
from cjm_widgets.render.path_lane import Route, path_lines
from cjm_widgets.render.personas import MARKERS, look_of
from cjm_widgets.render.ribbon_lane import (
    drawn_pairs,
    left_before,
    place_ribbons,
    rare_words,
    ribbons_of,
    share_words,
    transition_words,
)
from cjm_widgets.shown.values import Point

PATH = Path(__file__).parent / "files" / "scenes.json"

Ends = Sequence[float | None]
"""A measured value and the ends of its interval."""
Measured = Sequence[Ends | None]
"""By stage; None where nothing was measured."""


def _points(measured: Measured) -> list[Point | None]:
    return [
        None if one is None else Point(n=40, value=one[0], low=one[1], high=one[2])  # type: ignore[arg-type]
        for one in measured
    ]


def _figure(value: float | None, low: float | None, high: float | None) -> Figure:
    return Figure(n=40, value=value, low=low, high=high)


def _shared_axis(figures: Sequence[Ends], target: float | None, bounds: tuple[float, float]) -> Any:
    axis = shared_axis([_figure(*one) for one in figures], target, bounds)
    return axis and [axis.low, axis.high, axis.step]


def _ticks(low: float, high: float) -> list[list[Any]]:
    return [[tick.value, tick.text, tick.end] for tick in EmotionAxis(low, high).ticks()]


def _largest_mismatch(drawn: Sequence[float | None], measured: Measured, least: float) -> Any:
    mismatch = heights.largest_mismatch(drawn, _points(measured), least)
    return mismatch and [mismatch.at, mismatch.distance, mismatch.higher]


def _obstacle(one: heights.Obstacle | None) -> Any:
    return one and [one.top, one.bottom, one.firm]


def _room(obstacles: Sequence[tuple[float, float, bool]], y: float, height: float) -> float | None:
    return heights.room([heights.Obstacle(*one) for one in obstacles], y, height)


def _nearest_free(obstacles: Sequence[tuple[float, float, bool]], y: float, height: float) -> float | None:
    return heights.nearest_free([heights.Obstacle(*one) for one in obstacles], y, height)


def _stages(n: int) -> tuple[Stage, ...]:
    return tuple(Stage(id=f"s{at}", name=f"Stage {at}") for at in range(n))


def _spans(wanted: Sequence[Sequence[int]]) -> list[int]:
    """Of cells whose cards want to span so many stages."""
    cells = {
        f"s{at}": tuple(Card(id=f"c{at}.{number}", span=span) for number, span in enumerate(spans))
        for at, spans in enumerate(wanted)
    }
    return spans_of(cells, _stages(len(wanted)))


def _phase_runs(document: dict[str, Any]) -> list[list[Any]]:
    map_ = decoded({"id": "map", **document}, Document)
    runs = phase_runs(map_.stages, map_.phases)
    return [[run.phase and run.phase.id, run.start, run.count, run.minutes] for run in runs]


def _emotion_lane(document: dict[str, Any], measured: Measured, level: str, width: float) -> list[Any]:
    """Each column's label sides, arrow to the future, names of curves with heights, bracket, and callout.

    The halves break a long callout into lines by fonts of their own, so that only short ones are compared.
    """
    content = Content(decoded(document, Document), (), (), {}, width, dated=False)
    lane = emotion_lane(content, Lane(id="emotion", name="Emotion", kind="emotion", role="emotion"))
    return [
        [
            [*column.sides],
            column.shift and [column.shift.top, column.shift.foot - column.shift.top, column.shift.up],
            [
                [name.name, [*name.details], name.marker, name.apart, name.y, name.height]
                for name in column.names
            ],
            column.bracket and [column.bracket.words, column.bracket.top, column.bracket.foot],
            column.callout and [" ".join(column.callout.lines), column.callout.top, *column.callout.leader],
        ]
        for column in emotion_columns(content, lane.axis, lane.curves, _points(measured), level)
    ]


def _path_lines(routes: Sequence[Sequence[Any]], stages: int, width: float) -> list[Any]:
    """Each line's way, level, strokes, gate, heads, ring, label; how far down the nodes are; the height."""
    lines, middle, height = path_lines([Route(*route) for route in routes], stages, width)
    return [
        [
            [
                *(line.way, line.level, [[*stroke] for stroke in line.strokes]),
                line.gate and [*line.gate],
                [[*head] for head in line.heads],
                *(line.ring and [*line.ring], [*line.label]),
            ]
            for line in lines
        ],
        middle,
        height,
    ]


def _ribbons(
    transitions: Sequence[dict[str, Any]],
    cases: int | None,
    links: Sequence[Sequence[str]],
    stages: Sequence[str],
    width: float,
    least: Sequence[float],
) -> list[Any]:
    """What is drawn of transitions and links, in its place, what stands on it, and what is said of it."""
    seen = [decoded(one, Transition) for one in transitions]
    drawn = drawn_pairs([(a, b) for a, b in links], seen, stages)
    ribbons, rare = ribbons_of(seen, cases, drawn, stages)
    lines, middle, height = place_ribbons(ribbons, width, (least[0], least[1]))
    names = {id: id.capitalize() for id in stages}
    return [
        [
            [
                *(line.ribbon.start, line.ribbon.end, line.ribbon.share, line.ribbon.drawn, line.ribbon.seen),
                *(line.thickness, [*line.stroke], [*line.head], [*line.label], share_words(line.ribbon)),
            ]
            for line in lines
        ],
        *(middle, height, rare_words(rare), left_before(seen, cases, names)),
        [
            transition_words(names[one.start], names[one.end], one, cases)
            for one in seen
            if one.start in names and one.end in names
        ],
    ]


def _links(document: dict[str, Any]) -> list[Any]:
    """The links of a map in words, and how many each card has."""
    map_ = decoded({"id": "map", **document}, Document)
    return [[link_words(map_, link) for link in whole_links(map_)], link_counts(map_)]


def _emotion_map(
    scale: tuple[float, float], names: Sequence[str], scores: Sequence[Sequence[float | None]]
) -> dict[str, Any]:
    """A map of personas with these names, and their scores by stage."""
    return {
        "id": "map",
        "scale": [*scale],
        "stages": [{"id": f"s{at}", "name": f"Stage {at}"} for at in range(len(scores[0]))],
        "personas": [{"id": f"p{place}", "name": name} for place, name in enumerate(names)],
        "emotion": {
            f"p{place}": {f"s{at}": {"value": score} for at, score in enumerate(row) if score is not None}
            for place, row in enumerate(scores)
        },
    }


def _persona_look(place: int) -> list[Any]:
    look = look_of(place)
    return [look.colour, look.marker, look.dash, look.round, look.number, look.named("Ana")]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "plain": numbers.plain,
    "signed": numbers.signed,
    "compact": numbers.compact,
    "count": numbers.count,
    "duration": numbers.duration,
    "round_step": numbers.round_step,
    "decimals_of": numbers.decimals_of,
    "clock": numbers.clock,
    "write_value": numbers.write_value,
    "write_interval": numbers.write_interval,
    "write_mark": numbers.write_mark,
    "write_drawn": lambda low, high, value: EmotionAxis(low, high).write_drawn(value),
    "place": lambda low, high, value: EmotionAxis(low, high).place(value),
    "ticks": _ticks,
    "shared_axis": _shared_axis,
    "standing": lambda low, high, target: standing(_figure(0, low, high), target),
    "line_path": line_path,
    "band_path": band_path,
    "sides": lambda *args: [*heights.sides(*args)],
    "nearest_free": _nearest_free,
    "least_room": heights.least_room,
    "room": _room,
    "passing": lambda curve, at: _obstacle(heights.passing(curve, at)),
    "largest_mismatch": _largest_mismatch,
    "lowest_stage": lambda measured: heights.lowest_stage(_points(measured)),
    "short_names": heights.short_names,
    "initials": initials,
    "persona_look": _persona_look,
    "marker": MARKERS.__getitem__,
    "spans": _spans,
    "phase_runs": _phase_runs,
    "line_between": line_between,
    "emotion_lane": _emotion_lane,
    "path_lines": _path_lines,
    "links": _links,
    "ribbons": _ribbons,
}
"""What both halves compute, by a name they share."""

_MOVES = [
    {"start": "", "end": "find", "cases": 1022, "of": 1022},
    {"start": "find", "end": "buy", "cases": 420, "of": 1000, "low": 0.39, "high": 0.45, "minutes": 2.5},
    {"start": "find", "end": "find", "cases": 77, "of": 1000},
    {"start": "find", "end": "pay", "cases": 12, "of": 1000},
    {"start": "buy", "end": "find", "cases": 333, "of": 700},
    {"start": "buy", "end": "pay"},
    {"start": "pay", "end": "find", "cases": 60, "of": 90},
    {"start": "pay", "end": "buy"},
    {"start": "pay", "end": "", "cases": 30, "of": 90},
    {"start": "lost", "end": "buy", "cases": 30, "of": 90},
]
_UNITS: tuple[Unit, ...] = ("score", "share", "nps", "amount", "minutes")
_NUMBERS = (
    0,
    -0.0,
    1,
    -1,
    0.5,
    2.5,
    -2.5,
    0.05,
    0.125,
    -0.004,
    1.005,
    4.307,
    999.5,
    12345.678,
    1e21,
    -1.7e299,
)
_AMOUNTS = (
    *(
        0,
        -0.0,
        32.701,
        -1_635_059,
        999_499,
        999_500,
        999_600,
        1125,
        1.005,
        1.125,
        0.1234,
        1e-4,
        9.99e-5,
        4.9e-6,
    ),
    *(
        1e-6,
        9.994e-7,
        4.9e-20,
        -5e-324,
        1e12,
        999.5e12,
        1e15,
        1.5e16,
        9.99e17,
        9.996e17,
        1e18,
        -1.5e30,
        1e300,
    ),
)
_SCALES = ((-2, 2), (1, 5), (0, 10), (0, 100), (-1, 3), (-0.5, 0.25), (-1e300, 1e300), (3, 3.001))
_SCORES: Sequence[Ends] = ((4.3, 4.1, 4.5), (3.9, None, None), (None, None, None), (4.75, 4.6, 4.9))
_PATH: Sequence[Any] = (
    *((156.25, 44), (332, 180.3), (508.35, 180.3), None, (860, 90), None, (1036.5, 44), (1212, 256)),
    *((1388, 150), (1564, 149.95), (1740, 70)),
)
_TIE = ((156, 150), (244.25, 150), (325.790923619961, 44), (420.75, 209.5))
"""Of which a point of the curve is half a tenth of a px, but for the order of adding."""
_MEASURED: Measured = (
    (1.2, 1.1, 1.3),
    (0.4, 0.2, 0.6),
    None,
    (-0.9, -1.1, -0.7),
    (1.5, None, None),
    (1.1, 0.9, 1.3),
)
_TRAVEL = _emotion_map(
    (-2, 2),
    ("Maya Torres", "Business traveller"),
    ((1, 0.5, None, 1.55, 2, -1), (0.9, None, -2, -1.2, None, None)),
)

CALLS: dict[str, list[tuple[Any, ...]]] = {
    "plain": [(0, 7), *((value, decimals) for value in _NUMBERS for decimals in (0, 1, 2))],
    "signed": [(value, decimals) for value in _NUMBERS for decimals in (0, 2)],
    "compact": [(value,) for value in _AMOUNTS],
    "count": [(0,), (999,), (1000,), (14509,), (2**53,)],
    "duration": [
        (minutes,)
        for minutes in (
            0,
            0.001,
            0.5,
            12.345,
            48,
            119.99,
            119.996,
            120,
            150,
            150.5,
            179.7,
            2879.7,
            2880,
            2952,
            4320,
        )
    ],
    "round_step": [(least,) for least in (1e-7, 0.03, 0.2, 0.5, 0.667, 1, 2, 2.1, 5.0000000001, 16.7, 3e8)],
    "decimals_of": [(step,) for step in (1e-5, 0.01, 0.02, 0.1, 0.5, 1, 20, 1e9)],
    "clock": [(minutes,) for minutes in (0, 0.005, 1.67, 59.99, 59.999, 60, 135.2, 4000, -2.5, -0.001)],
    "write_value": [(unit, value) for unit in _UNITS for value in (0.125, -0.5, 0.8249, 39.84)],
    "write_interval": [
        (unit, *ends) for unit in _UNITS for ends in ((0.271, 0.343), (-3.0, 4.0), (-0.001, 0.5))
    ],
    "write_mark": [
        (unit, value, step)
        for unit in _UNITS
        for value, step in ((0.8, 0.05), (4, 0.5), (-50, 20), (0.855, 0.005))
    ],
    "write_drawn": [(*scale, share * scale[1]) for scale in _SCALES for share in (1, 0.5, 0.375, 0.1234, 0)],
    "place": [(-2, 2, 1.31), (1, 5, 4.27), (-1, 3, -1)],
    "ticks": [*_SCALES],
    "shared_axis": [
        (_SCORES, None, (1, 5)),
        (_SCORES, 4, (1, 5)),
        (_SCORES[1:2], None, (1, 5)),
        (_SCORES[2:3], 4, (1, 5)),
        (((0.82, 0.8, 0.84), (0.3, 0.25, 0.35)), 0.9, (0, 1)),
        (((-12, -20, -4), (39.8, 35, 45)), None, (-100, 100)),
        (((240, 200, 280),), None, (0, 390)),
        (((4.9e-6, 4e-6, 6e-6),), None, (0, 1e-5)),
        (((0, None, None),), 0, (0, 0)),
    ],
    "standing": [(4.1, 4.5, target) for target in (None, 4, 4.1, 4.3, 5)] + [(None, None, 4)],
    "line_path": [(_TIE,), (_PATH,), (_PATH[:4],), (_PATH[4:6],), ((),)],
    "band_path": [
        (((156, 190, 100), (332, 150.25, 90), (508, 200, 199), None, (860, 80, 60), (1036, 90, 44)),),
        (((156, 190, 100), None),),
    ],
    "sides": [
        (measured, drawn, others, peak)
        for measured, drawn, others in (
            (100, 150, ()),
            (100, 130, (115,)),
            (130, 100, ()),
            (48, 52, (60,)),
            (250, 256, ()),
            (150, 150, (134.5, 165.5)),
            (None, 150, (135,)),
            (150, None, ()),
            (None, None, ()),
        )
        for peak in (False, True)
    ],
    "nearest_free": [
        ((), 100, 13),
        ((), 1, 39),
        (((90, 106, True),), 100, 26),
        (((90, 106, True), (108, 120, False), (70, 85, True)), 99, 13),
        (((240, 276, True),), 270, 13),
        (((0, 140, True), (150, 276, True)), 145, 13),
    ],
    "least_room": [("Measured", 8.2), ("95 % ±0.03",), ("客户旅程 A", 8.2), ("",)],
    "room": [
        ((), 100, 28),
        (((90, 110, True), (60, 130, False)), 100, 28),
        (((0, 276, True),), 100, 28),
        (((0, 276, False), (120, 160, True)), 150, 42),
    ],
    "passing": [((100, 150, None, 44, 60.5), at) for at in range(5)],
    "largest_mismatch": [
        ((1, 0.5, None, 2, 1), _MEASURED[:5], 0.5),
        ((1, 0.5, None, -0.8, 1), _MEASURED[:5], 0.5),
        ((-1.5, 0.5, None, 1.6, 1), _MEASURED[:5], 0.5),
        ((None,), (None,), 0.5),
        ((1,), ((1, None, None),), 0),
    ],
    "lowest_stage": [
        (_MEASURED,),
        ((*_MEASURED[:3], (0.5, 0.3, 0.7)),),
        (((0.4, 0.2, 0.6), (0.5, 0.4, 0.7), (0.6, 0.5, 0.8), (2, 1.9, 2.1)),),
        (((0.1, None, 1), (0.2, 0.1, 1), (0.3, 0.2, 1), (0.4, 0.3, 1), (0.5, 0.4, 1), (2, 1.9, 2)),),
        (((0.4, 0.2, 0.6), (0.5, 0.4, 0.7)),),
        (((0.4, 0.2, 0.6), None),),
        (((1, None, None), (1, None, None), (2, None, None)),),
    ],
    "short_names": [
        (
            [
                "Maya Torres",
                "Kenji Sato",
                "Kenji Ito",
                "Business traveller",
                "Élodie Đurić",
                "A B",
                "Jo X2",
                "Lì Ⅷa",
            ],
        ),
        (["Maya Torres", "Maya"],),
        (["ǅoni Ana", "Ana  Doe", "Ana Maria Doe", "حسن علي"],),
        ([],),
    ],
    "initials": [
        (name,) for name in ("Maya Torres", "Kiosk", "", "  ", " maya de  la torres ", "ßa 😀b", "李 小龙")
    ],
    "persona_look": [(place,) for place in range(18)],
    "marker": [(name,) for name in MARKERS],
    "spans": [
        (wanted,) for wanted in ([[3], [], [], []], [[2], [1], []], [[], [9], []], [[1, 2], [], [2]], [])
    ],
    "phase_runs": [
        (
            {
                "stages": [
                    {"id": f"s{at}", "name": "S", "phase": phase, "duration": minutes}
                    for at, (phase, minutes) in enumerate(stages)
                ],
                "phases": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
            },
        )
        for stages in (
            (("a", 5), ("a", None), ("b", 2.5), (None, None), ("b", 1)),
            ((None, 3), (None, None)),
            (("a", 1),),
        )
    ],
    "line_between": [
        (above, below)
        for above in ("customer", "frontstage", "backstage", "support")
        for below in ("customer", "frontstage", "backstage", "support")
    ],
    "emotion_lane": [
        (_TRAVEL, _MEASURED, "95 %", 176),
        (_TRAVEL, _MEASURED, "95 %", 160),
        (_TRAVEL, _MEASURED, "95 %", 120),
        (_TRAVEL, (None,) * 6, "", 176),
        (
            {**_TRAVEL, "personas": [], "emotion": {}},
            ((0.9, None, None), (-0.7, -0.8, -0.6), *_MEASURED[2:]),
            "95 %",
            150,
        ),
        (
            _emotion_map((1, 5), ("Maya",), ((None, None, None),)),
            ((4, 3.9, 4.1), (2, 1.9, 2.1), None),
            "90 %",
            604 / 3,
        ),
        (_emotion_map((0, 100), ("A", "B", "C"), ((50,), (52,), (55,))), ((51, 49, 53),), "95 %", 604),
        *(
            ({**_TRAVEL, "future": future}, measured, "95 %", 176)
            for measured in (_MEASURED, (None,) * 6)
            for future in (
                {"p0": {"s0": 1.05, "s1": 1.5, "s2": 0.5, "s4": -2, "s5": 1}},
                {"p1": {"s0": 2, "s2": 1, "s3": -2}},
                {"p0": {"s5": -1.2}, "p1": {"s0": 2}},
            )
        ),
        (
            _emotion_map((-2, 2), [f"P{at}" for at in range(9)], [(at / 4 - 1,) for at in range(9)]),
            (None,),
            "",
            400,
        ),
        (
            _emotion_map(
                (-2, 2),
                ("Bartholomew-Alexander", "Maximiliane von und zu Hohenstein", "Jo"),
                ((-2, 0.5), (0, 0.8), (2, None)),
            ),
            ((0.5, 0.4, 0.6), (-1, -1.2, -0.8)),
            "95 %",
            176,
        ),
    ],
    "path_lines": [
        ([], 3, 176),
        (
            [["a", 0, 1, "direct", ""], ["b", 0, 2, "direct", "by train"], ["c", 2, 0, "direct", "again"]],
            3,
            176,
        ),
        ([[kind, 0, 1, kind, ""] for kind in ("direct", "both", "controlled", "open")], 2, 120.5),
        ([[kind, 3, 1, kind, kind] for kind in ("direct", "both", "controlled", "open")], 4, 604 / 3),
        ([["a", 1, 0, "both", ""], ["b", 0, None, "open", "out"], ["c", 1, None, "open", "away"]], 2, 176),
        ([["a", 0, 2, "direct", ""], ["b", 2, None, "open", ""], ["c", 0, None, "open", ""]], 3, 176),
        ([[f"{end}", 0, end, "both", ""] for end in (2, 3, 4, 5)] + [["n", 1, 3, "controlled", "n"]], 6, 176),
    ],
    "ribbons": [
        [
            _MOVES,
            1022,
            [["find", "buy"], ["buy", "pay"], ["pay", "gone"]],
            ["find", "buy", "pay"],
            176,
            [38, 38],
        ],
        [_MOVES, None, [], ["find", "buy", "pay"], 203.5, [90.5, 61]],
        [_MOVES, 1022, [], ["pay", "buy", "find"], 120.25, [38, 38]],
        [[], 40, [["a", "e"], ["e", "a"], ["b", "d"]], ["a", "b", "c", "d", "e"], 176, [0, 0]],
        [[], None, [], ["a"], 176, [38, 38]],
    ],
    "links": [
        (
            {
                "stages": [{"id": f"s{at}", "name": f"Stage {at}"} for at in range(3)],
                "lanes": [{"id": "ideas", "name": "Ideas"}],
                "cells": {
                    "ideas": {
                        "s0": [
                            {
                                "id": "a",
                                "text": "Queue",
                                "links": ["b", "https://example.org/", "food.cjm.json"],
                            }
                        ],
                        "s2": [{"id": "b", "text": "Signs"}, {"id": "c", "links": ["c", "gone"]}],
                    }
                },
                "links": [
                    {"id": "1", "start": {"stage": "s0"}, "end": {"stage": "s1"}},
                    {"id": "2", "start": {"stage": "s2"}, "end": {"stage": "s0"}, "label": "next trip"},
                    {"id": "3", "start": {"stage": "s1"}, "end": {"stage": "s2"}, "kind": "both"},
                    {"id": "4", "start": {"stage": "s2"}, "end": {"stage": "s1"}, "kind": "controlled"},
                    {"id": "5", "start": {"stage": "s2"}, "kind": "open", "label": "wander"},
                    {"id": "6", "start": {"card": "a"}, "end": {"card": "b"}, "kind": "open"},
                    {"id": "7", "start": {"card": "b"}, "end": {"stage": "s0"}},
                    {"id": "8", "start": {"card": "gone"}, "end": {"stage": "s0"}},
                ],
            },
        )
    ],
}
"""For each function what it is called with."""


def cases() -> dict[str, list[list[Any]]]:
    """For each function its calls, as arguments and answer."""
    return {name: [[[*args], FUNCTIONS[name](*args)] for args in calls] for name, calls in CALLS.items()}


def main() -> None:
    """Write the file, a line for each call."""
    parts = []
    for name, calls in cases().items():
        lines = (f"  {json.dumps(call, ensure_ascii=False)}" for call in calls)
        parts.append(f" {json.dumps(name)}: [\n" + ",\n".join(lines) + "\n ]")
    PATH.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
