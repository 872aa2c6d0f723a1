"""Files of rows, read lazily by whichever engine is installed: polars, else DuckDB, else pyarrow.

What a CSV file holds stays text, so that an id keeps its zeros and "NA" is an answer; a field with nothing in
it is missing. Numbers are found in the text by value, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from glob import glob, has_magic
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cjm_widgets.document.errors import nearest
from cjm_widgets.measures.errors import RowsError

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
        When there is no such file, it is of another kind, or no engine is installed.
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

    return pl.scan_parquet(name)


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
