"""Static pictures and pages in a real browser: their numbers are Python's, no text in them runs or loads."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree.ElementTree import tostring

import lxml.html
import pandas as pd
import pypdf
import pytest
from playwright.sync_api import Browser, Page, Route, expect

import cjm_widgets as cjm
from cjm_widgets.document.model import Document
from cjm_widgets.paper.myst import script_text
from cjm_widgets.render.palette import DARK, LIGHT, Palette
from cjm_widgets.render.scene import content_of, paint_scene, scene_of
from cjm_widgets.render.web_page import fragment, web_page
from tests.browser.hostile.test_strings import NASTY, corpus, is_accepted
from tests.hostile_strings import EVERY, SAMPLE
from tests.unit.render.maps import airport, saying
from tests.unit.render.node import ROOT
from tests.unit.strategies import EXPLORING

HOME = "http://map.example/"
BATCH = 60
"""Texts to a map."""
SPREAD = 8
"""Of how many of all hostile texts one is opened in every run."""
COLOUR = """name => {
    const probe = document.querySelector('.cjm i');
    probe.style.color = `var(--cjm-${name})`;
    const pen = document.createElement('canvas').getContext('2d');
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


@dataclass
class Watched:
    """A page, and everything that happened on it which should not have."""

    page: Page
    happened: list[str] = field(default_factory=list)


Open = Callable[[str, str], Watched]


@pytest.fixture
def show(browser: Browser) -> Iterator[Open]:
    """Opens a text of some type as a page of its own; the only address there is."""
    contexts = []

    def open_text(text: str, kind: str = "text/html") -> Watched:
        while contexts:
            contexts.pop().close()
        context = browser.new_context(viewport={"width": 1500, "height": 1000})
        contexts.append(context)
        watched = Watched(context.new_page())

        def answer(route: Route) -> None:
            if route.request.url == HOME:
                route.fulfill(body=text, content_type=f"{kind}; charset=utf-8")
            else:
                watched.happened.append(f"request {route.request.url}")
                route.abort()

        context.route("**/*", answer)
        note = watched.happened.append
        watched.page.on("dialog", lambda dialog: (note(f"dialog {dialog.message}"), dialog.dismiss()))
        watched.page.on("pageerror", lambda error: note(f"error {error}"))
        watched.page.on("console", lambda message: note(f"console {message.type} {message.text}"))
        watched.page.goto(HOME)
        return watched

    yield open_text
    for context in contexts:
        context.close()


def texts() -> list[str]:
    every = [*NASTY, *EVERY, *corpus("blns/blns.json"), *corpus("unicode_edge.json")]
    return [text for text in every if text and is_accepted(text)]


def opened() -> list[str]:
    """The texts that a browser opens: in every run one of each kind, and some of the rest."""
    if EXPLORING:
        return texts()
    some = [*NASTY, *SAMPLE, *texts()[::SPREAD]]
    return [*dict.fromkeys(text for text in some if text and is_accepted(text))]


def batches(every: list[str]) -> list[Document]:
    return [saying(every[start : start + BATCH]) for start in range(0, len(every), BATCH)]


def test_a_chosen_segment_shows_the_numbers_python_has(show: Open) -> None:
    journey = airport()
    watched = show(journey.to_html(), "text/html")
    page = watched.page
    for segment in ("international", "domestic"):
        page.get_by_label("Flight type").select_option(segment)
        journey.filter(flight_type=segment)
        means = journey.measures.query("measure == 'mean'")
        cells = page.locator("tr:visible", has=page.get_by_role("rowheader", name="Rating, Mean", exact=True))
        assert cells.locator("td").all_text_contents() == [
            f"{one.value:.2f}, {one.low:.2f} to {one.high:.2f}, n {one.n:,}" for one in means.itertuples()
        ]
        for mean in means.itertuples():
            expect(page.locator("svg text:visible", has_text=f"n {mean.n:,}").first).to_be_visible()
        expect(page.get_by_role("status")).to_contain_text(f"only {segment}")
    page.get_by_label("Flight type").select_option("All")
    expect(page.get_by_role("status")).to_contain_text("2,831 respondents")
    assert watched.happened == []


def test_a_page_is_reached_and_scrolled_by_keys_alone(show: Open) -> None:
    page = show(airport().to_html(), "text/html").page
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        words = "(({ textContent, ariaLabel }) => ariaLabel ?? textContent)(document.activeElement)"
        reached.append(page.evaluate(f"{words}.slice(0, 7)"))
    assert reached == ["Present", "Alldome", "AllMaya", "nobodyA", "Getting", "+1.21, "]
    page.keyboard.press("End")
    expect(page.locator("tbody tr").last).to_be_in_viewport()


def test_a_page_fits_its_window_without_scrolling_inside_a_box(show: Open) -> None:
    page = show(airport().to_html(), "text/html").page
    for width in (1500, 1024):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        boxes = page.evaluate(
            "[...document.querySelectorAll('main *')].filter((part) => !part.closest('svg, select') &&"
            " ['auto', 'scroll'].includes(getComputedStyle(part).overflowY)).length"
        )
        assert boxes == 0


def test_on_a_phone_the_page_keeps_its_width_and_map_and_table_scroll_beside_their_lanes(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "map.html").write_text(airport().to_html(), "utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto((tmp_path / "map.html").as_uri())
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [390, 390]
    heights = "[...document.querySelectorAll('.map svg text')].map(one => one.getBoundingClientRect().height)"
    assert min(filter(None, page.evaluate(heights))) >= 9
    number = page.get_by_role("toolbar").get_by_role("button", name="Overall, Rating, Mean")
    number.tap()
    expect(page.get_by_role("dialog")).to_contain_text("4.06")
    page.get_by_role("dialog").get_by_role("button").tap()
    page.get_by_role("cell", name="next day").scroll_into_view_if_needed()
    expect(page.get_by_role("rowheader", name="Takes")).to_be_in_viewport()
    context.close()


def test_a_number_opens_its_n_interval_formula_source_and_cell(show: Open) -> None:
    journey = airport()
    watched = show(journey.to_html(), "text/html")
    page = watched.page
    mean = journey.measures.query("measure == 'mean' and stage == 'Security'").iloc[0]
    row = page.locator("tr", has=page.get_by_role("rowheader", name="Rating, Mean", exact=True)).first
    row.get_by_role("button").nth(3).focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.number")
    expect(dialog).to_be_visible()
    expect(dialog.locator("h2")).to_have_text(f"Rating, Mean: {mean.value:.2f}")
    names, texts = (dialog.locator(tag).all_text_contents() for tag in ("dt", "dd"))
    (source,) = journey.document.sources
    assert dict(zip(names, texts, strict=True)) == {
        "Interval": f"{mean.low:.2f} to {mean.high:.2f}",
        "n": f"{mean.n:,}",
        "Of": "All",
        "Formula": mean.method,
        "Source": f"{source.name}, 2,831 rows",
        "Fingerprint of the source": source.fingerprint,
        "Cell of the map": "Security, Rating, Mean",
    }
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(row.get_by_role("button").nth(3)).to_be_focused()
    assert watched.happened == []


def test_a_number_in_the_picture_opens_what_the_table_opens_by_pointer_and_by_keys(show: Open) -> None:
    journey = airport()
    watched = show(journey.to_html(), "text/html")
    page = watched.page
    dialog, numbers = page.locator("dialog.number"), page.get_by_role("toolbar").get_by_role("button")
    page.get_by_label("Flight type").select_option("domestic")
    journey.filter(flight_type="domestic")
    means = journey.measures.query("measure == 'mean'").set_index("stage")
    shown = page.locator("svg text:visible", has_text=f"{means.value['Security']:.2f}").first
    box = shown.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    expect(dialog.locator("h2")).to_have_text(f"Rating, Mean: {means.value['Security']:.2f}")
    expect(dialog).to_contain_text(f"n{means.n['Security']:,}Ofdomestic")
    page.keyboard.press("Escape")
    page.get_by_label("Compare with").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    expect(numbers.first).to_be_focused()
    steps = [
        ("ArrowDown", "Rating, Mean"),
        ("ArrowRight", "Rating, Mean"),
        ("ArrowDown", "Rating, Top-2 box"),
    ]
    for (key, row), stage in zip(steps, ["Getting there", *["Roads, parking, shuttle"] * 2], strict=True):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.ariaLabel").startswith(f"{stage}, {row}: ")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Cell of the mapRoads, parking, shuttle, Rating, Top-2 box")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel").startswith(
        "Roads, parking, shuttle, Rating, Top"
    )
    assert watched.happened == []


