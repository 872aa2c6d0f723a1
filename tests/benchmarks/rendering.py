"""What showing a large map costs in the browser: the first paint, scrolling sideways, and a typed key.

All in one page of one Chromium, taking turns: the map, a plain table of the same cells, AG Grid, the grid
that ipydatagrid shows, Lumino's, and for typing a plain text area. Frames are not held back for a display, so
each takes what drawing it takes. The quickest round counts: what else the machine does only ever adds.
"""

from __future__ import annotations

import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

import cjm_widgets as cjm
from tests.browser import chromium
from tests.browser.plain_page import PlainPage

STAGES, LANES = 500, 40
TEXT = "A card says what a card says"
ROUNDS = 5
KEYS = 16
FRAME = 16
"""Milliseconds between two frames of a common display."""
UNHURRIED = ["--disable-frame-rate-limit", "--disable-gpu-vsync"]
GRIDS = Path(__file__).parent / "grids"
BUDGETS = {
    "first paint of a 500x40 map / plain DOM": 0.1,
    "first paint of a 500x40 map / AG Grid": 1.0,
    "first paint of a 500x40 map / ipydatagrid's grid": 2.0,
    "sideways scroll of a 500x40 map / plain table": 1.0,
    "sideways scroll of a 500x40 map / AG Grid": 1.0,
    "sideways scroll of a 500x40 map / ipydatagrid's grid": 1.0,
    "a key typed in a 500x40 map / 16 ms": 1.0,
    "the first key on a cell of a 500x40 map / 16 ms": 1.0,
    "a key typed in a 500x40 map / plain text area": 1.25,
    "a key typed in a 500x40 map / AG Grid": 1.1,
    "a key typed in a 500x40 map / ipydatagrid's grid": 1.1,
}
_PAGE = """() => {
    const style = 'box-sizing:border-box;min-width:176px;height:46px;padding:6px;border:solid #eee;'
        + 'border-width:1px 0 0 1px;text-align:start';
    const cell = (tag, text) => `<${tag} style="${style}">${text}</${tag}>`;
    globalThis.frames = async (count, each = () => {}) => {
        for (let frame = 0; frame < count; frame++) {
            each(frame);
            await new Promise(requestAnimationFrame);
        }
    };
    globalThis.painted = async (count = 2) => {
        await frames(count);
        await new Promise(done => { const {port1, port2} = new MessageChannel();
                                    port1.onmessage = done; port2.postMessage(0); });
    };
    globalThis.box = id => {
        document.getElementById(id)?.remove();
        const element = Object.assign(document.createElement('div'), {id});
        element.style.cssText = 'position:relative;overflow:auto;height:760px;background:#fff;'
            + 'font:12px/16px system-ui';
        document.body.append(element);
        return element;
    };
    globalThis.plainTable = (element, stages, lanes, text) => {
        const row = (tag, name, texts) =>
            '<tr>' + cell('th', name) + texts.map(one => cell(tag, one)).join('') + '</tr>';
        const names = Array.from({length: stages}, (_, at) => `Stage ${at}`);
        const rows = [row('th', 'Lane', names)];
        for (let lane = 0; lane < lanes; lane++) rows.push(row('td', `Lane ${lane}`, names.map(() => text)));
        element.innerHTML = '<table style="border-spacing:0">' + rows.join('') + '</table>';
    };
}"""
_FIRST = """async ([name, ...size]) => {
    const element = box(name);
    await painted();
    const start = performance.now();
    (globalThis.grids?.[name] ?? globalThis[name])(element, ...size);
    await painted();
    return performance.now() - start;
}"""
_FIRST_MAP = """async () => {
    hide();
    await painted();
    const start = performance.now();
    show(coming);
    await painted();
    if (document.querySelectorAll('section.cjm [role=gridcell]').length < 100) throw Error('not drawn');
    return performance.now() - start;
}"""
_SCROLL = """async ([selector, frame_count, step]) => {
    const whole = document.querySelector(selector);
    whole.scrollIntoView({block: 'start'});
    const isWide = one => one.scrollWidth > one.clientWidth + 9999;
    const element = isWide(whole) ? whole : [...whole.querySelectorAll('*')].find(isWide);
    const move = whole.scrollGrid ?? (step => { element.scrollLeft += step; });
    move(-1e6);
    await frames(10);
    const start = performance.now();
    await frames(frame_count, () => move(step));
    return performance.now() - start;
}"""
_LISTEN = """() => {
    globalThis.took = [];
    addEventListener('keydown', async () => {
        const start = performance.now();
        await painted(1);
        took.push(performance.now() - start);
    }, true);
    document.getElementById('plainTable').remove();
    for (const one of document.querySelectorAll('*')) if (one.scrollLeft) one.scrollLeft = 0;
    document.getElementById('dataGrid').scrollGrid(-1e6);
    document.body.append(Object.assign(document.createElement('textarea'), {id: 'plainField'}));
}"""
_TYPED = """() => {
    let field = document.activeElement;
    while (field?.shadowRoot) field = field.shadowRoot.activeElement;
    return field.value;
}"""
MAP = "section.cjm .cjm-scroll"
TABLE = "#plainTable"


