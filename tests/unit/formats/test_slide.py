"""The slide: its table says what the map says, its chart stands over the columns, nothing in it is run."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_LINE_DASH_STYLE

import cjm_widgets as cjm
from cjm_widgets.formats.slide import pptx_bytes
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
    assert slide.shapes.title.text.split("\n") == [document.title, document.scenario]


def test_the_chart_holds_the_scores_and_stands_over_the_columns_of_its_row() -> None:
    document = template("airport-departure")
    slide = _slide(pptx_bytes(document))
    frame, chart = _shape(slide, "Journey"), _shape(slide, "Emotion")
    columns, rows = list(frame.table.columns), list(frame.table.rows)
    at = next(number for number, row in enumerate(rows) if row.cells[0].text == "Emotion")
    assert chart.left == frame.left + columns[0].width
    assert chart.width == pytest.approx(sum(column.width for column in columns[1:]), abs=100)
    assert chart.top == pytest.approx(frame.top + sum(row.height for row in rows[:at]), abs=100)
    assert chart.height == rows[at].height
    plot = chart.chart.plots[0]
    assert list(plot.categories) == [stage.name for stage in document.stages]
    for series, persona in zip(plot.series, document.personas, strict=True):
        scores = document.emotion[persona.id]
        assert list(series.values) == [
            scores[stage.id].value if stage.id in scores else None for stage in document.stages
        ]


def test_the_future_of_a_persona_is_a_thinner_dashed_line_beside_the_present_one() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"], personas=["Ann"])
    journey.set_emotion("Wait", -1)
    journey.set_emotion("Wait", 1.5, state="future")
    now, future = _shape(_slide(journey.to_pptx()), "Emotion").chart.plots[0].series
    assert (now.name, now.values, now.format.line.dash_style) == ("Ann", (None, -1), None)
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