def test_every_number_of_the_picture_is_a_button_over_it_in_any_window(show: Open) -> None:
    page = show(airport().to_html(), "text/html").page
    for width in (1500, 900):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            """() => [...document.querySelectorAll('.map svg [data-number]')]
                .filter((text) => !text.closest('[hidden]'))
                .every((text) => {
                    const box = text.getBoundingClientRect();
                    const [x, y] = [box.x + box.width / 2 + scrollX, box.y + box.height / 2 + scrollY];
                    return [...document.querySelectorAll('[role=toolbar] button')].some((button) => {
                        const over = button.getBoundingClientRect();
                        const [left, top] = [over.x + scrollX, over.y + scrollY];
                        return button.dataset.number === text.dataset.number && left <= x && top <= y &&
                            x <= left + over.width && y <= top + over.height;
                    });
                })"""
        )
    assert page.get_by_role("toolbar").get_by_role("button").count() == 3 * 7 + 1


def test_a_number_opens_where_the_map_is_presented(show: Open) -> None:
    watched = show(airport().to_html(), "text/html")
    page = watched.page
    page.get_by_role("button", name="Present").click()
    page.locator("dialog section:visible .number button:visible").click()
    expect(page.locator("dialog.number h2")).to_have_text("Rating, Mean: 4.21")
    page.keyboard.press("Escape")
    expect(page.locator("dialog:not(.number)")).to_be_visible()
    assert watched.happened == []


