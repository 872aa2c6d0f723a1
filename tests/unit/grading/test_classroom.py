"""A folder of thirty submissions: points, pages and what nobody else may learn."""

from __future__ import annotations

import csv
import io
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets import command_line
from cjm_widgets.grading import ClassResult, grade, otter_tests, read_rubric
from tests.classroom.thirty import HOSTILE, KINDS, RUBRIC, best, write_class


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("class") / "submitted"


@pytest.fixture(scope="module")
def kinds(folder: Path) -> dict[str, str]:
    return write_class(folder, "visit")


@pytest.fixture(scope="module")
def graded(folder: Path, kinds: dict[str, str]) -> ClassResult:
    return grade(folder, RUBRIC)


class Page(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_every_submission_has_points_or_a_sentence(graded: ClassResult, kinds: dict[str, str]):
    assert [one.student for one in graded.submissions] == sorted(kinds)
    assert len(kinds) == sum(KINDS.values()) == 30
    for one, result in zip(graded.submissions, graded.results, strict=True):
        kind = kinds[one.student]
        if kind == "good":
            assert result.points == 12, one.student
        elif kind == "lazy":
            assert 0 < result.points <= 12, one.student
        elif one.document is None:
            assert result.points == 0
            assert result.problem.endswith("."), one.student
        assert (kind in ("wrong", "broken", "empty")) <= bool(result.problem)
        assert str(Path.cwd().anchor) + "tmp" not in result.problem + one.origin
    lazy = [graded[student].points for student, kind in kinds.items() if kind == "lazy"]
    assert lazy == [12, 10, 10, 3.5, 3, 1, 1, 1]


def test_the_gradebook_has_a_row_each_and_no_formula(graded: ClassResult):
    frame = graded.frame
    assert frame.columns.tolist()[:4] == ["student", "points", "of", "stages"]
    assert frame["points"].tolist() == [result.points for result in graded.results]
    rows = [*csv.reader(io.StringIO(graded.csv_text()))]
    assert len(rows) == 31
    assert all(len(row) == len(graded.columns) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_pages_are_escaped_and_fetch_nothing(graded: ClassResult, kinds: dict[str, str]):
    for student in kinds:
        page = Page(graded.student_page(student))
        assert not page.elements & {"script", "img", "iframe", "link", "a", "object"}
        assert not any(name.startswith("on") or name in ("src", "href", "style") for name in page.attributes)
    whole = graded.class_page(min_n=1)
    page = Page(whole)
    assert not page.elements & {"script", "img", "iframe", "link", "a", "object"}
    assert not any(name.startswith("on") or name in ("src", "href", "style") for name in page.attributes)
    assert "&lt;script&gt;" in whole  # with min_n=1 the hostile stages are there, as texts
    assert "default-src 'none'" in whole


def test_a_students_page_names_nobody_else(graded: ClassResult, kinds: dict[str, str], folder: Path):
    text = graded.student_page("s14")
    assert "3.5 of 12 points" in text
    assert "s14" in text
    assert not [student for student in kinds if student != "s14" and student in text]
    assert str(folder) not in text


def test_the_class_page_names_nobody_and_shows_nothing_of_few(graded: ClassResult, kinds: dict[str, str]):
    text = graded.class_page()
    assert not [student for student in kinds if student in text]
    assert "map.cjm.json" not in text
    assert "30 submissions. 11 without a map." in text
    assert "&lt;script&gt;" not in text  # one student alone has that stage
    assert text.count('class="one"') >= 10
    assert "Security" in text
    few = ClassResult(graded.rubric, graded.submissions[:8], graded.results[:8])
    assert "fewer than 10 students" in few.class_page()
    assert "<svg" not in few.class_page()
    assert "<svg" in few.class_page(min_n=8)


def test_the_spread_of_a_stage_is_that_of_its_scores(tmp_path: Path):
    for at, value in enumerate((-2, -1, 0, 1, 2)):
        journey = cjm.Journey(["Wait", "Pay"], personas=["Ada"])
        journey.set_emotion("Wait", value)
        journey.set_emotion("Pay", 2)
        journey.save(tmp_path / f"s{at}.cjm.json")
    text = grade(tmp_path, RUBRIC).class_page(min_n=5)
    wait = "<tr><td>Wait</td><td class='number'>5</td>"
    numbers = "".join(f"<td class='number'>{value:+.2f}</td>" for value in (-0.5, 0, 0.5))
    assert wait + numbers in text  # of -1, -0.5, 0, 0.5, 1


def test_likeness_is_listed_and_judged_by_nobody(graded: ClassResult, tmp_path: Path):
    pairs = {(pair.student, pair.other): pair for pair in graded.alike}
    assert pairs["s01", "s02"].share == 1
    assert ("s03", "s04") not in pairs
    assert graded["s01"].points == graded["s03"].points == 12
    best().save(tmp_path / "starter.cjm.json")
    handed_out = grade_again(graded, tmp_path / "starter.cjm.json")
    assert ("s01", "s02") not in {(pair.student, pair.other) for pair in handed_out.alike}


def grade_again(graded: ClassResult, starter: Path) -> ClassResult:
    document = cjm.read(starter, autosave=False).document
    return ClassResult(graded.rubric, graded.submissions, graded.results, document)


# --- what is handed in


def notebook(*maps: object) -> str:
    cells = [
        {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": {MIME: value}}]}
        for value in maps
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


MIME = "application/vnd.cjm+json"


def test_a_notebook_is_read_not_run(tmp_path: Path):
    journey = best()
    bundle, _ = journey._repr_mimebundle_()
    (tmp_path / "ada.ipynb").write_text(notebook({"cjm": "1.1", "id": "x"}, bundle[MIME]), encoding="utf-8")
    (tmp_path / "ben.ipynb").write_text(notebook(), encoding="utf-8")
    (tmp_path / "cyd.ipynb").write_text(notebook({"cjm": "9"}), encoding="utf-8")
    (tmp_path / "dee.ipynb").write_text(notebook(bundle[MIME], {"cjm": "9"}), encoding="utf-8")
    graded = grade(tmp_path, RUBRIC)
    assert graded["ada"].points == 12
    assert "ada" in graded._ipython_key_completions_()
    assert graded["ada"]._ipython_key_completions_() == [item.id for item in graded.rubric.items]
    origins = {one.student: one.origin for one in graded.submissions}
    assert origins["ada"] == "ada.ipynb: not run; the map in the output of cell 2, as it was saved"
    assert "ben.ipynb was not run, and no output holds a map" in graded["ben"].problem
    assert "its maps are damaged" in graded["cyd"].problem
    assert "cell 1" in origins["dee"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"cells": 3}',
        b'{"cells": [3, {"outputs": 4}, {"outputs": [5, {"data": 6}]}]}',
        b'{"cells": [{"outputs": [{"data": {"application/vnd.cjm+json": 7}}]}]}',
        b'{"cells": [{"outputs": [{"data": {"application/vnd.cjm+json": {"cjm": NaN}}}]}]}',
        b'{"cells": [' + b"1" * 10_000 + b"]}",
        b'{"cells": [' + b"[]," * 1_500_000 + b"[]]}",
    ],
)
def test_a_hostile_notebook_ends_in_a_sentence(tmp_path: Path, content: bytes):
    (tmp_path / "ada.ipynb").write_bytes(content)
    result = grade(tmp_path, RUBRIC)["ada"]
    assert result.points == 0
    assert result.problem.startswith("ada.ipynb")
    assert result.problem.endswith(".")


def test_links_pipes_and_folders_are_not_read(tmp_path: Path):
    secret = tmp_path / "secret.cjm.json"
    best().save(secret)
    root = tmp_path / "class"
    (root / "ada").mkdir(parents=True)
    (root / "ada" / "map.cjm.json").symlink_to(secret)
    (root / "ben").symlink_to(tmp_path)
    (root / "cyd.cjm.json").symlink_to(secret)
    os.mkfifo(root / "dee.cjm.json")
    (root / "eve.cjm.json").mkdir()
    (root / ".hidden").mkdir()
    graded = grade(root, RUBRIC)
    assert [one.student for one in graded.submissions] == ["ada", "ben", "cyd", "dee", "eve"]
    assert {result.points for result in graded.results} == {0}
    assert "is a link to somewhere else" in graded["ben"].problem
    assert "named pipe" in graded["dee"].problem


def test_names_of_students_are_data(tmp_path: Path):
    root = tmp_path / "class"
    names = ["=1+1", "<b>x", "a" * 240, "ü ñ", "-rf", "con", "a.b"]
    for name in names:
        (root / name).mkdir(parents=True)
    os.makedirs(os.fsencode(root) + b"/\xff\xfe")
    graded = grade(root, RUBRIC)
    files = graded.write(tmp_path / "out")
    assert len(files) == 3 + len(names) + 1
    assert all(path.exists() and path.parent.parent in (tmp_path, tmp_path / "out") for path in files)
    assert "<b>x" not in graded.student_page("<b>x").replace("<body>", "")
    assert "'=1+1" in graded.csv_text()


def test_of_several_maps_the_one_asked_for_counts(tmp_path: Path):
    (tmp_path / "ada").mkdir()
    cjm.Journey(["Wait"]).save(tmp_path / "ada" / "a.cjm.json")
    best().save(tmp_path / "ada" / "map.cjm.json")
    assert grade(tmp_path, RUBRIC)["ada"].points == 12
    any_map = read_rubric(RUBRIC.read_text(encoding="utf-8").replace('file = "map.cjm.json"', ""))
    graded = grade(tmp_path, any_map)
    assert graded["ada"].points < 12
    assert graded.submissions[0].origin == "a.cjm.json, the first of 2 maps"


# --- the command, and Otter's files


def test_the_command_writes_what_it_says(folder: Path, graded: ClassResult, tmp_path: Path, capsys):
    out = tmp_path / "out"
    assert command_line.main(["grade", str(folder), "--rubric", str(RUBRIC), "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert "s14: 3.5 of 12; map.cjm.json" in told.out
    assert "s27: 0 of 12; There is no map.cjm.json and no notebook." in told.out
    assert "s01 and s02 share 10 of 10 texts" in told.out
    assert (out / "gradebook.csv").read_text(encoding="utf-8-sig").replace("\r\n", "\n") == (
        graded.csv_text().replace("\r\n", "\n")
    )
    assert len([*(out / "students").iterdir()]) == 30
    assert command_line.main(["grade", str(folder), "--rubric", str(RUBRIC), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["points"] for row in rows] == [result.points for result in graded.results]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "--rubric", str(RUBRIC)], "no folder of submissions"),
        ([".", "--rubric", "nowhere.toml"], "cannot be read"),
        ([".", "--rubric", str(RUBRIC), "--out", "graded"], "is in the folder of the submissions"),
        ([".", "--rubric", str(RUBRIC), "--min-n", "0"], "at least 1"),
        ([".", "--rubric", str(RUBRIC), "--starter", "none.cjm.json"], "There is no file none.cjm.json"),
    ],
)
def test_the_command_refuses_with_a_sentence(arguments, message, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ada").mkdir()
    assert command_line.main(["grade", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_otters_cases_add_up_to_the_points_of_each_item(tmp_path: Path):
    for path in otter_tests(RUBRIC, tmp_path / "tests"):
        scope: dict[str, object] = {}
        exec(path.read_text(encoding="utf-8"), scope)
        test = scope["test"]
        cases = test["suites"][0]["cases"]
        assert sum(case["points"] for case in cases) == test["points"]
        assert not any(case["hidden"] for case in cases)  # this rubric has no answers
    assert len([*(tmp_path / "tests").iterdir()]) == 7


def test_hostile_words_are_in_the_hostile_map(graded: ClassResult):
    """Else the tests of pages would show nothing."""
    maps = [one.document for one in graded.submissions if one.document is not None]
    assert sum(HOSTILE[0] in [stage.name for stage in document.stages] for document in maps) == 1
