"""A picture shows what the screen shows, is the same every time, and holds nothing that could run or load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.model import Card, Document, Lane, Persona, Score, Stage
from cjm_widgets.render.header import line_between
from cjm_widgets.render.paint import icons
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.scene import content_of, paint_scene, scene_of
from tests.unit.render.maps import airport, saying
from tests.unit.render.node import ROOT, javascript

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "desc", "g", "rect", "line", "circle", "path", "text"}


@pytest.fixture(scope="module")
def journey() -> cjm.Journey:
    return airport()


@pytest.fixture(scope="module")
def picture(journey: cjm.Journey) -> ElementTree.Element:
    return ElementTree.fromstring(journey.to_svg())


def words(picture: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def drawn(document: Document, **options: object) -> ElementTree.Element:
    content = content_of(document, {}, **options)  # type: ignore[arg-type]
    return ElementTree.fromstring(ElementTree.tostring(paint_scene(scene_of([content]), LIGHT)))


def test_it_is_made_of_shapes_and_text_alone(picture: ElementTree.Element) -> None:
    assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= KNOWN
    names = {name for element in picture.iter() for name in element.attrib}
    assert not [
        name for name in names if name.startswith("on") or "href" in name or name in ("style", "class")
    ]


def test_it_says_what_it_is_to_those_who_cannot_see_it(picture: ElementTree.Element) -> None:
    assert picture.attrib["role"] == "img"
    assert picture[0].tag == f"{SVG}title"
    assert picture[0].text == "Departing from SFO"
    assert "4. Security (Kenji Sato -1.1, Maya Torres -1.6)" in (picture[1].text or "")


@pytest.mark.parametrize(
    "text",
    [
        "Departing from SFO",
        "Current state",
        "Maya Torres",
        "n 1,775",
        "Before the airport",
        "70 min",
        "Security",
        "Moment of truth",
        "17 min",
        "throughout",
        "+1.31",
        "−1.6",
        "2.9 higher",
        "Delighted",
        "4.31",
        "4.27–4.34",
        "n 2,407",
        "82 %",
        "Top-2 box",
        "“If the bridge is slow I lose",
        "Interview 03",
        "Impact 4–7 · Effort 4–7",
        "PR",
        "live data",
        "Line of visibility",
        "7 stages",
        "Data 10",
    ],
)
def test_it_shows(picture: ElementTree.Element, text: str) -> None:
    assert text in words(picture)


def test_the_same_map_is_the_same_picture_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "map.cjm.json"
    airport().save(path)
    made = subprocess.run(
        [sys.executable, "-c", f"import cjm_widgets as cjm; print(cjm.read({str(path)!r}).to_svg(), end='')"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "5", "PATH": "/usr/bin:/bin"},
    )
    assert made.stdout == cjm.read(path).to_svg()


def test_filters_in_force_are_drawn_and_said() -> None:
    journey = airport()
    journey.filter(flight_type="international")
    shown = " ".join(words(ElementTree.fromstring(journey.to_svg())))
    assert "1,056 respondents · only international" in shown
    mean = journey.measures.query("stage == 'Security' and measure == 'mean'")
    assert f"n {mean['n'].item():,}" in shown
    assert f"{mean['value'].item():.2f}" in shown


def test_chosen_lanes_are_drawn_in_the_maps_order(journey: cjm.Journey) -> None:
    shown = words(ElementTree.fromstring(journey.to_svg(lanes=["Actions", "Emotion"])))
    assert shown.index("Emotion") < shown.index("Actions")
    assert "Thoughts" not in shown


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"lanes": ["Action"]}, "did you mean 'Actions'"),
        ({"lanes": "Actions"}, r"did you mean \['Actions'\]"),
        ({"theme": "drak"}, "did you mean 'dark'"),
        ({"width": 300}, "at least 828 px for 7 stages"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_the_nearest(
    journey: cjm.Journey, options: dict[str, object], sentence: str
) -> None:
    with pytest.raises(cjm.CjmError, match=sentence):
        journey.to_svg(**options)  # type: ignore[arg-type]


def test_a_width_is_the_pictures(journey: cjm.Journey) -> None:
    wide = ElementTree.fromstring(journey.to_svg(width=1800))
    assert float(wide.attrib["width"]) == pytest.approx(1801)


def test_a_spanning_card_takes_the_empty_columns_after_it() -> None:
    text = "Says more than fits into a single column of this width, on one line"
    document = Document(
        id="map",
        stages=(Stage(id="a", name="A"), Stage(id="b", name="B"), Stage(id="c", name="C")),
        lanes=(Lane(id="lane", name="Lane"),),
        cells={"lane": {"a": (Card(id="card", text=text, span=2),)}},
    )
    assert text in words(drawn(document))
    document = Document(
        id="map",
        stages=document.stages,
        lanes=document.lanes,
        cells={"lane": {**document.cells["lane"], "b": (Card(id="other", text="x"),)}},
    )
    assert text not in words(drawn(document))


def test_the_line_between_layers_is_the_one_customers_notice() -> None:
    assert line_between("customer", "frontstage") == "interaction"
    assert line_between("frontstage", "backstage") == "visibility"
    assert line_between("customer", "support") == "visibility"
    assert line_between("backstage", "support") == "internal"
    assert line_between("support", "customer") == "visibility"
    assert line_between("backstage", "backstage") is None


def test_a_gap_is_said_and_not_bridged() -> None:
    document = Document(
        id="map",
        stages=tuple(Stage(id=name, name=name) for name in "abcd"),
        lanes=(Lane(id="e", name="E", kind="emotion"),),
        personas=(Persona(id="p", name="P"),),
        emotion={"p": {"a": Score(1), "b": Score(0), "d": Score(1)}},
    )
    shown = drawn(document)
    assert words(shown).count("no score drawn") == 1
    dashed = [path.attrib["d"] for path in shown.iter(f"{SVG}path") if path.get("stroke-dasharray") == "6 4"]
    assert [d.count("L") for d in dashed] == [1]


@pytest.mark.parametrize(
    "document", [Document(id="empty"), Document(id="e", stages=(Stage(id="s", name="S"),))]
)
def test_a_map_of_nothing_is_drawn(document: Document) -> None:
    assert "Untitled journey" in words(drawn(document))


def test_text_stays_text_whatever_it_says() -> None:
    hostile = [
        "<script>alert(1)</script>",
        "]]><x onload='a'>",
        "a\x00b\x1b\ufffe",
        "\u202ertl\u2066",
        "x" * 3000,
    ]
    shown = drawn(saying(hostile))
    assert {element.tag.removeprefix(SVG) for element in shown.iter()} <= KNOWN
    assert "<script>alert(1)</script>" in "".join(words(shown))


def test_no_line_of_a_card_leaves_its_card(picture: ElementTree.Element) -> None:
    width = float(picture.attrib["width"])
    assert all(0 <= float(text.attrib["x"]) <= width for text in picture.iter(f"{SVG}text"))


def test_the_drawings_are_the_screens() -> None:
    module = 'import { PATHS } from "./js/src/scene/icons"; export default () => PATHS;'
    assert javascript(module, None) == icons(), (
        "node js/icons.mjs > cjm_widgets/render/icons.json brings them up to date"
    )
