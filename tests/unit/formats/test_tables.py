"""CSV and XLSX: texts come back as they were, nothing is a formula, a table is a map or refused."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, CjmWarning, FileFormatError
from cjm_widgets.document.model import Document, Lane, Stage
from cjm_widgets.formats.csv import csv_text, read_csv
from cjm_widgets.formats.fields import read_fields, write_fields
from cjm_widgets.formats.xlsx import read_cells, read_xlsx, write_cells, xlsx_bytes
from cjm_widgets.journey.files.templates import template, template_paths
from cjm_widgets.storage import limits
from tests.unit.formats.maps import HARD, cards, map_with, naughty, table_facts
from tests.unit.shared_files import shared
from tests.unit.strategies import documents, examples

Again = Callable[..., Document]
AGAIN: dict[str, Again] = {
    "csv": lambda document, **options: read_csv(csv_text(document, **options), "it.csv"),
    "xlsx": lambda document, **options: read_xlsx(xlsx_bytes(document, **options), "it.xlsx"),
}
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
again_by = pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)


@again_by
@pytest.mark.parametrize("texts", [HARD, HARD[::-1]], ids=["hard", "from the end"])
def test_hard_texts_come_back_from_a_table(again: Again, texts: list[str]) -> None:
    document = map_with(texts)
    assert table_facts(again(document)) == table_facts(document)


@again_by
def test_hard_texts_come_back_from_a_tidy_table_with_every_field(again: Again) -> None:
    document = map_with(HARD)
    tidy = again(document, tidy=True)
    assert cards(tidy) == cards(document)
    assert table_facts(tidy) == {**table_facts(document), "title": ""}


@again_by
def test_naughty_strings_come_back(again: Again) -> None:
    texts = list(dict.fromkeys(naughty()))
    for some in (texts[::2], texts[1::2]):  # all together would be above the limit of cells
        document = map_with(some)
        assert table_facts(again(document)) == table_facts(document)
        assert cards(again(document, tidy=True)) == cards(document)


@again_by
@pytest.mark.parametrize("name", [*template_paths()])
def test_templates_come_back(again: Again, name: str) -> None:
    document = template(name)
    if not any(lane.kind == "emotion" for lane in document.lanes):
        document = replace(document, personas=())  # a table has personas only in its rows of emotions
        document = replace(document, personas=again(document).personas)
    assert table_facts(again(document)) == table_facts(document)
    tidy = again(document, tidy=True)
    assert table_facts(tidy) == {**table_facts(document), "title": ""}
    assert cards(tidy) == cards(document)


@examples(60)
@given(documents())
def test_any_map_comes_back_from_csv(document: Document) -> None:
    shown = [lane for lane in document.lanes if lane.kind == "emotion"]
    if len(shown) > 1 or any(lane.kind == "emotion" and lane.name != "Emotion" for lane in shown):
        return  # all scores are one lane's, and it is called Emotion
    again, was = table_facts(AGAIN["csv"](document)), table_facts(document)
    for key in ("title", "stages", "cells"):
        assert again[key] == was[key]


@examples(100)
@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=2, max_size=3))
)
def test_any_fields_come_back_from_csv_and_xlsx(rows: list[list[str]]) -> None:
    assert read_fields(write_fields(rows), "it") == rows
    trimmed = [row[: max((at + 1 for at, text in enumerate(row) if text), default=0)] for row in rows]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    assert read_cells(write_cells(rows), "it")[: len(trimmed)] == trimmed


def _spectrum() -> list[Path]:
    return sorted(shared("corpora/csv_spectrum/csvs").glob("*.csv"))


def test_every_file_of_csv_spectrum_is_a_map_with_the_very_same_fields() -> None:
    files = _spectrum()
    assert len(files) == 12
    for path in files:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        document = read_csv(path.read_bytes(), path.name)
        assert list(csv.reader(io.StringIO(csv_text(document), newline=""))) == rows
        once_more = read_xlsx(xlsx_bytes(document), path.name)
        assert list(csv.reader(io.StringIO(csv_text(once_more), newline=""))) == rows


@pytest.mark.parametrize("tidy", [False, True])
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tidy: bool) -> None:
    archive = zipfile.ZipFile(io.BytesIO(xlsx_bytes(map_with([*HARD, *naughty()]), tidy=tidy)))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert not re.search("<f[ >]|hyperlink", sheet)
    typed = set(re.findall(r'<c [^>]*t="(\w+)"', sheet))
    assert typed <= {"inlineStr", "n"}


@pytest.mark.parametrize("tidy", [False, True])
def test_no_field_of_a_csv_file_begins_a_formula(tidy: bool) -> None:
    rows = csv.reader(io.StringIO(csv_text(map_with([*HARD, *naughty()]), tidy=tidy), newline=""))
    for field in (field for row in rows for field in row):
        if not re.fullmatch(r"-?[0-9.]+", field):  # a score
            assert not field.lstrip().startswith(("=", "+", "-", "@", "＝")), field
            assert not field.startswith(("\t", "\r")), field


def test_saved_files_are_read_by_their_suffix(tmp_path: Path) -> None:
    journey = cjm.Journey.from_template("airport-departure")
    for name in ("map.csv", "map.xlsx"):
        journey.save(tmp_path / name)
        assert table_facts(cjm.read(tmp_path / name).document) == table_facts(journey.document)
    journey.save(tmp_path / "tidy.csv", tidy=True)
    assert cards(cjm.read(tmp_path / "tidy.csv").document) == cards(journey.document)
    assert (tmp_path / "map.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_frame_of_cards_as_pandas_writes_it_is_read(tmp_path: Path) -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Pain points"])
    journey.set_cell("Wait", "Pain points", "No seat\nNo sign")
    journey.cards.to_csv(tmp_path / "cards.csv")
    assert cjm.read(tmp_path / "cards.csv").cards["text"].tolist() == ["No seat", "No sign"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_other_separators_and_decimal_commas_are_read(mark: str) -> None:
    text = mark.join(("Visit", "Arrive", "Wait")) + "\r\n" + mark.join(("Emotion", '"-0,5"', '"1"'))
    document = read_csv(text, "visit.csv")
    assert table_facts(document)["emotion"] == [[-0.5, 1.0]]


def test_cells_below_a_merged_label_are_further_cards() -> None:
    document = read_csv("Visit,Arrive\nActions,Parks\n,Pays\n", "visit.csv")
    assert table_facts(document)["cells"] == [["Parks\nPays"]]


def test_emotions_in_other_words_are_a_lane_of_cards_and_that_is_told() -> None:
    with pytest.warns(CjmWarning, match="the row 'Emotion' is cards, for 'calm, then late' is no score"):
        document = read_csv('Visit,Arrive,Wait\nEmotion,"calm, then late",good\n', "visit.csv")
    assert table_facts(document)["lanes"] == [("Emotion", "cards")]


@pytest.mark.parametrize(
    ("text", "lanes"),
    [
        ("Visit,Arrive\nRating,\nPain points,Rain\n", [("Rating", "measure"), ("Pain points", "cards")]),
        ("Visit,Arrive\nRating,4.2\n", [("Rating", "cards")]),
        ("Visit,Arrive\nRating,\n,poor\n", [("Rating", "cards")]),
        ("Visit,Arrive\n'Rating,\n", [("Rating", "cards")]),
        ("Visit,Arrive\nÉmotion: Ann,1\nEmotions: Bo,2\n", [("Émotion", "emotion")]),
        ("stage,lane,text\n,Rating,\nArrive,Actions,Parks\n", [("Rating", "measure"), ("Actions", "cards")]),
        ("stage,lane,text\n,Rating,\nArrive,Rating,poor\n", [("Rating", "cards")]),
        ("stage,lane,text,score\nArrive,Mood,,1\nArrive,Emotion,,\n", [("Mood", "emotion")]),
    ],
)
def test_a_row_is_what_its_name_says_unless_it_has_cards(text: str, lanes: list[tuple[str, str]]) -> None:
    assert [(lane.name, lane.kind) for lane in read_csv(text, "visit.csv").lanes] == lanes


@again_by
@pytest.mark.parametrize("tidy", [False, True])
def test_lanes_of_cards_with_the_name_of_another_kind_come_back(again: Again, tidy: bool) -> None:
    names = ("Rating", "'Ratings", "Émotion", "Emotion!", "Emotion (1 to 5): x", "Phase")
    document = Document(
        id="visit",
        stages=(Stage(id="arrive", name="Arrive"),),
        lanes=tuple(Lane(id=f"l{at}", name=name) for at, name in enumerate(names)),
    )
    assert [(lane.name, lane.kind) for lane in again(document, tidy=tidy).lanes] == [
        (name, "cards") for name in names
    ]


def test_scores_of_another_scale_are_said_to_be_guessed() -> None:
    with pytest.warns(CjmWarning, match=r"scale of 1 to 5.*'Emotion \(0 to 10\)'"):
        assert read_csv("Visit,Arrive\nEmotion,4\n", "visit.csv").scale == (1, 5)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_csv("Visit,Arrive\nEmotion (0 to 10): Ann,4\n", "visit.csv").scale == (0, 10)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "visit.csv is empty"),
        ("\n\n", "visit.csv is empty"),
        ("a\nb\n", "it has one column"),
        ("Visit,Arrive\nActions,Parks,Pays", "cell C1: the first row names stages"),
        ("Visit,Arrive\n,Pays", "cell A2: the first column names lanes"),
        ('Visit,"Arrive', "is not CSV"),
        ("Visit," + "x" * 501, "the name of stage 1 has 501 characters"),
        ("Visit,a\nActions," + "x" * 20_001, "has 20,001 characters"),
        ("Visit,a\nEmotion (1 to 5),7", "an emotion is a number from 1 to 5, not 7; the nearest is 5"),
        ("Visit,a\nEmotion,7777", "on no usual scale"),
        ("stage,lane,text,colour\nWait,Pain,No seat,red", "no column 'colour'"),
        ("stage,lane,text,text\nWait,Pain,No seat,a", "'text' is there 2 times"),
        ("stage,lane,text,severity\nWait,Pain,No seat,9", "row 2, column 'severity'"),
        ("stage,lane,text\n,Pain,No seat", "row 2 has no stage"),
        ("stage,lane,text,score\nWait,Emotion,,good", "its score is 'good'"),
        ("stage,lane,text,card\nWait,Pain,a,x\nWait,Pain,b,x", "the card 'x' is there twice"),
    ],
)
def test_what_is_no_map_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(FileFormatError, match=re.escape(sentence)):
        read_csv(text, "visit.csv")


def test_latin_1_is_read_and_said_and_bytes_that_are_no_text_are_refused() -> None:
    with pytest.warns(CjmWarning, match=r"visit.csv is not UTF-8: read as Latin-1 \(Windows-1252\)"):
        document = read_csv("Stra\xdfe;Gr\xf6\xdfe;Z\xfcrich".encode("latin-1"), "visit.csv")
    assert [document.title, *(stage.name for stage in document.stages)] == ["Straße", "Größe", "Zürich"]
    with pytest.raises(FileFormatError, match="is no text: it holds zero bytes"):
        read_csv(b"PK\x03\x04\x00\x00\xff,b", "visit.csv")


def test_maps_and_rows_read_the_same_delimited_text() -> None:
    plain = read_csv("A visit,Arrive,Wait\nPain,queue,cold", "visit.csv")
    for text in ("sep=;\nA visit;Arrive;Wait\nPain;queue;cold", "A visit|Arrive|Wait\nPain|queue|cold"):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
            assert read_csv(text.encode(encoding), "visit.csv") == plain


def test_a_cell_too_long_for_a_spreadsheet_is_refused_not_cut() -> None:
    journey = cjm.Journey(["Wait"], ["Actions"])
    journey.set_cell("Wait", "Actions", "\n".join(["x" * 20_000] * 2))
    with pytest.raises(CjmError, match=r"cell B2 of sheet 'Journey' would have 40,001 .*tidy=True"):
        journey.to_xlsx()
    assert read_csv(journey.to_csv(), "it").cells == journey.document.cells


# --- files made to exhaust the machine


def _changed(content: bytes, name: str, make: Callable[[bytes], bytes]) -> bytes:
    old, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry.filename)
            new.writestr(entry.filename, make(part) if entry.filename == name else part)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SMALL = [["Visit", "Arrive"], ["Actions", "Parks"]]


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = _changed(write_cells(SMALL), SHEET, lambda part: part + b" " * 50_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(FileFormatError, match="a text of more than 250,000 bytes"):
        read_xlsx(bomb, "bomb.xlsx")


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "B60000"])
def test_a_far_cell_is_refused(place: str) -> None:
    far = f'<row r="{re.sub("[A-Z]", "", place)}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'
    bomb = _changed(
        write_cells(SMALL), SHEET, lambda part: part.replace(b"</sheetData>", f"{far}</sheetData>".encode())
    )
    with pytest.raises(FileFormatError, match=r"not read: it has more than"):
        read_xlsx(bomb, "bomb.xlsx")


def test_a_size_that_the_sheet_claims_is_refused_before_its_rows_are_read() -> None:
    claim = b'<dimension ref="A1:XFD1048576"/><sheetData>'
    bomb = _changed(write_cells(SMALL), SHEET, lambda part: part.replace(b"<sheetData>", claim))
    with pytest.raises(FileFormatError, match="reaches to row 1,048,576"):
        read_xlsx(bomb, "bomb.xlsx")


def test_entities_in_a_workbook_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    bomb = _changed(
        write_cells(SMALL),
        SHEET,
        lambda part: laughs + part[part.index(b"<worksheet") :].replace(b"Parks", b"&b;"),
    )
    with pytest.raises(FileFormatError, match=r"bomb\.xlsx is not an XLSX workbook that can be read"):
        read_xlsx(bomb, "bomb.xlsx")


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x03\x04" + b"\x00" * 30])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(FileFormatError, match="not a workbook of the XLSX format"):
        read_xlsx(content, "it.xlsx")


def test_a_formula_of_someone_else_is_read_as_its_saved_value() -> None:
    formula = b'<c r="B2"><f>1+1</f><v>2</v></c>'
    content = _changed(
        write_cells([["Visit", "Arrive"], ["Actions", "Parks"]]),
        SHEET,
        lambda part: re.sub(rb'<c r="B2".*?</c>', formula, part),
    )
    assert table_facts(read_xlsx(content, "it.xlsx"))["cells"] == [["2"]]


def test_a_file_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "large.csv").write_text("Visit,Arrive\n")
    monkeypatch.setattr(limits, "MAX_BYTES", 5)
    with pytest.raises(FileFormatError, match="has more than 5 bytes"):
        cjm.read(tmp_path / "large.csv")
