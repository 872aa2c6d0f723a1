"""The numbers a picture shows, as `shown.sources` reads them, and the columns to filter them by."""

from __future__ import annotations

from collections.abc import Iterable

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.model import Document
from cjm_widgets.shown.reading import Point
from cjm_widgets.shown.sources import NOTHING, choices, prepare
from cjm_widgets.shown.sources import MapSource as Prepared
from cjm_widgets.shown.sources import ShownSource as Reading
from cjm_widgets.shown.sources import readings as shown_readings

__all__ = ["NOTHING", "Point", "Prepared", "Reading", "columns", "prepare", "readings"]


def readings(document: Document, sources: Iterable[Prepared], filters: Filters) -> list[Reading]:
    """The reading of each source, for the respondents that the filters keep."""
    return shown_readings(sources, filters)


def columns(document: Document) -> dict[str, tuple[str, ...]]:
    """The columns to filter by, and the values of each in order."""
    return {column: tuple(values) for column, values in choices(prepare(document)).items()}
