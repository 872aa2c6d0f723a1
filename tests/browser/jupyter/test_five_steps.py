"""The five steps of the quickstart as a user takes them, its own cells run in a real JupyterLab."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Show
from tests.browser.notebook import Notebook
from tests.browser.quickstart import JOIN, JOURNEY, step
from tests.browser.screen import Screen

MAYA = "journey.emotion.loc['Security', 'Maya Torres']"
NUMBERS = """map => [...map.querySelectorAll('[data-lane=rating] [data-stage]')].map(cell => [
    '.cjm-m-top b', '.cjm-ci', '.cjm-n', '.cjm-top2 > span:last-child'
].map(part => cell.querySelector(part)?.textContent))"""


@pytest.fixture
def screen(show_in_lab: Show) -> Screen:
    """The template's map, with room for more cells below."""
    return show_in_lab(JOURNEY, JOIN)


@pytest.fixture
def joined(screen: Screen) -> Screen:
    """The map with the survey joined."""
    screen.host.run(1)
    screen.until(lambda: numbers(screen), said(screen.host))
    return screen


def run(screen: Screen, source: str) -> None:
    """Run a new cell; what is then on screen is there because it finished."""
    screen.host.run(screen.host.append(source))


def press(cell: Locator) -> None:
    """Press a cell at its foot, below its cards and the buttons that follow them."""
    place = cell.bounding_box()
    assert place
    cell.click(position={"x": place["width"] / 2, "y": place["height"] - 6})


def numbers(screen: Screen) -> Any:
    """What the rating lane shows, stage by stage: mean, interval, n, top two boxes."""
    return screen.root.evaluate(NUMBERS)


def said(notebook: Notebook) -> list[list[str]]:
    """The same from ``journey.measures``, written as the map writes numbers."""
    rows = notebook.value("journey.measures.to_dict('records')")
    means = [row for row in rows if row["measure"] == "mean"]
    boxes = [row for row in rows if row["measure"] == "top_box"]
    return [
        [
            f"{mean['value']:.2f}",
            f"{mean['low']:.2f}–{mean['high']:.2f}",
            f"n {mean['n']:,}",
            f"{100 * box['value']:.0f} %",
        ]
        for mean, box in zip(means, boxes, strict=True)
    ]


def measured(screen: Screen) -> Any:
    """The values of the measured curve's points, from the emotion lane."""
    labels = screen.root.locator(".cjm-pt.is-all").evaluate_all("all => all.map(one => one.ariaLabel)")
    return [float(label.split()[1].strip(",").replace("−", "-")) for label in labels]


def means(notebook: Notebook) -> Any:
    """The same from ``journey.measures``: 1 to 5 is drawn on -2 to 2."""
    values = notebook.value("journey.measures.query(\"measure == 'mean'\")['value'].tolist()")
    return pytest.approx([value - 3 for value in values], abs=0.0051)


def test_the_template_is_shown_under_the_cell(screen: Screen) -> None:
    names = screen.host.value("list(journey.frame.index)")
    screen.stages(*names)
    expect(screen.root.get_by_label("Title")).to_have_value("Departing from SFO")
    expect(screen.root.locator(".cjm-line.is-drawn")).to_have_count(2)
    cards = "int((journey.cards['text'] != '').sum())"
    expect(screen.root.locator("[data-card]")).to_have_count(screen.host.value(cards))


def test_what_is_typed_in_a_cell_is_in_the_frame(screen: Screen) -> None:
    press(screen.at("pain-points/overall"))
    screen.type("Nobody says thank you")
    screen.press("Control+Enter")
    last = "journey.frame.loc['Overall', 'Pain points'].splitlines()[-1]"
    screen.host.settle(last, "Nobody says thank you")
    screen.at("pain-points/overall").locator("[data-card]", has_text="Nobody says thank you").wait_for()


def test_a_point_dragged_is_in_the_emotion(screen: Screen) -> None:
    screen.drag(screen.point("security", "maya-torres"), 0, -106)
    screen.host.settle(f"round({MAYA}, 6)", 0.4)
    assert screen.host.value("journey.revision") == 1


def test_a_point_moved_with_arrows_is_in_the_emotion_as_one_edit(screen: Screen) -> None:
    screen.point("security", "maya-torres").click()
    screen.press_at_once("ArrowUp", "ArrowUp", "ArrowUp")
    screen.host.settle(f"round({MAYA}, 6)", -1.3)
    assert screen.host.value("journey.revision") == 1


def test_an_edit_of_the_frame_is_on_screen_when_the_cell_finishes(screen: Screen) -> None:
    run(screen, step('journey.frame.loc["Security", "Pain points"] ='))
    screen.cards("pain-points/security", "No idea how long the queue is")
    screen.until(lambda: screen.point("security", "maya-torres").get_attribute("aria-valuenow"), "-1.5")


def test_a_frame_assigned_is_on_screen(screen: Screen) -> None:
    run(screen, step("journey.frame = edited"))
    screen.cards("actions/overall", "Tells a friend")


def test_an_edit_of_the_emotion_moves_the_curve(screen: Screen) -> None:
    line = screen.root.locator(".cjm-line.is-drawn").last
    before = line.get_attribute("d")
    run(screen, "journey.emotion.loc['Security', 'Maya Torres'] = 1.5")
    screen.until(lambda: screen.point("security", "maya-torres").get_attribute("aria-valuenow"), "1.5")
    screen.until(lambda: line.get_attribute("d") != before, True)


def test_an_edit_that_cannot_be_is_refused_in_words_and_changes_nothing(screen: Screen) -> None:
    cell = screen.host.append("journey.emotion.loc['Security', 'Maya Torres'] = 7")
    screen.host.run(cell)
    assert "7" in screen.host.output(cell)
    assert "Security" in screen.host.output(cell)
    assert screen.host.value(MAYA) == -1.6
    assert screen.host.value("journey.revision") == 0


