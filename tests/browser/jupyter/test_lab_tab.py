"""Map files as documents of JupyterLab: opened, edited, saved, reverted, restored, made, inserted."""

from __future__ import annotations

import difflib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import cjm_widgets as cjm
from cjm_widgets.journey.files.templates import template
from cjm_widgets.storage import file
from tests.browser.conftest import new_context
from tests.browser.lab import PATIENCE, Lab
from tests.browser.tab import CURRENT, OPEN, Tab

TEMPLATE = Path(file.__file__).parents[1] / "templates" / "airport-departure.cjm.json"
Open = Callable[..., Tab]


@pytest.fixture(scope="module")
def lab_page(browser: Browser) -> Iterator[Page]:
    """One page for the tests that open a file alone."""
    context = new_context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(lab: Lab, lab_page: Page, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Writes a file named after the test and opens it alone; without a text it is the airport's template.

    JupyterLab is loaded for the first, and again after a test that failed.
    """
    failures = request.session.testsfailed

    def opened(text: str | None = None) -> Tab:
        tab = Tab(lab, lab_page, re.sub(r"\W+", "-", request.node.name)[:80] + ".cjm.json")
        if text is None:
            shutil.copy(TEMPLATE, tab.file)
        else:
            tab.file.write_text(text, encoding="utf-8")
        if lab_page.url == "about:blank":
            tab.visit()
        else:
            tab.open()
        return tab

    yield opened
    if request.session.testsfailed > failures:
        lab_page.goto("about:blank")


def changed_lines(before: str, after: str) -> list[str]:
    """What a diff shows, without its headers and what is the same."""
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_a_map_file_opens_as_grid_and_curve_without_a_kernel_and_without_becoming_dirty(opened: Open) -> None:
    tab = opened()
    expect(tab.map.locator(".cjm-stage")).to_have_count(7)
    expect(tab.map.locator(".cjm-line.is-drawn")).to_have_count(2)
    expect(tab.cell("actions/security")).to_contain_text("Queues, shows ID")
    tab.status("Saved")
    assert not tab.dirty
    assert [one for one in tab.lab.request("/api/sessions") if one["path"] == tab.name] == []
    expect(tab.page.locator("#jp-bottom-panel")).to_contain_text("7 stages × 8 lanes · revision 0 · saved")


def test_opportunities_of_a_file_are_saved_for_jira_without_a_kernel(opened: Open) -> None:
    tab = opened()
    tab.cell("actions/security").click(position={"x": 3, "y": 3})
    tab.page.keyboard.press("Control+i")
    tab.map.get_by_role("tab", name="Opportunities").click()
    expect(tab.map.locator(".cjm-foot .cjm-hints:visible")).to_have_text(
        "↑ ↓ opportunity ↵ details F6 map, list"
    )
    tab.map.get_by_role("button", name="Export for Jira, Linear").click()
    with tab.page.expect_download() as saved:
        tab.map.get_by_role("menuitem", name="CSV for Jira").click()
    assert saved.value.suggested_filename == "departing-from-sfo-jira.csv"
    assert Path(saved.value.path()).read_bytes().decode() == cjm.read(tab.file).to_jira()
    assert [one for one in tab.lab.request("/api/sessions") if one["path"] == tab.name] == []


def test_other_editors_are_still_offered(opened: Open) -> None:
    offered = opened().page.evaluate(
        "path => window.jupyterapp.docRegistry.preferredWidgetFactories(path).map(({name}) => name)",
        "x.cjm.json",
    )
    assert offered[0] == "Journey map"
    assert {"Editor", "JSON"} <= set(offered)


def test_saving_while_typing_saves_what_is_typed_as_one_changed_line(opened: Open) -> None:
    tab = opened()
    before = tab.file.read_text()
    tab.append("actions/security", "Takes off shoes")
    tab.save()
    after = tab.file.read_text()
    lines = changed_lines(before, after)
    assert [line[0] for line in lines] == ["-", "+", "+"], lines  # the card before it gained a comma
    assert "Takes off shoes" in lines[2]
    assert file.dumps(file.loads(after)) == after
    tab.status("Saved")
    expect(tab.cell("actions/security")).to_contain_text("Takes off shoes")


def test_an_edit_is_dirty_until_saved_and_undone_and_redone_by_the_edit_menu(opened: Open) -> None:
    tab = opened()
    before = tab.file.read_text()
    tab.append("actions/security", "Takes off shoes")
    tab.page.keyboard.press("Enter")
    tab.status("Not saved yet")
    assert tab.dirty
    assert tab.file.read_text() == before
    menu = tab.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^Edit$"))
    menu.click()
    tab.page.locator(".lm-Menu-item[data-command='editmenu:undo']").click()
    expect(tab.cell("actions/security")).not_to_contain_text("Takes off shoes")
    menu.click()
    tab.page.locator(".lm-Menu-item[data-command='editmenu:redo']").click()
    expect(tab.cell("actions/security")).to_contain_text("Takes off shoes")
    tab.cell("actions/security").click(position={"x": 3, "y": 3})
    tab.page.keyboard.press("Control+z")
    expect(tab.cell("actions/security")).not_to_contain_text("Takes off shoes")
    tab.save()
    assert tab.file.read_text() == before


def test_revert_and_checkpoints_bring_back_what_was_saved(opened: Open) -> None:
    tab = opened()
    before = tab.file.read_text()
    for command in ("docmanager:reload", "docmanager:restore-checkpoint"):
        tab.append("actions/security", "Takes off shoes")
        tab.page.keyboard.press("Enter")
        tab.status("Not saved yet")
        tab.start(command)
        tab.page.locator(".jp-Dialog .jp-mod-warn").click()
        expect(tab.cell("actions/security")).not_to_contain_text("Takes off shoes")
        tab.status("Saved")
        assert not tab.dirty
    assert tab.file.read_text() == before


def test_the_tab_is_restored_after_a_reload(opened: Open) -> None:
    tab = opened()
    tab.remembered()
    tab.page.goto(f"{tab.lab.url}/lab")
    tab.page.wait_for_function(f"{CURRENT}?.content?.hasClass?.('cjm-tab')", timeout=PATIENCE * 1000)
    expect(tab.map.locator(".cjm-stage")).to_have_count(7)


def test_a_file_changed_on_disk_meanwhile_is_asked_about_by_jupyterlab(opened: Open) -> None:
    tab = opened()
    tab.append("actions/security", "Takes off shoes")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_timeout(1100)  # JupyterLab compares times to the second
    theirs = tab.file.read_text().replace("Departing from SFO", "Somebody else's")
    tab.file.write_text(theirs)
    tab.page.keyboard.press("Control+s")
    dialog = tab.dialog("has changed on disk")
    assert tab.file.read_text() == theirs, "nothing is written before the answer"
    dialog.get_by_role("button", name="Revert").click()
    expect(tab.map.get_by_label("Title")).to_have_value("Somebody else's")


BROKEN = '{"cjm": "1.0",\n "id": "x",\n "stages": [\n  {"id": "s", "name": 3}\n ]}\n'


def test_a_broken_file_is_explained_by_line_and_field_and_never_touched(opened: Open) -> None:
    tab = opened(BROKEN)
    expect(tab.alert).to_contain_text("Name must be text, not 3.")
    expect(tab.alert).to_contain_text("Line 4, column 23")
    expect(tab.alert).to_contain_text("stages[0].name")
    tab.command("docmanager:save")
    tab.page.keyboard.press("Control+s")
    tab.page.wait_for_timeout(500)
    assert tab.file.read_text() == BROKEN
    tab.alert.get_by_role("button", name="Open as text").click()
    tab.page.locator(".jp-FileEditor:visible").wait_for()
    assert tab.file.read_text() == BROKEN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        ("{", "It is not JSON"),
        ("[]", "It is not a map"),
        ('{"cjm": "2.0", "id": "x"}', "newer version"),
        ("[" * 100_000, "nested too deeply"),
    ],
    ids=["nothing", "half", "list", "newer", "deep"],
)
def test_what_is_no_map_is_shown_as_none_and_saved_as_it_was(opened: Open, text: str, said: str) -> None:
    tab = opened(text)
    expect(tab.alert).to_contain_text(said)
    tab.command("docmanager:save")
    assert tab.file.read_text() == text


def test_a_text_put_right_beside_the_map_shows_it_and_an_edit_of_the_map_changes_that_text(
    opened: Open,
) -> None:
    tab = opened(BROKEN)
    expect(tab.alert).to_be_visible()
    source = f"{CURRENT}.context.model.sharedModel"
    write = f"text => {source}.setSource(text)"
    tab.page.evaluate(write, BROKEN.replace("3}", '"Arrive"}'))
    expect(tab.map.locator(".cjm-stage")).to_have_count(1)
    tab.page.evaluate(write, "{")
    expect(tab.alert).to_be_visible()
    tab.page.evaluate(write, BROKEN.replace("3}", '"Queue"}'))
    expect(tab.map.locator(".cjm-stage b")).to_have_text("Queue")
    tab.command("cjm:add-stage", name="Leave", before="s")
    expect(tab.map.locator(".cjm-stage b")).to_have_text(["Leave", "Queue"])
    assert json.loads(tab.page.evaluate(f"{source}.getSource()"))["stages"][0]["name"] == "Leave"


def test_an_empty_file_can_become_a_map(opened: Open) -> None:
    tab = opened("")
    tab.alert.get_by_role("button", name="Begin a map").click()
    tab.page.get_by_placeholder(re.compile("stage", re.I)).first.fill("Arrive")
    tab.page.keyboard.press("Enter")
    expect(tab.map.locator(".cjm-stage input")).to_be_focused()  # the next stage's name
    tab.page.keyboard.press("Escape")
    expect(tab.map.locator(".cjm-stage b")).to_have_text("Arrive")
    tab.command("docmanager:save")
    assert [stage.name for stage in file.read(tab.file).stages] == ["Arrive"]


def test_what_a_newer_minor_version_wrote_is_kept(opened: Open) -> None:
    stage = {"id": "s", "name": "S", "mood": {"sky": "blue"}}
    tab = opened(json.dumps({"cjm": "1.9", "id": "x", "weather": [1, 2.5], "stages": [stage]}))
    tab.command("cjm:add-stage", name="Leave")
    tab.command("docmanager:save")
    saved = json.loads(tab.file.read_text())
    assert saved["weather"] == [1, 2.5]
    assert saved["stages"] == [stage, {"id": "leave", "name": "Leave"}]
    assert saved["cjm"] == "1.9"


def test_hostile_text_in_a_file_is_only_text(opened: Open) -> None:
    hostile = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
    stage = {"id": "s", "name": hostile, "goal": hostile}
    document = {"cjm": "1.0", "id": "x", "title": hostile, "scenario": hostile, "stages": [stage]}
    tab = opened(json.dumps(document))
    expect(tab.map.locator(".cjm-stage b")).to_have_text(hostile)
    broken = Tab(tab.lab, tab.page, "hostile-broken.cjm.json")
    broken.file.write_text(json.dumps({**document, hostile: 1}))
    broken.visit()
    expect(broken.alert).to_contain_text(hostile)
    assert tab.page.evaluate("window.hit") is None


def test_a_new_map_is_made_from_the_launcher_with_a_template(lab: Lab, page: Page) -> None:
    (lab.folder / "new").mkdir()
    page.goto(f"{lab.url}/lab/tree/new?reset")
    expect(page.locator(".jp-Launcher-cwd")).to_have_text("new", timeout=PATIENCE * 1000)
    page.locator(".jp-LauncherCard", has_text="Journey Map").click(timeout=PATIENCE * 1000)
    dialog = page.locator(".jp-Dialog", has_text="New journey map")
    dialog.locator("label", has_text="Departing from SFO").click()
    expect(dialog.get_by_role("radio", name="Departing from SFO")).to_be_checked()
    dialog.get_by_role("button", name="Create").click()
    page.locator(".cjm-tab .cjm-stage").first.wait_for()
    made = lab.folder / "new" / "untitled.cjm.json"
    assert file.read(made) == template("airport-departure")
    assert made.read_text() == file.dumps(template("airport-departure"))


def test_a_new_map_has_the_name_it_was_given_and_keeps_its_suffix_when_renamed(lab: Lab, page: Page) -> None:
    folder = lab.folder / "named"
    folder.mkdir()
    for name in ("A visit", "A visit 2"):
        page.goto(f"{lab.url}/lab/tree/named?reset")
        # The launcher starts in the server's folder, and follows the file browser to this one.
        expect(page.locator(".jp-Launcher-cwd")).to_have_text("named", timeout=PATIENCE * 1000)
        page.locator(".jp-LauncherCard", has_text="Journey Map").click(timeout=PATIENCE * 1000)
        dialog = page.locator(".jp-Dialog", has_text="New journey map")
        name_field = dialog.get_by_label("Name")
        expect(name_field).to_be_focused()
        name_field.fill("A visit")
        name_field.press("Enter")
        page.wait_for_function(OPEN, arg=f"named/{name}.cjm.json", timeout=PATIENCE * 1000)
    field = page.locator(".cjm-tab:visible").get_by_label("Name the first stage")
    expect(field).to_be_focused()
    # JupyterLab's first checkpoint of an opened file fails where the file is renamed meanwhile.
    page.wait_for_function(f"{CURRENT}?.context?.sessionContext?.isReady", timeout=PATIENCE * 1000)
    page.evaluate(
        "window.jupyterapp.serviceManager.contents.rename('named/A visit 2.cjm.json', 'named/Trip.json')"
    )
    page.wait_for_function(OPEN, arg="named/Trip.cjm.json", timeout=PATIENCE * 1000)
    assert sorted(file.name for file in folder.glob("*.json")) == ["A visit.cjm.json", "Trip.cjm.json"]


def test_closing_the_tab_asks_about_what_is_being_typed(opened: Open) -> None:
    tab = opened()
    tab.append("actions/security", "Takes off shoes")
    tab.page.evaluate(f"() => void {CURRENT}.close()")
    tab.dialog("Save your work").get_by_role("button", name="Save").click()
    tab.holds("Takes off shoes")


def test_a_file_changed_on_disk_is_shown_by_itself_unless_that_would_cost_edits(opened: Open) -> None:
    tab = opened()
    title = tab.map.get_by_label("Title")
    theirs = tab.file.read_text().replace("Departing from SFO", "Somebody else's")
    tab.file.write_text(theirs)
    expect(title).to_have_value("Somebody else's")
    tab.status("Saved")
    assert not tab.dirty
    tab.append("actions/security", "Takes off shoes")
    tab.page.keyboard.press("Control+Enter")
    tab.file.write_text(theirs.replace("Somebody else's", "A third one's"))
    expect(tab.map.locator(".cjm-notice")).to_contain_text("The file was changed on disk")
    expect(title).to_have_value("Somebody else's")
    tab.start("docmanager:reload")
    tab.page.locator(".jp-Dialog .jp-mod-warn").click()
    expect(title).to_have_value("A third one's")
    tab.status("Saved")
    assert not tab.dirty


def test_new_is_in_the_file_menu_the_file_browser_and_the_palette_with_its_arguments_described(
    opened: Open,
) -> None:
    page = opened().page
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^File$")).click()
    page.locator(".lm-Menu-item[data-type='submenu']", has_text="New").first.hover()
    expect(page.locator(".lm-Menu-item[data-command='cjm:create']")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".jp-DirListing-content").click(button="right", position={"x": 100, "y": 600})
    expect(page.locator(".lm-Menu-item[data-command='cjm:create']")).to_be_visible()
    page.keyboard.press("Escape")
    described = page.evaluate(
        """async () => { const {commands} = window.jupyterapp; const told = {};
            for (const id of commands.listCommands().filter(id => id.startsWith('cjm:')))
                told[id] = Object.values((await commands.describedBy(id)).args.properties)
                    .every(({description}) => description);
            return told; }"""
    )
    assert described == dict.fromkeys(described, True)
    assert len(described) == 9


NOTEBOOK_CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map(cell => cell.model.sharedModel.source)"""


def test_a_file_dragged_onto_a_cell_becomes_the_cell_that_reads_it(lab: Lab, page: Page) -> None:
    folder = lab.folder / "dragged"
    folder.mkdir()
    shutil.copy(TEMPLATE, folder / "departure.cjm.json")
    lab.write("dragged/study.ipynb", ["1", "2"])
    page.goto(f"{lab.url}/lab/tree/dragged/study.ipynb?reset")
    page.wait_for_function(f"{CURRENT}?.content?.widgets?.length === 2", timeout=PATIENCE * 1000)
    page.evaluate(
        f"async () => {{ const panel = {CURRENT}; await panel.revealed; await panel.sessionContext.ready; }}"
    )
    row = page.locator(".jp-DirListing-item", has_text="departure.cjm.json")
    expect(row).to_be_visible()
    start, end = row.bounding_box(), page.locator(".jp-Notebook .jp-Cell").first.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 40, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 80, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + 300, end["y"] + 20, steps=8)
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_have_class(re.compile("cjm-landing"))
    page.mouse.up()
    expect(page.locator(".cjm-landing")).to_have_count(0)
    reading = 'journey = cjm.read("departure.cjm.json")\njourney'
    page.wait_for_function(f"({NOTEBOOK_CELLS})().length === 3", timeout=PATIENCE * 1000)
    assert page.evaluate(NOTEBOOK_CELLS) == ["1", f"import cjm_widgets as cjm\n{reading}", "2"]
    page.evaluate(
        "path => window.jupyterapp.commands.execute('cjm:insert-into-notebook', {path})",
        "dragged/departure.cjm.json",
    )
    page.wait_for_function(f"text => ({NOTEBOOK_CELLS})()[2] === text", arg=reading)


