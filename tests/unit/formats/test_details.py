"""The sheet of details of a workbook: fields of stages, lanes, personas and the map, out and in."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from msgspec.structs import replace

from cjm_widgets.document.errors import CjmWarning, FileFormatError
from cjm_widgets.document.model import Comment, Document, Lane, Persona, Stage
from cjm_widgets.formats.xlsx import read_xlsx, xlsx_bytes
from cjm_widgets.journey.files.templates import template, template_paths

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("defusedxml")

FULL = Document(
    id="visit",
    title="A visit",
    kind="future",
    scenario="Too late",
    tolerance=0.2,
    stages=(
        Stage(id="wait", name="Wait", goal="12", duration=7.5, moment_of_truth=True, timing="true"),
        Stage(id="wait-2", name="Wait", notes="=1+1", links=("https://a.example",), action="[]"),
    ),
    lanes=(Lane(id="thoughts", name="Thoughts", role="thoughts", hint="What they say", color=2),),
    personas=(
        Persona(
            id="ann",
            name="Ann",
            about="Often",
            goals=("Quick", "Cheap"),
            segment={"site": "North", "age": "41"},
            comments=(Comment(author="Bo", text="True?"),),
        ),
    ),
    emotion={},
)


def details(document: Document) -> dict[str, Any]:
    """The fields that the sheet is for, by part and name; ids may differ."""
    fields = ("goal", "duration", "timing", "moment_of_truth", "action", "notes", "links")
    return {
        "map": (document.kind, document.scenario, document.tolerance),
        "stages": [[getattr(stage, name) for name in fields] for stage in document.stages],
        "lanes": [(lane.name, lane.hint, lane.color, lane.layer) for lane in document.lanes],
        "personas": [replace(persona, id="persona", photo=None) for persona in document.personas],
    }


def with_score(document: Document) -> Document:
    from cjm_widgets.document.model import Score

    emotion = {persona.id: {"wait": Score(1.0)} for persona in document.personas}
    return replace(document, emotion=emotion)


def test_every_field_comes_back() -> None:
    document = with_score(FULL)
    again = read_xlsx(xlsx_bytes(document), "visit.xlsx")
    assert details(again)["map"] == details(document)["map"]
    assert details(again)["stages"] == details(document)["stages"]
    assert details(again)["personas"] == details(document)["personas"]
    (lane,) = (lane for lane in again.lanes if lane.name == "Thoughts")
    assert (lane.hint, lane.color) == ("What they say", 2)


@pytest.mark.parametrize("name", [*template_paths()])
@pytest.mark.filterwarnings("ignore::cjm_widgets.CjmWarning")
def test_templates_come_back(name: str) -> None:
    document = template(name)
    again = read_xlsx(xlsx_bytes(document), "map.xlsx")
    own, back = details(document), details(again)
    assert back["map"] == own["map"]
    assert back["stages"] == own["stages"]
    hints = {lane.name: lane.hint for lane in document.lanes if lane.kind == "cards"}
    assert {lane.name: lane.hint for lane in again.lanes if lane.name in hints} == hints


def test_what_is_held_is_not_said_to_be_left_out() -> None:
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        xlsx_bytes(with_score(FULL))
    assert not [one for one in caught if issubclass(one.category, CjmWarning)]


def edited(change: dict[str, str]) -> bytes:
    """The workbook of the map, with other values in the first row of details."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(with_score(FULL))))
    sheet = book["Details"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for column, value in change.items():
        sheet.cell(2, columns[column]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"part": "river"}, "row 2: 'river' is no part with details; those are stage, lane, persona, map"),
        ({"part": "stage", "name": "Wait", "field": "depth"}, "row 2: a stage has no field 'depth'"),
        ({"part": "stage", "name": "Wait", "field": "id"}, "row 2: a stage has no field 'id'"),
        ({"part": "stage", "name": "Wait", "field": "duration", "value": "-3"}, "row 2: "),
        ({"field": "kind", "value": json.dumps([1])}, "row 2: "),
        ({"part": "persona", "name": "Ann", "field": "goals", "value": "[" * 30_000}, "row 2: "),
    ],
)
def test_what_is_no_detail_is_refused_by_its_row(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(FileFormatError) as refusal:
        read_xlsx(edited(change), "visit.xlsx")
    assert sentence in str(refusal.value)


def test_details_of_what_the_table_has_no_more_are_left_out() -> None:
    with pytest.warns(CjmWarning, match="left out: stage 'Gone'"):
        read_xlsx(edited({"part": "stage", "name": "Gone", "field": "goal", "value": "x"}), "visit.xlsx")
