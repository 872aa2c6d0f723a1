"""Hostile texts inside a real JupyterLab: live maps, refusals, warnings, kept outputs, clipboards."""

from __future__ import annotations

import html
import json
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
import pytest
from ipywidgets import Widget
from nbformat import NotebookNode
from playwright.sync_api import Browser, Page, expect

import cjm_widgets as cjm
from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.render.words import printable
from cjm_widgets.storage import file
from tests.browser.canary import Canary, shape
from tests.browser.conftest import new_context
from tests.browser.faults import Gate, subshells
from tests.browser.hostile.test_strings import READ, column, insert_texts, is_accepted, paste, texts_of
from tests.browser.lab import Lab
from tests.browser.notebook import Notebook
from tests.browser.screen import Screen
from tests.hostile_strings import EVERY, LATEX, SAMPLE, batches
from tests.unit.formats.maps import map_with
from tests.unit.strategies import EXPLORING

TEXTS = EVERY if EXPLORING else [*dict.fromkeys([*SAMPLE, *LATEX.values()])]
STAGES = 24
"""Of a map that is displayed."""
REFUSALS = 10
"""Texts whose refusals one cell prints: JupyterLab shows 50 outputs of a cell."""
WRITTEN = 24
"""Texts of each collection that are written and pasted here; on the plain page it is all of them."""
SHOW = """
import json, warnings
from pathlib import Path
import pandas as pd
from IPython.display import Markdown, display
import cjm_widgets as cjm
warnings.simplefilter("always")
def load(name="map"):
    return cjm.Journey.from_document(cjm.read(f"hostile-{name}.cjm.json").document)
"""
REFUSE = """
texts = json.loads(Path("hostile.json").read_text("utf-8"))
small = cjm.Journey(["Wait"], ["Actions"])
rows = pd.DataFrame({"q": [1, 2, 3, 4, 5] * 4})
for text in texts:
    for call in (
        lambda: small.set_cell(text, "Actions", "x"),
        lambda: small.set_cell("Wait", text, "x"),
        lambda: small.join(rows, columns={text: text}, scale=(1, 5)),
        lambda: small.chart(text),
    ):
        try:
            call()
        except cjm.CjmError:
            get_ipython().showtraceback()
"""
WARN = """
texts = json.loads(Path("hostile.json").read_text("utf-8"))
for text in texts:
    warnings.warn(f"nothing is called {text!r}", cjm.CjmWarning)
    rows = pd.DataFrame({"stage": [text] * 30 + ["Wait"] * 30, "score": [1, 2, 3] * 20})
    cjm.Journey(["Wait"], ["Emotion"]).join(rows, stage="stage", score="score", scale=(1, 5))
print(cjm.Journey(texts, ["Actions"]))
"""
OUTPUTS = """() => {
    const areas = document.querySelectorAll('.jp-OutputArea-output');
    const found = new Set();
    for (const area of areas) for (const element of area.querySelectorAll('*')) {
        const {href, rel, target} = element;
        // JupyterLab links an address of any scheme in printed text, away from the notebook's window.
        const apart = target === '_blank' && rel === 'noopener';
        if (href && !apart && !/^(https?|ftp|file):/.test(href)) throw Error(element.outerHTML);
        found.add(element.localName);
        const style = element.getAttribute('style');
        if (style && !/^((background-)?color: ?rgb\\([0-9, ]+\\);? ?)+$/.test(style)) throw Error(style);
        for (const {name} of element.attributes) found.add(element.localName + '@' + name);
    }
    return [...found].sort();
}"""
PLAIN = {"pre", "span", "span@class", "span@style", "a", "a@href", "a@rel", "a@target"}
"""What JupyterLab makes of printed text: colours, and links of what looks like a path or an address."""
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
COPIED = """() => {
    window.copied = {};
    const set = DataTransfer.prototype.setData;
    DataTransfer.prototype.setData = function (type, text) {
        window.copied[type] = text;
        set.call(this, type, text);
    };
}"""
"""From now on a page remembers what is copied, before the system's clipboard tidies it."""
PASTE = """(cell, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
}"""
SHAPES = """selector => {
    const names = new Set();
    for (const element of document.querySelectorAll(selector + ', ' + selector + ' *')) {
        names.add(element.localName);
        for (const {name} of element.attributes) names.add('@' + name);
    }
    return [...names];
}"""
FOREIGN = """() => [...document.querySelectorAll('section.cjm *')].filter(element =>
    ['script', 'img', 'iframe', 'object', 'embed', 'link', 'base', 'meta', 'form', 'video', 'audio']
        .includes(element.localName)
    // The map's own styles come with the interface that is fetched on first use.
    || (element.localName === 'style' && !element.textContent.startsWith('.cjm{'))
    || [...element.attributes].some(({name}) => name.startsWith('on') || name === 'srcdoc')
    || (element.href && !/^(https?|mailto):/.test(element.href.baseVal ?? element.href))
).map(element => element.outerHTML)"""
"""What no map is made of."""
OUTPUT = "window.jupyterapp.shell.currentWidget.content.widgets[0].model.outputs.toJSON()"


