"""The map as markup for somebody else's page: an image and a table, of which every sanitizer keeps all."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Document
from cjm_widgets.render.header import UNTITLED
from cjm_widgets.render.page import LIMIT, fitting_picture
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.picture import scene_of
from cjm_widgets.render.table import table as grid
from cjm_widgets.render.table import written
from cjm_widgets.render.words import printable


def fragment(
    document: Document, filters: Filters, *, lanes: Iterable[str] | None = None, table: bool = True
) -> str:
    """The picture, and the table folded away beneath it, without the time at which rows were read.

    Parameters
    ----------
    document
        The map.
    filters
        Whose numbers to show.
    lanes
        Names or ids of the lanes to show; all by default.
    table
        Whether the table is there too.
    """
    scene = scene_of(document, filters, lanes=lanes, dated=False)
    rows = grid([scene]) if table else None
    taken = 0 if rows is None else len(written(rows).encode())
    picture, without = fitting_picture([scene], LIGHT, (LIMIT - taken) * 3 // 4)
    parts = []
    if picture:
        image = base64.b64encode(picture.encode()).decode()
        title = printable(document.title or UNTITLED)
        parts.append(written(Element("img", {"alt": title, "src": f"data:image/svg+xml;base64,{image}"})))
    if without:
        note = Element("p")
        note.text = without
        parts.append(written(note))
    if rows is not None:
        details = Element("details")
        SubElement(details, "summary").text = "The map as a table"
        details.append(rows)
        parts.append(written(details))
    return "\n".join(parts)
