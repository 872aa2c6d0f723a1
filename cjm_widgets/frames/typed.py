"""Frames with declared column types, even when they have no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd


def frame_of_rows(rows: Iterable[Sequence[Any]], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    """One row a sequence of values, in the order of the columns.

    Parameters
    ----------
    rows
        Each with a value for every column.
    dtypes
        The name and the type of each column, in order.

    Examples
    --------
    >>> frame_of_rows([], {"stage": object, "rows": int}).dtypes.astype(str).to_dict()
    {'stage': 'object', 'rows': 'int64'}
    """
    values = [*zip(*rows, strict=True)] or [()] * len(dtypes)
    return pd.DataFrame(
        {
            name: pd.Series(list(column), dtype=dtype)
            for (name, dtype), column in zip(dtypes.items(), values, strict=True)
        }
    )


def frame_of_records(records: Iterable[Mapping[str, Any]], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    """One row a record, which has a value for every column; see `frame_of_rows`."""
    return frame_of_rows(([record[name] for name in dtypes] for record in records), dtypes)


def frame_of_columns(parts: Sequence[Mapping[str, Any]], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    """One frame from any number of tables with the same columns, one below the other.

    Parameters
    ----------
    parts
        The columns of each table.
    dtypes
        The name and the type of each column, in order.

    Examples
    --------
    >>> parts = [{"stage": ["Arrive"], "n": [12]}, {"stage": ["Wait"], "n": [40]}]
    >>> frame_of_columns(parts, {"stage": object, "n": "Int64"}).to_numpy().tolist()
    [['Arrive', 12], ['Wait', 40]]
    """
    if len(parts) == 1:
        columns = {name: pd.Series(parts[0][name], dtype=dtype) for name, dtype in dtypes.items()}
    else:
        columns = {
            name: pd.concat(
                [pd.Series([], dtype=dtype), *(pd.Series(part[name], dtype=dtype) for part in parts)],
                ignore_index=True,
            )
            for name, dtype in dtypes.items()
        }
    return pd.DataFrame(columns)