@pytest.fixture(scope="module")
def lab_page(lab: Lab, browser: Browser) -> Iterator[Notebook]:
    """A notebook in a page that is watched from its start, and that no other file gets."""
    context = new_context(browser)
    notebook = Notebook.open(lab, context.new_page(), [""], "hostile.ipynb")
    yield notebook
    notebook.shut_down()
    context.close()


@pytest.fixture(scope="module")
def canary(lab_page: Notebook) -> Canary:
    return Canary(lab_page.page)


def displayed(notebook: Notebook, document: Document, code: str) -> None:
    """Show a map by this code, alone in the notebook."""
    file.save(document, notebook.lab.folder / "hostile-map.cjm.json")
    notebook.replace([SHOW + code])
    notebook.run(0)


def live(notebook: Notebook, document: Document) -> None:
    """Show a map alone in the notebook, with the interface that its links fetch."""
    displayed(notebook, document, "load()")
    notebook.saved()
    notebook.page.locator("section.cjm style").first.wait_for(state="attached")


def printed(notebook: Notebook, texts: Sequence[str], code: str) -> None:
    """Run code about these texts, alone in the notebook."""
    (notebook.lab.folder / "hostile.json").write_text(json.dumps(texts), "utf-8")
    notebook.replace([SHOW + code])
    notebook.run(0)
    notebook.idle()


def harmless(count: int) -> Document:
    """A map of the same size, whose links are addresses and whose prices stand in elements of their own."""
    return map_with(harmless_texts(count))


def harmless_texts(count: int) -> list[str]:
    """Texts of every kind of which something is made: addresses, lines, prices."""
    kinds = "https://example.org/{}", "Text {}\nand more", "from $1 to ${}"
    return [kinds[at % len(kinds)].format(at) for at in range(count)]


def letters(text: str) -> str:
    """A text without spaces, and without what HTML cannot hold."""
    return re.sub(r"[\s\ufeff\x00-\x1f\x7f-\x9f\ufffd\ufffe\uffff]", "", text)


def test_live_maps_say_every_text(lab_page: Notebook, canary: Canary) -> None:
    page = lab_page.page
    live(lab_page, harmless(STAGES))
    usual = shape(page, "section.cjm")
    for texts in batches(STAGES, TEXTS):
        live(lab_page, map_with(texts))
        screen = Screen(lab_page)
        screen.stages(*texts)
        screen.lanes("Emotion", *texts)
        cards = page.locator("section.cjm [data-card] .cjm-txt")
        screen.until(cards.all_text_contents, [text for text in texts if text])
        assert shape(page, "section.cjm") <= usual
        canary.untouched()


