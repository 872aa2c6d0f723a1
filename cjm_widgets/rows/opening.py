"""Opening rows of any kind on their own engine: frames, tables and relations."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from cjm_widgets.document.errors import RowsError
from cjm_widgets.rows.files import read_file
from cjm_widgets.rows.in_memory import FrameRows
from cjm_widgets.rows.protocol import AnyRows
from cjm_widgets.rows.provenance import file_of
from cjm_widgets.rows.table import RowTable, is_dataset, named_by_text, table_of

KINDS = (
    "rows held by pandas, pyarrow, polars, DuckDB, Dask, PySpark, Ibis or another engine known to narwhals, "
    "the path of a file of rows, or the frame and meta of pyreadstat"
)


def open_rows(rows: Any) -> AnyRows:
    """Open rows for one count; rows that are open already are returned as they are.

    Parameters
    ----------
    rows
        A frame, table or relation of pandas, pyarrow, polars (eager or lazy), DuckDB, Dask, PySpark or Ibis,
        or what `as_table` makes rows of, such as the path of a file.

    Raises
    ------
    RowsError
        When they are of a kind that cannot be counted, or there is no such file.

    Examples
    --------
    >>> rows = open_rows(pd.DataFrame({"Q1": [5, 4]}))
    >>> rows.engine, len(rows), list(rows.columns)
    ('pandas', 2, ['Q1'])
    """
    if isinstance(rows, pd.DataFrame):
        frame = rows
        columns = [str(label) for label in frame.columns]
        return FrameRows("pandas", columns, len(frame), lambda position: frame.iloc[:, position])
    if isinstance(rows, FrameRows):
        return rows
    if isinstance(rows, RowTable):
        return open_rows(rows.rows)
    if isinstance(rows, str | Path):
        return open_rows(as_table(rows))
    if "pyarrow" in sys.modules and isinstance(rows, sys.modules["pyarrow"].Table):
        table = rows
        return FrameRows("pyarrow", table.column_names, len(table), lambda position: _series(table, position))
    if is_dataset(rows):
        names, rows_there = rows.schema.names, rows.count_rows()
        return FrameRows(
            "pyarrow", names, rows_there, cache(lambda at: _series(rows.to_table([names[at]]), 0))
        )
    return _open_with_narwhals(rows)


def as_table(rows: Any, columns: Collection[str] = (), sheet: str | None = None) -> RowTable:
    """What is joined as a `RowTable`.

    Parameters
    ----------
    rows
        A frame, table or relation, the path of a file, or ``(frame, meta)`` as pyreadstat returns them.
    columns
        The columns that will be read.
    sheet
        The sheet of a workbook.

    Examples
    --------
    >>> columns = pd.MultiIndex.from_tuples([("Q1", "How was it?"), ("Q2", "And the food?")])
    >>> table = as_table(pd.DataFrame([[5, 4]], columns=columns))
    >>> list(table.rows.columns), table.names["And the food?"]
    (['Q1', 'Q2'], 'Q2')
    """
    if isinstance(rows, RowTable):
        return rows
    if isinstance(rows, str | Path | os.PathLike):
        path = os.fspath(rows)
        file = file_of(path)  # before the rows: what is written meanwhile is then seen as a change
        return replace(read_file(path, columns, sheet), origin=rows, file=file)
    if sheet is not None:
        raise RowsError("sheet= is for workbooks; these rows are no file")
    return replace(table_of(rows), origin=rows)


def _series(table: Any, position: int) -> pd.Series[Any]:
    """An arrow column as a pandas series, without a copy and with whole numbers still whole beside nulls."""
    import pyarrow as pa

    column, name = table.column(position), table.column_names[position]
    if pa.types.is_dictionary(column.type):
        return pd.Series(column.to_pandas(), name=name)
    numeric = pa.types.is_integer(column.type) or pa.types.is_floating(column.type)
    if numeric and not column.null_count:
        return pd.Series(column.to_numpy(), name=name)
    return pd.Series(pd.arrays.ArrowExtensionArray(column), name=name)


def _open_with_narwhals(rows: Any) -> AnyRows:
    import narwhals.stable.v2 as nw

    from cjm_widgets.rows.lazy import LazyRows

    if isinstance(rows, LazyRows):
        return rows
    frame: Any = nw.from_native(named_by_text(rows), pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return LazyRows(frame.lazy(), in_memory=True)
    if isinstance(frame, nw.LazyFrame):
        return LazyRows(frame)
    raise RowsError(f"join takes {KINDS}, not {type(rows).__name__}")
