"""Counting a log of events in parts of its cases, so that a log larger than memory is counted too.

Each part has all events of some cases, by a hash of the case that the engine computes where the rows lie. The
engine reads the log once, and its events go into a temporary file for each part, only the columns that are
counted. The files are read twice: to know what all are counted by, and to count them. Counts of parts add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace as replace_visits
from itertools import pairwise
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from msgspec.structs import replace

from cjm_widgets.counts.events.codes import order_of
from cjm_widgets.counts.events.counting import (
    MOST_PATHS,
    CaseFrame,
    count_part,
    in_few_bins,
    segments_of,
    waves_in_order,
)
from cjm_widgets.counts.events.names import AMOUNTS, DEVIATING, FITNESS, MOVES, stages_of
from cjm_widgets.counts.events.paths import NO_PATHS, paths_of
from cjm_widgets.counts.segments import find_segments
from cjm_widgets.counts.stack import sums_of
from cjm_widgets.document.model import Counts, Id, Tally
from cjm_widgets.rows.events import (
    EVENT_OUTCOMES,
    EventOutcome,
    EventPlan,
    EventReadout,
    Visits,
    columns_of,
    read_part,
)
from cjm_widgets.rows.table import is_dataset
from cjm_widgets.rows.tabulate import ColumnCodes
from cjm_widgets.statistics.arrays import Whole
from cjm_widgets.statistics.histograms import MOST_VALUES, middles

EVENTS_OF_A_PART = 2_000_000
"""About how many events are in memory at once."""
_BATCH = 250_000
"""How many events are divided among the parts at once."""
_PART = "part of the log"
"""The column of the number of each event's part."""
Batches: TypeAlias = Callable[[Sequence[str], Path], Iterator[Any]]


class PartsOfLog(NamedTuple):
    """A log that is counted in parts: how many there are, and what gives its events, with the part of each.

    ``batches`` takes columns and a folder for its own use, and gives Arrow record batches in the order of the
    log, whose last column is the number of each event's part.
    """

    n: int
    batches: Batches


def parts_of(rows: Any, plan: EventPlan) -> PartsOfLog | None:
    """The parts in which lazy rows are counted; None where they fit into memory, or cannot be parted.

    Rows of polars and DuckDB and data sets of pyarrow can be, where the times are times and not text.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.LazyFrame({"who": ["a", "b"]})
    >>> parts_of(rows, EventPlan(scale=(0, 1), stage="what", respondent="who", time="at")) is None
    True
    """
    engine = type(rows).__module__.partition(".")[0].lstrip("_")
    if engine == "polars" and hasattr(rows, "collect_schema"):
        batches_of, events, schema = _polars_parts(rows, str(plan.respondent))
    elif engine == "duckdb" and hasattr(rows, "filter"):
        batches_of, events, schema = _duckdb_parts(rows, str(plan.respondent))
    elif is_dataset(rows):
        batches_of, events, schema = _arrow_parts(rows, str(plan.respondent))
    else:
        return None
    times = [schema.get(name, "") for name in (plan.time, plan.end) if name is not None]
    n = ceil(events() / EVENTS_OF_A_PART) if all(_is_time(kind) for kind in times) else 1
    return PartsOfLog(n, batches_of(n)) if n > 1 else None


def _is_time(kind: str) -> bool:
    return kind.lower().startswith(("datetime", "timestamp"))


def _polars_parts(
    rows: Any, case: str
) -> tuple[Callable[[int], Batches], Callable[[], int], Mapping[str, str]]:
    import polars as pl

    lazy = rows.lazy() if isinstance(rows, pl.LazyFrame) else None
    schema = {} if lazy is None else {name: str(kind) for name, kind in lazy.collect_schema().items()}

    def batches_of(parts: int) -> Batches:
        def batches(names: Sequence[str], folder: Path) -> Iterator[Any]:
            from pyarrow.parquet import ParquetFile

            path = folder / "log.parquet"  # which polars writes as it reads, and gives by and by
            part = (pl.col(case).hash(0) % parts).cast(pl.UInt16).alias(_PART)
            rows.select([*names, part]).sink_parquet(path, compression="lz4", maintain_order=True)
            with ParquetFile(path, pre_buffer=False) as file:  # which would come to hold all of it
                yield from file.iter_batches(batch_size=_BATCH)
            path.unlink()  # its events are in the files of the parts now

        return batches

    return batches_of, lambda: int(rows.select(pl.len()).collect().item()), schema


def _duckdb_parts(
    rows: Any, case: str
) -> tuple[Callable[[int], Batches], Callable[[], int], Mapping[str, str]]:
    def quoted(name: str) -> str:
        return '"' + name.replace('"', '""') + '"'

    schema = {name: str(kind) for name, kind in zip(rows.columns, rows.types, strict=True)}

    def batches_of(parts: int) -> Batches:
        def batches(names: Sequence[str], folder: Path) -> Iterator[Any]:
            part = f"(hash({quoted(case)}) % {parts})::usmallint as {quoted(_PART)}"
            events = rows.project(", ".join([*map(quoted, names), part]))
            older = not hasattr(events, "to_arrow_reader")
            yield from (events.fetch_arrow_reader if older else events.to_arrow_reader)(_BATCH)

        return batches

    return batches_of, lambda: int(rows.aggregate("count(*)").fetchall()[0][0]), schema


