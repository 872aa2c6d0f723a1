"""Rows of any engine: opened, read as options say, matched to stages, reconciled.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.rows import event_times

__all__ = ["event_times"]
__getattr__ = modules_on_use(__name__)
