"""Logs of events in XES, the XML of process mining (IEEE 1849), read as a stream without building a tree.

What is asked for becomes columns: attributes of events by their keys, those of traces with ``case:`` before.
The file may come from anywhere, so that it may hold no document type and no entities, and no part of it
without an end.
"""

from __future__ import annotations

import gzip
import zlib
from array import array
from collections import Counter, deque
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import CjmWarning, RowsError, listing, quoted, warn
from cjm_widgets.optional import require_library
from cjm_widgets.rows.protocol import require_columns
from cjm_widgets.rows.table import RowTable

XES = (".xes", ".xes.gz")
EXTRA = "events"
XES_CASE, XES_ACTIVITY, XES_TIME = "case:concept:name", "concept:name", "time:timestamp"
XES_COLUMNS = {"case": XES_CASE, "activity": XES_ACTIVITY, "time": XES_TIME}
"""The columns of events that the standard names, by the options of `join_events`."""
XES_END = "time:complete"
"""The column of when events were over, where the log has their beginnings too."""
MAX_DEPTH = 40
"""Elements within one another."""
MAX_ATTRIBUTES = 10_000
"""Of one event or trace, those within attributes included."""
MAX_TEXT = 4_000_000
"""Bytes without the beginning or the end of an element."""
MAX_KEYS = 2_000
"""Different keys of attributes."""
_LIFECYCLE, _INSTANCE = "lifecycle:transition", "concept:instance"
_PIECE = 65_536
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NOWHERE = np.iinfo(np.int64).min


def is_xes(rows: Any) -> bool:
    """Whether this is the path of a log in XES.

    Examples
    --------
    >>> is_xes("visits.xes.gz"), is_xes("visits.csv")
    (True, False)
    """
    return isinstance(rows, str | Path) and str(rows).lower().endswith(XES)


def read_xes(name: str, columns: Collection[str] = ()) -> RowTable:
    """Read a log, with the columns that are asked for.

    Beginnings and completions of one activity in a case, in the order of the log, are one event, which has a
    ``time:complete``; other transitions of its life are left out.

    Parameters
    ----------
    name
        The path of the file, which may be packed by gzip.
    columns
        Keys of attributes, ``case:`` before those of traces; by default the case, the activity and the time.

    Raises
    ------
    RowsError
        It is no XES, is damaged, or has parts that no log has; or there is no such column.

    Warns
    -----
    CjmWarning
        Events were left out, as they are other transitions than start and complete.
    """
    elements = require_library("defusedxml.ElementTree", "logs in XES", EXTRA)
    common = require_library("defusedxml.common", "logs in XES", EXTRA)
    log = _Log(name, columns or (XES_CASE, XES_ACTIVITY, XES_TIME))
    parser = elements.XMLParser(target=log, forbid_dtd=True)
    opener: Any = gzip.open if name.lower().endswith(".gz") else open
    try:
        with opener(name, "rb") as stream:
            while piece := stream.read(_PIECE):
                log.unmarked += len(piece)
                parser.feed(piece)
                log.check(log.unmarked, MAX_TEXT, "bytes without a mark")
        parser.close()
    except common.DefusedXmlException:
        raise RowsError(
            f"{name} is not read: it has a document type or entities, and no log in XES has"
        ) from None
    except elements.ParseError as error:
        raise RowsError(f"{name} is no log in XES that can be read: {error}") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise RowsError(f"{name} is damaged: {error}; pack it again, or unpack it: gunzip") from None
    return RowTable(log.frame())


class _Column:
    """One attribute of all events, as places among its different values."""

    def __init__(self) -> None:
        self.code = array("i")
        self.values: dict[str, int] = {}
        self.numeric = True

    def put(self, value: str | None, kind: str, row: int) -> None:
        """The value at a row; those in between have none."""
        while len(self.code) < row:
            self.code.append(-1)
        if value is None:
            self.code.append(-1)
            return
        self.numeric = self.numeric and kind in ("int", "float")
        self.code.append(self.values.setdefault(value, len(self.values)))

    def series(self, rows: int) -> pd.Series[Any]:
        code = np.append(np.array(self.code, np.int32), np.full(rows - len(self.code), -1, np.int32))
        texts = [*self.values]
        if not self.numeric or not texts:
            return pd.Series(pd.Categorical.from_codes(code, categories=pd.Index(texts, dtype=object)))
        numbers = pd.to_numeric(pd.Series(texts), errors="coerce").to_numpy(np.float64)
        return pd.Series(np.append(numbers, np.nan)[code])