def _arrow_parts(
    rows: Any, case: str
) -> tuple[Callable[[int], Batches], Callable[[], int], Mapping[str, str]]:
    schema = {field.name: str(field.type) for field in rows.schema}

    def batches_of(parts: int) -> Batches:
        def batches(names: Sequence[str], folder: Path) -> Iterator[Any]:
            import pyarrow as pa

            for batch in rows.to_batches(
                [*names], batch_size=_BATCH, batch_readahead=1, fragment_readahead=1
            ):
                encoded = batch.column(case).dictionary_encode()
                cases = encoded.dictionary.cast(pa.string()).to_numpy(zero_copy_only=False)
                part = np.append(pd.util.hash_array(cases) % parts, 0).astype(np.uint16)
                code = encoded.indices.fill_null(len(cases)).to_numpy(zero_copy_only=False)
                yield batch.append_column(_PART, pa.array(part[code]))

        return batches

    return batches_of, rows.count_rows, schema


@contextmanager
def divided(log: PartsOfLog, names: Sequence[str]) -> Iterator[Sequence[Path]]:
    """The files of the parts of a log, which are there as long as the context is.

    Each has the events of its part in the order of the log, as a stream of Arrow.

    Parameters
    ----------
    log
        The log.
    names
        The columns to keep.
    """
    import pyarrow as pa

    with TemporaryDirectory(prefix="cjm-events-") as name, ExitStack() as files:
        folder = Path(name)
        paths = [folder / f"{number}.arrow" for number in range(log.n)]
        writers: list[Any] = []
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        for batch in log.batches(names, folder):
            part = batch.column(batch.num_columns - 1).to_numpy(zero_copy_only=False)
            order = order_of(part)
            events = batch.select([*names]).take(pa.array(order))
            if not writers:
                writers = [
                    files.enter_context(pa.ipc.new_stream(str(path), events.schema, options=options))
                    for path in paths
                ]
            bounds = np.searchsorted(part[order], np.arange(log.n + 1))
            for number, (start, stop) in enumerate(pairwise(bounds.tolist())):
                if start < stop:
                    writers[number].write_batch(events.slice(start, stop - start))
        files.close()
        yield paths


def count_parts(log: PartsOfLog, plan: EventPlan) -> tuple[EventReadout, Counts]:
    """Read and count a log part by part.

    Returns
    -------
    readout, counts
        As `read_part` and `count_events` would give them of the whole log, but without its visits.
    """
    with divided(log, plan.named_columns) as paths:
        return _count_files(paths, plan)


def _count_files(paths: Sequence[Path], plan: EventPlan) -> tuple[EventReadout, Counts]:
    stages, readouts = plan.order_of_stages, []
    frequent, visited = NO_PATHS, np.zeros(len(stages), np.bool_)
    combinations: dict[tuple[str | None, ...], None] = {}
    until = -(2**63)
    for visits, readout in _visits_of_parts(paths, plan):
        frequent = frequent.add(paths_of(visits))
        visited |= np.bincount(visits.stage, minlength=len(stages)) > 0
        combinations |= dict.fromkeys(segments_of(visits, plan)[0]) if visits.cases else {}
        until = max(until, visits.until)
        readouts.append(replace_visits(readout, visits=_blank(visits)))
    whole = _together(readouts)
    if not visited.any():
        return whole, Counts()
    frame = CaseFrame(
        tuple(id for id, own in zip(stages, visited.tolist(), strict=True) if own),
        _in_order(plan, [*combinations]),
        frequent.most_frequent(whole.visits.cases, MOST_PATHS, plan.min_n),
    )
    counts: Counts | None = None
    for visits, _ in _visits_of_parts(paths, plan):
        if visits.cases:
            own = count_part(replace_visits(visits, until=until), paths_of(visits), plan, frame)
            counts = own if counts is None else _added(counts, own)
    assert counts is not None  # some stage was visited
    return whole, in_few_bins(_complete(counts), plan)


def _visits_of_parts(paths: Iterable[Path], plan: EventPlan) -> Iterator[tuple[Visits, EventReadout]]:
    import pyarrow as pa

    for path in paths:
        if path.exists():
            with pa.ipc.open_stream(str(path)) as stream:
                events = stream.read_all().unify_dictionaries()
            readout = read_part(columns_of(events, plan.named_columns), plan, plan.order_of_stages)
            yield readout.visits, readout


def _blank(visits: Visits) -> Visits:
    """Only how many cases there are, and one visit where there is any; copied, as a view would keep all."""
    case, stage, start = (own[:1].copy() for own in (visits.case, visits.stage, visits.start))
    return replace_visits(
        visits, case=case, stage=stage, start=start, end=None, by={}, won=None, value=None, latest=None
    )