def measure() -> dict[str, float]:
    """The ratios of the quickest rounds."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.FLAGS, *UNHURRIED]
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        host = open_map(page)
        page.add_script_tag(path=_bundle(Path(folder)))
        first = first_paints(host, "plainTable", "agGrid", "dataGrid")
        scroll = scrolls(page, MAP, TABLE, "#agGrid")
        scroll |= scrolls(page, "#dataGrid", rounds=1, frames=6)  # it draws half a second
        key = keys(page)
        browser.close()
    return {
        "first paint of a 500x40 map / plain DOM": first["map"] / first["plainTable"],
        "first paint of a 500x40 map / AG Grid": first["map"] / first["agGrid"],
        "first paint of a 500x40 map / ipydatagrid's grid": first["map"] / first["dataGrid"],
        "sideways scroll of a 500x40 map / plain table": scroll[MAP] / scroll[TABLE],
        "sideways scroll of a 500x40 map / AG Grid": scroll[MAP] / scroll["#agGrid"],
        "sideways scroll of a 500x40 map / ipydatagrid's grid": scroll[MAP] / scroll["#dataGrid"],
        "a key typed in a 500x40 map / 16 ms": key["map"] / FRAME,
        "the first key on a cell of a 500x40 map / 16 ms": key["mapFirst"] / FRAME,
        "a key typed in a 500x40 map / plain text area": key["map"] / key["plainField"],
        "a key typed in a 500x40 map / AG Grid": key["map"] / key["agGrid"],
        "a key typed in a 500x40 map / ipydatagrid's grid": key["map"] / key["dataGrid"],
    }


def large_journey() -> cjm.Journey:
    """A map with a card in each of its 20,000 cells."""
    journey = cjm.Journey([f"Stage {n}" for n in range(STAGES)], lanes=[f"Lane {n}" for n in range(LANES)])
    journey.frame = journey.frame.map(lambda _: TEXT)
    return journey


def open_map(page: Page) -> PlainPage:
    """A page that shows the large map, and can show other grids beside it."""
    host = PlainPage(page)
    host.show("large()", large=large_journey)
    page.evaluate(_PAGE)
    return host


def first_paints(host: PlainPage, *others: str, rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds until the map and others are painted; all are left on the page."""
    ways: dict[str, Callable[[], float]] = {
        "map": lambda: _first_map(host),
        **{name: lambda name=name: _first(host.page, name) for name in others},
    }
    return _quickest(ways, rounds)


def _first_map(host: PlainPage) -> float:
    """As soon as its traits are in the page, as the texts of the others are."""
    host.page.evaluate("traits => { globalThis.coming = traits; }", host.traits())
    _collect_garbage(host.page)
    return float(host.page.evaluate(_FIRST_MAP))


def _first(page: Page, name: str) -> float:
    _collect_garbage(page)
    return float(page.evaluate(_FIRST, [name, STAGES, LANES, TEXT]))


def _collect_garbage(page: Page) -> None:
    """So that nothing measured waits for what was left by what was measured before."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.detach()


def scrolls(page: Page, *selectors: str, rounds: int = ROUNDS, frames: int = 120) -> dict[str, float]:
    """Milliseconds a frame, each a third of a column further."""
    ways: dict[str, Callable[[], float]] = {
        selector: lambda selector=selector: page.evaluate(_SCROLL, [selector, frames, 60]) / frames
        for selector in selectors
    }
    return _quickest(ways, rounds)


def keys(page: Page, rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds from a key in the map, each grid and a text area to the frame that shows it."""
    page.evaluate(_LISTEN)
    places = {
        "map": ('[data-lane="lane-3"] [data-stage="stage-3"]', {"x": 3.0, "y": 3.0}),
        "agGrid": ("#agGrid [row-index='3'] [col-id='Stage 3']", None),
        "dataGrid": ("#dataGrid", {"x": 300.0, "y": 130.0}),
        "plainField": ("#plainField", None),
    }
    ways: dict[str, Callable[[], float]] = {
        name: lambda place=place: statistics.median(_keys(page, *place)[1:]) for name, place in places.items()
    }
    ways["mapFirst"] = lambda: _keys(page, *places["map"])[0]
    return _quickest(ways, rounds)


def _keys(page: Page, selector: str, position: Any) -> list[float]:
    """What some keys typed at a place took; the first of them opens what takes the others."""
    page.locator(selector).click(position=position)
    page.evaluate("() => { took.length = 0; }")
    for key in "abcdefgh" * (KEYS // 8):
        page.keyboard.press(key)
        page.evaluate("painted()")
    took, typed = page.evaluate("took"), page.evaluate(_TYPED)
    assert typed.endswith("abcdefgh"), f"{selector} took {typed!r}"
    page.keyboard.press("Escape")
    return [float(one) for one in took]


def _quickest(ways: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            took[name].append(way())
    return {name: min(times) for name, times in took.items()}


def _bundle(folder: Path) -> Path:
    """The other grids as one script; they are installed on first use, apart from what the project needs."""
    if not (GRIDS / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=GRIDS, check=True)
    bundle = folder / "grids.js"
    esbuild = Path(__file__).parents[2] / "node_modules" / ".bin" / "esbuild"
    bundling = [esbuild, "grids.js", "--bundle", "--format=iife", "--minify", "--log-level=error"]
    subprocess.run([*bundling, f"--outfile={bundle}"], cwd=GRIDS, check=True)
    return bundle
