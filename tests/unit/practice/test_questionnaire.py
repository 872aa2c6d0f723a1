"""The questionnaire: items with stable ids, its files, and rows that join by those ids."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyxform import xls2xform

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture
def journey() -> cjm.Journey:
    journey = cjm.Journey(["Getting there", "出発"], ["Touchpoints", "Channels"], title="A *visit*")
    journey.set_stage("Getting there", goal="Arrive early", action="At the terminal")
    journey.set_cell("Getting there", "Touchpoints", "Train")
    journey.set_cell("出発", "Touchpoints", "Gate")
    journey.set_cell("出発", "Channels", "App\nDesk")
    return journey


def test_each_stage_has_an_expectation_and_an_experience(journey: cjm.Journey) -> None:
    frame = journey.questionnaire()
    assert frame["kind"].tolist() == ["expectation", "experience"] * 2
    assert frame.index.tolist() == [
        "getting_there__expectation",
        "getting_there__experience",
        "stage_u51fa_u767a__expectation",
        "stage_u51fa_u767a__experience",
    ]
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", id) for id in frame.index)  # names of XLSForm
    assert frame["channel"].tolist() == ["Train", "Train", "App, Desk", "App, Desk"]
    assert frame.loc["getting_there__experience", "trigger"] == "once this is done: At the terminal"
    assert "arrive early" in frame.loc["getting_there__experience", "item"]


def test_ids_stay_when_stages_are_renamed_and_moved(journey: cjm.Journey) -> None:
    before = journey.questionnaire().index.tolist()
    journey.rename_stage("Getting there", "Travelling")
    journey.move_stage("Travelling")
    assert sorted(journey.questionnaire().index) == sorted(before)


def answers(n: int = 60) -> pd.DataFrame:
    chance = np.random.default_rng(3)
    return pd.DataFrame(
        {
            "getting_there__experience": chance.integers(1, 6, n),
            "getting_there__expectation": chance.integers(3, 6, n),
            "stage_u51fa_u767a__experience": chance.integers(1, 6, n),
            "comment": ["x"] * n,
        }
    )


@pytest.mark.parametrize("kind", ["frame", "file", "group-", "group/", "form:group:"])
def test_rows_with_these_ids_join_by_themselves(journey: cjm.Journey, tmp_path: Path, kind: str) -> None:
    data = answers()
    rows: object = data
    if kind.endswith(("-", "/", ":")):  # as ODK and KoboToolbox write the groups of a form
        rows = data.rename(columns=lambda name: f"{kind}{name}" if "__" in name else name)
    elif kind == "file":
        rows = tmp_path / "answers.csv"
        data.to_csv(rows, index=False)
    journey.join(rows, scale=(1, 5))
    numbers = journey.measures[journey.measures["measure"] == "mean"].set_index("stage")["value"]
    assert numbers["Getting there"] == pytest.approx(data["getting_there__experience"].mean())
    assert numbers["出発"] == pytest.approx(data["stage_u51fa_u767a__experience"].mean())
    gap = journey.measures[journey.measures["measure"] == "gap"].set_index("stage")["value"]
    expected = data["getting_there__expectation"] - data["getting_there__experience"]
    assert gap["Getting there"] == pytest.approx(expected.mean())


def test_rows_without_such_columns_are_refused_as_before(journey: cjm.Journey) -> None:
    with pytest.raises(CjmError):
        journey.join(pd.DataFrame({"Q1": [1, 2, 3] * 10}), scale=(1, 5))


def test_the_form_has_the_sheets_and_columns_of_pyxform(journey: cjm.Journey, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    frame = journey.questionnaire(path, scale=(0, 10))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["survey", "choices", "settings"]
    survey = [[cell or "" for cell in row] for row in book["survey"].values]
    assert survey[0] == ["type", "name", "label", "hint", "required", "appearance"]
    assert [row[1] for row in survey if str(row[0]).startswith("select_one ")] == frame.index.tolist()
    opened, closed = ([row[0] for row in survey].count(word) for word in ("begin_group", "end_group"))
    assert (opened, closed) == (2, 2)
    choices = list(book["choices"].values)
    assert choices[0] == ("list_name", "name", "label")
    lists = {row[0].split()[1] for row in survey if str(row[0]).startswith("select_one")}
    assert {row[0] for row in choices[1:]} == lists
    assert [row[1] for row in choices[1:] if row[0] == "experience"] == list(range(11))
    assert next(iter(book["settings"].values)) == ("form_title", "form_id", "version")


def test_pyxform_itself_accepts_the_form(journey: cjm.Journey, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    journey.questionnaire(path)
    assert "getting_there__experience" in xls2xform.convert(str(path)).xform


def test_markdown_and_a_plain_table_have_every_item(journey: cjm.Journey, tmp_path: Path) -> None:
    frame = journey.questionnaire(tmp_path / "ask.md")
    text = (tmp_path / "ask.md").read_text(encoding="utf-8")
    assert text.startswith("# A \\*visit\\*\n")
    assert all(f"`{id}`" in text for id in frame.index)
    journey.questionnaire(tmp_path / "ask.xlsx", format="xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "ask.xlsx").active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == frame.index.tolist()


@pytest.mark.parametrize("scale", [(5, 1), (1, 1), (0, 1000), (1.5, 5), "1-5"])
def test_a_scale_that_is_none_gets_a_sentence(journey: cjm.Journey, scale: object) -> None:
    with pytest.raises(CjmError, match="scale"):
        journey.questionnaire(scale=scale)  # type: ignore[arg-type]
    with pytest.raises(CjmError, match=r"\.md or \.xlsx"):
        journey.questionnaire("ask.doc")
