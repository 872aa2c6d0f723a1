"""Points of one map: what each look, rule and measure earns, and that nothing ever raises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.model import Document
from cjm_widgets.grading import Result, score
from tests.classroom.thirty import RUBRIC, best
from tests.unit.grading.test_rubric import item


@pytest.fixture(scope="module")
def document() -> Document:
    return best().document


def points(journey: object, **changes: str) -> float:
    """The points, of 2, of an item."""
    return score(journey, item(**{"at_least": "", **changes}))["stages"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"at_least": "3"}, 2),
        ({"at_least": "6"}, 2),
        ({"at_least": "8"}, 1.5),  # 6 of 8 of 2 points
        ({"at_least": "7"}, 1.5),  # 1.71, rounded down to a step
        ({"at_least": "8", "whole": "true"}, 0),
        ({"look": '"title"'}, 2),
        ({"look": '"phases"'}, 0),
        ({"look": '"personas"'}, 2),
        ({"look": '"links"'}, 0),
        ({"look": '"emotions"', "at_least": "12"}, 1),
        ({"look": '"sources"'}, 2),
        ({"look": '"cards"', "at_least": "20"}, 1),  # 10 cards
        ({"look": '"cards"', "lane": '"pain_points"', "at_least": "4"}, 1),
        ({"look": '"cards"', "lane": '"Pain  POINTS"', "at_least": "4"}, 1),
        ({"look": '"cards"', "lane": '"pain_points"', "fields": '["severity"]', "at_least": "4"}, 1),
        ({"look": '"cards"', "lane": '"pain_points"', "fields": '["owner"]'}, 0),
        ({"look": '"cards"', "evidence": '["quote"]'}, 2),
        ({"look": '"cards"', "evidence": '["data"]'}, 0),
        ({"look": '"cards"', "lane": '"actions"', "per_stage": "true", "at_least": "12"}, 1),
        ({"look": '"cards"', "fields": '["kpi"]', "of_all": "true"}, 0),  # 1 of 10 cards, below a step
        ({"look": '"order"', "answer": '["Plan", "Security", "Boarding"]'}, 2),
        ({"look": '"order"', "answer": '["Security", "Plan", "Boarding"]'}, 1),  # 2 of 3 pairs: 1.33
        ({"look": '"order"', "answer": '["Boarding", "Security", "Plan"]'}, 0),
        ({"look": '"order"', "answer": '["Plan", "Nowhere"]'}, 0),
        ({"look": '"curve"', "answer": "{ Security = [-2, -1.5], Boarding = [0, 2] }"}, 2),  # ends included
        ({"look": '"curve"', "answer": "{ Security = [-1, 0], boarding = [0, 2] }"}, 1),
        ({"look": "", "measure": '"mean"', "at_least": "8"}, 1),
        ({"look": "", "measure": '"mean"', "n": "61"}, 0),  # each has 60
        ({"look": "", "measure": '"nps"'}, 0),
        ({"look": "", "measure": '"top_box"'}, 2),
        ({"look": "", "measure": '"top_box(boxes=1)"'}, 0),
        ({"look": "", "measure": '"mean"', "answer": "{ Security = 4.0, Boarding = 3 }"}, 1),
        ({"look": "", "measure": '"mean"', "answer": "{ Security = 4.05 }"}, 0),
        ({"look": "", "measure": '"mean"', "answer": "{ Security = 4.05 }", "tolerance": "0.1"}, 2),
        ({"look": "", "rule": '"CJM306"'}, 2),  # the curve is not flat
        ({"look": "", "rule": '"CJM214"'}, 0),  # there is no moment of truth
        ({"look": "", "rule": '["CJM306", "CJM214"]', "lost": "0.5"}, 1.5),
        ({"look": '"emotions"', "at_least": "12", "rule": '["CJM214"]', "lost": "1"}, 0.5),  # half of half
    ],
)
def test_an_item_earns_its_part(document: Document, changes: dict[str, str], expected: float):
    assert points(document, **changes) == expected


def test_an_empty_map_earns_nothing_by_having_no_faults():
    assert points(Document(id="x"), look="", rule='"CJM306"') == 0


def test_a_waiver_earns_nothing(document: Document):
    journey = cjm.Journey.from_document(document)
    journey.waive("CJM214", why="my teacher would not mind")
    assert points(journey, look="", rule='"CJM214"') == 0


def test_the_best_map_has_all_points_and_no_feedback(document: Document):
    result = score(document, RUBRIC)
    assert (result.points, result.of) == (12, 12)
    assert [one.feedback for one in result.items] == [""] * 7
    assert str(result).startswith("12 of 12 points\n2 of 2: At least five stages")


def test_a_result_is_the_same_again_from_journey_document_and_file(document: Document, tmp_path: Path):
    journey = cjm.Journey.from_document(document)
    journey.save(tmp_path / "map.cjm.json")
    every = {repr(score(one, RUBRIC)) for one in (journey, document, tmp_path / "map.cjm.json")}
    assert len(every) == 1
    assert "0x" not in every.pop()


def test_points_are_plain_floats_as_nbgrader_reads_them(document: Document):
    result = score(document, RUBRIC)
    assert type(result.points) is float
    assert {type(result[one.id]) for one in result.items} == {float}
    assert repr(result["quote"]) == "1.0"


@pytest.mark.parametrize("journey", [None, 3, "map", b"x", object(), [1], "no\0file", "x" * 5000, ""])
def test_what_is_no_journey_has_no_points_and_a_sentence(journey: object):
    result = score(journey, RUBRIC)
    assert (result.points, result.of) == (0, 12)
    assert result.problem.endswith(".")
    assert result.feedback("stages") == result.problem


def test_an_unknown_item_names_the_nearest(document: Document):
    with pytest.raises(cjm.CjmError, match="did you mean 'stages'"):
        score(document, RUBRIC)["stage"]


def test_a_result_without_a_map_says_only_why():
    assert str(Result(0.0, 12.0, (), "There is no map.")) == "0 of 12 points\nThere is no map."


SCRIPT = """
import sys
for name in ("numpy", "pandas", "scipy", "narwhals"):
    sys.modules[name] = None
from cjm_widgets.grading.scoring import score
print(score(sys.argv[1], sys.argv[2]).points)
print(score(sys.argv[1] + ".none", sys.argv[2]).points)
"""


def test_scoring_needs_no_pandas_and_writes_nothing_to_standard_error(document: Document, tmp_path: Path):
    """Standard error in a graded cell is no points in nbgrader; Pyodide has no numpy at first."""
    cjm.Journey.from_document(document).save(tmp_path / "map.cjm.json")
    command = [sys.executable, "-W", "always", "-c", SCRIPT, str(tmp_path / "map.cjm.json"), str(RUBRIC)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("12.0\n0.0\n", "")