def test_undo_in_the_map_takes_back_what_python_did_last(screen: Screen) -> None:
    press(screen.at("actions/overall"))
    screen.type("Tells friends")
    screen.press("Control+Enter")
    screen.at("actions/overall").locator("[data-card]", has_text="Tells friends").wait_for()
    run(screen, "journey.frame.loc['Security', 'Actions'] = 'Runs'")
    screen.cards("actions/security", "Runs")
    screen.go("actions/overall")
    screen.press("Control+z")
    screen.cards("actions/security", "Queues, shows ID", "Unpacks the laptop, repacks")
    screen.cards("actions/overall", "Rates the airport at the gate", "Tells friends")
    screen.press("Control+z")
    screen.cards("actions/overall", "Rates the airport at the gate")
    screen.host.settle("journey.frame.loc['Overall', 'Actions']", "Rates the airport at the gate")


def test_undo_in_python_takes_back_what_the_screen_did_last(screen: Screen) -> None:
    run(screen, "journey.frame.loc['Security', 'Actions'] = 'Runs'")
    screen.cards("actions/security", "Runs")
    screen.point("security", "maya-torres").click()
    screen.press("End")
    screen.host.settle(MAYA, 2)
    run(screen, "journey.undo()")
    screen.until(lambda: screen.point("security", "maya-torres").get_attribute("aria-valuenow"), "-1.6")
    screen.cards("actions/security", "Runs")
    run(screen, "journey.undo()")
    screen.cards("actions/security", "Queues, shows ID", "Unpacks the laptop, repacks")


def test_a_joined_survey_shows_every_stage_its_mean_interval_and_n(joined: Screen) -> None:
    shown = numbers(joined)
    assert len(shown) == 7
    assert shown[3][:3] == ["4.31", "4.27–4.34", "n 2,407"]


def test_the_measured_curve_with_its_band_stands_behind_the_drawn_one(joined: Screen) -> None:
    joined.until(lambda: measured(joined) == means(joined.host), True)
    for curve in (".cjm-line.is-all", ".cjm-band.is-all"):
        box = joined.root.locator(curve).bounding_box()
        assert box
        assert box["width"] > 1000
    order = joined.root.locator(".cjm-plot path").evaluate_all("all => all.map(one => one.className.baseVal)")
    assert sum("is-drawn" in name for name in order) == 2


def test_choosing_a_segment_in_the_map_recomputes_everything(joined: Screen) -> None:
    before, curve = numbers(joined), joined.root.locator(".cjm-line.is-all").get_attribute("d")
    joined.root.get_by_role("radio", name="International").check(force=True)
    joined.host.settle("journey.filters", {"flight_type": ["international"]})
    joined.until(lambda: numbers(joined), said(joined.host))
    assert all(old != new for old, new in zip(before, numbers(joined), strict=True))
    joined.until(lambda: measured(joined) == means(joined.host), True)
    joined.until(lambda: joined.root.locator(".cjm-line.is-all").get_attribute("d") != curve, True)


def test_two_views_in_one_notebook_show_the_same_choice(joined: Screen) -> None:
    run(joined, "cjm.JourneyGrid(journey)")
    views = [joined, Screen(joined.host, 1)]
    views[1].root.get_by_role("radio", name="Domestic").check(force=True)
    for view in views:
        view.until(view.root.get_by_role("radio", name="Domestic").is_checked, True)
        view.until(lambda view=view: numbers(view), said(joined.host))


def test_filtering_in_python_recomputes_everything_on_screen(joined: Screen) -> None:
    before = numbers(joined)
    run(joined, step('journey.filter(flight_type="international")'))
    joined.until(joined.root.get_by_role("radio", name="International").is_checked, True)
    joined.until(lambda: numbers(joined), said(joined.host))
    assert all(old != new for old, new in zip(before, numbers(joined), strict=True))
    run(joined, "journey.filter()")
    joined.until(lambda: numbers(joined), before)


def test_rows_changed_in_place_change_the_map_when_the_cell_finishes(joined: Screen) -> None:
    before = numbers(joined)
    run(joined, step('survey.loc[survey["flight_type"] == "international", "Q14PASSTHRU"] = 5'))
    joined.until(lambda: numbers(joined)[3] != before[3], True)
    joined.until(lambda: numbers(joined), said(joined.host))


def test_everything_is_there_after_saving_and_a_restart(shared: Notebook) -> None:
    shared.replace([step("import cjm_widgets"), JOIN, step("journey.save")])
    shared.run(0, 1)
    shared.saved()
    screen = Screen(shared)
    press(screen.at("pain-points/overall"))
    screen.type("Nobody says thank you")
    screen.press("Control+Enter")
    screen.point("security", "maya-torres").click()
    screen.press("Home")
    shared.settle(MAYA, -2)
    shared.run(2)
    texts, scores = shared.value("[journey.frame.to_json(), journey.emotion.to_json()]")
    figures, shown = shared.value("journey.measures.to_json()"), numbers(screen)
    curve = measured(screen)

    shared.lab.request(f"/api/kernels/{shared.kernel}/restart", "POST")
    shared.replace(["import cjm_widgets as cjm\njourney = cjm.read('departure.cjm.json')\njourney"])
    shared.run(0)
    assert shared.value("[journey.frame.to_json(), journey.emotion.to_json()]") == [texts, scores]
    assert shared.value("journey.measures.to_json()") == figures
    screen.until(lambda: numbers(screen), shown)
    screen.until(lambda: measured(screen), curve)
    screen.cards("pain-points/overall", "International NPS 33.7, domestic 43.5", "Nobody says thank you")