def _together(readouts: list[EventReadout]) -> EventReadout:
    outcomes: dict[str, EventOutcome] = {}
    for own in (one for readout in readouts for one in readout.outcomes):
        before = outcomes.get(own.activity)
        both = Counter(own.rows) + Counter(before.rows if before else {})
        rows = {what: both[what] for what in EVENT_OUTCOMES if both[what]}
        outcomes[own.activity] = EventOutcome(own.activity, own.stage, rows)
    every = sorted(
        outcomes.values(), key=lambda one: (one.stage is None, -sum(one.rows.values()), one.activity)
    )
    changing: dict[str, int] = {}
    for readout in readouts:
        for column, n in readout.changing.items():
            changing[column] = changing.get(column, 0) + n
    some = max(readouts, key=lambda readout: len(readout.visits.case)).visits
    return EventReadout(
        visits=replace_visits(some, cases=sum(readout.visits.cases for readout in readouts)),
        outcomes=every,
        rows=sum(readout.rows for readout in readouts),
        events=sum(readout.events for readout in readouts),
        tied=sum(readout.tied for readout in readouts),
        changing=changing,
    )


def _in_order(
    plan: EventPlan, combinations: list[tuple[str | None, ...]]
) -> tuple[tuple[str | None, ...], ...]:
    """The segments of all parts, in the order that they have as one log."""
    keys = []
    for place in range(len(plan.by)):
        labels = [*dict.fromkeys(own[place] for own in combinations)]
        codes = np.array([labels.index(own[place]) for own in combinations], np.intp)
        keys.append(ColumnCodes(codes, 0, labels))
    positions = [key.positions for key in keys]
    return find_segments(plan.by, keys, positions, waves_in_order(plan, keys)).values


# --- sums


def _added(a: Counts, b: Counts) -> Counts:
    """The counts of two parts together, by the same segments."""

    def tables(one: Mapping[Id, Tally], other: Mapping[Id, Tally], amounts: bool) -> dict[Id, Tally]:
        add = _add_amounts if amounts else _add_values
        return {
            id: add(one[id], other[id]) if id in one and id in other else (one.get(id) or other[id])
            for id in dict.fromkeys([*one, *other])
        }

    events = {}
    n = tuple(x + y for x, y in zip(a.respondents, b.respondents, strict=True))
    for name in dict.fromkeys([*a.events, *b.events]):
        one, other = (each.events[name].stages if name in each.events else {} for each in (a, b))
        events[name] = Counts(a.by, a.segments, n, tables(one, other, name in (*AMOUNTS, FITNESS)))
    return replace(a, respondents=n, stages=tables(a.stages, b.stages, False), events=events)


def _add_values(a: Tally, b: Tally) -> Tally:
    return replace(a, n=_whole(np.array(a.n) + np.array(b.n)))


def _add_amounts(a: Tally, b: Tally) -> Tally:
    """Amounts of two parts; in bins where one is, or where there are many different ones together."""
    if not (a.sums or b.sums) and len({*a.values, *b.values}) <= MOST_VALUES:
        values, n = _union(a, b)
        return Tally(values=values, n=n)
    sums = [np.array(one.sums or sums_of(one)) for one in (a, b)]
    values, n = _union(*(one if one.sums else _in_bins(one) for one in (a, b)))
    total = tuple((w, x, y, z) for w, x, y, z in (sums[0] + sums[1]).tolist())
    return Tally(values=values, n=n, sums=total)


def _in_bins(tally: Tally) -> Tally:
    values, place = np.unique(middles(np.array(tally.values)), return_inverse=True)
    n = np.zeros((len(values), len(tally.n)), np.int64)
    np.add.at(n, place, np.array(tally.n, np.int64).reshape(len(tally.n), -1).T)
    return Tally(values=tuple(values.tolist()), n=_whole(n.T))


def _union(a: Tally, b: Tally) -> tuple[tuple[float, ...], tuple[tuple[int, ...], ...]]:
    values = np.union1d(a.values, b.values)
    n = np.zeros((len(a.n), len(values)), np.int64)
    for one in (a, b):
        n[:, np.searchsorted(values, one.values)] += np.array(one.n, np.int64).reshape(len(n), -1)
    return tuple(values.tolist()), _whole(n)


def _whole(n: Whole) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, n.tolist()))


def _complete(counts: Counts) -> Counts:
    """The counts with those who do not, also of parts in which nobody makes a move or deviates."""
    everyone = np.array(counts.respondents, np.int64)
    at = {id: np.array(tally.n, np.int64)[:, 1] for id, tally in counts.stages.items()}

    def of(tallies: Mapping[str, Tally], among: Callable[[str], Whole]) -> dict[str, Tally]:
        every = {}
        for name, tally in tallies.items():
            doing = np.array(tally.n, np.int64)[:, 1]
            every[name] = replace(tally, n=_whole(np.stack([among(name) - doing, doing], axis=1)))
        return every

    events = dict(counts.events)
    for name, among in (
        (MOVES, lambda name: at.get(stages_of(name)[0], everyone)),
        (DEVIATING, lambda name: everyone),
    ):
        events[name] = replace(events[name], stages=of(events[name].stages, among))
    return replace(counts, events=events)
