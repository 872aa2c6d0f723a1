"""Opening rows of any kind on their own engine: frames, tables, relations and files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from glob import glob, has_magic
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from cjm_widgets.document.errors import RowsError, nearest
from cjm_widgets.rows.in_memory import FrameRows
from cjm_widgets.rows.protocol import AnyRows

KINDS = (
    "rows held by pandas, pyarrow, polars, DuckDB, Dask, PySpark, Ibis or another engine known to narwhals, "
    "or the path of a Parquet or CSV file"
)


def open_rows(rows: Any) -> AnyRows:
    """Open rows for one count; rows that are open already are returned as they are.

    Parameters
    ----------
    rows
        A frame, table or relation of pandas, pyarrow, polars (eager or lazy), DuckDB, Dask, PySpark or Ibis,
        or the path of a Parquet or CSV file, which `scan` opens.

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
    if isinstance(rows, str | Path):
        return open_rows(scan(rows))
    if "pyarrow" in sys.modules and isinstance(rows, sys.modules["pyarrow"].Table):
        table = rows
        return FrameRows("pyarrow", table.column_names, len(table), lambda position: _series(table, position))
    return _open_with_narwhals(rows)


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
    frame: Any = nw.from_native(rows, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return LazyRows(frame.lazy(), in_memory=True)
    if isinstance(frame, nw.LazyFrame):
        return LazyRows(frame)
    raise RowsError(f"join takes {KINDS}, not {type(rows).__name__}")


# --- files of rows

PARQUET = (".parquet", ".pq")
CSV = (".csv", ".csv.gz", ".tsv", ".tsv.gz")


def scan(path: str | Path) -> Any:
    """Open a file of rows without reading them.

    Parameters
    ----------
    path
        A Parquet or CSV file (``.tsv``: separated by tabs), a pattern that several files match, or the folder
        of a Parquet data set.

    Returns
    -------
    object
        A polars LazyFrame, a DuckDB relation, or where neither is installed an arrow table.

    Raises
    ------
    RowsError
        When there is no such file, it is of another kind, or no engine to read it is installed.
    """
    name = str(path)
    remote = "://" in name
    if not remote and not (glob(name) if has_magic(name) else Path(name).exists()):
        folder = Path(name).parent
        hint = nearest(Path(name).name, [file.name for file in folder.glob("*")]) if folder.is_dir() else None
        raise RowsError(f"there is no file {name!r}" + (f"; did you mean {hint!r}?" if hint else ""))
    lower = name.lower()
    if lower.endswith(CSV):
        return _engine(_CSV_READERS)(name, "\t" if ".tsv" in lower else ",")
    if lower.endswith(PARQUET) or (not remote and Path(name).is_dir()):
        return _engine(_PARQUET_READERS)(name)
    raise RowsError(
        f"{name!r} is no file of rows: {', '.join(PARQUET + CSV)} are, and folders of Parquet files"
    )


def _engine(readers: dict[str, Callable[..., Any]]) -> Callable[..., Any]:
    for engine, reader in readers.items():
        if find_spec(engine):
            return reader
    raise RowsError(f"reading a file of rows needs one of {', '.join(readers)}: pip install polars")


def _polars_parquet(name: str) -> Any:
    import polars as pl

    rows = pl.scan_parquet(name)
    ordered = _ordered_categories(name)
    return rows.with_columns(
        pl.col(column).cast(pl.String).cast(pl.Enum(categories)) for column, categories in ordered.items()
    )


def _ordered_categories(name: str) -> dict[str, list[str]]:
    """The categories of each ordered categorical in a Parquet file, in order; polars does not know of it."""
    if not find_spec("pyarrow") or not Path(name).is_file():
        return {}
    import pyarrow as pa
    from pyarrow import parquet

    is_text = (pa.types.is_string, pa.types.is_large_string)
    fields = [field for field in parquet.read_schema(name) if pa.types.is_dictionary(field.type)]
    ordered = [
        field.name
        for field in fields
        if field.type.ordered and any(fits(field.type.value_type) for fits in is_text)
    ]
    if not ordered:
        return {}
    columns = parquet.read_table(name, columns=ordered)
    return {column: columns[column].to_pandas().cat.categories.tolist() for column in ordered}


def _duckdb_parquet(name: str) -> Any:
    import duckdb

    return duckdb.read_parquet(f"{name}/**/*.parquet" if Path(name).is_dir() else name)


def _arrow_parquet(name: str) -> Any:
    from pyarrow import dataset

    return dataset.dataset(sorted(glob(name)) if has_magic(name) else name, format="parquet").to_table()


def _polars_csv(name: str, separator: str) -> Any:
    import polars as pl

    return pl.scan_csv(name, separator=separator, infer_schema=False)


def _duckdb_csv(name: str, separator: str) -> Any:
    import duckdb

    return duckdb.read_csv(name, header=True, sep=separator, all_varchar=True)


def _arrow_csv(name: str, separator: str) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    with csv.open_csv(name, parse_options=csv.ParseOptions(delimiter=separator)) as peek:
        columns = peek.schema.names
    return csv.read_csv(
        name,
        parse_options=csv.ParseOptions(delimiter=separator, newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


_PARQUET_READERS = {"polars": _polars_parquet, "duckdb": _duckdb_parquet, "pyarrow": _arrow_parquet}
_CSV_READERS = {"polars": _polars_csv, "duckdb": _duckdb_csv, "pyarrow": _arrow_csv}
