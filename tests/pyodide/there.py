"""What only Pyodide can show of document, storage, lint and grading; `tests.pyodide` runs it there."""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from cjm_widgets.document.apply import apply
from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Card
from cjm_widgets.document.operations import AddCard
from cjm_widgets.grading import grade
from cjm_widgets.grading.classroom import page_name
from cjm_widgets.journey.files.templates import template_paths
from cjm_widgets.lint.linter import Linter
from cjm_widgets.storage import file
from cjm_widgets.storage.file import ChangedFileError, MapFile

CLASS = Path("/class")
"""Where Node shows Pyodide what the class handed in."""
RUBRIC = Path(__file__).parents[2] / "notebooks" / "lessons" / "assignment-rubric.toml"
HEAVY = {"anywidget", "ipywidgets", "narwhals", "numpy", "pandas", "scipy"}


def test_this_is_pyodide_and_starts_no_thread() -> None:
    assert sys.platform == "emscripten"
    with pytest.raises(RuntimeError, match="thread"):
        threading.Thread(target=print).start()


def test_every_module_of_the_rooms_is_imported_without_numpy_and_pandas() -> None:
    for room in ("document", "storage", "lint", "grading"):
        package = import_module(f"cjm_widgets.{room}")
        for module in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
    assert {name.partition(".")[0] for name in sys.modules} & HEAVY == set()


def test_a_map_is_edited_saved_and_looked_at_again(tmp_path: Path) -> None:
    document = file.read(template_paths()["airport-departure"])
    path = file.save(document, tmp_path / "visit.cjm.json")
    before = len(Linter().update(document))
    opened = MapFile(path)
    opened.read()
    card = AddCard(stage="security", lane="pain-points", card=Card(id="new", text="TODO"))
    edited, inverse = apply(document, card)
    opened.save(edited)
    assert file.read(path) == edited
    assert len(Linter().update(edited)) > before
    assert apply(edited, inverse)[0] == document
    path.write_text(file.dumps(document), encoding="utf-8")
    with pytest.raises(ChangedFileError):
        opened.save(edited)


@pytest.mark.parametrize("depth", [300, 499, 501, 40_000])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}")])
def test_no_text_is_nested_deeply_enough_to_end_pyodide(depth: int, start: str, end: str) -> None:
    with pytest.raises(FileFormatError, match="nested too deeply"):
        file.loads(f'{{"cjm": "1.9", "id": "x", "later": {start * depth}0{end * depth}}}')


def test_thirty_submissions_get_the_points_and_pages_that_cpython_writes() -> None:
    result = grade(CLASS / "submitted", RUBRIC)
    texts = {"gradebook.csv": "\ufeff" + result.csv_text()}
    for one in result.submissions:
        texts[f"students/{page_name(one.student)}"] = result.student_page(one.student)
    assert len(texts) == 31
    for name, text in texts.items():
        assert text.encode() == (CLASS / "graded" / name).read_bytes(), name
