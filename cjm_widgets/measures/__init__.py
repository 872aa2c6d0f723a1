"""Rows in, numbers per stage out.

Rows are counted once (`count`); every measure, filter and segment is then computed from the counts
(`stack`, `estimate`, `measures_frame`, `measures_by`). Nothing here knows a map's widget or its history.
"""

from __future__ import annotations

from cjm_widgets.measures.count import count
from cjm_widgets.measures.errors import MeasureError, OutOfScaleWarning, RowsError
from cjm_widgets.measures.means import Mean, mean
from cjm_widgets.measures.measure import Estimates, Histograms, Measure
from cjm_widgets.measures.plan import Plan
from cjm_widgets.measures.promoters import NetPromoterScore, nps
from cjm_widgets.measures.scores import text
from cjm_widgets.measures.shares import TopBox, top_box
from cjm_widgets.measures.stack import Filters, StackedCounts, check_filters, stack, unstack
from cjm_widgets.measures.stored import from_stored, to_stored
from cjm_widgets.measures.tables import Measured, estimate, measures_by, measures_frame, to_emotion

__all__ = [
    "Estimates",
    "Filters",
    "Histograms",
    "Mean",
    "Measure",
    "MeasureError",
    "Measured",
    "NetPromoterScore",
    "OutOfScaleWarning",
    "Plan",
    "RowsError",
    "StackedCounts",
    "TopBox",
    "check_filters",
    "count",
    "estimate",
    "from_stored",
    "mean",
    "measures_by",
    "measures_frame",
    "nps",
    "stack",
    "text",
    "to_emotion",
    "to_stored",
    "top_box",
    "unstack",
]
