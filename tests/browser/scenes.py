"""Everything a map can look like, as one table: how to come there, to an editor there, to an error there.

The first ones are the scenes of the visual target, under their names; the others are what else opens. A scene
starts from the airport's map on a page without Jupyter; its second cell joins the survey. To add one, write
how to come there and name it in ``SCENES``: it is then tried with axe-core, measured for fingers, and drawn
by ``make screenshots``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.quickstart import JOIN, JOURNEY
from tests.browser.screen import Screen

Step = Callable[[Screen], None]
CELLS = (
    JOURNEY,
    JOIN,
    "journey.link('Finding the way', 'Security')\n"
    "journey.link('Security', 'Roads, parking, shuttle', label='forgot the ticket')\n"
    "journey.link('Security', 'Waiting airside', kind='controlled', label='a boarding pass')\n"
    "journey.link('Waiting airside', 'Finding the way', kind='both')\n"
    "journey.link('Overall', None, kind='open', label='flies home')",
)
SHOP = """cjm.Journey(["Search", "Basket", "Pay"], lanes=["Actions"], title="A shop")
import pandas as pd
ways = {"search basket pay": 40, "search basket": 30, "search pay": 25, "search": 60, "basket search": 12}
log = pd.DataFrame(
    [(f"{way} {n}", one.title()) for way, all in ways.items() for n in range(all) for one in way.split()],
    columns=["who", "what"],
)
log["at"] = pd.date_range("2026-01-01 10:00", periods=len(log), freq="min")
journey.link("Pay", "Search")
journey.join_events(log, case="who", activity="what", time="at")"""
KITCHENS = "Local kitchens at street prices"


@dataclass(frozen=True)
class Scene:
    """How to come to it, and then to an editor and to an error in it, where it has any."""

    reach: Step
    editing: Step | None = None
    error: Step | None = None
    is_target: bool = False
    """Whether the visual target draws it."""

    @property
    def name(self) -> str:
        """As the visual target calls it."""
        return self.reach.__name__.replace("_", "-")


# --- parts


def card(screen: Screen, text: str) -> Locator:
    """A card by its words."""
    return screen.root.locator("[data-card]", has_text=text).first


def details(screen: Screen) -> Locator:
    """The docked panel."""
    return screen.root.get_by_role("region", name="Details")


def with_rows(screen: Screen) -> None:
    screen.host.run(1)
    expect(screen.root.locator(".cjm-line.is-all")).to_be_visible()


def _by_palette(screen: Screen, words: str) -> None:
    """Take the first answer of Ctrl+K."""
    screen.go("actions/security")
    screen.press("Control+k")
    expect(screen.root.get_by_label("Search commands")).to_be_focused()
    screen.type(words)
    expect(screen.root.get_by_role("option").first).to_be_visible()
    screen.press("Enter")


def _field(screen: Screen, label: str) -> Locator:
    return details(screen).locator(f'[aria-label="{label}"]:is(input, textarea)')


def _write(label: str) -> Step:
    """Take up a field of the panel."""

    def write(screen: Screen) -> None:
        field = _field(screen, label)
        field.focus()
        expect(field).to_be_focused()

    return write


def _refused(label: str, text: str) -> Step:
    """Leave a field of the panel with what it cannot take."""

    def refused(screen: Screen) -> None:
        field = _field(screen, label)
        field.focus()
        field.fill(text)
        screen.press("Enter")
        expect(details(screen).get_by_role("alert")).to_be_visible()

    return refused


def _edit_a_card(screen: Screen) -> None:
    screen.go("pain-points/overall")
    screen.press("Enter")
    screen.focused("pain-points/overall textarea")


def _score_off_the_scale(screen: Screen) -> None:
    screen.point("security", "maya-torres").focus()
    screen.type("7")
    screen.press("Enter")
    expect(screen.root.locator(".cjm-entry-why")).to_contain_text("not on the scale")


# --- the scenes of the visual target


def inspector(screen: Screen) -> None:
    with_rows(screen)
    card(screen, KITCHENS).focus()
    screen.press("Control+i")
    expect(_field(screen, "Text of the card")).to_be_focused()
    screen.press("F6")


def personas(screen: Screen) -> None:
    with_rows(screen)
    screen.root.get_by_role("button", name="Personas").click()
    expect(screen.root.locator(".cjm-pcards")).to_be_visible()


def _name_a_persona(screen: Screen) -> None:
    screen.root.get_by_role("button", name="Add a persona").click()
    expect(screen.root.get_by_label("Name of the new persona")).to_be_focused()


def lanes(screen: Screen) -> None:
    with_rows(screen)
    screen.go("actions/security")
    screen.press("Control+Shift+L")
    bar = screen.root.get_by_role("toolbar", name="Filter")
    bar.get_by_role("button", name="Tag").click()
    screen.root.get_by_role("checkbox", name="food").check()
    screen.press("Escape")
    expect(screen.root.locator(".cjm-hid").first).to_be_visible()
    screen.tool("View").click()
    expect(screen.root.get_by_role("dialog", name="View")).to_be_visible()


def _name_a_view(screen: Screen) -> None:
    dialog = screen.root.get_by_role("dialog", name="View")
    dialog.get_by_role("button", name="Save this view").click()
    expect(dialog.get_by_label("Name of the view")).to_be_focused()


def links(screen: Screen) -> None:
    screen.host.run(2)
    expect(screen.root.locator(".cjm-path [role=button], .cjm-path button").first).to_be_visible()
    card(screen, "Queue time shown").focus()
    expect(screen.root.locator(".cjm-cardpaths g").first).to_be_attached()


def _write_a_link(screen: Screen) -> None:
    card(screen, "Queue time shown").focus()
    screen.press("Alt+l")
    field = screen.root.get_by_label("Where it leads")
    expect(field).to_be_focused()
    screen.type("rules")


def _link_to_nothing(screen: Screen) -> None:
    inspector(screen)
    _refused("New link", "no such thing")(screen)


def selection(screen: Screen) -> None:
    screen.go("actions/security")
    screen.press("Shift+ArrowRight", "Shift+ArrowDown")
    expect(screen.root.get_by_role("toolbar", name="Selection")).to_be_visible()


def menu(screen: Screen) -> None:
    screen.go("pain-points/security")
    screen.press("Space", "Shift+F10")
    expect(screen.root.get_by_role("menu").first).to_be_visible()
    screen.press("s", "ArrowRight")
    expect(screen.root.get_by_role("menu", name="Severity")).to_be_visible()


def history(screen: Screen) -> None:
    screen.host.console("journey.set_stage('Security', goal='Get through')")
    screen.host.console("journey.snapshot('As it was')")
    _by_palette(screen, "history")
    expect(screen.root.locator(".cjm-h").first).to_be_visible()


def _name_a_snapshot(screen: Screen) -> None:
    _by_palette(screen, "snapshot now")
    expect(screen.root.get_by_role("textbox", name="Name of the snapshot")).to_be_focused()


def lint(screen: Screen) -> None:
    screen.host.console("journey.frame.loc['Security', 'Actions'] = 'TBD'")
    _by_palette(screen, "findings")
    expect(screen.root.locator(".cjm-li").first).to_be_visible()


def _ignore_a_finding(screen: Screen) -> None:
    screen.root.locator(".cjm-li-t").first.click()
    details(screen).get_by_role("button", name="Keep it, note why").first.click()
    expect(details(screen).get_by_label("Reason")).to_be_visible()


SIZES = """for name, sizes in {
    "impact": ["4–6", "1–3", "7–9", "6–9", "5–7", "2–3", "4–6"],
    "confidence": ["50–70", "50–70", "60–80", "40–70", "60–80", "60–80", "50–60"],
    "ease": ["5–6", "7–8", "5–6", "2–4", "8–9", "7–8", "7–9"],
    "effort": ["5–8", "1–2", "6–9", "8–14", "2–3", "2–4", "1–3"],
    "status": ["Idea", "Idea", "To test", "To test", "Doing", "Testing", "Idea"],
}.items():
    journey.opportunities[name] = sizes
