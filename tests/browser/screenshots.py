"""Every scene of the map as a picture, and the README's: ``python -m tests.browser.screenshots [folder]``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.conftest import new_context
from tests.browser.plain_page import ROOT, PlainPage
from tests.browser.scenes import CELLS, SCENES, Scene, look
from tests.browser.screen import Screen

SIZE = {"width": 1500, "height": 1200}
OF_README = {"inspector": "map.png", "links": "links.png", "menu": "menu.png"}
"""Scenes that the README shows, by the names of their pictures there."""
README = ROOT / "notebooks" / "pictures"
"""Beside the notebooks, which no wheel holds."""


def draw(page: PlainPage, scene: Scene, folder: Path) -> None:
    """A scene in the light and in the dark, as ``folder/name.png`` and ``folder/name-dark.png``."""
    page.show(*CELLS)
    page.page.set_viewport_size(SIZE)
    screen = Screen(page)
    scene.reach(screen)
    page.page.mouse.move(0, 0)
    for name, ending in (("light", ""), ("dark", "-dark")):
        with look(screen, name):
            page.page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
            page.page.screenshot(path=folder / f"{scene.name}{ending}.png", animations="disabled")


def main(folder: Path) -> None:
    """Draw all scenes into a folder, and the README's beside the notebooks."""
    folder.mkdir(parents=True, exist_ok=True)
    README.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = PlainPage(new_context(browser).new_page())
        for scene in SCENES:
            draw(page, scene, folder)
            print(folder / f"{scene.name}.png")
        for name, file in OF_README.items():
            picture = folder / f"{name}.png"
            (README / file).write_bytes(_small(browser, picture))
            print(README / file)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots")
