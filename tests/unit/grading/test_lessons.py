"""The lessons: readable in a narrow window and from the last row, and without the answers they ask for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from nbconvert import SlidesExporter

from cjm_widgets.grading import read_rubric
from tests.classroom.thirty import LESSONS, RUBRIC, best

NOTEBOOKS = sorted(LESSONS.glob("*.ipynb"))
WIDEST = 66
"""Characters of code in 600 px, beside the prompt, in JupyterLab's type."""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_fits_600_px_and_has_no_outputs(path: Path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    lines = [line for cell in code for line in "".join(cell["source"]).splitlines()]
    assert [line for line in lines if len(line) > WIDEST] == []
    assert [cell["id"] for cell in code if cell["outputs"]] == []


def test_the_lessons_are_all_there():
    names = {path.stem for path in NOTEBOOKS}
    assert names == {"lesson-1", "lesson-2", "assignment", "assignment-solution", "slides"}


def test_students_may_see_the_assignments_rubric():
    assert [item.id for item in read_rubric(RUBRIC).items if item.answer] == []


def test_the_deck_has_five_slides_and_its_code_can_be_left_out():
    exporter = SlidesExporter(exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True)
    page, _ = exporter.from_filename(str(LESSONS / "slides.ipynb"))
    assert page.count("<section><section") + page.count("<section ><section") == 5
    assert "to_svg" not in page


def test_the_decks_maps_are_readable_from_the_last_row():
    """The words of a map are at least a fortieth of a slide of 700 px high."""
    deck = (LESSONS / "slides.ipynb").read_text(encoding="utf-8")
    drawn, shown = (
        int(re.search(pattern, deck)[1]) for pattern in (r"to_svg\(width=(\d+)", r'width=\\"(\d+)')
    )
    svg = best().to_svg(width=920, lanes=["Emotion"])
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)', svg)]
    assert min(sizes) * shown / drawn >= 700 / 40
