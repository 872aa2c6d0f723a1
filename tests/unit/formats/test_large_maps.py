"""Whatever is written as a file of another tool opens again; a map too large for that is not written."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmWarning, FileFormatError
from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.model import Card, Document, Lane, Persona, Score, Stage
from cjm_widgets.formats.csv import csv_text, read_csv
from cjm_widgets.formats.mermaid import mermaid_text
from cjm_widgets.formats.xlsx import read_xlsx, write_cells, xlsx_bytes
from cjm_widgets.storage import limits
from tests.unit.strategies import EXPLORING


def _map(stages: int, lanes: int, cards: int = 1) -> Document:
    """A map with ``cards`` in every cell."""
    return Document(
        id="large",
        title="Large",
        stages=tuple(Stage(id=f"s{at}", name=f"Stage {at}") for at in range(stages)),
        lanes=tuple(Lane(id=f"l{at}", name=f"Lane {at}") for at in range(lanes)),
        cells={
            f"l{lane}": {
                f"s{stage}": tuple(
                    Card(id=f"c{lane}.{stage}.{at}", text=f"{lane}, {stage}, {at}") for at in range(cards)
                )
                for stage in range(stages)
            }
            for lane in range(lanes)
        },
    )


def _texts(document: Document) -> list[list[str]]:
    return [
        [cell_text(document.cells.get(lane.id, {}).get(stage.id, ())) for stage in document.stages]
        for lane in document.lanes
    ]


WAYS: dict[str, Callable[[Document], Document]] = {
    "CSV": lambda document: read_csv(csv_text(document), "map.csv"),
    "tidy CSV": lambda document: read_csv(csv_text(document, tidy=True), "map.csv"),
    "XLSX": lambda document: read_xlsx(xlsx_bytes(document), "map.xlsx"),
    "tidy XLSX": lambda document: read_xlsx(xlsx_bytes(document, tidy=True), "map.xlsx"),
}


@pytest.mark.filterwarnings("ignore::cjm_widgets.document.errors.CjmWarning")
@pytest.mark.parametrize("way", WAYS if EXPLORING else ["CSV", "tidy CSV"])
def test_the_map_of_the_benchmark_comes_back(way: str) -> None:
    document = _map(500, 40)
    again = WAYS[way](document)
    assert _texts(again) == _texts(document)
    assert [stage.name for stage in again.stages] == [stage.name for stage in document.stages]
    if way != "CSV":
        assert again.cells["lane-39"]["stage-499"][0].id == "c39.499.0"


@pytest.mark.filterwarnings("ignore::cjm_widgets.document.errors.CjmWarning")
@pytest.mark.parametrize("tidy", [False, True])
def test_a_workbook_of_thirty_thousand_cards_is_within_the_limits(tidy: bool) -> None:
    """Shown on 500 cards, whose workbook grows with them."""
    document = _map(50, 10)
    content = xlsx_bytes(document, tidy=tidy)
    assert _texts(read_xlsx(content, "map.xlsx")) == _texts(document)
    with zipfile.ZipFile(BytesIO(content)) as book:
        sheets = [book.read(path) for path in book.namelist() if path.startswith("xl/worksheets/")]
    marks = sum(sheet.count(b"<") + sheet.count(b"=") for sheet in sheets)
    assert limits.MAX_CARDS / 500 * marks < limits.MAX_ELEMENTS
    assert limits.MAX_CARDS / 500 * sum(map(len, sheets)) < limits.MAX_UNPACKED


@pytest.mark.filterwarnings("ignore::cjm_widgets.document.errors.CjmWarning")
@pytest.mark.parametrize("tidy", [False, True])
def test_as_many_cards_as_a_table_may_have_come_back(tidy: bool) -> None:
    document = _map(100, 3, cards=99)
    assert _texts(read_csv(csv_text(document, tidy=tidy), "map.csv")) == _texts(document)


@pytest.mark.parametrize("name", ["map.csv", "map.xlsx"])
def test_more_cards_than_are_read_again_are_not_saved(name: str, tmp_path: Path) -> None:
    cjm.Journey.from_document(_map(100, 3, cards=101)).save(tmp_path / "map.cjm.json")
    journey = cjm.read(tmp_path / "map.cjm.json", autosave=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CjmWarning)
        with pytest.raises(
            FileFormatError,
            match=r"is not written: it would have more than 30,000 lines of text in its cells, "
            "and would not be read again",
        ):
            journey.save(tmp_path / name)
    assert not (tmp_path / name).exists()


def _drawn(stages: int, personas: int) -> Document:
    """Each persona has a score at one stage."""
    return Document(
        id="drawn",
        stages=tuple(Stage(id=f"s{at}", name=f"Stage {at}") for at in range(stages)),
        personas=tuple(Persona(id=f"p{at}", name=f"Person {at}") for at in range(personas)),
        emotion={f"p{at}": {f"s{at}": Score(value=1)} for at in range(personas)},
    )


@pytest.mark.filterwarnings("ignore::cjm_widgets.document.errors.CjmWarning")
@pytest.mark.parametrize(
    ("write", "document", "why"),
    [
        (
            mermaid_text,
            _map(5_001, 0),
            "Mermaid journey is not written: it would have more than 5,000 stages",
        ),
        (csv_text, _map(5_001, 1), "the CSV text is not written: it would have more than 5,000 stages"),
        (xlsx_bytes, _map(1, 5_001), "the XLSX workbook is not written: it would have more than 5,000 lanes"),
        (mermaid_text, _drawn(510, 500), "510 tasks and 500 personas are more than 250,000 scores"),
    ],
)
def test_more_than_is_read_again_is_not_written(
    write: Callable[[Document], object], document: Document, why: str
) -> None:
    with pytest.raises(FileFormatError, match=why):
        write(document)


def test_a_sheet_says_how_large_it_is() -> None:
    with zipfile.ZipFile(BytesIO(write_cells([["Visit", "Arrive", "Wait"], ["Actions", "a", ""]]))) as book:
        assert b'<dimension ref="A1:C2"' in book.read("xl/worksheets/sheet1.xml")


def test_shared_texts_are_read_as_cells_spell_them() -> None:
    """As Excel saves a workbook: every text once, in a part of its own, and cells with its number."""
    texts = ["Visit", "Arrive", "Actions", "_x005F_x0041_ &amp; b"]
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    rich = "<si><r><t>Wal</t></r><r><t>ks</t></r><rPh sb='0' eb='1'><t>not this</t></rPh></si>"
    cells = [f"<c t='s'><v>{at}</v></c>" for at in (0, 1, 1, 2, 3, 4)]
    rows = "".join(f"<row>{''.join(row)}</row>" for row in (cells[:3], cells[3:]))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts = {
        "xl/sharedStrings.xml": f"<sst {space}>{shared}{rich}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
    }
    before, after = zipfile.ZipFile(BytesIO(write_cells([["Visit"]]))), BytesIO()
    with zipfile.ZipFile(after, "w") as archive:
        for path in before.namelist():
            text = before.read(path).decode()
            if path == "[Content_Types].xml":
                named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
                text = text.replace("</Types>", named)
            archive.writestr(path, parts.get(path, text))
        archive.writestr("xl/sharedStrings.xml", parts["xl/sharedStrings.xml"])
    document = read_xlsx(after.getvalue(), "visit.xlsx")
    (row,) = document.cells.values()
    assert [card.text for cards in row.values() for card in cards] == ["_x0041_ & b", "Walks"]
