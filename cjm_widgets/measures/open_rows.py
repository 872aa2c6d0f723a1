"""Finding out what was given as rows, and opening it on the engine that holds it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.frame_rows import FrameRows
from cjm_widgets.measures.rows import AnyRows


def open_rows(rows: Any) -> AnyRows:
    """Open rows for one count; rows that are open already stay as they are.

    Parameters
    ----------
    rows : pandas.DataFrame
        Survey responses.

    Raises
    ------
    RowsError
        When they are of no kind that can be counted.

    Examples
    --------
    >>> opened = open_rows(pd.DataFrame({"Q1": [5, 4]}))
    >>> opened.engine, len(opened), list(opened.columns)
    ('pandas', 2, ['Q1'])
    """
    if isinstance(rows, FrameRows):
        return rows
    if isinstance(rows, pd.DataFrame):
        frame = rows
        columns = [str(label) for label in frame.columns]
        return FrameRows("pandas", columns, len(frame), lambda position: frame.iloc[:, position])
    raise RowsError(f"join takes a pandas DataFrame of rows, not {type(rows).__name__}")
