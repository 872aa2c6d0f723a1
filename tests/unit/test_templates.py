"""Templates: what ships, one's own folders, and guidance, which is never content."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import cjm_widgets as cjm
from cjm_widgets.document.errors import FileFormatError, UnknownNameError
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Document
from cjm_widgets.journey.files.templates import template, template_paths

PACKAGE = Path(cjm.__file__).parent / "templates"
NAMES = sorted(path.name.removesuffix(".cjm.json") for path in PACKAGE.glob("*.cjm.json"))
REQUESTED = """customer-lifecycle buyers-journey b2b-lifecycle saas-trial online-shop luxury-purchase
first-time-user support-case renewal service-blueprint current-state future-state day-in-the-life empathy-map
user-journey aarrr product-journey patient-visit student-enrolment hospital-stay airport-departure
story-map"""


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CJM_TEMPLATES", str(tmp_path / "own"))


def test_every_template_that_is_promised_ships() -> None:
    assert set(REQUESTED.split()) <= set(NAMES)
    assert set(json.loads((PACKAGE / "index.json").read_text())) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_all_that_a_beginner_needs(name: str) -> None:
    document = template(name)
    assert document.title
    assert document.scenario
    assert document.origin
    assert document.personas
    assert len(document.stages) >= 3
    for stage in document.stages:
        assert stage.goal, stage.name
        assert stage.action, stage.name
    lanes = card_lanes(document)
    assert len({lane.role for lane in lanes} - {"other"}) >= 1
    for lane in lanes:
        assert set(lane.guidance) == {stage.id for stage in document.stages}, lane.name
        assert all(lane.guidance.values()), lane.name
    guides = [text for lane in lanes for text in lane.guidance.values()]
    assert len(set(guides)) == len(guides), "the same guidance stands in two cells"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "airport-departure"])
def test_guidance_is_no_content(name: str) -> None:
    journey = cjm.Journey.from_template(name)
    guides = [text for lane in journey.document.lanes for text in lane.guidance.values()]
    assert journey.cards.empty
    assert journey.evidence().empty
    assert (journey.frame == "").all(axis=None)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for export in (journey.to_svg(), journey.to_html(), journey.to_csv(), journey.to_markdown()):
            assert not any(text in export for text in guides)
        journey.to_mermaid()
    assert not any("guidance" in str(one.message) for one in caught)


def test_guidance_stays_in_the_file_and_is_an_edit_like_any_other(tmp_path: Path) -> None:
    journey = cjm.Journey(["Wait"], lanes=["Actions"])
    journey.set_lane("Actions", guidance={"wait": "What do they do meanwhile?"})
    path = tmp_path / "a.cjm.json"
    journey.save(path)
    assert cjm.read(path).document.lanes[0].guidance == {"wait": "What do they do meanwhile?"}
    journey.undo()
    assert journey.document.lanes[0].guidance == {}


def test_templates_are_a_frame() -> None:
    frame = cjm.templates()
    assert frame.index.tolist() == NAMES
    assert frame.loc["buyers-journey", "stages"] == ("Awareness", "Consideration", "Decision")
    assert set(frame["group"]) == {"customer", "service", "people"}
    assert (frame["why"] == "").all()
    assert frame["origin"].str.len().min() > 20


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'buyers-journey'"):
        cjm.Journey.from_template("buyer-journey")


def _save(folder: Path, name: str, title: str) -> None:
    folder.mkdir(exist_ok=True)
    cjm.Journey(["Arrive"], title=title).save(folder / f"{name}.cjm.json")


def test_own_templates_come_from_the_folder_beside_the_notebook_and_from_the_user_s(tmp_path: Path) -> None:
    _save(tmp_path / "own", "ours", "The user's")
    _save(tmp_path / "own", "renewal", "Our renewal")
    assert cjm.Journey.from_template("ours").title == "The user's"
    _save(tmp_path / "templates", "ours", "Beside the notebook")
    assert cjm.Journey.from_template("ours").title == "Beside the notebook"
    assert cjm.Journey.from_template("renewal").title == "Our renewal"
    frame = cjm.templates()
    assert frame.loc[["ours", "renewal"], "group"].tolist() == ["yours", "yours"]
    assert len(frame) == len(NAMES) + 1


def test_a_file_of_one_s_own_that_is_no_map_is_listed_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "notes.cjm.json").write_text("not a map")
    assert "notes.cjm.json" in cjm.templates().loc["notes", "why"]
    with pytest.raises(FileFormatError):
        cjm.Journey.from_template("notes")


def test_names_are_not_paths(tmp_path: Path) -> None:
    cjm.Journey(["Arrive"]).save(tmp_path / "secret.cjm.json")
    with pytest.raises(UnknownNameError):
        cjm.Journey.from_template("../secret")
    assert "../secret" not in template_paths()


def test_the_origin_of_a_map_is_a_field_like_its_scenario() -> None:
    journey = cjm.Journey(["Arrive"])
    journey.set_map(origin="Service design")
    assert journey.document.origin == "Service design"
    assert [row.field for row in _changes(cjm.Journey(["Arrive"]).document, journey.document)] == ["origin"]


def _changes(before: Document, after: Document) -> list[object]:
    return list(cjm.diff(before, after).itertuples())


def test_a_wrong_name_is_answered_with_an_outline_of_the_likely_template() -> None:
    for name in ("airprt", "airport-departur", "Departure"):
        with pytest.raises(UnknownNameError, match="did you mean 'airport-departure'") as refusal:
            cjm.Journey.from_template(name)
        outline = str(refusal.value).splitlines()[1:]
        assert outline[0].startswith("airport-departure: Getting there → Roads, parking, shuttle → ")
        assert outline[1].startswith("  lanes: Emotion, Rating, Actions")
    with pytest.raises(UnknownNameError) as refusal:
        cjm.Journey.from_template("zzzz")
    assert "did you mean" not in str(refusal.value)


def test_a_notebook_shows_a_wrong_name_with_pictures_of_templates_like_it() -> None:
    shell = InteractiveShell.instance()
    shell.kernel = object()
    try:
        with capture_output() as shown:
            result = shell.run_cell("import cjm_widgets\ncjm_widgets.Journey.from_template('airprt')")
        assert isinstance(result.error_in_exec, UnknownNameError)
        (pictures,) = (one.data["text/html"] for one in shown.outputs)
        assert pictures.count("<svg") == 6
        assert pictures.index("airport-departure") < pictures.index("</figure>")
        assert "did you mean 'airport-departure'" in shown.stdout
        del shell.kernel
        with capture_output() as shown:
            shell.run_cell("cjm_widgets.Journey.from_template('airprt')")
        assert shown.outputs == []
    finally:
        InteractiveShell.clear_instance()
