"""Rows at hand, watched for edits and read again: what they come to stays what the map says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cjm_widgets.document.errors import CjmError
from cjm_widgets.document.model import Source
from cjm_widgets.document.names import labels
from cjm_widgets.document.operations import Operation
from cjm_widgets.editing import Editing
from cjm_widgets.frames.watch import Watch
from cjm_widgets.joined_source import JoinedSource
from cjm_widgets.measures.errors import RowsError
from cjm_widgets.measures.provenance import fingerprint, why_changed
from cjm_widgets.measures.read_rows import Read, read_rows
from cjm_widgets.source_numbers import SourceNumbers
from cjm_widgets.source_record import found, news, plan_of

_CHANGES = {
    "source": object,
    "changed": bool,
    "rows_before": int,
    "rows": int,
    "stages": object,
    "read": object,
}
_STALE = {"source": object, "since": object, "why": object}


@dataclass
class _Held:
    """Rows at hand, and how to see that they were edited: only pandas frames can be, where they lie."""

    rows: Any
    watch: Watch | None
    joined: JoinedSource | None

    def edited(self) -> bool:
        return self.watch is not None and self.watch.changed()

    def seen(self) -> None:
        if self.watch is not None:
            self.watch.reset()


class FollowedRows(SourceNumbers):
    """The rows of joined sources, as far as they are at hand."""

    def __init__(self, editing: Editing, on_measured: Callable[[], None]) -> None:
        super().__init__(editing, on_measured)
        self._held: dict[str, _Held] = {}

    def _hold(self, id: str, rows: Any, joined: JoinedSource | None) -> None:
        watch = Watch(rows) if isinstance(rows, pd.DataFrame) else None
        self._held[id] = _Held(rows, watch, joined)

    def is_live(self, id: str) -> bool:
        """Whether the rows of a source are at hand, not only its counts."""
        return id in self._held

    def refresh(self) -> None:
        """Count again the rows that were edited since.

        Raises
        ------
        CjmError
            They cannot be counted any more; the map keeps the numbers it had.
        """
        for source in self._editing.document.sources:
            held = self._held.get(source.id)
            if held is None or not held.edited():
                continue
            try:
                read, operations = self._read_again(source, held.rows)
            except CjmError:
                held.seen()  # said once; an interruption instead leaves the edit to be seen again
                raise
            self._accept(source, read, operations, held)
            if operations:
                self._editing.report(operations, f"{source.name} changed")
                self.tell()

    def recount(self) -> pd.DataFrame:
        """Count every source again whose rows are at hand or whose file is known; see ``Journey.refresh``."""
        document = self._editing.document
        every = []
        for source in document.sources:
            rows = self._rows_of(source)
            if rows is not None:
                every.append((source, rows, *self._read_again(source, rows)))
        for source, rows, read, operations in every:
            if source.id not in self._held:
                self._hold(source.id, rows, None)
            self._accept(source, read, operations, self._held[source.id])
        operations = [operation for *_, own in every for operation in own]
        if operations:
            self._editing.report(operations, "Refresh")
            self.tell()
        called = labels(document.stages)
        return _frame(
            [
                (
                    source.name,
                    fingerprint(read.counts) != source.fingerprint,
                    source.rows,
                    read.rows,
                    [called.get(stage, stage) for stage in _changed_stages(source, read)],
                    source.read,
                )
                for source, _, read, _ in every
            ],
            _CHANGES,
        )

    def stale(self) -> pd.DataFrame:
        """The sources whose rows are not what they were when they were counted; see ``Journey.stale``."""
        found = []
        for source in self._editing.document.sources:
            why = self._why_stale(source)
            if why is not None:
                found.append((source.name, source.read, why))
        return _frame(found, _STALE)

    def _why_stale(self, source: Source) -> str | None:
        held = self._held.get(source.id)
        if source.file is not None and (held is None or _is_path(held.rows)):
            return why_changed(source.file)
        if held is None:
            return None
        if held.watch is not None:
            return "its rows were edited" if held.edited() else None
        try:
            read, _ = self._read_again(source, held.rows)
        except CjmError as error:
            return str(error)
        return "its rows are others" if fingerprint(read.counts) != source.fingerprint else None

    def _rows_of(self, source: Source) -> Any:
        """The rows of a source as far as they are at hand: held, or in a file that is known."""
        held = self._held.get(source.id)
        if held is not None:
            return held.rows
        return None if source.file is None else source.file.path

    def _read_again(self, source: Source, rows: Any) -> tuple[Read, list[Operation]]:
        document = self._editing.document
        with _cannot_be_counted(source):
            read = read_rows(rows, plan_of(source, document))
        return read, news(document, source, read)

    def _accept(self, source: Source, read: Read, operations: Sequence[Operation], held: _Held) -> None:
        """The rows are what was just read."""
        held.seen()
        if held.joined is not None:
            document = self._editing.document
            now = found(plan_of(source, document), read, source.stages, document)
            held.joined.reconciliation, held.joined.matches = now.reconciliation, now.matches


@contextmanager
def _cannot_be_counted(source: Source) -> Iterator[None]:
    try:
        yield
    except CjmError as error:
        raise RowsError(
            f"the rows of {source.name!r} cannot be counted any more, the map keeps its numbers: {error}"
        ) from error


def _changed_stages(source: Source, read: Read) -> list[str]:
    before = {} if source.counts is None else source.counts.stages
    after = read.counts.stages
    return [stage for stage in {**before, **after} if before.get(stage) != after.get(stage)]


def _is_path(rows: Any) -> bool:
    return isinstance(rows, str | os.PathLike)


def _frame(rows: Sequence[tuple[Any, ...]], columns: Mapping[str, Any]) -> pd.DataFrame:
    every = [*zip(*rows, strict=True)] or [()] * len(columns)
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=dtype)
            for (name, dtype), values in zip(columns.items(), every, strict=True)
        }
    )
