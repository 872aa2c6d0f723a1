"""What a long session leaves in memory: ten thousand edits of cards, in the browser and in the kernel.

Cards are edited as a reader does, by keys and the open editor, but the page itself presses the keys, so
that so many fit into a minute or two. The history of a map ends after a thousand steps; from twice as many
edits on nothing should grow any more.
"""

from __future__ import annotations

import gc
import tracemalloc

from playwright.sync_api import Page, sync_playwright

import cjm_widgets as cjm
from tests.benchmarks.rendering import UNHURRIED
from tests.browser import chromium
from tests.browser.plain_page import PlainPage

EARLY, LATE = 2_000, 10_000
BATCH = 500
STAGES, LANES = 12, 8
BUDGETS = {
    "browser memory after 10,000 edits / after 2,000": 1.1,
    "DOM nodes after 10,000 edits / after 2,000": 1.1,
    "kernel memory after 10,000 edits / after 2,000": 1.1,
}
_EDIT = """async ([from, count, stages, lanes]) => {
    const press = (target, key) =>
        target.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    const drawn = () => new Promise(requestAnimationFrame);
    for (let number = from; number < from + count; number++) {
        const cell = document.querySelector(
            `[data-lane="lane-${number % lanes}"] [data-stage="stage-${number % stages}"]`);
        cell.querySelector('[data-card]').focus();
        press(document.activeElement, 'F2');
        await drawn();
        const field = document.activeElement;
        if (!field.matches('textarea:not([data-holds])')) throw Error(`no editor at edit ${number}`);
        field.value = `Edit ${number}`;
        field.dispatchEvent(new InputEvent('input', {bubbles: true}));
        press(field, 'Enter');
        await drawn();
    }
}"""
_SAVED = "() => document.querySelector('section.cjm .cjm-status.is-saved')"


def measure(early: int = EARLY, late: int = LATE) -> dict[str, float]:
    """What is in memory after all edits by what is after the first of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.FLAGS, *UNHURRIED]
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        host = PlainPage(page)
        tracemalloc.start()
        host.show("session()", session=_journey)
        edit(host, 0, early)
        before = in_memory(page)
        edit(host, early, late)
        after = in_memory(page)
        tracemalloc.stop()
        last = host.value(f"journey.frame.astype(str).eq('Edit {late - 1}').to_numpy().sum().item()")
        assert last == 1, f"the map has the last text {last} times"
        browser.close()
    return {what: later / sooner for what, later, sooner in zip(BUDGETS, after, before, strict=True)}


def _journey() -> cjm.Journey:
    journey = cjm.Journey([f"Stage {n}" for n in range(STAGES)], lanes=[f"Lane {n}" for n in range(LANES)])
    journey.frame = journey.frame.map(lambda _: "A card says what a card says")
    return journey


def edit(host: PlainPage, first: int, last: int) -> None:
    """Write another text into one card after the other."""
    for number in range(first, last, BATCH):
        host.page.evaluate(_EDIT, [number, min(BATCH, last - number), STAGES, LANES])
        host.page.wait_for_function(_SAVED)


def in_memory(page: Page) -> tuple[int, int, int]:
    """Bytes of the page's scripts, its DOM nodes, and bytes of this process, without what nobody needs."""
    session = page.context.new_cdp_session(page)
    for _ in range(3):  # what one round frees may have held more
        session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    nodes = session.send("Memory.getDOMCounters")["nodes"]
    session.detach()
    gc.collect()
    return int(heap), int(nodes), tracemalloc.get_traced_memory()[0]
