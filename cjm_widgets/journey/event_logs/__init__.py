"""What people did: events joined to a journey, frames of them, and the drawn journey beside them.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.journey.event_logs import event_counts, ratings

__all__ = ["event_counts", "ratings"]
__getattr__ = modules_on_use(__name__)
