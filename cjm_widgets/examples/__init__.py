"""Example data to try things on."""

from __future__ import annotations

from cjm_widgets.examples.airport import AIRPORT_COLUMNS, airport_survey

__all__ = ["AIRPORT_COLUMNS", "airport_survey"]
