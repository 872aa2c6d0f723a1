"""Every scene of the map as a picture, and the README's: ``python -m tests.browser.screenshots [folder]``."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import new_context
from tests.browser.plain_page import ROOT, PlainPage
from tests.browser.scenes import CELLS, SCENES, Scene, look
from tests.browser.screen import Screen

SIZE = {"width": 1500, "height": 1680}
REST = 400
"""ms without an edit, after which the map asks for what there is to find."""
ONLY = "body > button { display: none }"
"""The page's own button behind the map is no part of it."""
OF_README = {"inspector": "map.png", "links": "links.png", "menu": "menu.png"}
"""Scenes that the README shows, by the names of their pictures there."""
README = ROOT / "notebooks"
"""Beside the notebooks, which no wheel holds."""
MOST = 200_000
"""Bytes of a picture in the README."""


def draw(page: PlainPage, scene: Scene, folder: Path) -> None:
    """A scene in the light and in the dark, as ``folder/name.png`` and ``folder/name-dark.png``."""
    page.show(*CELLS)
    page.page.set_viewport_size(SIZE)
    screen = Screen(page)
    scene.reach(screen)
    page.page.mouse.move(0, 0)
    for _ in range(3):  # marks of findings follow the last edit once the map is at rest
        page.page.wait_for_timeout(REST)
        page.value("journey.revision")
    for name, ending in (("light", ""), ("dark", "-dark")):
        with look(screen, name):
            page.page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
            page.page.screenshot(path=folder / f"{scene.name}{ending}.png", animations="disabled", style=ONLY)


def _shrink(picture: Path, target: Path) -> None:
    """The picture without what lies below the map, with 256 colours, which is a third of its bytes."""
    with Image.open(picture) as image:
        plain = image.convert("RGB")
        ground = Image.new("RGB", plain.size, plain.getpixel((2, plain.height - 2)))
        low = ImageChops.difference(plain, ground).getbbox()
        assert low, f"{picture} is empty"
        kept = plain.crop((0, 0, plain.width, min(plain.height, low[3] + 16)))
        kept.quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    assert size <= MOST, f"{target} has {size:,} bytes, more than {MOST:,}"


def main(folder: Path) -> None:
    """Draw all scenes into a folder, and the README's beside the notebooks."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = PlainPage(new_context(browser).new_page())
        for scene in SCENES:
            draw(page, scene, folder)
            print(folder / f"{scene.name}.png")
        for name, file in OF_README.items():
            picture = folder / f"{name}.png"
            _shrink(picture, README / file)
            print(README / file, f"{(README / file).stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots")
