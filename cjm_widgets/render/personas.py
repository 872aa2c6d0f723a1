"""How a persona looks wherever it appears: colour, dash and marker by its place in the document.

js/src/scene/personas.ts is the same on screen.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonaLook:
    """How a persona looks.

    Parameters
    ----------
    marker
        The name of one of ``MARKERS``.
    dash
        The lengths of dashes and gaps of what was drawn, in px; measured lines are solid.
    colour
        "p1" to "p5".
    round
        Whether the dashes are dots.
    number
        The place in the document, counted from 1, of those who have to share a look; None for all others.
    """

    marker: str
    dash: str
    colour: str
    round: bool = False
    number: int | None = None

    def named(self, name: str) -> str:
        """A name behind the number that the look needs."""
        return name if self.number is None else f"{self.number} {name}"


_LOOKS = (
    ("circle", "6 4", "p1", False),
    ("diamond", ".1 5", "p2", True),
    ("triangle", "8 4 1 4", "p3", False),
    ("inverted", "2 3", "p4", False),
    ("hexagon", "12 4", "p5", False),
    ("cross", "8 4 1 4", "p1", False),
    ("star", "12 4", "p2", False),
    ("hourglass", "2 3", "p3", False),
)
"""No two share a marker, and no two of one colour share a dash."""

MARKERS = {
    "square": "M3.75 5.25a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-5.5"
    "a1.5 1.5 0 0 1-1.5-1.5z",
    "circle": "M3.5 8a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0z",
    "diamond": "M8 2.6 13.4 8 8 13.4 2.6 8z",
    "triangle": "M8 3 13 12H3z",
    "inverted": "M8 13 3 4h10z",
    "hexagon": "M8 3.2 12.2 5.6v4.8L8 12.8l-4.2-2.4V5.6z",
    "cross": "M6 2.75h4V6h3.25v4H10v3.25H6V10H2.75V6H6z",
    "star": "M8 2.2 9.7 6l4.1.4-3.1 2.75.9 4.05L8 11.1l-3.6 2.1.9-4.05L2.2 6.4 6.3 6z",
    "hourglass": "M3.5 3.25h9L9.5 8l3 4.75h-9L6.5 8z",
}
"""Each a path in a box of 16."""


def look_of(place: int) -> PersonaLook:
    """The look of the persona at a place in the document; after eight the looks repeat, with numbers.

    Examples
    --------
    >>> look_of(0).marker, look_of(8).marker, look_of(8).named("Ana")
    ('circle', 'circle', '9 Ana')
    """
    return PersonaLook(*_LOOKS[place % len(_LOOKS)], None if place < len(_LOOKS) else place + 1)
