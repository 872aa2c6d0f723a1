"""What a displayed journey holds, read as files really are: without kernel, offline, converted, untrusted."""

from __future__ import annotations

import base64
import copy
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import lxml.html
import nbformat
import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import UnknownNameError
from cjm_widgets.storage import file
from tests.unit.render.maps import airport, saying
from tests.unit.render.node import javascript

TEX = shutil.which("xelatex") and shutil.which("pandoc")
WIDGET = "application/vnd.jupyter.widget-view+json"
DOCUMENT = "application/vnd.cjm+json"
SANITIZED = """
import { Sanitizer } from "@jupyterlab/apputils/lib/sanitizer";
export default (html) => new Sanitizer().sanitize(html);
"""
CELLS = [
    "import cjm_widgets as cjm\nfrom cjm_widgets.examples import AIRPORT_COLUMNS, airport_survey",
    "journey = cjm.Journey.from_template('airport-departure')\n"
    "source = journey.join(airport_survey(), columns=AIRPORT_COLUMNS, scale=(1, 5), missing=[0, 6, 'Blank'],"
    " by='flight_type')\njourney",
]


def shown(thing: Any) -> dict[str, Any]:
    data, _ = thing._repr_mimebundle_()
    return dict(data)


def pictured(html: str) -> str:
    """The SVG inside an image of a display."""
    (source,) = lxml.html.fragment_fromstring(html, create_parent=True).xpath("//img/@src")
    start, _, coded = source.partition(",")
    assert start == "data:image/svg+xml;base64"
    return base64.b64decode(coded).decode()


@pytest.fixture
def small() -> cjm.Journey:
    return cjm.Journey(["Arrive", "Wait"], lanes=["Emotion", "Actions"], title="A visit")


# --- what is in it


def test_two_versions_are_shown_as_their_change(small: cjm.Journey) -> None:
    small.snapshot("Draft", by="Ada")
    small.rename_stage("Wait", "Waiting")
    view = cjm.JourneyMap(small, compare="Draft")
    data, metadata = view._repr_mimebundle_()
    assert list(data) == ["text/plain", WIDGET, DOCUMENT, "text/html"]
    tree = lxml.html.fragment_fromstring(data["text/html"])
    assert tree.text_content().endswith("changedstageWaitingnameWaitWaiting")
    assert not tree.xpath("//script|//img|//link|//iframe")
    assert metadata[DOCUMENT] == {"part": "map", "compare": ["draft", " now"]}
    small.remove_snapshot("Draft")
    assert "nothing changed" in shown(view)["text/html"]
    assert "compare" not in cjm.JourneyMap(small)._repr_mimebundle_()[1][DOCUMENT]


def test_versions_that_are_not_there_are_refused(small: cjm.Journey) -> None:
    small.snapshot("Draft", by="Ada")
    with pytest.raises(UnknownNameError, match="did you mean 'Draft'"):
        cjm.JourneyMap(small, compare="Daft")
    with pytest.raises(cjm.CjmError, match="names one or two versions"):
        cjm.JourneyMap(small, compare=("Draft", "now", "future"))  # type: ignore[arg-type]


def test_every_reader_finds_something(small: cjm.Journey) -> None:
    assert list(shown(small)) == ["text/plain", WIDGET, DOCUMENT, "text/html"]


def test_the_document_is_what_its_file_holds(small: cjm.Journey) -> None:
    assert shown(small)[DOCUMENT] == json.loads(file.dumps(small.document))


def test_the_markup_is_a_picture_and_a_table(small: cjm.Journey) -> None:
    html = shown(small)["text/html"]
    assert ">Arrive</text>" in pictured(html)
    assert lxml.html.fragment_fromstring(html, create_parent=True).xpath("//th[@scope='col']/text()") == [
        "Lane",
        "Arrive",
        "Wait",
    ]


def test_a_view_of_a_part_has_the_picture_of_that_part(small: cjm.Journey) -> None:
    curve = pictured(shown(cjm.EmotionCurve(small))["text/html"])
    grid = pictured(shown(cjm.JourneyGrid(small))["text/html"])
    assert ">Delighted</text>" in curve
    assert ">Actions</text>" not in curve
    assert ">Delighted</text>" not in grid
    assert ">Actions</text>" in grid


