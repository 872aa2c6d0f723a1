"""The slide: its table says what the map says, its chart stands over the columns, nothing in it is run."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.shapes import PP_PLACEHOLDER

import cjm_widgets as cjm
from cjm_widgets.formats.slides.chart import AXIS, EMU, HEIGHT, MARKER, Spots, label_area, place_labels
from cjm_widgets.formats.slides.slide import pptx_bytes
from cjm_widgets.journey.files.templates import template
from cjm_widgets.render.words import printable
from tests.unit.formats.maps import HARD, map_with


def _slide(content: bytes) -> Any:
    show = Presentation(io.BytesIO(content))
    assert len(show.slides) == 1
    return show.slides[0]


def _shape(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name == name)


def test_the_table_says_what_the_map_says_in_text_that_can_be_edited() -> None:
    document = template("airport-departure")
    slide = _slide(pptx_bytes(document))
    rows = [[cell.text for cell in row.cells] for row in _shape(slide, "Journey").table.rows]
    assert rows[0] == ["", "Before the airport", "", "At the airport", "", "", "", "Reflection"]
    assert rows[1][1:] == [stage.name for stage in document.stages]
    pains = next(row for row in rows if row[0] == "Pain points")
    assert pains[1] == "Leave-by time is a guess"
    assert {shape.placeholder_format.type: shape.text for shape in slide.placeholders} == {
        PP_PLACEHOLDER.TITLE: document.title,
        PP_PLACEHOLDER.BODY: document.scenario,
    }
    for shape in slide.placeholders:  # they stand where the layout says, so that a reset moves nothing
        assert shape._element.spPr.find("{*}xfrm") is None


def test_the_chart_holds_the_scores_and_stands_over_the_columns_of_its_row() -> None:
    document = template("airport-departure")
    slide = _slide(pptx_bytes(document))
    frame, chart = _shape(slide, "Journey"), _shape(slide, "Emotion")
    columns, rows = list(frame.table.columns), list(frame.table.rows)
    at = next(number for number, row in enumerate(rows) if row.cells[0].text == "Emotion")
    axis = round(AXIS * EMU)  # over the column of names
    assert chart.left == frame.left + columns[0].width - axis
    assert chart.width == pytest.approx(axis + sum(column.width for column in columns[1:]), abs=100)
    assert chart.top == pytest.approx(frame.top + sum(row.height for row in rows[:at]), abs=100)
    assert chart.height == rows[at].height
    plot = chart.chart.plots[0]
    assert list(plot.categories) == [stage.name for stage in document.stages]
    for series, persona in zip(plot.series, document.personas, strict=True):
        scores = document.emotion[persona.id]
        assert list(series.values) == [
            scores[stage.id].value if stage.id in scores else None for stage in document.stages
        ]


def test_what_is_believed_is_dashed_as_on_the_map_and_what_was_measured_is_solid() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"], personas=["Ann", "Ben", "Cleo"])
    for persona in ("Ann", "Ben", "Cleo"):
        journey.set_emotion("Arrive", -1, persona=persona)
    rows = pd.DataFrame({"Q1": [4, 5] * 20, "Q2": [1, 2] * 20})
    journey.join(rows, columns={"Q1": "Arrive", "Q2": "Wait"}, scale=(1, 5), name="Survey")
    series = _shape(_slide(journey.to_pptx()), "Emotion").chart.plots[0].series
    dashes = {one.name: one.format.line.dash_style for one in series}
    assert dashes.pop("Measured") == MSO_LINE_DASH_STYLE.SOLID
    assert dashes == {
        "Ann": MSO_LINE_DASH_STYLE.DASH,
        "Ben": MSO_LINE_DASH_STYLE.ROUND_DOT,
        "Cleo": MSO_LINE_DASH_STYLE.DASH_DOT,
    }
    assert len({one.marker.style for one in series}) == 4


def test_the_notes_say_what_the_presenter_has_to_and_where_the_numbers_are_from() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"])
    journey.set_stage("Wait", notes="Tell of the empty chairs.")
    rows = pd.DataFrame({"Q1": [4, 5] * 20})
    journey.join(rows, columns={"Q1": "Arrive"}, scale=(1, 5), name="Survey")
    notes = _slide(journey.to_pptx()).notes_slide.notes_text_frame.text
    assert notes == f"Wait: Tell of the empty chairs.\n\n{journey.methods()}"


def test_numbers_are_written_as_on_the_map_and_stand_on_ground_without_lines() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"])
    journey.set_emotion("Arrive", -1.25)
    journey.set_emotion("Wait", 1)
    rows = pd.DataFrame({"Q1": [4, 5] * 20, "Q2": [1, 2] * 20})
    journey.join(rows, columns={"Q1": "Arrive", "Q2": "Wait"}, scale=(1, 5), name="Survey")
    chart = _shape(_slide(journey.to_pptx()), "Emotion").chart
    assert chart.value_axis.tick_labels.number_format == "+0;\u22120;0"
    for series in chart.plots[0].series:
        labels = series._element.find("{*}dLbls")
        for label in (labels, *labels.findall("{*}dLbl")):
            assert label.find("{*}numFmt").get("formatCode") == "+0.00;\u22120.00;0.00"
            assert label.find("{*}spPr/{*}solidFill/{*}srgbClr").get("val").lower() == "ffffff"
            assert label.find("{*}txPr//{*}defRPr").get("sz") == "700"


def test_a_label_stands_below_a_trough_and_clear_of_the_axis_where_it_can() -> None:
    spots = Spots(600, 4, (-2.0, 2.0), 14.0, HEIGHT - 14)
    values = [[1.0, -1.0, 1.0, 0.2]]
    texts = [[f"{value:+.1f}" for value in row] for row in values]
    sides = [label.side for label in place_labels(values, texts, spots)]
    assert sides == ["ABOVE", "BELOW", "ABOVE", "ABOVE"]  # the last would stand on the line of zero below


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.floats(-2, 2)), min_size=4, max_size=4), min_size=1, max_size=4
    ),
    st.floats(200, 900),
)
@settings(max_examples=60, deadline=None)
def test_no_label_meets_a_line_a_marker_or_another_label(
    values: list[list[float | None]], width: float
) -> None:
    spots = Spots(width, 4, (-2.0, 2.0), 32.0, HEIGHT - 14)
    texts = [["" if value is None else f"{value:+.1f}" for value in row] for row in values]
    every = list(place_labels(values, texts, spots))
    assert len(every) == sum(value is not None for row in values for value in row)
    points = [
        [None if value is None else spots.spot(at, value) for at, value in enumerate(row)] for row in values
    ]
    areas = []
    for label in every:
        point = points[label.series][label.stage]
        assert point is not None
        if label.side:
            areas.append(label_area(point, label.side, texts[label.series][label.stage]))
    for number, area in enumerate(areas):
        assert 18 <= area.top < area.foot <= HEIGHT  # clear of the legend
        for row in points:
            for start, end in pairwise(row):
                if start and end:
                    for part in range(101):
                        x, y = (a + (b - a) * part / 100 for a, b in zip(start, end, strict=True))
                        assert not (area.left < x < area.right and area.top < y < area.foot)
            for x, y in filter(None, row):
                assert abs(x - min(max(x, area.left), area.right)) + 1e-9 >= MARKER / 2 or (
                    abs(y - min(max(y, area.top), area.foot)) + 1e-9 >= MARKER / 2
                )
        for other in areas[:number]:
            assert (
                area.right <= other.left
                or other.right <= area.left
                or (area.foot <= other.top or other.foot <= area.top)
            )


def test_a_label_without_a_place_is_left_out_and_its_number_stays() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"], personas=[f"P{n}" for n in range(8)])
    for number in range(8):
        journey.set_emotion("Arrive", 0.1 * number, persona=f"P{number}")
    chart = _shape(_slide(journey.to_pptx()), "Emotion").chart
    left_out = [one for one in chart.plots[0].series if one._element.xpath(".//c:dLbl/c:delete")]
    assert 0 < len(left_out) < 8
    assert [one.values[0] for one in chart.plots[0].series] == pytest.approx([0.1 * n for n in range(8)])


def test_a_lane_of_emotions_without_any_takes_no_room() -> None:
    slide = _slide(cjm.Journey(["Arrive"], ["Emotion", "Actions"]).to_pptx())
    assert not [shape for shape in slide.shapes if shape.name == "Emotion"]
    heights = [row.height for row in _shape(slide, "Journey").table.rows]
    assert heights[1] == heights[2]


def test_the_future_of_a_persona_is_a_thinner_line_beside_the_present_one() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"], personas=["Ann"])
    journey.set_emotion("Wait", -1)
    journey.set_emotion("Wait", 1.5, state="future")
    now, future = _shape(_slide(journey.to_pptx()), "Emotion").chart.plots[0].series
    assert (now.name, now.values, now.format.line.dash_style) == ("Ann", (None, -1), MSO_LINE_DASH_STYLE.DASH)
    assert (future.name, future.values) == ("Ann, future", (None, 1.5))
    assert future.format.line.dash_style == MSO_LINE_DASH_STYLE.DASH
    assert future.format.line.width < now.format.line.width
    assert future.format.line.color.rgb == now.format.line.color.rgb


def test_everything_is_on_the_slide_however_large_the_map() -> None:
    for stages, lanes in ((1, 1), (7, 6), (30, 12), (120, 3)):
        journey = cjm.Journey([f"Stage {at}" for at in range(stages)], [f"Lane {at}" for at in range(lanes)])
        journey.frame.loc[:, :] = "A text of a few words that takes some lines"
        show = Presentation(io.BytesIO(journey.to_pptx()))
        frame = _shape(show.slides[0], "Journey")
        assert frame.left + sum(column.width for column in frame.table.columns) <= show.slide_width
        assert frame.top + sum(row.height for row in frame.table.rows) <= show.slide_height


def test_hard_texts_are_text_and_no_workbook_in_it_has_a_formula_or_a_link() -> None:
    document = map_with(HARD)
    content = pptx_bytes(document)
    table = _shape(_slide(content), "Journey").table
    named = [cell.text for cell in list(table.rows[1].cells)[1:]]
    assert [_letters(text) for text in named] == [
        _letters(printable(stage.name)) for stage in document.stages
    ]
    archive = zipfile.ZipFile(io.BytesIO(content))
    books = [name for name in archive.namelist() if name.endswith(".xlsx")]
    assert len(books) == 1
    book = zipfile.ZipFile(io.BytesIO(archive.read(books[0])))
    assert not re.search(rb"<f[ >]|hyperlink", book.read("xl/worksheets/sheet1.xml"))
    for name in archive.namelist():
        assert not name.endswith(".rels") or b"TargetMode" not in archive.read(name)


def _letters(text: str) -> str:
    """A text without what separates its lines, or cannot be in XML."""
    return re.sub(r"[\s\ufffd]", "", text)


def test_a_map_of_nothing_is_a_slide() -> None:
    assert _slide(cjm.Journey().to_pptx()).shapes.title.text == "Untitled journey"
