"""A map as plain text: what ``print(journey)`` shows, and the fallback of every display."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from textwrap import shorten

from cjm_widgets.document.gestures import cell_text
from cjm_widgets.document.model import Document
from cjm_widgets.document.names import labels

_WIDTH = 100
_SHORT = 120
"""Lines of the short outline."""


def outline(document: Document) -> str:
    """The title, then each stage with its emotions and cells, one line each.

    Examples
    --------
    >>> from cjm_widgets.journey.files.templates import template
    >>> print(outline(template("customer-lifecycle")).splitlines()[0])
    Customer lifecycle: 5 stages, 6 lanes, 0 cards
    """
    return "\n".join(outline_lines(document))


def short_outline(document: Document) -> str:
    """The first lines of the outline, with "..." where there are more."""
    lines = list(islice(outline_lines(document), _SHORT + 1))
    return "\n".join([*lines[:_SHORT], "..."] if len(lines) > _SHORT else lines)


def outline_lines(document: Document) -> Iterator[str]:
    """The lines of the outline, one at a time."""
    cards = sum(
        card.evidence != "none"  # a system or a touchpoint is a name, not a claim
        for row in document.cells.values()
        for cell in row.values()
        for card in cell
    )
    title = document.title or "Untitled journey"
    yield f"{title}: {_count(document.stages, 'stage')}, {_count(document.lanes, 'lane')}, {cards} cards"
    if document.scenario:
        yield shorten(document.scenario, _WIDTH)
    stages, lanes, personas = labels(document.stages), labels(document.lanes), labels(document.personas)
    for number, stage in enumerate(document.stages, 1):
        scores = ", ".join(
            f"{personas[persona]} {row[stage.id].value:+g}"
            for persona, row in document.emotion.items()
            if stage.id in row
        )
        yield f"{number:>3}. {stages[stage.id]}" + (f" ({scores})" if scores else "")
        for lane in document.lanes:
            text = cell_text(document.cells.get(lane.id, {}).get(stage.id, ()))
            if text:
                yield "     " + shorten(f"{lanes[lane.id]}: " + "; ".join(text.splitlines()), _WIDTH)


def _count(things: tuple[object, ...], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"
