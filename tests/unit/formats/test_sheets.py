"""Workbooks hold all of a map's cards and scores, and edits made on the first sheet win."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import openpyxl
import openpyxl.comments
import pandas as pd
import pytest
from hypothesis import given
from msgspec.structs import replace

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmWarning, FileFormatError
from cjm_widgets.document.model import Card, Comment, Document
from cjm_widgets.formats.xlsx import read_xlsx, xlsx_bytes
from cjm_widgets.journey.files.templates import template, template_paths
from tests.unit.formats.maps import HARD, cards, map_with
from tests.unit.strategies import documents, examples


def _again(document: Document) -> Document:
    content = xlsx_bytes(document)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read_xlsx(content, "it.xlsx")


def _edited(document: Document, edit: Callable[[Any], None]) -> Document:
    """The map as it is read after an edit of the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(document)))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return read_xlsx(stream.getvalue(), "it.xlsx")


def _visit() -> Document:
    journey = cjm.Journey(["Arrive", "Wait"], ["Actions", "Emotion"], personas=["Ann"], title="A visit")
    journey.set_cell("Arrive", "Actions", "Parks\nPays")
    journey.set_cell("Wait", "Actions", "Reads")
    journey.set_emotion("Wait", -1)
    journey.cards["owner"] = ["Bo", "Cy", "Di"]
    journey.cards["severity"] = [1, 2, 3]
    journey.cards["tags"] = ["car", "money, card", ""]
    journey.sync()
    return journey.document


@pytest.mark.parametrize("name", [*template_paths()])
def test_a_template_comes_back_with_every_field_of_its_cards_and_scores(name: str) -> None:
    document = template(name)
    assert _again(document).cells == document.cells
    assert _again(document).emotion == document.emotion


def test_hard_texts_come_back_with_every_field() -> None:
    document = map_with(HARD)
    assert cards(_again(document)) == cards(document)


@examples(60)
@given(documents())
def test_any_cards_come_back_with_every_field(document: Document) -> None:
    if sum(lane.kind == "emotion" for lane in document.lanes) > 1 or not document.stages:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a guessed scale
        again = read_xlsx(xlsx_bytes(document), "it.xlsx")
    assert cards(again) == cards(document)


def _owners(document: Document) -> dict[str, str]:
    return {card.text: card.owner for cell in cards(document) for card in cell}


BOTH = {"Parks": "Bo", "Pays": "Cy"}
EDITS: dict[str, tuple[Callable[[Any], None], dict[str, str]]] = {
    "text": (lambda sheet: _write(sheet, B2="Parks\nPays cash"), {"Parks": "Bo", "Pays cash": "Cy"}),
    "card gone": (lambda sheet: _write(sheet, B2="Pays"), {"Pays": "Cy"}),
    "card added": (lambda sheet: _write(sheet, B2="Looks\nParks\nPays"), {"Looks": "", **BOTH}),
    "stage renamed": (lambda sheet: _write(sheet, B1="Come in"), BOTH),
    "lane renamed": (lambda sheet: _write(sheet, A2="Steps"), BOTH),
    "stage added": (lambda sheet: sheet.insert_cols(2) or _write(sheet, B1="New"), BOTH),
    "lane added": (lambda sheet: sheet.insert_rows(2) or _write(sheet, A2="Pains"), BOTH),
}


def _write(sheet: Any, **texts: str) -> None:
    for place, text in texts.items():
        sheet[place] = text


@pytest.mark.parametrize("what", EDITS)
@pytest.mark.filterwarnings("ignore::cjm_widgets.document.errors.CjmWarning")
def test_an_edit_on_the_first_sheet_wins_and_cards_keep_the_rest(what: str) -> None:
    edit, owners = EDITS[what]
    assert _owners(_edited(_visit(), lambda book: edit(book.worksheets[0]))) == {**owners, "Reads": "Di"}


def test_a_card_moved_on_the_first_sheet_takes_its_fields_along() -> None:
    def move(book: Any) -> None:
        book.worksheets[0]["B2"], book.worksheets[0]["C2"] = "Parks", "Reads\nPays"

    with pytest.warns(CjmWarning, match="the first sheet differs from the sheet 'Cards' and wins: 'Arrive'"):
        document = _edited(_visit(), move)
    assert _owners(document) == {"Parks": "Bo", "Reads": "Di", "Pays": "Cy"}
    assert document.cells["actions"]["wait"][1].tags == ("money", "card")


