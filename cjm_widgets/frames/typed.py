"""Frames with declared column types, even when they have no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd


def frame_of_records(records: Iterable[Mapping[str, Any]], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    """One row a record.

    Parameters
    ----------
    records
        Each with a value for every column.
    dtypes
        The name and the type of each column, in order.

    Examples
    --------
    >>> frame_of_records([], {"stage": object, "rows": int}).dtypes.astype(str).to_dict()
    {'stage': 'object', 'rows': 'int64'}
    """
    rows = [*records]
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in dtypes.items()}
    )


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
