"""Sizes of pages, by the names that CSS has for them too."""

from __future__ import annotations

from typing import NamedTuple

from cjm_widgets.document.errors import CjmError, listing, nearest

_SIZES = {"a3": (842, 1191), "a4": (595, 842), "letter": (612, 792)}
MARGIN = 28


class Paper(NamedTuple):
    """A page in points: its name as in a style sheet, width and height."""

    name: str
    width: int
    height: int

    @property
    def inside(self) -> tuple[int, int]:
        """Width and height between the margins."""
        return self.width - 2 * MARGIN, self.height - 2 * MARGIN


def paper(page: str) -> Paper:
    """The page of a name such as ``"A4 landscape"``.

    Raises
    ------
    CjmError
        There is no such page; names the nearest.

    Examples
    --------
    >>> paper("A4 landscape")
    Paper(name='a4 landscape', width=842, height=595)
    """
    name, _, way = page.strip().lower().partition(" ")
    if name not in _SIZES or way not in ("", "landscape", "portrait"):
        every = [*_SIZES, *(f"{one} landscape" for one in _SIZES)]
        close = nearest(page, every)
        hint = f"; did you mean {close!r}?" if close else "."
        raise CjmError(f"no page size {page!r}{hint} Page sizes: {listing(every)}")
    width, height = _SIZES[name]
    return Paper(f"{name} {way}".strip(), *((height, width) if way == "landscape" else (width, height)))
