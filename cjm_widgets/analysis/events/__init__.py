"""Frames of what people did, from counts of events.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.analysis.events import (
        alike,
        attribution,
        compare,
        conformance,
        journeys,
        paths,
        survivorship,
        trend,
    )

__all__ = [
    "alike",
    "attribution",
    "compare",
    "conformance",
    "journeys",
    "paths",
    "survivorship",
    "trend",
]
__getattr__ = modules_on_use(__name__)
