"""The animated picture of the site's first page, from the map itself: ``python -m tests.browser.film``.

A map is edited and joined on a page without Jupyter, and each step is a picture. Below the map stands what is
done; the film ends with the map as it is then, which ``film-end.webp`` shows to whoever stops it.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium
from tests.browser.conftest import new_context
from tests.browser.plain_page import ROOT, PlainPage
from tests.browser.screen import Screen

FOLDER = ROOT / "docs" / "static"
SIZE = {"width": 1120, "height": 752}
MOST = 400_000
"""Bytes of the film."""
MAP = (
    "cjm.Journey(['Getting there', 'Finding the way', 'Security', 'Waiting airside', 'Overall'],"
    " lanes=['Emotion', 'Rating', 'Pain points', 'Opportunities'], personas=['Maya'],"
    " title='A departure by air', scenario='Maya flies home on a Friday evening')"
)
DRAWN = """journey.emotion['Maya'] = [0.5, -0.5, 0.5, 1, 0.5]
journey.set_cell('Getting there', 'Pain points', 'Traffic on the bridge')
journey.set_cell('Finding the way', 'Pain points', 'Two signs for one gate')
journey.set_cell('Waiting airside', 'Pain points', 'All sockets are taken')
journey.set_cell('Finding the way', 'Opportunities', 'One name for each place')
journey.set_cell('Waiting airside', 'Opportunities', 'Local kitchens at street prices')"""
JOIN = """questions = {'Q13GETRATE': 'Getting there', 'Q14FIND': 'Finding the way', 'Q14PASSTHRU': 'Security',
    'Q7FOOD': 'Waiting airside', 'Q7ALL': 'Overall'}
journey.join(cjm.examples.airport_survey(), columns=questions, scale=(1, 5), missing=[0, 6, 'Blank'],
    by=['flight_type'], name='Survey 2017')"""
CAPTION = """text => {
    let line = document.querySelector('#caption');
    if (!line) {
        line = document.createElement('div');
        line.id = 'caption';
        line.style.cssText = 'position:fixed;left:0;right:0;bottom:0;padding:13px 20px;background:#fafafa;'
            + 'border-top:1px solid #e0e0e0;font:17px system-ui,sans-serif;color:#1f1f1f;z-index:9';
        document.body.append(line);
    }
    line.textContent = text;
}"""
QUIET = "body > button { display: none } * { caret-color: transparent !important }"


class Film:
    """Pictures, each with how long it stands, in ms."""

    def __init__(self, host: PlainPage) -> None:
        self.page = host.page
        self.pictures: list[Image.Image] = []
        self.times: list[int] = []

    def say(self, text: str) -> None:
        """What is done from now on."""
        self.page.evaluate(CAPTION, text)

    def take(self, time: int) -> None:
        """A picture of the page as it is."""
        self.page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
        data = self.page.screenshot(animations="disabled", style=QUIET)
        self.pictures.append(Image.open(io.BytesIO(data)).convert("RGB"))
        self.times.append(time)

    def save(self, folder: Path) -> None:
        """Write the film, and its last picture, and say how large they are."""
        folder.mkdir(parents=True, exist_ok=True)
        first, *others = self.pictures
        film = folder / "film.webp"
        options = {"duration": self.times, "loop": 3, "lossless": True, "quality": 90, "method": 6}
        first.save(film, save_all=True, append_images=others, **options)
        others[-1].save(folder / "film-end.webp", lossless=True, quality=90, method=6)
        for path in (film, folder / "film-end.webp"):
            print(path, f"{path.stat().st_size:,} bytes, {len(self.pictures)} pictures")
        assert film.stat().st_size <= MOST, f"{film} has more than {MOST:,} bytes"


def play(host: PlainPage) -> Film:
    """Edit the map, join the survey, choose a segment."""
    host.page.set_viewport_size(SIZE)
    host.show(MAP)
    host.console(DRAWN)
    screen, film = Screen(host), Film(host)
    film.say("A map in a notebook. Dashed is what the team believes.")
    expect(screen.at("pain-points/waiting-airside")).to_contain_text("All sockets")
    film.take(1800)

    film.say("Press a cell and type: a card.")
    screen.go("pain-points/security")
    for part in ("No id", "ea how long ", "the que", "ue is"):
        screen.type(part)
        film.take(220)
    screen.press("Enter")
    screen.press("Escape")
    expect(screen.at("pain-points/security").locator("[data-card]")).to_have_count(1)
    film.take(900)

    film.say("Drag a point: the emotion of a stage.")
    point = screen.point("security", "maya")
    box = point.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    host.page.mouse.move(x, y)
    host.page.mouse.down()
    for step in range(1, 6):
        host.page.mouse.move(x, y + step * 11)
        film.take(160)
    host.page.mouse.up()
    host.page.mouse.move(0, 0)
    host.saved()
    film.take(900)

    film.say(
        'journey.join(survey, columns=questions, scale=(1, 5), missing=[0, 6, "Blank"], by=["flight_type"])'
    )
    film.take(1500)
    host.console(JOIN)
    expect(screen.root.locator(".cjm-line.is-all")).to_be_visible()
    film.say("Solid is what 2,831 travellers said: mean, 95 % interval and n at every stage.")
    film.take(3200)

    film.say('Choose a segment in the header, or journey.filter(flight_type="international").')
    screen.root.get_by_role("radio", name="International").check(force=True)
    host.settle("journey.filters", {"flight_type": ["international"]})
    host.page.mouse.move(0, 0)
    film.take(3600)
    return film


def main() -> None:
    """Write the film into the documentation's folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        play(PlainPage(new_context(browser).new_page())).save(FOLDER)


if __name__ == "__main__":
    main()
