"""Elements of a page as HTML, and elements that hold a text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.render.words import printable

_VOID = frozenset({"br", "col", "hr", "img", "input"})
"""Elements that HTML gives no end."""


def as_html(element: Element, further: Iterable[Element] = ()) -> str:
    """An element as HTML.

    The writer of the standard library also knows namespaces, comments and scripts, of which there are none
    here, and takes four times as long: more than all else of a large page.

    Parameters
    ----------
    element
        What to write.
    further
        Elements inside it after its own. Each is written before the next is made: Python would spend as much
        time on looking through all elements of a large page for garbage as on making them.

    Examples
    --------
    >>> place = Element("p", {"title": "at <A>"})
    >>> as_html(place, [Element("br")])
    '<p title="at &lt;A&gt;"><br></p>'
    """
    parts: list[str] = []
    _write(element, parts, further)
    return "".join(parts)


def add_text(into: Element, tag: str, text: str, **attributes: str) -> Element:
    """Put an element with a text at the end of another."""
    element = SubElement(into, tag, attributes)
    element.text = printable(text)
    return element


def _write(element: Element, parts: list[str], further: Iterable[Element] = ()) -> None:
    tag = element.tag
    parts.append(f"<{tag}")
    for name, value in element.items():
        parts.append(f' {name}="{escape(value)}"')
    parts.append(">")
    if element.text:
        parts.append(escape(element.text, quote=False))
    for child in element:
        _write(child, parts)
    for child in further:
        _write(child, parts)
    if tag not in _VOID:
        parts.append(f"</{tag}>")
    if element.tail:
        parts.append(escape(element.tail, quote=False))
