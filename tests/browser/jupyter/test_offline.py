"""A room without a network: JupyterLab with a map, and all of its interface, asks only its own server."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

import cjm_widgets as cjm
from tests.browser.conftest import OpenNotebook
from tests.browser.plain_page import fetched
from tests.browser.screen import Screen

CELL = "import cjm_widgets as cjm\njourney = cjm.Journey.from_template('airport-departure')\njourney"


def test_no_request_leaves_the_page(page: Page, notebook: OpenNotebook) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("websocket", lambda socket: addresses.append(socket.url))
    opened = notebook([CELL])
    opened.run(0)
    screen = Screen(opened)
    screen.stages(*opened.value("list(journey.frame.index)"))
    fetched(page)
    screen.go("actions/overall")
    screen.press("Control+i")
    screen.focused("Text of the card")
    cjm.Journey(["Wait"], title="A visit").save(opened.lab.folder / "offline.cjm.json")
    opened.command("docmanager:open", path="offline.cjm.json")
    expect(page.locator(".cjm-tab section.cjm, section.cjm").last).to_be_visible()
    parts = [urlsplit(address) for address in addresses]
    assert {part.netloc for part in parts if part.scheme in ("http", "https", "ws", "wss")} == {
        urlsplit(opened.lab.url).netloc
    }
    assert {part.scheme for part in parts} <= {"http", "ws", "blob", "data"}
    assert [address for address in addresses if address.startswith("blob:")], "no late interface was fetched"
