"""What a reader sees of a source is one thing, whoever asks: screen, picture, page, file or slide."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pandas as pd
import pytest
from msgspec import structs
from pptx import Presentation

import cjm_widgets as cjm
from cjm_widgets.document.model import Document, Measure, Persona, Source
from cjm_widgets.shown.legends import with_legends
from cjm_widgets.shown.reading import with_figures
from cjm_widgets.shown.sources import ShownSource, prepare, readings
from cjm_widgets.storage import file
from cjm_widgets.widgets.numbers import measured_of
from tests.contract.numbers import journeys

JOINED = {name: journey for name, journey in journeys().items() if journey.document.sources}
NOTE = "counts reconstructed from percentages, largest remainder"


def shown(document: Document, **filters: tuple[str, ...]) -> list[ShownSource]:
    return readings(prepare(document), filters)


def source_of(journey: cjm.Journey) -> Source:
    return journey.document.sources[0]


def amounts() -> tuple[cjm.Journey, pd.DataFrame, dict[str, Any]]:
    journey, rows = cjm.Journey(["Pay"]), pd.DataFrame({"rev": [*range(40)]})
    how = {"columns": {"rev": "Pay"}, "measures": [cjm.money("EUR")], "name": "Orders"}
    journey.join(rows, **how)
    return journey, rows, how


# --- a recount renews all that follows from the counts


def test_amounts_counted_again_are_drawn_as_if_they_were_joined_afresh() -> None:
    journey, rows, how = amounts()
    rows["rev"] *= 10
    journey.sync()
    fresh = cjm.Journey(["Pay"])
    fresh.join(rows, **how)
    assert journey.to_svg() == fresh.to_svg()
    assert source_of(journey).scale == (0, 300)  # the mean of 210 to 390, the last bin
    undated = {"read": "", "id": "orders"}
    assert structs.replace(source_of(journey), **undated) == structs.replace(source_of(fresh), **undated)
    assert measured_of(journey, "").sources[0].measures == measured_of(fresh, "").sources[0].measures


# --- the note is said wherever the numbers are


@pytest.fixture
def published() -> cjm.Journey:
    journey = cjm.Journey(["Wait", "Leave"])
    table = pd.DataFrame({"stage": ["Wait", "Leave"], "n": [40, 60], "low": [20, 10], "top": [80, 90]})
    journey.join_counts(table, stage="stage", n="n", boxes={"low": 1, "top": 5}, name="Published")
    return journey


def words(svg: str) -> str:
    """The text of a picture, which may be broken into lines."""
    return " ".join(re.findall(r">([^<>]+)<", svg))


def test_the_screen_says_how_counts_came_to_be(published: cjm.Journey) -> None:
    source = measured_of(published, "").sources[0]
    assert source.note == NOTE
    assert all(figure.method.endswith(NOTE) for figure in source.reading.figures["wait"].values())


def test_the_picture_and_the_page_say_it_too(published: cjm.Journey) -> None:
    assert NOTE in words(published.to_svg())
    page = published.to_html()
    assert f"Rating, Top box, {NOTE}" in page
    assert f"Emotion, measured, {NOTE}" in page


def test_text_and_slide_say_it_too(published: cjm.Journey) -> None:
    text = published.to_markdown()
    assert f"Top box, {NOTE}" in text
    assert f"Measured, {NOTE}" in text
    slide = Presentation(io.BytesIO(published.to_pptx())).slides[0]
    table = next(shape for shape in slide.shapes if shape.name == "Journey").table
    assert any(NOTE in row.cells[0].text for row in table.rows)
    chart = next(shape for shape in slide.shapes if shape.name == "Emotion").chart
    assert [series.name for series in chart.plots[0].series][-1] == f"Measured, {NOTE}"


def test_stored_figures_say_it_too(published: cjm.Journey) -> None:
    source = structs.replace(source_of(published), counts=None)
    alone = cjm.Journey.from_document(structs.replace(published.document, sources=(source,)))
    assert NOTE in words(alone.to_svg())
    assert measured_of(alone, "").sources[0].note == NOTE


# --- one reading


@pytest.mark.parametrize("name", JOINED)
def test_screen_picture_and_file_hold_the_same(name: str) -> None:
    journey = JOINED[name]
    document = file.loads(file.dumps(journey.document))
    for source, seen, drawn in zip(
        document.sources, measured_of(journey, "").sources, shown(document), strict=True
    ):
        legend = source.legend
        assert legend is not None
        assert (seen.measures, seen.curve) == (legend.measures, legend.curve)
        assert (drawn.measures, drawn.legend.curve) == (legend.measures, legend.curve)
        assert seen.reading.respondents == drawn.respondents == legend.respondents
        assert (seen.reading.figures, seen.reading.curve) == (drawn.figures, drawn.curve)
        for stage, by_name in source.figures.items():
            assert by_name.items() >= seen.reading.figures[stage].items()


@pytest.mark.parametrize("name", JOINED)
def test_without_counts_the_stored_figures_are_shown_as_they_were(name: str) -> None:
    document = JOINED[name].document
    alone = structs.replace(
        document, sources=tuple(structs.replace(source, counts=None) for source in document.sources)
    )
    for whole, stored in zip(shown(document), shown(alone), strict=True):
        assert (stored.legend, stored.respondents) == (whole.legend, whole.respondents)
        assert stored.curve == whole.curve
        for stage, by_name in stored.figures.items():
            assert by_name == whole.figures[stage]
    assert shown(alone, flight=("long",)) == []


def test_nothing_is_read_out_of_the_wording_of_a_method() -> None:
    document = JOINED["every measure of a scale of five"].document

    def reworded(source: Source) -> Source:
        figures = {
            stage: {name: structs.replace(figure, method="50 % of NPS, box") for name, figure in row.items()}
            for stage, row in source.figures.items()
        }
        return structs.replace(source, counts=None, figures=figures)

    other = structs.replace(document, sources=tuple(reworded(source) for source in document.sources))
    one, two = shown(document)[0], shown(other)[0]
    assert (one.legend, one.level, one.curve) == (two.legend, two.level, two.curve)
    assert one.level == "95 %"


def test_the_curve_has_the_confidence_of_its_own_mean() -> None:
    drawn = shown(JOINED["a mean of less confidence, and a share of it"].document)[0]
    assert [measure.level for measure in drawn.measures] == [0.995, 0.9]
    assert drawn.level == "90 %"


def test_a_drawn_emotion_is_set_against_the_interval_that_is_shown() -> None:
    journey = cjm.Journey(["Wait"])
    journey.set_map(tolerance=0)
    rows = pd.DataFrame({"Q1": [1, 5] * 20})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=[cjm.mean(level=0.5)])
    wide, narrow = cjm.mean(), cjm.mean(level=0.5)
    points = {}
    for measure in (wide, narrow):
        journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=[measure])
        points[measure] = measured_of(journey, "").sources[0].reading.curve["wait"]
    between = (points[wide].high + points[narrow].high) / 2  # type: ignore[operator]  # both have intervals
    journey.set_emotion("Wait", between)
    assert measured_of(journey, "").sources[0].inside == {"customer": {"wait": False}}
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), measures=[wide])
    assert measured_of(journey, "").sources[0].inside == {"customer": {"wait": True}}


def test_personas_are_set_against_whom_they_stand_for() -> None:
    journey = cjm.Journey(["Wait"], personas=["Maya", "Kenji", "Ana"])
    rows = pd.DataFrame({"Q1": [4, 5] * 20 + [1, 2] * 15, "flight": ["d"] * 40 + ["i"] * 30})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), by="flight")
    personas = (
        Persona("maya", "Maya", segment={"flight": "d"}),
        Persona("kenji", "Kenji"),
        Persona("ana", "Ana", segment={"country": "AT"}),
    )
    journey = cjm.Journey.from_document(structs.replace(journey.document, personas=personas))
    for persona in ("Maya", "Kenji", "Ana"):
        journey.set_emotion("Wait", 1.5, persona=persona)
    seen, drawn = measured_of(journey, "").sources[0], shown(journey.document)[0]
    assert seen.inside == drawn.inside == {"maya": {"wait": True}, "kenji": {"wait": False}}
    assert {id: reading.respondents for id, reading in seen.personas.items()} == {"maya": 40}
    assert drawn.personas == {"maya": 40}


# --- files of before there were legends


def aged(document: Document) -> Document:
    """The document as a file of before says it."""
    sources = tuple(structs.replace(source, legend=None) for source in document.sources)
    return structs.replace(document, sources=sources)


@pytest.mark.parametrize("name", JOINED)
def test_an_older_file_gets_its_legends_when_it_is_opened(name: str, tmp_path: Any) -> None:
    document = JOINED[name].document
    path = tmp_path / "map.cjm.json"
    path.write_text(file.dumps(aged(document)), encoding="utf-8")
    assert "legend" not in json.loads(path.read_text(encoding="utf-8"))["sources"][0]
    assert cjm.read(path).document == document
    for now, older in zip(shown(document), shown(aged(document)), strict=True):
        assert (older.legend, older.figures, older.curve) == (now.legend, now.figures, now.curve)


def test_two_who_open_an_older_file_do_not_conflict_over_its_legends(tmp_path: Any) -> None:
    path, rows = tmp_path / "map.cjm.json", pd.DataFrame({"q1": [1, 2, 4, 5] * 10, "q2": [3, 4] * 20})
    path.write_text(
        file.dumps(aged(JOINED["counts reconstructed from percentages"].document)), encoding="utf-8"
    )
    mine, theirs = cjm.read(path), cjm.read(path)
    theirs.join(rows, columns={"q1": "Wait"}, scale=(1, 5), name="Published")
    mine.title = "Mine"
    assert mine.reload().empty
    assert mine.document.sources == theirs.document.sources


def test_a_measure_of_a_newer_version_does_not_keep_a_map_from_opening() -> None:
    document = aged(JOINED["weights"].document)
    source = structs.replace(document.sources[0], measures=(Measure("delight"),))
    newer = structs.replace(document, sources=(source,))
    assert with_legends(newer) == newer


def test_a_source_without_counts_has_no_figures() -> None:
    document = cjm.Journey(["Wait"]).document
    source = with_figures(document, Source(id="s", name="S", scale=(1, 5)))
    assert (source.figures, source.legend) == ({}, None)
