"""Rows in, numbers per stage out.

Rows are counted once (`count`); every measure, filter and segment is then computed from the counts
(`stack`, `estimate`, `measures_frame`, `measures_by`). Nothing here knows a map's widget or its history.
"""

from __future__ import annotations

from cjm_widgets.measures.amounts import Money, Rate, Total, money, rate, total
from cjm_widgets.measures.assumptions import assumptions_frame
from cjm_widgets.measures.compare import compare_frame
from cjm_widgets.measures.count import count
from cjm_widgets.measures.curve import Curve, curves_frame, summarise
from cjm_widgets.measures.distribution import distribution_frame
from cjm_widgets.measures.errors import MeasureError, OutOfScaleWarning, RowsError
from cjm_widgets.measures.figures import curve_measure, figures
from cjm_widgets.measures.histograms import Histograms
from cjm_widgets.measures.means import Mean, mean
from cjm_widgets.measures.measure import Comparison, Estimates, Measure
from cjm_widgets.measures.medians import Median, median
from cjm_widgets.measures.nets import NetBox, net_box
from cjm_widgets.measures.plan import Plan
from cjm_widgets.measures.promoters import EmployeeNetPromoterScore, NetPromoterScore, enps, nps
from cjm_widgets.measures.release import release
from cjm_widgets.measures.satisfaction import CustomerEffort, CustomerSatisfaction, ces, csat
from cjm_widgets.measures.score_shares import ScoreShare, share
from cjm_widgets.measures.scores import text
from cjm_widgets.measures.shares import BottomBox, TopBox, bottom_box, top_box
from cjm_widgets.measures.stack import Filters, StackedCounts, check_filters, stack
from cjm_widgets.measures.stored import from_stored, to_stored
from cjm_widgets.measures.tables import Measured, estimate, measures_by, measures_frame, to_emotion

__all__ = [
    "total",
    "rate",
    "money",
    "Total",
    "Rate",
    "Money",
    "BottomBox",
    "Comparison",
    "Curve",
    "CustomerEffort",
    "CustomerSatisfaction",
    "EmployeeNetPromoterScore",
    "Estimates",
    "Filters",
    "Histograms",
    "Mean",
    "Measure",
    "MeasureError",
    "Measured",
    "Median",
    "NetBox",
    "NetPromoterScore",
    "OutOfScaleWarning",
    "Plan",
    "RowsError",
    "ScoreShare",
    "StackedCounts",
    "TopBox",
    "assumptions_frame",
    "bottom_box",
    "ces",
    "check_filters",
    "compare_frame",
    "count",
    "csat",
    "curve_measure",
    "curves_frame",
    "distribution_frame",
    "enps",
    "estimate",
    "figures",
    "from_stored",
    "mean",
    "measures_by",
    "measures_frame",
    "median",
    "net_box",
    "nps",
    "release",
    "share",
    "stack",
    "summarise",
    "text",
    "to_emotion",
    "to_stored",
    "top_box",
]