def test_refusals_in_tracebacks_are_text(lab_page: Notebook, canary: Canary) -> None:
    for texts in batches(REFUSALS, TEXTS):
        printed(lab_page, texts, REFUSE)
        errors = [one for one in lab_page.page.evaluate(OUTPUT) if one["output_type"] == "error"]
        assert len(errors) >= 3 * len(texts)
        assert {*lab_page.page.evaluate(OUTPUTS)} <= PLAIN
        canary.untouched()


def test_warnings_and_what_is_printed_are_text(lab_page: Notebook, canary: Canary) -> None:
    for texts in batches(REFUSALS, TEXTS):
        printed(lab_page, texts, WARN)
        streams = [one["name"] for one in lab_page.page.evaluate(OUTPUT) if one["output_type"] == "stream"]
        assert {*streams} == {"stderr", "stdout"}
        assert {*lab_page.page.evaluate(OUTPUTS)} <= PLAIN
        canary.untouched()


# --- what Jupyter makes of HTML and Markdown


def test_mathjax_sets_no_formula_in_a_table(lab_page: Notebook, canary: Canary) -> None:
    page = lab_page.page
    formula = "from IPython.display import HTML\ndisplay(HTML('$x^2$'))\n"
    table = "with cjm.renderers.enable('html'): display(load())\n"
    displayed(lab_page, harmless(STAGES), table)
    expect(page.locator(".jp-OutputArea-output thead")).not_to_have_count(0)
    usual = shape(page, ".jp-OutputArea")
    for texts in batches(STAGES, TEXTS):
        displayed(lab_page, map_with(texts), table + formula)
        expect(page.locator("mjx-container")).to_have_count(1)  # MathJax is there, and has been here
        names = page.locator(".jp-OutputArea-output thead tr").last.locator("th").all_text_contents()
        assert [letters(name) for name in names[1:]] == [letters(printable(text)) for text in texts]
        page.evaluate("document.querySelector('mjx-container').closest('.jp-OutputArea-child').remove()")
        assert shape(page, ".jp-OutputArea") <= usual
        canary.untouched()


def test_markdown_is_text(lab_page: Notebook, canary: Canary) -> None:
    page = lab_page.page
    markdown = "display(Markdown(load().to_markdown()))"
    heads = page.locator(".jp-RenderedMarkdown h3")
    displayed(lab_page, harmless(STAGES), markdown)
    expect(heads).to_have_count(STAGES)
    usual = shape(page, ".jp-OutputArea")
    for texts in batches(STAGES, TEXTS):
        displayed(lab_page, map_with(texts), markdown)
        expect(heads).to_have_count(len(texts))
        page.wait_for_timeout(300)  # MathJax comes after the text
        assert [letters(head.rstrip("¶")) for head in heads.all_text_contents()] == [
            letters(printable(text)) for text in texts
        ]
        assert shape(page, ".jp-OutputArea") <= usual
        canary.untouched()


# --- what a notebook keeps


