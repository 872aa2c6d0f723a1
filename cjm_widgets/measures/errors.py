"""What can go wrong between rows and numbers."""

from __future__ import annotations

from cjm_widgets.document.errors import CjmError, CjmWarning


class RowsError(CjmError, ValueError):
    """Rows, or a plan of reading them, that cannot be counted; nothing was changed."""


class MeasureError(CjmError, ValueError):
    """A measure, or a question about one, that makes no sense or that its source does not allow."""


class OutOfScaleWarning(CjmWarning):
    """Values were found that are no scores on the scale; they were left out and are in the reconciliation."""
