"""Tables as other people share them: which way they lie, what is above them, and what is guessed is told."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError, CjmWarning, FileFormatError
from cjm_widgets.document.model import Card, Document, Lane, Score, Stage
from cjm_widgets.formats.csv import csv_text, read_csv
from cjm_widgets.formats.markdown_tables import read_markdown
from cjm_widgets.formats.xlsx import read_xlsx, xlsx_bytes
from tests.unit.formats.maps import table_facts
from tests.unit.strategies import examples

TURNED = "Stage,Customer actions,Pain points,Emotion (1-5)\nArrive,Parks,Rain,2\nWait,Sits,,4\n"


def _workbook(*sheets: tuple[str, list[list[Any]], list[str]]) -> bytes:
    """A workbook of sheets, each a name, rows and ranges of merged cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, merged in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _quiet(text: str, **options: Any) -> Document:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read_csv(text, "it.csv", **options)


# --- which way a table lies


def test_a_table_with_a_stage_a_row_is_read_so_and_that_is_told() -> None:
    with pytest.warns(CjmWarning, match="a row is read as a stage.*'Customer actions'.*stages='columns'"):
        document = read_csv(TURNED, "it.csv")
    facts = table_facts(document)
    assert (facts["title"], facts["stages"]) == ("", ["Arrive", "Wait"])
    assert facts["lanes"] == [("Customer actions", "cards"), ("Pain points", "cards"), ("Emotion", "emotion")]
    assert (facts["emotion"], facts["scale"]) == ([[2, 4]], (1, 5))


@pytest.mark.parametrize("corner", ["Step", "step_name", "Stage name"])
def test_beside_a_word_for_stages_one_name_of_a_lane_says_that_rows_are_stages(corner: str) -> None:
    with pytest.warns(CjmWarning, match="a row is read as a stage"):
        document = read_csv(f"{corner},Channels,Team\nCall,Phone,Sales\nVisit,Shop,Sales\n", "it.csv")
    assert [stage.name for stage in document.stages] == ["Call", "Visit"]


def test_the_reader_decides_which_way_a_table_lies() -> None:
    assert [stage.name for stage in _quiet(TURNED, stages="rows").stages] == ["Arrive", "Wait"]
    columns = [stage.name for stage in _quiet(TURNED, stages="columns").stages]
    assert columns == ["Customer actions", "Pain points", "Emotion (1-5)"]
    plain = "Visit,Arrive\nActions,Parks\n"
    assert [stage.name for stage in _quiet(plain, stages="rows").stages] == ["Actions"]
    with pytest.raises(CjmError, match="stages"):
        read_csv(plain, "it.csv", stages="row")  # type: ignore[arg-type]


def test_phases_in_the_first_column_of_a_turned_table_hold_until_the_next() -> None:
    text = "Phase,Stage,Actions,Thoughts\nBefore,Arrive,a,b\n,Wait,c,d\nAfter,Leave,e,f\n"
    with pytest.warns(CjmWarning):
        facts = table_facts(read_csv(text, "it.csv"))
    assert facts["stages"] == ["Arrive", "Wait", "Leave"]
    assert facts["phases"] == ["Before", "Before", "After"]


def test_a_refusal_of_a_turned_table_names_the_cell_of_the_file() -> None:
    with pytest.raises(FileFormatError, match="cell A3: "), pytest.warns(CjmWarning):
        read_csv("Stage,Actions,Thoughts\nArrive,a,b\n,c,d\n", "it.csv")


# --- feelings and scales


@pytest.mark.parametrize(
    "label", ["Emotion (1-5)", "Emotions [1..5]", "Customer emotion (1 to 5)", "Mood (1–5)"]
)
def test_a_label_with_a_scale_is_one_of_emotions(label: str) -> None:
    document = _quiet(f"Visit,Arrive,Wait\n{label},1,2\n")
    assert (document.scale, table_facts(document)["emotion"]) == ((1, 5), [[1, 2]])


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [("1,2,1", 1, 5), ("1,0,-1", -2, 2), ("−1,–2,2", -2, 2), ("3,0,-1", -3, 3), ("7,0,1", 0, 10)],
)
def test_every_guess_of_a_scale_is_told_with_its_numbers(cells: str, low: int, high: int) -> None:
    with pytest.warns(CjmWarning, match=rf"the emotions .* are read on a scale of {low} to {high}"):
        assert read_csv(f"Visit,a,b,c\nEmotion,{cells}\n", "it.csv").scale == (low, high)


