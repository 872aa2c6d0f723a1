"""Journeys of cases as counts: who came where, when and by which ways, whole logs and parts of them.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.counts.events import counting

__all__ = ["counting"]
__getattr__ = modules_on_use(__name__)