def test_notebook_7_opens_edits_and_saves_a_map(lab: Lab, page: Page) -> None:
    tab = Tab(lab, page, "in-notebook-7.cjm.json")
    shutil.copy(TEMPLATE, tab.file)
    page.goto(f"{lab.url}/edit/{tab.name}?factory=Journey%20map")
    expect(tab.map.locator(".cjm-stage")).to_have_count(7, timeout=PATIENCE * 1000)
    tab.append("actions/security", "Takes off shoes")
    page.keyboard.press("Control+s")
    tab.holds("Takes off shoes")
    tab.status("Saved")


def test_a_file_has_its_history_its_snapshots_and_its_presentation_without_a_kernel(opened: Open) -> None:
    tab = opened()
    before = tab.file.read_text("utf-8")
    tab.map.get_by_role("textbox", name="Title").fill("Another airport")
    tab.page.keyboard.press("Enter")
    tab.map.get_by_role("button", name="Details", exact=False).first.click()
    tab.map.get_by_role("tab", name="History").click()
    lines = tab.map.locator(".cjm-h")
    expect(lines.first).to_contain_text("You, on screen")
    lines.last.get_by_role("button", name="Undo to here").click()
    expect(tab.map.get_by_role("textbox", name="Title").first).to_have_value("Departing from SFO")
    tab.map.get_by_role("button", name="Snapshot now").click()
    expect(tab.map.get_by_label("Name of the snapshot")).to_be_focused()
    tab.page.keyboard.type("As it was")
    tab.page.keyboard.press("Enter")
    expect(tab.map.locator(".cjm-snaps > li")).to_have_count(2)
    tab.command("docmanager:save")
    document = file.loads(tab.file.read_text("utf-8"))
    assert [taken.name for taken in document.snapshots] == ["As it was"]
    assert document.snapshots[0].map == file.loads(before)
    tab.map.get_by_role("button", name="Present", exact=True).click()
    status = tab.map.locator("dialog").get_by_role("status")
    expect(status).to_have_text("Stage 1 of 7: Getting there")
    tab.page.keyboard.press("ArrowRight")
    expect(status).to_have_text("Stage 2 of 7: Roads, parking, shuttle")
    tab.page.keyboard.press("Escape")
    expect(tab.map.locator("dialog")).to_have_count(0)
