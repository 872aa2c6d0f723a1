"""Rows in, counts out: tallies, withholding, and counts as arrays.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.counts import events, survey

__all__ = ["events", "survey"]
__getattr__ = modules_on_use(__name__)