journey.opportunities.at["opportunities.finding-the-way", "hypothesis"] = {
    "change": "the wait is shown before people choose a lane",
    "metric": {"name": "Security", "stage": "security", "measure": "top_box", "target": 0.86},
}
journey.sync()
journey.decide("Test in Terminal 2 first", why="The sensors are there", author="Priya Raman")"""


def opportunities(screen: Screen) -> None:
    with_rows(screen)
    screen.host.console(SIZES)
    the_details_of_the_map(screen)
    details(screen).get_by_role("tab", name="Opportunities").click()
    every = details(screen).locator(".cjm-op-list")
    expect(every).to_contain_text(KITCHENS)
    every.get_by_role("button", name="Queue time shown").click()
    expect(details(screen).locator(".cjm-op-bet").first).to_contain_text("the wait is shown")


REDESIGN = """import pandas as pd
journey.snapshot("Before redesign")
journey.set_stage("Cleanliness", phase="Reflection")
journey.set_stage("Security", goal="Get through at the lane the sign names")
journey.cards.loc["actions.security", "text"] = "Queues at the lane the sign names"
journey.cards = journey.cards.drop(index=["actions.security.2", "pain-points.security.2"])
journey.frame.loc["Roads, parking, shuttle", "Opportunities"] = "Say how full each level is"
food = pd.to_numeric(survey["Q7FOOD"], errors="coerce")
survey.loc[(survey.index % 3 == 0) & food.between(1, 5), "Q7FOOD"] = 5
journey.sync()
journey.snapshot("After redesign")"""


def compare(screen: Screen) -> None:
    with_rows(screen)
    screen.host.console(REDESIGN)
    _by_palette(screen, "compare with")
    expect(screen.root.get_by_label("Earlier version")).to_be_focused()
    screen.root.get_by_label("Earlier version").select_option("Before redesign")
    expect(screen.root.locator(".cjm-cmp-table")).to_contain_text("removed")


def events(screen: Screen) -> None:
    screen.host.show(SHOP)  # type: ignore[union-attr]
    expect(screen.root.locator(".cjm-trans").get_by_role("button").first).to_be_visible()


def templates(screen: Screen) -> None:
    screen.host.show("cjm.Journey()")  # type: ignore[union-attr]
    expect(screen.root.get_by_label("Name the first stage")).to_be_visible()
    screen.root.get_by_role("option", name="Departing from SFO").click()
    expect(screen.root.get_by_role("region", name="Departing from SFO")).to_be_visible()


def present(screen: Screen) -> None:
    with_rows(screen)
    screen.tool("Present").click()
    dialog = screen.root.locator("dialog")
    expect(dialog).to_be_visible()
    screen.press("ArrowRight", "ArrowRight", "ArrowRight")
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Security")


def _write_notes(screen: Screen) -> None:
    screen.root.locator("dialog").get_by_role("textbox").focus()


def narrow(screen: Screen) -> None:
    with_rows(screen)
    screen.root.evaluate("map => { map.parentElement.style.width = '400px'; }")
    screen.go("pain-points/security")
    screen.press("Control+i")
    expect(details(screen)).to_be_visible()


def quick_entry(screen: Screen) -> None:
    screen.go("pain-points/security")
    screen.type("Belts and shoes: every lane says something else #rules")
    screen.press("Enter")
    expect(screen.at("pain-points/security").locator("[data-card]")).to_have_count(3)
    screen.type("Trays run out when it is")


# --- what else opens


def as_it_is(_screen: Screen) -> None:
    """Nothing open."""


def with_a_segment(screen: Screen) -> None:
    with_rows(screen)
    screen.root.get_by_role("radio", name="International").check(force=True)
    screen.host.settle("journey.filters", {"flight_type": ["international"]})


def a_workshop(screen: Screen) -> None:
    _by_palette(screen, "workshop")
    screen.root.get_by_role("button", name="Start the timer").click()
    bar = screen.root.get_by_role("region", name="Workshop")
    bar.get_by_role("button", name="Votes").click()
    expect(bar).to_contain_text("3 dots left")
    for place in ("pain-points/security", "opportunities/waiting-airside"):
        screen.go(place)
        screen.press("Space")
        screen.press("Alt+v")
    expect(bar).to_contain_text("1 dot left")


def _decide(screen: Screen) -> None:
    screen.root.get_by_role("button", name="Count the dots").click()
    field = screen.root.get_by_label("Decision", exact=True)
    field.focus()
    expect(field).to_be_focused()


def the_details_of_a_stage(screen: Screen) -> None:
    screen.go("/security")
    screen.press("Control+i")
    expect(_field(screen, "Goal")).to_be_visible()


def the_details_of_a_lane(screen: Screen) -> None:
    screen.go("rating/")
    screen.press("Control+i")
    expect(_field(screen, "Hint")).to_be_visible()


def the_details_of_the_map(screen: Screen) -> None:
    screen.go("emotion/security")
    screen.press("Control+i")
    expect(_field(screen, "Scenario")).to_be_visible()


def the_comments(screen: Screen) -> None:
    the_details_of_the_map(screen)
    details(screen).get_by_role("tab", name="Comments").click()
    expect(details(screen).locator(".cjm-cmt").first).to_be_visible()


def with_the_keys(screen: Screen) -> None:
    screen.go("actions/security")
    screen.press("?")
    expect(screen.root.get_by_role("dialog")).to_be_visible()


def while_adding_a_lane(screen: Screen) -> None:
    screen.go("actions/")
    screen.press("+")
    expect(screen.root.get_by_role("dialog", name="Add a lane")).to_be_visible()


def _add_a_second_curve(screen: Screen) -> None:
    screen.type("Emotions")
    expect(screen.root.get_by_role("dialog", name="Add a lane").get_by_role("alert")).to_be_visible()


def with_selected_stages(screen: Screen) -> None:
    screen.go("/security")
    screen.press("Shift+ArrowRight")
    expect(screen.root.get_by_label("Name of their phase")).to_be_visible()


def with_a_question(screen: Screen) -> None:
    screen.go("/security")
    screen.press("Delete")
    expect(screen.root.get_by_role("dialog", name="Remove the stage")).to_be_visible()


def with_a_paste_to_decide(screen: Screen) -> None:
    screen.go("systems/overall")
    screen.paste("a\tb\tc")
    expect(screen.root.get_by_role("dialog", name="Paste")).to_be_visible()


def _texts_left_out(screen: Screen) -> None:
    screen.root.get_by_role("radio", name="Leave out").click()
    screen.root.get_by_role("button", name="Paste ↵").click()
    expect(screen.root.locator(".cjm-notice li")).to_be_visible()


def with_a_table_to_paste(screen: Screen) -> None:
    screen.go("systems/overall")
    screen.paste("Lane\tHint\nRules\tof the house\nStaff\t")
    expect(screen.root.get_by_role("dialog", name="Paste")).to_be_visible()


def with_folded_and_hidden_lanes(screen: Screen) -> None:
    with_rows(screen)
    for lane in ("emotion", "rating", "touchpoints", "pain-points"):
        screen.at(f"{lane}/").focus()
        screen.press("Space")
    screen.tool("View").click()
    dialog = screen.root.get_by_role("dialog", name="View")
    dialog.get_by_role("button", name="Show Systems").click()
    dialog.get_by_role("radio", name="Dense").check()


def with_the_assumptions_only(screen: Screen) -> None:
    screen.root.get_by_role("button", name="Assumption 17").click()
    expect(screen.root.locator(".cjm-hid").first).to_be_visible()


def with_the_evidence(screen: Screen) -> None:
    screen.root.get_by_role("button", name="What backs the map").click()
    expect(screen.root.get_by_role("table")).to_be_visible()


def with_the_palette(screen: Screen) -> None:
    screen.go("pain-points/security")
    screen.press("Control+k")
    screen.type("queue")
    expect(screen.root.get_by_role("option").first).to_be_visible()


def while_replacing(screen: Screen) -> None:
    screen.go("pain-points/security")
    screen.press("Control+h")
    screen.type("signs")
    expect(screen.root.get_by_role("button", name="All 4")).to_be_enabled()


def of_700_px(screen: Screen) -> None:
    with_rows(screen)
    screen.root.evaluate("map => { map.parentElement.style.width = '700px'; }")
    expect(screen.root.locator(".cjm-pips")).to_be_visible()


def without_a_kernel(screen: Screen) -> None:
    screen.host.lose()  # type: ignore[union-attr]
    screen.go("actions/security")
    screen.type("Lost?")
    screen.press("Control+Enter")
    expect(screen.root.locator(".cjm-banner")).to_be_visible()


SCENES = (
    Scene(inspector, _write("Source"), _refused("Impact", "eleven"), is_target=True),
    Scene(personas, _name_a_persona, is_target=True),
    Scene(lanes, _name_a_view, is_target=True),
    Scene(links, _write_a_link, _link_to_nothing, is_target=True),
    Scene(selection, _edit_a_card, _score_off_the_scale, is_target=True),
    Scene(menu, is_target=True),
    Scene(history, _name_a_snapshot, is_target=True),
    Scene(lint, _ignore_a_finding, is_target=True),
    Scene(opportunities, is_target=True),
    Scene(compare, is_target=True),
    Scene(events, is_target=True),
    Scene(templates, is_target=True),
    Scene(present, _write_notes, is_target=True),
    Scene(narrow, _write("Text of the card"), _score_off_the_scale, is_target=True),
    Scene(quick_entry, is_target=True),
    Scene(as_it_is, _edit_a_card, _score_off_the_scale),
    Scene(with_a_segment, _edit_a_card, _score_off_the_scale),
    Scene(a_workshop, _decide),
    Scene(the_details_of_a_stage, _write("Goal"), _refused("Duration", "long")),
    Scene(the_details_of_a_lane, _write("Hint"), _refused("Target", "high")),
    Scene(the_details_of_the_map, _write("Scenario"), _refused("Emotions from and to", "many")),
    Scene(the_comments),
    Scene(with_the_keys),
    Scene(while_adding_a_lane, error=_add_a_second_curve),
    Scene(with_selected_stages),
    Scene(with_a_question),
    Scene(with_a_paste_to_decide, error=_texts_left_out),
    Scene(with_a_table_to_paste),
    Scene(with_folded_and_hidden_lanes),
    Scene(with_the_assumptions_only, _edit_a_card),
    Scene(with_the_evidence),
    Scene(with_the_palette),
    Scene(while_replacing),
    Scene(of_700_px),
    Scene(without_a_kernel),
)


# --- looks

LOOKS = ("light", "dark", "forced colours", "rtl")


@contextmanager
def look(screen: Screen, name: str) -> Iterator[None]:
    """Have the page look so meanwhile, one of ``LOOKS``; otherwise it is light."""
    page = screen.page
    if name == "forced colours":
        page.emulate_media(forced_colors="active")
    elif name == "rtl":
        page.evaluate("document.documentElement.dir = 'rtl'")
    else:
        _theme(screen, name)
    try:
        yield
    finally:
        page.emulate_media(forced_colors="none")
        page.evaluate("document.documentElement.dir = ''")
        _theme(screen, "light")


def _theme(screen: Screen, name: str) -> None:
    screen.host.theme(name.title())
    expect(screen.root).to_have_attribute("data-theme", name)


# --- what axe-core finds

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# JupyterLab's body has no height, for which axe-core takes all in it as hidden. A colour between two themes
# is of neither.
RUN = """async (map, options) => {
    document.body.style.height = '100vh';
    const changing = () => map.getAnimations({subtree: true}).filter(one => one instanceof CSSTransition);
    while (changing().length) await Promise.allSettled(changing().map(one => one.finished));
    const {violations} = await axe.run(map, {resultTypes: ['violations'], ...options});
    document.body.style.height = '';
    return violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 200)} ` +
                                                                `${node.any[0]?.message ?? ''}`));
}"""
ALL = {"rules": {"target-size": {"enabled": True}}}
WITHOUT_CONTRAST = {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}
RULES = {
    "light": ALL,
    "dark": {"runOnly": ["color-contrast"]},
    "forced colours": WITHOUT_CONTRAST,
    "rtl": WITHOUT_CONTRAST,
}
"""Which rules a look is tried with. Dark differs in colours only, and forced colours are the reader's."""


def violations(screen: Screen, name: str | None = None) -> list[str]:
    """What axe-core finds wrong with the map: by the rules of a look, or by all."""
    if not screen.page.evaluate("typeof axe === 'object'"):
        screen.page.add_script_tag(path=AXE)
    return list(screen.root.evaluate(RUN, RULES[name] if name else ALL))