def test_a_field_edited_on_the_sheet_of_cards_is_read() -> None:
    def own(book: Any) -> None:
        sheet = book["Cards"]
        at = [cell.value for cell in sheet[1]].index("owner") + 1
        sheet.cell(2, at).value = "Eve"

    assert _owners(_edited(_visit(), own))["Parks"] == "Eve"


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [("severity", "9", "row 2, column 'severity'"), ("card", "", "row 2: the card has no id")],
)
def test_a_row_that_is_no_card_is_refused_with_its_place(column: str, text: str, sentence: str) -> None:
    def spoil(book: Any) -> None:
        sheet = book["Cards"]
        at = [cell.value for cell in sheet[1]].index(column) + 1
        sheet.cell(2, at).value = text

    with pytest.raises(FileFormatError, match=f"sheet 'Cards': {sentence}"):
        _edited(_visit(), spoil)


def test_the_sheet_of_measures_has_n_and_intervals_and_withholds() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], title="A visit")
    rows = pd.DataFrame({"a": [4.0, 5.0] * 20, "b": [3.0] * 4 + [None] * 36})
    journey.join(rows, columns={"a": "Arrive", "b": "Wait"}, scale=(1, 5), measures=[cjm.mean()])
    sheet = openpyxl.load_workbook(io.BytesIO(journey.to_xlsx()))["Measures"]
    header, *values = sheet.iter_rows(values_only=True)
    found = {row[header.index("stage")]: dict(zip(header, row, strict=True)) for row in values}
    assert (found["Arrive"]["n"], found["Arrive"]["value"]) == (40, 4.5)
    # t interval: 4.5 -+ 2.0227 * sqrt(10/39) / sqrt(40)
    assert found["Arrive"]["low"] == pytest.approx(4.338055, abs=1e-5)
    assert found["Arrive"]["high"] == pytest.approx(4.661945, abs=1e-5)
    assert (found["Wait"]["n"], found["Wait"]["value"], found["Wait"]["note"]) == (None, None, "withheld")
    with pytest.warns(CjmWarning, match="the sheet 'Measures' is left out"):
        assert read_xlsx(journey.to_xlsx(), "it.xlsx").sources == ()


def test_a_sheet_of_someone_else_called_cards_is_not_ours() -> None:
    def add(book: Any) -> None:
        del book["Cards"]
        book.create_sheet("Cards").append(["a", "b"])

    with pytest.warns(CjmWarning, match="the sheet 'Journey' is read, not 'Cards'"):
        assert set(_owners(_edited(_visit(), add)).values()) == {""}


def test_every_sheet_keeps_its_names_in_view_and_prints_on_pages_as_wide_as_it_is() -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(xlsx_bytes(_visit()))):
        assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.fitToHeight) == (
            "B2",
            "$1:$1",
            0,
        )
        assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
            "landscape",
            True,
        )
        assert all(cell.alignment.wrap_text for row in sheet for cell in row if cell.value)


def test_stages_and_lanes_of_one_name_are_told_apart() -> None:
    journey = cjm.Journey(["Wait", "Board", "Wait"], ["Actions"])
    ids = [stage.id for stage in journey.document.stages]
    cells = {"actions": {id: (Card(id=id, text="Same", owner=id),) for id in ids}}
    document = replace(journey.document, cells=cells)
    assert [cell[0].owner for cell in cards(_again(document))] == ids


def test_a_row_is_as_high_as_its_longest_wrapped_text() -> None:
    journey = cjm.Journey(["Arrive"], ["Actions", "Thoughts"])
    journey.set_cell("Arrive", "Actions", "\n".join(["Parks"] * 5))
    journey.set_cell("Arrive", "Thoughts", "word " * 30)
    sheet = openpyxl.load_workbook(io.BytesIO(journey.to_xlsx())).worksheets[0]
    heights = [sheet.row_dimensions[number].height for number in (1, 2, 3)]
    assert heights[1] == 75
    assert heights[2] >= 15 * 150 / sheet.column_dimensions["B"].width
    assert heights[0] == 15


def test_comments_on_cells_are_comments_of_their_cards() -> None:
    def remark(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["B2"].comment = openpyxl.comments.Comment("ask Bo", "Ann")
        sheet["B1"].comment = openpyxl.comments.Comment("a stage", "Ann")

    with pytest.warns(CjmWarning, match="comments on cells without cards are left out: 1"):
        document = _edited(_visit(), remark)
    first = document.cells["actions"]["arrive"][0]
    assert (first.text, first.owner, first.comments) == ("Parks", "Bo", (Comment("Ann", "ask Bo"),))