def test_a_number_of_a_map_without_filters_names_no_segment(show: Open) -> None:
    journey = cjm.Journey(["Wait"])
    journey.join(pd.DataFrame({"q": [1, 2, 3, 4] * 10}), columns={"q": "Wait"}, scale=(1, 5))
    watched = show(journey.to_html(), "text/html")
    watched.page.get_by_role("toolbar").get_by_role("button").first.click()
    expect(watched.page.locator("dialog.number")).to_be_visible()
    assert "Of" not in watched.page.locator("dialog.number dt").all_text_contents()
    assert watched.happened == []


@pytest.mark.parametrize("size", ["A4 landscape", "A4 portrait", "A3 landscape", "A3 portrait"])
def test_a_page_prints_the_picture_on_a_sheet_of_its_own_and_then_the_table(show: Open, size: str) -> None:
    page = show(airport().to_html(page=size), "text/html").page
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    first, *others = [sheet.extract_text() for sheet in sheets]
    assert "Departing from SFO" in first
    assert "The map as a table" not in first
    assert "The map as a table" in others[0]
    assert all("Overall" in sheet for sheet in others)  # the names of the stages are on each
    narrow, wide = sorted(sheets[0].mediabox[2:])
    assert (narrow, wide) == pytest.approx({"A4": (595, 842), "A3": (842, 1191)}[size[:2]], abs=2)
    assert sheets[0].mediabox[2] == pytest.approx(wide if size.endswith("landscape") else narrow)


