"""What a reader sees of a source, for screen, picture, file and slide alike.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.shown import reading, sources

__all__ = ["reading", "sources"]
__getattr__ = modules_on_use(__name__)
