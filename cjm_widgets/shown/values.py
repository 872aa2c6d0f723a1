"""The numbers of a source as values that the wire can hold."""

from __future__ import annotations

from msgspec import Struct

from cjm_widgets.document.model import Figure, Transition


class Point(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The measured mean on the document's emotion scale."""

    n: int
    value: float
    low: float | None = None
    high: float | None = None


class Reading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source's numbers for the rows chosen: ``figures[stage][measure]``, and the curve by stage.

    ``respondents`` is None where they are too few to be told. ``transitions`` are those of events, of which
    ``conformance`` is the share of cases that follow the drawn journey.
    """

    respondents: int | None = None
    figures: dict[str, dict[str, Figure]] = {}
    curve: dict[str, Point] = {}
    transitions: tuple[Transition, ...] = ()
    conformance: Figure | None = None