def test_words_and_smileys_are_scores_and_each_is_told() -> None:
    with pytest.warns(CjmWarning, match="'happy' as 1, '😡' as -2, 'Neutral' as 0"):
        document = read_csv("Visit,a,b,c\nFeelings,happy,😡,Neutral\n", "it.csv")
    assert table_facts(document)["emotion"] == [[1, -2, 0]]
    with pytest.warns(CjmWarning, match=r"feelings are read as scores on 1 to 5: 'happy' as 4"):
        document = read_csv("Visit,a,b\nEmotion (1-5),happy,2\n", "it.csv")
    assert table_facts(document)["emotion"] == [[4, 2]]


def test_rows_of_scores_with_different_names_are_personas_so_called() -> None:
    document = _quiet("Visit,a\nEmotion (1-5),1\nFeelings,2\n")
    assert [who.name for who in document.personas] == ["Emotion", "Feelings"]


def test_rows_called_as_feelings_with_other_texts_are_cards() -> None:
    assert table_facts(_quiet("Visit,a\nFeelings,wonders why\n"))["lanes"] == [("Feelings", "cards")]


def test_numbers_that_could_be_measures_are_said_to_be_cards() -> None:
    with pytest.warns(CjmWarning, match="numbers of 'NPS', 'Satisfaction' are cards"):
        read_csv("Visit,a,b\nNPS,12,-5\nSatisfaction,70%,45 %\nNPS notes,good,bad\n", "it.csv")


# --- what is around the map


def test_rows_above_the_map_are_its_title_persona_and_scenario() -> None:
    above = "Our visit,,\nPersona: Ann,,\nScenario,By car,\nVersion 3,,\n,,\n"
    rows = f"{above}Stage,a,b\nActions,c,d\nEmotion (1-5),1,2\n"
    with pytest.warns(CjmWarning, match="rows above the map are left out: 'Version 3'"):
        document = read_csv(rows, "it.csv")
    assert (document.title, document.scenario) == ("Our visit", "By car")
    assert [who.name for who in document.personas] == ["Ann"]
    assert [stage.name for stage in document.stages] == ["a", "b"]


def test_phases_above_the_stages_hold_until_the_next() -> None:
    facts = table_facts(_quiet(",Before,,After\nStage,a,b,c\nActions,d,e,f\n"))
    assert (facts["stages"], facts["phases"]) == (["a", "b", "c"], ["Before", "Before", "After"])


def test_bullets_and_numbers_before_every_line_are_taken_off() -> None:
    text = 'Visit,a,b,c\nActions,"- one\n- two","1. one\n2. two","2. Klasse"\n'
    assert table_facts(_quiet(text))["cells"] == [["one\ntwo", "one\ntwo", "2. Klasse"]]


def test_groups_of_lanes_are_layers() -> None:
    by_row = _quiet("Visit,a\nFRONTSTAGE,\nActions,b\nBackstage,\nSystems,c\n")
    assert [(lane.name, lane.layer) for lane in by_row.lanes] == [
        ("Actions", "frontstage"),
        ("Systems", "backstage"),
    ]
    by_column = _quiet(",Stage,a,b\nCustomer,Actions,c,d\n,Thoughts,e,f\nCompany,Systems,g,h\n")
    assert [lane.layer for lane in by_column.lanes] == ["customer", "customer", "backstage"]
    with pytest.warns(CjmWarning, match="groups of lanes are no layers.*Marketing"):
        read_csv(",Stage,a,b\nMarketing,Actions,c,d\n", "it.csv")


# --- workbooks


def test_merged_cells_are_spans_and_phases() -> None:
    rows = [["Visit", "a", "b", "c"], ["Phase", "Before", None, "After"], ["Actions", "d", None, "e"]]
    document = read_xlsx(_workbook(("Map", rows, ["B2:C2", "B3:C3"])), "it.xlsx")
    assert table_facts(document)["phases"] == ["Before", "Before", "After"]
    assert document.cells["actions"]["a"][0].span == 2


def test_merged_cells_of_a_turned_table_are_spans_too() -> None:
    rows = [["Stage", "Actions", "Thoughts"], ["a", "d", "x"], ["b", None, "y"], ["c", "e", "z"]]
    with pytest.warns(CjmWarning):
        document = read_xlsx(_workbook(("Map", rows, ["B2:B3"])), "it.xlsx")
    assert document.cells["actions"]["a"][0].span == 2


def test_the_sheet_with_a_table_is_read_and_said_and_another_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "it.xlsx"
    table = [["Visit", "a"], ["Actions", "b"]]
    other = [["Other", "c"], ["Actions", "d"]]
    path.write_bytes(_workbook(("Read me", [["By Ann"]], []), ("Map", table, []), ("Old", other, [])))
    with pytest.warns(CjmWarning, match="the sheet 'Map' is read, not 'Read me', 'Old'"):
        assert cjm.read(path).title == "Visit"
    assert cjm.read(path, sheet="Old").title == "Other"
    with pytest.raises(CjmError, match=r"'old'.*'Old'.*Read me"):
        cjm.read(path, sheet="old")


