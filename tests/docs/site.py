"""The built site as readers have it: ``python -m tests.docs.site [page ...]`` after ``make docs``.

Every page that a person wrote and some of each kind that is generated are opened from the disk, light and
dark: axe-core may find nothing, no link to a page or picture may lead nowhere, nothing may be asked of a
network, no page may be wider than a phone, and the search finds a word. ``--pictures`` draws some of them.
Named pages, such as ``how-to/join.html``, are the only ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from docs.building.blocks import DOCS
from docs.building.site import FOLDER
from tests.browser import chromium
from tests.browser.scenes import AXE

FROM_DECLARATIONS = (
    "gallery/index.html",
    "gallery/maps-template.html",
    "gallery/charts-curve.html",
    "reference/public-names.html",
    "reference/journey-analysis.html",
    "reference/measures.html",
    "reference/templates.html",
    "reference/file-format.html",
    "reference/command-line.html",
    "genindex.html",
    "search.html",
)
PICTURES = ("index.html", "tutorials/analyst.html", "how-to/join.html", *FROM_DECLARATIONS[:6])
PHONE, DESK = {"width": 400, "height": 860}, {"width": 1360, "height": 900}
RUN = """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
    "wcag22aa", "best-practice"]})).violations.flatMap(rule => rule.nodes.slice(0, 2).map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1, 2)}`))"""
LINKS = """() => [...document.querySelectorAll('a[href], img[src], source[srcset]')].map(
    one => one.href || one.src || one.srcset).filter(url => url.startsWith('file:'))"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


def names() -> list[str]:
    """The pages to look at."""
    written = [str(page.relative_to(DOCS).with_suffix(".html")) for page in sorted(DOCS.rglob("*.md"))]
    return [*dict.fromkeys([*written, *FROM_DECLARATIONS])]


def theme(page: Page, name: str) -> None:
    """Show the page as a reader who prefers light or dark has it."""
    page.emulate_media(color_scheme="dark" if name == "dark" else "light", reduced_motion="reduce")


def faults(page: Page, html: Path, name: str) -> Iterator[str]:
    """What is wrong with one page."""
    page.set_viewport_size(DESK)
    page.goto((html / name).as_uri())
    page.add_script_tag(path=AXE)
    for look in ("light", "dark"):
        theme(page, look)
        yield from (f"{name}, {look}: {fault}" for fault in page.evaluate(RUN))
    for link in page.evaluate(LINKS):
        path = Path(link.partition("#")[0].partition("?")[0].removeprefix("file://"))
        if not path.exists():
            yield f"{name}: {path} does not exist"
    page.set_viewport_size(PHONE)
    if page.evaluate(WIDER):
        yield f"{name}: wider than a phone of {PHONE['width']} px"


def search(page: Page, html: Path) -> list[str]:
    """The search finds an example by a word of it, without a server; what is wrong with its results."""
    page.set_viewport_size(DESK)
    page.goto((html / "search.html").as_uri() + "?q=withheld")
    expect(page.locator("#search-results li a").first).to_be_visible()
    expect(page.locator("#search-results")).to_contain_text("Too few people")
    page.add_script_tag(path=AXE)
    return [f"search: {fault}" for fault in page.evaluate(RUN)]


def draw(page: Page, html: Path, folder: Path) -> None:
    """Some pages on a desk and a phone, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        for width, size in (("desk", DESK), ("phone", PHONE)):
            for look in ("light", "dark"):
                page.set_viewport_size(size)
                theme(page, look)
                page.goto((html / name).as_uri())
                path = folder / f"{name.removesuffix('.html').replace('/', '-')}-{width}-{look}.png"
                page.screenshot(path=path)
    print(folder)


def main(pages: list[str], pictures: bool) -> int:
    """Print what is wrong; 1 where there is anything."""
    html, requests = FOLDER / "html", []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = browser.new_page()
        page.on("request", lambda request: requests.append(request.url))
        every = [fault for name in pages for fault in faults(page, html, name)]
        every += search(page, html)
        if pictures:
            draw(page, html, FOLDER / "pictures")
    every += [f"asked of a network: {url}" for url in requests if not url.startswith(("file:", "data:"))]
    print(*every, f"{len(pages)} pages, {len(every)} faults", sep="\n")
    return int(bool(every))


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--pictures"]
    sys.exit(main(words or names(), "--pictures" in sys.argv))
