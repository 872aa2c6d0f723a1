"""Hostile texts in what others draw of a map: Vega with its tooltips, Mermaid, Markdown, nbconvert."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import vl_convert
from playwright.sync_api import Browser, Page

import cjm_widgets as cjm
from cjm_widgets.render.words import printable
from tests.browser.canary import Canary, shape
from tests.browser.plain_page import ROOT
from tests.browser.reading.test_reports import run, write_notebook
from tests.hostile_strings import EVERY, HOST, LATEX, SAMPLE, VEGA, batches
from tests.unit.formats.maps import map_with
from tests.unit.strategies import EXPLORING

MODULES = ROOT / "node_modules"
REPORTED = EVERY if EXPLORING else [*dict.fromkeys([*SAMPLE, *LATEX.values()])]
CHARTED = EVERY if EXPLORING else [*dict.fromkeys([*VEGA.values(), "constructor", *SAMPLE])]
STAGES = 24
"""Of a chart."""
SPREAD = 2
"""Where the chart of distributions is among the charts."""
DRAW = """async spec => {
    document.body.innerHTML = '<div id="chart"></div>';
    await vegaEmbed('#chart', spec, {renderer: 'svg', actions: false});
}"""
TOOLTIPS = """() => {
    const shown = [];
    for (const mark of document.querySelectorAll('#chart .mark-symbol path, #chart .mark-rect path')) {
        for (const kind of ['pointerover', 'pointermove', 'mouseover', 'mousemove'])
            mark.dispatchEvent(new PointerEvent(kind, {bubbles: true, clientX: 9, clientY: 9}));
        const tip = document.getElementById('vg-tooltip-element');
        if (!tip?.classList.contains('visible')) continue;
        const names = [...tip.querySelectorAll('*')].map(element => element.localName);
        if (names.some(name => !['table', 'tbody', 'tr', 'td'].includes(name))) throw Error(tip.innerHTML);
        shown.push([...tip.querySelectorAll('tr')].map(row => [...row.cells].map(cell => cell.textContent)));
        for (const kind of ['pointerout', 'mouseout'])
            mark.dispatchEvent(new PointerEvent(kind, {bubbles: true}));
    }
    return shown;
}"""
MARKDOWN = """text => {
    document.body.innerHTML = '<main></main>';
    document.querySelector('main').innerHTML = marked.parse(text, {gfm: true});
}"""
SHAPES = """() => {
    const names = new Set();
    for (const element of document.querySelectorAll('.jp-OutputArea, .jp-OutputArea *')) {
        names.add(element.localName);
        for (const {name} of element.attributes) names.add('@' + name);
    }
    return [...names];
}"""
FORMULAS = """() => {
    const walker = document.createTreeWalker(document.querySelector('main, .reveal'), NodeFilter.SHOW_TEXT);
    const formulas = [];
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (text.parentElement.closest('.tex2jax_ignore.mathjax_ignore, pre, code, script, style')) continue;
        if (/\\$[^]*\\$|\\\\[()[\\]$]|\\\\begin\\b/.test(text.data)) formulas.push(text.data);
    }
    return formulas;
}"""
"""Texts in which MathJax, which nbconvert's pages load from elsewhere, would find a formula."""
MERMAID = """async ([text, securityLevel]) => {
    mermaid.initialize({startOnLoad: false, securityLevel, suppressErrorRendering: true, logLevel: 'fatal'});
    document.body.innerHTML = '<main></main>';
    const {svg, bindFunctions} = await mermaid.render('map', text);
    const main = document.querySelector('main');
    main.innerHTML = svg;
    bindFunctions?.(main);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page without a network."""
    page = browser.new_page()
    page.route("http*://**/*", lambda route: route.abort())
    yield page
    page.close()


@pytest.fixture
def canary(page: Page) -> Canary:
    return Canary(page)


# --- charts


def charted(texts: list[str]) -> cjm.Journey:
    """A map whose stages, personas, columns, segments, waves and source are these texts."""
    title, by, wave, *further = texts
    journey = cjm.Journey(texts, lanes=["Emotion"], title=title, personas=texts[:2])
    for text in texts:
        journey.set_emotion(text, 1, persona=title)
    rows = pd.DataFrame({f"q{at}": [1, 2, 3, 4, 5, 5] * 60 for at, _ in enumerate(texts)})
    rows[by] = [texts[at % 3] for at in range(len(rows))]
    rows[wave] = [further[at % 2] for at in range(len(rows))]
    columns = {f"q{at}": text for at, text in enumerate(texts)}
    with warnings.catch_warnings(action="ignore"):
        journey.join(
            rows, columns=columns, scale=(1, 5), by=[by, (by, wave)], wave=wave, waves=further[:2], name=title
        )
    return journey


def charts_of(journey: cjm.Journey, by: str) -> Iterator[Any]:
    yield journey.chart()
    yield journey.chart(by=by, facet=True)
    yield journey.chart("distribution", by=by)
    yield journey.chart("compare", by=by)
    yield journey.chart("trend", by=by)


def draw(page: Page, chart: Any) -> list[list[list[str]]]:
    """Draw a chart and return the tooltips of its marks, each as rows of a title and a value."""
    page.evaluate(DRAW, chart.to_dict())
    return list(page.evaluate(TOOLTIPS))


@pytest.fixture
def vega(page: Page) -> Page:
    page.set_content(vl_convert.vegalite_to_html({"data": {"values": []}, "mark": "bar"}, bundle=True))
    return page


