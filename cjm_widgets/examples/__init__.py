"""Example data to try things on."""

from __future__ import annotations

from cjm_widgets.examples.airport import AIRPORT_COLUMNS, airport_survey
from cjm_widgets.examples.shop import SHOP_PAGES, SHOP_QUESTIONS, shop_clicks, shop_survey

__all__ = [
    "AIRPORT_COLUMNS",
    "SHOP_PAGES",
    "SHOP_QUESTIONS",
    "airport_survey",
    "shop_clicks",
    "shop_survey",
]