def kept(texts: Sequence[str]) -> NotebookNode:
    """A notebook somebody sends: maps with live views, live views alone, and their state."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1") for _ in range(2)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    Widget.close_all()
    with cjm.renderers.enable("widget"), warnings.catch_warnings(action="ignore"):
        for some in batches(STAGES, texts):
            data, metadata = cjm.Journey.from_document(map_with(some))._repr_mimebundle_()
            view = {VIEW: data[VIEW], "text/plain": "a map"}
            for cell, shown in zip(notebook.cells, (data, view), strict=True):
                cell.outputs.append(nbformat.v4.new_output("display_data", data=shown, metadata=metadata))
        notebook.metadata.widgets = {STATE: Widget.get_manager_state()}
        Widget.close_all()
    return notebook


def test_kept_outputs_and_widget_state_of_an_untrusted_notebook_are_text(lab: Lab, page: Page) -> None:
    canary = Canary(page)
    notebook = Notebook(lab, page, "hostile-kept.ipynb")
    count = len(batches(STAGES, TEXTS))
    maps = page.locator("section.cjm")
    seen = []
    for texts in ([*harmless_texts(len(TEXTS))], TEXTS):
        nbformat.write(kept(texts), lab.folder / notebook.name)
        notebook.visit()
        expect(maps).to_have_count(count)  # the documents: widgets wait until the notebook is trusted
        shapes = page.evaluate(SHAPES, ".jp-OutputArea")
        page.evaluate("() => void window.jupyterapp.commands.execute('notebook:trust')")
        page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(maps).to_have_count(2 * count)
        names = page.locator("section.cjm .cjm-stage b")
        Screen(notebook).until(names.all_text_contents, [*texts, *texts])
        seen.append({*shapes, *page.evaluate(SHAPES, ".jp-OutputArea")})
        canary.untouched()
        notebook.shut_down()
    assert seen[1] <= seen[0]


# --- the clipboard, and what the map says of edits


def test_what_is_copied_is_text_wherever_it_is_pasted(lab_page: Notebook, canary: Canary) -> None:
    """Also in a page that takes the clipboard's HTML as it is."""
    with lab_page.page.context.new_page() as other:
        elsewhere = Canary(other)
        other.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
        other.goto(lab_page.url)
        other.set_content("<div contenteditable></div><main></main>")
        usual = set[str]()
        for texts in (harmless_texts(STAGES), *batches(STAGES, TEXTS)):
            screen = one_lane(lab_page, texts)
            screen.page.evaluate(COPIED)
            screen.go("l0/s0")
            screen.press("Shift+End", "Control+c")
            screen.page.wait_for_function("'text/html' in window.copied")
            copied = screen.page.evaluate("window.copied['text/html']")
            other.bring_to_front()
            other.evaluate("html => { document.querySelector('main').innerHTML = html; }", copied)
            field = other.locator("[contenteditable]")
            field.evaluate("field => { field.innerHTML = ''; field.focus(); }")
            other.keyboard.press("Control+v")
            expect(field.locator("td")).to_have_count(len(texts))
            shown = shape(other, "main") | shape(other, "[contenteditable]")
            usual = usual or shown
            assert shown <= usual
            cells = other.locator("main td").all_inner_texts()
            assert [letters(cell) for cell in cells] == [letters(text) for text in texts]
            elsewhere.untouched()
            canary.untouched()
            lab_page.page.bring_to_front()


def one_lane(notebook: Notebook, texts: Sequence[str]) -> Screen:
    """A map in which each stage has one card that says a text."""
    stages = tuple(Stage(id=f"s{at}", name=f"Stage {at}") for at, _ in enumerate(texts))
    cells = {"l0": {f"s{at}": (Card(id=f"c{at}", text=text),) for at, text in enumerate(texts) if text}}
    document = Document(id="map", stages=stages, lanes=(Lane(id="l0", name="L"),), cells=cells)
    displayed(notebook, document, "journey = load()\njourney")
    notebook.saved()
    return Screen(notebook)


OWN = (
    "<table data-cjm-cards='[[[{&quot;id&quot;: &quot;c&quot;, &quot;text&quot;: …, &quot;links&quot;: […]"
    "}]]]'><tr><td>x</td></tr></table>"
)
FRAMES = (
    "…",
    "<table><tr><td>…</td><td>x</td></tr><tr><td>…</td></tr></table>",
    "<ul><li>…</li><li>x</li></ul>",
    OWN,
)
"""Around a text on the clipboard: nothing, a table, a list, a map's own table that no map wrote."""


