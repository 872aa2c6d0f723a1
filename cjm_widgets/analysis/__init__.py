"""Frames one asks for: measures, comparisons, trends, summaries, assumptions, distributions.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.analysis import (
        assumptions,
        compare,
        compare_maps,
        distribution,
        events,
        omnibus,
        summary,
        trend,
    )

__all__ = [
    "assumptions",
    "compare",
    "compare_maps",
    "distribution",
    "events",
    "omnibus",
    "summary",
    "trend",
]
__getattr__ = modules_on_use(__name__)
