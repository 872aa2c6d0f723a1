"""Files of rows: Parquet and delimited text stay on an engine; workbooks and SPSS and Stata files are read.

Delimited text is looked at first (`rows.delimited`), so that every engine reads it in the same way.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from glob import glob, has_magic
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from cjm_widgets.document.errors import CjmError, CjmWarning, RowsError, listing, nearest, unknown, warn
from cjm_widgets.optional import require_library
from cjm_widgets.rows.delimited import (
    Dialect,
    dialect_of,
    first_fault,
    first_records,
    text_of,
    twice,
    warn_of_encoding,
)
from cjm_widgets.rows.table import RowTable, has_import_ids, other_names, value_labels_of
from cjm_widgets.rows.xes import XES, is_xes, read_xes
from cjm_widgets.storage.limits import check_regular

PARQUET = (".parquet", ".pq")
DELIMITED = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz")
STATISTICS = (".sav", ".zsav", ".dta")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
EXTRA = "survey"
_PARQUET_MARKS = ((b"PAR1", b"PAR1"), (b"PARE", b"PARE"))
_CHECKED = 20_000_000
"""Bytes up to which a file is checked line by line; of a larger one only where its engine fails."""


def read_file(path: str | Path, columns: Collection[str] = (), sheet: str | None = None) -> RowTable:
    """Open a file of rows; Parquet and delimited text without reading them.

    Parameters
    ----------
    path
        A Parquet file, delimited text, a workbook, a file of SPSS or Stata, or a log in XES; a pattern that
        several files of the first two kinds match; or the folder of a Parquet data set.
    columns
        The columns that will be read: only those must have a name of their own.
    sheet
        The sheet of a workbook; without it the first that has rows.

    Returns
    -------
    RowTable
        Its rows are a polars LazyFrame, a DuckDB relation, or an arrow data set or table, whichever is
        installed, or a pandas frame.

    Raises
    ------
    RowsError
        When there is no such file, it is of another kind or damaged, or no library to read it is installed.
    FileFormatError
        It is a pipe, a socket or a device.
    """
    name = str(path)
    remote = "://" in name
    if not remote and not (glob(name) if has_magic(name) else Path(name).exists()):
        folder = Path(name).parent
        hint = nearest(Path(name).name, [file.name for file in folder.glob("*")]) if folder.is_dir() else None
        raise RowsError(f"there is no file {name!r}" + (f"; did you mean {hint!r}?" if hint else ""))
    for file in () if remote else glob(name) if has_magic(name) else (name,):
        if not Path(file).is_dir():
            check_regular(file)
    lower = name.lower()
    if lower.endswith(WORKBOOKS):
        return _read_workbook(name, columns, sheet)
    if sheet is not None:
        raise RowsError(f"sheet= is for {', '.join(WORKBOOKS)}; {name} has no sheets")
    if lower.endswith(DELIMITED):
        return _open_delimited(name, columns)
    if is_xes(name):
        return read_xes(name, columns)
    if lower.endswith(STATISTICS):
        return _read_statistics(name)
    if lower.endswith(PARQUET) or (not remote and Path(name).is_dir()):
        if not remote:
            _check_parquet(name)
        return RowTable(_engine(_PARQUET_READERS)(name))
    kinds = ", ".join((*PARQUET, *DELIMITED, *STATISTICS, *WORKBOOKS, *XES))
    raise RowsError(f"{name!r} is no file of rows: {kinds} are, and folders of Parquet files")


def _engine(readers: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    for engine, reader in readers.items():
        if find_spec(engine):
            return reader
    raise RowsError(f"reading a file of rows needs one of {', '.join(readers)}: pip install polars")


def _check_parquet(name: str) -> None:
    """Raise where a file lacks the marks at both ends of Parquet, as one does whose writing was cut off."""
    own = glob(name) if has_magic(name) else [name]
    for file in map(Path, own):
        for part in sorted(file.rglob("*.parquet")) if file.is_dir() else [file]:
            size = part.stat().st_size
            if not size:
                raise RowsError(f"{part} is empty (0 bytes)")
            with part.open("rb") as rows:
                start = rows.read(4)
                rows.seek(max(0, size - 8))
                footer, end = int.from_bytes(rows.read(4), "little"), rows.read()
            if (start, end) not in _PARQUET_MARKS or footer + 12 > size:
                raise RowsError(
                    f"{part} is no Parquet file, or its end is missing: those begin and end with PAR1"
                )


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

    scan = dataset.ParquetFragmentScanOptions(pre_buffer=False)  # else all that was read stays in memory
    parquet = dataset.ParquetFileFormat(default_fragment_scan_options=scan)
    return dataset.dataset(sorted(glob(name)) if has_magic(name) else name, format=parquet)


_PARQUET_READERS = {"polars": _polars_parquet, "duckdb": _duckdb_parquet, "pyarrow": _arrow_parquet}

# --- delimited text


def _open_delimited(name: str, columns: Collection[str]) -> RowTable:
    if "://" in name:
        return RowTable(_engine(_CSV_READERS)(name, Dialect("utf-8-sig", "\t" if ".tsv" in name else ","), 0))
    files = sorted(glob(name)) if has_magic(name) else [name]
    dialects = {file: dialect_of(file) for file in files}
    dialect = dialects[files[0]]
    for file, other in dialects.items():
        if other != dialect:
            raise RowsError(
                f"{files[0]} and {file} are written differently "
                f"({_described(dialect)}; {_described(other)}): join them one by one, or save them alike"
            )
    warn_of_encoding(dialect.encoding, name)
    for file in files:
        if Path(file).stat().st_size <= _CHECKED and (fault := first_fault(file, dialect)):
            raise RowsError(f"{file}, {fault}")
    top = first_records(files[0], dialect, 3)
    if not top:
        raise RowsError(f"{files[0]} is empty: the first line of a file of rows names its columns")
    header = top[0]
    _require_single(header, columns, f"{files[0]}, line {dialect.first_line + 1},")
    skipped = 2 if len(top) > 2 and has_import_ids(top[2]) else 0
    questions = dict(zip(header, top[1], strict=False)) if skipped else {}
    if dialect.is_usual:
        rows = _engine(_CSV_READERS)(name, dialect, skipped)
    else:
        rows = pd.concat([_read_text(file, dialect, header) for file in files], ignore_index=True)
        rows = rows.iloc[skipped:]
    return RowTable(rows, other_names(questions, header), faults=tuple((file, dialect) for file in files))


def _described(dialect: Dialect) -> str:
    return f"{dialect.encoding}, fields parted by {dialect.separator!r}"


def _require_single(header: Sequence[str], columns: Collection[str], where: str) -> None:
    """Raise where a column that will be read is there twice; names its places."""
    for column in twice(header):
        if column in columns:
            places = [str(place + 1) for place, name in enumerate(header) if name == column]
            raise RowsError(
                f"{where} has {len(places)} columns named {column!r} (columns {' and '.join(places)}); "
                "rename all but one"
            )


def _read_text(name: str, dialect: Dialect, header: Sequence[str]) -> pd.DataFrame:
    """Read delimited text that no engine reads by itself."""
    text = text_of(name, dialect)
    with faults(((name, dialect),)):
        frame = pd.read_csv(
            io.StringIO(text), sep=dialect.separator, dtype=str, keep_default_na=False, na_values=[""]
        )
    return frame.set_axis([*header, *frame.columns[len(header) :]], axis="columns")


def _polars_csv(name: str, dialect: Dialect, skipped: int) -> Any:
    import polars as pl

    return pl.scan_csv(
        name,
        separator=dialect.separator,
        infer_schema=False,
        skip_rows_after_header=skipped,
    )


def _duckdb_csv(name: str, dialect: Dialect, skipped: int) -> Any:
    import duckdb

    relation = duckdb.read_csv(name, header=True, sep=dialect.separator, all_varchar=True)
    return relation.limit(2**62, skipped) if skipped else relation


def _arrow_csv(name: str, dialect: Dialect, skipped: int) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    parse_options = csv.ParseOptions(delimiter=dialect.separator, newlines_in_values=True)
    with csv.open_csv(name, parse_options=parse_options) as peek:
        columns = peek.schema.names
    table = csv.read_csv(
        name,
        parse_options=parse_options,
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    return table.slice(skipped)


_CSV_READERS = {"polars": _polars_csv, "duckdb": _duckdb_csv, "pyarrow": _arrow_csv}


@contextmanager
def faults(files: Sequence[tuple[str, Dialect]]) -> Iterator[None]:
    """Say in which line a file of delimited text is damaged, where an engine cannot read it."""
    try:
        yield
    except CjmError:
        raise
    except Exception as error:
        for name, dialect in files:
            fault = first_fault(name, dialect)
            if fault is not None:
                raise RowsError(f"{name}, {fault}") from error
        raise


# --- workbooks


def _read_workbook(name: str, columns: Collection[str], sheet: str | None) -> RowTable:
    calamine = require_library("python_calamine", "rows in workbooks", EXTRA)
    try:
        book = calamine.CalamineWorkbook.from_path(name)
    except (calamine.CalamineError, OSError) as error:
        raise RowsError(f"{name} is no workbook that can be read: {error}") from error
    names = book.sheet_names
    if sheet is not None and sheet not in names:
        raise unknown(f"sheet in {name}", sheet, names, plural="sheets")
    tables = {
        title: book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        for title in ([sheet] if sheet else names)
    }
    filled = {
        title: rows
        for title, rows in tables.items()
        if any(any(_is_filled(one) for one in row) for row in rows)
    }
    if not filled:
        raise RowsError(f"{name} has no rows on {'sheet ' + repr(sheet) if sheet else 'any sheet'}")
    title, rows = next(iter(filled.items()))
    if len(filled) > 1:
        warn(f"{name}: read sheet {title!r} of {listing(names)}; another is read by sheet=", CjmWarning)
    return _with_header(rows, columns, f"{name}, sheet {title!r},")


def _is_filled(value: object) -> bool:
    return value not in ("", None)


def _with_header(rows: Sequence[Sequence[Any]], columns: Collection[str], where: str) -> RowTable:
    """The rows below the first that names at least two columns, or has the only one."""
    width = max(map(len, rows))
    at = next(
        (place for place, row in enumerate(rows) if sum(map(_is_filled, row)) >= min(2, width)),
        next(place for place, row in enumerate(rows) if any(map(_is_filled, row))),
    )
    used = [place for place, value in enumerate(rows[at]) if _is_filled(value)]
    header = [str(rows[at][place]).strip() for place in used]
    _require_single(header, columns, f"{where} row {at + 1},")
    body = [[row[place] if place < len(row) else None for place in used] for row in rows[at + 1 :]]
    skipped = 2 if len(body) > 1 and has_import_ids(body[1]) else 0
    questions = {} if not skipped else dict(zip(header, map(str, body[0]), strict=True))
    body = [row for row in body[skipped:] if any(map(_is_filled, row))]
    values = [[value if _is_filled(value) else None for value in row] for row in body]
    frame = pd.DataFrame(values, columns=range(len(header)), dtype=object).set_axis(header, axis="columns")
    return RowTable(frame, other_names(questions, header))


# --- SPSS and Stata


def _read_statistics(name: str) -> RowTable:
    pyreadstat = require_library("pyreadstat", "SPSS and Stata files", EXTRA)
    read = pyreadstat.read_dta if name.lower().endswith(".dta") else pyreadstat.read_sav
    try:
        frame, meta = read(name)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise RowsError(f"{name} is no file of SPSS or Stata that can be read: {error}") from error
    return value_labels_of(frame, meta)