def test_no_html_that_is_pasted_runs_or_becomes_an_element(lab_page: Notebook, canary: Canary) -> None:
    for texts in batches(STAGES, TEXTS):
        screen = one_lane(lab_page, harmless_texts(2))
        cell = screen.at("l0/s1")
        for text in texts:
            for frame in FRAMES:
                said = html.escape(json.dumps(text)) if frame == OWN else text
                cell.focus()
                cell.evaluate(PASTE, frame.replace("…", said))
                assert screen.page.evaluate(FOREIGN) == []
                screen.press("Enter", "Escape")  # takes what is asked about, leaves what was opened
            assert screen.page.evaluate(FOREIGN) == []
        assert len(lab_page.value("journey.cards.text.tolist()")) > len(texts)
        canary.untouched()


def test_conflicts_and_notices_are_text(lab_page: Notebook, canary: Canary, tmp_path: Path) -> None:
    """The reader's and Python's text of each card, side by side."""
    usual = set[str]()
    for number, texts in enumerate((harmless_texts(STAGES), *batches(STAGES, TEXTS))):
        screen = one_lane(lab_page, [f"Card {at}" for at, _ in enumerate(texts)])
        subshells(lab_page, on=False)
        (lab_page.lab.folder / "hostile.json").write_text(json.dumps(texts), "utf-8")
        folder = tmp_path / str(number)
        folder.mkdir()
        gate = Gate(folder)
        write = "for at, text in enumerate(texts): journey.cards.loc[f'c{at}', 'text'] = text"
        read = "texts = json.loads(Path('hostile.json').read_text('utf-8'))"
        cell = lab_page.append(f"{gate.cell}{read}\n{write}")
        lab_page.start(cell)
        lab_page.hear(cell, "running")
        for at, text in enumerate(texts):
            screen.go(f"l0/s{at}")
            screen.press("F2")
            screen.root.locator(".cjm-editor textarea").fill(f"{text} mine")
            screen.press("Control+Enter")
        gate.open()
        conflicts = screen.root.locator(".cjm-conflict")
        expect(conflicts).to_have_count(len(texts))
        shown = shape(screen.page, "section.cjm")
        usual = usual or shown
        assert shown <= usual
        theirs = screen.root.locator(".cjm-conflict p:not(.is-mine)").all_text_contents()
        assert [letters(said.removeprefix("Theirs, saved")) for said in theirs] == [*map(letters, texts)]
        canary.untouched()
        subshells(lab_page, on=True)


# --- what is written and pasted, in the kernel, in its file, and after a reload


@pytest.mark.parametrize("name", ["own", "blns/blns.json", "unicode_edge.json"])
def test_what_the_keyboard_writes_and_what_is_pasted_is_the_same_after_a_reload(
    lab_page: Notebook, canary: Canary, name: str
) -> None:
    texts = [text for text in texts_of(name) if is_accepted(text) and text.strip() and "\0" not in text]
    texts = texts[:: max(1, len(texts) // (WRITTEN - 1))][:WRITTEN]
    lanes = [Lane(id=f"l{at}", name=f"Lane {at}") for at, _ in enumerate(texts)]
    stages = (Stage(id="s0", name="Written"), Stage(id="s1", name="Pasted"))
    path = lab_page.lab.folder / "written.cjm.json"
    file.save(Document(id="written", stages=stages, lanes=tuple(lanes)), path)
    lab_page.quietly(
        "from ipywidgets import Widget; Widget.close_all()"
    )  # or a reload restores every earlier map
    lab_page.replace([SHOW + "journey = cjm.read('written.cjm.json')\njourney"])
    lab_page.run(0)
    lab_page.saved()
    screen = Screen(lab_page)
    insert_texts(screen, texts)
    screen.go("l0/s1")
    paste(screen, "l0/s1", column(texts))
    written = [[text, text] for text in texts]
    lab_page.settle("journey.frame.T.values.tolist()", written)
    lab_page.saved()
    assert cjm.read(path).frame.T.values.tolist() == written
    lab_page.command("docmanager:save")
    lab_page.visit()
    lab_page.saved()
    screen.until(lambda: [*screen.root.evaluate(READ).values()], written)
    canary.untouched()
