"""A reader of a book filters the map in it and opens its numbers, with no kernel and no other server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.plain_page import ROOT
from tests.unit.render.maps import airport

BOOK = ROOT / "build" / "book"
"""What `make build/book/.ready` installs: mystmd, and the renderer of widgets that MyST's themes have."""
pytestmark = pytest.mark.skipif(not (BOOK / ".ready").exists(), reason="make build/book/.ready")
ADDRESS = "http://book.example/"
SETTINGS = """
version: 1
project:
  toc:
    - file: index.md
    - file: departure.myst.md
site:
  template: ./theme
"""
PAGE = """
# A report

Before

```{include} departure.myst.md
```

After
"""
THEME = "jtex: v1\ntitle: None\nversion: 1.0.0\n"
"""mystmd fetches a theme where there is none; it makes the contents, and themes show them."""
BUNDLE = ("--bundle", "--format=esm", "--log-level=error")
READER = "<!doctype html><title>A book</title><div id=map></div><script type=module src=/reader.js></script>"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose first page includes a map, as mystmd builds it, and the page's reader."""
    folder = tmp_path_factory.mktemp("book")
    airport().save(folder / "departure.myst.md")
    (folder / "theme").mkdir()
    for name, text in (("myst.yml", SETTINGS), ("index.md", PAGE), ("theme/template.yml", THEME)):
        (folder / name).write_text(text, "utf-8")
    myst = BOOK / "node_modules" / "mystmd" / "dist" / "myst.cjs"
    _run(folder, "node", myst, "build", "--site")
    public = folder / "_build" / "site" / "public"
    entry = shutil.copy(Path(__file__).with_name("book-reader.mjs"), folder)
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    _run(folder, esbuild, entry, *BUNDLE, f"--outfile={public}/reader.js")
    return folder


def _run(folder: Path, *command: str | Path) -> None:
    environment = {**os.environ, "NODE_PATH": str(BOOK / "node_modules"), "NODE_ENV": "production"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _widgets(part: Any) -> Iterator[dict[str, Any]]:
    """The widgets in the contents of a page."""
    if isinstance(part, dict):
        if part.get("type") == "anywidget":
            yield part
        part = [*part.values()]
    if isinstance(part, list):
        for inner in part:
            yield from _widgets(inner)


@pytest.mark.parametrize("name", ["index", "departure-myst"])
def test_the_map_of_a_page_is_live_in_the_renderer_of_mysts_themes(book: Path, page: Page, name: str) -> None:
    site = book / "_build" / "site"
    (node,) = _widgets(json.loads((site / "content" / f"{name}.json").read_text("utf-8")))
    elsewhere: list[str] = []
    faults: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "":
            route.fulfill(body=READER, content_type="text/html")
        elif (site / "public" / path).is_file():
            route.fulfill(path=site / "public" / path, content_type="text/javascript")
        else:
            elsewhere.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.add_init_script(f"window.node = {json.dumps(node)}")
    page.goto(ADDRESS)
    shown = page.frame_locator("iframe")
    shown.get_by_label("Flight type").select_option("international")
    expect(shown.get_by_role("status")).to_contain_text("only international")
    shown.locator("td button:visible").first.click()
    expect(shown.locator("dialog.number")).to_contain_text("Fingerprint of the source")
    frame = page.locator("iframe")
    height = shown.locator("body").evaluate("body => body.offsetHeight")
    assert height > 1000
    expect(frame).to_have_css("height", f"{height}px")
    page.evaluate("window.leave()")
    expect(frame).to_have_count(0)
    assert (elsewhere, faults) == ([], [])
