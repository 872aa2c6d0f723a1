"""What can be measured: each measure estimates a number per cell from counts, and says which variant it is.

The modules load on first use; see `modules_on_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.optional import modules_on_use

if TYPE_CHECKING:
    from cjm_widgets.measures import averages, registry, source

__all__ = ["averages", "registry", "source"]
__getattr__ = modules_on_use(__name__)