def test_a_persona_chooses_its_segment_and_two_segments_are_compared(show: Open) -> None:
    watched = show(airport().to_html(), "text/html")
    page = watched.page
    page.get_by_label("Persona").select_option("Kenji Sato")
    expect(page.get_by_label("Flight type")).to_have_value("international")
    expect(page.locator("tr:visible th", has_text="Emotion, Maya Torres, drawn")).to_have_count(0)
    expect(page.locator("tr:visible th", has_text="Emotion, Kenji Sato, drawn")).to_have_count(1)
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_text("drawn for Kenji Sato")).to_be_visible()
    expect(page.get_by_text("drawn for Maya Torres")).to_be_hidden()
    expect(page.locator("dialog .drawn:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_label("Compare with").select_option(label="domestic")
    rows = page.locator("tr:visible th[data-whom]", has_text="Rating, Mean")
    expect(rows).to_have_count(2)
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.whom)") == ["domestic", "international"]
    page.get_by_label("Persona").select_option("All")
    expect(page.get_by_label("Flight type")).to_have_value("All")
    page.get_by_label("Compare with").select_option(label="nobody")
    expect(rows).to_have_count(1)
    assert watched.happened == []


def test_a_frame_is_as_high_as_the_page_inside_and_stays_so(show: Open) -> None:
    watched = show(f"<!doctype html><title>Report</title>{airport().to_iframe()}", "text/html")
    page = watched.page
    fits = (
        "() => { const frame = document.querySelector('iframe');"
        " const { body } = frame.contentDocument;"
        " return body.offsetHeight > 1000 && Math.abs(frame.clientHeight - body.offsetHeight) < 2; }"
    )
    for width in (1500, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(fits)
    assert watched.happened == []


BOOK = """<!doctype html><title>A book</title><p>Before</p><div id=map></div><p>After</p><script type=module>
const values = JSON.parse(VALUES);
const model = new Proxy({}, { get(_, name) {
  if (name === "get") return (key) => values[key];
  if (name === "set") return (key, value) => { values[key] = value; };
  if (name === "on") return () => {};
  throw new Error(`a model of MyST has no ${String(name)}`);
} });
const url = URL.createObjectURL(new Blob([SCRIPT], { type: "text/javascript" }));
const { default: widget } = await import(url);
await widget.initialize?.({ model });
const el = document.createElement("div");
document.querySelector("#map").attachShadow({ mode: "open" }).replaceChildren(el);
window.leave = await widget.render({ model, el });
</script>"""
"""A page that asks a widget for what MyST does and gives it the same values, in a tree of their own."""


def test_a_map_in_a_book_is_live_with_nothing_but_the_values_of_its_block(show: Open) -> None:
    journey = airport()
    values = journey.to_myst().splitlines()[1]
    text = BOOK.replace("VALUES", json.dumps(values)).replace("SCRIPT", json.dumps(script_text()))
    watched = show(text, "text/html")
    inside = watched.page.frame_locator("iframe")
    inside.get_by_label("Flight type").select_option("international")
    expect(inside.get_by_role("status")).to_contain_text("only international")
    inside.locator("td button:visible").first.click()
    expect(inside.locator("dialog.number")).to_be_visible()
    frame = watched.page.locator("iframe")
    page_height = inside.locator("body").evaluate("body => body.offsetHeight")
    assert page_height > 1000
    expect(frame).to_have_css("height", f"{page_height}px")
    watched.page.evaluate("window.leave()")
    expect(frame).to_have_count(0)
    assert watched.happened == []


def test_a_page_is_dark_for_readers_who_want_it_dark(show: Open) -> None:
    page = show(airport().to_html(), "text/html").page
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of both
        grounds.append(page.evaluate("getComputedStyle(document.querySelector('svg > rect')).fill"))
    assert grounds == ["rgb(255, 255, 255)", "rgb(17, 17, 17)"]


def test_hostile_text_in_every_field_of_a_page_neither_runs_nor_loads(show: Open) -> None:
    chosen = 0
    for document in batches(opened()):
        watched = show(web_page(document, {}), "text/html")
        if watched.page.locator("select").count():
            for select in watched.page.locator("select").all():
                select.select_option(index=1)
            watched.page.locator("td button:visible").first.click()
            expect(watched.page.locator("dialog.number")).to_be_visible()
            chosen += 1
        assert watched.happened == []
        assert watched.page.evaluate("window.__pwned") is None
        assert watched.page.evaluate("document.querySelectorAll('script').length") == 1
    assert chosen


def test_hostile_text_in_every_field_of_a_picture_neither_runs_nor_loads(show: Open) -> None:
    for document in batches(opened()):
        watched = show(
            tostring(paint_scene(scene_of([content_of(document, {})]), LIGHT), "unicode"), "image/svg+xml"
        )
        assert watched.happened == []
        assert watched.page.evaluate("window.__pwned") is None
        assert watched.page.evaluate("document.querySelector('parsererror')") is None


def test_hostile_text_in_every_field_of_a_display_neither_runs_nor_loads(show: Open) -> None:
    for document in batches(opened()):
        watched = show(f"<!doctype html><title>output</title>{fragment(document, {})}", "text/html")
        assert watched.happened == []
        assert watched.page.evaluate("window.__pwned") is None
        assert watched.page.evaluate("document.querySelector('img').naturalWidth") > 0


def test_what_a_card_says_is_in_the_table_as_it_is() -> None:
    for document in batches(opened()):
        cells = lxml.html.document_fromstring(web_page(document, {})).xpath("//tbody/tr[last()]/td")
        said = [cell.text for cell in cells]
        stages = [stage.goal for stage in document.stages]
        for text, shown in zip(stages, said, strict=True):
            as_html, there = ("\n".join(one.rstrip().splitlines()) for one in (text, shown))
            assert there.endswith(as_html) or "\ufffd" in shown


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_the_colours_are_the_screens(browser: Browser, theme: str, palette: Palette) -> None:
    tokens = (ROOT / "js/src/view/styles/tokens.css").read_text("utf-8")
    page = browser.new_page()
    page.set_content(f"<style>{tokens}</style><div class=cjm data-theme={theme}><i></i></div>")
    mixed = {"back", "zone_high", "zone_low", "avatar", "above", "below", "plain", "way", "way_tip"}
    for name, colour in asdict(palette).items():
        if name not in mixed:
            shown = page.evaluate(COLOUR, name.replace("_", "-"))
            expected = list(bytes.fromhex(colour[1:]))
            assert max(abs(a - b) for a, b in zip(shown, expected, strict=True)) <= 1, json.dumps(
                [name, shown]
            )
    page.close()


STATUS = "dialog [role=status]"


def test_a_page_presents_the_map_by_keys_and_by_pointer(show: Open) -> None:
    watched = show(web_page(airport().document, {}), "text/html")
    page = watched.page
    present = page.get_by_role("button", name="Present")
    present.focus()
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text("Stage 1 of 7: Getting there")
    for key, words in (
        ("ArrowRight", "Stage 2 of 7: Roads, parking, shuttle"),
        ("PageDown", "Stage 3 of 7: Finding the way"),
        ("ArrowLeft", "Stage 2 of 7: Roads, parking, shuttle"),
        ("b", "The screen is blank. Any key or press shows the stage again."),
        ("ArrowRight", "Stage 2 of 7: Roads, parking, shuttle"),
        ("Home", "Stage 1 of 7: Getting there"),
    ):
        page.keyboard.press(key)
        expect(page.locator(STATUS)).to_have_text(words)
    page.keyboard.press("Escape")
    expect(page.locator("dialog:not(.number)")).to_be_hidden()
    expect(present).to_be_focused()
    present.click()
    page.get_by_role("button", name="5 Waiting airside").click()
    expect(page.get_by_role("heading", name="Waiting airside")).to_be_visible()
    page.get_by_role("button", name="Cleanliness →").click()
    expect(page.locator(STATUS)).to_have_text("Stage 6 of 7: Cleanliness")
    page.get_by_role("button", name="Leave").click()
    expect(page.locator("dialog:not(.number)")).to_be_hidden()
    assert watched.happened == []
