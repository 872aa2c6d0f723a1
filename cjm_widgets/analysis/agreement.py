"""How far people agree who judged the same things: `agreement`, a row each coefficient."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.document.errors import MeasureError, check_choice, listing, quoted
from cjm_widgets.frames.typed import frame_of_records
from cjm_widgets.measures.measure import percent
from cjm_widgets.statistics import agreement as coefficients
from cjm_widgets.statistics.agreement import WEIGHTS, bootstrap_of_units
from cjm_widgets.statistics.arrays import Array

COLUMNS: dict[str, Any] = {"measure": object, "options": object, "n": pd.Int64Dtype()}
COLUMNS |= {"value": np.float64, "low": np.float64, "high": np.float64, "method": object}
_FEWEST_DRAWS, _MOST_DRAWS = 100, 100_000
_ROUNDING = 1e-9
_MOST_CELLS = 20_000_000
"""Units times categories; more are measurements, not categories."""


def agreement(
    *observers: Any,
    order: Sequence[Any] | None = None,
    weights: str = "equal",
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """How far two or more people agree who judged the same units: stages of quotes, severities, scores.

    Parameters
    ----------
    observers
        ``agreement(a, b, ...)``: for each person what they made of each unit, in the same order; or series,
        which are matched by their index. Or one frame, a row each unit and a column each person. ``None`` and
        ``NaN`` are units that somebody did not judge.
    order
        All categories, the lowest first. Numbers and ordered categoricals have their order. Without one there
        is no ordinal alpha, and ``weights`` must be equal. Categories that nobody used count too, in AC1 and
        in how many lie between two.
    weights
        Of Cohen's kappa: ``"equal"``, ``"linear"`` or ``"quadratic"`` in how many categories lie between.
    level
        Confidence of the intervals, between 0 and 1.
    draws, seed
        How many samples of units the bootstrap draws, 100 to 100,000, and the seed of its random numbers.

    Returns
    -------
    DataFrame
        Columns ``measure, options, n, value, low, high, method``, with a row each: ``per_cent`` (0 to 100, of
        pairs of judgements), ``cohen_kappa`` (two people), ``fleiss_kappa`` (all judged all),
        ``krippendorff_alpha`` (``nominal``; ``ordinal`` where there is an order; ``interval`` of numbers, and
        ``ratio`` where none is negative) and ``gwet_ac1``. ``n`` is the units that two or more judged.
        ``method`` names the variant, and says why there is no value or no interval.

    Raises
    ------
    MeasureError
        There are fewer than two people, they judged different numbers of units, judgements are of several
        types, or some are not in ``order``.

    Notes
    -----
    Values at or above .8 are customarily relied on, at or above .667 for tentative conclusions
    (Krippendorff 2004, chapter 11); these are customs, not tests. Kappa and alpha are low where nearly all
    is of one category, however often people agree; AC1 is not. Choose the coefficient before you look.

    References
    ----------
    Cohen (1960, 1968); Fleiss (1971); Krippendorff (2004, 2011); Gwet (2008); the percentile bootstrap over
    units of Efron and Tibshirani (1993). `cjm_widgets.statistics.agreement` has the formulas.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> ada = ["wait", "price", "wait", "staff", "wait", "price", "staff", None]
    >>> ben = ["wait", "price", "wait", "staff", "price", "price", "wait", "wait"]
    >>> table = cjm.agreement(ada, ben)
    >>> table[["measure", "options", "n", "value"]].round(3).to_numpy().tolist()[1]
    ['cohen_kappa', 'weights equal', 7, 0.562]
    >>> table["method"][1]
    "Cohen's kappa, equal weights, percentile bootstrap of units 95 %, 2,000 draws"
    """
    check_choice("weights", weights, WEIGHTS)
    _check_numbers(level, draws, seed)
    codes, values, ordered, measured = _coded(_table(observers), order)
    if weights != "equal" and not ordered:
        raise MeasureError(
            f"weights={weights!r} need an order of the categories: order=[lowest, ..., highest]"
        )
    return frame_of_records(
        [one.row(level, draws, seed) for one in _coefficients(codes, values, weights, ordered, measured)],
        COLUMNS,
    )


class _Coefficient:
    """One coefficient of one table of judgements.

    ``units`` are those that two or more judged, ``drawn`` those that samples draw from: what only one person
    judged says something of how often categories are used.
    """

    def __init__(
        self,
        measure: str,
        options: str,
        label: str,
        units: int,
        drawn: int,
        value: Callable[[Array], Array] | None,
        why_none: str = "",
        scale: float = 1.0,
    ) -> None:
        self.measure, self.options, self.label, self.units = measure, options, label, units
        self._drawn = drawn
        self._value, self._why_none, self._scale = value, why_none, scale

    def row(self, level: float, draws: int, seed: int) -> dict[str, Any]:
        """Its row of the table."""
        row: dict[str, Any] = dict.fromkeys(COLUMNS)
        row |= {"measure": self.measure, "options": self.options, "n": self.units}
        if self._value is None:
            return row | {"method": f"{self.label}: {self._why_none}"}
        value = float(self._value(np.ones(self._drawn)))
        if np.isnan(value):
            return row | {"method": f"{self.label}: every judgement is the same"}
        row["value"] = value * self._scale
        if self.units < 3:
            return row | {"method": f"{self.label}: too few units to draw from"}
        low, high, defined = bootstrap_of_units(self._value, self._drawn, level, draws, seed)
        if not high - low > _ROUNDING:
            why = "too few samples have a value" if np.isnan(low) else "nothing varies"
            return row | {"method": f"{self.label}: no interval, {why}"}
        of = "" if defined == draws else f"{defined:,} of "
        interval = f"percentile bootstrap of units {percent(level)}, {of}{draws:,} draws"
        row |= {"low": low * self._scale, "high": high * self._scale}
        return row | {"method": f"{self.label}, {interval}"}


def _coefficients(
    codes: Array, values: Array, weights: str, ordered: bool, measured: bool
) -> Iterator[_Coefficient]:
    """Every coefficient of judgements as places among the values, shape ``(observers, units)``."""
    codes = codes[:, np.isfinite(codes).any(axis=0)]
    judged = np.isfinite(codes).sum(axis=0)
    units = int((judged > 1).sum())
    counts = (codes[:, :, np.newaxis] == np.arange(len(values))).sum(axis=0).astype(np.float64)
    complete = bool((judged == len(codes)).all())

    def of(function: Callable[..., Array], *more: Any) -> Callable[[Array], Array]:
        return lambda times: function(counts, *more, times=times)

    pairs = of(coefficients.percent_agreement)
    yield _Coefficient("per_cent", "", "per cent of pairs", units, len(judged), pairs, scale=100)
    label, options = f"Cohen's kappa, {weights} weights", f"weights {weights}"
    if len(codes) == 2:
        first, second = codes[:, judged > 1].astype(np.int64)

        def kappa(times: Array) -> Array:
            return coefficients.cohen_kappa(first, second, len(values), weights, times)

        yield _Coefficient("cohen_kappa", options, label, units, units, kappa)
    else:
        why = f"compares two people, not {len(codes)}"
        yield _Coefficient("cohen_kappa", options, label, units, units, None, why)
    fleiss = of(coefficients.fleiss_kappa) if complete else None
    why = "needs every unit judged by everybody; alpha and AC1 do not"
    yield _Coefficient("fleiss_kappa", "", "Fleiss' kappa", units, units, fleiss, why)
    metrics = ["nominal"] + ["ordinal"] * ordered + ["interval"] * measured
    if measured and values.min() >= 0:
        metrics.append("ratio")
    for metric in metrics:
        alpha, label = of(coefficients.krippendorff_alpha, values, metric), f"Krippendorff's alpha, {metric}"
        yield _Coefficient("krippendorff_alpha", metric, label, units, len(judged), alpha)
    yield _Coefficient("gwet_ac1", "", "Gwet's AC1", units, len(judged), of(coefficients.gwet_ac1))


def _table(observers: Sequence[Any]) -> pd.DataFrame:
    """A row each unit, a column each person."""
    if len(observers) == 1 and isinstance(observers[0], pd.DataFrame):
        table = observers[0]
    else:
        columns = [_series(one, at) for at, one in enumerate(observers)]
        lengths = [len(column) for column in columns]
        indexed = all(isinstance(one, pd.Series) for one in observers)
        if not indexed and len({*lengths}) > 1:
            raise MeasureError(
                f"they judged the same units in the same order, not {listing(map(str, lengths))}"
            )
        if indexed:
            for at, column in enumerate(columns):
                if not column.index.is_unique:
                    twice = column.index[column.index.duplicated()][0]
                    raise MeasureError(f"person {at + 1} judged the unit {quoted(twice)} twice")
        else:
            columns = [column.reset_index(drop=True) for column in columns]
        table = pd.concat(columns, axis=1, keys=range(len(columns))) if columns else pd.DataFrame()
    if table.shape[1] < 2:
        raise MeasureError(f"agreement is of two people or more, not {table.shape[1]}: agreement(a, b)")
    return table


def _series(judgements: Any, at: int) -> pd.Series:
    if isinstance(judgements, pd.Series):
        return judgements
    if isinstance(judgements, str | bytes | dict) or not hasattr(judgements, "__iter__"):
        raise MeasureError(
            f"person {at + 1} needs a list of what they judged, a unit each, not {quoted(judgements)}"
        )
    every = [*judgements]
    if any(isinstance(value, list | tuple | dict | set | np.ndarray) for value in every):
        raise MeasureError(f"person {at + 1} gave some units several values; agreement takes one each")
    return pd.Series(every, dtype=object)


def _coded(table: pd.DataFrame, order: Sequence[Any] | None) -> tuple[Array, Array, bool, bool]:
    """Judgements as places among the values, the values, and whether those are ordered, and numbers."""
    columns = [table.iloc[:, at] for at in range(table.shape[1])]
    present = [_plain(value) for column in columns for value in column[column.notna()]]
    if not present:
        raise MeasureError("nobody judged anything: every value is missing")
    numeric = all(isinstance(value, float) for value in present)
    if not numeric and any(isinstance(value, float) for value in present):
        number, text = (next(one for one in present if isinstance(one, kind)) for kind in (float, str))
        raise MeasureError(f"judgements are numbers or texts, not both: {quoted(number)} and {quoted(text)}")
    if order is None:
        order = _own_order(columns)
    if order is not None:
        every = [_plain(value) for value in order]
        if len({*every}) != len(every):
            raise MeasureError("order= names some category twice")
        if foreign := [value for value in dict.fromkeys(present) if value not in {*every}]:
            raise MeasureError(f"order= lacks {listing(map(quoted, foreign))}")
    else:
        every = sorted({*present})
    if len(table) * len(every) > _MOST_CELLS:
        raise MeasureError(
            f"{len(every):,} different values of {len(table):,} units are no categories: round them first"
        )
    place = {value: float(at) for at, value in enumerate(every)}
    codes = np.full((len(columns), len(table)), np.nan)
    for at, column in enumerate(columns):
        there = column.notna().to_numpy()
        codes[at, there] = [place[_plain(value)] for value in column[there]]
    if not (np.isfinite(codes).sum(axis=0) > 1).any():
        raise MeasureError("no unit was judged by two people: there is nothing to compare")
    values = np.array(every if numeric else range(len(every)), np.float64)
    ascending = bool((np.diff(values) > 0).all())
    return codes, values, numeric or order is not None, numeric and ascending


def _own_order(columns: Sequence[pd.Series]) -> Sequence[Any] | None:
    """The order of categoricals that all have the same."""
    kinds = [column.dtype for column in columns]
    first = kinds[0]
    if isinstance(first, pd.CategoricalDtype) and first.ordered and all(kind == first for kind in kinds):
        return [*first.categories]
    return None


def _plain(value: Any) -> float | str:
    """A number as a float, all else as its text."""
    if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
        if not np.isfinite(value):
            raise MeasureError(f"{value} is no judgement")
        return float(value)
    return str(value)


def _check_numbers(level: float, draws: int, seed: int) -> None:
    if not isinstance(level, int | float) or not 0 < level < 1:
        raise MeasureError(f"level= is between 0 and 1, such as 0.95, not {quoted(level)}")
    if not isinstance(draws, int) or not _FEWEST_DRAWS <= draws <= _MOST_DRAWS:
        raise MeasureError(f"draws= is a whole number from 100 to 100,000, not {quoted(draws)}")
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        raise MeasureError(f"seed= is a whole number, 0 or more, not {quoted(seed)}")