def test_percentages_and_days_are_read_as_they_are_shown_and_formulas_without_values_are_told() -> None:
    book = openpyxl.Workbook()
    for row in (["Visit", "a", "b"], ["Share", 0.45, 0.125], ["Sum", "=1+1", "x"]):
        book.active.append(row)
    book.active["B2"].number_format, book.active["C2"].number_format = "0%", "0.0%"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.warns(CjmWarning, match="formulas without a saved value are read as empty: B3"):
        document = read_xlsx(stream.getvalue(), "it.xlsx")
    assert table_facts(document)["cells"] == [["45%", "12.5%"], ["", "x"]]


@pytest.mark.parametrize(
    ("name", "options"),
    [("it.csv", {"sheet": "Map"}), ("it.mmd", {"stages": "rows"}), ("it.cjm.json", {"sheet": "a"})],
)
def test_a_choice_that_a_file_has_not_is_refused(tmp_path: Path, name: str, options: dict[str, Any]) -> None:
    cjm.Journey(["Arrive"]).save(tmp_path / name)
    with pytest.raises(CjmError, match=rf"{next(iter(options))}= is for .*xlsx"):
        cjm.read(tmp_path / name, **options)


# --- Markdown


@pytest.mark.parametrize("suffix", [".md", ".markdown"])
def test_a_table_in_markdown_is_a_map(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"it{suffix}"
    path.write_text(
        "# Ours\n\nText | more\n\n| **Visit** | Arrive |\n|:--|---|\n| Actions | a \\| b<br>c |\n\nEnd\n"
    )
    facts = table_facts(cjm.read(path).document)
    assert (facts["title"], facts["stages"], facts["cells"]) == ("Visit", ["Arrive"], [["a | b\nc"]])


def test_a_journey_in_a_fence_of_markdown_comes_before_a_table() -> None:
    text = "| Visit | a |\n|---|---|\n| Actions | b |\n\n```mermaid\njourney\n Wait: 4: Ann\n```\n"
    assert [stage.name for stage in read_markdown(text, "it.md").stages] == ["Wait"]


@pytest.mark.parametrize("text", ["# Only text\n", "```\n| a | b |\n|---|---|\n| c | d |\n```\n"])
def test_markdown_without_a_map_is_refused(text: str) -> None:
    with pytest.raises(FileFormatError, match="has no Mermaid journey and no table"):
        read_markdown(text, "it.md")


# --- ours come back


@pytest.mark.parametrize("title", ["", "Stage", "'Stage", "Phase", "Persona", "Group"])
@pytest.mark.parametrize("names", [["Actions", "Thoughts"], ["Stage", "Arrive"], ["Arrive"]])
@pytest.mark.parametrize(
    "lanes", [["Odd", "Other"], ["Stage", "Backstage"], ["Feelings", "'Feelings", "'Support"]]
)
@pytest.mark.parametrize("text", ["1", "- a", "'- a", "1. a\n2. b", "happy", ""])
def test_our_own_tables_come_back_as_they_were(
    title: str, names: list[str], lanes: list[str], text: str
) -> None:
    cards = tuple(Card(id=f"c{at}", text=line) for at, line in enumerate(text.split("\n")) if line)
    document = Document(
        id="it",
        title=title,
        stages=tuple(Stage(id=f"s{at}", name=name) for at, name in enumerate(names)),
        lanes=tuple(Lane(id=f"l{at}", name=name) for at, name in enumerate(lanes)),
        cells={"l0": {"s0": cards}} if cards else {},
    )
    for again in (read_csv(csv_text(document), "it"), read_xlsx(xlsx_bytes(document), "it")):
        assert {**table_facts(again), "personas": []} == {
            **table_facts(document),
            "emotion": [[None] * len(names)],
        }


@examples(30)
@given(st.lists(st.sampled_from([-2, -1, 0, 1, 1.5, 2]), min_size=1, max_size=4))
def test_our_own_scores_come_back_on_their_scale_without_a_warning(values: list[float]) -> None:
    stages = tuple(Stage(id=f"s{at}", name=f"S{at}") for at in range(len(values)))
    journey = cjm.Journey([stage.name for stage in stages], ["Emotion"])
    for stage, value in zip(stages, values, strict=True):
        journey.set_emotion(stage.name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for tidy in (False, True):
            again = read_csv(journey.to_csv(tidy=tidy), "it.csv")
            assert again.scale == (-2, 2)
            assert [row.value for row in again.emotion["customer"].values()] == [
                Score(value=v).value for v in values
            ]
