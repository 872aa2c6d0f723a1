"""Measures of what people did: who reached a stage, who went no further, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from cjm_widgets.counts.events.names import ENDS, MINUTES, WAITING
from cjm_widgets.counts.stack import StackedCounts
from cjm_widgets.measures.averages import lower_rank
from cjm_widgets.measures.measure import Comparison, Estimates, Measure, Scale, Suits, Unit
from cjm_widgets.measures.shares import Share
from cjm_widgets.statistics.arrays import Array, Mask, Whole
from cjm_widgets.statistics.histograms import Design, Histograms
from cjm_widgets.statistics.survival import Lasting, Survival, kaplan_meier, lasting, log_rank


@dataclass(frozen=True)
class Reached(Share):
    """The share of cases that come to a stage; see `reached`."""

    maker: ClassVar[str] = "reached"
    suits: ClassVar[Suits] = "events"

    @property
    def averages_shares(self) -> bool:
        return False

    @property
    def label(self) -> str:
        return "Reached"

    def _method(self, design: Design) -> str:
        return f"share of all cases that reach the stage, Wilson {self._percent}"

    def _members(self, values: Array, scale: Scale) -> Mask:
        members: Mask = values == 1
        return members


@dataclass(frozen=True)
class DropOff(Reached):
    """The share of cases at a stage that go no further; see `drop_off`."""

    maker: ClassVar[str] = "drop_off"

    @property
    def label(self) -> str:
        return "Drop-off"

    def _method(self, design: Design) -> str:
        return f"share of cases at the stage that go no further, Wilson {self._percent}"

    def own_counts(self, cells: Histograms) -> Histograms:
        return _own(cells, ENDS)


@dataclass(frozen=True)
class StageTime(Measure):
    """The median minutes that cases spend at a stage; see `time_in_stage`."""

    maker: ClassVar[str] = "time_in_stage"
    suits: ClassVar[Suits] = "events"
    unit: ClassVar[Unit] = "minutes"

    @property
    def label(self) -> str:
        return "Median minutes"

    @property
    def may_have_no_width(self) -> bool:
        return True

    def _method(self, design: Design) -> str:
        return f"median minutes at the stage, first visits, order statistics {self._percent}"

    def variant(self, cells: Histograms, questions: int | None = None) -> str:
        if _waiting(cells) is not None:
            return f"median minutes at the stage, first visits, Kaplan-Meier log-log {self._percent}"
        return super().variant(cells)

    def axis(self, scale: Scale) -> Scale:
        return 0.0, max(scale[1], 1.0)

    def own_counts(self, cells: Histograms) -> Histograms:
        own, events = _own(cells, MINUTES), cells.events or {}
        return own if WAITING not in events else replace(own, events={WAITING: events[WAITING]})

    def _why_empty(self, cell: Histograms, value: float) -> str:
        return (
            "no number: fewer than half have gone on" if np.isnan(value) else super()._why_empty(cell, value)
        )

    def _too_few(self, n: int) -> str:
        return "too few for order statistics"

    def estimate(self, cells: Histograms, scale: Scale, *, bounded: bool = True) -> Estimates:
        own = super().estimate(cells, scale, bounded=bounded)
        waiting = _waiting(self.own_counts(cells))
        return (
            own if waiting is None else replace(own, n=np.where(own.withheld, 0, own.n + waiting.n.sum(-1)))
        )

    def _estimate(self, cells: Histograms, scale: Scale, n: Whole) -> tuple[Array, Array, Array]:
        median = np.full((*n.shape, 3), np.nan)
        waiting = _waiting(cells)
        for place in np.argwhere(n > 0 if waiting is None else n + waiting.n.sum(axis=-1) > 0):
            at = tuple(place)
            median[at] = [each if np.isfinite(each) else np.nan for each in middle_of(cells, at, self.level)]
        return median[..., 0], median[..., 1], median[..., 2]

    def _compare(self, a: Histograms, b: Histograms, scale: Scale, test: str, level: float) -> Comparison:
        one, other = (self._estimate(cells, scale, cells.n.sum(axis=-1))[0] for cells in (a, b))
        p = np.full(np.shape(one), np.nan)
        for place in np.ndindex(np.shape(one)):
            curves = [times_of(cells, place) for cells in (a, b)]
            grid = np.unique(np.concatenate([time for time, _, _ in curves]))
            ended, waiting = np.zeros((2, 2, len(grid)), np.int64)
            for row, (time, ends, open_cases) in enumerate(curves):
                ended[row, np.searchsorted(grid, time)] = ends
                waiting[row, np.searchsorted(grid, time)] = open_cases
            p[place] = log_rank(ended, waiting).p
        unknown = np.full(np.shape(p), np.nan)
        return Comparison(
            difference=one - other,
            low=unknown,
            high=unknown,
            test="log-rank",
            p=p,
            effect=one / other,
            effect_name="ratio of medians",
            method="difference of median minutes, without an interval",
        )


def times_of(cells: Histograms, place: tuple[int, ...]) -> tuple[Array, Whole, Whole]:
    """The times of one cell: each, how many went on then, and how many were last seen still there.

    Parameters
    ----------
    cells
        Minutes at stages, with those who had not gone on among their ``events``.
    place
        Which cell.
    """
    values = np.broadcast_to(cells.values, cells.n.shape)[place]
    n, waiting = cells.n[place], _waiting(cells)
    if waiting is None:
        used = n > 0
        return values[used], n[used], np.zeros(int(used.sum()), np.int64)
    others, still = np.broadcast_to(waiting.values, waiting.n.shape)[place], waiting.n[place]
    time = np.unique(np.concatenate([values[n > 0], others[still > 0]]))
    ended, open_cases = np.zeros((2, len(time)), np.int64)
    np.add.at(ended, np.searchsorted(time, values[n > 0]), n[n > 0])
    np.add.at(open_cases, np.searchsorted(time, others[still > 0]), still[still > 0])
    return time, ended, open_cases


def curve_of(cells: Histograms, place: tuple[int, ...], level: float, transform: str = "log-log") -> Survival:
    """How long the cases of one cell stay; see `kaplan_meier`."""
    return kaplan_meier(*times_of(cells, place), level, transform)


def middle_of(cells: Histograms, place: tuple[int, ...], level: float, transform: str = "log-log") -> Lasting:
    """The median time of one cell: of order statistics, or where some had not gone on by Kaplan and Meier."""
    time, ended, waiting = times_of(cells, place)
    if waiting.any() or not len(time):
        return lasting(kaplan_meier(time, ended, waiting, level, transform))
    n, value = int(ended.sum()), _median(time, ended)
    rank = int(lower_rank(np.array(n), level))
    if not rank:
        return Lasting(value, np.nan, np.nan)
    upto = np.cumsum(ended)
    low, high = (float(time[int(np.searchsorted(upto, each))]) for each in (rank, n - rank + 1))
    return Lasting(value, low, high)


def medians_of(cells: Histograms) -> Array:
    """The medians of many cells at once, of whom nobody waits; ``NaN`` of nobody.

    Examples
    --------
    >>> cells = Histograms(np.array([1.0, 5.0, 9.0]), np.array([[1, 2, 0], [2, 0, 2], [0, 0, 0]]))
    >>> medians_of(cells).tolist()
    [5.0, 5.0, nan]
    """
    twice = 2 * np.cumsum(cells.n, axis=-1)
    total = cells.n.sum(axis=-1, keepdims=True)
    values = np.broadcast_to(cells.values, cells.n.shape)
    last = values.shape[-1] - 1
    lower, upper = (
        np.take_along_axis(values, np.minimum(place, last)[..., np.newaxis], axis=-1)[..., 0]
        for place in ((twice < total).sum(axis=-1), (twice <= total).sum(axis=-1))
    )
    return np.where(total[..., 0] > 0, (lower + upper) / 2, np.nan)


def median_of(cells: Histograms, place: tuple[int, ...]) -> float:
    """The value of `middle_of` without its interval; infinite of nobody, or where half have not gone on."""
    time, ended, waiting = times_of(cells, place)
    if waiting.any() or not len(time):
        return lasting(kaplan_meier(time, ended, waiting)).value
    return _median(time, ended)


def _median(time: Array, n: Whole) -> float:
    """The median of ascending values by how many have each; between two it is midway."""
    upto = np.cumsum(n)
    place = int(np.searchsorted(2 * upto, upto[-1]))
    if 2 * upto[place] == upto[-1]:
        return float((time[place] + time[place + 1]) / 2)
    return float(time[place])


def minutes_range(counts: StackedCounts) -> Scale:
    """From zero to the longest mean time at a stage, in minutes; to 1 where there is none."""
    times = None if counts.events is None else counts.events.get(MINUTES)
    if times is None:
        return 0.0, 1.0
    cells = times.select().cells(times.stages)
    n = cells.n.sum(axis=-1)
    totals = cells.exact.sums[..., 0] if cells.exact is not None else (cells.n * cells.values).sum(axis=-1)
    return 0.0, max(1.0, float(np.max(totals / np.maximum(n, 1), initial=0.0)))


def _own(cells: Histograms, name: str) -> Histograms:
    """The counts of a name; of nobody where there are none."""
    if cells.events is not None and name in cells.events:
        return cells.events[name]
    shape = cells.n.shape[:-1]
    return Histograms(np.zeros(1), np.zeros((*shape, 1), np.int64), withheld=cells.withheld)


def _waiting(cells: Histograms) -> Histograms | None:
    """Those who had not gone on when watching ended, if there are any."""
    waiting = (cells.events or {}).get(WAITING)
    return waiting if waiting is not None and waiting.n.any() else None


def reached(level: float = 0.95) -> Reached:
    """The share of all cases that come to a stage at some time, with Wilson's interval.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    References
    ----------
    Wilson (1927), JASA 22.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> pages = cjm.examples.SHOP_PAGES  # {"/item/*": "Product", ...}
    >>> journey = cjm.Journey([*pages.values()])
    >>> log = {"case": "visitor", "activity": "page", "time": "at", "stages": pages, "match": "glob"}
    >>> source = journey.join_events(cjm.examples.shop_clicks(), measures=cjm.reached(), **log)
    >>> journey.measures[["stage", "n", "value", "low", "high"]].round(2).head(3)
         stage     n  value   low  high
    0   Search  2000   1.00  1.00  1.00
    1  Product  2000   0.84  0.83  0.86
    2   Basket  2000   0.56  0.54  0.58
    """
    return Reached(level)


def drop_off(level: float = 0.95) -> DropOff:
    """The share of cases at a stage that go no further on the map, with Wilson's interval.

    Whoever comes back to an earlier stage has gone on; a case that was last seen at the stage has not.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    References
    ----------
    Wilson (1927), JASA 22.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> pages = cjm.examples.SHOP_PAGES  # {"/item/*": "Product", ...}
    >>> journey = cjm.Journey([*pages.values()])
    >>> log = {"case": "visitor", "activity": "page", "time": "at", "stages": pages, "match": "glob"}
    >>> source = journey.join_events(cjm.examples.shop_clicks(), measures=cjm.drop_off(), **log)
    >>> journey.measures[["stage", "n", "value", "low", "high"]].round(2).head(3)
         stage     n  value   low  high
    0   Search  2000   0.20  0.18  0.22
    1  Product  1686   0.29  0.27  0.31
    2   Basket  1119   0.28  0.25  0.31
    """
    return DropOff(level)


def time_in_stage(level: float = 0.95) -> StageTime:
    """The median minutes that cases spend at a stage, until they go on to the next.

    Each case counts once, with its first visit. Where the rows have the ends of events these count. Cases
    that had not gone on when watching ended are censored: the median is Kaplan and Meier's, with the log-log
    interval, and missing where half have not gone on; without such cases it has the interval of order
    statistics.

    Parameters
    ----------
    level
        Confidence of the interval, between 0 and 1.

    References
    ----------
    Conover (1999), "Practical Nonparametric Statistics", section 3.2; Brookmeyer and Crowley (1982),
    Biometrics 38.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> pages = cjm.examples.SHOP_PAGES  # {"/item/*": "Product", ...}
    >>> journey = cjm.Journey([*pages.values()])
    >>> log = {"case": "visitor", "activity": "page", "time": "at", "stages": pages, "match": "glob"}
    >>> source = journey.join_events(cjm.examples.shop_clicks(), measures=cjm.time_in_stage(), **log)
    >>> journey.measures[["stage", "n", "value", "low", "high"]].round(2).head(3)
         stage     n  value   low  high
    0   Search  2000   1.28  1.23  1.34
    1  Product  1686   2.20  2.08  2.29
    2   Basket  1119   1.77  1.64  1.86
    """
    return StageTime(level)
