"""Frames one asks for: measures, comparisons, trends, summaries, assumptions, distributions.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.analysis import (
        alike_transitions,
        assumptions,
        attribution,
        cases,
        compare,
        compare_cases,
        compare_maps,
        conformance,
        distribution,
        journeys,
        omnibus,
        paths,
        summary,
        survivorship,
        trend,
        trend_cases,
    )

__all__ = [
    "alike_transitions",
    "assumptions",
    "attribution",
    "cases",
    "compare",
    "compare_cases",
    "compare_maps",
    "conformance",
    "distribution",
    "journeys",
    "omnibus",
    "paths",
    "summary",
    "survivorship",
    "trend",
    "trend_cases",
]
__getattr__ = modules_on_use(__name__)