def test_edits_made_in_pandas_in_the_same_cell_are_in_it(small: cjm.Journey) -> None:
    small.frame.loc["Wait", "Actions"] = "Reads"
    assert "Reads" in shown(small)["text/plain"]


def test_an_edit_that_cannot_be_is_told_and_the_map_is_shown(
    small: cjm.Journey, capsys: pytest.CaptureFixture[str]
) -> None:
    small.frame.loc["Wiat", "Actions"] = "Reads"
    assert "Wiat" not in shown(small)["text/plain"]
    assert "Wiat" in capsys.readouterr().err


def test_nothing_says_when_rows_were_read_or_their_file_was_written(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("Q\n" + "4\n" * 20, encoding="utf-8")
    journey = cjm.Journey(["Wait"])
    journey.join(rows, columns={"Q": "Wait"}, scale=(1, 5))
    (source,) = journey.document.sources
    assert source.file
    bundle = shown(journey)
    told = json.dumps(bundle[DOCUMENT]) + bundle["text/html"] + bundle["text/plain"]
    for moment in (source.read, source.file.modified):
        assert moment[:10] not in told + pictured(bundle["text/html"])


def test_a_sanitizer_keeps_the_markup_whole() -> None:
    for html in (
        shown(airport())["text/html"],
        shown(cjm.Journey.from_document(saying(["a", "b"])))["text/html"],
    ):
        assert _tree(javascript(SANITIZED, html)) == _tree(html)


def _tree(html: str) -> list[Any]:
    """Tags, attributes and text; not what a sanitizer sets itself on links."""
    every = lxml.html.fragment_fromstring(html, create_parent=True).iter()
    return [(one.tag, {k: v for k, v in one.attrib.items() if k != "rel"}, one.text or "") for one in every]


def test_an_edit_draws_nothing(small: cjm.Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    import cjm_widgets.render.web_page as web_page

    shown(small)
    drawn: list[object] = []
    monkeypatch.setattr(web_page, "paint_scene", lambda *scene: drawn.append(scene))
    small.set_emotion("Wait", -1)
    small.sync()
    assert drawn == []


def test_a_large_map_takes_no_more_than_a_megabyte_of_markup() -> None:
    journey = cjm.Journey([f"Stage {n}" for n in range(300)], lanes=[f"Lane {n}" for n in range(40)])
    journey.frame = journey.frame.map(lambda _: "A card says what a card says")
    bundle = shown(journey)
    assert len(bundle["text/html"].encode()) < 1_000_000
    assert len(bundle["text/plain"].splitlines()) < 200


# --- choosing


def test_html_needs_no_widget(small: cjm.Journey) -> None:
    with cjm.renderers.enable("html"):
        assert list(shown(small)) == ["text/html", "text/plain"]
        assert small._core.view is None


def test_the_image_is_the_picture_alone(small: cjm.Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    with cjm.renderers.enable("image"):
        bundle = shown(small)
        assert list(bundle) == ["image/png", "text/plain"]
        assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
        monkeypatch.setitem(sys.modules, "vl_convert", None)
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        assert "<table" not in shown(small)["text/html"]


def test_a_png_is_there_for_who_asks(small: cjm.Journey) -> None:
    with cjm.renderers.enable("widget", png=True):
        assert {WIDGET, "image/png"} <= set(shown(small))


def test_a_choice_holds_until_its_block_ends(small: cjm.Journey) -> None:
    with cjm.renderers.enable("html"):
        with cjm.renderers.enable("image"):
            assert cjm.renderers.active == "image"
        assert cjm.renderers.active == "html"
    assert cjm.renderers.active == "auto"


def test_an_unknown_renderer_is_told_with_the_nearest() -> None:
    with pytest.raises(cjm.CjmError, match="did you mean 'widget'"):
        cjm.renderers.enable("wigdet")


# --- as files are read


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """The notebook of these cells, run, without its widgets' state, as an editor saves it by default."""
    from nbclient import NotebookClient

    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    folder = tmp_path_factory.mktemp("executed")
    NotebookClient(
        made, kernel_name="python3", resources={"metadata": {"path": folder}}, store_widget_state=False
    ).execute()
    return made


def output(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    return dict(notebook.cells[1].outputs[-1].data)


def test_a_program_that_runs_it_leaves_the_live_map_out(executed: nbformat.NotebookNode) -> None:
    assert sorted(output(executed)) == [DOCUMENT, "text/html", "text/plain"]


@pytest.mark.parametrize("live", [False, True], ids=["run by a program", "saved by a front end"])
def test_a_notebook_run_again_has_the_same_outputs(
    executed: nbformat.NotebookNode, tmp_path: Path, live: bool
) -> None:
    notebook = copy.deepcopy(executed)
    if live:
        view = {"model_id": "0" * 32, "version_major": 2, "version_minor": 1}
        notebook.cells[1].outputs[-1].data[WIDGET] = view
    nbformat.write(notebook, tmp_path / "executed.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "executed.ipynb"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "2 passed" in run.stdout


@pytest.mark.parametrize("exporter", ["HTMLExporter", "SlidesExporter"])
def test_a_web_page_of_it_shows_picture_and_table(executed: nbformat.NotebookNode, exporter: str) -> None:
    import nbconvert

    text, _ = getattr(nbconvert, exporter)().from_notebook_node(executed)
    tree = lxml.html.document_fromstring(text)
    images = tree.xpath("//img[starts-with(@src, 'data:image/svg+xml;base64,')]")
    assert [image.get("alt") for image in images] == ["Departing from SFO"]
    assert tree.xpath("//table//th[@scope='row'][text()='Pain points']")
    assert WIDGET not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_markdown_of_it_shows_picture_and_table_offline(
    executed: nbformat.NotebookNode, tmp_path: Path
) -> None:
    from nbconvert import MarkdownExporter

    text, _ = MarkdownExporter().from_notebook_node(executed)
    assert "data:image/svg+xml;base64," in text
    assert "<table" in text


def test_latex_of_it_is_the_outline_or_the_picture_that_was_asked_for(
    executed: nbformat.NotebookNode,
) -> None:
    from nbconvert import LatexExporter

    text, _ = LatexExporter().from_notebook_node(executed)
    assert "Departing from SFO: 7 stages" in text
    with cjm.renderers.enable("widget", png=True):
        cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", shown(airport()))])
    text, resources = LatexExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert r"\includegraphics" in text
    assert any(name.endswith(".png") for name in resources["outputs"])


def test_a_frame_is_a_line_in_latex_not_the_html_of_its_page() -> None:
    from nbconvert import LatexExporter

    frame = airport().to_iframe()
    data = {"text/html": frame._repr_html_(), "text/plain": repr(frame)}
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data)])
    text, _ = LatexExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert "the page of a map in a frame" in text
    assert "doctype" not in text


@pytest.mark.slow
@pytest.mark.skipif(
    not TEX, reason="xelatex is not here: apt-get install texlive-xetex texlive-latex-extra pandoc"
)
def test_a_pdf_that_latex_makes_has_the_picture(tmp_path: Path) -> None:
    import pypdf

    with cjm.renderers.enable("html", png=True):
        outputs = [nbformat.v4.new_output("display_data", shown(airport()))]
    cells = [
        nbformat.v4.new_markdown_cell("**Figure 1.** The map."),
        nbformat.v4.new_code_cell(outputs=outputs),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "report.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "pdf", "report.ipynb"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    images = [image.image for page in pypdf.PdfReader(tmp_path / "report.pdf").pages for image in page.images]
    assert [image is not None and image.width > 2000 for image in images] == [True]


@pytest.mark.parametrize(
    "preferred",
    [
        ("text/html", "text/markdown", "image/svg+xml", "image/png", "text/plain"),
        ("text/markdown", "image/svg+xml", "image/png", "text/html", "text/plain"),
        ("image/svg+xml", "image/png", "text/html", "text/plain"),
    ],
)
def test_publishers_that_know_no_widget_end_at_picture_and_table(preferred: tuple[str, ...]) -> None:
    bundle = shown(airport())
    assert next(kind for kind in preferred if kind in bundle) == "text/html"
