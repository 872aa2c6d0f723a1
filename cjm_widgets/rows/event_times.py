"""Times and spans of time, as logs of events and people write them."""

from __future__ import annotations

import datetime
import re
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import RowsError
from cjm_widgets.rows.scores import is_blank
from cjm_widgets.statistics.arrays import Whole

US_PER_MINUTE = 60_000_000
OPEN = np.iinfo(np.int64).min
"""Stands for an end that is not known."""
_ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
_DAYS = re.compile(r"(?<=[\d ])d\b")
"""Days as people write them, "7d", which pandas is about to stop reading."""
_TIME_OF_DAY = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?\s*")
_NUMBER_ADVICE = "make them times first: pd.to_datetime(column, unit='s')"


def minutes_of(span: Any, option: str) -> float:
    """A span of time as minutes.

    Parameters
    ----------
    span
        Minutes as a number, or text such as ``"30min"``, ``"1h"``, ``"2 days"``.
    option
        What it was given as.

    Examples
    --------
    >>> minutes_of("1.5h", "session"), minutes_of(30, "session"), minutes_of("7d", "window")
    (90.0, 30.0, 10080.0)
    """
    try:
        if isinstance(span, str):
            span = _DAYS.sub("D", span)
        minutes = (
            float(span)
            if isinstance(span, int | float) and not isinstance(span, bool)
            else pd.Timedelta(span) / pd.Timedelta(minutes=1)
        )
    except (ValueError, TypeError, OverflowError):
        minutes = float("nan")
    if not 0 < minutes < float("inf"):
        raise RowsError(
            f'{option}= is a span of time such as "30min", "1h" or a number of minutes, not {span!r}'
        )
    return float(minutes)


def read_times(series: pd.Series[Any], where: str) -> Whole:
    """Times as microseconds since 1970, ``OPEN`` where there is none; times with a zone are made UTC.

    Parameters
    ----------
    series
        Times, or texts of them.
    where
        Where they stand, for an error, which quotes no text of a row.

    Raises
    ------
    RowsError
        Numbers, spans of time, texts that are no time, or texts of which some have a zone and some have none.

    Examples
    --------
    >>> read_times(pd.Series(["1970-01-01 00:00:01", None]), "column 'at'").tolist()[0]
    1000000
    """
    if isinstance(series.dtype, pd.DatetimeTZDtype):
        series = series.dt.tz_convert("UTC").dt.tz_localize(None)
    if isinstance(series.dtype, pd.ArrowDtype) and pd.api.types.is_datetime64_any_dtype(series.dtype):
        series = series.astype("datetime64[us]")
    if not pd.api.types.is_datetime64_any_dtype(series.dtype):
        if pd.api.types.is_numeric_dtype(series.dtype) and not series.notna().any():
            return np.full(len(series), OPEN)  # as a frame without times has it, which were never numbers
        if pd.api.types.is_numeric_dtype(series.dtype):
            raise RowsError(f"{where} has numbers, not times; {_NUMBER_ADVICE}")
        if pd.api.types.is_timedelta64_dtype(series.dtype):
            raise RowsError(
                f"{where} has spans of time, not times; add them to when they began: "
                'pd.Timestamp("2026-01-31") + column'
            )
        series = _parsed(series, where)
    values = series.to_numpy("datetime64[us]")
    times: Whole = values.astype(np.int64)
    return np.where(np.isnat(values), OPEN, times)


def have_zone(series: pd.Series[Any]) -> bool | None:
    """Whether times, or texts of them, have a zone; None where there is none of them.

    Examples
    --------
    >>> have_zone(pd.Series(["2026-01-31 14:05:00+01:00"])), have_zone(pd.Series([], dtype=object))
    (True, None)
    """
    if not series.notna().any():
        return None
    if isinstance(series.dtype, pd.ArrowDtype):
        return getattr(series.dtype.pyarrow_dtype, "tz", None) is not None
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return isinstance(series.dtype, pd.DatetimeTZDtype)
    return any(bool(_ZONE.search(str(value).strip())) for value in series.unique() if not is_blank(value))


def read_local_times(series: pd.Series[Any], where: str) -> Whole:
    """The same as `read_times`, but times with a zone as the clocks there show them, for days and months.

    Examples
    --------
    >>> late = pd.Series(["1970-01-01 00:30:00+01:00"])
    >>> read_local_times(late, "column 'at'").tolist(), read_times(late, "column 'at'").tolist()
    ([1800000000], [-1800000000])
    """
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        series = series.dt.tz_localize(None)
    elif have_zone(series):
        known = {value: _ZONE.sub("", str(value).strip()) for value in series.unique() if not is_blank(value)}
        series = series.map(known)
    return read_times(series, where)


def _parsed(series: pd.Series[Any], where: str) -> pd.Series[Any]:
    """Texts, dates or times of Python as times."""
    codes, values = pd.factorize(series)
    texts = ["" if is_blank(value) else str(value) for value in values]
    present = [one for one in texts if one]
    if any(isinstance(value, datetime.time) for value in values) or any(map(_TIME_OF_DAY.fullmatch, present)):
        raise RowsError(
            f"{where} has times of day without the day; join both: pd.to_datetime(day + ' ' + time)"
        )
    aware = [one for one in present if _ZONE.search(one.strip())]
    if aware and len(aware) < len(present):
        has_zone = np.array([bool(_ZONE.search(one.strip())) for one in texts])
        n = int(has_zone[codes[codes >= 0]].sum())
        raise RowsError(
            f"{where} mixes {n:,} times with a zone and others without: say the zone of all of them, as in "
            "2026-01-31T14:05:00+01:00"
        )
    for form in ("ISO8601", "mixed"):
        read = pd.to_datetime(pd.Series(texts, dtype=object), format=form, errors="coerce", utc=bool(aware))
        bad = [one for one, time in zip(texts, read, strict=True) if one and pd.isna(time)]
        if not bad:
            break
    if bad:
        row = int(np.flatnonzero(codes == texts.index(bad[0]))[0]) + 1
        raise RowsError(
            f"{where} has texts that are no time, the first of {len(bad):,} in row {row:,}; write times as "
            "2026-01-31 14:05:00"
        )
    if aware:
        read = read.dt.tz_localize(None)
    every = read.to_numpy("datetime64[us]")
    return pd.Series(
        np.where(codes >= 0, every[codes], np.datetime64("NaT"))
        if len(every)
        else np.full(len(codes), np.datetime64("NaT"), "datetime64[us]")
    )