def test_charts_draw_every_text_and_their_tooltips_say_it(vega: Page, canary: Canary) -> None:
    maps = [texts for texts in batches(STAGES, CHARTED) if len(texts) > 5]
    usual = set[str]()
    for chart in charts_of(charted([f"Text {at}" for at in range(STAGES)]), "Text 1"):
        draw(vega, chart)
        usual |= shape(vega, "#chart")
    for number, texts in enumerate(maps):
        kinds = list(charts_of(charted(texts), texts[1]))
        for at in {number % len(kinds), SPREAD}:  # by turns, and always the one that says most
            tooltips = draw(vega, kinds[at])
            assert shape(vega, "#chart") <= usual
            lines = [line for lines in tooltips for line in lines]
            assert {_letters(value) for name, value in lines if name == "Stage"} == {*map(_letters, texts)}
            assert at in (0, 3) or _letters(texts[1]) in {_letters(name) for name, _ in lines}
            canary.untouched()


def test_a_column_called_image_or_title_is_a_line_of_the_tooltip(vega: Page, canary: Canary) -> None:
    rows = pd.DataFrame({"q": [1, 2, 3, 4, 5, 5] * 20})
    for column in ("image", "title"):
        rows[column] = [f"https://{HOST}/{'ab'[at % 2]}.png" for at in range(len(rows))]
        journey = cjm.Journey(["Wait"], lanes=["Emotion"])
        journey.join(rows, columns={"q": "Wait"}, scale=(1, 5), by=[column])
        for kind in ("distribution", "curve"):
            tooltips = draw(vega, journey.chart(kind, by=column))
            assert [f"{column} ", f"https://{HOST}/a.png"] in [row for rows in tooltips for row in rows]
        canary.untouched()


# --- Mermaid and Markdown


@pytest.mark.parametrize("level", ["strict", "loose"])
def test_mermaid_draws_texts_and_nothing_else(page: Page, canary: Canary, level: str) -> None:
    page.set_content("<main></main>")
    page.add_script_tag(path=MODULES / "mermaid/dist/mermaid.js")

    def draw(texts: list[str]) -> None:
        with warnings.catch_warnings(action="ignore"):
            text = cjm.Journey.from_document(map_with(texts)).to_mermaid()
        page.evaluate(MERMAID, [text, level])

    draw([f"Text {at}" for at in range(40)])
    usual = shape(page, "main")
    for texts in batches(40):
        draw(texts)
        canary.untouched()
        assert shape(page, "main") <= usual
        shown = _letters(page.locator("main").inner_text())
        for text in texts:
            assert _letters(text) in shown, repr(text)


def test_markdown_is_texts_and_nothing_else(page: Page, canary: Canary) -> None:
    page.set_content("<main></main>")
    page.add_script_tag(path=MODULES / "marked/lib/marked.umd.js")

    def draw(texts: list[str]) -> None:
        page.evaluate(MARKDOWN, cjm.Journey.from_document(map_with(texts)).to_markdown())

    draw([f"from ${at} to $50\nand more" for at in range(40)])
    usual = shape(page, "main")
    for texts in batches(40):
        draw(texts)
        canary.untouched()
        assert shape(page, "main") <= usual
        heads = page.locator("main h3").all_text_contents()
        assert [_letters(head) for head in heads] == [_letters(printable(text)) for text in texts]


# --- reports of nbconvert

REPORT = """
import json, warnings
from pathlib import Path
import cjm_widgets as cjm
from IPython.display import Markdown, display
from tests.unit.formats.maps import map_with
warnings.simplefilter("always")
for texts in json.loads(Path("texts.json").read_text("utf-8")):
    journey = cjm.Journey.from_document(map_with(texts))
    display(journey, Markdown(journey.to_markdown()))
    print(journey)
    for text in texts:
        warnings.warn(f"nothing is called {text!r}", cjm.CjmWarning)
        try:
            journey.set_cell(text + " ", "x", "y")
        except cjm.CjmError:
            get_ipython().showtraceback()
"""
CDNS = ("cdnjs.cloudflare.com", "cdn.jsdelivr.net", "unpkg.com")
"""Where nbconvert's own pages would have their libraries from."""


def test_reports_are_texts_and_nothing_else(browser: Browser, tmp_path: Path) -> None:
    usual: dict[str, set[str]] = {}
    for texts in ([f"from ${at} to $50\nand more" for at in range(len(REPORTED))], REPORTED):
        (tmp_path / "texts.json").write_text(json.dumps(batches(40, texts)), "utf-8")
        write_notebook(tmp_path, [REPORT])
        run(tmp_path, "nbconvert", "--execute", "--inplace", "visit.ipynb", path=ROOT)
        for kind, suffix in (("html", ".html"), ("slides", ".slides.html")):
            run(tmp_path, "nbconvert", "--to", kind, "visit.ipynb", "--output", "report")
            page = browser.new_page()
            page.add_init_script("window.require = Object.assign(() => {}, {config() {}});")  # of slides
            page.route("http*://**/*", lambda route: route.abort())
            canary = Canary(page, *CDNS)
            page.goto((tmp_path / f"report{suffix}").as_uri())
            shown = set(page.evaluate(SHAPES))
            assert shown <= usual.setdefault(kind, shown)
            assert page.evaluate(FORMULAS) == []
            canary.untouched()
            page.close()


def _letters(text: str) -> str:
    """A text without spaces, and without what XML and HTML cannot hold."""
    return re.sub(r"[\s\ufeff\x00-\x1f\x7f-\x9f\ufffd\ufffe\uffff]", "", text)