class _Log:
    """What a parser finds in a log; `XMLParser` calls ``start``, ``end``, ``data`` and ``close``."""

    def __init__(self, name: str, columns: Collection[str]) -> None:
        self.name, self.columns = name, tuple(columns)
        self.unmarked = 0
        """Bytes read since the last mark."""
        self._open: list[str] = []
        self._attributes = 0
        self._trace: dict[str, tuple[str, str]] = {}
        self._event: dict[str, tuple[str, str]] = {}
        self._begun: dict[tuple[str, str], deque[int]] = {}
        self._keys: dict[str, None] = {}
        self._table = {column: _Column() for column in columns if column not in (XES_TIME, XES_END)}
        self._time, self._end = array("q"), array("q")
        self._starts, self._aware, self._naive = 0, 0, 0
        self._others: Counter[str] = Counter()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.unmarked = 0
        kind = tag.rpartition("}")[2]
        if not self._open and kind != "log":
            raise RowsError(f"{self.name} is no log in XES: it begins with <{quoted(kind)[1:-1]}>, not <log>")
        parent = self._open[-1] if self._open else ""
        self._open.append(kind)
        self.check(len(self._open), MAX_DEPTH, "elements within one another")
        if kind == "trace" and parent == "log":
            self._trace, self._begun, self._attributes = {}, {}, 0
        elif kind == "event" and parent in ("trace", "log"):
            self._event, self._attributes = {}, 0
            self._trace = self._trace if parent == "trace" else {}
        else:
            self._attributes += 1
            self.check(self._attributes, MAX_ATTRIBUTES, "attributes of one event")
            key, value = attributes.get("key"), attributes.get("value")
            if parent in ("event", "trace") and key is not None and value is not None:
                column = key if parent == "event" else f"case:{key}"
                self._keys[column] = None
                self.check(len(self._keys), MAX_KEYS, "different keys")
                (self._event if parent == "event" else self._trace)[column] = value, kind

    def end(self, tag: str) -> None:
        self.unmarked = 0
        kind = self._open.pop()
        parent = self._open[-1] if self._open else ""
        if kind == "event" and parent in ("trace", "log"):
            self._take_event()

    def data(self, text: str) -> None:
        """Text between elements means nothing."""

    def close(self) -> None:
        """Nothing is left to do."""

    def check(self, n: int, most: int, what: str) -> None:
        """Refuse what would take all memory."""
        if n > most:
            raise RowsError(f"{self.name} is not read: it has more than {most:,} {what}, and no log has")

    def _take_event(self) -> None:
        life = self._event.get(_LIFECYCLE, ("complete", ""))[0].strip().lower()
        if life not in ("start", "complete", ""):
            self._others[life] += 1
            return
        time = self._microseconds(self._event.get(XES_TIME, ("", ""))[0])
        which = self._event.get(XES_ACTIVITY, ("", ""))[0], self._event.get(_INSTANCE, ("", ""))[0]
        begun = self._begun.get(which)
        if life != "start" and begun:
            self._end[begun.popleft()] = time
            return
        row = len(self._time)
        for column, own in self._table.items():
            value, kind = (self._trace if column.startswith("case:") else self._event).get(column, (None, ""))
            own.put(value, kind, row)
        self._time.append(time)
        self._end.append(_NOWHERE if life == "start" else time)
        if life == "start":
            self._starts += 1
            self._begun.setdefault(which, deque()).append(row)

    def _microseconds(self, text: str) -> int:
        text = text.strip()
        if not text:
            return _NOWHERE
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            raise RowsError(
                f"{self.name}, event {len(self._time) + 1:,} of the log has a {XES_TIME!r} that is no time; "
                "write times as 2026-01-31T14:05:00+01:00"
            ) from None
        if time.tzinfo is None:
            self._naive += 1
            return (time.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
        self._aware += 1
        return (time - _EPOCH) // _MICROSECOND

    def frame(self) -> pd.DataFrame:
        """The columns that were asked for, and the end of events where the log has beginnings too."""
        known = dict.fromkeys([*XES_COLUMNS.values(), *([XES_END] if self._starts else []), *self._keys])
        require_columns([*known], self.columns)
        if self._aware and self._naive:
            raise RowsError(
                f"column {XES_TIME!r} mixes {self._aware:,} times with a zone and others without: say the "
                "zone of all of them, as in 2026-01-31T14:05:00+01:00"
            )
        if self._others:
            each = [f"{n:,} {quoted(life)}" for life, n in self._others.most_common(5)]
            warn(
                f"{self._others.total():,} events of {self.name} are no start and no complete, so not "
                f"counted: {listing(each)}",
                CjmWarning,
            )
        rows = len(self._time)
        columns = {column: own.series(rows) for column, own in self._table.items()}
        for column, times in ((XES_TIME, self._time), (XES_END, self._end)):
            if column == XES_TIME or self._starts:
                series = pd.Series(np.array(times, np.int64).view("datetime64[us]"))
                columns[column] = series.dt.tz_localize("UTC") if self._aware else series
        return pd.DataFrame(columns)
