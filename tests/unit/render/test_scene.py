"""A picture is a value before it is painted, and what is cut of it is cut by where its shapes reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args, get_type_hints

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.model import Document, Lane, Stage
from cjm_widgets.render.content import LANE
from cjm_widgets.render.header import foot
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.scene import LANES, Scene, content_of, scene_of
from cjm_widgets.render.shapes import Group, Icon, Marker, Rect, Shape, Spline, Text, reach
from cjm_widgets.render.sheets import paper_of, sheets_of
from cjm_widgets.render.words import width_of
from tests.unit.render.maps import airport


@pytest.fixture(scope="module")
def scene() -> Scene:
    return scene_of([content_of(airport().document, {})])


def leaves(shapes: Sequence[Shape]) -> Iterator[Shape]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from leaves(shape.shapes)
        else:
            yield shape


def test_the_same_map_is_the_same_scene(scene: Scene) -> None:
    document = airport().document
    source = cjm.Journey.from_document(document).document
    assert scene_of([content_of(document, {})]) == scene_of([content_of(source, {})])


def test_every_kind_of_lanes_can_be_drawn() -> None:
    assert {*LANES} == {*get_args(get_type_hints(Lane)["kind"])}


def test_every_shape_lies_in_the_picture(scene: Scene) -> None:
    for place in (*scene.head, *scene.body):
        for shape in leaves(tuple(place.shapes())):
            left, right = reach(shape)
            assert 0 <= left <= right <= scene.width + 1, shape


@pytest.mark.parametrize(
    ("shape", "ends"),
    [
        (Rect(10, 0, 30, 5), (10, 40)),
        (Rect(10, 0, -3, 5), (10, 10)),
        (Icon("clock", 10, 0, 14, "text"), (10, 24)),
        (Marker("square", 10, 0, 14, "bg", "ink"), (3, 17)),
        (Spline(((10, 5), None, (40, 9)), "ink", 2), (10, 40)),
        (Group((Rect(10, 0, 30, 5), Rect(2, 0, 3, 5))), (2, 40)),
        (Group(()), (0, 0)),
        (Text(50, 0, "", anchor="end"), (50, 50)),
    ],
)
def test_a_shape_says_how_far_it_reaches(shape: Shape, ends: tuple[float, float]) -> None:
    assert reach(shape) == ends


def test_a_text_from_right_to_left_ends_where_its_room_does() -> None:
    left, right = reach(Text(10, 0, "שלום", width=100))
    assert 10 < left < right == 110


def test_a_sheet_has_nothing_that_lies_wholly_on_another() -> None:
    journey = cjm.Journey([f"Stop {n}" for n in range(20)], lanes=["Emotion", "Actions"])
    journey.frame["Actions"] = [f"Step {n}" for n in range(20)]
    journey.sync()
    for number, sheet in enumerate(sheets_of(content_of(journey.document, {}), LIGHT, paper_of("a4"))):
        start = LANE + 5 * 176 * number
        texts = [one for one in sheet.iter("text") if (one.text or "").startswith(("Stop ", "Step "))]
        assert len(texts) == 10
        assert all(start <= float(one.attrib["x"]) < start + 5 * 176 for one in texts)


# --- the foot


@pytest.mark.parametrize(("stages", "height"), [(10, 32.0), (2, 32.0 + 18 * 2)])
def test_a_legend_wider_than_the_map_stands_below_the_counts(stages: int, height: float) -> None:
    document = Document(
        id="m",
        stages=tuple(Stage(id=f"s{at}", name=f"S{at}") for at in range(stages)),
        lanes=(Lane(id="rating", name="Rating", kind="measure"),),
    )
    tests = "Welch and two-proportion z, Holm over 14 tests of all columns, stages and measures"
    content = content_of(document, {})
    row = replace(foot(content), tests=tests, tolerance="1.2")
    assert row.height == height
    words = [shape for shape in row.shapes() if isinstance(shape, Text)]
    assert all(text.x + width_of(text.text, 11) <= content.width for text in words)
    legend = " ".join(text.text for text in words)
    assert f"segments differ: {tests}" in legend
    assert "outside the measured interval, more than 1.2 off" in legend
