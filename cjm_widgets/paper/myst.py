"""A map as a block of MyST, which Jupyter Book shows live: its page, and the script that shows it.

MyST gives a widget the values in its block, by ``get``, and has nothing to send to: the page needs no more.
"""

from __future__ import annotations

import base64
import gzip
import json
from importlib.resources import files

from cjm_widgets.render.words import printable

SCRIPT = "cjm-map.mjs"
"""The script's name beside the file; maps of one folder share it."""


def myst_block(page: str, title: str) -> str:
    """The block that shows a page.

    Parameters
    ----------
    page
        The map as HTML.
    title
        What it is called.

    Examples
    --------
    >>> block = myst_block("<p>A visit</p>", "A visit").splitlines()
    >>> block[0], block[1][:35], block[2]
    (':::{anywidget} ./cjm-map.mjs', '{"title": "A visit", "page": "H4sIA', ':::')
    """
    # The page is packed: MyST takes minutes to read a line as long as it is.
    packed = base64.b64encode(gzip.compress(page.encode(), mtime=0)).decode()
    values = json.dumps({"title": printable(title), "page": packed})
    return f":::{{anywidget}} ./{SCRIPT}\n{values}\n:::\n"


def script_text() -> str:
    """The script that shows the pages of a folder."""
    return (files("cjm_widgets.paper") / SCRIPT).read_text("utf-8")
