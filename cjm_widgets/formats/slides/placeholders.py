"""The layout of a slide: a place for the title and one for the scenario, in the letters of the map."""

from __future__ import annotations

from typing import Any

from cjm_widgets.formats.slides.chart import EMU, PURPOSE
from cjm_widgets.optional import require_library

TITLE_ONLY = 5
"""The place of this layout in python-pptx's own presentation."""
_FONT = "Arial"
"""As wide as the letters that places are computed by; see `render.words`."""
_TEXT = """
<a:lstStyle xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}" b="{bold}"/></a:lvl1pPr>
</a:lstStyle>
"""
_SCENARIO = """
<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<p:nvSpPr><p:cNvPr id="6" name="Scenario"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
<p:nvPr><p:ph type="body" sz="quarter" idx="13"/></p:nvPr></p:nvSpPr>
<p:spPr/>
<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:normAutofit/></a:bodyPr><a:lstStyle/>
<a:p><a:r><a:rPr lang="en-US"/><a:t>Scenario</a:t></a:r></a:p></p:txBody>
</p:sp>
"""
SCENARIO_PLACE = 13
"""By which a slide knows the scenario's placeholder."""


def prepare_layout(show: Any, *, margin: float, width: float, title: float, scenario: float) -> Any:
    """Give the layout "Title Only" a place for the scenario; return it.

    Parameters
    ----------
    show
        A presentation of python-pptx.
    margin, width
        Where both places begin, and how wide they are, in points.
    title, scenario
        Where the title and the scenario begin, in points from the top; the scenario is 18 high.
    """
    parse = require_library("pptx.oxml", PURPOSE).parse_xml
    _set_font(show)
    layout = show.slide_layouts[TITLE_ONLY]
    layout.name = "Journey map"
    head = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 0)
    head._element.addnext(parse(_SCENARIO))
    body = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == SCENARIO_PLACE)
    for shape, top, height, size, bold in (
        (head, title, scenario - title, 2000, 1),
        (body, scenario, 18.0, 1000, 0),
    ):
        shape.left, shape.top = round(margin * EMU), round(top * EMU)
        shape.width, shape.height = round(width * EMU), round(height * EMU)
        shape.text_frame._txBody.replace(
            shape.text_frame._txBody.find(f"{{{_DRAWING}}}lstStyle"),
            parse(_TEXT.format(size=size, bold=bold)),
        )
        frame = shape.text_frame._txBody.bodyPr
        for side in ("lIns", "rIns", "tIns", "bIns"):
            frame.set(side, "0")
    head.text_frame._txBody.bodyPr.set("anchor", "b")
    return layout


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _set_font(show: Any) -> None:
    """Set all letters of the presentation in the map's, which its theme names."""
    relations = require_library("pptx.opc.constants", PURPOSE).RELATIONSHIP_TYPE
    theme = show.slide_masters[0].part.part_related_by(relations.THEME)
    theme._blob = theme.blob.replace(b'<a:latin typeface="Calibri"', f'<a:latin typeface="{_FONT}"'.encode())
