"""Finding out what was given as rows, and opening it on the engine that holds it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd

from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.frame_rows import FrameRows
from cjm_widgets.measures.rows import AnyRows

KINDS = (
    "rows held by pandas, pyarrow, polars, DuckDB, Dask, PySpark, Ibis or another engine known to narwhals, "
    "or the path of a Parquet or CSV file"
)


def open_rows(rows: Any) -> AnyRows:
    """Open rows for one count; rows that are open already stay as they are.

    Parameters
    ----------
    rows
        A frame, table or relation of pandas, pyarrow, polars (eager or lazy), DuckDB, Dask, PySpark or Ibis,
        or the path of a Parquet or CSV file, which `row_files.scan` opens.

    Raises
    ------
    RowsError
        When they are of no kind that can be counted, or there is no such file.

    Examples
    --------
    >>> opened = open_rows(pd.DataFrame({"Q1": [5, 4]}))
    >>> opened.engine, len(opened), list(opened.columns)
    ('pandas', 2, ['Q1'])
    """
    if isinstance(rows, pd.DataFrame):
        frame = rows
        columns = [str(label) for label in frame.columns]
        return FrameRows("pandas", columns, len(frame), lambda position: frame.iloc[:, position])
    if isinstance(rows, FrameRows):
        return rows
    if isinstance(rows, str | Path):
        from cjm_widgets.measures.row_files import scan

        return open_rows(scan(rows))
    if "pyarrow" in sys.modules and isinstance(rows, sys.modules["pyarrow"].Table):
        table = rows
        return FrameRows("pyarrow", table.column_names, len(table), lambda position: _series(table, position))
    return _open_others(rows)


def _series(table: Any, position: int) -> pd.Series[Any]:
    """An arrow column for pandas: where it lies, and with its own values, whole numbers beside nulls too."""
    import pyarrow as pa

    column, name = table.column(position), table.column_names[position]
    if pa.types.is_dictionary(column.type):
        return pd.Series(column.to_pandas(), name=name)
    numeric = pa.types.is_integer(column.type) or pa.types.is_floating(column.type)
    if numeric and not column.null_count:
        return pd.Series(column.to_numpy(), name=name)
    return pd.Series(pd.arrays.ArrowExtensionArray(column), name=name)


def _open_others(rows: Any) -> AnyRows:
    import narwhals.stable.v2 as nw

    from cjm_widgets.measures.lazy_rows import LazyRows

    if isinstance(rows, LazyRows):
        return rows
    frame: Any = nw.from_native(rows, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return LazyRows(frame.lazy(), in_memory=True)
    if isinstance(frame, nw.LazyFrame):
        return LazyRows(frame)
    raise RowsError(f"join takes {KINDS}, not {type(rows).__name__}")
