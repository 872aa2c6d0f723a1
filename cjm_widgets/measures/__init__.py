"""What can be measured: each measure estimates a number per cell from counts, and says which variant it is.

The makers below are the public names; `registry` knows every measure by the name a document keeps.
"""

from __future__ import annotations

from cjm_widgets.measures.amounts import money, rate, total
from cjm_widgets.measures.averages import mean, median
from cjm_widgets.measures.events import drop_off, reached, time_in_stage
from cjm_widgets.measures.gaps import gap
from cjm_widgets.measures.mentions import mentions
from cjm_widgets.measures.nets import enps, net_box, nps
from cjm_widgets.measures.satisfaction import ces, csat
from cjm_widgets.measures.shares import bottom_box, share, top_box

__all__ = [
    "bottom_box",
    "ces",
    "csat",
    "drop_off",
    "enps",
    "gap",
    "mean",
    "median",
    "mentions",
    "money",
    "net_box",
    "nps",
    "rate",
    "reached",
    "share",
    "time_in_stage",
    "top_box",
    "total",
]
