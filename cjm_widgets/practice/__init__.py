"""What teams do with a map: opportunities and bets, questionnaires, decisions, what an interview confirms.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.practice import records, tickets, what_if

__all__ = ["records", "tickets", "what_if"]
__getattr__ = modules_on_use(__name__)
