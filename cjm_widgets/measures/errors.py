"""What can go wrong between rows and numbers."""

from __future__ import annotations

import sys
import warnings

from cjm_widgets.document.errors import CjmError, CjmWarning


class RowsError(CjmError, ValueError):
    """Rows, or a plan of reading them, that cannot be counted; nothing was changed."""


class MeasureError(CjmError, ValueError):
    """A measure whose options make no sense, or that its source's scale does not allow."""


class OutOfScaleWarning(CjmWarning):
    """Values were found that are no scores on the scale; they were left out and are in the reconciliation."""


def warn(sentence: str, category: type[Warning]) -> None:
    """Warn, naming the user's line: the first one up the stack that is not of this package."""
    package = __name__.partition(".")[0]
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        level, frame = level + 1, frame.f_back
    warnings.warn(sentence, category, stacklevel=level)
