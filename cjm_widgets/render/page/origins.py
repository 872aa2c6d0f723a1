"""What a number of a page opens: how it was computed, of which rows, and where it was joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from cjm_widgets.document.model import Id
from cjm_widgets.render.content import Origin
from cjm_widgets.render.words import printable


class Origins:
    """The origins of a page's numbers, each once, by the places that numbers name.

    Parameters
    ----------
    cells
        For each source the number of the notebook's cell that joined it, where one did.
    """

    def __init__(self, cells: Mapping[Id, int]) -> None:
        self._cells = cells
        self._places: dict[Origin, int] = {}

    def button(self, into: Element, text: str, origin: Origin, number: str) -> None:
        """A number that opens what is known of it, here and where the picture has the same ``number``."""
        place = self._places.setdefault(origin, len(self._places))
        names = {"data-origin": str(place), "data-number": number}
        button = SubElement(into, "button", {"type": "button", **names})
        button.text = printable(text)

    def element(self) -> Element | None:
        """The origins, unseen, for the page's script to show; None without any."""
        if not self._places:
            return None
        every = Element("div", {"class": "origins", "hidden": ""})
        for origin in self._places:
            _add_facts(SubElement(every, "dl"), self._facts(origin))
        return every

    def _facts(self, origin: Origin) -> Sequence[tuple[str, str]]:
        cell = self._cells.get(origin.source_id)
        return (
            ("Formula", origin.formula),
            ("Source", origin.source),
            ("Fingerprint of the source", origin.fingerprint),
            ("Notebook cell", "" if cell is None else f"In [{cell}]"),
        )


def _add_facts(into: Element, facts: Sequence[tuple[str, str]]) -> None:
    for name, text in facts:
        if text:
            SubElement(into, "dt").text = name
            SubElement(into, "dd").text = printable(text)


def number_dialog() -> Element:
    """What shows the origin of a number, closed."""
    dialog = Element("dialog", {"class": "number", "aria-labelledby": "number"})
    SubElement(dialog, "h2", {"id": "number"})
    SubElement(dialog, "dl")
    form = SubElement(dialog, "form", {"method": "dialog"})
    SubElement(form, "button").text = "Close"
    return dialog
