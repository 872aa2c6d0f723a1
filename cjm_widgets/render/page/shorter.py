"""A picture in fewer bytes for a page, whose style sheet can say once what elements have in common.

Pictures on their own say everything in attributes, as every program reads them. In a page looks that many
elements share become classes, and drawings that are there several times are drawn once and used.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element, SubElement

_LOOKS = (
    *("fill", "fill-opacity", "font-size", "font-weight", "paint-order", "stroke", "stroke-dasharray"),
    *("stroke-linecap", "stroke-linejoin", "stroke-width", "text-anchor"),
)
"""Attributes that a style sheet may say instead."""
_OFTEN = 3
_LONG = 24
"""Characters of a drawing from which on using it is shorter than drawing it."""


def shorten(picture: Element) -> str:
    """Take out of a picture what elements share; return the style sheet that says it.

    Examples
    --------
    >>> from xml.etree.ElementTree import fromstring, tostring
    >>> picture = fromstring("<svg>" + '<text fill="red" font-size="9" x="1" />' * 3 + "</svg>")
    >>> shorten(picture)
    'svg .a0{fill:red;font-size:9px}'
    >>> tostring(picture[0], "unicode")
    '<text x="1" class="a0" />'
    """
    style = _with_classes(picture)
    _with_uses(picture)
    return style


def _with_classes(picture: Element) -> str:
    inside = [element for element in picture.iter() if element is not picture]
    looks = Counter(look for element in inside if (look := _look(element)))
    names = {
        look: f"a{number}"
        for number, (look, n) in enumerate((look, n) for look, n in looks.most_common() if n >= _OFTEN)
    }
    for element in inside:
        look = _look(element)
        if look in names:
            for attribute, _ in look:
                del element.attrib[attribute]
            element.set("class", names[look])
    return "".join(f"svg .{name}{{{';'.join(map(_rule, look))}}}" for look, name in names.items())


def _look(element: Element) -> tuple[tuple[str, str], ...]:
    return tuple((name, element.attrib[name]) for name in _LOOKS if name in element.attrib)


def _rule(declaration: tuple[str, str]) -> str:
    name, value = declaration
    return f"{name}:{value}px" if name == "font-size" else f"{name}:{value}"


def _with_uses(picture: Element) -> None:
    """Draw once, unseen, what is there several times, and use it."""
    paths = list(picture.iter("path"))
    drawings = Counter(path.attrib["d"] for path in paths)
    shared = [d for d, n in drawings.items() if n >= _OFTEN and len(d) >= _LONG]
    if not shared:
        return
    for path in paths:
        if path.attrib["d"] in shared:
            path.tag = "use"
            path.attrib = {"href": f"#d{shared.index(path.attrib.pop('d'))}", **path.attrib}
    definitions = Element("defs")
    for number, d in enumerate(shared):
        SubElement(definitions, "path", {"id": f"d{number}", "d": d})
    picture.insert(0, definitions)
